package app

import (
	"context"
	"maps"
	"slices"
	"time"

	"amends/internal/calendar"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/playbook"
	"amends/internal/recovery"
	"amends/internal/store"
)

// policy is one version of the playbook, ready for use.
type policy struct {
	version int64
	book    *playbook.Playbook
	days    *calendar.Calendar
	zone    *time.Location
}

// back is the beginning of a window of the playbook that ends now.
func (p *policy) back(window calendar.Span, now time.Time) time.Time {
	return now.Add(-window.From(now, p.days).Sub(now))
}

// policies are the versions in use. The map is never changed, only replaced.
type policies struct {
	latest *policy
	all    map[int64]*policy
}

// ready makes a playbook's source usable; its problems are the caller's to show.
func ready(version int64, source string) (*policy, []playbook.Problem, error) {
	book, problems := playbook.Parse([]byte(source))
	if len(problems) > 0 {
		return nil, problems, nil
	}
	zone, err := time.LoadLocation(book.Company.Zone)
	if err != nil {
		return nil, nil, errs.Invalidf("company.zone", "There is no time zone called %s. Write one like Europe/Berlin.", book.Company.Zone).Because(err)
	}
	days, err := book.Calendar(zone)
	if err != nil {
		return nil, nil, err
	}
	return &policy{version: version, book: book, days: days, zone: zone}, nil, nil
}

// latest is the policy new cases are opened under. Another process may have saved a newer one, so
// the number is looked up each time.
func (a *App) latest(tx *store.Tx) (*policy, error) {
	number, err := tx.PlaybookNumber()
	if err != nil {
		return nil, err
	}
	return a.version(tx, number)
}

// version is the policy of one version; cases keep the one they were opened under.
func (a *App) version(tx *store.Tx, number int64) (*policy, error) {
	if p, ok := a.policy.Load().all[number]; ok {
		return p, nil
	}
	saved, err := tx.Playbook(number)
	if err != nil {
		return nil, err
	}
	p, problems, err := ready(number, saved.Source)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return nil, errs.Conflictf("The playbook cannot be read by this version of Amends. Check it on the Playbook page.").Because(problemError(problems))
	}
	a.remember(p)
	return p, nil
}

// remember keeps a policy for the next time. Two at once both succeed: each adds to what it saw last.
func (a *App) remember(p *policy) {
	for {
		old := a.policy.Load()
		next := &policies{latest: old.latest, all: maps.Clone(old.all)}
		next.all[p.version] = p
		if next.latest == nil || p.version > next.latest.version {
			next.latest = p
		}
		if a.policy.CompareAndSwap(old, next) {
			return
		}
	}
}

type problemError []playbook.Problem

func (p problemError) Error() string { return p[0].String() }

// env is what a decision may know: the policy the case was opened under, or the latest for a new one.
func (a *App) env(tx *store.Tx, who Actor, version int64) (recovery.Env, error) {
	find := a.latest
	if version != 0 {
		find = func(tx *store.Tx) (*policy, error) { return a.version(tx, version) }
	}
	p, err := find(tx)
	if err != nil {
		return recovery.Env{}, err
	}
	staff, err := a.staff(tx)
	if err != nil {
		return recovery.Env{}, err
	}
	return recovery.Env{
		Now: tx.Now(), NewID: tx.NewID, Actor: who, Calendar: p.days, Playbook: p.book, Version: p.version, Staff: staff,
	}, nil
}

// loadAge is how old the count of what everybody owes may be when work is given out. It only
// decides between people who could all take it.
const loadAge = time.Second

// crew is everybody as they were at a moment, with their load since.
type crew struct {
	at    time.Time
	staff []recovery.Staff
}

// staff are the colleagues an owner is chosen among. Who is there is looked up at most once a
// second, and at once after people changed in this process.
func (a *App) staff(tx *store.Tx) ([]recovery.Staff, error) {
	a.crewMu.Lock()
	defer a.crewMu.Unlock()
	if age := tx.Now().Sub(a.crew.at); a.crew.staff != nil && age >= 0 && age < loadAge {
		return slices.Clone(a.crew.staff), nil
	}
	people, err := tx.People()
	if err != nil {
		return nil, err
	}
	a.crew = crew{at: tx.Now()}
	for _, p := range people {
		a.crew.staff = append(a.crew.staff, recovery.Staff{
			ID: p.ID, Name: p.Name, Role: p.Role, Team: p.Team, TeamName: p.TeamName, Skills: p.Skills, Load: p.Owed, Away: p.Away(tx.Now()),
		})
	}
	return slices.Clone(a.crew.staff), nil
}

// peopleChanged makes the next decision look at who is there anew.
func (a *App) peopleChanged() {
	a.crewMu.Lock()
	defer a.crewMu.Unlock()
	a.crew = crew{}
}

// noteLoad counts a case just given to somebody, so that the next one goes to somebody else.
func (a *App) noteLoad(after, before recovery.Case) {
	if after.Owner == before.Owner {
		return
	}
	a.crewMu.Lock()
	defer a.crewMu.Unlock()
	for i := range a.crew.staff {
		if a.crew.staff[i].ID == after.Owner {
			a.crew.staff[i].Load += len(after.Commitments)
		}
	}
}

// Policy is the playbook in force, for surfaces that show the company's name, hours and lists.
func (a *App) Policy() *playbook.Playbook { return a.policy.Load().latest.book }

// Zone is the company's time zone.
func (a *App) Zone() *time.Location { return a.policy.Load().latest.zone }

// begin reads what every use case stands on, and makes it the first time.
func (a *App) begin(ctx context.Context) error {
	a.policy.Store(&policies{all: map[int64]*policy{}})
	return a.store.Write(ctx, func(tx *store.Tx) error {
		number, err := tx.PlaybookNumber()
		if err != nil {
			return err
		}
		if number == 0 {
			if err := a.firstPlaybook(tx); err != nil {
				return err
			}
		}
		if _, err := a.latest(tx); err != nil {
			return err
		}
		a.key, err = signingKey(tx)
		return err
	})
}

func (a *App) firstPlaybook(tx *store.Tx) error {
	return tx.AddPlaybook(store.Playbook{Version: 1, Source: string(playbook.Default()), Author: recovery.System().Text(), Note: "The playbook Amends comes with."})
}

// face is how pages name a colleague; one who is not known any more has no name.
func face(people map[id.Person]store.Person, i id.Person, now time.Time) Face {
	p, ok := people[i]
	if !ok {
		return Face{ID: i}
	}
	return Face{ID: i, Name: p.Name, Role: p.Role, Away: p.Away(now)}
}
