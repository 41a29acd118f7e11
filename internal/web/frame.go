package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/look"
	"amends/internal/recovery"
)

// frame is what stands around a page.
type frame struct {
	view
	Who    recovery.Actor
	Title  string
	Part   string // the part of the house it belongs to: today, cases, ...
	Case   string // on a case's page the case's id: only its changes are of interest
	Theme  string
	Assets look.Assets
	Flash  look.FlashView
	Demo   bool
}

// view is what the templates of a request write with.
func (s *site) view(r *http.Request) view {
	return view{Printer: endpoint.Words(r.Context()), Now: s.Desk.Now()}
}

// frame makes the frame of a page; it takes the flash of the request before.
func (s *site) frame(w http.ResponseWriter, r *http.Request, part, title string) frame {
	v := s.view(r)
	return frame{
		view: v, Who: endpoint.Who(r.Context()), Title: title, Part: part, Theme: themeOf(r),
		Assets: s.assets, Flash: takeFlash(w, r, v), Demo: s.Demo,
	}
}

// show writes a page in its frame.
func (s *site) show(w http.ResponseWriter, r *http.Request, status int, f frame, inside templ.Component) error {
	return endpoint.HTML(w, r, status, layout(f, inside))
}

// themeOf is the colours the reader chose, "" for those of their system.
func themeOf(r *http.Request) string {
	c, err := r.Cookie("theme")
	if err != nil || (c.Value != "light" && c.Value != "dark") {
		return ""
	}
	return c.Value
}

func (f frame) page() look.PageView {
	listen := "/live"
	if f.Case != "" {
		listen += "?case=" + f.Case
	}
	return look.PageView{
		Lang: f.Lang(), Title: f.Title, Site: "Amends", Theme: f.Theme, Body: "staff", Script: "staff.js", Assets: f.Assets,
		Attrs: templ.Attributes{"data-live": listen, "data-now": strconv.FormatInt(f.Now.UnixMilli(), 10)},
	}
}

func (f frame) top() look.TopView {
	t := look.TopView{
		Brand: "amends", Home: "/", Find: "/find", Person: f.Who.Name, Role: roleWord(f.Printer, f.Who.Role), Theme: f.Theme,
		Items: f.ways(), Token: f.Token,
		Menu: []look.NavItem{{Label: f.T("Sign out"), Href: "/sign-out", Icon: "out", Post: true}},
	}
	if f.Demo {
		t.Menu = append([]look.NavItem{{Label: f.T("Mailbox"), Href: "/demo/mail", Icon: "mail"}}, t.Menu...)
	}
	return t
}

// ways are the parts of the house.
func (f frame) ways() []look.NavItem {
	items := []look.NavItem{
		{Label: f.T("Today"), Href: "/", Icon: "today", Key: "t"},
		{Label: f.T("Cases"), Href: "/cases", Icon: "cases", Key: "c"},
		{Label: f.T("Customers"), Href: "/customers", Icon: "customers", Key: "u"},
		{Label: f.T("Team"), Href: "/team", Icon: "team", Key: "m"},
		{Label: f.T("How we do"), Href: "/how", Icon: "chart", Key: "h"},
		{Label: f.T("Playbook"), Href: "/playbook", Icon: "playbook", Key: "p"},
		{Label: f.T("Settings"), Href: "/settings", Icon: "settings", Key: "s"},
	}
	if f.Who.Kind == recovery.ByPerson && !reaches(f.Who, recovery.Lead) {
		items = items[:len(items)-1] // settings are for leads and those above
	}
	for i := range items {
		items[i].Current = f.Part != "" && items[i].Icon == f.icon()
	}
	return items
}

// icon is the sign of the part the page belongs to.
func (f frame) icon() string {
	if f.Part == "how" {
		return "chart"
	}
	return f.Part
}

// clock is the demo's strip.
func (f frame) clock() look.ClockView {
	text := f.T("It is %s.", f.Moment(f.Now))
	c := look.ClockView{Now: look.Moment{At: f.Now, Text: text}, Action: "/demo/clock", Token: f.Token, Mail: "/demo/mail"}
	c.Steps = f.leaps()
	return c
}

// cameFrom is the page of ours a form was sent from, "/" when that is not known.
func cameFrom(r *http.Request) string {
	_, rest, ok := strings.Cut(r.Referer(), "://")
	host, path, _ := strings.Cut(rest, "/")
	if !ok || host != r.Host {
		return "/"
	}
	return "/" + strings.TrimLeft(path, "/\\")
}

// nothingHere is for addresses nobody serves.
func (s *site) nothingHere(w http.ResponseWriter, r *http.Request) {
	s.surface.Answer(w, r, errs.Missingf("There is nothing here. Perhaps the address has a slip in it, or what it led to is gone."))
}

// refuse shows a refusal as a page, in the frame when somebody is signed in.
func (s *site) refuse(w http.ResponseWriter, r *http.Request, no endpoint.Refusal) {
	f := s.frame(w, r, "", refusalTitle(s.view(r), no))
	var err error
	switch {
	case r.Header.Get("X-Fragment") != "" || f.Who.Kind != recovery.ByPerson:
		err = endpoint.HTML(w, r, no.Status, bareRefusal(f, no))
	default:
		err = s.show(w, r, no.Status, f, refusalPage(f, no))
	}
	if err != nil {
		http.Error(w, no.Say, no.Status)
	}
}

func refusalTitle(v view, no endpoint.Refusal) string {
	switch no.Kind {
	case errs.Missing:
		return v.T("Not here")
	case errs.Denied:
		return v.T("Not for you to decide")
	case errs.Conflict:
		return v.T("Something changed meanwhile")
	case errs.Invalid:
		return v.T("Not quite")
	case errs.Busy:
		return v.T("One moment, please")
	}
	return v.T("This is on us")
}
