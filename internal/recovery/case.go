package recovery

import (
	"slices"
	"time"

	"amends/internal/id"
	"amends/internal/money"
)

// Case is what is: the fold of a case's events. Commitments, approvals and redress have rows of
// their own in the store, because lists are made of them; the rest is one document.
type Case struct {
	ID       id.Case
	Number   int64 // what people call it
	Seq      int64 // the number of its last event
	Customer id.Customer
	Linked   id.Case // the earlier case this one goes on from, 0 for none

	Channel    Channel
	Reference  string       // order, booking, account
	OccurredAt time.Time    // when the failure happened, zero when not said
	Value      money.Amount // what the customer paid for it, nothing when not known
	Subject    string
	Given      []string // what was told with the complaint, as the playbook names it

	State       State
	OpenedAt    time.Time
	FirstWordAt time.Time // when a person's first word left
	ResolvedAt  time.Time
	ClosedAt    time.Time
	How         string // what put it right, as the customer reads it; "" until resolved
	Reopened    int
	Handoffs    int // times the owner changed after the first

	Owner   id.Person
	Team    id.Team
	Sponsor id.Person // 0 for none

	Reading Reading
	Repeat  Repeat

	PlaybookVersion int64 // the version the case was opened under
	Priority        int   // 0 normal; more is sooner among equals
	NoTemplate      bool
	Because         []string // what changed the plan, in plain words

	Questions   []Question
	Steps       []Step
	Commitments []Commitment `json:"-"`
	Offers      []Offer
	Approvals   []Approval `json:"-"`
	Redress     []Redress  `json:"-"`
	Outbox      []Outgoing // queued and not yet sent
	Recalled    id.Message // the last one that was taken back
	Answers     []Answer

	Contact  Contact
	Cause    Cause
	Link     Link
	ErasedAt time.Time
}

// Reading is what we think went wrong. The reader makes it, a person corrects it; every finding
// keeps the words it was read from.
type Reading struct {
	Kind       Finding   `json:"kind"`
	Severity   Grade     `json:"severity"` // 1 to 4
	Emotion    Grade     `json:"emotion"`  // 0 to 3
	Fault      Fault     `json:"fault"`
	UsedAnyway Finding   `json:"used_anyway"` // yes, no, unknown
	Wants      []Finding `json:"wants"`
	Flags      []Finding `json:"flags"`
	Justified  string    `json:"justified"` // yes, no, partly; "" while not judged
	Language   string    `json:"language"`
}

// Finding is a value with its reason. By a person, Why says who corrected it.
type Finding struct {
	Value string `json:"value"`
	Words string `json:"words,omitempty"` // the customer's words that show it
	Why   string `json:"why,omitempty"`
	Fixed bool   `json:"fixed,omitempty"` // corrected by a person; a machine leaves it alone
}

// Grade is a number with its reason.
type Grade struct {
	Value int    `json:"value"`
	Words string `json:"words,omitempty"`
	Why   string `json:"why,omitempty"`
	Fixed bool   `json:"fixed,omitempty"`
}

// Has reports whether a flag is raised.
func (r Reading) Has(flag string) bool {
	return slices.ContainsFunc(r.Flags, func(f Finding) bool { return f.Value == flag })
}

// Repeat is what happened to this customer before, within the playbook's windows.
type Repeat struct {
	Earlier   int       `json:"earlier"`   // failures within the window
	SameKind  bool      `json:"same_kind"` // one of them of the same kind
	Last      id.Case   `json:"last"`
	LastAt    time.Time `json:"last_at"`
	LastOwner id.Person `json:"last_owner"`
}

