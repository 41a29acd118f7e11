package app

import (
	"context"
	"io"
	"time"

	"amends/internal/id"
	"amends/internal/recovery"
)

func (a *App) Today(ctx context.Context, who Actor, in TodayIn) (Today, error) { panic("soon") }
func (a *App) Cases(ctx context.Context, who Actor, in CasesIn) (Cases, error) { panic("soon") }
// Case is the case page; before pages to older moments of the story.
func (a *App) Case(ctx context.Context, who Actor, c id.Case, before string) (CaseView, error) { panic("soon") }
func (a *App) CaseEvents(ctx context.Context, who Actor, c id.Case, after int64, limit int) ([]recovery.Recorded, error) { panic("soon") }
func (a *App) Customers(ctx context.Context, who Actor, in CustomersIn) (Customers, error) { panic("soon") }
func (a *App) Customer(ctx context.Context, who Actor, c id.Customer, after string) (CustomerView, error) { panic("soon") }
func (a *App) Team(ctx context.Context, who Actor) (TeamView, error) { panic("soon") }
func (a *App) How(ctx context.Context, who Actor, in HowIn) (How, error) { panic("soon") }
// Playbook shows one version (0 the current one) and the history, paged by after.
func (a *App) Playbook(ctx context.Context, who Actor, version int64, after string) (PlaybookView, error) { panic("soon") }
func (a *App) Settings(ctx context.Context, who Actor) (SettingsView, error) { panic("soon") }
func (a *App) Find(ctx context.Context, who Actor, text string) (Found, error) { panic("soon") }
func (a *App) CustomerPage(ctx context.Context, who Actor) (CustomerPage, error) { panic("soon") }
func (a *App) File(ctx context.Context, who Actor, f id.File) (File, io.ReadCloser, error) { panic("soon") }
func (a *App) Mailbox(ctx context.Context, who Actor, after string) (Mailbox, error) { panic("soon") }

// Do is the one write path: every command that needs no rows of its own goes straight through it.
func (a *App) Do(ctx context.Context, who Actor, c id.Case, cmd recovery.Command) error { panic("soon") }
func (a *App) Complain(ctx context.Context, who Actor, in Complaint) (Receipt, error) { panic("soon") }
// TakeMail stores a raw mail durably; it is understood by a job.
func (a *App) TakeMail(ctx context.Context, raw []byte) error { panic("soon") }
func (a *App) Reply(ctx context.Context, who Actor, in ReplyIn) (ReplyOut, error) { panic("soon") }
func (a *App) Note(ctx context.Context, who Actor, c id.Case, text string) error { panic("soon") }
func (a *App) Call(ctx context.Context, who Actor, in CallIn) error { panic("soon") }
func (a *App) SaveDraft(ctx context.Context, who Actor, in DraftIn) (Draft, error) { panic("soon") }
func (a *App) Coach(ctx context.Context, who Actor, c id.Case, text string) (Coaching, error) { panic("soon") }
// Word is what the customer says on their own page.
func (a *App) Word(ctx context.Context, who Actor, in WordIn) error { panic("soon") }
func (a *App) SavePlaybook(ctx context.Context, who Actor, source []byte, note string) (SavedPlaybook, error) { panic("soon") }
func (a *App) PreviewPlaybook(ctx context.Context, who Actor, source []byte) (Preview, error) { panic("soon") }
func (a *App) SavePerson(ctx context.Context, who Actor, in PersonIn) (id.Person, error) { panic("soon") }
func (a *App) SaveTeam(ctx context.Context, who Actor, t id.Team, name string) (id.Team, error) { panic("soon") }
func (a *App) SetAway(ctx context.Context, who Actor, in AwayIn) error { panic("soon") }
func (a *App) SaveCustomer(ctx context.Context, who Actor, in CustomerIn) error { panic("soon") }
// ExportCustomer is everything we hold of a customer, as JSON.
func (a *App) ExportCustomer(ctx context.Context, who Actor, c id.Customer) ([]byte, error) { panic("soon") }
func (a *App) EraseCustomer(ctx context.Context, who Actor, c id.Customer) error { panic("soon") }
func (a *App) CreateToken(ctx context.Context, who Actor, name string, role recovery.Role) (string, error) { panic("soon") }
func (a *App) RevokeToken(ctx context.Context, who Actor, t id.Row) error { panic("soon") }

// SignInLink makes a one-time link for a colleague, for them alone to be given.
func (a *App) SignInLink(ctx context.Context, who Actor, p id.Person) (string, error) { panic("soon") }
// AskSignIn mails a one-time link; it answers the same whether the address is known or not.
func (a *App) AskSignIn(ctx context.Context, email string) error { panic("soon") }
// SignIn redeems a one-time token and gives the session's secret.
func (a *App) SignIn(ctx context.Context, token string) (secret string, err error) { panic("soon") }
func (a *App) SignOut(ctx context.Context, secret string) error { panic("soon") }
// Session is who a session's secret belongs to; denied when it has ended.
func (a *App) Session(ctx context.Context, secret string) (Actor, error) { panic("soon") }
// Bearer is who an API token belongs to; denied when it is not known or revoked.
func (a *App) Bearer(ctx context.Context, token string) (Actor, error) { panic("soon") }
// Link is the customer a signed link belongs to; missing when it is forged, expired or revoked.
func (a *App) Link(ctx context.Context, token string) (Actor, error) { panic("soon") }
// Present notes that a colleague has a case open and tells who else has.
func (a *App) Present(ctx context.Context, who Actor, c id.Case) []Face { panic("soon") }
// Preferred zone, company and language for pages.
func (a *App) Zone() *time.Location { panic("soon") }
// SetClock moves the demo's clock forward; refused outside the demo.
func (a *App) SetClock(ctx context.Context, who Actor, to time.Time) error { panic("soon") }
