package recovery

import (
	"time"

	"amends/internal/id"
)

// CommitmentMade is something we owe from now on. Its NextAt is when its timer fires.
type CommitmentMade struct {
	Commitment Commitment `json:"commitment"`
}

// CommitmentKept ends a commitment well.
type CommitmentKept struct {
	Commitment id.Commitment `json:"commitment"`
}

// CommitmentMoved gives a commitment another time, with the reason.
type CommitmentMoved struct {
	Commitment id.Commitment `json:"commitment"`
	Due        time.Time     `json:"due"`
	Because    string        `json:"because"`
	Next       time.Time     `json:"next"`
	Rung       int           `json:"rung"`
}

// CommitmentLate says that the due time passed.
type CommitmentLate struct {
	Commitment id.Commitment `json:"commitment"`
	Next       time.Time     `json:"next"`
}

// CommitmentClimbed woke somebody about a commitment: a rung of the playbook's ladder.
type CommitmentClimbed struct {
	Commitment id.Commitment `json:"commitment"`
	Rung       int           `json:"rung"` // rungs climbed so far
	Name       string        `json:"name"`
	Tell       id.Person     `json:"tell"`
	Next       time.Time     `json:"next"`
}

// CommitmentBroken ends a commitment badly.
type CommitmentBroken struct {
	Commitment id.Commitment `json:"commitment"`
	Because    string        `json:"because"`
}

// CommitmentReleased ends a commitment that is no longer owed.
type CommitmentReleased struct {
	Commitment id.Commitment `json:"commitment"`
	Because    string        `json:"because"`
}

// Kind is the event's name in the log.
func (CommitmentMade) Kind() string { return "commitment.made" }

// Kind is the event's name in the log.
func (CommitmentKept) Kind() string { return "commitment.kept" }

// Kind is the event's name in the log.
func (CommitmentMoved) Kind() string { return "commitment.moved" }

// Kind is the event's name in the log.
func (CommitmentLate) Kind() string { return "commitment.late" }

// Kind is the event's name in the log.
func (CommitmentClimbed) Kind() string { return "commitment.climbed" }

// Kind is the event's name in the log.
func (CommitmentBroken) Kind() string { return "commitment.broken" }

// Kind is the event's name in the log.
func (CommitmentReleased) Kind() string { return "commitment.released" }

func (e CommitmentMade) apply(c *Case, _ Stamp) { c.Commitments = append(c.Commitments, e.Commitment) }

func (e CommitmentKept) apply(c *Case, s Stamp) { c.end(e.Commitment, Kept, "", s.At) }

func (e CommitmentBroken) apply(c *Case, s Stamp) { c.end(e.Commitment, Broken, e.Because, s.At) }

func (e CommitmentReleased) apply(c *Case, s Stamp) { c.end(e.Commitment, Released, e.Because, s.At) }

func (c *Case) end(i id.Commitment, state CommitmentState, because string, at time.Time) {
	if x := c.Commitment(i); x != nil {
		x.State, x.EndedAt, x.NextAt = state, at, time.Time{}
		if because != "" {
			x.Because = because
		}
	}
}

func (e CommitmentMoved) apply(c *Case, _ Stamp) {
	if x := c.Commitment(e.Commitment); x != nil {
		// Sooner is no renegotiation: nobody waits longer than they were told.
		if e.Due.After(x.Due) {
			x.Moved++
		}
		x.State, x.Due, x.Because, x.NextAt, x.Rung = Open, e.Due, e.Because, e.Next, e.Rung
		x.Asked = false
	}
}

func (e CommitmentLate) apply(c *Case, _ Stamp) {
	if x := c.Commitment(e.Commitment); x != nil {
		x.State, x.NextAt = Late, e.Next
	}
}

func (e CommitmentClimbed) apply(c *Case, _ Stamp) {
	if x := c.Commitment(e.Commitment); x != nil {
		x.Rung, x.NextAt = e.Rung, e.Next
	}
}
