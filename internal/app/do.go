package app

import (
	"context"
	"slices"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/ledger"
	"amends/internal/live"
	"amends/internal/playbook"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/words"
)

// Do is the one write path: who may, the state, the decision, the events with the state rows and
// the jobs they bring, all in one transaction. A refusal writes nothing.
func (a *App) Do(ctx context.Context, who Actor, c id.Case, cmd recovery.Command) error {
	return a.do(ctx, who, c, a.phrased(cmd), nil)
}

// phrased gives the options of an offer the catalogue's words for the customer, with the amount as
// people write it, where nobody wrote others.
func (a *App) phrased(cmd recovery.Command) recovery.Command {
	switch x := cmd.(type) {
	case recovery.MakeOffer:
		x.Options = slices.Clone(x.Options)
		for i := range x.Options {
			x.Options[i] = a.toldOption(x.Options[i])
		}
		return x
	case recovery.Give:
		x.Option = a.toldOption(x.Option)
		return x
	}
	return cmd
}

func (a *App) toldOption(o recovery.Option) recovery.Option {
	book := a.Policy()
	for _, r := range book.Catalogue {
		if r.Key == o.Remedy && o.Told == "" {
			amount := words.For(book.Company.Language, a.Zone()).Money(o.Amount)
			o.Told, _ = playbook.Fill(r.Tell, map[string]string{"remedy.amount": amount})
		}
	}
	return o
}

// rows are what a command needs besides events: a message, the end of a job. They are written in
// the command's transaction, with the case as it was before.
type rows func(tx *store.Tx, before *recovery.Case) error

func (a *App) do(ctx context.Context, who Actor, c id.Case, cmd recovery.Command, with rows) error {
	if err := may(who, c, cmd.Name()); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		before, err := tx.LockCase(c)
		if err != nil {
			return missingCase(err)
		}
		if with != nil {
			if err := with(tx, &before); err != nil {
				return err
			}
		}
		_, err = a.decide(tx, who, before, cmd)
		return err
	})
}

// finish is do for a job: the job leaves the queue in the same transaction, or nothing happens.
func (a *App) finish(ctx context.Context, j job.Claimed, c id.Case, cmd recovery.Command, with rows) error {
	err := a.do(ctx, recovery.System(), c, cmd, func(tx *store.Tx, before *recovery.Case) error {
		if with != nil {
			if err := with(tx, before); err != nil {
				return err
			}
		}
		return tx.FinishJob(j)
	})
	if errs.Is(err, errs.Missing) {
		return a.drop(ctx, j)
	}
	return err
}

// drop takes a job out whose case is gone.
func (a *App) drop(ctx context.Context, j job.Claimed) error {
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.FinishJob(j) })
}

// decide lets the rules decide inside a transaction and writes what they decided.
func (a *App) decide(tx *store.Tx, who Actor, before recovery.Case, cmd recovery.Command) (recovery.Case, error) {
	env, err := a.env(tx, who, before.PlaybookVersion)
	if err != nil {
		return before, err
	}
	events, err := recovery.Decide(before, cmd, env)
	if err != nil || len(events) == 0 {
		return before, err
	}
	after, recorded := before.After(events, tx.Now(), who)
	if err := tx.Append(before, after, recorded); err != nil {
		return before, err
	}
	for _, r := range recorded {
		if err := project(tx, after, r); err != nil {
			return before, err
		}
	}
	if err := tx.Enqueue(react(&after, recorded)...); err != nil {
		return before, err
	}
	a.noteLoad(after, before)
	tx.OnCommit(func() { a.live.Tell(live.Change{Case: int64(after.ID), Seq: after.Seq}) })
	return after, nil
}

// project keeps the rows that follow events and are not part of the case: where a message stands,
// the books, the customer's preference.
func project(tx *store.Tx, c recovery.Case, r recovery.Recorded) error {
	switch e := r.Event.(type) {
	case recovery.MessageSent:
		return tx.SetMessageState(e.Message, "sent", r.At)
	case recovery.MessageRecalled:
		return tx.SetMessageState(e.Message, "recalled", r.At)
	case recovery.MessageFailed:
		return tx.SetMessageState(e.Message, "failed", r.At)
	case recovery.RedressStarted:
		return tx.Book(c.ID, e.Redress.ID, ledger.Reserve(string(e.Redress.Money), e.Redress.Amount))
	case recovery.RedressDelivered:
		x := c.Remedied(e.Redress)
		return tx.Book(c.ID, x.ID, ledger.Pay(string(x.Money), x.Amount))
	case recovery.RedressFailed:
		x := c.Remedied(e.Redress)
		return tx.Book(c.ID, x.ID, ledger.Release(string(x.Money), x.Amount))
	case recovery.ContactPreferred:
		return preferAlways(tx, c.Customer, e.Contact)
	}
	return nil
}

// preferAlways keeps the customer's preference for their next case too.
func preferAlways(tx *store.Tx, i id.Customer, want recovery.Contact) error {
	customer, err := tx.Customer(i)
	if err != nil {
		return err
	}
	customer.Contact = want
	return tx.SaveCustomer(customer)
}

func missingCase(err error) error {
	if store.IsMissing(err) {
		return errs.Missingf("There is no such case.").Because(err)
	}
	return err
}
