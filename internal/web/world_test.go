package web

import (
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/calendar"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// world makes cases as the house does, by giving commands to the rules, for the pages to show.
type world struct {
	t     testing.TB
	next  int64
	now   time.Time
	zone  *time.Location
	book  *playbook.Playbook
	cal   *calendar.Calendar
	faces map[id.Person]app.Face
}

// The people of the tests.
const (
	mara   id.Person = 11
	jon    id.Person = 12
	henrik id.Person = 13
)

func newWorld(t testing.TB) *world {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	book, problems := playbook.Parse(playbook.Default())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	cal, err := book.Calendar(zone)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, next: 1000, zone: zone, book: book, cal: cal, faces: map[id.Person]app.Face{
		mara:   {ID: mara, Name: "Mara Lund", Role: recovery.Representative},
		jon:    {ID: jon, Name: "Jon Aas", Role: recovery.Lead},
		henrik: {ID: henrik, Name: "Henrik Holm", Role: recovery.Manager},
	}}
	w.clock(24, "10:22")
	return w
}

// clock sets the house's clock to a day of November 2026.
func (w *world) clock(day int, text string) {
	at, err := time.Parse("15:04", text)
	if err != nil {
		w.t.Fatal(err)
	}
	w.now = time.Date(2026, time.November, day, at.Hour(), at.Minute(), 0, 0, w.zone)
}

func (w *world) id() int64 { w.next++; return w.next }

func (w *world) staff() []recovery.Staff {
	var list []recovery.Staff
	for _, p := range []id.Person{mara, jon, henrik} {
		f := w.faces[p]
		list = append(list, recovery.Staff{ID: p, Name: f.Name, Role: f.Role})
	}
	return list
}

func (w *world) person(p id.Person) recovery.Actor {
	f := w.faces[p]
	return recovery.Actor{Kind: recovery.ByPerson, Person: p, Name: f.Name, Role: f.Role}
}

// told is one case with its story.
type told struct {
	*world
	app.CaseView
}

// open begins a case with a complaint.
func (w *world) open(number int64, c app.Customer, quote, text string, reading recovery.Reading, value money.Amount) *told {
	w.t.Helper()
	t := &told{world: w}
	t.Customer, t.Quote, t.Names = c, quote, w.faces
	message := &app.Message{ID: id.Message(w.id()), Direction: "in", Channel: recovery.Mail, Text: text, At: w.now, State: "received", To: "care@northmill.example"}
	t.do(recovery.System(), recovery.OpenCase{
		Case: id.Case(w.id()), Number: number, Customer: c.ID, Message: message.ID, Channel: recovery.Mail,
		Reference: "A-1009", Value: value, Reading: reading,
	}, message)
	t.clock(w.now.Day(), w.now.Format("15:04"))
	return t
}

// do gives the case a command; what it says in words belongs to the message.
func (t *told) do(who recovery.Actor, cmd recovery.Command, message *app.Message) {
	t.t.Helper()
	events, err := recovery.Decide(t.Case, cmd, recovery.Env{
		Now: t.world.now, NewID: t.id, Actor: who, Calendar: t.cal, Playbook: t.book, Version: 1, Staff: t.staff(),
	})
	if err != nil {
		t.t.Fatalf("%s: %v", cmd.Name(), err)
	}
	for _, e := range events {
		stamp := recovery.Stamp{Seq: t.Case.Seq + 1, At: t.world.now, Actor: who}
		t.Case.Apply(recovery.Recorded{Stamp: stamp, Event: e})
		t.Story = append(t.Story, t.moment(stamp, e, message))
	}
}

func (t *told) moment(s recovery.Stamp, e recovery.Event, message *app.Message) app.Moment {
	m := app.Moment{Seq: s.Seq, At: s.At, Event: e, By: t.faces[s.Actor.Person], ByName: s.Actor.Name}
	m.Seen = recovery.AudienceOf(e) == recovery.CustomerToo
	if s.Actor.Kind == recovery.ByCustomer {
		m.ByName = t.Customer.Name
	}
	if carriesLetter(app.Moment{Event: e}) {
		m.Message = message
	}
	return m
}

