package recovery_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"amends/internal/id"
	"amends/internal/recovery"

	"pgregory.net/rapid"
)

// marker stands in every free text of the random commands, so that one that is left after erasing is seen.
const marker = "Zyxwv"

// TestAnyCommandsInAnyOrder holds what must be true of every case, whatever anybody does to it and when.
func TestAnyCommandsInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		const sequences, commands = 5, 30
		for range sequences {
			h := newHouse(r)
			h.randomStep(r, randomOpening(r))
			for range rapid.IntRange(0, commands).Draw(r, "commands") {
				h.randomMoment(r)
				h.randomStep(r, h.randomCommand(r))
			}
			h.checkReplay()
			h.checkErasure()
			h.checkTimersEnd()
		}
	})
}

// randomStep lets a command meet the case and checks what holds after each.
func (h *house) randomStep(r *rapid.T, cmd recovery.Command) {
	before, asked := snapshot(r, h.c), fmt.Sprintf("%+v", cmd)
	decided, _ := recovery.Decide(h.c, cmd, h.env)
	if snapshot(r, h.c) != before {
		r.Fatalf("%s changed the case it was given", cmd.Name())
	}
	if fmt.Sprintf("%+v", cmd) != asked {
		r.Fatalf("%s was changed while it was decided", cmd.Name())
	}
	seq := h.c.Seq
	events, err := h.try(cmd)
	if len(events) != len(decided) || (err != nil && len(events) > 0) || h.c.Seq != seq+int64(len(events)) {
		r.Fatalf("%s: %d events, %d before, number %d after %d, %v", cmd.Name(), len(events), len(decided), h.c.Seq, seq, err)
	}
	h.checkEvents(events)
	h.checkCase()
	if again, no := h.try(cmd); err == nil && !adds(cmd) && (no != nil || len(again) > 0) {
		r.Fatalf("%+v a second time: %v, %v", cmd, kinds(again), no)
	}
}

// adds reports whether the same command again is another word of somebody, or another wish.
func adds(cmd recovery.Command) bool {
	switch c := cmd.(type) {
	case recovery.OpenCase, recovery.Receive, recovery.AddNote, recovery.LogCall, recovery.SuggestOther, recovery.RevokeLink:
		return true
	case recovery.NotFixed:
		return c.Message != 0
	case recovery.AnswerFollowUp:
		return c.Message != 0
	case recovery.Assign:
		return c.Owner == 0
	}
	return false
}

func (h *house) checkEvents(events []recovery.Event) {
	for _, e := range events {
		body, err := recovery.Encode(e)
		if err != nil {
			h.t.Fatalf("%s cannot be kept: %v", e.Kind(), err)
		}
		again, err := recovery.Decode(e.Kind(), body)
		if err != nil || !reflect.DeepEqual(again, e) {
			h.t.Fatalf("%s is another after it was kept, %v:\n%+v\n%+v", e.Kind(), err, e, again)
		}
	}
}

func (h *house) checkCase() {
	pending, accepted := 0, map[id.Offer]int{}
	for _, o := range h.c.Offers {
		switch o.State {
		case recovery.OfferOpen, recovery.OfferWaiting:
			pending++
		case recovery.OfferAccepted:
			accepted[o.ID] = 0
		}
	}
	for _, x := range h.c.Redress {
		if x.Offer != 0 {
			accepted[x.Offer]++
		}
		if k := h.c.Commitment(x.Commitment); x.State == recovery.RedressUnderway && (k.State == recovery.Kept || k.State == recovery.Released) {
			h.t.Fatalf("%s is on its way and nobody owes it", x.Label)
		}
	}
	for offer, n := range accepted {
		if n != 1 {
			h.t.Fatalf("offer %d started %d remedies", offer, n)
		}
	}
	if pending > 1 {
		h.t.Fatalf("%d offers are open at once", pending)
	}
	for _, x := range h.c.Commitments {
		if x.Owed() == x.NextAt.IsZero() || x.Owed() == !x.EndedAt.IsZero() {
			h.t.Fatalf("%q is %s with its timer at %v, ended %v", x.What, x.State, x.NextAt, x.EndedAt)
		}
	}
	for _, a := range h.c.Approvals {
		if k := h.c.Commitment(a.Commitment); a.State == recovery.ApprovalPending && k.State != recovery.Broken && k.Owner != a.Approver {
			h.t.Fatalf("the approval waits for %d and its clock wakes %d", a.Approver, k.Owner)
		}
	}
	if (h.c.State == recovery.Offered) != (pending == 1 && openOffer(h.c)) {
		h.t.Fatalf("the case is %s with %d offers", h.c.State, pending)
	}
}

