package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// playbookIn asks for a version of the playbook, 0 for the one in force.
type playbookIn struct {
	Version int64
	After   string // cursor into the history
}

// askPlaybook is the use case of all its pages.
func (s *site) askPlaybook(ctx context.Context, who recovery.Actor, in playbookIn) (app.PlaybookView, error) {
	return s.Desk.Playbook(ctx, who, in.Version, in.After)
}

func versionOf(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, errs.Missingf("There is no such version of the playbook.")
	}
	return n, nil
}

// readPlaybook is the policy in words, of the version in force or an older one.
func (s *site) readPlaybook() http.Handler {
	read := func(r *http.Request) (playbookIn, error) {
		version, err := versionOf(r.PathValue("version"))
		return playbookIn{Version: version}, err
	}
	view := func(w http.ResponseWriter, r *http.Request, p app.PlaybookView) error {
		sheet := s.policySheet(w, r, p)
		sheet.Book, sheet.Problems = playbook.Parse([]byte(p.Source))
		return s.showPlaybook(w, r, http.StatusOK, sheet, policyPage(sheet))
	}
	return endpoint.Page(s.surface, read, s.askPlaybook, view)
}

// playbookVersions is the history.
func (s *site) playbookVersions() http.Handler {
	read := func(r *http.Request) (playbookIn, error) {
		return playbookIn{After: r.URL.Query().Get("after")}, nil
	}
	view := func(w http.ResponseWriter, r *http.Request, p app.PlaybookView) error {
		sheet := s.policySheet(w, r, p)
		return s.showPlaybook(w, r, http.StatusOK, sheet, versionsPage(sheet))
	}
	return endpoint.Page(s.surface, read, s.askPlaybook, view)
}

// policySheet is what the pages of the playbook show.
type policySheet struct {
	frame
	app.PlaybookView
	Book     *playbook.Playbook // nil when it has problems
	Problems []playbook.Problem
	Paged    bool
}

func (s *site) policySheet(w http.ResponseWriter, r *http.Request, p app.PlaybookView) policySheet {
	f := s.frame(w, r, "playbook", "")
	f.Title = f.T("Playbook")
	return policySheet{frame: f, PlaybookView: p, Paged: r.URL.Query().Get("after") != ""}
}

func (s *site) showPlaybook(w http.ResponseWriter, r *http.Request, status int, sheet policySheet, inside templ.Component) error {
	return s.show(w, r, status, sheet.frame, inside)
}

// tabs are the ways through the playbook.
func (s policySheet) tabs(current string) []look.NavItem {
	items := []look.NavItem{{Label: s.T("Read"), Href: "/playbook", Current: current == "read"}}
	if s.MayEdit {
		items = append(items, look.NavItem{Label: s.T("Change"), Href: "/playbook/change", Current: current == "change"})
	}
	return append(items, look.NavItem{Label: s.T("Versions"), Href: "/playbook/versions", Current: current == "versions"})
}

func (s policySheet) lede() string {
	return s.T("What we promise, what may be given, and by whom. A case keeps the version it was opened under.")
}

// chapters lead down the policy in words.
func (s policySheet) chapters() []look.NavItem {
	return []look.NavItem{
		{Label: s.T("Promises"), Href: "#promises"}, {Label: s.T("Grave or repeated"), Href: "#grave"}, {Label: s.T("Kinds of failure"), Href: "#kinds"},
		{Label: s.T("Remedies"), Href: "#remedies"}, {Label: s.T("Authority"), Href: "#authority"}, {Label: s.T("And besides"), Href: "#besides"},
	}
}

// versionText is a version in one line: who saved it and when.
func (s policySheet) versionText(v app.PlaybookVersion) string {
	if v.By == "" {
		return s.T("version %[1]s, %[2]s", numberText(v.Version), s.When(v.At, s.Now))
	}
	return s.T("version %[1]s, %[2]s by %[3]s", numberText(v.Version), s.When(v.At, s.Now), v.By)
}

func (s policySheet) versionHref(v app.PlaybookVersion) string {
	if v.Current {
		return "/playbook"
	}
	return "/playbook/versions/" + numberText(v.Version)
}

// restoreHref opens the editor with the words of this version.
func (s policySheet) restoreHref() string {
	return "/playbook/change?" + url.Values{"from": {numberText(s.Version.Version)}}.Encode()
}

func (s policySheet) pager() look.PagerView {
	p := look.PagerView{}
	if s.Paged {
		p.First = "/playbook/versions"
	}
	if s.Next != "" {
		p.Next = "/playbook/versions?" + url.Values{"after": {s.Next}}.Encode()
	}
	return p
}
