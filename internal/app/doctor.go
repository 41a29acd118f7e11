package app

import (
	"context"
	"fmt"
	"time"

	"amends/internal/id"
	"amends/internal/store"
)

// DoctorFinding is something doctor found, for whoever runs the house. Wrong says that the data
// contradict themselves; else something is late or waits for a person.
type DoctorFinding struct {
	Case  id.Case // 0 for what is of no case
	Wrong bool
	Say   string // a whole line in English, of plain words and no word of a customer's
}

// doctorPage is how much doctor looks at in one transaction.
const doctorPage = 100

// Doctor replays every case from its events and compares with its state, sums the books, and lists
// what is late and what waits for a person. It changes nothing and holds one page in memory.
func (a *App) Doctor(ctx context.Context, report func(DoctorFinding)) error {
	for _, look := range []func(context.Context, func(DoctorFinding)) error{a.checkCases, a.checkLedger, a.checkTimers, a.checkJobs, a.checkIntakes} {
		if err := look(ctx, report); err != nil {
			return err
		}
	}
	return nil
}

// page is what one transaction of doctor's found, and where the next one goes on.
type page[P any] struct {
	found  []DoctorFinding
	last   P
	looked int // fewer than doctorPage is the end
}

// walk reads page after page, each in a transaction of its own.
func walk[P any](ctx context.Context, s *store.Store, report func(DoctorFinding), read func(tx *store.Tx, after P) (page[P], error)) error {
	var after P
	for {
		var p page[P]
		err := s.Read(ctx, func(tx *store.Tx) (err error) {
			p, err = read(tx, after)
			return err
		})
		if err != nil {
			return err
		}
		for _, f := range p.found {
			report(f)
		}
		if p.looked < doctorPage {
			return nil
		}
		after = p.last
	}
}

func (a *App) checkCases(ctx context.Context, report func(DoctorFinding)) error {
	return walk(ctx, a.store, report, func(tx *store.Tx, after id.Case) (page[id.Case], error) {
		cases, err := tx.CaseIDs(after, doctorPage)
		p := page[id.Case]{looked: len(cases)}
		for _, c := range cases {
			bad, err := checkCase(tx, c)
			if err != nil {
				return p, err
			}
			p.found, p.last = append(p.found, bad...), c
		}
		return p, err
	})
}

func (a *App) checkLedger(ctx context.Context, report func(DoctorFinding)) error {
	return a.store.Read(ctx, func(tx *store.Tx) error {
		entries, err := tx.Unbalanced(doctorPage)
		for _, e := range entries {
			report(DoctorFinding{Wrong: true, Say: fmt.Sprintf("Entry %d of the books does not sum to nought.", e)})
		}
		return err
	})
}

// checkTimers finds what should have fired: the queue is behind, or a hand lost a job.
func (a *App) checkTimers(ctx context.Context, report func(DoctorFinding)) error {
	return walk(ctx, a.store, report, func(tx *store.Tx, after store.Due) (page[store.Due], error) {
		late, err := tx.TimersBefore(tx.Now().Add(-timerGrace), after, doctorPage)
		p := page[store.Due]{looked: len(late)}
		if err != nil {
			return p, err
		}
		numbers, err := numbersOf(tx, late)
		for _, t := range late {
			p.last = store.Due{At: t.At, ID: t.Commitment}
			say := fmt.Sprintf("Case %d: a timer that was set for %s has not fired.", numbers[t.Case], stamp(t.At))
			p.found = append(p.found, DoctorFinding{Case: t.Case, Say: say})
		}
		return p, err
	})
}

// numbersOf is what people call the cases of some timers.
func numbersOf(tx *store.Tx, timers []store.Timer) (map[id.Case]int64, error) {
	var cases []id.Case
	for _, t := range timers {
		cases = append(cases, t.Case)
	}
	rows, err := tx.CasesIn(cases)
	numbers := map[id.Case]int64{}
	for _, r := range rows {
		numbers[r.ID] = r.Number
	}
	return numbers, err
}

// stamp is a moment as logs write it.
func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

func (a *App) checkJobs(ctx context.Context, report func(DoctorFinding)) error {
	var after store.JobMark
	for {
		jobs, err := a.store.JobsFailing(ctx, after, doctorPage)
		if err != nil {
			return err
		}
		for _, j := range jobs {
			after = store.JobMark{RunAt: j.RunAt, ID: j.ID}
			report(DoctorFinding{Say: fmt.Sprintf("A job of the kind %s has failed %d times: %s", j.Kind, j.Attempt, j.Error)})
		}
		if len(jobs) < doctorPage {
			return nil
		}
	}
}

func (a *App) checkIntakes(ctx context.Context, report func(DoctorFinding)) error {
	return walk(ctx, a.store, report, func(tx *store.Tx, after id.Intake) (page[id.Intake], error) {
		waiting, err := tx.IntakesWaiting(tx.Now().Add(-timerGrace), after, doctorPage)
		p := page[id.Intake]{looked: len(waiting)}
		for _, x := range waiting {
			p.last = x.ID
			why := orElse(x.Error, "it was not read yet")
			p.found = append(p.found, DoctorFinding{Say: fmt.Sprintf("What came in by %s on %s became no case: %s (%s)", x.Source, stamp(x.At), why, x.ID.Text())})
		}
		return p, err
	})
}
