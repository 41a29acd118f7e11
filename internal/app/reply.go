package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/tone"
)

// maxReply is how long a word of ours may be, in characters.
const maxReply = 50_000

// Reply queues a reply. It leaves after the playbook's undo time; its promises are owed once it has
// left. Promises nil lets the house read them out of the text; an empty list says that there are none.
func (a *App) Reply(ctx context.Context, actor Actor, in ReplyIn) (ReplyOut, error) {
	if err := may(actor, in.Case, recovery.Reply{}.Name()); err != nil {
		return ReplyOut{}, err
	}
	text, err := wordOf(in.Text, "text")
	if err != nil {
		return ReplyOut{}, err
	}
	in.Text = text
	if err := a.coached(ctx, actor, &in); err != nil {
		return ReplyOut{}, err
	}
	now := a.store.Now()
	out := ReplyOut{Message: a.newMessage(), SendAt: now}
	if !in.Now {
		out.SendAt = now.Add(time.Duration(a.Policy().Undo))
	}
	cmd := recovery.Reply{Message: out.Message, Channel: recovery.Page, SendAt: out.SendAt, Promises: in.Promises, Keeps: in.Keeps}
	to, err := a.addressOf(ctx, in.Case)
	if err != nil {
		return ReplyOut{}, err
	}
	if to != "" {
		cmd.Channel = recovery.Mail
	}
	err = a.do(ctx, actor, in.Case, cmd, func(tx *store.Tx, before *recovery.Case) error {
		if err := stale(tx, before, in); err != nil {
			return err
		}
		return a.queueWords(tx, before, store.Message{
			ID: out.Message, Author: actor.Person, Channel: cmd.Channel, Purpose: recovery.PurposeReply, Text: in.Text,
			SendAt: out.SendAt, Address: to, Reason: in.Override, Subject: a.subjectOf(before),
		})
	})
	return out, err
}

func (a *App) newMessage() id.Message { return id.Message(a.store.IDs().Next(a.store.Now())) }

// wordOf checks a text a colleague wrote.
func wordOf(text, field string) (string, error) {
	text = strings.TrimSpace(clean(text))
	switch {
	case text == "":
		return "", errs.Invalidf(field, "There is nothing written yet.")
	case utf8.RuneCountInString(text) > maxReply:
		return "", errs.Invalidf(field, "This is longer than %d characters. Please make it shorter.", maxReply)
	}
	return text, nil
}

// coached has the coach read the reply: an error in it asks for a reason, and its promises are found
// where nobody named them.
func (a *App) coached(ctx context.Context, actor Actor, in *ReplyIn) error {
	review, err := a.Coach(ctx, actor, in.Case, in.Text)
	if err != nil {
		return err
	}
	if review.Errors > 0 && strings.TrimSpace(in.Override) == "" {
		return errs.Invalidf("override", "The coach marks something that can hurt. Change it, or say why you send it as it is.")
	}
	if in.Promises != nil {
		return nil
	}
	for _, p := range review.Promises {
		if !p.Vague && p.Due.After(a.store.Now()) {
			in.Promises = append(in.Promises, recovery.NewPromise{What: p.What, Due: p.Due, Owner: actor.Person})
		}
	}
	return nil
}

// stale refuses a reply once when the customer wrote after the writer last looked.
func stale(tx *store.Tx, c *recovery.Case, in ReplyIn) error {
	if in.SeenSeq == 0 || in.Anyway || in.SeenSeq >= c.Seq {
		return nil
	}
	since, err := tx.Events(c.ID, in.SeenSeq, 200)
	if err != nil {
		return err
	}
	wrote := slices.ContainsFunc(since, func(r recovery.Recorded) bool {
		_, received := r.Event.(recovery.MessageReceived)
		return received
	})
	if wrote {
		return errs.Conflictf("The customer wrote while you were writing. Read it first, then send.")
	}
	return nil
}

// queueWords keeps a message of ours that is about to leave, and empties the draft it came from.
func (a *App) queueWords(tx *store.Tx, c *recovery.Case, m store.Message) error {
	m.Case, m.Direction, m.State, m.At = c.ID, "out", "queued", tx.Now()
	m.MailID = a.mailID(m.ID)
	if err := tx.AddMessage(m); err != nil {
		return err
	}
	if m.Purpose != recovery.PurposeReply {
		return nil
	}
	return tx.ClearDraft(c.ID)
}

// mailID is the Message-ID of a message: the same each time it is tried, so that a second one is known.
func (a *App) mailID(m id.Message) string {
	_, domain, _ := strings.Cut(a.Policy().Company.MailFrom, "@")
	return m.Text() + ".amends@" + domain
}

// subjectOf continues the customer's subject, or names the case.
func (a *App) subjectOf(c *recovery.Case) string {
	if c.Subject == "" {
		return fmt.Sprintf("%s: %d", a.Policy().Company.Name, c.Number)
	}
	if strings.HasPrefix(strings.ToLower(c.Subject), "re:") {
		return c.Subject
	}
	return "Re: " + c.Subject
}

