package app

import (
	"testing"
	"time"

	"amends/internal/recovery"
)

func TestTeamShowsTheLoad(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := d.complain("Anna Whitcombe", "My parcel never came.")
		d.work()
		d.do(d.lena, r.Case, recovery.Assign{Owner: d.jon.Person})
		d.hireAlone("Olga Nil")
		d.must(d.app.SetAway(d.t.Context(), d.lena, AwayIn{Person: d.ines.Person, Until: monday.Add(48 * time.Hour)}))
		d.fire(d.mara)
		d.clock.set(monday.Add(5 * time.Hour))
		v, err := d.app.Team(d.t.Context(), d.lena)
		d.must(err)
		if len(v.Teams) != 2 || v.Teams[0].Name != "Care" || len(v.Teams[0].Members) != 5 || len(v.Teams[1].Members) != 1 || v.Me.Name != "Lena Roth" {
			d.t.Fatalf("teams are %+v", v.Teams)
		}
		owed := 0
		for _, x := range d.state(r.Case).Commitments {
			if x.Owed() && x.Owner == d.jon.Person {
				owed++
			}
		}
		for _, m := range v.Teams[0].Members {
			switch m.Face.ID {
			case d.jon.Person:
				if m.Cases != 1 || m.Owed != owed || owed == 0 {
					d.t.Errorf("Jon carries %+v, want 1 case and %d owed", m, owed)
				}
			case d.ines.Person:
				if !m.Face.Away || m.AwayUntil.IsZero() {
					d.t.Errorf("Ines is %+v, want away", m)
				}
			case d.mara.Person:
				d.t.Error("who has left is still in the team")
			}
		}
	})
}

// hireAlone adds a colleague who is in no team.
func (d *desk) hireAlone(name string) {
	d.t.Helper()
	_, err := d.app.SavePerson(d.t.Context(), d.ada, PersonIn{Name: name, Email: "alone@care.example", Role: recovery.Representative})
	d.must(err)
}

func TestTeamShowsPromisesAboutToBreak(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := d.complain("Anna Whitcombe", "My parcel never came.")
		d.work()
		d.do(d.jon, r.Case, recovery.MakePromise{What: "Soon", Due: monday.Add(3 * time.Hour)})
		d.do(d.jon, r.Case, recovery.MakePromise{What: "Sooner", Due: monday.Add(2 * time.Hour)})
		d.do(d.jon, r.Case, recovery.MakePromise{What: "Next month", Due: monday.Add(30 * 24 * time.Hour)})
		v, err := d.app.Team(d.t.Context(), d.lena)
		d.must(err)
		var what []string
		for i, x := range v.Risk {
			if x.Commitment.Kind == recovery.Promise {
				what = append(what, x.Commitment.What)
			}
			if i > 0 && x.Commitment.Due.Before(v.Risk[i-1].Commitment.Due) {
				d.t.Error("not the soonest first")
			}
		}
		if len(what) != 2 || what[0] != "Sooner" || what[1] != "Soon" {
			d.t.Errorf("promises at risk are %q", what)
		}
		if v.Risk[0].Customer != "Anna Whitcombe" || len(v.Risk[0].Seam) == 0 {
			d.t.Errorf("%+v", v.Risk[0])
		}
	})
}
