package playbook

import "amends/internal/calendar"

// Ladder is who is woken when about a due time, and when the commitment counts as broken.
type Ladder struct {
	Key         string        `yaml:"-"` // the kind of commitment, or "standard"
	Rungs       []Rung        `yaml:"rungs"`
	BrokenAfter calendar.Span `yaml:"broken_after"` // after the due time
}

// Rung is one step of a ladder.
type Rung struct {
	Name  string        `yaml:"name"`
	After calendar.Span `yaml:"after"` // after the due time; before it when negative
	Tell  string        `yaml:"tell"`  // owner, lead, sponsor or a role
}

func (l *Ladder) name(key string) { l.Key = key }
func (l Ladder) key() string      { return l.Key }

// standard is the ladder of every kind that has none of its own.
const standard = "standard"

// Ladder is the ladder of a kind of commitment, from the first rung to the last. It is shared:
// callers must leave it as it is.
func (p *Playbook) Ladder(kind string) Ladder {
	if own, ok := find(p.Ladders, kind); ok {
		return own
	}
	l, _ := find(p.Ladders, standard)
	return l
}