// addressOf is where mail to the customer of a case goes, "" when they have no address: then the
// word stands on their page.
func (a *App) addressOf(ctx context.Context, i id.Case) (string, error) {
	var to string
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		to, err = tx.AddressOfCase(i)
		return missingCase(err)
	})
	return to, err
}

// Coach reads a reply in the light of its case.
func (a *App) Coach(ctx context.Context, actor Actor, i id.Case, text string) (Coaching, error) {
	if err := may(actor, i, recovery.Reply{}.Name()); err != nil {
		return Coaching{}, err
	}
	in := tone.Input{Reply: text}
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Case(i)
		if err != nil {
			return missingCase(err)
		}
		return a.coachInput(tx, c, &in)
	})
	if err != nil {
		return Coaching{}, err
	}
	out := Coaching{Review: tone.Check(in)}
	for _, m := range out.Marks {
		if m.Level == tone.Error {
			out.Errors++
		}
	}
	return out, nil
}

// maxEarlierWords is how many of our earlier words the coach remembers.
const maxEarlierWords = 20

func (a *App) coachInput(tx *store.Tx, c recovery.Case, in *tone.Input) error {
	p, err := a.version(tx, c.PlaybookVersion)
	if err != nil {
		return err
	}
	customer, err := tx.Customer(c.Customer)
	if err != nil {
		return err
	}
	words, err := tx.LastMessagesOf(c.ID, maxEarlierWords)
	if err != nil {
		return err
	}
	in.Now, in.Calendar = tx.Now(), p.days
	in.Fault, in.Channel, in.CustomerName, in.Repeat = string(c.Reading.Fault), string(c.Channel), customer.Name, c.Repeat.SameKind
	for _, m := range slices.Backward(words) {
		switch {
		case m.Direction == "in":
			in.Complaint += m.Text + "\n\n"
		case m.Purpose == recovery.PurposeReply && m.State == "sent":
			in.Earlier = append(in.Earlier, m.Text)
		}
	}
	for _, x := range c.Commitments {
		if x.Owed() {
			in.Open = append(in.Open, x.What)
		}
	}
	return nil
}

// Note keeps a word among colleagues.
func (a *App) Note(ctx context.Context, actor Actor, c id.Case, text string) error {
	text, err := wordOf(text, "text")
	if err != nil {
		return err
	}
	m := a.newMessage()
	return a.do(ctx, actor, c, recovery.AddNote{Message: m}, func(tx *store.Tx, before *recovery.Case) error {
		return tx.AddMessage(store.Message{
			ID: m, Case: before.ID, Direction: "note", Author: actor.Person, Text: text, At: tx.Now(), State: "received",
		})
	})
}

// Call logs a conversation by phone or in person, or the attempt at one.
func (a *App) Call(ctx context.Context, actor Actor, in CallIn) error {
	text, err := wordOf(in.Text, "text")
	if err != nil {
		return err
	}
	m := a.newMessage()
	cmd := recovery.LogCall{Message: m, Channel: in.Channel, Reached: in.Reached, Promises: in.Promises, Keeps: in.Keeps}
	return a.do(ctx, actor, in.Case, cmd, func(tx *store.Tx, before *recovery.Case) error {
		return tx.AddMessage(store.Message{
			ID: m, Case: before.ID, Direction: "note", Channel: in.Channel, Author: actor.Person, Text: text, At: tx.Now(), State: "received",
		})
	})
}

// SaveDraft keeps a reply being written. A newer draft of somebody else is a conflict, and comes back.
func (a *App) SaveDraft(ctx context.Context, actor Actor, in DraftIn) (Draft, error) {
	if err := may(actor, in.Case, "draft"); err != nil {
		return Draft{}, err
	}
	text := clean(in.Text)
	if utf8.RuneCountInString(text) > maxReply {
		return Draft{}, errs.Invalidf("text", "This is longer than %d characters. Please make it shorter.", maxReply)
	}
	var saved Draft
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		c, err := tx.Case(in.Case)
		if err != nil {
			return missingCase(err)
		}
		d := store.Draft{Text: text, Person: actor.Person, Seq: c.Seq}
		version, err := tx.SaveDraft(in.Case, d, in.Version)
		saved = Draft{Text: text, Version: version, SavedAt: tx.Now(), Seq: c.Seq, By: Face{ID: actor.Person, Name: actor.Name}}
		return err
	})
	if errs.Is(err, errs.Conflict) {
		return a.draftOf(ctx, in.Case, err)
	}
	return saved, err
}

// draftOf is the draft as it stands, beside the conflict that sent us here.
func (a *App) draftOf(ctx context.Context, c id.Case, conflict error) (Draft, error) {
	var d Draft
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		var err error
		d, err = a.draft(tx, c)
		return err
	})
	if err != nil {
		return Draft{}, err
	}
	return d, conflict
}

func (a *App) draft(tx *store.Tx, c id.Case) (Draft, error) {
	d, err := tx.Draft(c)
	if err != nil || d.Version == 0 {
		return Draft{}, err
	}
	by := Face{ID: d.Person}
	if p, err := tx.Person(d.Person); err == nil {
		by.Name = p.Name
	}
	return Draft{Text: d.Text, Version: d.Version, SavedAt: d.At, By: by, Seq: d.Seq}, nil
}
