package app

import (
	"context"
	"strconv"

	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/words"
)

// post puts a mail to a colleague on its way. No case owns it; it leaves by a job.
func (a *App) post(tx *store.Tx, to, subject, text string) error {
	p := store.Post{ID: id.Row(tx.NewID()), Address: to, Subject: subject, Text: text}
	if err := tx.AddPost(p); err != nil {
		return err
	}
	return tx.Enqueue(job.New{Args: job.Post{ID: p.ID}})
}

// say writes for everybody in the company, in its language.
func (a *App) say() *words.Printer {
	return words.For(a.Policy().Company.Language, a.Zone())
}

func (a *App) postSignIn(tx *store.Tx, p store.Person, link string) error {
	say := a.say()
	return a.post(tx, p.Email, say.T("Sign in to %s", a.Policy().Company.Name), say.T(
		"Hello %s,\n\nwith this link you are signed in:\n\n%s\n\nIt works once and for 15 minutes. If you did not ask for it, leave this mail alone: nothing happens.",
		greeting(say, p.Name), link))
}

// postNotice mails a colleague that something is owed in a case. Whom it is owed to and why
// stands behind the link, not in the mail.
func (a *App) postNotice(tx *store.Tx, c recovery.Case, x recovery.Commitment, args job.Tell) error {
	p, err := personHere(tx, args.Person)
	if store.IsMissing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	say, number := a.say(), strconv.FormatInt(c.Number, 10)
	due := say.T("It is due %s.", say.When(x.Due, tx.Now()))
	if x.Due.Before(tx.Now()) {
		due = say.T("It was due %s.", say.When(x.Due, tx.Now()))
	}
	return a.post(tx, p.Email, say.T("Case %s: something is owed", number), say.T(
		"Hello %[1]s,\n\nin case %[2]s we owe the customer a word or a deed. %[3]s\n\n%[4]s",
		greeting(say, p.Name), number, due, a.base+"/cases/"+c.ID.Text()))
}

// PostToSend is a mail to a colleague that has not left; errs.Missing when there is nothing to send.
func (a *App) PostToSend(ctx context.Context, i id.Row) (Mail, error) {
	var m Mail
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.WaitingPost(i)
		m = a.mailOfPost(p)
		return err
	})
	return m, err
}

func (a *App) mailOfPost(p store.Post) Mail {
	return Mail{ID: id.Message(p.ID), At: p.At, To: p.Address, From: a.Policy().Company.MailFrom, Subject: p.Subject, Text: p.Text}
}

// PostSent records that the mail of a post job has left, or never will. It is forgotten with
// the link it may hold; only the demo keeps it, for its mailbox.
func (a *App) PostSent(ctx context.Context, j job.Claimed) error {
	args, err := readArgs[job.Post](j)
	if err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		done := tx.DropPost
		if a.demo {
			done = tx.PostSent
		}
		if err := done(args.ID); err != nil {
			return err
		}
		return tx.FinishJob(j)
	})
}
