package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/recovery"
)

// team is how the load lies, and which promises are at risk.
func (s *site) team() http.Handler {
	use := func(ctx context.Context, who recovery.Actor, _ endpoint.None) (app.TeamView, error) {
		return s.Desk.Team(ctx, who)
	}
	view := func(w http.ResponseWriter, r *http.Request, t app.TeamView) error {
		return s.showTeam(w, r, http.StatusOK, t, form{})
	}
	return endpoint.Page(s.surface, endpoint.Nothing, use, view)
}

func (s *site) showTeam(w http.ResponseWriter, r *http.Request, status int, t app.TeamView, back form) error {
	f := s.frame(w, r, "team", "")
	f.Title = f.T("Team")
	return s.show(w, r, status, f, teamPage(teamSheet{view: f.view, TeamView: t, Who: f.Who, Back: back}))
}

// goAway notes an absence; what is owed in it is handed over.
func (s *site) goAway() http.Handler {
	return endpoint.Form(s.surface, readAway, endpoint.Just(s.Desk.SetAway), awayDone("away"), s.teamAgain)
}

// comeBack ends an absence.
func (s *site) comeBack() http.Handler {
	read := func(r *http.Request) (app.AwayIn, error) {
		p, err := endpoint.PathID[id.Person](r, "id")
		return app.AwayIn{Person: p}, err
	}
	return endpoint.Form(s.surface, read, endpoint.Just(s.Desk.SetAway), awayDone("back"), s.teamAgain)
}

func awayDone(flash string) endpoint.View[endpoint.None] {
	return func(w http.ResponseWriter, r *http.Request, _ endpoint.None) error {
		setFlash(w, flash)
		http.Redirect(w, r, "/team", http.StatusSeeOther)
		return nil
	}
}

func (s *site) teamAgain(w http.ResponseWriter, r *http.Request, _ app.AwayIn, no endpoint.Refusal) error {
	if s.denied(w, r, no) {
		return nil
	}
	t, err := s.Desk.Team(r.Context(), endpoint.Who(r.Context()))
	if err != nil {
		return err
	}
	return s.showTeam(w, r, no.Status, t, refused(r, no))
}

func readAway(r *http.Request) (app.AwayIn, error) {
	p, err := endpoint.PathID[id.Person](r, "id")
	if err != nil {
		return app.AwayIn{}, err
	}
	f := endpoint.Colleague(r)
	in := app.AwayIn{Person: p, From: f.Moment("from"), Until: f.Moment("until"), HandOver: f.Yes("hand_over"), To: personOf(f, "to")}
	switch {
	case f.Err() != nil:
	case in.From.IsZero():
		f.Refuse("from", "Which is the first day away?")
	case in.Until.IsZero():
		f.Refuse("until", "Which day are they back? If nobody knows yet, take a day that is surely too late; coming back earlier is one click.")
	case !in.Until.After(in.From):
		f.Refuse("until", "They would be back before they left. Choose a later day.")
	}
	return in, f.Err()
}

// teamSheet is what the page of the team shows.
type teamSheet struct {
	view
	app.TeamView
	Who  recovery.Actor
	Back form
}

// everybody is all members of all teams.
func (s teamSheet) everybody() []app.MemberLoad {
	var list []app.MemberLoad
	for _, t := range s.Teams {
		list = append(list, t.Members...)
	}
	return list
}

// lede says what a lead wants to know before anything else.
func (s teamSheet) lede() string {
	var says []string
	late, away := 0, []string{}
	for _, m := range s.everybody() {
		late += m.Late
		if m.Face.Away {
			away = append(away, m.Face.First())
		}
	}
	switch n := len(s.Risk); {
	case n == 0 && late == 0:
		says = append(says, s.T("No promise is late or at risk."))
	case n > 0:
		says = append(says, s.N(n, "One promise is at risk.", "%[2]s promises are at risk.", spelled(s.Printer, n)))
	}
	if late > 0 {
		says = append(says, s.N(late, "One is late already.", "%[2]s are late already.", spelled(s.Printer, late)))
	}
	if len(away) > 0 {
		says = append(says, s.N(len(away), "%[2]s is away.", "%[2]s are away.", s.List(away)))
	}
	return strings.Join(says, " ")
}

