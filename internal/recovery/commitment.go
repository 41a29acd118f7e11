package recovery

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"amends/internal/errs"
	"amends/internal/id"
)

// MakePromise adds a commitment by hand: a call, a delivery, anything we said we would do. The same
// promise again changes nothing.
type MakePromise struct {
	What  string
	Told  string // as the customer reads it, "" keeps it among colleagues
	Due   time.Time
	Owner id.Person // 0 is the actor or, for a program, the owner of the case
}

// Name is the command's name in the table of who may.
func (MakePromise) Name() string { return "promise" }

func (m MakePromise) decide(t *turn) error {
	p := NewPromise{What: strings.TrimSpace(m.What), Due: tidy(m.Due), Owner: t.promiser(m.Owner)}
	told := strings.TrimSpace(m.Told)
	if utf8.RuneCountInString(p.What) > maxLine || utf8.RuneCountInString(told) > maxLine {
		return errs.Invalidf("what", "Say what is promised, in at most %d characters.", maxLine)
	}
	if err := t.checkPromise(p); err != nil {
		return err
	}
	again := find(t.Commitments, func(x *Commitment) bool {
		return x.Kind == Promise && x.Owed() && x.What == p.What && x.Owner == p.Owner && x.Due.Equal(p.Due)
	})
	if again == nil {
		t.owe(Commitment{Kind: Promise, What: p.What, Told: told, Owner: p.Owner, Due: p.Due})
	}
	return nil
}

func (t *turn) checkPromise(p NewPromise) error {
	if p.What == "" {
		return errs.Invalidf("what", "Say what is promised, in at most %d characters.", maxLine)
	}
	if p.Owner != t.Owner {
		if err := t.checkPresent("owner", p.Owner); err != nil {
			return err
		}
	}
	return t.checkDue(p.Due)
}

// checkPresent refuses to give something to somebody who is not there. The actor is.
func (t *turn) checkPresent(field string, p id.Person) error {
	if p == t.Actor.Person || pick(t.Staff, p).ID != 0 {
		return nil
	}
	return errs.Invalidf(field, "Choose a colleague who is not away.")
}

// promises are the promises of a word of ours as they are kept: with an owner, and no longer than a
// line, for the whole of it stands in the message.
func (t *turn) promises(list []NewPromise) ([]NewPromise, error) {
	var kept []NewPromise
	for _, p := range list {
		p.What, p.Due, p.Owner = line(p.What), tidy(p.Due), t.promiser(p.Owner)
		if err := t.checkPromise(p); err != nil {
			return nil, err
		}
		kept = append(kept, p)
	}
	return kept, nil
}

