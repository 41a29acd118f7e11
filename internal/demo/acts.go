package demo

import (
	"context"
	"slices"
	"strings"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

// do is a command of the case's owner.
func do(cmd recovery.Command) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		return t.App.Do(ctx, t.owner(v), t.case_, cmd)
	}
}

// give lets a colleague own the case.
func give(name string) act {
	return func(ctx context.Context, t *turn) error {
		return t.App.Do(ctx, t.people[lena], t.case_, recovery.Assign{Owner: t.people[name].Person})
	}
}

// ours says whose fault it is.
func ours() act { return do(recovery.Correct{Field: "fault", Value: "ours"}) }

// kind puts the kind of failure right.
func kind(value string) act { return do(recovery.Correct{Field: "kind", Value: value}) }

// words are what a reply names of its case; every text may use them.
func words(v app.CaseView, text string) string {
	return strings.NewReplacer("{customer}", v.Customer.First(), "{owner}", v.Owner.Name, "{page}", v.PageURL).Replace(text)
}

// reply is the owner writing to the customer, which keeps what they promised before and the decision.
func reply(text string) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		_, err = t.App.Reply(ctx, t.owner(v), app.ReplyIn{Case: t.case_, Text: words(v, text), Keeps: owed(v.Case)})
		return err
	}
}

// call is a conversation by phone; like a reply it keeps what was owed.
func call(text string) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		err = t.App.Call(ctx, t.owner(v), app.CallIn{
			Case: t.case_, Channel: recovery.Phone, Reached: true, Text: words(v, text), Keeps: owed(v.Case),
		})
		if err != nil {
			return err
		}
		return done(recovery.Amends, "call_first")(ctx, t)
	}
}

// owed are the promises and decisions a word keeps.
func owed(c recovery.Case) []id.Commitment {
	var list []id.Commitment
	for _, x := range c.Commitments {
		if x.Owed() && (x.Kind == recovery.Promise || x.Kind == recovery.Decision) {
			list = append(list, x.ID)
		}
	}
	return list
}

// note is a word among colleagues.
func note(by, text string) act {
	return func(ctx context.Context, t *turn) error { return t.App.Note(ctx, t.people[by], t.case_, text) }
}

// answered notes what a question of the plan brought out; one the plan does not ask is left out.
func answered(key, text string) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil || !slices.ContainsFunc(v.Case.Questions, func(q recovery.Question) bool { return q.Key == key }) {
			return err
		}
		return t.App.Do(ctx, t.owner(v), t.case_, recovery.AnswerQuestion{Key: key, Answer: text})
	}
}

// done does the steps of a track that the playbook planned, all of them or those named.
func done(track recovery.Track, keys ...string) act {
	return steps(track, keys, func(s id.Step) recovery.Command { return recovery.DoStep{Step: s} })
}

// left leaves steps out that turned out not to be needed.
func left(track recovery.Track, keys ...string) act {
	return steps(track, keys, func(s id.Step) recovery.Command { return recovery.LeaveStep{Step: s} })
}

func steps(track recovery.Track, keys []string, cmd func(id.Step) recovery.Command) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		for _, s := range v.Case.Steps {
			if s.Track != track || !s.Open() || (len(keys) > 0 && !slices.Contains(keys, s.Key)) {
				continue
			}
			if err := t.App.Do(ctx, t.owner(v), t.case_, cmd(s.ID)); err != nil {
				return err
			}
		}
		return nil
	}
}

// offer puts options to the customer.
func offer(reason string, options ...recovery.Option) act {
	return do(recovery.MakeOffer{Options: options, Reason: reason})
}

func option(remedy string, cents int64, told string) recovery.Option {
	return recovery.Option{Remedy: remedy, Told: told, Amount: euro(cents)}
}

// exception is an exception to a rule of ours, with what makes it right here.
func exception(cents int64, told, circumstances string) recovery.Option {
	o := option("policy_exception", cents, told)
	o.Circumstances = circumstances
	return o
}

// approve is the named colleague letting an offer go out.
func approve(name string) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		for _, x := range v.Case.Approvals {
			if x.State != recovery.ApprovalPending {
				continue
			}
			if err := t.App.Do(ctx, t.people[name], t.case_, recovery.Approve{Approval: x.ID}); err != nil {
				return err
			}
		}
		return nil
	}
}

// deliver says that everything under way has reached the customer.
func deliver(proof string) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		for _, r := range v.Case.Redress {
			if r.State != recovery.RedressUnderway {
				continue
			}
			if err := t.App.Do(ctx, t.owner(v), t.case_, recovery.Deliver{Redress: r.ID, Proof: proof}); err != nil {
				return err
			}
		}
		return nil
	}
}

// resolve says that it is put right, with every promise kept before.
func resolve(how string) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		for _, i := range owed(v.Case) {
			if err := t.App.Do(ctx, t.owner(v), t.case_, recovery.Keep{Commitment: i}); err != nil {
				return err
			}
		}
		return t.App.Do(ctx, t.owner(v), t.case_, recovery.Resolve{How: how})
	}
}

// close_ names the cause and what is done about it.
func close_(cause, action string) act {
	return do(recovery.Close{Cause: recovery.Cause{Text: cause, Action: action}})
}

// closeWithout names the cause and why nothing is done about it.
func closeWithout(cause, because string) act {
	return do(recovery.Close{Cause: recovery.Cause{Text: cause, NoAction: because}})
}

// renegotiate moves what is owed to a time the customer agreed to.
func renegotiate(kind recovery.CommitmentKind, to ago, because string) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		x := v.Case.Owed(kind)
		if x == nil {
			return errs.Conflictf("Nothing of the kind %s is owed.", kind)
		}
		return t.App.Do(ctx, t.owner(v), t.case_, recovery.Renegotiate{Commitment: x.ID, Due: to.in(t.cast), Because: because})
	}
}

// promises is a word given outside a message, which the customer sees on their page.
func promises(what, told string, due ago) act {
	return func(ctx context.Context, t *turn) error {
		v, err := t.look(ctx)
		if err != nil {
			return err
		}
		return t.App.Do(ctx, t.owner(v), t.case_, recovery.MakePromise{What: what, Told: told, Due: due.in(t.cast)})
	}
}
