package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"amends/internal/email"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/playbook"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/words"
)

// write has the house write a word by itself from the playbook's template, in the transaction that
// queues it: what it says is true at that moment.
func (a *App) write(ctx context.Context, j job.Claimed, args job.Write) error {
	why := recovery.Purpose(args.Purpose)
	cmd := recovery.Write{Message: a.newMessage(), Purpose: why, Channel: recovery.Page, Commitment: args.Commitment, Offer: args.Offer}
	to, err := a.addressFor(ctx, args.Case, why)
	if errs.Is(err, errs.Missing) {
		return a.drop(ctx, j)
	}
	if err != nil {
		return err
	}
	if to != "" {
		cmd.Channel = recovery.Mail
	}
	return a.finish(ctx, j, args.Case, cmd, func(tx *store.Tx, c *recovery.Case) error {
		if !c.Wants(why, args.Commitment, args.Offer) {
			return nil
		}
		subject, body, err := a.compose(tx, c, why, args.Offer)
		if err != nil {
			return err
		}
		return a.queueWords(tx, c, store.Message{
			ID: cmd.Message, Channel: cmd.Channel, Purpose: why, Subject: subject, Text: body, SendAt: tx.Now(), Address: to,
		})
	})
}

// mostAcknowledged is how many complaints of one customer in a day are acknowledged by mail.
const mostAcknowledged = 10

// addressFor is where a word of the house goes, "" for the customer's page alone. The house answers
// nobody without end: a machine at the other side may answer each answer with a new complaint, and
// somebody may complain in the name of another to fill their mailbox (RFC 3834, section 2).
func (a *App) addressFor(ctx context.Context, i id.Case, why recovery.Purpose) (string, error) {
	to, err := a.addressOf(ctx, i)
	if err != nil || to == "" || why != recovery.PurposeAcknowledge {
		return to, err
	}
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Case(i)
		if err != nil {
			return missingCase(err)
		}
		lately, err := tx.CasesSince(c.Customer, c.OpenedAt.Add(-24*time.Hour), mostAcknowledged+1)
		if len(lately) > mostAcknowledged {
			to = ""
		}
		return err
	})
	return to, err
}

// compose fills the playbook's template for a purpose.
func (a *App) compose(tx *store.Tx, c *recovery.Case, why recovery.Purpose, o id.Offer) (subject, body string, err error) {
	p, err := a.version(tx, c.PlaybookVersion)
	if err != nil {
		return "", "", err
	}
	t, ok := p.book.TemplateFor(string(why), recovery.Facts(c))
	if !ok {
		return "", "", fmt.Errorf("the playbook has no template for %s", why)
	}
	values, err := a.values(tx, p, c, c.Offer(o))
	if err != nil {
		return "", "", err
	}
	subject, _ = playbook.Fill(t.Subject, values)
	body, missing := playbook.Fill(t.Body, values)
	if len(missing) > 0 {
		return "", "", fmt.Errorf("template %s: nothing to put in for %s", t.Key, strings.Join(missing, ", "))
	}
	return subject, strings.TrimSpace(body), nil
}

// values is what templates may say of a case. Every placeholder has a value, so that no customer
// ever reads one.
func (a *App) values(tx *store.Tx, p *policy, c *recovery.Case, o *recovery.Offer) (map[string]string, error) {
	customer, err := tx.Customer(c.Customer)
	if err != nil {
		return nil, err
	}
	say := words.For(p.book.Company.Language, p.zone)
	failure, _ := p.book.Failure(c.Reading.Kind.Value)
	v := map[string]string{
		"customer.name": orElse(customer.Name, say.T("customer")), "customer.first_name": greeting(say, customer.Name),
		"owner.name": a.nameOf(tx, c.Owner, p.book.Company.Team), "owner.team": p.book.Company.Team,
		"sponsor.name": a.nameOf(tx, c.Sponsor, p.book.Company.Team),
		"case.number":  fmt.Sprint(c.Number), "case.reference": orElse(c.Reference, fmt.Sprint(c.Number)),
		"case.quote": "", "case.understood": failure.Understood, "fix.summary": strings.TrimRight(c.How, ". "), // templates end the sentence
		"next_word": say.T("as soon as we know more"), "page.link": a.pageURL(c.ID, c.Link.Epoch, tx.Now()),
		"company.name": p.book.Company.Name, "company.phone": orElse(p.book.Company.Phone, p.book.Company.MailFrom),
		"options": "", "offer.expires": "", "promise.what": "", "promise.due": "", "remedy.amount": "",
	}
	if next, ok := nextWord(c); ok {
		v["next_word"] = say.By(next.Due, tx.Now())
	}
	if o != nil {
		v["options"], v["offer.expires"] = optionLines(o), say.DateLong(o.ExpiresAt)
	}
	return v, nil
}

