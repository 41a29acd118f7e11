package recovery

import (
	"slices"
	"time"

	"amends/internal/calendar"
	"amends/internal/id"
	"amends/internal/playbook"
)

// Fixed lengths of time that no company needs to change.
const (
	answerWithin  = "4h working" // how soon somebody who waits for a word gets one (evidence, table: acknowledge 4 h staffed)
	followUpGrace = "30m"        // how long a question may take to leave by itself before a person is woken
	ownUpWithin   = "4h working" // how soon a senior person tells the customer of a broken word
)

// fixed is one of the lengths above.
func fixed(text string) calendar.Span {
	s, err := calendar.ParseSpan(text)
	if err != nil {
		panic("recovery: " + text + ": " + err.Error())
	}
	return s
}

// turning is what the next moment of a commitment brings.
type turning int

const (
	turnsLate turning = iota
	climbs
	breaks
)

// next is the next moment of a commitment that is still owed: its due time while it is not yet
// late, then the rungs of its ladder, and at the ladder's end the breaking.
func (t *turn) next(x Commitment) (time.Time, turning) {
	ladder := t.Playbook.Ladder(string(x.Kind))
	at, brings := t.span(ladder.BrokenAfter, x.Due), breaks
	if x.Rung < len(ladder.Rungs) {
		at, brings = t.span(ladder.Rungs[x.Rung].After, x.Due), climbs
	}
	if x.State == Open && !x.Due.After(at) {
		return x.Due, turnsLate
	}
	return tidy(at), brings
}

// arm skips the rungs that have passed already and gives the moment the timer has to fire first.
func (t *turn) arm(x Commitment) (next time.Time, rung int) {
	if x.Kind.FollowsUp() {
		return x.Due, 0
	}
	x.State = Open
	rungs := len(t.Playbook.Ladder(string(x.Kind)).Rungs)
	for x.Rung = 0; x.Rung < rungs; x.Rung++ {
		if at, brings := t.next(x); brings == turnsLate || at.After(t.Now) {
			break
		}
	}
	next, _ = t.next(x)
	return next, x.Rung
}

// PassDue is the timer of a commitment. It changes nothing when the commitment was kept, moved or
// has climbed meanwhile: At is the moment it was armed for.
type PassDue struct {
	Commitment id.Commitment
	At         time.Time
}

// Name is the command's name in the table of who may.
func (PassDue) Name() string { return "pass_due" }

func (p PassDue) decide(t *turn) error {
	x := t.Commitment(p.Commitment)
	if x == nil || !x.Owed() || !x.NextAt.Equal(p.At) || t.Now.Before(x.NextAt) {
		return nil
	}
	if x.Kind.FollowsUp() && !x.Asked {
		// The question goes out by itself now, however late the timer is; only then has it failed.
		t.emit(FollowUpDue{Commitment: x.ID, Next: tidy(t.span(fixed(followUpGrace), t.Now))})
		return nil
	}
	t.climb(x.ID)
	return nil
}

// climb brings everything whose moment has come: a timer that fires late catches up.
func (t *turn) climb(i id.Commitment) {
	for x := t.Commitment(i); x.Owed(); x = t.Commitment(i) {
		at, brings := t.next(*x)
		switch {
		case x.State == Open && !x.Due.After(t.Now):
			brings = turnsLate
		case at.After(t.Now):
			return
		}
		after := *x
		switch brings {
		case turnsLate:
			after.State = Late
			next, _ := t.next(after)
			t.emit(CommitmentLate{Commitment: i, Next: next})
		case climbs:
			t.climbTo(after, t.highest(after))
		case breaks:
			t.breakWord(i, "It was not kept in time.")
		}
	}
}

// highest is the rung to climb to: of those whose moment has passed while the timer did not fire,
// the last one that wakes the same person, who is woken once.
func (t *turn) highest(x Commitment) int {
	rungs, to := t.Playbook.Ladder(string(x.Kind)).Rungs, x.Rung
	for n := to + 1; n < len(rungs) && !t.span(rungs[n].After, x.Due).After(t.Now); n++ {
		if t.wakes(x, rungs, n) != t.wakes(x, rungs, to) {
			break
		}
		to = n
	}
	return to
}

func (t *turn) climbTo(x Commitment, n int) {
	rungs := t.Playbook.Ladder(string(x.Kind)).Rungs
	x.Rung = n + 1
	next, _ := t.next(x)
	t.emit(CommitmentClimbed{Commitment: x.ID, Rung: x.Rung, Name: rungs[n].Name, Tell: t.wakes(x, rungs, n), Next: next})
}

// wakes is the person a rung wakes. Two places that are the same person would wake nobody new, so
// the next one above is woken instead, as far as there is somebody.
func (t *turn) wakes(x Commitment, rungs []playbook.Rung, n int) id.Person {
	place := rungs[n].Tell
	if place == "owner" {
		return x.Owner
	}
	woken := []id.Person{x.Owner}
	for k := range n {
		if before := rungs[k].Tell; before != place && before != "owner" {
			woken = append(woken, t.wakes(x, rungs, k))
		}
	}
	return t.told(place, woken)
}

// told is who stands in a place, or the next above who was not woken yet.
func (t *turn) told(place string, woken []id.Person) id.Person {
	p := t.who(place)
	if !slices.Contains(woken, p) {
		return p
	}
	role := Role(place)
	if place == "sponsor" {
		role = Manager
	}
	if higher := t.senior(role, woken...); higher != 0 {
		return higher
	}
	return p
}

// breakWord ends a commitment as broken. What was owed is owed still, now by somebody senior, and
// the customer is told first that we did not keep our word. Where the customer knew nothing of it,
// a senior colleague sees to it. When that fails too it ends: everybody has been woken by then.
func (t *turn) breakWord(i id.Commitment, because string) {
	x := *t.Commitment(i)
	t.emit(CommitmentBroken{Commitment: i, Because: because})
	if x.For != 0 {
		return
	}
	next := Commitment{
		Kind: Promise, For: i, Owner: t.told(string(Lead), []id.Person{x.Owner}), Due: t.span(fixed(ownUpWithin), t.Now),
		What: line("See to what was not done: " + x.What),
	}
	if x.Told != "" {
		next.What = line("Own up to the broken word: " + x.What)
		next.Told = "We tell you ourselves why we did not keep our word"
	}
	t.owe(next)
}
