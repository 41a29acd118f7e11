package app

import (
	"context"
	"slices"
	"time"

	"amends/internal/errs"
	"amends/internal/job"
	"amends/internal/recovery"
	"amends/internal/store"
)

// SetAway begins or ends an absence. Who is away is given nothing; with HandOver everything they owe
// is handed over once the absence begins, case by case.
func (a *App) SetAway(ctx context.Context, actor Actor, in AwayIn) error {
	if err := allowed(actor, "set_away"); err != nil {
		return err
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := personHere(tx, in.Person)
		if err != nil {
			return err
		}
		what := "person.back"
		p.AwayFrom, p.AwayUntil = time.Time{}, time.Time{}
		if !in.Until.IsZero() {
			what = "person.away"
			if err := in.leave(tx, &p); err != nil {
				return err
			}
		}
		if err := tx.SavePerson(p); err != nil {
			return err
		}
		tx.OnCommit(a.peopleChanged)
		return tx.Audit(actor, what, aboutPerson(p))
	})
}

// leave makes somebody absent and puts the handover on its way.
func (in AwayIn) leave(tx *store.Tx, p *store.Person) error {
	from := in.From.UTC().Truncate(time.Microsecond)
	if from.Before(tx.Now()) {
		from = tx.Now()
	}
	until := in.Until.UTC().Truncate(time.Microsecond)
	if !until.After(from) {
		return errs.Invalidf("until", "The absence has to end after it begins. Until when are they away?")
	}
	p.AwayFrom, p.AwayUntil = from, until
	if !in.HandOver {
		return nil
	}
	if err := in.checkTo(tx); err != nil {
		return err
	}
	return tx.Enqueue(job.New{Args: job.HandoverAll{Person: p.ID, To: in.To}, RunAt: from})
}

func (in AwayIn) checkTo(tx *store.Tx) error {
	if in.To == 0 {
		return nil
	}
	to, err := personHere(tx, in.To)
	if errs.Is(err, errs.Missing) || (err == nil && (to.ID == in.Person || to.Away(tx.Now()))) {
		return errs.Invalidf("to", "Choose a colleague who is there, or let the house choose.")
	}
	return err
}

// handoverPage is how many cases one job looks at.
const handoverPage = 50

// handoverAll puts the handover of an absent person's cases into the queue, some at a time. The second
// walk finds what a decision already under way gave them while they left.
func (a *App) handoverAll(ctx context.Context, j job.Claimed, args job.HandoverAll) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(args.Person)
		if ignoreMissing(err) != nil {
			return err
		}
		if err == nil && p.Away(tx.Now()) {
			jobs, err := handovers(tx, args)
			if err != nil {
				return err
			}
			if err := tx.Enqueue(jobs...); err != nil {
				return err
			}
		}
		return tx.FinishJob(j)
	})
}

// handovers are the jobs of one page of an absent person's cases, and the job of the next page.
func handovers(tx *store.Tx, args job.HandoverAll) ([]job.New, error) {
	cases, err := tx.CasesOf(args.Person, args.After, handoverPage)
	if err != nil {
		return nil, err
	}
	slices.Sort(cases)
	cases = slices.Compact(cases)
	next := args
	next.After, next.Again = 0, true
	at := tx.Now().Add(2 * loadAge)
	if len(cases) >= handoverPage {
		cases = cases[:handoverPage]
		next = args
		next.After, at = cases[handoverPage-1], time.Time{}
	}
	var jobs []job.New
	for _, c := range cases {
		jobs = append(jobs, job.New{Args: job.Handover{Case: c, Person: args.Person, To: args.To}, Key: "handover:" + args.Person.Text() + ":" + c.Text()})
	}
	if next.After != 0 || !args.Again {
		jobs = append(jobs, job.New{Args: next, RunAt: at})
	}
	return jobs, nil
}

// Handover gives what an absent person owes in one case to somebody who is there. When they are
// back it does nothing.
func (a *App) Handover(ctx context.Context, j job.Claimed, args job.Handover) error {
	why := ""
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(args.Person)
		switch {
		case err != nil:
			return ignoreMissing(err)
		case p.Gone:
			why = "The colleague who had it has left."
		case p.Away(tx.Now()):
			why = "The colleague who had it is away."
		}
		return nil
	})
	if err != nil {
		return err
	}
	if why == "" {
		return a.drop(ctx, j)
	}
	return a.finish(ctx, j, args.Case, recovery.HandOver{From: args.Person, To: args.To, Why: why}, nil)
}
