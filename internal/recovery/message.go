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
		return t.reopen(becauseNotFixed)
	}
	return t.heard()
}

// heard answers a word of the customer: soon, and in a closed case by taking it up again.
func (t *turn) heard() error {
	if t.State == Closed {
		return t.reopen("The customer wrote again.")
	}
	t.oweAnswer("The customer wrote again.")
	return nil
}

// oweAnswer owes the customer a word soon, unless one is owed by then anyway.
func (t *turn) oweAnswer(because string) {
	due := t.soon()
	x := find(t.Commitments, func(x *Commitment) bool { return x.Kind == Update && x.Owed() && x.Told != "" })
	if x != nil {
		if x.Due.After(due) {
			t.move(*x, due, because)
		}
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
	if t.waiting(r.Message) != nil {
		return nil
	}
	if r.SendAt.After(t.Now.Add(maxAhead)) {
		return errs.Invalidf("send_at", "This is more than two years away. Please check the date.")
	}
	promises, err := t.promises(r.Promises)
	if err != nil {
		return err
	}
	if err := t.checkKeeps(r.Keeps); err != nil {
		return err
	}
	at := tidy(r.SendAt)
	if at.Before(t.Now) {
		at = t.Now
	}
	t.emit(MessageQueued{Outgoing{
		Message: r.Message, Purpose: PurposeReply, Channel: r.Channel, Author: t.Actor.Person, SendAt: at,
		Promises: promises, Keeps: copied(r.Keeps),
	}})
	return nil
}

// checkKeeps refuses what a word cannot keep, before it is said.
func (t *turn) checkKeeps(list []id.Commitment) error {
	for _, k := range list {
		x := t.Commitment(k)
		if x == nil {
			return errNoCommitment()
		}
		if err := t.checkKeep(*x); err != nil && x.Owed() {
			return err
		}
	}
	return nil
}

// copied is a copy of a list, nil when it is empty: so it is the same once it was stored and read.
func copied[T any](list []T) []T { return append([]T(nil), list...) }

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
	t.emit(MessageQueued{Outgoing{
		Message: w.Message, Purpose: w.Purpose, Channel: w.Channel, Author: t.Actor.Person, SendAt: t.Now, Keeps: keeps, Offer: w.Offer,
	}})
	return nil
}

// Wants reports whether a word of the house is still to be written: not queued, not out, and what
// it is about still stands.
func (c *Case) Wants(why Purpose, k id.Commitment, o id.Offer) bool {
	if c.ID == 0 || !c.ErasedAt.IsZero() {
		return false
	}
	if k != 0 {
		x := c.Commitment(k)
		queued := slices.ContainsFunc(c.Outbox, func(m Outgoing) bool { return m.Purpose == why && slices.Contains(m.Keeps, k) })
		return x != nil && x.Owed() && !queued
	}
	x := c.Offer(o)
	return x != nil && x.State == OfferOpen && x.Message == 0
}

// TakeBack recalls a word of ours that has not left yet. From its time on it may be on the wire, so
// only the house itself can still stop it, when it knows better.
type TakeBack struct {
	Message id.Message
}

// Name is the command's name in the table of who may.
func (TakeBack) Name() string { return "take_back" }

func (u TakeBack) decide(t *turn) error {
	o := t.waiting(u.Message)
	if o == nil && u.Message == t.Recalled {
		return nil
	}
	if o == nil || (!t.Now.Before(o.SendAt) && t.Actor.Kind != BySystem) {
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
	t.keepListed(out.Keeps)
	if out.Purpose == PurposeReply {
		t.said(out.Message, out.Promises)
	}
	return nil
}

// said is what a word of a person brings: the updates owed are kept, the next one and what was
// promised are owed. So the rhythm goes on also after a broken or released update.
func (t *turn) said(m id.Message, promises []NewPromise) {
	t.keepAll(Update)
	t.oweNext(Update)
	t.owePromises(m, promises)
}

func (t *turn) owePromises(m id.Message, promises []NewPromise) {
	for _, p := range promises {
		t.owe(Commitment{Kind: Promise, What: p.What, Told: p.What, Owner: p.Owner, Due: p.Due, Said: m})
	}
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
	t.emit(MessageFailed{Message: m.Message, Why: line(m.Why)})
	if !t.ErasedAt.IsZero() {
		return nil
	}
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
	promises, err := t.promises(l.Promises)
	if err != nil {
		return err
	}
	if err := t.checkKeeps(l.Keeps); err != nil {
		return err
	}
	t.emit(CallLogged{Message: l.Message, Channel: l.Channel, Reached: l.Reached})
	if l.Reached {
		t.keepListed(l.Keeps)
		t.said(l.Message, promises)
		return nil
	}
	// A promise left on a machine is a promise.
	t.owePromises(l.Message, promises)
	return nil
}
