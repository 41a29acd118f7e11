package endpoint

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/recovery"
)

// bench is a frame around a few routes.
type bench struct {
	*testing.T
	log     bytes.Buffer
	surface Surface
	mux     *http.ServeMux
}

func setup(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, mux: http.NewServeMux()}
	b.surface = Surface{Log: slog.New(slog.NewTextHandler(&b.log, nil)), Refuse: func(w http.ResponseWriter, _ *http.Request, no Refusal) {
		w.WriteHeader(no.Status)
		_, _ = io.WriteString(w, no.Say)
	}}
	return b
}

func (b *bench) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	Frame(FrameConfig{Surface: b.surface, Secure: true, Zone: func() *time.Location { return time.UTC }}, b.mux).ServeHTTP(w, r)
	return w
}

func (b *bench) get(path string) *httptest.ResponseRecorder {
	return b.do(httptest.NewRequest(http.MethodGet, path, nil))
}

// fails is a route whose use case is refused with err.
func (b *bench) fails(err error) {
	use := func(context.Context, recovery.Actor, None) (None, error) { return None{}, err }
	b.mux.Handle("GET /it/{secret}", Page(b.surface, Nothing, use, SeeOther(func(*http.Request, None) string { return "/" })))
}

func TestRefusalsBecomeStatuses(t *testing.T) {
	t.Parallel()
	cases := []struct {
		err    error
		status int
		say    string
		level  string
	}{
		{errs.Invalidf("due", "Say by when."), 422, "Say by when.", "INFO"},
		{errs.Deniedf("Not yours."), 403, "Not yours.", "INFO"},
		{errs.Missingf("Nothing here."), 404, "Nothing here.", "INFO"},
		{errs.Conflictf("%s was quicker.", "Jon"), 409, "Jon was quicker.", "INFO"},
		{errs.Busyf("Later.").Because(errors.New("disk full")), 503, "Later.", "WARN"},
		{fmt.Errorf("case: %w", errs.Deniedf("Not yours.")), 403, "Not yours.", "INFO"},
		{errors.New("select: no such table"), 500, "Something went wrong on our side.", "ERROR"},
		{&http.MaxBytesError{Limit: 1}, 413, "That is more than we can take at once.", "INFO"},
	}
	for _, c := range cases {
		t.Run(c.err.Error(), func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.fails(c.err)
			w := b.get("/it/hush")
			if w.Code != c.status || !strings.HasPrefix(w.Body.String(), c.say) {
				t.Errorf("answered %d %q", w.Code, w.Body)
			}
			if retry := w.Header().Get("Retry-After"); (retry != "") != (c.status == 503) {
				t.Errorf("Retry-After %q", retry)
			}
			log := b.log.String()
			if strings.Count(log, "msg=refused") != 1 || !strings.Contains(log, "level="+c.level+" msg=refused") || strings.Contains(log, "hush") {
				t.Errorf("logged %s", log)
			}
		})
	}
}

