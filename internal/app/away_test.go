package app

import (
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

func TestAnAbsenceHandsEverythingOver(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		first, second := d.complain("Anna Whitcombe", "My parcel never came."), d.complain("Bo Olsen", "The cup arrived broken.")
		d.work()
		owner := d.ownerOf(first.Case)
		d.do(d.lena, second.Case, recovery.Assign{Owner: owner.Person, Why: "a test"})
		d.do(d.lena, second.Case, recovery.MakePromise{What: "Call Bo", Due: monday.Add(5 * time.Hour), Owner: owner.Person})
		err := d.app.SetAway(d.t.Context(), d.lena, AwayIn{Person: owner.Person, Until: monday.Add(72 * time.Hour), HandOver: true, To: d.lena.Person})
		if err != nil {
			d.t.Fatal(err)
		}
		d.work()
		for _, c := range []id.Case{first.Case, second.Case} {
			state := d.state(c)
			if state.Owner != d.lena.Person {
				d.t.Errorf("case %d is owned by %s, want Lena", state.Number, d.ownerOf(c).Name)
			}
			for _, x := range state.Commitments {
				if x.Owed() && x.Owner == owner.Person {
					d.t.Errorf("case %d: %q is still owed by who is away", state.Number, x.What)
				}
			}
		}
		if third := d.complain("Cem Aydin", "Nobody ever answered me."); d.ownerOf(third.Case) == owner {
			d.t.Error("who is away was given a case")
		}
		d.healthy()
	})
}

func TestAnAbsenceThatBeginsLaterHandsOverThen(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := d.complain("Anna Whitcombe", "My parcel never came.")
		d.work()
		owner := d.ownerOf(r.Case)
		away := AwayIn{Person: owner.Person, From: monday.Add(time.Hour), Until: monday.Add(72 * time.Hour), HandOver: true}
		if err := d.app.SetAway(d.t.Context(), d.lena, away); err != nil {
			d.t.Fatal(err)
		}
		d.until(monday.Add(59 * time.Minute))
		if d.ownerOf(r.Case) != owner {
			d.t.Fatal("handed over before the absence began")
		}
		d.until(monday.Add(61 * time.Minute))
		if d.ownerOf(r.Case) == owner {
			d.t.Error("not handed over when the absence began")
		}
	})
}

func TestComingBackEndsTheHandover(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := d.complain("Anna Whitcombe", "My parcel never came.")
		d.work()
		owner := d.ownerOf(r.Case)
		away := AwayIn{Person: owner.Person, Until: monday.Add(72 * time.Hour), HandOver: true}
		if err := d.app.SetAway(d.t.Context(), d.lena, away); err != nil {
			d.t.Fatal(err)
		}
		if err := d.app.SetAway(d.t.Context(), d.lena, AwayIn{Person: owner.Person}); err != nil {
			d.t.Fatal(err)
		}
		d.until(monday.Add(time.Minute))
		if d.ownerOf(r.Case) != owner {
			d.t.Error("handed over although they came back")
		}
	})
}

func TestLeavingHandsOverMoreThanOnePage(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		var cases []id.Case
		for range handoverPage + 1 {
			cases = append(cases, d.complain("Anna Whitcombe", "My parcel never came.").Case)
		}
		d.work()
		for _, c := range cases {
			d.do(d.lena, c, recovery.Assign{Owner: d.mara.Person})
		}
		d.fire(d.mara)
		d.until(monday.Add(time.Minute))
		for _, c := range cases {
			if d.ownerOf(c) == d.mara {
				d.t.Fatalf("case %s was left behind", c.Text())
			}
		}
		d.healthy()
	})
}

func TestAwayRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		until := monday.Add(24 * time.Hour)
		for _, x := range []struct {
			name string
			in   AwayIn
			kind errs.Kind
		}{
			{"nobody such", AwayIn{Person: 7, Until: until}, errs.Missing},
			{"an end in the past", AwayIn{Person: d.mara.Person, Until: monday.Add(-time.Hour)}, errs.Invalid},
			{"an end before the beginning", AwayIn{Person: d.mara.Person, From: until, Until: until}, errs.Invalid},
			{"handed to themself", AwayIn{Person: d.mara.Person, Until: until, HandOver: true, To: d.mara.Person}, errs.Invalid},
			{"handed to nobody such", AwayIn{Person: d.mara.Person, Until: until, HandOver: true, To: 7}, errs.Invalid},
		} {
			if err := d.app.SetAway(d.t.Context(), d.lena, x.in); !errs.Is(err, x.kind) {
				d.t.Errorf("%s: %v", x.name, err)
			}
		}
	})
}
