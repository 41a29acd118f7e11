package app

import (
	"context"
	"errors"

	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/recovery"
	"amends/internal/store"
)

// EraseCustomer forgets a customer: every word, file and name of theirs, in every case. What
// stays are kinds, times, amounts and ids, so that figures and replay stay true. Each case is
// one transaction; when it stops half-way, doing it again goes on.
func (a *App) EraseCustomer(ctx context.Context, actor Actor, i id.Customer) error {
	if err := allowed(actor, recovery.MarkErased{}.Name()); err != nil {
		return err
	}
	for before, more := id.Case(0), true; more; {
		var cases []store.CaseRow
		err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
			if _, err = tx.Customer(i); err != nil {
				return missingCustomer(err)
			}
			cases, err = tx.Cases(store.CaseFilter{Customer: i}, before, defaultPage)
			return err
		})
		if err != nil {
			return err
		}
		for _, c := range cases {
			if err := a.eraseCase(ctx, actor, c.ID); err != nil {
				return err
			}
			before = c.ID
		}
		more = len(cases) == defaultPage
	}
	return a.store.Write(ctx, func(tx *store.Tx) error { return forgetPerson(tx, actor, i) })
}

// forgetPerson empties the customer themself.
func forgetPerson(tx *store.Tx, actor Actor, i id.Customer) error {
	c, err := tx.Customer(i)
	if err != nil {
		return missingCustomer(err)
	}
	erased := store.Customer{ID: c.ID, Since: c.Since, Value: c.Value, ErasedAt: tx.Now()}
	return errors.Join(
		tx.SaveCustomer(erased),
		tx.DropContacts(i),
		tx.Audit(actor, "customer.erased", "customer:"+i.Text()),
	)
}

// eraseCase empties one case. The state is folded anew from the emptied log, so that the two agree.
func (a *App) eraseCase(ctx context.Context, actor Actor, i id.Case) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		c, err := tx.LockCase(i)
		if err != nil {
			return err
		}
		if c, err = a.takeBackAll(tx, c); err != nil {
			return err
		}
		emptied, err := redactLog(tx, i)
		if err != nil {
			return err
		}
		if err := tx.SaveCase(c, emptied); err != nil {
			return err
		}
		if err := forgetWords(tx, i); err != nil {
			return err
		}
		_, err = a.decide(tx, actor, emptied, recovery.MarkErased{})
		return err
	})
}

// takeBackAll recalls what has not left yet: an emptied message must not go out.
func (a *App) takeBackAll(tx *store.Tx, c recovery.Case) (recovery.Case, error) {
	for len(c.Outbox) > 0 {
		after, err := a.decide(tx, recovery.System(), c, recovery.TakeBack{Message: c.Outbox[0].Message})
		if err != nil {
			return c, err
		}
		c = after
	}
	return c, nil
}

// logPage is how many events are in memory at once when a log is walked.
const logPage = 500

// redactLog empties the texts in the log of a case and gives the state that follows from it.
func redactLog(tx *store.Tx, i id.Case) (recovery.Case, error) {
	var c recovery.Case
	for {
		log, err := tx.Events(i, c.Seq, logPage)
		if err != nil {
			return c, err
		}
		for _, r := range log {
			r.Event = recovery.Redact(r.Event)
			if err := tx.RewriteEvent(i, r); err != nil {
				return c, err
			}
			c.Apply(r)
		}
		if len(log) < logPage {
			return c, nil
		}
	}
}

// forgetWords empties what stands beside the log. The bodies of files go by a job: once this is
// durable, and surely.
func forgetWords(tx *store.Tx, i id.Case) error {
	hashes, err := tx.EraseWords(i)
	if err != nil {
		return err
	}
	for _, h := range hashes {
		if err := tx.Enqueue(job.New{Args: job.Forget{Hash: h}, Key: "forget:" + h}); err != nil {
			return err
		}
	}
	return errors.Join(tx.SetQuote(i, ""), tx.IndexCase(int64(i), ""))
}

// forget removes the body of a file, unless somebody has sent the same one since. The body goes
// before the job does: a job that died in between finds nothing and is done.
func (a *App) forget(ctx context.Context, j job.Claimed, args job.Forget) error {
	var used bool
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		used, err = tx.HashUsed(args.Hash)
		return err
	})
	if err != nil {
		return err
	}
	if !used {
		if err := a.files.Remove(args.Hash); err != nil {
			return err
		}
	}
	return a.drop(ctx, j)
}
