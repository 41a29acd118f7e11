package web

import (
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/recovery"
)

// cases is the list of cases.
func (s *site) cases() http.Handler {
	view := func(w http.ResponseWriter, r *http.Request, list app.Cases) error {
		f := s.frame(w, r, "cases", "")
		f.Title = f.T("Cases")
		return s.show(w, r, http.StatusOK, f, casesPage(casesSheet{view: f.view, List: list, Query: r.URL.Query()}))
	}
	return endpoint.Page(s.surface, readCases, s.Desk.Cases, view)
}

// readCases reads the filters; what is not a filter of ours filters nothing.
func readCases(r *http.Request) (app.CasesIn, error) {
	q := r.URL.Query()
	in := app.CasesIn{
		State: recovery.State(q.Get("state")), Kind: q.Get("kind"), Find: q.Get("q"), After: q.Get("after"),
	}
	if owner, ok := parsePerson(q.Get("owner")); ok {
		in.Owner = owner
	}
	return in, nil
}

func parsePerson(text string) (id.Person, bool) {
	var p id.Person
	err := p.UnmarshalJSON([]byte(`"` + text + `"`))
	return p, err == nil && p > 0
}

// casesSheet is what the list shows.
type casesSheet struct {
	view
	List  app.Cases
	Query url.Values
}

func (s casesSheet) states() []look.Choice {
	list := []look.Choice{{Label: s.T("Any state")}}
	for _, state := range recovery.States() {
		list = append(list, look.Choice{Value: string(state), Label: stateWord(s.Printer, state)})
	}
	return list
}

func (s casesSheet) kinds() []look.Choice {
	list := []look.Choice{{Label: s.T("Any kind")}}
	for _, f := range s.List.Kinds {
		list = append(list, look.Choice{Value: f.Key, Label: f.Label})
	}
	return list
}

func (s casesSheet) owners() []look.Choice {
	list := []look.Choice{{Label: s.T("Anybody’s")}}
	for _, p := range s.List.Staff {
		list = append(list, look.Choice{Value: p.ID.Text(), Label: p.Name})
	}
	return list
}

// filtered reports whether something narrows the list.
func (s casesSheet) filtered() bool {
	return s.Query.Get("state")+s.Query.Get("kind")+s.Query.Get("owner")+s.Query.Get("q") != ""
}

func (s casesSheet) pager() look.PagerView {
	with := func(after string) string {
		q := url.Values{}
		for name, value := range s.Query {
			q[name] = value
		}
		q.Del("after")
		if after != "" {
			q.Set("after", after)
		}
		return "/cases?" + q.Encode()
	}
	p := look.PagerView{}
	if s.Query.Get("after") != "" {
		p.First = with("")
	}
	if s.List.Next != "" {
		p.Next = with(s.List.Next)
	}
	return p
}

func (s casesSheet) table() look.TableView {
	t := look.TableView{Caption: s.T("Cases"), Columns: []look.Column{
		{Label: s.T("Customer")}, {Label: s.T("What happened")}, {Label: s.T("State")}, {Label: s.T("How it mends"), Quiet: true},
		{Label: s.T("Owner")}, {Label: s.T("Next owed"), Num: true},
	}}
	for _, row := range s.List.Items {
		t.Rows = append(t.Rows, look.TableRow{Href: "/cases/" + row.ID.Text(), Cells: []templ.Component{
			caseWho(s, row), caseWhat(s, row), caseState(s, row), look.SeamMini(s.mini(row.Number, row.Seam, row.State), s),
			look.Text(row.Owner.Name), caseNext(s, row),
		}})
	}
	return t
}

func (s casesSheet) none() look.EmptyView {
	if s.filtered() {
		return look.EmptyView{
			Title: s.T("No case is like that."), Text: s.T("Fewer filters find more."),
			Do: []look.ButtonView{{Label: s.T("Show all cases"), Href: "/cases"}},
		}
	}
	return look.EmptyView{
		Title: s.T("No case yet."), Text: s.T("When a customer tells us what went wrong, it stands here within a second."),
		Do: []look.ButtonView{{Label: s.T("Write down a complaint"), Href: "/cases/new", Icon: "plus"}},
	}
}
