package app

import (
	"context"
	"slices"

	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
)

// pageWords is how many messages the customer's page shows: the newest.
const pageWords = 50

// CustomerPage is what the customer of a link sees.
func (a *App) CustomerPage(ctx context.Context, actor Actor) (CustomerPage, error) {
	if err := may(actor, actor.Case, "see_page_of_case"); err != nil {
		return CustomerPage{}, err
	}
	var page CustomerPage
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Case(actor.Case)
		if err != nil {
			return missingCase(err)
		}
		page, err = a.customerPage(tx, c)
		return err
	})
	return page, err
}

func (a *App) customerPage(tx *store.Tx, c recovery.Case) (CustomerPage, error) {
	p, err := a.version(tx, c.PlaybookVersion)
	if err != nil {
		return CustomerPage{}, err
	}
	customer, err := tx.Customer(c.Customer)
	if err != nil {
		return CustomerPage{}, err
	}
	people, err := a.people(tx)
	if err != nil {
		return CustomerPage{}, err
	}
	failure, _ := p.book.Failure(c.Reading.Kind.Value)
	page := CustomerPage{
		Now: tx.Now(), Company: p.book.Company, Number: c.Number, Customer: customerView(customer), Opened: c.OpenedAt,
		State: c.State, Label: failure.Understood, Fault: c.Reading.Fault, Contact: c.Contact, How: c.How,
		Owner: face(people, c.Owner, tx.Now()), Sponsor: face(people, c.Sponsor, tx.Now()),
		Redress: c.Redress, Answered: c.Answers, Ask: asked(c), Offer: shownOffer(c), Changed: c.Cause.Action,
	}
	page.Customer.Note = "" // what colleagues know of them is for colleagues
	page.Names = map[id.Person]Face{}
	for _, x := range c.Commitments {
		page.Names[x.Owner] = face(people, x.Owner, tx.Now())
	}
	for _, s := range c.Steps {
		page.Names[s.Who], page.Names[s.DoneBy] = face(people, s.Who, tx.Now()), face(people, s.DoneBy, tx.Now())
	}
	page.told(c)
	if page.Quote, err = tx.Quote(c.ID); err != nil {
		return page, err
	}
	return page, a.pageMessages(tx, c.ID, faces(people, tx.Now()), &page)
}

// told keeps what the customer may see of the commitments and the steps.
func (p *CustomerPage) told(c recovery.Case) {
	for _, x := range c.Commitments {
		if x.Told == "" || x.State == recovery.Released {
			continue
		}
		p.Owed = append(p.Owed, x)
		if x.Owed() && x.Due.After(x.FirstDue) {
			p.Moved = append(p.Moved, x)
		}
	}
	slices.SortStableFunc(p.Owed, func(x, y recovery.Commitment) int { return x.Due.Compare(y.Due) })
	for _, s := range c.Steps {
		if s.Told != "" && s.LeftAt.IsZero() {
			p.Steps = append(p.Steps, s)
		}
	}
	if next, ok := nextWord(&c); ok {
		p.Next = &next
	}
}

// shownOffer is the offer the customer can choose from or has chosen from, the newest.
func shownOffer(c recovery.Case) *recovery.Offer {
	for _, o := range slices.Backward(c.Offers) {
		if o.State == recovery.OfferOpen || o.State == recovery.OfferAccepted {
			return &o
		}
	}
	return nil
}

// asked is the question that waits for the customer's answer: the last one we asked and that was
// not answered since it was put right.
func asked(c recovery.Case) recovery.CommitmentKind {
	if !c.Ended() {
		return ""
	}
	var last recovery.CommitmentKind
	for _, x := range c.Commitments {
		if x.Kind.FollowsUp() && x.State == recovery.Kept && x.EndedAt.After(c.ResolvedAt) {
			last = x.Kind
		}
	}
	answered := slices.ContainsFunc(c.Answers, func(x recovery.Answer) bool { return x.To == last && x.Attempt == c.Reopened })
	if answered {
		return ""
	}
	return last
}

// pageMessages are the words between us and the customer, oldest first. What has not left yet is not shown.
func (a *App) pageMessages(tx *store.Tx, c id.Case, names map[id.Person]Face, page *CustomerPage) error {
	found, err := tx.LastMessagesOf(c, pageWords)
	if err != nil {
		return err
	}
	for _, m := range slices.Backward(found) {
		if m.Direction == "out" && m.State != "sent" {
			continue
		}
		v := messageView(m, names)
		v.To, v.Override = "", ""
		page.Messages = append(page.Messages, v)
	}
	first, err := tx.MessagesOf(c, 0, 1)
	if len(first) > 0 && first[0].Direction == "in" {
		page.Said = first[0].Text
	}
	return err
}
