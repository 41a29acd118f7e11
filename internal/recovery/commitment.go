package recovery

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"amends/internal/calendar"
	"amends/internal/errs"
	"amends/internal/id"
)

// MakePromise adds a commitment by hand: a call, a delivery, anything we said we would do.
type MakePromise struct {
	What  string
	Told  string // as the customer reads it, "" keeps it among colleagues
	Due   time.Time
	Owner id.Person // 0 is the actor or, for a program, the owner of the case
}

// Name is the command's name in the table of who may.
func (MakePromise) Name() string { return "promise" }

func (m MakePromise) decide(t *turn) error {
	what := strings.TrimSpace(m.What)
	if what == "" || utf8.RuneCountInString(what) > maxLine {
		return errs.Invalidf("what", "Say what is promised, in at most %d characters.", maxLine)
	}
	if err := t.checkDue(m.Due); err != nil {
		return err
	}
	t.owe(Commitment{Kind: Promise, What: what, Told: m.Told, Owner: t.promiser(m.Owner), Due: m.Due})
	return nil
}

// checkDue refuses a time that has passed or that nobody can mean.
func (t *turn) checkDue(due time.Time) error {
	switch {
	case due.IsZero():
		return errs.Invalidf("due", "Say by when. A promise without a time cannot be kept.")
	case !due.After(t.Now):
		return errs.Invalidf("due", "This time has already passed. By when can it really be done?")
	case due.After(t.Now.Add(maxAhead)):
		return errs.Invalidf("due", "This is more than two years away. Please check the date.")
	}
	return nil
}

func (t *turn) promiser(owner id.Person) id.Person {
	switch {
	case owner != 0:
		return owner
	case t.Actor.Kind == ByPerson:
		return t.Actor.Person
	}
	return t.Owner
}

// owe makes a commitment and arms its timer.
func (t *turn) owe(x Commitment) id.Commitment {
	x.ID = id.Commitment(t.NewID())
	x.Due = tidy(x.Due)
	x.FirstDue, x.State, x.MadeAt = x.Due, Open, t.Now
	if x.Owner == 0 {
		x.Owner = t.Owner
	}
	x.NextAt, x.Rung = t.arm(x)
	t.emit(CommitmentMade{Commitment: x})
	return x.ID
}

