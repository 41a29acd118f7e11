package web

import (
	"context"
	"net/http"
	"net/url"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/recovery"
)

// caseIn asks for a case's page.
type caseIn struct {
	Case   id.Case
	Before string // cursor to older moments of the story
}

// casePage is the case: what was said and done, what is owed, what can be given.
func (s *site) casePage() http.Handler {
	read := func(r *http.Request) (caseIn, error) {
		c, err := pathCase(r)
		return caseIn{Case: c, Before: r.URL.Query().Get("before")}, err
	}
	use := func(ctx context.Context, who recovery.Actor, in caseIn) (app.CaseView, error) {
		return s.Desk.Case(ctx, who, in.Case, in.Before)
	}
	view := func(w http.ResponseWriter, r *http.Request, c app.CaseView) error {
		return s.showCase(w, r, http.StatusOK, c, form{})
	}
	return endpoint.Page(s.surface, read, use, view)
}

func pathCase(r *http.Request) (id.Case, error) {
	return endpoint.PathID[id.Case](r, "id")
}

// form is a form of the case page as it came back, or nothing.
type form struct {
	Name  string     // which of the forms: its hidden field "form"
	Words url.Values // as they were sent
	No    endpoint.Refusal
	Coach *coached // what the coach said of the words, when they were checked

	promises []promised // the promises the form brought
}

// showCase writes the page, with a form that came back in it.
func (s *site) showCase(w http.ResponseWriter, r *http.Request, status int, c app.CaseView, back form) error {
	f := s.frame(w, r, "cases", "")
	f.Title, f.Case = caseTitle(f.view, c), c.Case.ID.Text()
	sheet := caseSheet{view: f.view, C: c, Who: f.Who, Writes: r.URL.Query().Get("write"), Back: back}
	sheet.Now = c.Now
	if status != http.StatusOK && back.Name == "note" || back.Name == "call" {
		sheet.Writes = back.Name
	}
	return s.show(w, r, status, f, caseBody(sheet))
}

func caseTitle(v view, c app.CaseView) string {
	return v.T("%[1]s, case %[2]s", c.Customer.Name, numberText(c.Case.Number))
}

// again shows the case with a refused form in it. in says which case and which form.
func (s *site) again(w http.ResponseWriter, r *http.Request, c id.Case, no endpoint.Refusal) error {
	view, err := s.Desk.Case(r.Context(), endpoint.Who(r.Context()), c, "")
	if err != nil {
		return err
	}
	return s.showCase(w, r, no.Status, view, form{Name: formName(r), Words: r.Form, No: no})
}

// formName is which form of the page was sent: its own name, else that of its command.
func formName(r *http.Request) string {
	if name := r.FormValue("form"); name != "" {
		return name
	}
	if name := r.PathValue("command"); name != "" {
		return name
	}
	return lastPart(r.URL.Path)
}
