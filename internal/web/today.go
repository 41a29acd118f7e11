package web

import (
	"net/http"
	"net/url"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/look"
	"amends/internal/recovery"
)

// today is what we owe next.
func (s *site) today() http.Handler {
	read := func(r *http.Request) (app.TodayIn, error) {
		q := r.URL.Query()
		return app.TodayIn{Scope: scopeOf(q.Get("scope")), Band: q.Get("band"), After: q.Get("after")}, nil
	}
	view := func(w http.ResponseWriter, r *http.Request, t app.Today) error {
		f := s.frame(w, r, "today", "")
		f.Title = f.T("Today")
		return s.show(w, r, http.StatusOK, f, todayPage(todaySheet{view: f.view, Day: t, Who: f.Who, Paged: r.URL.Query().Get("after") != ""}))
	}
	return endpoint.Page(s.surface, read, s.Desk.Today, view)
}

func scopeOf(text string) string {
	if text == "team" || text == "all" {
		return text
	}
	return "mine"
}

// todaySheet is what the page of today shows.
type todaySheet struct {
	view
	Day   app.Today
	Who   recovery.Actor
	Paged bool // further down one band: without greeting
}

func (s todaySheet) scopes() []look.NavItem {
	items := []look.NavItem{
		{Label: s.T("Mine"), Href: "/"}, {Label: s.T("My team’s"), Href: "/?scope=team"}, {Label: s.T("All"), Href: "/?scope=all"},
	}
	for i, scope := range []string{"mine", "team", "all"} {
		items[i].Current = s.Day.Scope == scope
	}
	return items
}

func (s todaySheet) bandTitle(key string) string {
	switch key {
	case "late":
		return s.T("Late")
	case "hour":
		return s.T("Within the hour")
	case "today":
		return s.T("Today")
	}
	return s.T("Later")
}

// noticesInSight is how many of what woke the reader stand above the work.
const noticesInSight = 3

// notices are the latest of what woke the reader, and the older ones.
func (s todaySheet) notices() (latest, older []app.Notice) {
	n := min(noticesInSight, len(s.Day.Notices))
	return s.Day.Notices[:n], s.Day.Notices[n:]
}

// bands are the stretches that hold something.
func (s todaySheet) bands() []app.Band {
	var list []app.Band
	for _, b := range s.Day.Bands {
		if len(b.Debts) > 0 {
			list = append(list, b)
		}
	}
	return list
}

func (s todaySheet) further(b app.Band) look.PagerView {
	p := look.PagerView{}
	if b.Next != "" {
		p.Next = "/?" + url.Values{"scope": {s.Day.Scope}, "band": {b.Key}, "after": {b.Next}}.Encode()
	}
	if s.Paged {
		p.First = "/?" + url.Values{"scope": {s.Day.Scope}}.Encode()
	}
	return p
}

// debt is one line: what, whom, by when and what is at stake.
func (s todaySheet) debt(d app.Debt, band string) look.DebtView {
	line := look.DebtView{
		When: s.due(d.Commitment.Due), What: d.Commitment.What, Who: d.Customer, Quote: quoted(d.Quote), Chips: s.stakes(d),
		Href: "/cases/" + d.Case.Text(), Seam: s.mini(d.Number, d.Seam, d.State),
	}
	switch {
	case band == "late" || d.Commitment.State == recovery.Late:
		line.State = look.Late
	case band == "hour":
		line.State = look.Next
	}
	if d.Owner.ID != s.Day.Me.ID {
		line.Owner = d.Owner.Name
	}
	return line
}

// quoted puts the customer's words between their marks.
func quoted(text string) string {
	if text == "" {
		return ""
	}
	return "“" + text + "”"
}

// stakes are what makes one debt weigh more than another.
func (s todaySheet) stakes(d app.Debt) []look.ChipView {
	var list []look.ChipView
	add := func(on bool, text string, tone look.Tone) {
		if on {
			list = append(list, look.ChipView{Text: text, Tone: tone})
		}
	}
	add(d.Approval != 0 && d.Owner.ID == s.Day.Me.ID, s.T("waits for you"), look.Gold)
	add(d.Severity >= 4, s.T("severity %d", d.Severity), look.Red)
	add(d.Repeat > 0, s.T("%s failure", ordinal(s.Printer, d.Repeat+1)), look.Red)
	add(d.Reopened > 0, s.T("taken up again"), look.Red)
	add(brokenBefore(d), s.T("broken once"), look.Plain)
	add(d.Commitment.Moved > 0, s.T("moved"), look.Plain)
	return list
}

func brokenBefore(d app.Debt) bool {
	for _, c := range d.Seam {
		if c.State == recovery.Broken {
			return true
		}
	}
	return false
}

// noneYet is what a page without debts says.
func (s todaySheet) noneYet() look.EmptyView {
	e := look.EmptyView{
		Title: s.T("Nothing is owed."), Text: s.T("When a customer writes, what we owe them appears here by itself."),
		Do: []look.ButtonView{
			{Label: s.T("Write down a complaint"), Href: "/cases/new", Icon: "plus"},
			{Label: s.T("See all cases"), Href: "/cases", Kind: look.ButtonQuiet},
		},
	}
	if s.Day.Scope == "mine" {
		e.Title = s.T("You owe nobody anything right now.")
		e.Text = s.T("A good moment to look after somebody else’s promise, or to have tea.")
		e.Do = append([]look.ButtonView{{Label: s.T("What the team owes"), Href: "/?scope=team"}}, e.Do[1:]...)
	}
	return e
}
