package recovery_test

import (
	"slices"
	"testing"
	"time"

	"amends/internal/id"
	"amends/internal/recovery"
)

// climbAll fires every timer of a commitment at its moment and gives who was woken.
func (h *house) climbAll(k id.Commitment) []id.Person {
	h.t.Helper()
	var woken []id.Person
	for h.c.Commitment(k).Owed() {
		woken = append(woken, told(h.pass(k))...)
	}
	return woken
}

func TestLadderOfAPromise(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		away  []id.Person
		owner id.Person
		lead  bool // the case has the lead as its sponsor
		woken []id.Person
	}{
		"owner, lead, manager":                {owner: mara, woken: []id.Person{mara, mara, lena, henri}},
		"without a lead the next above":       {owner: mara, away: []id.Person{lena}, woken: []id.Person{mara, mara, henri, olga}},
		"the lead's own goes above":           {owner: lena, woken: []id.Person{lena, lena, henri, olga}},
		"a sponsor who is the lead":           {owner: mara, lead: true, woken: []id.Person{mara, mara, lena, henri}},
		"nobody else there is still somebody": {owner: mara, away: []id.Person{lena, henri, olga, jon}, woken: []id.Person{mara, mara, mara, mara}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t).open().mara()
			if tt.lead {
				h.do(recovery.NameSponsor{Sponsor: lena})
			}
			h.do(recovery.MakePromise{What: "Call", Told: "We call", Due: monday.Add(3 * time.Hour), Owner: tt.owner})
			k := h.owedAs("Call").ID
			h.away(tt.away...)
			if woken := h.climbAll(k); !slices.Equal(woken, tt.woken) {
				t.Errorf("woke %v, want %v", woken, tt.woken)
			}
			if x := h.c.Commitment(k); x.State != recovery.Broken || !x.NextAt.IsZero() {
				t.Errorf("it did not end: %+v", x)
			}
		})
	}
}

func TestTimerOfAPromiseStepByStep(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", 3*time.Hour)
	for _, want := range []struct {
		at     time.Duration // after the due time
		events []string
	}{
		{-30 * time.Minute, []string{"commitment.climbed"}},
		{0, []string{"commitment.late", "commitment.climbed"}},
		{30 * time.Minute, []string{"commitment.climbed"}},
		{2 * time.Hour, []string{"commitment.climbed"}},
		{24 * time.Hour, []string{"commitment.broken", "commitment.made"}},
	} {
		armed := h.c.Commitment(call.ID).NextAt
		if !armed.Equal(call.Due.Add(want.at)) {
			t.Fatalf("armed for %v, want %v", armed, call.Due.Add(want.at))
		}
		if events := h.system().do(recovery.PassDue{Commitment: call.ID, At: armed}); len(events) > 0 && h.env.Now.Before(armed) {
			t.Fatalf("it fired before its time: %v", kinds(events))
		}
		if got := kinds(h.pass(call.ID)); !slices.Equal(got, want.events) {
			t.Errorf("at %v: %v, want %v", want.at, got, want.events)
		}
		if again := h.do(recovery.PassDue{Commitment: call.ID, At: armed}); len(again) > 0 {
			t.Errorf("the same timer counted twice: %v", kinds(again))
		}
	}
}

func TestATimerThatFiresLateWakesEachOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", 3*time.Hour)
	h.env.Now = call.Due.Add(45 * time.Minute)
	events := h.pass(call.ID)
	if woken := told(events); !slices.Equal(woken, []id.Person{mara, lena}) {
		t.Errorf("woke %v, want Mara once and Lena", woken)
	}
	if x := h.c.Commitment(call.ID); x.State != recovery.Late || !x.NextAt.After(h.env.Now) {
		t.Errorf("not caught up: %+v", x)
	}
}

func TestABrokenWordIsOwnedUpToOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", 3*time.Hour)
	h.climbAll(call.ID)
	own := h.owedAs("Own up to the broken word: Call")
	if own.Owner != lena || own.For != call.ID || own.Told == "" {
		t.Errorf("a lead should tell the customer: %+v", own)
	}
	h.climbAll(own.ID)
	for _, x := range h.c.Commitments {
		if x.For == own.ID {
			t.Errorf("an own-up of an own-up: %+v", x)
		}
	}
}

func TestWhatTheCustomerDidNotKnowIsNotOwnedUpTo(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(recovery.MakePromise{What: "Ask the depot", Due: monday.Add(3 * time.Hour)})
	h.climbAll(h.owedAs("Ask the depot").ID)
	if x := h.owedAs("See to what was not done: Ask the depot"); x.Told != "" || x.Owner != lena {
		t.Errorf("%+v", x)
	}
}

func TestTheClockSetBackWakesNobody(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", 3*time.Hour)
	h.later(-48 * time.Hour).system().gives(recovery.PassDue{Commitment: call.ID, At: call.NextAt})
}

func TestAFollowUpIsAskedOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t).resolved()
	x := h.owed(recovery.FollowUpFix)
	if !x.Due.Equal(h.env.Calendar.AddBusinessDays(monday, 3)) {
		t.Errorf("asked at %v", x.Due)
	}
	if got := kinds(h.pass(x.ID)); !slices.Equal(got, []string{"followup.due"}) {
		t.Fatalf("got %v", got)
	}
	h.gives(recovery.PassDue{Commitment: x.ID, At: x.NextAt})
	h.gives(recovery.Write{Message: 80, Purpose: recovery.PurposeFix, Channel: recovery.Mail, Commitment: x.ID}, "message.queued")
	h.gives(recovery.Write{Message: 81, Purpose: recovery.PurposeFix, Channel: recovery.Mail, Commitment: x.ID})
	h.gives(recovery.MarkSent{Message: 80}, "message.sent", "commitment.kept")
	h.gives(recovery.Write{Message: 82, Purpose: recovery.PurposeFix, Channel: recovery.Mail, Commitment: x.ID})
	// Nobody answers: a question that was asked is kept, whatever the customer does.
	h.later(90 * 24 * time.Hour)
	h.gives(recovery.PassDue{Commitment: x.ID, At: h.env.Now})
	if h.c.Commitment(x.ID).State != recovery.Kept || h.c.State != recovery.Resolved {
		t.Errorf("silence changed %+v", h.c.Commitment(x.ID))
	}
}

func TestAFollowUpThatDoesNotLeaveWakesAPerson(t *testing.T) {
	t.Parallel()
	for _, kind := range []recovery.CommitmentKind{recovery.FollowUpFix, recovery.FollowUpRelationship} {
		h := newHouse(t).resolved()
		x := h.owed(kind)
		h.env.Now = x.Due.Add(20 * time.Minute) // the house was down
		h.pass(x.ID)
		if next := h.c.Commitment(x.ID); next.State != recovery.Open || !next.NextAt.After(h.env.Now) {
			t.Errorf("%s: a late timer left no time to ask: %+v", kind, next)
		}
		if woken := told(h.pass(x.ID)); !slices.Equal(woken, []id.Person{mara}) {
			t.Errorf("%s: woke %v, want the owner", kind, woken)
		}
	}
}
