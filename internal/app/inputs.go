package app

import (
	"io"
	"time"

	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
	"amends/internal/recovery"
	"amends/internal/tone"
)

// Complaint is a failed experience as it arrives, whatever the way.
type Complaint struct {
	Key        string // Idempotency-Key or Message-ID; the same key makes one case; "" for none
	Channel    recovery.Channel
	Name       string
	Email      string
	Phone      string
	Subject    string
	Text       string
	Reference  string
	OccurredAt time.Time
	Wants      string // in the customer's words
	Value      money.Amount
	Customer   id.Customer // when a colleague logs it for somebody known
	Linked     id.Case
	Files      []Upload
	Raw        []byte // as it came in, stored first; nil for a form
}

// Upload is a file on its way in.
type Upload struct {
	Name string
	Type string
	Body io.Reader
}

// Receipt is the answer to a complaint.
type Receipt struct {
	Case    id.Case `json:"id"`
	Number  int64   `json:"number"`
	PageURL string  `json:"page_url"`
	Again   bool    `json:"-"` // the key was known: nothing new was made
}

// ReplyIn is a reply to be sent after the undo time.
type ReplyIn struct {
	Case     id.Case
	Text     string
	Promises []recovery.NewPromise
	Keeps    []id.Commitment
	Override string // the reason to send although the coach marks an error
	SeenSeq  int64  // the event the writer had seen; a newer word of the customer refuses the reply once
	Anyway   bool   // send although the customer wrote meanwhile
	Now      bool   // skip the undo time (API)
}

// ReplyOut is a reply that leaves at SendAt unless it is taken back.
type ReplyOut struct {
	Message id.Message
	SendAt  time.Time
}

// CallIn is a conversation logged.
type CallIn struct {
	Case     id.Case
	Channel  recovery.Channel // phone or in_person
	Reached  bool
	Text     string
	Promises []recovery.NewPromise
	Keeps    []id.Commitment
}

// DraftIn saves a draft. Version is the one it was written on; another writer's newer version is
// refused as a conflict that carries the newer text.
type DraftIn struct {
	Case    id.Case
	Text    string
	Version int64
}

// Coaching is what the coach and the promise reader say of a text.
type Coaching struct {
	tone.Review
	Errors int
}

// WordIn is what the customer says on their page. Exactly one of the intents is set.
type WordIn struct {
	Text     string
	Files    []Upload
	NotFixed bool
	Offer    id.Offer                // something else would help instead of this offer
	To       recovery.CommitmentKind // the question answered
	Fixed    string                  // with To: yes, partly, no
	Rating   int                     // with To: 1 to 5, 0 for none
}

// PersonIn is a colleague to add or change.
type PersonIn struct {
	ID     id.Person // 0 adds
	Name   string
	Email  string
	Role   recovery.Role
	Team   id.Team
	Skills []string
	Gone   bool // left: everything is handed over
}

// AwayIn is an absence. Everything owed is handed over when it begins.
type AwayIn struct {
	Person      id.Person
	From, Until time.Time // Until zero ends the absence
	HandOver    bool
	To          id.Person // 0 lets the house choose for each case
}

// CustomerIn changes what colleagues know of a customer.
type CustomerIn struct {
	ID    id.Customer
	Name  string
	Phone string
	Note  string
	Value money.Amount
}

// SavedPlaybook is the answer to a change of the playbook: a version, or what is wrong with it.
type SavedPlaybook struct {
	Version  int64
	Problems []playbook.Problem
}

// Mail is an outgoing mail as the demo's mailbox shows it.
type Mail struct {
	ID      id.Message
	At      time.Time
	To      string
	From    string
	Subject string
	Text    string
	Case    id.Case
	Number  int64
	PageURL string // the customer's page
}

// Mailbox is a page of outgoing mails, newest first.
type Mailbox struct {
	Items []Mail
	Next  string
}
