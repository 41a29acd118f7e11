// Package id holds the typed ids of the house: 64-bit, time-ordered, made in Go and
// sent as JSON strings, because a browser's numbers end at 53 bits.
// It knows no store: the node number that keeps two processes apart is given to it.
package id

import (
	"fmt"
	"strconv"
	"sync"
	"time"
)

// ID is an id of one kind of thing. Two kinds never mix: a Case cannot be passed for a Customer.
type ID[K any] int64

// The kinds of things that have ids.
type (
	Case       = ID[caseKind]
	Customer   = ID[customerKind]
	Message    = ID[messageKind]
	Commitment = ID[commitmentKind]
	Offer      = ID[offerKind]
	Redress    = ID[redressKind]
	Approval   = ID[approvalKind]
	Step       = ID[stepKind]
	Person     = ID[personKind]
	Team       = ID[teamKind]
	File       = ID[fileKind]
	Intake     = ID[intakeKind]
	Job        = ID[jobKind]
	Row        = ID[rowKind] // anything that needs an id and is never referred to
)

type (
	caseKind       struct{}
	customerKind   struct{}
	messageKind    struct{}
	commitmentKind struct{}
	offerKind      struct{}
	redressKind    struct{}
	approvalKind   struct{}
	stepKind       struct{}
	personKind     struct{}
	teamKind       struct{}
	fileKind       struct{}
	intakeKind     struct{}
	jobKind        struct{}
	rowKind        struct{}
)

// Text is the id in decimal, as it stands in links and JSON; "" for none.
func (i ID[K]) Text() string {
	if i == 0 {
		return ""
	}
	return strconv.FormatInt(int64(i), 10)
}

// Parse reads what Text wrote. Anything else, negative numbers and zero included, is not ok.
func Parse[K any](s string) (ID[K], bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 || strconv.FormatInt(n, 10) != s {
		return 0, false
	}
	return ID[K](n), true
}

// MarshalJSON writes the id as a string, "" for none.
func (i ID[K]) MarshalJSON() ([]byte, error) { return []byte(`"` + i.Text() + `"`), nil }

// UnmarshalJSON reads what Text wrote, as a string or a number; "" and null are none. Anything
// else is refused and leaves the id as it was.
func (i *ID[K]) UnmarshalJSON(b []byte) error {
	s := string(b)
	if len(s) >= 2 && s[0] == '"' {
		s = s[1 : len(s)-1]
	}
	if s == "" || s == "null" {
		*i = 0
		return nil
	}
	read, ok := Parse[K](s)
	if !ok {
		return fmt.Errorf("not an id: %.40q", s)
	}
	*i = read
	return nil
}

// Layout of an id, from the top: 1 bit nought, 41 bits milliseconds since Epoch
// (until 2094), 10 bits node, 12 bits sequence.
const (
	nodeBits = 10
	seqBits  = 12

	// MaxNode is the greatest node number: 1,024 processes may make ids at once.
	MaxNode = 1<<nodeBits - 1
)

// epoch is 2024-09-01T00:00:00Z in Unix milliseconds.
const epoch = 1725148800000

// Maker makes ids for one process. Make it with NewMaker; it is safe for use by many goroutines.
type Maker struct {
	node int64
	mu   sync.Mutex
	last int64 // milliseconds and sequence of the id made last
}

// NewMaker makes ids that no Maker with another node number makes. node is 0 to MaxNode.
func NewMaker(node int) *Maker { return &Maker{node: int64(node) & MaxNode} }

// Next is a new id for something that happens at now. Ids of one Maker always grow, also
// when the clock is set back; more than 4,096 in a millisecond borrow from the next one.
func (m *Maker) Next(now time.Time) int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := max(now.UnixMilli()-epoch, 1) << seqBits
	if next <= m.last {
		next = m.last + 1
	}
	m.last = next
	return next>>seqBits<<(nodeBits+seqBits) | m.node<<seqBits | next&(1<<seqBits-1)
}
