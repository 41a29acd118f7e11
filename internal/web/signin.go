package web

import (
	"context"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/look"
	"amends/internal/recovery"
)

// doorSheet is what the pages in front of the door show.
type doorSheet struct {
	frame
	Back form
}

func (s *site) showDoor(w http.ResponseWriter, r *http.Request, status int, back form, inside func(doorSheet) templ.Component) error {
	f := s.frame(w, r, "", "")
	f.Title = f.T("Sign in")
	return endpoint.HTML(w, r, status, doorPage(f, inside(doorSheet{frame: f, Back: back})))
}

// signIn asks for the mail address, or says that the link is on its way.
func (s *site) signIn() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inside := askCard
		if r.URL.Query().Has("sent") {
			inside = sentCard
		}
		if err := s.showDoor(w, r, http.StatusOK, form{}, inside); err != nil {
			s.surface.Answer(w, r, err)
		}
	})
}

// askSignIn mails a one-time link. What it answers does not depend on whether the address is known.
func (s *site) askSignIn() http.Handler {
	read := func(r *http.Request) (string, error) {
		f := endpoint.Colleague(r)
		email := f.Need("email", lineLong, "Write your mail address; the link goes there.")
		return email, f.Err()
	}
	use := func(ctx context.Context, _ recovery.Actor, email string) (endpoint.None, error) {
		return endpoint.None{}, s.Desk.AskSignIn(ctx, email)
	}
	sent := func(*http.Request, endpoint.None) string { return "/sign-in?sent" }
	again := func(w http.ResponseWriter, r *http.Request, _ string, no endpoint.Refusal) error {
		return s.showDoor(w, r, no.Status, form{Name: "ask", Words: r.Form, No: no}, askCard)
	}
	return endpoint.Form(s.surface, read, use, endpoint.SeeOther(sent), again)
}

// threshold is where a one-time link leads: a page with a button. Programs that open the links of
// mails to look for harm press no button, so they do not use the link up.
func (s *site) threshold() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		card := func(d doorSheet) templ.Component { return thresholdCard(d, r.URL.Path) }
		if err := s.showDoor(w, r, http.StatusOK, form{}, card); err != nil {
			s.surface.Answer(w, r, err)
		}
	})
}

// enter uses the link up and opens a session.
func (s *site) enter() http.Handler {
	read := func(r *http.Request) (string, error) { return r.PathValue("token"), nil }
	use := func(ctx context.Context, _ recovery.Actor, token string) (string, error) {
		return s.Desk.SignIn(ctx, token)
	}
	view := func(w http.ResponseWriter, r *http.Request, secret string) error {
		s.Session.Begin(w, secret)
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return nil
	}
	again := func(w http.ResponseWriter, r *http.Request, _ string, no endpoint.Refusal) error {
		return s.showDoor(w, r, no.Status, form{Name: "ask", Words: url.Values{}, No: no}, askCard)
	}
	return endpoint.Form(s.surface, read, use, view, again)
}

// signOut ends the session, here and in the house.
func (s *site) signOut() http.Handler {
	read := func(r *http.Request) (string, error) { return s.Session.Key(r), nil }
	use := func(ctx context.Context, _ recovery.Actor, secret string) (endpoint.None, error) {
		err := s.Desk.SignOut(ctx, secret)
		if errs.Is(err, errs.Missing) {
			err = nil // it had ended by itself
		}
		return endpoint.None{}, err
	}
	view := func(w http.ResponseWriter, r *http.Request, _ endpoint.None) error {
		s.Session.End(w)
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return nil
	}
	return endpoint.Page(s.surface, read, use, view)
}

func (d doorSheet) box() look.FieldView {
	return d.Back.boxed("ask", look.FieldView{
		Name: "email", Type: "email", Label: d.T("Mail address"), Required: true, Attrs: templ.Attributes{"autocomplete": "email", "autofocus": true},
	})
}
