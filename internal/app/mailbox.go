package app

import (
	"cmp"
	"context"
	"math"
	"slices"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/store"
)

// mailboxPage is how many mails the demo's mailbox shows at once.
const mailboxPage = 30

// Mailbox is what left the house, newest first, for the demo: there mail to customers and to
// colleagues is read as they would read it. Elsewhere it is not there.
func (a *App) Mailbox(ctx context.Context, actor Actor, after string) (Mailbox, error) {
	if !a.demo {
		return Mailbox{}, errNoMailbox()
	}
	if err := allowed(actor, "see_mailbox"); err != nil {
		return Mailbox{}, err
	}
	before, err := readMark[mailOf](after)
	if err != nil {
		return Mailbox{}, err
	}
	if before == 0 {
		before = math.MaxInt64
	}
	var box Mailbox
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		customers, err := a.mailToCustomers(tx, id.Message(before))
		if err != nil {
			return err
		}
		colleagues, err := a.mailToColleagues(tx, id.Row(before))
		box = mailbox(append(customers, colleagues...))
		return err
	})
	return box, err
}

type mailOf struct{}

// mailbox is the newest of some mails, and the cursor to the others. Ids of messages and of post
// are made by the same clock, so that they stand in one order.
func mailbox(found []Mail) Mailbox {
	slices.SortFunc(found, func(x, y Mail) int { return cmp.Compare(y.ID, x.ID) })
	if len(found) <= mailboxPage {
		return Mailbox{Items: found}
	}
	return Mailbox{Items: found[:mailboxPage], Next: writeMark(found[mailboxPage-1].ID)}
}

func (a *App) mailToCustomers(tx *store.Tx, before id.Message) ([]Mail, error) {
	found, err := tx.SentMails(before, mailboxPage+1)
	if err != nil {
		return nil, err
	}
	var list []Mail
	for _, m := range found {
		c, err := tx.Case(m.Case)
		if err != nil {
			return nil, err
		}
		list = append(list, Mail{
			ID: m.ID, At: m.At, To: m.Address, From: a.Policy().Company.MailFrom, Subject: m.Subject, Text: m.Text, Case: c.ID, Number: c.Number,
			PageURL: a.pageURL(c.ID, c.Link.Epoch, tx.Now()),
		})
	}
	return list, nil
}

func (a *App) mailToColleagues(tx *store.Tx, before id.Row) ([]Mail, error) {
	found, err := tx.SentPost(before, mailboxPage+1)
	var list []Mail
	for _, p := range found {
		list = append(list, a.mailOfPost(p))
	}
	return list, err
}

func errNoMailbox() error { return errs.Missingf("There is no such page.") }