// nextWord is when the customer hears from a person: what is owed to them besides the
// acknowledgement, which they are reading.
func nextWord(c *recovery.Case) (recovery.Commitment, bool) {
	var next recovery.Commitment
	found := false
	for _, x := range c.Commitments {
		if x.Owed() && x.Told != "" && x.Kind != recovery.Acknowledgement && (!found || x.Due.Before(next.Due)) {
			next, found = x, true
		}
	}
	return next, found
}

func optionLines(o *recovery.Offer) string {
	var lines []string
	for _, x := range o.Options {
		lines = append(lines, "- "+x.Told)
	}
	return strings.Join(lines, "\n")
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// greeting is the name somebody is greeted with.
func greeting(say *words.Printer, name string) string {
	if first := firstName(name); first != "" {
		return first
	}
	return say.T("customer")
}

// titles do not greet anybody: "Mrs Whitcombe" is greeted as she signed.
func firstName(name string) string {
	fields := strings.Fields(name)
	if len(fields) == 0 {
		return ""
	}
	switch strings.ToLower(strings.Trim(fields[0], ".")) {
	case "mr", "mrs", "ms", "miss", "dr", "prof", "frau", "herr", "family", "familie":
		return name
	}
	return fields[0]
}

func (a *App) nameOf(tx *store.Tx, i id.Person, otherwise string) string {
	if p, err := tx.Person(i); i != 0 && err == nil {
		return p.Name
	}
	return otherwise
}

// Letter is a message of ours ready to leave.
type Letter struct {
	Mail   bool // goes by mail; else it stands on the customer's page and there is nothing to send
	MailID string
	From   string
	To     string
	Raw    []byte
	Gone   bool // it was taken back or has left already: there is nothing to do but to finish the job
}

// Outgoing is the letter of a send job. The same job gives the same Message-ID each time.
func (a *App) Outgoing(ctx context.Context, j job.Claimed) (Letter, error) {
	args, err := readArgs[job.Send](j)
	if err != nil {
		return Letter{}, err
	}
	var letter Letter
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		m, err := tx.Message(args.Message)
		if store.IsMissing(err) || (err == nil && m.State != "queued") {
			letter = Letter{Gone: true}
			return nil
		}
		if err != nil {
			return err
		}
		letter, err = a.letter(tx, m)
		return err
	})
	return letter, err
}

func (a *App) letter(tx *store.Tx, m store.Message) (Letter, error) {
	if m.Channel != recovery.Mail || m.Address == "" {
		return Letter{}, nil
	}
	c, err := tx.Case(m.Case)
	if err != nil {
		return Letter{}, err
	}
	customer, err := tx.Customer(c.Customer)
	if err != nil {
		return Letter{}, err
	}
	company := a.Policy().Company
	out := email.Out{
		MessageID: m.MailID, From: email.Address{Name: company.Name, Addr: company.MailFrom},
		ReplyTo: email.Address{Name: company.Name, Addr: email.ReplyAddress(company.MailFrom, a.replyToken(c.ID))},
		To:      []email.Address{{Name: customer.Name, Addr: m.Address}}, Subject: m.Subject, Text: m.Text, Lang: company.Language,
		Date: m.At, Automatic: m.Author == 0, Origin: a.origin(),
	}
	if m.Author != 0 {
		say := words.For(company.Language, a.Zone())
		out.From.Name = say.T("%s, %s", a.nameOf(tx, m.Author, company.Team), company.Name)
		out.Link = email.Link{URL: a.pageURL(c.ID, c.Link.Epoch, tx.Now()), Label: say.T("See where your case stands")}
	}
	if err := thread(tx, c.ID, m, &out); err != nil {
		return Letter{}, err
	}
	raw, err := email.Build(out)
	return Letter{Mail: true, MailID: m.MailID, From: company.MailFrom, To: m.Address, Raw: raw}, err
}

// thread makes the mail an answer to the last one of the customer.
func thread(tx *store.Tx, c id.Case, m store.Message, out *email.Out) error {
	words, err := tx.LastMessagesOf(c, maxEarlierWords)
	if err != nil {
		return err
	}
	for _, w := range words {
		if w.MailID == "" || w.ID >= m.ID || w.State == "recalled" || strings.HasPrefix(w.MailID, "sha256:") {
			continue
		}
		if w.Direction == "in" && out.InReplyTo == "" {
			out.InReplyTo = w.MailID
		}
		out.References = append([]string{w.MailID}, out.References...)
	}
	return nil
}

// Sent records that the letter of a send job has left.
func (a *App) Sent(ctx context.Context, j job.Claimed) error {
	args, err := readArgs[job.Send](j)
	if err != nil {
		return err
	}
	return a.finish(ctx, j, args.Case, recovery.MarkSent{Message: args.Message}, nil)
}

// Undeliverable records that the letter of a send job will never arrive, with the reason.
func (a *App) Undeliverable(ctx context.Context, j job.Claimed, why string) error {
	args, err := readArgs[job.Send](j)
	if err != nil {
		return err
	}
	return a.finish(ctx, j, args.Case, recovery.MarkFailed{Message: args.Message, Why: cut(clean(why), 500)}, nil)
}
