package recovery

import (
	"time"

	"amends/internal/calendar"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
)

// Command is something that is wanted of a case. Every command is one line in the table of
// package app that says who may.
type Command interface {
	Name() string
	decide(t *turn) error
}

// Env is everything a decision may know besides the case and the command.
type Env struct {
	Now      time.Time
	NewID    func() int64
	Actor    Actor
	Calendar *calendar.Calendar
	Playbook *playbook.Playbook
	Version  int64   // of Playbook
	Staff    []Staff // who could be given something, for the commands that give
}

// Staff is a colleague as an owner is chosen among them.
type Staff struct {
	ID       id.Person
	Name     string
	Role     Role
	Team     id.Team
	TeamName string
	Skills   []string
	Load     int  // commitments owed now
	Away     bool // absent or gone: is given nothing
}

// Decide says what happens when the command meets the case: the events, none when it changes
// nothing, or a refusal. Neither the case nor the command is changed.
func Decide(c Case, cmd Command, env Env) ([]Event, error) {
	env.Now = tidy(env.Now)
	t := &turn{Case: c.clone(), Env: env}
	if c.ID == 0 {
		if _, opens := cmd.(OpenCase); !opens {
			return nil, errs.Missingf("There is no such case.")
		}
	}
	if !c.ErasedAt.IsZero() && !winds(cmd) {
		return nil, t.forgotten()
	}
	if err := cmd.decide(t); err != nil {
		return nil, err
	}
	return t.events, nil
}

// turn is one decision under way: the case as it would be after the events so far.
type turn struct {
	Case
	Env
	events []Event
}

// emit lets an event happen, so that what is decided next sees it.
func (t *turn) emit(e Event) {
	t.events = append(t.events, e)
	t.Apply(Recorded{Stamp{t.Seq + 1, t.Now, t.Actor}, e})
}

// span resolves a length of time the playbook names, from a moment.
func (t *turn) span(s calendar.Span, from time.Time) time.Time { return s.From(from, t.Calendar) }

// facts are the case as the playbook's conditions see it.
func (t *turn) facts() playbook.Facts { return t.factsOf(&t.Case) }

// factsOf adds what is not the case's own: whether people are at work. An order in another
// currency has no value that a rule could compare.
func (t *turn) factsOf(c *Case) playbook.Facts {
	f := Facts(c)
	f.Staffed = t.Calendar.Open(t.Now)
	if f.OrderValue.Currency != t.Playbook.Company.Currency {
		f.OrderValue = money.Amount{}
	}
	return f
}

// tidy is a time as it is kept: microseconds, UTC.
func tidy(at time.Time) time.Time { return at.UTC().Truncate(time.Microsecond) }

// soon is when a word that somebody waits for is due: the customer's answer, the approver's decision.
func (t *turn) soon() time.Time { return tidy(t.span(fixed(answerWithin), t.Now)) }

// Where the playbook counts a commitment from.
const (
	fromOpened   = "opened"
	fromResolved = "resolved"
)

// Limits of what people write, in runes; a text beyond them is refused with its box named.
const (
	maxLine   = 200
	maxReason = 2_000
	maxText   = 100_000
)

// maxMinor is the largest order that is believed: a shared limit with room to count in (see money.Parse).
const maxMinor = 100_000_000_000_000

// maxAhead is how far in the future something may be owed: beyond it is a slip of the keyboard.
const maxAhead = 2 * 365 * 24 * time.Hour

// After is the case with new events applied, and the events as the log keeps them.
func (c Case) After(events []Event, now time.Time, who Actor) (Case, []Recorded) {
	after := c.clone()
	recorded := make([]Recorded, len(events))
	for i, e := range events {
		recorded[i] = Recorded{Stamp{after.Seq + 1, tidy(now), who}, e}
		after.Apply(recorded[i])
	}
	return after, recorded
}
