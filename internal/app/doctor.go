package app

import (
	"context"
	"fmt"
	"time"

	"amends/internal/id"
	"amends/internal/store"
)

// Finding is something doctor found. Wrong says that the data contradict themselves; else something
// is late or waits for a person.
type Finding struct {
	Case   id.Case // 0 for what is of no case
	Number int64
	Wrong  bool
	Say    string // a message of the catalogue in English, with Args for its verbs
	Args   []any
}

// Text is the finding in English, in one line.
func (f Finding) Text() string {
	text := f.Say
	if len(f.Args) > 0 {
		text = fmt.Sprintf(f.Say, f.Args...)
	}
	if f.Case == 0 {
		return text
	}
	return fmt.Sprintf("case %d (%s): %s", f.Number, f.Case.Text(), text)
}

// doctorPage is how much doctor looks at in one transaction.
const doctorPage = 100

// Doctor replays every case from its events and compares with its state, sums the books, and lists
// what is late and what waits for a person. It changes nothing and holds one page in memory.
func (a *App) Doctor(ctx context.Context, report func(Finding)) error {
	for _, look := range []func(context.Context, func(Finding)) error{a.checkCases, a.checkLedger, a.checkTimers, a.checkJobs, a.checkIntakes} {
		if err := look(ctx, report); err != nil {
			return err
		}
	}
	return nil
}

// page is what one transaction of doctor's found, and where the next one goes on.
type page[P any] struct {
	found  []Finding
	last   P
	looked int // fewer than doctorPage is the end
}

// walk reads page after page, each in a transaction of its own.
func walk[P any](ctx context.Context, s *store.Store, report func(Finding), read func(tx *store.Tx, after P) (page[P], error)) error {
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

func (a *App) checkCases(ctx context.Context, report func(Finding)) error {
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

func (a *App) checkLedger(ctx context.Context, report func(Finding)) error {
	return a.store.Read(ctx, func(tx *store.Tx) error {
		entries, err := tx.Unbalanced(doctorPage)
		for _, e := range entries {
			report(Finding{Wrong: true, Say: "Entry %d of the books does not sum to nought.", Args: []any{e}})
		}
		return err
	})
}

// checkTimers finds what should have fired: the queue is behind, or a hand lost a job.
func (a *App) checkTimers(ctx context.Context, report func(Finding)) error {
	return walk(ctx, a.store, report, func(tx *store.Tx, after store.Due) (page[store.Due], error) {
		late, err := tx.TimersBefore(tx.Now().Add(-timerGrace), after, doctorPage)
		p := page[store.Due]{looked: len(late)}
		for _, t := range late {
			p.last = store.Due{At: t.At, ID: t.Commitment}
			p.found = append(p.found, Finding{Case: t.Case, Say: "A timer that was set for %s has not fired.", Args: []any{stamp(t.At)}})
		}
		if err != nil {
			return p, err
		}
		return p, number(tx, p.found)
	})
}

// number gives findings the numbers people call the cases by.
func number(tx *store.Tx, found []Finding) error {
	var cases []id.Case
	for _, f := range found {
		cases = append(cases, f.Case)
	}
	rows, err := tx.CasesIn(cases)
	for _, r := range rows {
		for i := range found {
			if found[i].Case == r.ID {
				found[i].Number = r.Number
			}
		}
	}
	return err
}

// stamp is a moment as logs write it.
func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

func (a *App) checkJobs(ctx context.Context, report func(Finding)) error {
	var after store.JobMark
	for {
		jobs, err := a.store.JobsFailing(ctx, after, doctorPage)
		if err != nil {
			return err
		}
		for _, j := range jobs {
			after = store.JobMark{RunAt: j.RunAt, ID: j.ID}
			report(Finding{Say: "A job of the kind %s has failed %d times: %s", Args: []any{j.Kind, j.Attempt, j.Error}})
		}
		if len(jobs) < doctorPage {
			return nil
		}
	}
}

func (a *App) checkIntakes(ctx context.Context, report func(Finding)) error {
	return walk(ctx, a.store, report, func(tx *store.Tx, after id.Intake) (page[id.Intake], error) {
		waiting, err := tx.IntakesWaiting(tx.Now().Add(-timerGrace), after, doctorPage)
		p := page[id.Intake]{looked: len(waiting)}
		for _, x := range waiting {
			p.last = x.ID
			p.found = append(p.found, Finding{
				Say: "What came in by %s on %s (%s) became no case: %s", Args: []any{x.Source, stamp(x.At), x.ID.Text(), orElse(x.Error, "it was not read yet")},
			})
		}
		return p, err
	})
}