// line is a text cut to the length of a line.
func line(text string) string {
	text = strings.TrimSpace(text)
	if runes := []rune(text); len(runes) > maxLine {
		return string(runes[:maxLine-1]) + "…"
	}
	return text
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

// Keep says that a commitment was kept. A delivery is kept by what was delivered.
type Keep struct {
	Commitment id.Commitment
}

// Name is the command's name in the table of who may.
func (Keep) Name() string { return "keep" }

func (k Keep) decide(t *turn) error {
	x := t.Commitment(k.Commitment)
	if x == nil {
		return errNoCommitment()
	}
	if x.State == Kept {
		return nil
	}
	if !x.Owed() {
		return errs.Conflictf("This commitment has already ended. Make a new one if it is owed after all.")
	}
	if err := t.checkKeep(*x); err != nil {
		return err
	}
	t.keep(x.ID)
	return nil
}

func errNoCommitment() error { return errs.Missingf("There is no such commitment in this case.") }

// checkKeep refuses to tick off what is kept only by deciding it.
func (t *turn) checkKeep(x Commitment) error {
	switch {
	case t.approvalOf(x.ID) != nil:
		return errs.Conflictf("This is an approval: approve or refuse it.")
	case x.Kind == Resolution:
		return errs.Conflictf("Resolve the case and say what put it right: that keeps it.")
	}
	return nil
}

// keep ends a commitment as kept; after an update the next one is owed.
func (t *turn) keep(i id.Commitment) {
	x := *t.Commitment(i)
	if r := t.redressOf(i); r != nil {
		t.emit(RedressDelivered{Redress: r.ID})
	}
	t.emit(CommitmentKept{Commitment: i})
	if x.Every != "" || x.Kind == Update {
		t.oweNext(x.Kind)
	}
}

// keepListed keeps what a word of ours was said to keep, as far as it is still owed.
func (t *turn) keepListed(list []id.Commitment) {
	for _, i := range list {
		if x := t.Commitment(i); x != nil && x.Owed() && t.checkKeep(*x) == nil {
			t.keep(i)
		}
	}
}

// oweNext owes the next commitment of a rhythm, counted from now and in the measure the playbook
// has for the case today, unless one of its kind is owed anyway or nothing is worked on any more.
func (t *turn) oweNext(kind CommitmentKind) {
	if t.Ended() || !t.ErasedAt.IsZero() || t.planned(kind) != nil {
		return
	}
	// A plan that cannot be made leaves the case without a rhythm, as a playbook without one does.
	plan, err := t.Playbook.Plan(t.facts())
	if err != nil {
		return
	}
	for _, k := range plan.Commitments {
		if CommitmentKind(k.Kind) == kind && k.Every != nil {
			k.Within = *k.Every
			t.commit(k, t.Now)
		}
	}
}

// planned finds the owed commitment of a kind that the customer waits for, not a colleague's decision.
func (t *turn) planned(kind CommitmentKind) *Commitment {
	return find(t.Commitments, func(x *Commitment) bool {
		return x.Kind == kind && x.Owed() && t.approvalOf(x.ID) == nil
	})
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
		return errNoCommitment()
	}
	if !x.Owed() {
		return errs.Conflictf("This commitment has already ended. Make a new one if it is owed after all.")
	}
	if tidy(r.Due).Equal(x.Due) {
		return nil
	}
	because, err := reason("because", r.Because, "Say why it moves: the customer will see it.")
	if err != nil {
		return err
	}
	if err := t.checkDue(r.Due); err != nil {
		return err
	}
	t.move(*x, r.Due, because)
	return nil
}

// reason is a text somebody has to give, or the refusal that asks for it.
func reason(field, text, ask string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", errs.Invalidf(field, ask)
	}
	return short(field, text)
}

// short refuses a text nobody would read to the end.
func short(field, text string) (string, error) {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) > maxReason {
		return "", errs.Invalidf(field, "Please say it in at most %d characters. Details can go into a note.", maxReason)
	}
	return text, nil
}

func (t *turn) move(x Commitment, due time.Time, because string) {
	x.Due = tidy(due)
	next, rung := t.arm(x)
	t.emit(CommitmentMoved{Commitment: x.ID, Due: x.Due, Because: because, Next: next, Rung: rung})
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
		return errNoCommitment()
	}
	if x.State == Released {
		return nil
	}
	if !x.Owed() {
		return errs.Conflictf("This commitment has already ended.")
	}
	if err := t.checkRelease(*x); err != nil {
		return err
	}
	because, err := reason("because", r.Because, "Say why it is no longer owed.")
	if err != nil {
		return err
	}
	t.emit(CommitmentReleased{Commitment: x.ID, Because: because})
	return nil
}

// checkRelease refuses to drop what would leave something else without anybody who sees to it.
func (t *turn) checkRelease(x Commitment) error {
	switch {
	case x.Kind == Acknowledgement:
		return errs.Conflictf("Every complaint is acknowledged. Mark it as kept once the customer knows that we have it.")
	case t.redressOf(x.ID) != nil:
		return errs.Conflictf("The remedy is on its way. Say that it arrived, or that it cannot be delivered.")
	case t.approvalOf(x.ID) != nil:
		return errs.Conflictf("A colleague waits for this decision. Approve or refuse it, or take the offer back.")
	}
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

// keepAll ends every owed commitment of some kinds as kept, but no colleague's decision.
func (t *turn) keepAll(kinds ...CommitmentKind) {
	for _, x := range slices.Clone(t.Commitments) {
		if x.Owed() && slices.Contains(kinds, x.Kind) && t.approvalOf(x.ID) == nil {
			t.keep(x.ID)
		}
	}
}
