package app

import (
	"context"

	"amends/internal/id"
	"amends/internal/recovery"
)

func (a *App) Cases(ctx context.Context, who Actor, in CasesIn) (Cases, error) { panic("soon") }

func (a *App) Customers(ctx context.Context, who Actor, in CustomersIn) (Customers, error) {
	panic("soon")
}
func (a *App) Customer(ctx context.Context, who Actor, c id.Customer, after string) (CustomerView, error) {
	panic("soon")
}
func (a *App) Team(ctx context.Context, who Actor) (TeamView, error)     { panic("soon") }
func (a *App) How(ctx context.Context, who Actor, in HowIn) (How, error) { panic("soon") }

// Playbook shows one version (0 the current one) and the history, paged by after.
func (a *App) Playbook(ctx context.Context, who Actor, version int64, after string) (PlaybookView, error) {
	panic("soon")
}
func (a *App) Settings(ctx context.Context, who Actor) (SettingsView, error)   { panic("soon") }
func (a *App) Find(ctx context.Context, who Actor, text string) (Found, error) { panic("soon") }

func (a *App) SavePlaybook(ctx context.Context, who Actor, source []byte, note string) (SavedPlaybook, error) {
	panic("soon")
}
func (a *App) PreviewPlaybook(ctx context.Context, who Actor, source []byte) (Preview, error) {
	panic("soon")
}
func (a *App) SavePerson(ctx context.Context, who Actor, in PersonIn) (id.Person, error) {
	panic("soon")
}
func (a *App) SaveTeam(ctx context.Context, who Actor, t id.Team, name string) (id.Team, error) {
	panic("soon")
}
func (a *App) SetAway(ctx context.Context, who Actor, in AwayIn) error          { panic("soon") }
func (a *App) SaveCustomer(ctx context.Context, who Actor, in CustomerIn) error { panic("soon") }

// ExportCustomer is everything we hold of a customer, as JSON.
func (a *App) ExportCustomer(ctx context.Context, who Actor, c id.Customer) ([]byte, error) {
	panic("soon")
}
func (a *App) EraseCustomer(ctx context.Context, who Actor, c id.Customer) error { panic("soon") }
func (a *App) CreateToken(ctx context.Context, who Actor, name string, role recovery.Role) (string, error) {
	panic("soon")
}
func (a *App) RevokeToken(ctx context.Context, who Actor, t id.Row) error { panic("soon") }

// SignInLink makes a one-time link for a colleague, for them alone to be given.
func (a *App) SignInLink(ctx context.Context, who Actor, p id.Person) (string, error) { panic("soon") }

// AskSignIn mails a one-time link; it answers the same whether the address is known or not.
func (a *App) AskSignIn(ctx context.Context, email string) error { panic("soon") }

// SignIn redeems a one-time token and gives the session's secret.
func (a *App) SignIn(ctx context.Context, token string) (secret string, err error) { panic("soon") }
func (a *App) SignOut(ctx context.Context, secret string) error                    { panic("soon") }

// Session is who a session's secret belongs to; denied when it has ended.
func (a *App) Session(ctx context.Context, secret string) (Actor, error) { panic("soon") }

// Bearer is who an API token belongs to; denied when it is not known or revoked.
func (a *App) Bearer(ctx context.Context, token string) (Actor, error) { panic("soon") }
