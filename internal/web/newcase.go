package web

import (
	"context"
	"net/http"
	"net/url"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// newSheet is the form of a complaint a colleague writes down.
type newSheet struct {
	view
	Kinds []playbook.Failure
	Words url.Values
	No    endpoint.Refusal
}

// newCase is the empty form; what the address carries stands in it already.
func (s *site) newCase() http.Handler {
	use := func(ctx context.Context, who recovery.Actor, _ endpoint.None) (app.Cases, error) {
		return s.Desk.Cases(ctx, who, app.CasesIn{Limit: 1})
	}
	view := func(w http.ResponseWriter, r *http.Request, list app.Cases) error {
		return s.showNew(w, r, http.StatusOK, newSheet{Kinds: list.Kinds, Words: r.URL.Query()})
	}
	return endpoint.Page(s.surface, endpoint.Nothing, use, view)
}

func (s *site) showNew(w http.ResponseWriter, r *http.Request, status int, sheet newSheet) error {
	f := s.frame(w, r, "cases", "")
	f.Title, sheet.view = f.T("A new complaint"), f.view
	return s.show(w, r, status, f, newPage(sheet))
}

// logComplaint writes down what a customer said on the phone or at the counter.
func (s *site) logComplaint() http.Handler {
	view := func(w http.ResponseWriter, r *http.Request, out app.Receipt) error {
		setFlash(w, "opened")
		http.Redirect(w, r, "/cases/"+out.Case.Text(), http.StatusSeeOther)
		return nil
	}
	again := func(w http.ResponseWriter, r *http.Request, _ app.Complaint, no endpoint.Refusal) error {
		list, err := s.Desk.Cases(r.Context(), endpoint.Who(r.Context()), app.CasesIn{Limit: 1})
		if err != nil {
			return err
		}
		return s.showNew(w, r, no.Status, newSheet{Kinds: list.Kinds, Words: r.Form, No: no})
	}
	return endpoint.Form(s.surface, readComplaint, s.Desk.Complain, view, again)
}

func readComplaint(r *http.Request) (app.Complaint, error) {
	f := endpoint.Colleague(r)
	in := app.Complaint{
		Channel:    recovery.Channel(f.Choice("channel", string(recovery.Phone), string(recovery.InPerson))),
		Text:       f.Need("text", textLong, "Write what the customer said, in their words."),
		Name:       f.Need("name", lineLong, "Who is it? A name is enough."),
		Email:      f.Text("email", lineLong),
		Phone:      f.Text("phone", lineLong),
		Reference:  f.Text("reference", lineLong),
		Wants:      f.Text("wants", textLong),
		OccurredAt: f.Moment("occurred_at"),
		Customer:   endpoint.ID[id.Customer](f, "customer"),
	}
	if in.Channel == "" {
		in.Channel = recovery.Phone
	}
	return in, f.Err()
}

func (s newSheet) box(f look.FieldView) look.FieldView {
	f.Value = s.Words.Get(f.Name)
	if s.No.Field == f.Name {
		f.Error = s.No.Say
	}
	return f
}

// refusal is what no box says.
func (s newSheet) refusal() string {
	switch s.No.Field {
	case "text", "name", "email", "phone", "reference", "wants", "occurred_at":
		return ""
	}
	return s.No.Say
}

func (s newSheet) channels() []look.Choice {
	return []look.Choice{
		{Value: string(recovery.Phone), Label: s.T("On the phone"), On: s.Words.Get("channel") != string(recovery.InPerson)},
		{Value: string(recovery.InPerson), Label: s.T("In person"), On: s.Words.Get("channel") == string(recovery.InPerson)},
	}
}
