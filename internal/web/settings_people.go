package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/recovery"
)

// people is everybody who works here.
func (s *site) people() http.Handler { return s.settingsPage(peoplePage) }

// person is one colleague, to change.
func (s *site) person() http.Handler {
	read := func(r *http.Request) (id.Person, error) { return endpoint.PathID[id.Person](r, "id") }
	view := func(w http.ResponseWriter, r *http.Request, p personSheet) error {
		return s.showPerson(w, r, http.StatusOK, p, form{})
	}
	return endpoint.Page(s.surface, read, s.findPerson, view)
}

// personSheet is what the page of one colleague shows.
type personSheet struct {
	settingsSheet
	Person app.PersonRow
	Link   string // the sign-in link just made, shown this once
}

func (s *site) findPerson(ctx context.Context, who recovery.Actor, p id.Person) (personSheet, error) {
	v, err := s.Desk.Settings(ctx, who)
	if err != nil {
		return personSheet{}, err
	}
	i := slices.IndexFunc(v.People, func(row app.PersonRow) bool { return row.ID == p })
	if i < 0 {
		return personSheet{}, errs.Missingf("There is nobody like that here.")
	}
	return personSheet{settingsSheet: settingsSheet{SettingsView: v}, Person: v.People[i]}, nil
}

func (s *site) showPerson(w http.ResponseWriter, r *http.Request, status int, p personSheet, back form) error {
	p.settingsSheet = s.settingsSheet(w, r, p.SettingsView, back)
	p.Title = p.Person.Name
	return s.show(w, r, status, p.frame, personPage(p))
}

// savePerson adds a colleague, or changes one.
func (s *site) savePerson() http.Handler {
	use := func(ctx context.Context, who recovery.Actor, in app.PersonIn) (app.PersonIn, error) {
		saved, err := s.Desk.SavePerson(ctx, who, in)
		in.ID = saved
		return in, err
	}
	view := func(w http.ResponseWriter, r *http.Request, in app.PersonIn) error {
		to := "/settings/people/" + in.ID.Text()
		flash := "person"
		if in.Gone {
			to, flash = "/settings", "gone"
		}
		setFlash(w, flash)
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
	again := func(w http.ResponseWriter, r *http.Request, in app.PersonIn, no endpoint.Refusal) error {
		if s.denied(w, r, no) {
			return nil
		}
		if in.ID == 0 {
			return s.settingsAgain(w, r, no, peoplePage)
		}
		p, err := s.findPerson(r.Context(), endpoint.Who(r.Context()), in.ID)
		if err != nil {
			return err
		}
		return s.showPerson(w, r, no.Status, p, refused(r, no))
	}
	return endpoint.Form(s.surface, readPerson, use, view, again)
}

func readPerson(r *http.Request) (app.PersonIn, error) {
	var in app.PersonIn
	if r.PathValue("id") != "" {
		p, err := endpoint.PathID[id.Person](r, "id")
		if err != nil {
			return in, err
		}
		in.ID = p
	}
	f := endpoint.Colleague(r)
	in.Name = strings.Join(strings.Fields(f.Need("name", lineLong, "Write their name; customers read the first of it.")), " ")
	in.Email = f.Need("email", lineLong, "Write their mail address; the sign-in link goes there.")
	in.Role, in.Team, in.Gone = readRole(f, "role"), endpoint.ID[id.Team](f, "team"), f.Yes("gone")
	for skill := range strings.SplitSeq(f.Line("skills", noteLong), ",") {
		if skill = strings.TrimSpace(skill); skill != "" {
			in.Skills = append(in.Skills, strings.ReplaceAll(skill, " ", "_"))
		}
	}
	return in, f.Err()
}

// linkPerson makes a one-time sign-in link and shows it in the answer itself: it is kept nowhere, so
// no later page could.
func (s *site) linkPerson() http.Handler {
	read := func(r *http.Request) (id.Person, error) { return endpoint.PathID[id.Person](r, "id") }
	use := func(ctx context.Context, who recovery.Actor, p id.Person) (personSheet, error) {
		link, err := s.Desk.SignInLink(ctx, who, p)
		if err != nil {
			return personSheet{}, err
		}
		sheet, err := s.findPerson(ctx, who, p)
		sheet.Link = link
		return sheet, err
	}
	view := func(w http.ResponseWriter, r *http.Request, p personSheet) error {
		return s.showPerson(w, r, http.StatusOK, p, form{})
	}
	return endpoint.Page(s.surface, read, use, view)
}

func (s settingsSheet) peopleTable() look.TableView {
	t := look.TableView{Caption: s.T("People"), Columns: []look.Column{
		{Label: s.T("Name")}, {Label: s.T("Role")}, {Label: s.T("Team")}, {Label: s.T("Good at"), Quiet: true}, {Label: s.T("State")}, {Label: s.T("Last here"), Num: true},
	}}
	for _, p := range s.People {
		row := look.TableRow{Cells: []templ.Component{
			personWho(p), look.Text(roleWord(s.Printer, p.Role)), look.Text(p.TeamName), look.Text(skillText(p.Skills)), s.personState(p), look.Text(s.lastSeen(p)),
		}}
		if s.mayChange() {
			row.Href = "/settings/people/" + p.ID.Text()
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// personState is a chip only where there is something to say.
func (s settingsSheet) personState(p app.PersonRow) templ.Component {
	if p.Gone {
		return look.Chip(s.T("has left"), look.Plain)
	}
	if away := s.awayFrom(p.AwayFrom, p.AwayUntil); away != "" {
		return look.Chip(away, look.Plain)
	}
	return look.Text(s.T("here"))
}

func (s settingsSheet) lastSeen(p app.PersonRow) string {
	if p.LastSeen.IsZero() {
		return s.T("never yet")
	}
	return s.When(p.LastSeen, s.Now)
}

// teamOf is the team a form shows: as it was chosen when it came back, else as it is.
func (s settingsSheet) teamOf(name string, known id.Team) []look.Choice {
	chosen := known.Text()
	if s.Back.is(name) {
		chosen = s.Back.Words.Get("team")
	}
	list := []look.Choice{{Label: s.T("No team")}}
	for _, t := range s.Teams {
		list = append(list, look.Choice{Value: t.ID.Text(), Label: t.Name, On: t.ID.Text() == chosen})
	}
	return list
}

// roleOf is the role a form shows: as it was chosen when it came back, else as it is.
func (s settingsSheet) roleOf(name string, known recovery.Role) []look.Choice {
	chosen := string(known)
	if s.Back.is(name) {
		chosen = s.Back.Words.Get("role")
	}
	return roleChoices(s.Printer, chosen)
}

// gone is whether the tick of those who have left is set, as the form came back or as it is.
func (p personSheet) gone() bool {
	if p.Back.is("person") {
		return p.Back.Words.Get("gone") != ""
	}
	return p.Person.Gone
}

func (p personSheet) href() string { return "/settings/people/" + p.Person.ID.Text() }
