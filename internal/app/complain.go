package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"amends/internal/email"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/triage"
)

// Limits of a complaint, in characters; what is longer is cut for names and refused for texts.
const (
	maxName      = 200 // as long as the boxes of the forms
	maxReference = 200
	maxPhone     = 200 // people write words beside their number
	maxComplaint = 100_000
)

// Complain takes a complaint in. What came is stored first, in the same transaction as the case it
// becomes: when it cannot be understood the case is left out, the input stays, and a job tries
// again. The same key from the same way in makes one case.
func (a *App) Complain(ctx context.Context, actor Actor, in Complaint) (Receipt, error) {
	if err := allowed(actor, "complain"); err != nil {
		return Receipt{}, err
	}
	in, err := in.tidy()
	if err != nil {
		return Receipt{}, err
	}
	files, err := a.keepFiles(in.Files)
	if err != nil {
		return Receipt{}, err
	}
	reading := triage.Read(triage.Input{Channel: string(in.Channel), Subject: in.Subject, Text: in.Text, Wants: in.Wants, HasReference: in.Reference != ""})
	var receipt Receipt
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		receipt, err = a.takeIn(tx, actor, in, reading, files)
		return err
	})
	return receipt, err
}

// tidy checks and trims what came. Names are cut, texts refused when too long: a cut complaint
// would be a lost one.
func (in Complaint) tidy() (Complaint, error) {
	in.Text = strings.TrimSpace(clean(in.Text))
	in.Name, in.Reference = line(in.Name, maxName), line(in.Reference, maxReference)
	in.Subject, in.Wants = line(in.Subject, maxName), cut(clean(in.Wants), 2000)
	if in.Value.IsZero() {
		in.Value = money.Amount{}
	}
	in.Email, in.Phone = strings.ToLower(strings.TrimSpace(in.Email)), line(in.Phone, maxPhone)
	switch {
	case in.Text == "":
		return in, errs.Invalidf("text", "Tell us what happened, in your own words.")
	case utf8.RuneCountInString(in.Text) > maxComplaint:
		return in, errs.Invalidf("text", "This is very long. Send the first %d characters and add the rest as a file.", maxComplaint)
	case in.Email == "" && in.Phone == "" && in.Customer == 0:
		return in, errs.Invalidf("email", "Leave an address or a number, so that we can answer you.")
	}
	if in.Email != "" && !email.ValidAddress(in.Email) {
		return in, errs.Invalidf("email", "This address is not complete. Please check it.")
	}
	if in.OccurredAt.Year() > 9000 {
		return in, errs.Invalidf("occurred_at", "This date is in the future. When did it happen?")
	}
	return in, nil
}

// clean makes any bytes storable text: valid UTF-8 without control characters but line breaks and tabs.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if r < 0x20 || r == 0x7f {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

// line makes one line of what has to be one: a name with a line break in it would end a header.
func line(s string, most int) string { return cut(strings.Join(strings.Fields(clean(s)), " "), most) }

func cut(s string, most int) string {
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}

// takeIn stores the input and opens its case.
func (a *App) takeIn(tx *store.Tx, actor Actor, in Complaint, reading triage.Reading, files []store.File) (Receipt, error) {
	raw, err := in.raw()
	if err != nil {
		return Receipt{}, err
	}
	intake := store.Intake{ID: id.Intake(tx.NewID()), Source: in.source(actor), Key: in.Key, At: tx.Now(), Raw: raw}
	added, err := tx.AddIntake(intake)
	if err != nil {
		return Receipt{}, err
	}
	if !added {
		return a.again(tx, intake)
	}
	receipt, err := a.openCase(tx, actor, in, reading, files)
	if err != nil {
		return Receipt{}, err
	}
	return receipt, tx.Understood(intake.ID, receipt.Case)
}

// source is the name space of keys: two programs with the same key do not meet.
func (in Complaint) source(actor Actor) string {
	if actor.Kind == recovery.ByToken {
		return "api:" + actor.Name
	}
	return string(in.Channel)
}

// raw is the input as it came, or for a form its fields.
func (in Complaint) raw() ([]byte, error) {
	if in.Raw != nil {
		return in.Raw, nil
	}
	in.Files = nil
	return json.Marshal(in)
}

