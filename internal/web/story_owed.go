package web

import (
	"amends/internal/id"
	"amends/internal/recovery"
)

func (t teller) ofOwed(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.CommitmentMade:
		return t.made(e.Commitment)
	case recovery.CommitmentKept:
		return t.kept(e.Commitment)
	case recovery.CommitmentMoved:
		return t.with(stop(t.T("Moved to %[1]s: %[2]s", t.When(e.Due, t.at), t.owed(e.Commitment))), e.Because)
	case recovery.CommitmentReleased:
		return t.with(stop(t.T("No longer owed: %s", t.owed(e.Commitment))), e.Because)
	case recovery.CommitmentHanded:
		return stop(t.T("%[1]s now owes what %[2]s owed: %[3]s", t.name(e.To), t.name(e.From), t.owed(e.Commitment)))
	}
	return ""
}

func (t teller) made(c recovery.Commitment) string {
	what, when := c.What, t.When(c.Due, t.at)
	if c.Kind == recovery.Promise && (c.Said != 0 || t.byPerson) {
		return stop(t.T("%[1]s promised, by %[2]s: %[3]s", t.name(c.Owner), when, what))
	}
	return stop(t.T("Owed by %[1]s: %[2]s", when, what))
}

func (t teller) kept(i id.Commitment) string {
	if c := t.Case.Case.Commitment(i); c != nil && !c.InTime(t.at) {
		return stop(t.T("Kept, but late: %s", t.owed(i)))
	}
	return stop(t.T("Kept: %s", t.owed(i)))
}

// owed is what a commitment is about.
func (t teller) owed(i id.Commitment) string {
	if c := t.Case.Case.Commitment(i); c != nil && c.What != "" {
		return c.What
	}
	return t.T("a commitment")
}

func (t teller) ofClimb(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.CommitmentLate:
		return stop(t.T("Late: %s", t.owed(e.Commitment)))
	case recovery.CommitmentClimbed:
		return stop(t.T("%[1]s was woken: %[2]s", t.name(e.Tell), t.owed(e.Commitment)))
	case recovery.CommitmentBroken:
		return t.with(stop(t.T("Broken: %s", t.owed(e.Commitment))), e.Because)
	}
	return ""
}
