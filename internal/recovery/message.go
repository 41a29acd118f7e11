package recovery

import (
	"slices"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
)

// Receive puts another word of the customer into the case. The words themselves are a row.
type Receive struct {
	Message  id.Message
	Channel  Channel
	NotFixed bool // the customer says that it is not put right
	Auto     bool // an out-of-office or the like: kept, answered by nobody
}

// Name is the command's name in the table of who may.
func (Receive) Name() string { return "receive" }

func (r Receive) decide(t *turn) error {
	t.emit(MessageReceived{Message: r.Message, Channel: r.Channel})
	switch {
	case r.Auto:
		return nil
	case t.Ended() && r.NotFixed:
		return t.reopen("The customer says that it is not put right.")
	case t.State == Closed:
		return t.reopen("The customer wrote again.")
	}
	t.oweAnswer()
	return nil
}

// oweAnswer owes the customer a word soon, unless one is owed by then anyway.
func (t *turn) oweAnswer() {
	due := t.soon()
	if x := t.Owed(Update); x != nil && !x.Due.After(due) {
		return
	}
	if x := t.Owed(Update); x != nil {
		t.move(*x, due, "The customer wrote again.")
		return
	}
	t.owe(Commitment{Kind: Update, What: "Answer the customer", Told: "We answer you", Owner: t.Owner, Due: due})
}

// Reply queues a word of ours. It leaves at SendAt; until then it can be taken back.
type Reply struct {
	Message  id.Message
	Purpose  Purpose
	Channel  Channel
	SendAt   time.Time
	Promises []NewPromise
	Keeps    []id.Commitment // what this word keeps once it has left, beside the updates owed
}

// Name is the command's name in the table of who may.
func (Reply) Name() string { return "reply" }

func (r Reply) decide(t *turn) error {
	for i, p := range r.Promises {
		if err := t.checkDue(p.Due); err != nil {
			return err
		}
		if p.Owner == 0 {
			r.Promises[i].Owner = t.promiser(0)
		}
	}
	for _, k := range r.Keeps {
		if t.Commitment(k) == nil {
			return errs.Missingf("There is no such commitment in this case.")
		}
	}
	t.queue(r.Message, PurposeReply, r.Channel, r.SendAt, r.Promises, r.Keeps)
	return nil
}

func (t *turn) queue(m id.Message, why Purpose, via Channel, at time.Time, promises []NewPromise, keeps []id.Commitment) {
	t.emit(MessageQueued{Outgoing{
		Message: m, Purpose: why, Channel: via, Author: t.Actor.Person, SendAt: tidy(at), Promises: promises, Keeps: keeps,
	}})
}

// Write queues a word the house writes by itself: the acknowledgement, the options, a follow-up.
// It changes nothing when that word is already out or no longer wanted.
type Write struct {
	Message    id.Message
	Purpose    Purpose
	Channel    Channel
	Commitment id.Commitment // what it keeps once it has left, 0 for none
	Offer      id.Offer      // the options it speaks of
}

// Name is the command's name in the table of who may.
func (Write) Name() string { return "write" }

func (w Write) decide(t *turn) error {
	if !t.Wants(w.Purpose, w.Commitment, w.Offer) {
		return nil
	}
	var keeps []id.Commitment
	if w.Commitment != 0 {
		keeps = append(keeps, w.Commitment)
	}
	t.queue(w.Message, w.Purpose, w.Channel, t.Now, nil, keeps)
	return nil
}

// Wants reports whether a word of the house is still to be written: not queued, not out, and what
// it is about still stands.
func (c *Case) Wants(why Purpose, k id.Commitment, o id.Offer) bool {
	if c.ID == 0 || slices.ContainsFunc(c.Outbox, func(m Outgoing) bool {
		return m.Purpose == why && (k == 0 || slices.Contains(m.Keeps, k))
	}) {
		return false
	}
	if k != 0 {
		x := c.Commitment(k)
		return x != nil && x.Owed()
	}
	x := c.Offer(o)
	return x != nil && x.State == OfferOpen
}

