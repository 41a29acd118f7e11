package app

import (
	"context"
	"fmt"
	"time"

	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/recovery"
	"amends/internal/store"
)

// Perform does one claimed job. Its effect and its end are one transaction, so that it happens once
// although it may be tried often. Sending is the worker's: it talks to the outside.
func (a *App) Perform(ctx context.Context, j job.Claimed) error {
	switch j.Kind {
	case job.PassDue{}.Kind():
		return perform(ctx, j, a.passDue)
	case job.Understand{}.Kind():
		return perform(ctx, j, a.understand)
	case job.Write{}.Kind():
		return perform(ctx, j, a.write)
	case job.Tell{}.Kind():
		return perform(ctx, j, a.tell)
	case job.ExpireOffer{}.Kind():
		return perform(ctx, j, a.expireOffer)
	case job.Handover{}.Kind():
		return perform(ctx, j, a.Handover)
	case job.HandoverAll{}.Kind():
		return perform(ctx, j, a.handoverAll)
	case job.Forget{}.Kind():
		return perform(ctx, j, a.forget)
	case job.Sweep{}.Kind():
		return a.sweep(ctx, j)
	}
	return fmt.Errorf("no such kind of job: %q", j.Kind)
}

func perform[T any](ctx context.Context, j job.Claimed, do func(context.Context, job.Claimed, T) error) error {
	args, err := readArgs[T](j)
	if err != nil {
		return fmt.Errorf("job %s: %w", j.Kind, err)
	}
	return do(ctx, j, args)
}

func (a *App) passDue(ctx context.Context, j job.Claimed, args job.PassDue) error {
	return a.finish(ctx, j, args.Case, recovery.PassDue{Commitment: args.Commitment, At: args.At}, nil)
}

func (a *App) expireOffer(ctx context.Context, j job.Claimed, args job.ExpireOffer) error {
	return a.finish(ctx, j, args.Case, recovery.Expire{Offer: args.Offer, At: args.At}, nil)
}

// tell wakes a colleague about a commitment: a notice on their Today page, and a mail.
func (a *App) tell(ctx context.Context, j job.Claimed, args job.Tell) error {
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		c, err := tx.Case(args.Case)
		if err != nil {
			return err
		}
		if x := c.Commitment(args.Commitment); x != nil && x.Owed() {
			if err := a.notify(tx, c, *x, args); err != nil {
				return err
			}
		}
		return tx.FinishJob(j)
	})
	if store.IsMissing(err) {
		return a.drop(ctx, j)
	}
	return err
}

func (a *App) notify(tx *store.Tx, c recovery.Case, x recovery.Commitment, args job.Tell) error {
	added, err := tx.AddNotice(store.Notice{
		ID: id.Row(tx.NewID()), Person: args.Person, At: tx.Now(), Case: c.ID, Commitment: x.ID, What: x.What, Rung: args.Rung,
	})
	if err != nil || !added {
		return err
	}
	return a.postNotice(tx, c, x, args)
}

// Timers that should have fired this long ago were lost by a hand; the sweep puts them back.
const (
	timerGrace = 5 * time.Minute
	sweepPage  = 500
)

// sweep puts lost timers back and forgets sessions that ended. The next one is an hour on.
func (a *App) sweep(ctx context.Context, j job.Claimed) error {
	place := store.Due{}
	for more := true; more; {
		err := a.store.Write(ctx, func(tx *store.Tx) error {
			lost, err := tx.TimersBefore(tx.Now().Add(-timerGrace), place, sweepPage)
			if err != nil {
				return err
			}
			more = len(lost) == sweepPage
			for _, t := range lost {
				place = store.Due{At: t.At, ID: t.Commitment}
				if err := tx.Enqueue(timer(t.Case, t.Commitment, t.At)...); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.DropEnded(); err != nil {
			return err
		}
		if err := tx.FinishJob(j); err != nil {
			return err
		}
		return tx.Enqueue(nextSweep(tx.Now()))
	})
}

func nextSweep(now time.Time) job.New {
	at := now.Truncate(time.Hour).Add(time.Hour)
	return job.New{Args: job.Sweep{}, RunAt: at, Key: "sweep"}
}

// Wind makes sure that the hourly sweep is in the queue; the server calls it when it starts.
func (a *App) Wind(ctx context.Context) error {
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.Enqueue(nextSweep(tx.Now())) })
}
