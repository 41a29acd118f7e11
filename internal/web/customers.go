package web

import (
	"context"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/recovery"
)

// customers is everybody who ever told us that something went wrong, by name.
func (s *site) customers() http.Handler {
	read := func(r *http.Request) (app.CustomersIn, error) {
		q := r.URL.Query()
		return app.CustomersIn{Find: q.Get("q"), After: q.Get("after")}, nil
	}
	view := func(w http.ResponseWriter, r *http.Request, list app.Customers) error {
		f := s.frame(w, r, "customers", "")
		f.Title = f.T("Customers")
		q := r.URL.Query()
		return s.show(w, r, http.StatusOK, f, customersPage(customersSheet{view: f.view, List: list, Find: q.Get("q"), Paged: q.Get("after") != ""}))
	}
	return endpoint.Page(s.surface, read, s.Desk.Customers, view)
}

// customersSheet is what the list shows.
type customersSheet struct {
	view
	List  app.Customers
	Find  string
	Paged bool
}

func (s customersSheet) table() look.TableView {
	t := look.TableView{Caption: s.T("Customers"), Columns: []look.Column{
		{Label: s.T("Customer")}, {Label: s.T("With us since")}, {Label: s.T("Reach them")}, {Label: s.T("What we know"), Quiet: true},
		{Label: s.T("Spent"), Num: true}, {Label: s.T("Cases"), Num: true},
	}}
	for _, c := range s.List.Items {
		t.Rows = append(t.Rows, look.TableRow{Href: "/customers/" + c.ID.Text(), Cells: []templ.Component{
			customerWho(s, c), look.Text(s.yearOf(c)), look.Text(s.reach(c.Contact)), customerNote(c), look.Text(s.amount(c)), look.Text(s.countText(c.Cases)),
		}})
	}
	return t
}

func (s customersSheet) pager() look.PagerView {
	p := look.PagerView{}
	with := func(after string) string {
		q := url.Values{}
		if s.Find != "" {
			q.Set("q", s.Find)
		}
		if after != "" {
			q.Set("after", after)
		}
		return "/customers?" + q.Encode()
	}
	if s.Paged {
		p.First = with("")
	}
	if s.List.Next != "" {
		p.Next = with(s.List.Next)
	}
	return p
}

func (s customersSheet) none() look.EmptyView {
	if s.Find != "" || s.Paged {
		return look.EmptyView{
			Title: s.T("Nobody of that name."), Text: s.T("Try a part of the name, a mail address or a phone number."),
			Do: []look.ButtonView{{Label: s.T("Show everybody"), Href: "/customers"}},
		}
	}
	return look.EmptyView{
		Title: s.T("Nobody has complained yet."), Text: s.T("Whoever tells us what went wrong stands here from then on, with everything we owed and gave them."),
		Do: []look.ButtonView{{Label: s.T("Write down a complaint"), Href: "/cases/new", Icon: "plus"}},
	}
}

// nameOf is how a customer is called; one who was forgotten has no name any more.
func (v view) nameOf(c app.Customer) string {
	switch {
	case !c.ErasedAt.IsZero():
		return v.T("A forgotten customer")
	case c.Name != "":
		return c.Name
	case c.Email != "":
		return c.Email
	}
	return v.T("Somebody without a name")
}

func (v view) yearOf(c app.Customer) string {
	if c.Since.IsZero() {
		return ""
	}
	return c.Since.In(v.Zone()).Format("2006")
}

func (v view) amount(c app.Customer) string {
	if c.Value.IsZero() {
		return ""
	}
	return v.Money(c.Value)
}

// reach is how and when the customer wants to hear from us, "" when they did not say.
func (v view) reach(c recovery.Contact) string {
	switch {
	case c.Channel != "" && c.When != "":
		return v.T("%[1]s, %[2]s", wayWord(v.Printer, c.Channel), c.When)
	case c.Channel != "":
		return wayWord(v.Printer, c.Channel)
	}
	return c.When
}

// customerIn asks for a customer's history.
type customerIn struct {
	ID    id.Customer
	After string
}

// customer is everything between a customer and us.
func (s *site) customer() http.Handler {
	read := func(r *http.Request) (customerIn, error) {
		c, err := endpoint.PathID[id.Customer](r, "id")
		return customerIn{ID: c, After: r.URL.Query().Get("after")}, err
	}
	use := func(ctx context.Context, who recovery.Actor, in customerIn) (app.CustomerView, error) {
		return s.Desk.Customer(ctx, who, in.ID, in.After)
	}
	view := func(w http.ResponseWriter, r *http.Request, c app.CustomerView) error {
		return s.showCustomer(w, r, http.StatusOK, c, form{})
	}
	return endpoint.Page(s.surface, read, use, view)
}

