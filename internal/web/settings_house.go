package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"amends/internal/app"
	"amends/internal/calendar"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// teams are the teams, to add and to name.
func (s *site) teams() http.Handler { return s.settingsPage(teamsPage) }

// teamIn is a team to add (Team is 0) or to name anew.
type teamIn struct {
	Team id.Team
	Name string
}

func (s *site) saveTeam() http.Handler {
	read := func(r *http.Request) (teamIn, error) {
		f := endpoint.Colleague(r)
		in := teamIn{Team: endpoint.ID[id.Team](f, "team"), Name: f.Need("name", lineLong, "Give the team a name.")}
		return in, f.Err()
	}
	use := func(ctx context.Context, who recovery.Actor, in teamIn) (id.Team, error) {
		return s.Desk.SaveTeam(ctx, who, in.Team, in.Name)
	}
	view := func(w http.ResponseWriter, r *http.Request, _ id.Team) error {
		setFlash(w, "team")
		http.Redirect(w, r, "/settings/teams", http.StatusSeeOther)
		return nil
	}
	again := func(w http.ResponseWriter, r *http.Request, _ teamIn, no endpoint.Refusal) error {
		return s.settingsAgain(w, r, no, teamsPage)
	}
	return endpoint.Form(s.surface, read, use, view, again)
}

func (s settingsSheet) noTeams() look.EmptyView {
	return look.EmptyView{Title: s.T("No team yet."), Text: s.T("A small house needs none. With teams, a kind of failure can go to those who know it, and a lead sees theirs.")}
}

// members is how many people are in a team.
func (s settingsSheet) members(t app.TeamRow) string {
	n := 0
	for _, p := range s.People {
		if p.Team == t.ID && !p.Gone {
			n++
		}
	}
	if n == 0 {
		return s.T("nobody yet")
	}
	return s.N(n, "one person", "%d people")
}

// hours are when we work, as the playbook says.
func (s *site) hours() http.Handler {
	return s.settingsPage(func(sheet settingsSheet) templ.Component {
		return hoursPage(sheet, s.Desk.Policy())
	})
}

// weekday is one day of the week and when we work on it.
type weekday struct{ Name, Hours string }

// week is from Monday on.
func (s settingsSheet) week(book *playbook.Playbook) []weekday {
	names := strings.Split(s.T("Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday"), ", ")
	hours := book.Hours.Week()
	var list []weekday
	for i := range hours {
		day := (i + 1) % len(hours)
		list = append(list, weekday{names[day%len(names)], s.windows(hours[day])})
	}
	return list
}

func (s settingsSheet) windows(list []calendar.Window) string {
	if len(list) == 0 {
		return s.T("closed")
	}
	var parts []string
	for _, w := range list {
		parts = append(parts, s.T("%[1]s to %[2]s", w.From.String(), w.To.String()))
	}
	return s.List(parts)
}

// coming are the holidays that are not over.
func (s settingsSheet) coming(book *playbook.Playbook) []playbook.Holiday {
	today := calendar.DateOf(s.Now, s.Zone())
	var list []playbook.Holiday
	for _, h := range book.Holidays {
		if h.Date.Compare(today) >= 0 {
			list = append(list, h)
		}
	}
	return list
}

func (s settingsSheet) holidayText(h playbook.Holiday) string {
	if len(h.Hours) == 0 {
		return s.T("closed")
	}
	return s.windows(h.Hours)
}

// tokens are the keys of other programs.
func (s *site) tokens() http.Handler {
	return s.settingsPage(func(sheet settingsSheet) templ.Component { return tokensPage(sheet, "") })
}

// tokenIn is a token to make.
type tokenIn struct {
	Name string
	Role recovery.Role
}

// createToken makes a token and shows it in the answer itself: it is kept nowhere, so no later page could.
func (s *site) createToken() http.Handler {
	read := func(r *http.Request) (tokenIn, error) {
		f := endpoint.Colleague(r)
		in := tokenIn{Name: f.Need("name", lineLong, "Which program is it for?"), Role: readRole(f, "role")}
		return in, f.Err()
	}
	use := func(ctx context.Context, who recovery.Actor, in tokenIn) (string, error) {
		return s.Desk.CreateToken(ctx, who, in.Name, in.Role)
	}
	view := func(w http.ResponseWriter, r *http.Request, token string) error {
		v, err := s.Desk.Settings(r.Context(), endpoint.Who(r.Context()))
		if err != nil {
			return err
		}
		sheet := s.settingsSheet(w, r, v, form{})
		return s.show(w, r, http.StatusOK, sheet.frame, tokensPage(sheet, token))
	}
	again := func(w http.ResponseWriter, r *http.Request, _ tokenIn, no endpoint.Refusal) error {
		return s.settingsAgain(w, r, no, func(sheet settingsSheet) templ.Component { return tokensPage(sheet, "") })
	}
	return endpoint.Form(s.surface, read, use, view, again)
}

func (s *site) revokeToken() http.Handler {
	read := func(r *http.Request) (id.Row, error) { return endpoint.PathID[id.Row](r, "id") }
	view := func(w http.ResponseWriter, r *http.Request, _ endpoint.None) error {
		setFlash(w, "revoked")
		http.Redirect(w, r, "/settings/tokens", http.StatusSeeOther)
		return nil
	}
	return endpoint.Page(s.surface, read, endpoint.Just(s.Desk.RevokeToken), view)
}

func (s settingsSheet) tokenTable() look.TableView {
	t := look.TableView{Caption: s.T("Tokens"), Columns: []look.Column{
		{Label: s.T("For")}, {Label: s.T("Role")}, {Label: s.T("Made")}, {Label: s.T("Last used")}, {Label: s.T("What to do"), Mute: true},
	}}
	for _, x := range s.Tokens {
		used := s.T("never yet")
		if !x.UsedAt.IsZero() {
			used = s.When(x.UsedAt, s.Now)
		}
		t.Rows = append(t.Rows, look.TableRow{Cells: []templ.Component{
			look.Text(x.Name), look.Text(roleWord(s.Printer, x.Role)), look.Text(s.When(x.MadeAt, s.Now)), look.Text(used), tokenEnd(s, x),
		}})
	}
	return t
}

func (s settingsSheet) noTokens() look.EmptyView {
	return look.EmptyView{Title: s.T("No program has a key yet."), Text: s.T("A token lets your shop, your phone system or a script write complaints down and read how they mend.")}
}
