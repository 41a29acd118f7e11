package recovery

import (
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
