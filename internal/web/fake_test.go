package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/live"
	"amends/internal/recovery"
	"amends/internal/tone"
)

// fake is a house that shows what it was given and notes what it was asked.
type fake struct {
	House // of the pages about running the house: fakeHouse, where a test asks for it

	today  app.Today
	list   app.Cases
	found  app.Found
	view   app.CaseView
	refuse error // of every command
	now    time.Time
	zone   *time.Location

	did     []recovery.Command
	replies []app.ReplyIn
	logged  []app.Complaint
	calls   []app.CallIn
	notes   []string
	drafts  []app.DraftIn
}

func (f *fake) Today(context.Context, app.Actor, app.TodayIn) (app.Today, error) { return f.today, nil }
func (f *fake) Cases(context.Context, app.Actor, app.CasesIn) (app.Cases, error) { return f.list, nil }
func (f *fake) Find(context.Context, app.Actor, string) (app.Found, error)       { return f.found, nil }
func (f *fake) Now() time.Time                                                   { return f.now }
func (f *fake) Zone() *time.Location                                             { return f.zone }

func (f *fake) Case(_ context.Context, _ app.Actor, c id.Case, _ string) (app.CaseView, error) {
	if c != f.view.Case.ID {
		return app.CaseView{}, errs.Missingf("There is no such case.")
	}
	return f.view, nil
}

func (f *fake) Do(_ context.Context, _ app.Actor, _ id.Case, cmd recovery.Command) error {
	f.did = append(f.did, cmd)
	return f.refuse
}

func (f *fake) Complain(_ context.Context, _ app.Actor, in app.Complaint) (app.Receipt, error) {
	f.logged = append(f.logged, in)
	return app.Receipt{Case: f.view.Case.ID, Number: f.view.Case.Number}, f.refuse
}

func (f *fake) Reply(_ context.Context, _ app.Actor, in app.ReplyIn) (app.ReplyOut, error) {
	f.replies = append(f.replies, in)
	return app.ReplyOut{Message: 77, SendAt: f.now.Add(10 * time.Second)}, f.refuse
}

func (f *fake) Note(_ context.Context, _ app.Actor, _ id.Case, text string) error {
	f.notes = append(f.notes, text)
	return f.refuse
}

func (f *fake) Call(_ context.Context, _ app.Actor, in app.CallIn) error {
	f.calls = append(f.calls, in)
	return f.refuse
}

func (f *fake) SaveDraft(_ context.Context, _ app.Actor, in app.DraftIn) (app.Draft, error) {
	f.drafts = append(f.drafts, in)
	return app.Draft{Text: in.Text, Version: in.Version + 1, SavedAt: f.now}, f.refuse
}

func (f *fake) Coach(_ context.Context, _ app.Actor, _ id.Case, text string) (app.Coaching, error) {
	said := app.Coaching{Review: tone.Check(tone.Input{Reply: text, Fault: tone.FaultOurs, Now: f.now, CustomerName: f.view.Customer.Name})}
	for _, m := range said.Marks {
		if m.Level == tone.Error {
			said.Errors++
		}
	}
	return said, nil
}

func (f *fake) SetClock(_ context.Context, _ app.Actor, to time.Time) error { f.now = to; return nil }

// setup is the pages over a fake house with the case of the study in it, and a browser that has
// signed in as Mara.
func setup(t *testing.T) (*fake, *visitor) {
	t.Helper()
	world := adaTold(t)
	f := &fake{view: world.finish(mara), now: world.now, zone: world.zone}
	f.today, f.list, f.found = someDay(world), someCases(world), app.Found{Cases: someCases(world).Items[:1], Customers: []app.Customer{ada()}}
	return f, visit(t, f, world.person(mara))
}

// visitor is a browser that does not follow redirects.
type visitor struct {
	t    *testing.T
	base string
}

func visit(t *testing.T, f *fake, who recovery.Actor) *visitor {
	t.Helper()
	server := httptest.NewServer(house(t, f, who))
	t.Cleanup(server.Close)
	return &visitor{t, server.URL}
}

// house is the pages in the frame of the house.
func house(t testing.TB, f *fake, who recovery.Actor) http.Handler {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	open := func(_ context.Context, secret string) (recovery.Actor, error) {
		if secret != "good" {
			return recovery.Actor{}, errs.Deniedf("Your session has ended.")
		}
		return who, nil
	}
	pages, err := New(Config{Desk: f, Live: live.NewHub(), Log: log, Open: open, Now: f.Now, Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	surface := endpoint.Surface{Log: log, Refuse: func(w http.ResponseWriter, _ *http.Request, no endpoint.Refusal) { http.Error(w, no.Say, no.Status) }}
	return endpoint.Frame(endpoint.FrameConfig{Surface: surface, Zone: f.Zone}, pages)
}
