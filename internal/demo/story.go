package demo

import (
	"context"
	"fmt"
	"strings"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

// story is one case: how the complaint came, and what was done by whom.
type story struct {
	name, email, phone string
	channel            recovery.Channel
	subject, reference string
	paid               int64 // cents
	at                 ago
	text, wants        string
	beats              []beat

	case_ id.Case // once it is open
}

// beat is what happens in a case at one time.
type beat struct {
	at   ago
	acts []act
}

// act is one thing somebody does in a case.
type act func(ctx context.Context, t *turn) error

// on is a beat so many days before the present day.
func on(days, hour, minute int, acts ...act) beat { return beat{ago{days, hour, minute}, acts} }

// turn is a case with those who act in it, as it is when it is looked at.
type turn struct {
	*cast
	*story
}

// look is the case as it is now.
func (t *turn) look(ctx context.Context) (app.CaseView, error) {
	return t.App.Case(ctx, t.people[ines], t.case_, "")
}

// owner is whoever has the case.
func (t *turn) owner(v app.CaseView) app.Actor {
	if who, ok := t.people[v.Owner.Name]; ok {
		return who
	}
	return t.people[lena]
}

// customer is whom the case belongs to, as their page lets them act.
func (t *turn) customer(v app.CaseView) app.Actor {
	return app.Actor{Kind: recovery.ByCustomer, Customer: v.Customer.ID, Case: t.case_}
}

// open lets the complaint arrive the way it came.
func (c *cast) open(ctx context.Context, s *story) error {
	if s.channel == recovery.Mail {
		return c.openByMail(ctx, s)
	}
	got, err := c.App.Complain(ctx, c.bringer(s), app.Complaint{
		Key: s.key(), Channel: s.channel, Name: s.name, Email: s.email, Phone: s.phone, Subject: s.subject, Text: s.text,
		Reference: s.reference, Wants: s.wants, Value: euro(s.paid),
	})
	if err != nil {
		return fmt.Errorf("%s complains: %w", s.name, err)
	}
	s.case_ = got.Case
	return c.Worker.Settle(ctx)
}

func (s *story) key() string { return fmt.Sprintf("demo-%s-%d", s.email, s.at.days) }

// bringer is who brings a complaint in: a colleague who took the call, the shop's program, nobody.
func (c *cast) bringer(s *story) app.Actor {
	switch s.channel {
	case recovery.Phone, recovery.InPerson:
		return c.people[aisha]
	case recovery.API:
		return app.Actor{Kind: recovery.ByToken, Role: recovery.Representative, Name: "shop"}
	}
	return app.Actor{}
}

// openByMail hands a raw mail in, as the listener does. The case is the newest one then.
func (c *cast) openByMail(ctx context.Context, s *story) error {
	if err := c.App.TakeMail(ctx, s.mail(s.at.in(c).Format("Mon, 2 Jan 2006 15:04:05 -0700"))); err != nil {
		return fmt.Errorf("%s mails: %w", s.name, err)
	}
	if err := c.Worker.Settle(ctx); err != nil {
		return err
	}
	found, err := c.App.Cases(ctx, c.people[ines], app.CasesIn{Limit: 1})
	if err != nil {
		return err
	}
	if len(found.Items) == 0 || found.Items[0].Customer.Email != s.email {
		return errs.Conflictf("The mail of %s did not become a case.", s.name)
	}
	s.case_ = found.Items[0].ID
	return nil
}

func (s *story) mail(date string) []byte {
	head := []string{
		fmt.Sprintf("From: %s <%s>", s.name, s.email), "To: Northmill Care <care@northmill.example>", "Subject: " + s.subject,
		"Date: " + date, fmt.Sprintf("Message-ID: <%s@mail.example>", s.key()), "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
	}
	return []byte(strings.Join(head, "\r\n") + "\r\n\r\n" + strings.ReplaceAll(s.text, "\n", "\r\n") + "\r\n")
}

// play does what a beat says, one act after the other.
func (c *cast) play(ctx context.Context, s *story, b beat) error {
	for n, do := range b.acts {
		if err := do(ctx, &turn{c, s}); err != nil {
			return fmt.Errorf("story of %s, %d days ago at %02d:%02d, act %d: %v", s.name, b.at.days, b.at.hour, b.at.minute, n+1, err)
		}
	}
	return nil
}
