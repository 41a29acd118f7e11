package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/words"
)

// storyPage is how many moments of a story a page shows at once.
const storyPage = 100

// Case is the case page; before pages to older moments of the story.
func (a *App) Case(ctx context.Context, actor Actor, i id.Case, before string) (CaseView, error) {
	if err := allowed(actor, "see_work"); err != nil {
		return CaseView{}, err
	}
	var v CaseView
	woken := false
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Case(i)
		if err != nil {
			return missingCase(err)
		}
		if woken, err = tx.HasNotices(actor.Person, i); err != nil {
			return err
		}
		v, err = a.caseView(tx, actor, c, before)
		return err
	})
	if err != nil {
		return v, err
	}
	v.Others = a.Present(ctx, actor, i)
	if woken {
		err = a.store.Write(ctx, func(tx *store.Tx) error { return tx.SeeNotices(actor.Person, i) })
	}
	return v, err
}

func (a *App) caseView(tx *store.Tx, actor Actor, c recovery.Case, before string) (CaseView, error) {
	p, err := a.version(tx, c.PlaybookVersion)
	if err != nil {
		return CaseView{}, err
	}
	people, err := a.people(tx)
	if err != nil {
		return CaseView{}, err
	}
	failure, _ := p.book.Failure(c.Reading.Kind.Value)
	v := CaseView{
		Now: tx.Now(), Me: face(people, actor.Person, tx.Now()), Case: c, Label: failure.Label,
		Owner: face(people, c.Owner, tx.Now()), Sponsor: face(people, c.Sponsor, tx.Now()), Names: faces(people, tx.Now()),
		Failures: p.book.Failures, PageURL: a.pageURL(c.ID, c.Link.Epoch, tx.Now()), Channel: recovery.Page,
	}
	v.Staff = present(people, tx.Now())
	if err := a.customerSide(tx, &v); err != nil {
		return v, err
	}
	if v.Story, v.StoryNext, err = a.story(tx, c, v, before); err != nil {
		return v, err
	}
	return v, a.replySide(tx, p, actor, &v)
}

func faces(people map[id.Person]store.Person, now time.Time) map[id.Person]Face {
	all := make(map[id.Person]Face, len(people))
	for i := range people {
		all[i] = face(people, i, now)
	}
	return all
}

// present are the colleagues something could be given to, by name.
func present(people map[id.Person]store.Person, now time.Time) []Face {
	var list []Face
	for i, p := range people {
		if !p.Away(now) {
			list = append(list, face(people, i, now))
		}
	}
	slices.SortFunc(list, func(x, y Face) int { return int(x.ID - y.ID) })
	return list
}

// maxEarlierShown is how many of the customer's other cases the page lists.
const maxEarlierShown = 5

// customerSide is what we know of the customer: who, what was before.
func (a *App) customerSide(tx *store.Tx, v *CaseView) error {
	customer, err := tx.Customer(v.Case.Customer)
	if err != nil {
		return err
	}
	v.Customer = customerView(customer)
	if v.Customer.Cases, err = tx.CountCasesOf(customer.ID, CountLimit); err != nil {
		return err
	}
	if customer.Email != "" {
		v.Channel, v.To = recovery.Mail, customer.Email
	}
	rows, err := tx.Cases(store.CaseFilter{Customer: customer.ID}, 0, maxEarlierShown+1)
	if err != nil {
		return err
	}
	others, err := a.caseRows(tx, rows)
	for _, r := range others {
		if r.ID == v.Case.ID {
			v.Quote = r.Quote
			continue
		}
		if r.ID == v.Case.Linked {
			linked := r
			v.Linked = &linked
		}
		v.Earlier = append(v.Earlier, r)
	}
	if v.Quote == "" && err == nil {
		v.Quote, err = tx.Quote(v.Case.ID)
	}
	return err
}

func customerView(c store.Customer) Customer {
	return Customer{
		ID: c.ID, Name: c.Name, Email: c.Email, Phone: c.Phone, Since: c.Since, Value: c.Value, Note: c.Note, Contact: c.Contact, ErasedAt: c.ErasedAt,
	}
}

// story is what happened, oldest first, with the messages where they stand.
func (a *App) story(tx *store.Tx, c recovery.Case, v CaseView, before string) ([]Moment, string, error) {
	limit := int64(1<<62 - 1)
	if before != "" {
		n, err := strconv.ParseInt(before, 10, 64)
		if err != nil {
			return nil, "", errs.Invalidf("before", "This part of the story does not exist. Start again from the case.")
		}
		limit = n
	}
	log, err := tx.EventsBefore(c.ID, limit, storyPage+1)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(log) > storyPage {
		log = log[:storyPage]
		next = strconv.FormatInt(log[storyPage-1].Seq, 10)
	}
	slices.Reverse(log)
	spoken, err := a.spoken(tx, log, v.Names)
	if err != nil {
		return nil, "", err
	}
	story := make([]Moment, 0, len(log))
	for _, r := range log {
		m := Moment{Seq: r.Seq, At: r.At, Event: r.Event, By: v.Names[r.Actor.Person], ByName: actorName(r.Actor, v.Names, v.Customer)}
		m.Seen = recovery.AudienceOf(r.Event) == recovery.CustomerToo
		m.Message = spoken[messageOf(r.Event)]
		story = append(story, m)
	}
	return story, next, nil
}

func actorName(actor Actor, names map[id.Person]Face, customer Customer) string {
	switch actor.Kind {
	case recovery.ByPerson:
		return names[actor.Person].Name
	case recovery.ByCustomer:
		return customer.Name
	case recovery.ByToken:
		return actor.Name
	}
	return recovery.System().Name
}

