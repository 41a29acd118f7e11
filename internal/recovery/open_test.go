package recovery_test

import (
	"slices"
	"testing"
	"time"

	"amends/internal/recovery"
)

func TestOpenMakesThePlan(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	if h.c.Owner != mara {
		t.Errorf("owner is %d, want Mara, who carries least", h.c.Owner)
	}
	for _, kind := range []recovery.CommitmentKind{recovery.Acknowledgement, recovery.Decision, recovery.Update, recovery.Resolution} {
		if x := h.c.Owed(kind); x == nil || !x.Due.After(monday) {
			t.Errorf("no %s is owed ahead: %+v", kind, x)
		}
	}
	if h.c.Owed(recovery.FollowUpFix) != nil {
		t.Error("a follow-up is owed before anything was put right")
	}
	if len(h.c.Questions) == 0 || len(h.c.Steps) == 0 {
		t.Error("no questions or no steps")
	}
	if h.c.Reading.Fault != recovery.FaultUnclear {
		t.Errorf("fault is %q: nobody but a person may say whose it is", h.c.Reading.Fault)
	}
	for _, x := range h.c.Commitments {
		if x.NextAt.IsZero() {
			t.Errorf("the timer of %q is not armed", x.What)
		}
	}
}

func TestOpenIsGivenToSomebodyElseOnARepeat(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.do(recovery.OpenCase{
		Case: 1, Number: 1001, Customer: 7, Message: 70, Channel: recovery.Mail,
		Reading: recovery.Reading{Kind: recovery.Finding{Value: "parcel_missing"}},
		Repeat:  recovery.Repeat{Earlier: 1, SameKind: true, Last: 9, LastOwner: mara},
	})
	if h.c.Owner != jon {
		t.Errorf("owner is %d, want Jon: Mara had the first one", h.c.Owner)
	}
	if !h.c.NoTemplate || h.c.Priority == 0 || len(h.c.Because) == 0 {
		t.Errorf("the plan did not change: %+v", h.c)
	}
}

func TestOpenNamesASponsorWhenSevere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.do(recovery.OpenCase{
		Case: 1, Number: 1, Customer: 7, Message: 70, Channel: recovery.Phone,
		Reading: recovery.Reading{Kind: recovery.Finding{Value: "safety"}},
	})
	if h.c.Sponsor != henri {
		t.Errorf("sponsor is %d, want Henrik, the manager", h.c.Sponsor)
	}
}

func TestOpenRefusesADateInTheFuture(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, err := h.try(recovery.OpenCase{Case: 1, OccurredAt: monday.AddDate(1, 0, 0), Reading: recovery.Reading{Kind: recovery.Finding{Value: "late"}}})
	if err == nil {
		t.Error("a failure in a year was accepted")
	}
}

func TestDecideChangesNothingItWasGiven(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	before := recovery.Fold(h.log)
	h.env.Now = monday.Add(30 * 24 * time.Hour)
	for _, x := range slices.Clone(h.c.Commitments) {
		if _, err := recovery.Decide(h.c, recovery.PassDue{Commitment: x.ID, At: x.NextAt}, h.env); err != nil {
			t.Fatal(err)
		}
	}
	for i := range before.Commitments {
		if h.c.Commitments[i] != before.Commitments[i] {
			t.Errorf("Decide changed %+v", before.Commitments[i])
		}
	}
}