// TakeBack recalls a word of ours that has not left yet.
type TakeBack struct {
	Message id.Message
}

// Name is the command's name in the table of who may.
func (TakeBack) Name() string { return "take_back" }

func (u TakeBack) decide(t *turn) error {
	if t.waiting(u.Message) == nil {
		return errs.Conflictf("This message has already left, so it cannot be taken back. Write again to put it right.")
	}
	t.emit(MessageRecalled{Message: u.Message})
	return nil
}

func (c *Case) waiting(m id.Message) *Outgoing {
	return find(c.Outbox, func(o *Outgoing) bool { return o.Message == m })
}

// MarkSent records that a word of ours has left. What it promised is owed now, what it kept is kept.
type MarkSent struct {
	Message id.Message
}

// Name is the command's name in the table of who may.
func (MarkSent) Name() string { return "mark_sent" }

func (m MarkSent) decide(t *turn) error {
	o := t.waiting(m.Message)
	if o == nil {
		return nil
	}
	out := *o
	t.emit(MessageSent{Message: out.Message, Purpose: out.Purpose, Author: out.Author})
	for _, k := range out.Keeps {
		if x := t.Commitment(k); x != nil && x.Owed() {
			t.keep(k)
		}
	}
	if out.Purpose == PurposeReply {
		t.keepAll(Update)
	}
	for _, p := range out.Promises {
		t.owe(Commitment{Kind: Promise, What: p.What, Told: p.What, Owner: p.Owner, Due: p.Due, Said: out.Message})
	}
	return nil
}

// MarkFailed records that a word of ours did not arrive and will not be tried again. Somebody owes
// the customer that word another way.
type MarkFailed struct {
	Message id.Message
	Why     string
}

// Name is the command's name in the table of who may.
func (MarkFailed) Name() string { return "mark_failed" }

func (m MarkFailed) decide(t *turn) error {
	if t.waiting(m.Message) == nil {
		return nil
	}
	t.emit(MessageFailed{Message: m.Message, Why: m.Why})
	t.owe(Commitment{
		Kind: Update, What: "Reach the customer another way: our message did not arrive", Owner: t.Owner,
		Due: t.soon(),
	})
	return nil
}

// AddNote puts a word among colleagues into the case. The words are a row.
type AddNote struct {
	Message id.Message
}

// Name is the command's name in the table of who may.
func (AddNote) Name() string { return "add_note" }

func (n AddNote) decide(t *turn) error {
	t.emit(NoteAdded{Message: n.Message})
	return nil
}

// LogCall records a conversation by phone or in person. Reached says that we spoke; then it is a
// word of ours and keeps the updates owed and whatever else Keeps names.
type LogCall struct {
	Message  id.Message
	Channel  Channel
	Reached  bool
	Promises []NewPromise
	Keeps    []id.Commitment
}

// Name is the command's name in the table of who may.
func (LogCall) Name() string { return "log_call" }

func (l LogCall) decide(t *turn) error {
	if l.Channel != Phone && l.Channel != InPerson {
		return errs.Invalidf("channel", "Choose phone or in person.")
	}
	for _, p := range l.Promises {
		if err := t.checkDue(p.Due); err != nil {
			return err
		}
	}
	t.emit(CallLogged{Message: l.Message, Channel: l.Channel, Reached: l.Reached})
	if !l.Reached {
		return nil
	}
	for _, k := range l.Keeps {
		if x := t.Commitment(k); x != nil && x.Owed() {
			t.keep(k)
		}
	}
	t.keepAll(Update)
	for _, p := range l.Promises {
		t.owe(Commitment{Kind: Promise, What: p.What, Told: p.What, Owner: t.promiser(p.Owner), Due: p.Due, Said: l.Message})
	}
	return nil
}
