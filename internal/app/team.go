package app

import (
	"context"
	"time"

	"amends/internal/id"
	"amends/internal/store"
)

// What counts as about to break, and how much of it the page shows.
const (
	riskWithin = 4 * time.Hour // of working time
	maxRisk    = 50
)

// Team is how the load lies, and which promises are about to break.
func (a *App) Team(ctx context.Context, actor Actor) (TeamView, error) {
	if err := allowed(actor, "see_team"); err != nil {
		return TeamView{}, err
	}
	var v TeamView
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		people, err := a.people(tx)
		if err != nil {
			return err
		}
		p, err := a.latest(tx)
		if err != nil {
			return err
		}
		v = TeamView{Now: tx.Now(), Me: face(people, actor.Person, tx.Now())}
		if v.Teams, err = teamLoads(tx); err != nil {
			return err
		}
		soon := p.days.AddWorking(tx.Now(), riskWithin)
		debts, err := tx.DebtsOfAll(store.Due{}, soon, maxRisk)
		if err != nil {
			return err
		}
		v.Risk, err = a.debts(tx, debts, people)
		return err
	})
	return v, err
}

// teamLoads are the teams by name with everybody who has not left, and last those in no team.
func teamLoads(tx *store.Tx) ([]TeamLoad, error) {
	teams, err := tx.Teams()
	if err != nil {
		return nil, err
	}
	people, err := tx.Colleagues()
	if err != nil {
		return nil, err
	}
	loads, err := tx.Loads(tx.Now())
	if err != nil {
		return nil, err
	}
	members := map[id.Team][]MemberLoad{}
	for _, p := range people {
		if !p.Gone {
			members[p.Team] = append(members[p.Team], memberLoad(p, loads[p.ID], tx.Now()))
		}
	}
	var list []TeamLoad
	for _, t := range teams {
		list = append(list, TeamLoad{ID: t.ID, Name: t.Name, Members: members[t.ID]})
	}
	if alone := members[0]; len(alone) > 0 {
		list = append(list, TeamLoad{Members: alone})
	}
	return list, nil
}

func memberLoad(p store.Person, l store.Load, now time.Time) MemberLoad {
	m := MemberLoad{
		Face: Face{ID: p.ID, Name: p.Name, Role: p.Role, Away: p.Away(now)}, Skills: p.Skills, Cases: l.Cases, Owed: l.Owed, Late: l.Late,
	}
	if now.Before(p.AwayUntil) {
		m.AwayFrom, m.AwayUntil = p.AwayFrom, p.AwayUntil
	}
	return m
}
