package recovery_test

import (
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

func TestPromise(t *testing.T) {
	t.Parallel()
	due := monday.Add(24 * time.Hour)
	for name, tt := range map[string]struct {
		in    recovery.MakePromise
		field string // of the refusal, "" for none
	}{
		"kept as said":       {in: recovery.MakePromise{What: "Call", Due: due}},
		"for a colleague":    {in: recovery.MakePromise{What: "Call", Due: due, Owner: jon}},
		"nothing said":       {in: recovery.MakePromise{What: " ", Due: due}, field: "what"},
		"too long":           {in: recovery.MakePromise{What: strings.Repeat("é", 201), Due: due}, field: "what"},
		"no time":            {in: recovery.MakePromise{What: "Call"}, field: "due"},
		"in the past":        {in: recovery.MakePromise{What: "Call", Due: monday}, field: "due"},
		"year 9999":          {in: recovery.MakePromise{What: "Call", Due: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}, field: "due"},
		"for nobody we know": {in: recovery.MakePromise{What: "Call", Due: due, Owner: 999}, field: "owner"},
		"for one who is out": {in: recovery.MakePromise{What: "Call", Due: due, Owner: henri}, field: "owner"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t).open().away(henri).mara()
			events, err := h.try(tt.in)
			if field := fieldOf(err); field != tt.field || (err == nil) != (len(events) == 1) {
				t.Errorf("got %v, field %q, want %q", err, field, tt.field)
			}
			if again, _ := h.try(tt.in); len(again) > 0 {
				t.Error("the same promise was made twice")
			}
		})
	}
}

func fieldOf(err error) string {
	if e, ok := err.(*errs.Error); ok {
		return e.Field
	}
	return ""
}

func TestKeep(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", 3*time.Hour)
	h.gives(recovery.Keep{Commitment: call.ID}, "commitment.kept")
	h.gives(recovery.Keep{Commitment: call.ID})
	h.refuses(recovery.Keep{Commitment: 9}, errs.Missing, "no such commitment")
	h.refuses(recovery.Keep{Commitment: h.owed(recovery.Resolution).ID}, errs.Conflict, "Resolve the case")
	mail := h.promise("Mail", 3*time.Hour)
	h.do(recovery.Release{Commitment: mail.ID, Because: "Called instead."})
	h.refuses(recovery.Keep{Commitment: mail.ID}, errs.Conflict, "already ended")
}

func TestKeepingADeliveryDelivers(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(recovery.Give{Option: recovery.Option{Remedy: "replacement"}})
	h.gives(recovery.Keep{Commitment: h.owed(recovery.Delivery).ID}, "redress.delivered", "commitment.kept")
	h.gives(recovery.Resolve{How: "It is there."}, "case.resolved", "commitment.kept", "commitment.kept", "commitment.made", "commitment.made")
}

// The next word is owed two business days after the last one, until the case is resolved.
func TestUpdatesHaveARhythm(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	for range 3 {
		x := h.owed(recovery.Update)
		h.env.Now = x.Due.Add(-time.Hour)
		h.do(recovery.Keep{Commitment: x.ID})
		if next := h.owed(recovery.Update); !next.Due.Equal(h.env.Calendar.AddBusinessDays(h.env.Now, 2)) {
			t.Errorf("the next word is due %v after %v", next.Due, h.env.Now)
		}
	}
	h.do(recovery.Resolve{How: "Done."})
	if x := h.c.Owed(recovery.Update); x != nil {
		t.Errorf("still owed after it was put right: %+v", x)
	}
}

func TestTheRhythmIsThePlaybooksOfToday(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(recovery.Correct{Field: "severity", Value: "4"})
	h.do(recovery.Keep{Commitment: h.owed(recovery.Update).ID})
	if x := h.owed(recovery.Update); !x.Due.Equal(h.env.Calendar.AddBusinessDays(h.env.Now, 1)) {
		t.Errorf("the next word of a grave case is due %v", x.Due)
	}
}