// Question is asked on purpose to find the source of the problem.
type Question struct {
	Key        string    `json:"key"`
	Text       string    `json:"text"`
	Answer     string    `json:"answer,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
}

// Step is something we do on one of the two tracks.
type Step struct {
	ID     id.Step   `json:"id"`
	Key    string    `json:"key,omitempty"` // the playbook's, "" for one a person added
	Track  Track     `json:"track"`
	Text   string    `json:"text"`
	Told   string    `json:"told,omitempty"` // as the customer reads it; "" is not shown
	Who    id.Person `json:"who"`
	Due    time.Time `json:"due,omitzero"`
	DoneAt time.Time `json:"done_at,omitzero"`
	LeftAt time.Time `json:"left_at,omitzero"` // when it was left out: nobody does it any more
	DoneBy id.Person `json:"done_by,omitempty"`
}

// Commitment is something we owe by a time.
type Commitment struct {
	ID       id.Commitment   `json:"id"`
	Kind     CommitmentKind  `json:"kind"`
	What     string          `json:"what"`
	Told     string          `json:"told,omitempty"` // as the customer reads it; "" is not shown
	Owner    id.Person       `json:"owner"`
	Due      time.Time       `json:"due"`
	FirstDue time.Time       `json:"first_due"`
	State    CommitmentState `json:"state"`
	MadeAt   time.Time       `json:"made_at"`
	EndedAt  time.Time       `json:"ended_at,omitzero"` // kept, broken or released
	Moved    int             `json:"moved,omitempty"`   // times it was renegotiated
	Because  string          `json:"because,omitempty"` // the last reason for moving, breaking or releasing
	Every    string          `json:"every,omitempty"`   // a span: when kept, the next one is owed after it
	Said     id.Message      `json:"said,omitempty"`    // the message the promise was read out of
	For      id.Commitment   `json:"for,omitempty"`     // the broken commitment a senior person answers for with this one
	Asked    bool            `json:"asked,omitempty"`   // a follow-up: the question is on its way
	Rung     int             `json:"rung"`              // rungs of the ladder already climbed
	NextAt   time.Time       `json:"next_at,omitzero"`  // when its timer fires next; zero when it has none
}

// Open reports whether it is still to be done.
func (s Step) Open() bool { return s.DoneAt.IsZero() && s.LeftAt.IsZero() }

// Owed reports whether it is still to be done.
func (c Commitment) Owed() bool { return c.State == Open || c.State == Late }

// KeptInTime reports whether it was kept by its due time.
func (c Commitment) KeptInTime() bool { return c.State == Kept && c.InTime(c.EndedAt) }

// InTime reports whether a moment is by its due time. People are told a time to the minute, so its
// whole minute counts: what goes out by itself leaves a breath after its timer.
func (c Commitment) InTime(at time.Time) bool { return !at.Truncate(time.Minute).After(c.Due) }

// Outgoing is a message of ours that has not left yet.
type Outgoing struct {
	Message  id.Message      `json:"message"`
	Purpose  Purpose         `json:"purpose"`
	Channel  Channel         `json:"channel"`
	Author   id.Person       `json:"author,omitempty"`
	SendAt   time.Time       `json:"send_at"`
	Promises []NewPromise    `json:"promises,omitempty"`
	Keeps    []id.Commitment `json:"keeps,omitempty"`
	Offer    id.Offer        `json:"offer,omitempty"` // the options it tells of
}

// NewPromise is a promise in an outgoing message; it is owed once the message has left.
type NewPromise struct {
	What  string    `json:"what"`
	Due   time.Time `json:"due"`
	Owner id.Person `json:"owner"`
}

// Answer is what the customer said when we asked afterwards.
type Answer struct {
	To      CommitmentKind `json:"to"`
	Fixed   string         `json:"fixed"`            // yes, partly, no
	Rating  int            `json:"rating,omitempty"` // 1 to 5: satisfied with how it was handled; 0 not said
	Message id.Message     `json:"message,omitempty"`
	At      time.Time      `json:"at"`
	Attempt int            `json:"attempt,omitempty"` // how often the case had been reopened by then
}

// Contact is how and when the customer wants to hear from us.
type Contact struct {
	Channel Channel `json:"channel,omitempty"`
	When    string  `json:"when,omitempty"` // in the customer's words
}

// Cause is why it happened and what is done about it.
type Cause struct {
	Key       string    `json:"key,omitempty"` // one of the causes the company counts
	Text      string    `json:"text,omitempty"`
	Action    string    `json:"action,omitempty"`
	ActionBy  id.Person `json:"action_by,omitempty"`
	ActionDue time.Time `json:"action_due,omitzero"`
	NoAction  string    `json:"no_action,omitempty"` // the reason for none
}

// Link is the customer's signed link. Raising Epoch makes every earlier link worthless.
type Link struct {
	Epoch  int       `json:"epoch"`
	SeenAt time.Time `json:"seen_at,omitzero"` // when the customer first opened the page
}

// Ended reports whether nothing more is worked on: resolved or closed.
func (c *Case) Ended() bool { return c.State == Resolved || c.State == Closed }

// Commitment finds one by id, nil when the case has none such.
func (c *Case) Commitment(i id.Commitment) *Commitment {
	return find(c.Commitments, func(x *Commitment) bool { return x.ID == i })
}

// Owed finds the first commitment of a kind that is still to be done, nil for none.
func (c *Case) Owed(kind CommitmentKind) *Commitment {
	return find(c.Commitments, func(x *Commitment) bool { return x.Kind == kind && x.Owed() })
}

// Offer finds one by id, nil when the case has none such.
func (c *Case) Offer(i id.Offer) *Offer {
	return find(c.Offers, func(x *Offer) bool { return x.ID == i })
}

// NextWord is when the customer hears from us next: the earliest owed commitment that the
// customer was told of. ok is false when nothing is owed.
func (c *Case) NextWord() (due Commitment, ok bool) {
	for _, x := range c.Commitments {
		if x.Owed() && x.Told != "" && (!ok || x.Due.Before(due.Due)) {
			due, ok = x, true
		}
	}
	return due, ok
}

// NextDue is the earliest time something is owed by anybody, zero when nothing is.
func (c *Case) NextDue() time.Time {
	var next time.Time
	for _, x := range c.Commitments {
		if x.Owed() && (next.IsZero() || x.Due.Before(next)) {
			next = x.Due
		}
	}
	return next
}

// find gives a pointer into the list, so that events can change what they find.
func find[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

// clone copies the lists, so that deciding never changes what it was given.
func (c Case) clone() Case {
	c.Because = slices.Clone(c.Because)
	c.Questions = slices.Clone(c.Questions)
	c.Steps = slices.Clone(c.Steps)
	c.Commitments = slices.Clone(c.Commitments)
	c.Offers = slices.Clone(c.Offers)
	c.Approvals = slices.Clone(c.Approvals)
	c.Redress = slices.Clone(c.Redress)
	c.Outbox = slices.Clone(c.Outbox)
	c.Answers = slices.Clone(c.Answers)
	c.Reading.Wants = slices.Clone(c.Reading.Wants)
	c.Reading.Flags = slices.Clone(c.Reading.Flags)
	return c
}

// AckedAt is when the customer was told that we have it, zero while they were not.
func (c *Case) AckedAt() time.Time {
	x := find(c.Commitments, func(x *Commitment) bool { return x.Kind == Acknowledgement && x.State == Kept })
	if x == nil {
		return time.Time{}
	}
	return x.EndedAt
}