func TestFormComesBackWithItsWords(t *testing.T) {
	t.Parallel()
	b := setup(t)
	read := func(r *http.Request) (string, error) {
		f := Colleague(r)
		return f.Need("what", 20, "Say what."), f.Err()
	}
	use := func(_ context.Context, _ recovery.Actor, what string) (string, error) {
		if what == "busy" {
			return "", errs.Busyf("Later.")
		}
		return what, nil
	}
	again := func(w http.ResponseWriter, _ *http.Request, in string, no Refusal) error {
		w.WriteHeader(no.Status)
		_, err := fmt.Fprintf(w, "%s|%s|%s", in, no.Field, no.Say)
		return err
	}
	b.mux.Handle("POST /", Form(b.surface, read, use, SeeOther(func(_ *http.Request, what string) string { return "/" + what }), again))
	cases := []struct {
		body   string
		status int
		want   string
	}{
		{"what=call", 303, ""},
		{"what=", 422, "|what|Say what."},
		{"what=" + strings.Repeat("x", 21), 422, strings.Repeat("x", 21) + "|what|Please say it in at most 20 characters."},
		{"what=busy", 503, "busy||Later."},
		{"what=%ff", 422, "ÿ|what|Some letters here did not arrive whole. Please type this again."},
		{"what=" + strings.Repeat("x", FormSize), 413, "That is more than we can take at once. Please send less: shorter words, fewer or smaller files."},
	}
	for _, c := range cases {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(c.body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if w := b.do(r); w.Code != c.status || w.Body.String() != c.want {
			t.Errorf("%.20q: %d %q", c.body, w.Code, w.Body)
		}
	}
}

func TestPanicIsAnswered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.mux.HandleFunc("GET /boom", func(http.ResponseWriter, *http.Request) { panic("boom") })
	w := b.get("/boom")
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "boom") || !strings.Contains(b.log.String(), "panic: boom") {
		t.Errorf("%d %q, logged %s", w.Code, w.Body, b.log.String())
	}
}

func TestHalfAnAnswerIsTorn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.mux.HandleFunc("GET /half", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		panic("boom")
	})
	defer func() {
		if cause := recover(); cause != http.ErrAbortHandler || !strings.Contains(b.log.String(), "panic: boom") {
			t.Errorf("ended with %v, logged %s", cause, b.log.String())
		}
	}()
	b.get("/half")
}

func TestDoor(t *testing.T) {
	t.Parallel()
	b := setup(t)
	open := func(_ context.Context, secret string) (recovery.Actor, error) {
		switch secret {
		case "good":
			return recovery.Actor{Kind: recovery.ByPerson, Person: 3}, nil
		case "busy":
			return recovery.Actor{}, errs.Busyf("Later.")
		}
		return recovery.Actor{}, errs.Deniedf("It has ended.")
	}
	whoami := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, Who(r.Context()).Text()) })
	b.mux.Handle("GET /staff", Door(Session{Secure: true}.Key, open, b.surface.Answer)(whoami))
	b.mux.Handle("GET /api", Door(Bearer, open, b.surface.Answer)(whoami))
	b.mux.Handle("GET /c/{token}", Door(InPath("token"), open, b.surface.Answer)(whoami))
	cases := []struct {
		path, header, value string
		status              int
		say                 string
	}{
		{"/staff", "", "", 403, "Please sign in first."},
		{"/staff", "Cookie", "__Host-amends=good", 200, "person:3"},
		{"/staff", "Cookie", "amends=good", 403, "Please sign in first."},
		{"/staff", "Cookie", "__Host-amends=old", 403, "It has ended."},
		{"/staff", "Cookie", "__Host-amends=busy", 503, "Later."},
		{"/api", "Authorization", "bearer good", 200, "person:3"},
		{"/api", "Authorization", "Basic good", 403, "Please sign in first."},
		{"/c/good", "", "", 200, "person:3"},
		{"/c/other", "", "", 403, "It has ended."},
	}
	for _, c := range cases {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		if c.header != "" {
			r.Header.Set(c.header, c.value)
		}
		if w := b.do(r); w.Code != c.status || w.Body.String() != c.say {
			t.Errorf("%s with %q: %d %q", c.path, c.value, w.Code, w.Body)
		}
	}
}

func TestSessionCookie(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{true, false} {
		w := httptest.NewRecorder()
		Session{Secure: secure}.Begin(w, "s3cret")
		c := w.Result().Cookies()[0]
		if !c.HttpOnly || c.Secure != secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || strings.HasPrefix(c.Name, "__Host-") != secure {
			t.Errorf("secure %v: %v", secure, c)
		}
		w = httptest.NewRecorder()
		Session{Secure: secure}.End(w)
		if c := w.Result().Cookies()[0]; c.MaxAge >= 0 || c.Value != "" {
			t.Errorf("not taken away: %v", c)
		}
	}
}
