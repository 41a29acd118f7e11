package recovery

import (
	"slices"

	"amends/internal/id"
)

// MessageReceived is a word of the customer.
type MessageReceived struct {
	Message id.Message `json:"message"`
	Channel Channel    `json:"channel"`
}

// MessageQueued is a word of ours that leaves at its time.
type MessageQueued struct {
	Outgoing
}

// MessageSent says that a word of ours has left.
type MessageSent struct {
	Message id.Message `json:"message"`
	Purpose Purpose    `json:"purpose"`
	Author  id.Person  `json:"author,omitempty"`
}

// MessageRecalled says that a word of ours was taken back before it left.
type MessageRecalled struct {
	Message id.Message `json:"message"`
}

// MessageFailed says that a word of ours did not arrive.
type MessageFailed struct {
	Message id.Message `json:"message"`
	Why     string     `json:"why"`
}

// NoteAdded is a word among colleagues.
type NoteAdded struct {
	Message id.Message `json:"message"`
}

// CallLogged is a conversation by phone or in person, or the attempt at one.
type CallLogged struct {
	Message id.Message `json:"message"`
	Channel Channel    `json:"channel"`
	Reached bool       `json:"reached"`
}

// Kind is the event's name in the log.
func (MessageReceived) Kind() string { return "message.received" }

// Kind is the event's name in the log.
func (MessageQueued) Kind() string { return "message.queued" }

// Kind is the event's name in the log.
func (MessageSent) Kind() string { return "message.sent" }

// Kind is the event's name in the log.
func (MessageRecalled) Kind() string { return "message.recalled" }

// Kind is the event's name in the log.
func (MessageFailed) Kind() string { return "message.failed" }

// Kind is the event's name in the log.
func (NoteAdded) Kind() string { return "note.added" }

// Kind is the event's name in the log.
func (CallLogged) Kind() string { return "call.logged" }

func (MessageReceived) apply(*Case, Stamp) {}

func (NoteAdded) apply(*Case, Stamp) {}

func (e MessageQueued) apply(c *Case, _ Stamp) {
	c.Outbox = append(c.Outbox, e.Outgoing)
	if o := c.Offer(e.Offer); o != nil {
		o.Message = e.Message
	}
}

func (e MessageSent) apply(c *Case, s Stamp) {
	c.dropOutgoing(e.Message)
	if e.Purpose == PurposeReply {
		c.heardFromUs(s)
	}
}

func (e MessageRecalled) apply(c *Case, _ Stamp) {
	c.dropOutgoing(e.Message)
	c.Recalled = e.Message
}

func (e MessageFailed) apply(c *Case, _ Stamp) { c.dropOutgoing(e.Message) }

func (e CallLogged) apply(c *Case, s Stamp) {
	if e.Reached {
		c.heardFromUs(s)
	}
}

// heardFromUs notes the first word of a person; with it somebody is at work.
func (c *Case) heardFromUs(s Stamp) {
	if c.FirstWordAt.IsZero() {
		c.FirstWordAt = s.At
	}
	if c.State == Received {
		c.State = Working
	}
}

func (c *Case) dropOutgoing(m id.Message) {
	c.Outbox = slices.DeleteFunc(c.Outbox, func(o Outgoing) bool { return o.Message == m })
	if len(c.Outbox) == 0 {
		c.Outbox = nil
	}
}