// finish fills the page around the case.
func (t *told) finish(me id.Person) app.CaseView {
	c := t.CaseView
	c.Now, c.Me = t.world.now, t.faces[me]
	c.Owner, c.Sponsor = t.faces[t.Case.Owner], t.faces[t.Case.Sponsor]
	c.Staff = []app.Face{t.faces[mara], t.faces[jon], t.faces[henrik]}
	c.Failures = t.book.Failures
	if f, ok := t.book.Failure(t.Case.Reading.Kind.Value); ok {
		c.Label = f.Label
	}
	facts := recovery.Facts(&t.Case)
	role := t.faces[me].Role
	for _, s := range t.book.Remedies(facts) {
		limit := t.book.AuthorityFor(string(role), s.Money, t.Case.Value)
		filled, _ := playbook.Fill(s.Tell, map[string]string{"remedy.amount": s.Worth.Plain()})
		c.Remedies = append(c.Remedies, app.Remedy{Suggestion: s, Told: filled, Within: s.Worth.AtMost(limit), Limit: limit})
	}
	c.Templates = t.book.TemplatesFor(playbook.PurposeReply, facts)
	c.Channel, c.To = recovery.Mail, t.Customer.Email
	c.PageURL = "https://care.northmill.example/p/9f2c1b77e0"
	return c
}

func ada() app.Customer {
	return app.Customer{
		ID: 501, Name: "Ada Lindqvist", Email: "ada@lindqvist.example", Phone: "+46 70 555 01 02",
		Since: time.Date(2019, time.March, 2, 9, 0, 0, 0, time.UTC), Value: money.Of(124000, "EUR"), Cases: 2,
		Note: "Late once, 61 days ago: apologised, €10 voucher, never used.", Contact: recovery.Contact{Channel: recovery.Phone, When: "before noon"},
	}
}

func adaReading() recovery.Reading {
	return recovery.Reading{
		Kind:    recovery.Finding{Value: "parcel_missing", Words: "you promised Friday, it is now Tuesday"},
		Emotion: recovery.Grade{Value: 2, Words: "nobody answers"},
		Wants:   []recovery.Finding{{Value: "refund", Words: "I want my money back"}},
		Flags:   []recovery.Finding{{Value: "date_that_matters", Words: "my daughter’s wedding on Saturday"}},
	}
}

// adaCase is the case of the study: a parcel that never came, before a wedding.
func adaCase(t testing.TB) app.CaseView { return adaTold(t).finish(mara) }

func adaTold(t testing.TB) *told {
	t.Helper()
	w := newWorld(t)
	w.clock(24, "09:02")
	c := w.open(1042, ada(), "It is now Tuesday and nobody answers. I need it for my daughter’s wedding on Saturday.",
		"I ordered on the 3rd, you promised Friday, it is now Tuesday and nobody answers. I need it for my daughter’s wedding on Saturday. I want my money back.",
		adaReading(), money.Of(18600, "EUR"))
	ack := c.Case.Owed(recovery.Acknowledgement)
	letter := &app.Message{ID: id.Message(w.id()), Direction: "out", Channel: recovery.Mail, State: "sent", To: ada().Email, At: w.now,
		Text: "Dear Ada,\n\nyou wrote that your parcel never came, and that you need it for a wedding on Saturday. Mara Lund has it now. You hear from us today by 13:02."}
	c.do(recovery.System(), recovery.Write{Message: letter.ID, Purpose: recovery.PurposeAcknowledge, Channel: recovery.Mail, Commitment: ack.ID}, letter)
	c.do(recovery.System(), recovery.MarkSent{Message: letter.ID}, letter)
	w.clock(24, "09:05")
	c.do(recovery.Actor{Kind: recovery.ByCustomer, Customer: 501, Case: c.Case.ID}, recovery.SeePage{}, nil)
	w.clock(24, "09:20")
	call := &app.Message{ID: id.Message(w.id()), Direction: "note", Channel: "", Author: w.faces[mara], At: w.now,
		Text: "The depot: scanned on Thursday, left on the wrong trailer. A courier is held for Thursday; Jon looks at the 14 others."}
	c.do(w.person(mara), recovery.AddNote{Message: call.ID}, call)
	c.do(w.person(mara), recovery.Correct{Field: "fault", Value: "ours"}, nil)
	w.clock(24, "09:24")
	for _, s := range c.Case.Steps {
		if s.Track == recovery.Containment {
			c.do(w.person(mara), recovery.DoStep{Step: s.ID}, nil)
			break
		}
	}
	c.do(w.person(mara), recovery.MakePromise{What: "Call: is it on its way?", Told: "We call you", Due: w.now.Add(24 * time.Hour), Owner: mara}, nil)
	w.clock(24, "10:22")
	c.Like = app.LikeCases{Count: 14, Median: money.Of(18600, "EUR"), Low: money.Of(15000, "EUR"), High: money.Of(21000, "EUR")}
	return c
}