func TestTheRhythmGoesOnAfterABrokenUpdate(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	x := h.owed(recovery.Update)
	for h.c.Commitment(x.ID).Owed() {
		h.pass(x.ID)
	}
	if h.c.Commitment(x.ID).State != recovery.Broken || h.c.Owed(recovery.Update) != nil {
		t.Fatalf("not broken: %+v", h.c.Commitment(x.ID))
	}
	h.mara().do(recovery.LogCall{Message: 71, Channel: recovery.Phone, Reached: true})
	h.owed(recovery.Update)
}

func TestRenegotiate(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", 3*time.Hour)
	later := call.Due.Add(24 * time.Hour)
	h.refuses(recovery.Renegotiate{Commitment: call.ID, Due: later}, errs.Invalid, "Say why")
	h.refuses(recovery.Renegotiate{Commitment: call.ID, Due: monday, Because: "x"}, errs.Invalid, "already passed")
	h.refuses(recovery.Renegotiate{Commitment: 9, Due: later, Because: "x"}, errs.Missing, "no such commitment")
	h.gives(recovery.Renegotiate{Commitment: call.ID, Due: call.Due})
	h.gives(recovery.Renegotiate{Commitment: call.ID, Due: later, Because: "At her wish."}, "commitment.moved")
	x := h.c.Commitment(call.ID)
	if x.Moved != 1 || x.State != recovery.Open || !x.FirstDue.Equal(call.Due) || !x.NextAt.After(call.NextAt) {
		t.Errorf("not moved: %+v", x)
	}
	if events := h.system().do(recovery.PassDue{Commitment: call.ID, At: call.NextAt}); len(events) > 0 {
		t.Errorf("the old timer still counts: %v", kinds(events))
	}
	h.mara().do(recovery.Renegotiate{Commitment: call.ID, Due: call.Due, Because: "Sooner after all."})
	if x.Moved != 1 && h.c.Commitment(call.ID).Moved != 1 {
		t.Error("sooner counts as renegotiated")
	}
}

func TestALatePromiseThatMovesIsOpenAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", 3*time.Hour)
	h.pass(call.ID)
	h.pass(call.ID)
	if h.c.Commitment(call.ID).State != recovery.Late {
		t.Fatalf("not late: %+v", h.c.Commitment(call.ID))
	}
	h.mara().do(recovery.Renegotiate{Commitment: call.ID, Due: h.env.Now.Add(48 * time.Hour), Because: "Agreed."})
	if x := h.c.Commitment(call.ID); x.State != recovery.Open || x.Rung != 0 {
		t.Errorf("not open again: %+v", x)
	}
}

func TestRelease(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", 3*time.Hour)
	h.refuses(recovery.Release{Commitment: call.ID}, errs.Invalid, "no longer owed")
	h.gives(recovery.Release{Commitment: call.ID, Because: "She called."}, "commitment.released")
	h.gives(recovery.Release{Commitment: call.ID, Because: "She called."})
	h.refuses(recovery.Release{Commitment: h.owed(recovery.Acknowledgement).ID, Because: "x"}, errs.Conflict, "Every complaint is acknowledged")
	h.do(recovery.Give{Option: recovery.Option{Remedy: "replacement"}})
	h.refuses(recovery.Release{Commitment: h.owed(recovery.Delivery).ID, Because: "x"}, errs.Conflict, "on its way")
	h.do(recovery.MakeOffer{Options: []recovery.Option{{Remedy: "refund", Amount: euros(40000)}}})
	h.refuses(recovery.Release{Commitment: h.owedAs("Approve").ID, Because: "x"}, errs.Conflict, "waits for this decision")
}

func TestNextWordIsTheFirstTheCustomerKnowsOf(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(recovery.Keep{Commitment: h.owed(recovery.Acknowledgement).ID})
	h.do(recovery.MakePromise{What: "Ask the depot", Due: monday.Add(time.Hour)})
	call := h.promise("Call", 2*time.Hour)
	if next, ok := h.c.NextWord(); !ok || next.ID != call.ID {
		t.Errorf("the next word is %+v", next)
	}
	if at := h.c.NextDue(); !at.Equal(monday.Add(time.Hour)) {
		t.Errorf("next due is %v", at)
	}
	if at := h.c.AckedAt(); !at.Equal(monday) {
		t.Errorf("acknowledged at %v", at)
	}
	if x := h.c.Commitment(id.Commitment(1)); x != nil {
		t.Errorf("found %+v", x)
	}
}
