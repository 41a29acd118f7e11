package recovery

import (
	"slices"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
)

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
