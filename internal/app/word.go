package app

import (
	"context"
	"strings"
	"unicode/utf8"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
)

// Word is what the customer says on their own page: a message, "this is not fixed", something else
// that would help, or the answer to a question of ours.
func (a *App) Word(ctx context.Context, actor Actor, in WordIn) error {
	in.Text = strings.TrimSpace(clean(in.Text))
	if utf8.RuneCountInString(in.Text) > maxComplaint {
		return errs.Invalidf("text", "This is very long. Send the first %d characters and add the rest as a file.", maxComplaint)
	}
	if in.Text == "" && len(in.Files) == 0 && in.To == "" && !in.NotFixed {
		return errs.Invalidf("text", "Write a few words, or add a file.")
	}
	if in.Text == "" && in.Offer != 0 {
		return errs.Invalidf("text", "Tell us what would help instead.")
	}
	files, err := a.keepFiles(in.Files)
	if err != nil {
		return err
	}
	var m id.Message
	if in.Text != "" || len(files) > 0 {
		m = a.newMessage()
	}
	return a.do(ctx, actor, actor.Case, in.command(m), func(tx *store.Tx, before *recovery.Case) error {
		if m == 0 {
			return nil
		}
		return tx.AddMessage(store.Message{
			ID: m, Case: before.ID, Direction: "in", Channel: recovery.Page, Text: in.Text, At: tx.Now(), State: "received", Files: filesOf(tx, files),
		})
	})
}

func (in WordIn) command(m id.Message) recovery.Command {
	switch {
	case in.To != "":
		return recovery.AnswerFollowUp{To: in.To, Fixed: in.Fixed, Rating: in.Rating, Message: m}
	case in.Offer != 0:
		return recovery.SuggestOther{Offer: in.Offer, Message: m}
	case in.NotFixed:
		return recovery.NotFixed{Message: m}
	}
	return recovery.Receive{Message: m, Channel: recovery.Page}
}

// Link is the customer a signed link belongs to, in their one case.
func (a *App) Link(ctx context.Context, token string) (Actor, error) {
	i, epoch, err := a.readLink(token, a.store.Now())
	if err != nil {
		return Actor{}, err
	}
	var actor Actor
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Case(i)
		if err != nil || c.Link.Epoch != epoch || !c.ErasedAt.IsZero() {
			return errBadLink()
		}
		actor = Actor{Kind: recovery.ByCustomer, Customer: c.Customer, Case: c.ID}
		return nil
	})
	return actor, err
}