// most is the heaviest load, which the bars are drawn against.
func (s teamSheet) most() int {
	most := 1
	for _, m := range s.everybody() {
		most = max(most, m.Owed)
	}
	return most
}

// share is how long a member's bar is, in hundredths; what is late of it stands in red.
func (s teamSheet) share(n int) string { return percentOf(n, s.most()) }

// loadText is what a member owes, and how many cases are theirs; a promise may stand in a colleague's case.
func (s teamSheet) loadText(m app.MemberLoad) string {
	owed := s.T("nothing owed")
	if m.Owed > 0 {
		owed = s.N(m.Owed, "one promise owed", "%d promises owed")
	}
	if m.Cases == 0 {
		return owed
	}
	return owed + " · " + s.N(m.Cases, "one case", "%d cases")
}

// memberSub is the role, and what they are good at.
func (s teamSheet) memberSub(m app.MemberLoad) string {
	sub := roleWord(s.Printer, m.Face.Role)
	if len(m.Skills) > 0 {
		sub += " · " + skillText(m.Skills)
	}
	return sub
}

// skillText are skills as people write them into a box: with commas between.
func skillText(keys []string) string {
	list := make([]string, len(keys))
	for i, key := range keys {
		list[i] = plain(key)
	}
	return strings.Join(list, ", ")
}

// awayText says when somebody is or will be away, "" when they are not.
func (s teamSheet) awayText(m app.MemberLoad) string { return s.awayFrom(m.AwayFrom, m.AwayUntil) }

func (v view) awayFrom(from, until time.Time) string {
	switch {
	case until.IsZero() || !until.After(v.Now):
		return ""
	case from.After(v.Now):
		return v.T("away from %[1]s, back %[2]s", v.Date(from), v.Date(until))
	}
	return v.T("away, back %s", v.Date(until))
}

// mayPlan reports whether the reader may set absences: leads and those above.
func (s teamSheet) mayPlan() bool { return reaches(s.Who, recovery.Lead) }

// takers are those who could take over from somebody; nobody leaves it to the house.
func (s teamSheet) takers(from app.MemberLoad) []look.Choice {
	list := []look.Choice{{Label: s.T("Whoever suits each case best")}}
	for _, m := range s.everybody() {
		if m.Face.ID != from.Face.ID && !m.Face.Away {
			list = append(list, look.Choice{Value: m.Face.ID.Text(), Label: m.Face.Name + ", " + s.loadText(m)})
		}
	}
	return list
}

// formOf is the name of a member's absence form.
func formOf(m app.MemberLoad) string { return "away" + m.Face.ID.Text() }

// dayBox is a day as an input of type date wants it.
func (v view) dayBox(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(v.Zone()).Format(time.DateOnly)
}

// risk is a promise about to break, drawn as on Today.
func (s teamSheet) risk(d app.Debt) look.DebtView {
	band := "today"
	switch left := d.Commitment.Due.Sub(s.view.Now); {
	case left < 0:
		band = "late"
	case left < time.Hour:
		band = "hour"
	}
	return todaySheet{view: s.view, Day: app.Today{Now: s.view.Now}, Who: s.Who}.debt(d, band)
}

// alone reports whether there is nobody to share the load with yet.
func (s teamSheet) alone() bool { return len(s.everybody()) <= 1 }

func (s teamSheet) invite() look.EmptyView {
	e := look.EmptyView{
		Title: s.T("Nobody to share with yet."),
		Text:  s.T("With a second colleague, the house gives each case to whoever has room and the right skill, and an absence hands everything over."),
	}
	if reaches(s.Who, recovery.Admin) {
		e.Do = []look.ButtonView{{Label: s.T("Add a colleague"), Href: "/settings", Icon: "plus"}}
	}
	return e
}

// firstAway is the day the form of an absence begins with: the planned one, or today.
func (s teamSheet) firstAway(m app.MemberLoad) time.Time {
	if m.AwayUntil.After(s.view.Now) {
		return m.AwayFrom
	}
	return s.view.Now
}