// messageOf is the message an event brings into the story, 0 for none. A message of ours stands
// where it was queued; what became of it is its state.
func messageOf(e recovery.Event) id.Message {
	switch x := e.(type) {
	case recovery.MessageReceived:
		return x.Message
	case recovery.MessageQueued:
		return x.Message
	case recovery.NoteAdded:
		return x.Message
	case recovery.CallLogged:
		return x.Message
	}
	return 0
}

func (a *App) spoken(tx *store.Tx, log []recovery.Recorded, names map[id.Person]Face) (map[id.Message]*Message, error) {
	var ids []id.Message
	for _, r := range log {
		if m := messageOf(r.Event); m != 0 {
			ids = append(ids, m)
		}
	}
	found, err := tx.MessagesIn(ids)
	spoken := make(map[id.Message]*Message, len(found))
	for _, m := range found {
		view := messageView(m, names)
		spoken[m.ID] = &view
	}
	return spoken, err
}

func messageView(m store.Message, names map[id.Person]Face) Message {
	v := Message{
		ID: m.ID, Direction: m.Direction, Channel: m.Channel, Purpose: m.Purpose, Author: names[m.Author], Subject: m.Subject,
		Text: m.Text, Quoted: m.Quoted, At: m.At, State: m.State, SendAt: m.SendAt, To: m.Address, Override: m.Reason, Erased: !m.ErasedAt.IsZero(),
	}
	for _, f := range m.Files {
		v.Files = append(v.Files, fileView(f))
	}
	return v
}

// replySide is what the composer and the remedies need.
func (a *App) replySide(tx *store.Tx, p *policy, actor Actor, v *CaseView) error {
	facts := recovery.Facts(&v.Case)
	v.Remedies = a.remedies(p, actor, v.Case)
	var err error
	if v.Like, err = likeCases(tx, v.Case, p.book.Company.Currency); err != nil {
		return err
	}
	if v.Draft, err = a.draft(tx, v.Case.ID); err != nil {
		return err
	}
	if v.Case.NoTemplate {
		return nil
	}
	values, err := a.values(tx, p, &v.Case, nil)
	if err != nil {
		return err
	}
	values["owner.name"] = orElse(v.Me.Name, values["owner.name"])
	for _, purpose := range []string{playbook.PurposeReply, playbook.PurposeUpdate, playbook.PurposeLate} {
		for _, t := range p.book.TemplatesFor(purpose, facts) {
			t.Body, _ = playbook.Fill(t.Body, values)
			t.Subject, _ = playbook.Fill(t.Subject, values)
			v.Templates = append(v.Templates, t)
		}
	}
	return nil
}

// remedies are the catalogue's suggestions for a case, each with the reader's authority.
func (a *App) remedies(p *policy, actor Actor, c recovery.Case) []Remedy {
	say := words.For(p.book.Company.Language, p.zone)
	var list []Remedy
	for _, s := range p.book.Remedies(recovery.Facts(&c)) {
		limit := p.book.AuthorityFor(string(actor.Role), s.Money, c.Value)
		told, _ := playbook.Fill(s.Tell, map[string]string{"remedy.amount": say.Money(s.Worth)})
		list = append(list, Remedy{Suggestion: s, Told: told, Limit: limit, Within: s.Worth.AtMost(limit)})
	}
	return list
}

// maxLike is how many like cases are looked at: the newest of the last year.
const maxLike = 200

// likeCases is what like cases got in the last year.
func likeCases(tx *store.Tx, c recovery.Case, currency string) (LikeCases, error) {
	amounts, err := tx.LikeRedress(c.Reading.Kind.Value, c.Reading.Severity.Value, tx.Now().AddDate(-1, 0, 0), currency, maxLike)
	if err != nil || len(amounts) == 0 {
		return LikeCases{}, err
	}
	slices.Sort(amounts)
	n := len(amounts)
	return LikeCases{
		Count: n, Low: money.Of(amounts[0], currency), High: money.Of(amounts[n-1], currency), Median: money.Of(amounts[n/2], currency),
	}, nil
}

// CaseEvents is the log of a case after an event, at most limit of it.
func (a *App) CaseEvents(ctx context.Context, actor Actor, c id.Case, after int64, limit int) ([]recovery.Recorded, error) {
	if err := allowed(actor, "see_work"); err != nil {
		return nil, err
	}
	var log []recovery.Recorded
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		if _, err := tx.Case(c); err != nil {
			return missingCase(err)
		}
		var err error
		log, err = tx.Events(c, after, min(max(limit, 1), 500))
		return err
	})
	return log, err
}

// presence is how long somebody counts as looking at a case after their page last said so.
const presence = 45 * time.Second

// Present notes that a colleague has a case open and tells who else has. It is a courtesy of one
// process, not a lock: nothing depends on it.
func (a *App) Present(_ context.Context, actor Actor, c id.Case) []Face {
	if allowed(actor, "see_work") != nil {
		return nil
	}
	now := a.store.Now()
	a.presentMu.Lock()
	defer a.presentMu.Unlock()
	here := a.present[c]
	if here == nil {
		here = map[id.Person]looking{}
		a.present[c] = here
	}
	if actor.Person != 0 {
		here[actor.Person] = looking{name: actor.Name, at: now}
	}
	var others []Face
	for p, l := range here {
		switch {
		case now.Sub(l.at) > presence || now.Before(l.at):
			delete(here, p)
		case p != actor.Person:
			others = append(others, Face{ID: p, Name: l.name})
		}
	}
	if len(here) == 0 {
		delete(a.present, c)
	}
	return others
}

// looking is somebody with a case open.
type looking struct {
	name string
	at   time.Time
}
