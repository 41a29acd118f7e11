package web

import (
	"context"
	"net/http"
	"strings"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/look"
	"amends/internal/recovery"
)

// find answers the palette with a fragment, and everybody else with a page.
func (s *site) find() http.Handler {
	read := func(r *http.Request) (string, error) { return strings.TrimSpace(r.URL.Query().Get("q")), nil }
	type found struct {
		text string
		list app.Found
	}
	use := func(ctx context.Context, who recovery.Actor, text string) (found, error) {
		if text == "" {
			return found{}, nil
		}
		list, err := s.Desk.Find(ctx, who, text)
		return found{text, list}, err
	}
	view := func(w http.ResponseWriter, r *http.Request, x found) error {
		v := s.view(r)
		lines := v.foundLines(x.text, x.list)
		if r.Header.Get("X-Fragment") != "" {
			return endpoint.HTML(w, r, http.StatusOK, look.Found(lines, v))
		}
		f := s.frame(w, r, "", v.T("Find"))
		return s.show(w, r, http.StatusOK, f, findPage(v, x.text, lines))
	}
	return endpoint.Page(s.surface, read, use, view)
}

// foundLines are the cases and customers that were found, and the ways and actions of that name.
func (v view) foundLines(text string, found app.Found) []look.FoundView {
	var list []look.FoundView
	for _, c := range found.Cases {
		list = append(list, look.FoundView{
			Group: v.T("Cases"), Icon: "cases", Text: c.Customer.Name + " · " + orLabel(c),
			Sub: v.T("case %s", numberText(c.Number)), Href: "/cases/" + c.ID.Text(),
		})
	}
	for _, c := range found.Customers {
		list = append(list, look.FoundView{Group: v.T("Customers"), Icon: "customers", Text: c.Name, Sub: c.Email, Href: "/customers/" + c.ID.Text()})
	}
	return append(list, v.placesCalled(text)...)
}

func orLabel(c app.CaseRow) string {
	if c.Quote != "" {
		return c.Quote
	}
	return c.Label
}

// placesCalled are the pages and actions whose name holds the text.
func (v view) placesCalled(text string) []look.FoundView {
	var list []look.FoundView
	all := []look.FoundView{{Group: v.T("Do"), Icon: "plus", Text: v.T("Write down a complaint"), Sub: "n", Href: "/cases/new"}}
	for _, way := range (frame{view: v}).ways() {
		all = append(all, look.FoundView{Group: v.T("Go to"), Icon: way.Icon, Text: way.Label, Href: way.Href})
	}
	for _, place := range all {
		if strings.Contains(strings.ToLower(place.Text), strings.ToLower(text)) {
			list = append(list, place)
		}
	}
	return list
}
