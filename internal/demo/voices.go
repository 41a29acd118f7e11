package demo

import (
	"context"

	"amends/internal/app"
	"amends/internal/recovery"
)

// What customers do on their own page.

func customerDoes(cmd func(v app.CaseView) recovery.Command) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		return t.App.Do(ctx, t.customer(v), t.case_, cmd(v))
	}
}

// sees is the customer opening their page.
func sees() act {
	return customerDoes(func(app.CaseView) recovery.Command { return recovery.SeePage{} })
}

// chooses is the customer taking one of the options.
func chooses(n int) act {
	return customerDoes(func(v app.CaseView) recovery.Command {
		return recovery.Choose{Offer: v.Case.Offers[len(v.Case.Offers)-1].ID, Option: n}
	})
}

// prefers is how and when the customer wants to hear from us.
func prefers(channel recovery.Channel, when string) act {
	return customerDoes(func(app.CaseView) recovery.Command {
		return recovery.Prefer{Contact: recovery.Contact{Channel: channel, When: when}}
	})
}

func says(in app.WordIn) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		return t.App.Word(ctx, t.customer(v), in)
	}
}

// writes is another word of the customer.
func writes(text string) act { return says(app.WordIn{Text: text}) }

// notFixed is the customer saying that it did not hold.
func notFixed(text string) act { return says(app.WordIn{Text: text, NotFixed: true}) }

// held is the answer to the question whether it is really solved.
func held(fixed string, rating int, text string) act {
	return says(app.WordIn{To: recovery.FollowUpFix, Fixed: fixed, Rating: rating, Text: text})
}

// stands is the answer to how things are a month on.
func stands(rating int, text string) act {
	return says(app.WordIn{To: recovery.FollowUpRelationship, Fixed: "yes", Rating: rating, Text: text})
}

// other is the customer saying what would help instead of the options.
func other(text string) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		offer := v.Case.Offers[len(v.Case.Offers)-1].ID
		return t.App.Word(ctx, t.customer(v), app.WordIn{Offer: offer, Text: text})
	}
}