// Fixed lengths of time that no company needs to change.
const (
	answerWithin  = "4h working" // how soon somebody who waits for a word gets one (evidence, table: acknowledge 4 h staffed)
	followUpGrace = "1h"         // how long a question may take to leave by itself before a person is woken
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

// Keep says that a commitment was kept.
type Keep struct {
	Commitment id.Commitment
}

// Name is the command's name in the table of who may.
func (Keep) Name() string { return "keep" }

func (k Keep) decide(t *turn) error {
	x := t.Commitment(k.Commitment)
	if x == nil {
		return errs.Missingf("There is no such commitment in this case.")
	}
	if x.State == Kept {
		return nil
	}
	if !x.Owed() {
		return errs.Conflictf("This commitment has already ended. Make a new one if it is owed after all.")
	}
	t.keep(x.ID)
	return nil
}

// keep ends a commitment as kept and, where it has a rhythm, owes the next one.
func (t *turn) keep(i id.Commitment) {
	x := *t.Commitment(i)
	t.emit(CommitmentKept{Commitment: i})
	if x.Every == "" || t.Ended() {
		return
	}
	every, err := calendar.ParseSpan(x.Every)
	if err != nil || t.Owed(x.Kind) != nil {
		return
	}
	t.owe(Commitment{Kind: x.Kind, What: x.What, Told: x.Told, Owner: t.Owner, Due: t.span(every, t.Now), Every: x.Every})
}

// Renegotiate moves a commitment to another time that was agreed with the customer, with the reason.
type Renegotiate struct {
	Commitment id.Commitment
	Due        time.Time
	Because    string
}

// Name is the command's name in the table of who may.
func (Renegotiate) Name() string { return "renegotiate" }

func (r Renegotiate) decide(t *turn) error {
	x := t.Commitment(r.Commitment)
	if x == nil {
		return errs.Missingf("There is no such commitment in this case.")
	}
	if !x.Owed() {
		return errs.Conflictf("This commitment has already ended. Make a new one if it is owed after all.")
	}
	if tidy(r.Due).Equal(x.Due) {
		return nil
	}
	if strings.TrimSpace(r.Because) == "" {
		return errs.Invalidf("because", "Say why it moves: the customer will see it.")
	}
	if err := t.checkDue(r.Due); err != nil {
		return err
	}
	t.move(*x, r.Due, strings.TrimSpace(r.Because))
	return nil
}

func (t *turn) move(x Commitment, due time.Time, because string) {
	x.Due = tidy(due)
	next, rung := t.arm(x)
	t.emit(CommitmentMoved{Commitment: x.ID, Due: x.Due, Because: because, Next: next, Rung: rung})
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
	if x.Kind.FollowsUp() && x.State == Open && x.Rung == 0 {
		t.emit(FollowUpDue{Commitment: x.ID, Next: t.span(fixed(followUpGrace), x.Due)})
		return nil
	}
	t.climb(x.ID)
	return nil
}

// climb brings everything whose moment has come: a timer that fires late catches up.
func (t *turn) climb(i id.Commitment) {
	for x := t.Commitment(i); x.Owed(); x = t.Commitment(i) {
		at, brings := t.next(*x)
		if at.After(t.Now) {
			return
		}
		after := *x
		switch brings {
		case turnsLate:
			after.State = Late
			next, _ := t.next(after)
			t.emit(CommitmentLate{Commitment: i, Next: next})
		case climbs:
			rung := t.Playbook.Ladder(string(x.Kind)).Rungs[x.Rung]
			after.Rung++
			next, _ := t.next(after)
			t.emit(CommitmentClimbed{Commitment: i, Rung: after.Rung, Name: rung.Name, Tell: t.told(*x, rung.Tell), Next: next})
		case breaks:
			t.breakWord(i, "It was not kept in time.")
		}
	}
}

// told is the person a rung wakes: nobody twice in the same place, the next above where it is the owner.
func (t *turn) told(x Commitment, place string) id.Person {
	switch place {
	case "owner":
		return x.Owner
	case "sponsor":
		if t.Sponsor != 0 {
			return t.Sponsor
		}
		return t.above(Manager)
	}
	return t.above(Role(place))
}

// breakWord ends a commitment as broken. What was owed is owed still, now by somebody senior, and
// the customer is told first that we did not keep our word.
func (t *turn) breakWord(i id.Commitment, because string) {
	x := *t.Commitment(i)
	t.emit(CommitmentBroken{Commitment: i, Because: because})
	t.owe(Commitment{
		Kind: Promise, What: "Own up to the broken word: " + x.What, Told: "We tell you ourselves why we did not keep our word",
		Owner: t.told(x, string(Lead)), Due: t.span(fixed(ownUpWithin), t.Now),
	})
}

// Release ends a commitment that is no longer owed, with the reason.
type Release struct {
	Commitment id.Commitment
	Because    string
}

// Name is the command's name in the table of who may.
func (Release) Name() string { return "release" }

func (r Release) decide(t *turn) error {
	x := t.Commitment(r.Commitment)
	if x == nil {
		return errs.Missingf("There is no such commitment in this case.")
	}
	if !x.Owed() {
		return nil
	}
	if strings.TrimSpace(r.Because) == "" {
		return errs.Invalidf("because", "Say why it is no longer owed.")
	}
	t.emit(CommitmentReleased{Commitment: x.ID, Because: strings.TrimSpace(r.Because)})
	return nil
}

// release ends every owed commitment of some kinds.
func (t *turn) release(because string, kinds ...CommitmentKind) {
	for _, x := range slices.Clone(t.Commitments) {
		if x.Owed() && slices.Contains(kinds, x.Kind) {
			t.emit(CommitmentReleased{Commitment: x.ID, Because: because})
		}
	}
}

// keepAll ends every owed commitment of some kinds as kept.
func (t *turn) keepAll(kinds ...CommitmentKind) {
	for _, x := range slices.Clone(t.Commitments) {
		if x.Owed() && slices.Contains(kinds, x.Kind) {
			t.keep(x.ID)
		}
	}
}