func (s *site) showCustomer(w http.ResponseWriter, r *http.Request, status int, c app.CustomerView, back form) error {
	f := s.frame(w, r, "customers", "")
	f.Title = f.nameOf(c.Customer)
	sheet := customerSheet{view: f.view, CustomerView: c, Who: f.Who, Back: back, Paged: r.URL.Query().Get("after") != ""}
	return s.show(w, r, status, f, customerPage(sheet))
}

// customerAgain shows the history with a refused form in it.
func (s *site) customerAgain(w http.ResponseWriter, r *http.Request, c id.Customer, no endpoint.Refusal) error {
	if s.denied(w, r, no) {
		return nil
	}
	view, err := s.Desk.Customer(r.Context(), endpoint.Who(r.Context()), c, "")
	if err != nil {
		return err
	}
	return s.showCustomer(w, r, no.Status, view, refused(r, no))
}

// saveCustomer keeps what colleagues know of a customer.
func (s *site) saveCustomer() http.Handler {
	read := func(r *http.Request) (app.CustomerIn, error) {
		c, err := endpoint.PathID[id.Customer](r, "id")
		if err != nil {
			return app.CustomerIn{}, err
		}
		f := endpoint.Colleague(r)
		in := app.CustomerIn{
			ID: c, Name: f.Line("name", lineLong), Phone: f.Line("phone", lineLong), Note: f.Text("note", noteLong),
			Value: f.Money("value", s.Desk.Policy().Company.Currency),
		}
		return in, f.Err()
	}
	use := func(ctx context.Context, who recovery.Actor, in app.CustomerIn) (id.Customer, error) {
		return in.ID, s.Desk.SaveCustomer(ctx, who, in)
	}
	view := func(w http.ResponseWriter, r *http.Request, c id.Customer) error {
		setFlash(w, "customer")
		http.Redirect(w, r, "/customers/"+c.Text(), http.StatusSeeOther)
		return nil
	}
	again := func(w http.ResponseWriter, r *http.Request, in app.CustomerIn, no endpoint.Refusal) error {
		return s.customerAgain(w, r, in.ID, no)
	}
	return endpoint.Form(s.surface, read, use, view, again)
}

// noteLong is how long a note about a customer may be, in characters.
const noteLong = 4000

// exportCustomer gives everything we hold of a customer as a file.
func (s *site) exportCustomer() http.Handler {
	read := func(r *http.Request) (id.Customer, error) { return endpoint.PathID[id.Customer](r, "id") }
	view := func(w http.ResponseWriter, r *http.Request, all []byte) error {
		c, err := endpoint.PathID[id.Customer](r, "id")
		if err != nil {
			return err
		}
		h := w.Header()
		h.Set("Content-Type", "application/json; charset=utf-8")
		h.Set("Content-Disposition", `attachment; filename="customer-`+c.Text()+`.json"`)
		_, _ = w.Write(all) // that the other side went away is not a failure of ours
		return nil
	}
	return endpoint.Page(s.surface, read, s.Desk.ExportCustomer, view)
}

// eraseIn forgets a customer whose name was typed.
type eraseIn struct {
	ID   id.Customer
	Name string
}

// eraseCustomer forgets a customer for good, once their name was typed.
func (s *site) eraseCustomer() http.Handler {
	read := func(r *http.Request) (eraseIn, error) {
		c, err := endpoint.PathID[id.Customer](r, "id")
		if err != nil {
			return eraseIn{}, err
		}
		f := endpoint.Colleague(r)
		in := eraseIn{ID: c, Name: f.Line("confirm", lineLong)}
		return in, f.Err()
	}
	view := func(w http.ResponseWriter, r *http.Request, _ endpoint.None) error {
		setFlash(w, "erased")
		http.Redirect(w, r, "/customers", http.StatusSeeOther)
		return nil
	}
	again := func(w http.ResponseWriter, r *http.Request, in eraseIn, no endpoint.Refusal) error {
		return s.customerAgain(w, r, in.ID, no)
	}
	return endpoint.Form(s.surface, read, endpoint.Just(s.erase), view, again)
}

func (s *site) erase(ctx context.Context, who recovery.Actor, in eraseIn) error {
	c, err := s.Desk.Customer(ctx, who, in.ID, "")
	if err != nil {
		return err
	}
	if name := endpoint.Words(ctx); in.Name != (view{Printer: name}).nameOf(c.Customer) {
		return errs.Invalidf("confirm", "That is not the name above. Nothing was erased.")
	}
	return s.Desk.EraseCustomer(ctx, who, in.ID)
}