// again answers a key that was seen before with the case it made, and with the link that was given
// then: where that was revoked since, whoever sends the same thing again stays outside.
func (a *App) again(tx *store.Tx, x store.Intake) (Receipt, error) {
	seen, err := tx.IntakeByKey(x.Source, x.Key)
	if err != nil {
		return Receipt{}, err
	}
	if seen.Case == 0 {
		return Receipt{}, errs.Busyf("We have your message and are still reading it. Please try again in a moment.")
	}
	c, err := tx.Case(seen.Case)
	return Receipt{Case: c.ID, Number: c.Number, PageURL: a.pageURL(c.ID, firstEpoch, c.OpenedAt), Again: true}, err
}

// openCase finds the customer, notes what failed before, and lets the rules make the plan.
func (a *App) openCase(tx *store.Tx, actor Actor, in Complaint, reading triage.Reading, files []store.File) (Receipt, error) {
	customer, err := a.customerOf(tx, actor, in)
	if err != nil {
		return Receipt{}, err
	}
	p, err := a.latest(tx)
	if err != nil {
		return Receipt{}, err
	}
	kind := reading.Kind.Value
	if _, ok := p.book.Failure(kind); !ok {
		kind = "other"
	}
	repeat, err := repeatOf(tx, p, customer.ID, kind)
	if err != nil {
		return Receipt{}, err
	}
	number, err := tx.NextNumber("case")
	if err != nil {
		return Receipt{}, err
	}
	cmd := openCommand(tx, in, customer, reading, kind)
	cmd.Number, cmd.Repeat = firstNumber+number, repeat
	if actor.Customer == 0 && (actor.Kind == "" || actor.Kind == recovery.ByCustomer) {
		actor = Actor{Kind: recovery.ByCustomer, Customer: customer.ID}
	}
	after, err := a.decide(tx, actor, recovery.Case{}, cmd)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{Case: after.ID, Number: after.Number, PageURL: a.pageURL(after.ID, firstEpoch, tx.Now())}, a.keepComplaint(tx, after, in, reading, files, cmd.Message)
}

// firstNumber is what numbers start above, so that the first customer does not feel like the first.
const firstNumber = 1000

func openCommand(tx *store.Tx, in Complaint, customer store.Customer, reading triage.Reading, kind string) recovery.OpenCase {
	reference := in.Reference
	if reference == "" {
		reference = cut(reading.Reference, maxReference)
	}
	return recovery.OpenCase{
		Case: id.Case(tx.NewID()), Customer: customer.ID, Message: id.Message(tx.NewID()), Channel: in.Channel, Subject: in.Subject,
		Reference: reference, OccurredAt: in.OccurredAt, Value: in.Value, Reading: readingOf(reading, kind),
		Linked: in.Linked, Contact: customer.Contact, Given: given(in, customer, reference),
	}
}

