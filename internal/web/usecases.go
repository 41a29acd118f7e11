package web

import (
	"context"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// Desk is what the pages of this package ask of the house; *app.App is it.
type Desk interface {
	Today(ctx context.Context, who app.Actor, in app.TodayIn) (app.Today, error)
	Cases(ctx context.Context, who app.Actor, in app.CasesIn) (app.Cases, error)
	Case(ctx context.Context, who app.Actor, c id.Case, before string) (app.CaseView, error)
	Find(ctx context.Context, who app.Actor, text string) (app.Found, error)
	Do(ctx context.Context, who app.Actor, c id.Case, cmd recovery.Command) error
	Complain(ctx context.Context, who app.Actor, in app.Complaint) (app.Receipt, error)
	Reply(ctx context.Context, who app.Actor, in app.ReplyIn) (app.ReplyOut, error)
	Note(ctx context.Context, who app.Actor, c id.Case, text string) error
	Call(ctx context.Context, who app.Actor, in app.CallIn) error
	SaveDraft(ctx context.Context, who app.Actor, in app.DraftIn) (app.Draft, error)
	Coach(ctx context.Context, who app.Actor, c id.Case, text string) (app.Coaching, error)
	Now() time.Time
	Zone() *time.Location
	SetClock(ctx context.Context, who app.Actor, to time.Time) error
	House
}

// House is what the pages about customers, colleagues and the running of the house ask.
type House interface {
	Policy() *playbook.Playbook
	Customers(ctx context.Context, who app.Actor, in app.CustomersIn) (app.Customers, error)
	Customer(ctx context.Context, who app.Actor, c id.Customer, after string) (app.CustomerView, error)
	SaveCustomer(ctx context.Context, who app.Actor, in app.CustomerIn) error
	ExportCustomer(ctx context.Context, who app.Actor, c id.Customer) ([]byte, error)
	EraseCustomer(ctx context.Context, who app.Actor, c id.Customer) error
	Team(ctx context.Context, who app.Actor) (app.TeamView, error)
	SetAway(ctx context.Context, who app.Actor, in app.AwayIn) error
	How(ctx context.Context, who app.Actor, in app.HowIn) (app.How, error)
	Playbook(ctx context.Context, who app.Actor, version int64, after string) (app.PlaybookView, error)
	SavePlaybook(ctx context.Context, who app.Actor, source []byte, note string) (app.SavedPlaybook, error)
	PreviewPlaybook(ctx context.Context, who app.Actor, source []byte) (app.Preview, error)
	Settings(ctx context.Context, who app.Actor) (app.SettingsView, error)
	SavePerson(ctx context.Context, who app.Actor, in app.PersonIn) (id.Person, error)
	SaveTeam(ctx context.Context, who app.Actor, t id.Team, name string) (id.Team, error)
	CreateToken(ctx context.Context, who app.Actor, name string, role recovery.Role) (string, error)
	RevokeToken(ctx context.Context, who app.Actor, t id.Row) error
	SignInLink(ctx context.Context, who app.Actor, p id.Person) (string, error)
	AskSignIn(ctx context.Context, email string) error
	SignIn(ctx context.Context, token string) (secret string, err error)
	SignOut(ctx context.Context, secret string) error
	Mailbox(ctx context.Context, who app.Actor, after string) (app.Mailbox, error)
}

var _ Desk = (*app.App)(nil)
