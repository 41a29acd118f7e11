// Package tone is the coach: it reads a reply before it leaves and answers with marks (what
// helps, what harms, with the reason and the evidence), the promises in it, and a checklist of
// what a good reply has. It holds words about words only: it must not send, store or block
// anything, know a clock, or decide about money.
//
// The codes are those of the annotation guideline (eleven strengths, fifteen faults) and the
// few of the evidence base beside them; see Codes. The rules are data in lang/, one set per
// language; grammar that data cannot say, such as the reading of promises, is code.
package tone

import (
	"time"

	"amends/internal/calendar"
)

// Level says how much a mark asks of the writer.
type Level string

// The levels of a mark, gravest first.
const (
	Error   Level = "error"   // sending with it asks for a reason
	Warning Level = "warning" // worth changing
	Hint    Level = "hint"    // could be better
	Praise  Level = "praise"  // a strength; leave it
)

// Fault says whose failure it was, as the case has it.
const (
	FaultOurs    = "ours"
	FaultShared  = "shared"
	FaultUnclear = "unclear"
	FaultNotOurs = "not_ours"
)

// Input is a reply and what is known of its case. Only Reply is needed; what is empty is not
// known, and then the coach does not use it.
type Input struct {
	Reply        string
	Complaint    string // the customer's words, all of them
	Fault        string // one of the Fault constants, or "" when nobody has judged it
	Channel      string // as the case has it: "email", "chat", "social" ...
	CustomerName string
	Earlier      []string // our earlier replies in this case
	Open         []string // what we owe in this case, in words
	LegalHold    bool     // then the coach never asks for an admission
	Now          time.Time
	Calendar     *calendar.Calendar // nil is Monday to Friday, 9 to 17, in Now's zone
	Repeat       bool               // the same failure hit this customer before
	Values       map[string]string  // by name of a template field: what belongs in it
}

// Mark is one finding in the reply.
type Mark struct {
	Code       string
	Start, End int     // bytes of the reply, on rune boundaries, Start < End
	Level      Level   // by context
	Why        string  // one sentence for the writer
	Evidence   string  // the item of the evidence base: "evidence 1.12"
	Rewrite    *string // what to put in place of the marked words; nil when only the writer knows
}

// Item is one line of the checklist.
type Item struct {
	Key    string // responsibility, regret, explanation, repair, timeline, warmth
	Label  string // in words
	Met    bool
	Needed bool // in this case; what is not needed may still be good
}

// Review is everything the coach has to say of a reply.
type Review struct {
	Marks     []Mark // in the order of the text
	Promises  []Promise
	Checklist []Item
}

// Worst is the gravest level among the marks, Praise when there is nothing to change.
func (r Review) Worst() Level {
	worst := Praise
	for _, m := range r.Marks {
		if m.Level.rank() > worst.rank() {
			worst = m.Level
		}
	}
	return worst
}

func (l Level) rank() int {
	switch l {
	case Error:
		return 3
	case Warning:
		return 2
	case Hint:
		return 1
	}
	return 0
}

// Check reads a reply. It takes time linear in the length of the reply and accepts any bytes.
func Check(in Input) Review {
	c := newCoach(in)
	c.promises()
	c.rules()
	c.apologies()
	c.names()
	c.fields()
	c.frame()
	return Review{Marks: c.sorted(), Promises: c.found, Checklist: c.checklist()}
}

// Codes lists every code a mark can carry, in the order of the rules.
func Codes() []string {
	rules := englishRules().ordered
	codes := make([]string, 0, len(rules))
	for _, r := range rules {
		codes = append(codes, r.Code)
	}
	return codes
}