// given names what the customer has told us, so that nobody asks for it again.
func given(in Complaint, c store.Customer, reference string) []string {
	var list []string
	for name, told := range map[string]bool{
		"name": c.Name != "", "email": c.Email != "", "phone": c.Phone != "", "reference": reference != "",
		"occurred_at": !in.OccurredAt.IsZero(), "wants": in.Wants != "", "files": len(in.Files) > 0,
	} {
		if told {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// readingOf is the reader's reading as a case keeps it.
func readingOf(r triage.Reading, kind string) recovery.Reading {
	found := func(f triage.Finding[string]) recovery.Finding {
		return recovery.Finding{Value: f.Value, Words: f.Words, Why: f.Why}
	}
	reading := recovery.Reading{
		Kind:       found(r.Kind),
		Emotion:    recovery.Grade{Value: r.Emotion.Value, Words: r.Emotion.Words, Why: r.Emotion.Why},
		UsedAnyway: found(r.UsedAnyway),
		Language:   r.Language,
	}
	reading.Kind.Value = kind
	for _, w := range r.Wants {
		reading.Wants = append(reading.Wants, found(w))
	}
	for _, f := range r.Flags {
		reading.Flags = append(reading.Flags, found(f))
	}
	return reading
}

// contact is an address ("email") or a number ("phone").
type contact struct{ kind, value string }

// finders are what a customer is found by. Only a colleague, who speaks with them, joins an address
// we do not know to a customer by their number: else whoever knows somebody's number could have
// their mail, and with it their page. For all others an address that is not known is somebody new.
func (in Complaint) finders(actor Actor) []contact {
	address, number := contact{"email", store.ContactValue("email", in.Email)}, contact{"phone", store.ContactValue("phone", in.Phone)}
	if address.value != "" && actor.Kind != recovery.ByPerson {
		return []contact{address}
	}
	return []contact{address, number}
}

// customerOf finds the customer by what they gave, or makes one.
func (a *App) customerOf(tx *store.Tx, actor Actor, in Complaint) (store.Customer, error) {
	if in.Customer != 0 {
		return tx.Customer(in.Customer)
	}
	for _, by := range in.finders(actor) {
		if by.value == "" {
			continue
		}
		c, err := tx.CustomerByContact(by.kind, by.value)
		if err == nil {
			return a.learn(tx, c, in)
		}
		if !store.IsMissing(err) {
			return store.Customer{}, err
		}
	}
	c := store.Customer{ID: id.Customer(tx.NewID()), Name: in.Name, Email: in.Email, Phone: in.Phone, Since: tx.Now(), Value: money.Amount{}}
	return c, tx.SaveCustomer(c)
}

// learn keeps what a known customer told us now and had not before.
func (a *App) learn(tx *store.Tx, c store.Customer, in Complaint) (store.Customer, error) {
	before := c
	for _, x := range []struct{ have, told *string }{{&c.Name, &in.Name}, {&c.Email, &in.Email}, {&c.Phone, &in.Phone}} {
		if *x.have == "" {
			*x.have = *x.told
		}
	}
	if c == before {
		return c, nil
	}
	return c, tx.SaveCustomer(c)
}

// maxEarlier is how many earlier cases are looked at: beyond it a repeat is a repeat.
const maxEarlier = 20

// repeatOf is what failed this customer before, within the playbook's windows (evidence 4.3).
func repeatOf(tx *store.Tx, p *policy, c id.Customer, kind string) (recovery.Repeat, error) {
	windowAny, windowSame := p.back(p.book.Repeats.AnyKind, tx.Now()), p.back(p.book.Repeats.SameKind, tx.Now())
	since := windowAny
	if windowSame.Before(since) {
		since = windowSame
	}
	earlier, err := tx.CasesSince(c, since, maxEarlier)
	var r recovery.Repeat
	for _, x := range earlier {
		sameKind := x.Kind == kind && !x.OpenedAt.Before(windowSame)
		if !x.OpenedAt.Before(windowAny) {
			r.Earlier++
		} else if !sameKind {
			continue
		}
		r.SameKind = r.SameKind || sameKind
		if r.Last == 0 {
			r.Last, r.LastAt, r.LastOwner = x.ID, x.OpenedAt, x.Owner
		}
	}
	return r, err
}

// keepComplaint keeps the words of the complaint and what makes the case findable.
func (a *App) keepComplaint(tx *store.Tx, c recovery.Case, in Complaint, reading triage.Reading, files []store.File, m id.Message) error {
	text := in.Text
	if in.Wants != "" {
		text += "\n\n" + in.Wants
	}
	message := store.Message{
		ID: m, Case: c.ID, Direction: "in", Channel: in.Channel, Subject: in.Subject, Text: text, At: tx.Now(),
		State: "received", Address: in.Email, MailID: in.mailID(), Files: filesOf(tx, files),
	}
	return errors.Join(
		tx.AddMessage(message),
		tx.SetQuote(c.ID, quoteOf(reading.Headline, in.Text)),
		tx.IndexCase(int64(c.ID), c.Reference),
	)
}

func (in Complaint) mailID() string {
	if in.Channel == recovery.Mail {
		return in.Key
	}
	return ""
}

// quoteOf is the sentence that stands above the case: the reader's choice, or the beginning.
func quoteOf(headline, text string) string {
	if headline != "" {
		return cut(headline, 200)
	}
	return cut(strings.Join(strings.Fields(text), " "), 140)
}
