// Package job holds the arguments of work that is done later: plain structs, ids and the
// version they were made for, never a copy of state. It must not know who does the work.
package job

import (
	"encoding/json"
	"time"

	"amends/internal/id"
)

// Args are the arguments of one kind of job. Kind is stable: it is stored.
type Args interface {
	Kind() string
}

// New is a job to be put into the queue in a transaction. Key, when set, keeps a second job
// with the same key out while the first one waits. RunAt in the past means at once.
type New struct {
	Args  Args
	RunAt time.Time
	Key   string
}

// Claimed is a job that one worker holds until its lease ends.
type Claimed struct {
	ID      id.Job
	Kind    string
	Args    json.RawMessage
	Attempt int       // 1 the first time
	Lease   time.Time // the fence: finishing or delaying works only while it stands
}

// PassDue tells a case that the due time of a commitment, or the next rung of its ladder, has come.
// At is the version: the case ignores the job when the commitment's next rung is no longer due at At.
type PassDue struct {
	Case       id.Case       `json:"case"`
	Commitment id.Commitment `json:"commitment"`
	At         time.Time     `json:"at"`
}

// Understand reads a stored intake and opens a case or adds to one.
type Understand struct {
	Intake id.Intake `json:"intake"`
}

// Send hands one queued message to its channel.
type Send struct {
	Case    id.Case    `json:"case"`
	Message id.Message `json:"message"`
}

// Tell wakes a person about a commitment: a notice on their Today page and, where the company
// has mail, a mail.
type Tell struct {
	Case       id.Case       `json:"case"`
	Commitment id.Commitment `json:"commitment"`
	Person     id.Person     `json:"person"`
	Rung       string        `json:"rung"`
}

// Write has the house write a word by itself: the acknowledgement of a complaint, the options of an
// offer, the question after the fix.
type Write struct {
	Case       id.Case       `json:"case"`
	Purpose    string        `json:"purpose"`
	Commitment id.Commitment `json:"commitment"`
	Offer      id.Offer      `json:"offer"`
}

// ExpireOffer closes an offer nobody chose from.
type ExpireOffer struct {
	Case  id.Case   `json:"case"`
	Offer id.Offer  `json:"offer"`
	At    time.Time `json:"at"`
}

// Handover moves one case of an absent person to To or, when 0, to somebody who is there.
type Handover struct {
	Case   id.Case   `json:"case"`
	Person id.Person `json:"person"`
	To     id.Person `json:"to"`
}

// HandoverAll begins to hand over everything of an absent person, some cases after After at a time.
// Again is the second walk, for what was given to them while they left.
type HandoverAll struct {
	Person id.Person `json:"person"`
	To     id.Person `json:"to"`
	After  id.Case   `json:"after"`
	Again  bool      `json:"again"`
}

// Post sends a mail to a colleague.
type Post struct {
	ID id.Row `json:"id"`
}

// Forget removes the body of a file that no case holds any more.
type Forget struct {
	Hash string `json:"hash"`
}

// Sweep puts back timers that a hand may have lost. It runs hourly.
type Sweep struct{}

// Kind names the job in the queue.
func (PassDue) Kind() string     { return "pass_due" }
func (Understand) Kind() string  { return "understand" }
func (Send) Kind() string        { return "send" }
func (Tell) Kind() string        { return "tell" }
func (Write) Kind() string       { return "write" }
func (ExpireOffer) Kind() string { return "expire_offer" }
func (Handover) Kind() string    { return "handover" }
func (HandoverAll) Kind() string { return "handover_all" }
func (Post) Kind() string        { return "post" }
func (Forget) Kind() string      { return "forget" }
func (Sweep) Kind() string       { return "sweep" }