func openOffer(c recovery.Case) bool {
	for _, o := range c.Offers {
		if o.State == recovery.OfferOpen {
			return true
		}
	}
	return false
}

// checkReplay folds what a store would have kept.
func (h *house) checkReplay() {
	var kept []recovery.Recorded
	for i, e := range h.log {
		if e.Seq != int64(i)+1 {
			h.t.Fatalf("event %d has number %d", i+1, e.Seq)
		}
		body, _ := recovery.Encode(e.Event)
		e.Event, _ = recovery.Decode(e.Event.Kind(), body)
		e.Actor = recovery.ParseActor(e.Actor.Text())
		kept = append(kept, e)
	}
	if folded := recovery.Fold(kept); !reflect.DeepEqual(folded, h.c) {
		h.t.Fatalf("the log and the case differ:\n%s\n%s", snapshot(h.t, folded), snapshot(h.t, h.c))
	}
	body, err := json.Marshal(h.c)
	var read recovery.Case
	if err == nil {
		err = json.Unmarshal(body, &read)
	}
	read.Commitments, read.Approvals, read.Redress = h.c.Commitments, h.c.Approvals, h.c.Redress
	if err != nil || !reflect.DeepEqual(read, h.c) {
		h.t.Fatalf("the case is another after it was kept, %v:\n%s\n%s", err, snapshot(h.t, read), snapshot(h.t, h.c))
	}
}

// checkErasure looks for the marker in the emptied log and in the case that follows from it.
func (h *house) checkErasure() {
	var emptied []recovery.Recorded
	for _, e := range h.log {
		e.Event = recovery.Redact(e.Event)
		emptied = append(emptied, e)
		if body, _ := recovery.Encode(e.Event); strings.Contains(string(body), marker) {
			h.t.Fatalf("%s still tells: %s", e.Event.Kind(), body)
		}
	}
	after := recovery.Fold(emptied)
	if text := snapshot(h.t, after); strings.Contains(text, marker) {
		h.t.Fatalf("the erased case still tells: %s", text)
	}
	if after.State != h.c.State || after.NextDue() != h.c.NextDue() || len(after.Redress) != len(h.c.Redress) {
		h.t.Fatalf("erasing changed more than texts")
	}
}

// checkTimersEnd lets nobody do anything any more: every timer fires at its time, changes something,
// and one day nothing is owed.
func (h *house) checkTimersEnd() {
	h.system()
	for fired := range 2000 {
		next := h.nextTimer()
		if next == nil {
			return
		}
		if next.NextAt.After(h.env.Now) {
			h.env.Now = next.NextAt
		}
		if events := h.do(recovery.PassDue{Commitment: next.ID, At: next.NextAt}); len(events) == 0 {
			h.t.Fatalf("timer %d of %q fired and nothing happened", fired, next.What)
		}
		if len(h.do(recovery.PassDue{Commitment: next.ID, At: next.NextAt})) > 0 && !h.c.Commitment(next.ID).NextAt.Equal(next.NextAt) {
			h.t.Fatalf("the same timer of %q counted twice", next.What)
		}
	}
	h.t.Fatalf("the timers never end: %s", snapshot(h.t, h.c))
}

func (h *house) nextTimer() *recovery.Commitment {
	var next *recovery.Commitment
	for _, x := range h.c.Commitments {
		if x.Owed() && (next == nil || x.NextAt.Before(next.NextAt)) {
			next = &x
		}
	}
	return next
}

func snapshot(t tester, c recovery.Case) string {
	text, err := json.Marshal(struct {
		recovery.Case
		K []recovery.Commitment
		A []recovery.Approval
		R []recovery.Redress
	}{c, c.Commitments, c.Approvals, c.Redress})
	if err != nil {
		t.Fatalf("the case cannot be kept: %v", err)
	}
	return string(text)
}

// randomMoment moves the clock, mostly on, sometimes back, in odd fractions and another zone.
func (h *house) randomMoment(r *rapid.T) {
	minutes := rapid.OneOf(rapid.IntRange(-30, 30), rapid.IntRange(0, 5000), rapid.Just(0)).Draw(r, "minutes")
	h.env.Now = h.env.Now.Add(time.Duration(minutes)*time.Minute + 1234567*time.Nanosecond).In(time.FixedZone("", 3600))
	switch rapid.IntRange(0, 9).Draw(r, "staff") {
	case 0:
		h.away(rapid.SampledFrom(people()).Draw(r, "away"))
	case 1:
		h.away(people()...)
	case 2:
		h.away()
	}
}

func people() []id.Person { return []id.Person{mara, jon, lena, henri, olga} }
