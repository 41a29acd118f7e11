// Package endpoint is what all surfaces share of HTTP: a request is read, a use case is asked, the
// answer is shown, and whatever stands around that: doors, limits, headers, the access log. It is
// the only place that turns a refusal into a status. It must not know a page, a route, a rule or
// the store.
package endpoint

import (
	"context"
	"log/slog"
	"net/http"

	"amends/internal/recovery"
)

// UseCase is what a surface asks of package app.
type UseCase[In, Out any] func(ctx context.Context, who recovery.Actor, in In) (Out, error)

// Read shapes a request into what a use case takes. It gives what it could read also when it
// refuses, so that a form can come back with the person's words in it.
type Read[In any] func(r *http.Request) (In, error)

// View answers with what came out. What it returns is a failure to answer, not a refusal.
type View[Out any] func(w http.ResponseWriter, r *http.Request, out Out) error

// Again shows a form again that was refused, with the person's words in it and no.Status.
type Again[In any] func(w http.ResponseWriter, r *http.Request, in In, no Refusal) error

// None is what a use case takes or gives when there is nothing to take or give.
type None = struct{}

// Nothing reads nothing.
func Nothing(*http.Request) (None, error) { return None{}, nil }

// Just makes a use case of one that gives nothing.
func Just[In any](do func(context.Context, recovery.Actor, In) error) UseCase[In, None] {
	return func(ctx context.Context, who recovery.Actor, in In) (None, error) {
		return None{}, do(ctx, who, in)
	}
}

// Surface is what the handlers of one surface have in common.
type Surface struct {
	Log *slog.Logger
	// Refuse shows a refusal as the surface does: a page, a problem document. It writes the status.
	Refuse func(w http.ResponseWriter, r *http.Request, no Refusal)
}

// Page is read, use, view, and the surface's refusal where one of them fails.
func Page[In, Out any](s Surface, read Read[In], use UseCase[In, Out], view View[Out]) http.Handler {
	return Form(s, read, use, view, nil)
}

// Form is a Page that is written to: what is refused is shown again with the person's words. Its
// view is a redirect, as a rule: see SeeOther.
func Form[In, Out any](s Surface, read Read[In], use UseCase[In, Out], view View[Out], again Again[In]) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer dropFiles(r)
		in, err := read(r)
		var out Out
		if err == nil {
			out, err = use(r.Context(), Who(r.Context()), in)
		}
		if err == nil {
			err = view(w, r, out)
		}
		if err != nil {
			answer(s, w, r, in, err, again)
		}
	})
}

func answer[In any](s Surface, w http.ResponseWriter, r *http.Request, in In, err error, again Again[In]) {
	no := s.note(r, err)
	if again == nil || no.Status == http.StatusNotFound || no.Status == http.StatusRequestEntityTooLarge {
		s.show(w, r, no)
		return
	}
	no.retry(w)
	if err := again(w, r, in, no); err != nil {
		s.show(w, r, s.note(r, err))
	}
}

// SeeOther is a view that leads on: 303 to what to gives.
func SeeOther[Out any](to func(r *http.Request, out Out) string) View[Out] {
	return func(w http.ResponseWriter, r *http.Request, out Out) error {
		http.Redirect(w, r, to(r, out), http.StatusSeeOther)
		return nil
	}
}

// dropFiles removes what an upload left in the temporary folder; the server does so only for the
// request it made itself, not for its copies.
func dropFiles(r *http.Request) {
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll()
	}
}
