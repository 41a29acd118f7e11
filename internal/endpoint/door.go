package endpoint

import (
	"context"
	"net/http"
	"strings"
	"time"

	"amends/internal/errs"
	"amends/internal/recovery"
)

// Middleware wraps a handler in another.
type Middleware func(http.Handler) http.Handler

// Key finds the secret somebody brings; "" for none.
type Key func(r *http.Request) string

// Open tells whose a secret is: app.Session, app.Bearer and app.Link.
type Open func(ctx context.Context, secret string) (recovery.Actor, error)

// Door lets in whoever brings a secret that opens it, as an actor in the context. Everybody else
// is shown to refuse: with a refusal of the kind Denied when no secret was brought, else with
// what open said.
func Door(key Key, open Open, refuse func(w http.ResponseWriter, r *http.Request, err error)) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			secret := key(r)
			if secret == "" {
				refuse(w, r, errs.Deniedf("Please sign in first."))
				return
			}
			who, err := open(r.Context(), secret)
			if err != nil {
				refuse(w, r, err)
				return
			}
			next.ServeHTTP(w, r.WithContext(WithWho(r.Context(), who)))
		})
	}
}

// InPath is the secret in a part of the path: a customer's link.
func InPath(name string) Key { return func(r *http.Request) string { return r.PathValue(name) } }

// Bearer is the token of the Authorization header (RFC 6750, section 2.1).
func Bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// sessionFor is how long a browser keeps a session. The store ends it earlier where it has to.
const sessionFor = 30 * 24 * time.Hour

// Session is the cookie that holds a colleague's session.
type Session struct {
	Secure bool // the public address is https
}

func (s Session) name() string {
	if s.Secure {
		return "__Host-amends"
	}
	return "amends"
}

// Key finds the session's secret.
func (s Session) Key(r *http.Request) string {
	c, err := r.Cookie(s.name())
	if err != nil {
		return ""
	}
	return c.Value
}

// Begin gives the browser the session's secret.
func (s Session) Begin(w http.ResponseWriter, secret string) {
	http.SetCookie(w, s.cookie(secret, int(sessionFor/time.Second)))
}

// End takes it away.
func (s Session) End(w http.ResponseWriter) { http.SetCookie(w, s.cookie("", -1)) }

func (s Session) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: s.name(), Value: value, Path: "/", MaxAge: maxAge,
		Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}
