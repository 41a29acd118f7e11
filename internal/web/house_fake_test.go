package web

import (
	"context"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// fakeHouse is the part of the house that the pages about running it ask. It shows what it was given
// and notes what it was asked.
type fakeHouse struct {
	book      *playbook.Playbook
	customers app.Customers
	customer  app.CustomerView
	team      app.TeamView
	how       app.How
	policy    app.PlaybookView
	preview   app.Preview
	saved     app.SavedPlaybook
	settings  app.SettingsView
	box       app.Mailbox
	refuse    error

	find   app.CustomersIn
	period app.HowIn
	known  []app.CustomerIn
	erased []id.Customer
	away   []app.AwayIn
	people []app.PersonIn
	named  []string // teams
	tokens []string
	gone   []id.Row // tokens revoked
	asked  []string // addresses that asked for a link
	used   []string // one-time tokens
	ended  []string // sessions
	source []string // playbooks
}

func (f *fakeHouse) Policy() *playbook.Playbook { return f.book }

func (f *fakeHouse) Customers(_ context.Context, _ app.Actor, in app.CustomersIn) (app.Customers, error) {
	f.find = in
	return f.customers, f.refuse
}

func (f *fakeHouse) Customer(_ context.Context, _ app.Actor, c id.Customer, _ string) (app.CustomerView, error) {
	if c != f.customer.Customer.ID {
		return app.CustomerView{}, errs.Missingf("There is no such customer.")
	}
	return f.customer, nil
}

func (f *fakeHouse) SaveCustomer(_ context.Context, _ app.Actor, in app.CustomerIn) error {
	f.known = append(f.known, in)
	return f.refuse
}

func (f *fakeHouse) ExportCustomer(context.Context, app.Actor, id.Customer) ([]byte, error) {
	return []byte(`{"name":"Ada"}`), f.refuse
}

func (f *fakeHouse) EraseCustomer(_ context.Context, _ app.Actor, c id.Customer) error {
	f.erased = append(f.erased, c)
	return f.refuse
}

func (f *fakeHouse) Team(context.Context, app.Actor) (app.TeamView, error) { return f.team, nil }

func (f *fakeHouse) SetAway(_ context.Context, _ app.Actor, in app.AwayIn) error {
	f.away = append(f.away, in)
	return f.refuse
}

func (f *fakeHouse) How(_ context.Context, _ app.Actor, in app.HowIn) (app.How, error) {
	f.period = in
	return f.how, f.refuse
}

func (f *fakeHouse) Playbook(_ context.Context, _ app.Actor, version int64, _ string) (app.PlaybookView, error) {
	v := f.policy
	if version == 0 || version == v.Version.Version {
		return v, nil
	}
	for _, old := range v.Versions {
		if old.Version == version {
			v.Version = old
			return v, nil
		}
	}
	return app.PlaybookView{}, errs.Missingf("There is no such version of the playbook.")
}

func (f *fakeHouse) SavePlaybook(_ context.Context, _ app.Actor, source []byte, _ string) (app.SavedPlaybook, error) {
	f.source = append(f.source, string(source))
	return f.saved, f.refuse
}

func (f *fakeHouse) PreviewPlaybook(context.Context, app.Actor, []byte) (app.Preview, error) {
	return f.preview, f.refuse
}

func (f *fakeHouse) Settings(_ context.Context, who app.Actor) (app.SettingsView, error) {
	if who.Role == recovery.Representative {
		return app.SettingsView{}, errs.Deniedf("Your role does not allow this. Ask a lead or an administrator.")
	}
	return f.settings, nil
}

func (f *fakeHouse) SavePerson(_ context.Context, _ app.Actor, in app.PersonIn) (id.Person, error) {
	f.people = append(f.people, in)
	if in.ID == 0 {
		in.ID = jon
	}
	return in.ID, f.refuse
}

func (f *fakeHouse) SaveTeam(_ context.Context, _ app.Actor, t id.Team, name string) (id.Team, error) {
	f.named = append(f.named, name)
	return t, f.refuse
}

func (f *fakeHouse) CreateToken(_ context.Context, _ app.Actor, name string, _ recovery.Role) (string, error) {
	f.tokens = append(f.tokens, name)
	return "amends_only-this-once", f.refuse
}

func (f *fakeHouse) RevokeToken(_ context.Context, _ app.Actor, t id.Row) error {
	f.gone = append(f.gone, t)
	return f.refuse
}

func (f *fakeHouse) SignInLink(context.Context, app.Actor, id.Person) (string, error) {
	return "https://care.northmill.example/in/only-this-once", f.refuse
}

func (f *fakeHouse) AskSignIn(_ context.Context, email string) error {
	f.asked = append(f.asked, email)
	return f.refuse
}

func (f *fakeHouse) SignIn(_ context.Context, token string) (string, error) {
	f.used = append(f.used, token)
	return "good", f.refuse
}

func (f *fakeHouse) SignOut(_ context.Context, secret string) error {
	f.ended = append(f.ended, secret)
	return f.refuse
}

func (f *fakeHouse) Mailbox(context.Context, app.Actor, string) (app.Mailbox, error) {
	return f.box, f.refuse
}
