package badinput

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/server"
	"amends/internal/store/storetest"
)

// house is a running server, with whoever asks it for things.
type house struct {
	*server.Server
	t       *testing.T
	token   string // of a program with every right
	session string // Mara's
	client  *http.Client
}

// setup opens a house on an engine, in demo time so that the clock can be moved.
func setup(t *testing.T, engine string) *house {
	t.Helper()
	return open(t, server.Config{Place: server.Place{Data: t.TempDir(), Database: database(t, engine)}, Demo: true})
}

// database is an empty one of an engine; of SQLite it is made in the data folder.
func database(t *testing.T, engine string) string {
	t.Helper()
	return storetest.Config(t, engine).Database
}

func open(t *testing.T, c server.Config) *house {
	t.Helper()
	c.Listen, c.MailTLS, c.APIRate = "127.0.0.1:0", "starttls", 5000
	s, err := server.Build(t.Context(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	h := &house{Server: s, t: t, client: &http.Client{
		Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h.hire()
	return h
}

// each runs a test on both engines.
func each(t *testing.T, body func(t *testing.T, h *house)) {
	t.Helper()
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			body(t, setup(t, engine))
		})
	}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) hire() {
	h.t.Helper()
	ctx := h.t.Context()
	team, err := h.App.SaveTeam(ctx, recovery.System(), 0, "Care")
	h.must(err)
	for _, p := range []app.PersonIn{
		{Name: "Ines Okafor", Email: "ines@northmill.example", Role: recovery.Admin},
		{Name: "Mara Lindgren", Email: "mara@northmill.example", Role: recovery.Manager},
	} {
		p.Team = team
		_, err := h.App.SavePerson(ctx, recovery.System(), p)
		h.must(err)
	}
	h.token, err = h.App.CreateToken(ctx, recovery.System(), "shop", recovery.Admin)
	h.must(err)
	link, err := h.App.LinkFor(ctx, "mara@northmill.example")
	h.must(err)
	h.session, err = h.App.SignIn(ctx, path.Base(link))
	h.must(err)
}

// answer is what came back.
type answer struct {
	status int
	body   string
	to     string // where it leads, if anywhere
	header http.Header
}

func (h *house) ask(r *http.Request) answer {
	h.t.Helper()
	got, err := h.client.Do(r)
	h.must(err)
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	h.must(err)
	return answer{got.StatusCode, string(text), got.Header.Get("Location"), got.Header}
}

func (h *house) request(method, at string, body io.Reader) *http.Request {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), method, h.Base()+at, body)
	h.must(err)
	return r
}

// get asks for a page as a stranger.
func (h *house) get(at string) answer { return h.ask(h.request(http.MethodGet, at, nil)) }

// desk asks for a page as Mara, or sends a form of hers.
func (h *house) desk(at string, form url.Values) answer {
	h.t.Helper()
	r := h.request(http.MethodGet, at, nil)
	if form != nil {
		r = h.request(http.MethodPost, at, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: "amends", Value: h.session})
	return h.ask(r)
}

// send sends a form of the public, as browsers do: with its files, which it has none of.
func (h *house) send(at string, form url.Values) answer {
	h.t.Helper()
	var body strings.Builder
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, v := range values {
			h.must(w.WriteField(name, v))
		}
	}
	h.must(w.Close())
	r := h.request(http.MethodPost, at, strings.NewReader(body.String()))
	r.Header.Set("Content-Type", w.FormDataContentType())
	return h.ask(r)
}

// api sends JSON as a program with every right.
func (h *house) api(method, at, body string) answer {
	h.t.Helper()
	r := h.request(method, "/api/v1"+at, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+h.token)
	r.Header.Set("Content-Type", "application/json")
	return h.ask(r)
}

// problem is an answer of the API that says no.
type problem struct {
	Detail string
	Errors []struct{ Location, Message string }
}

func (a answer) problem(t *testing.T) problem {
	t.Helper()
	var p problem
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatalf("%d is no problem in JSON: %s", a.status, a.body)
	}
	return p
}

// receipt is the API's answer to a complaint.
type receipt struct {
	ID      string
	Number  int64
	PageURL string `json:"page_url"`
}

func quote(s string) string {
	text, _ := json.Marshal(s) // a string always has a JSON
	return string(text)
}

// complains sends a complaint that is taken.
func (h *house) complains(name, text string) receipt {
	h.t.Helper()
	a := h.api(http.MethodPost, "/complaints", `{"from":{"name":`+quote(name)+`,"email":"ada@customer.example"},"text":`+quote(text)+`}`)
	if a.status != http.StatusCreated {
		h.t.Fatalf("%d %s", a.status, a.body)
	}
	var r receipt
	h.must(json.Unmarshal([]byte(a.body), &r))
	h.settle()
	return r
}

// settle waits until all work that is due is done.
func (h *house) settle() {
	h.t.Helper()
	h.must(h.Stage.Worker.Settle(h.t.Context()))
}

// state is a case as it is.
func (h *house) state(r receipt) app.CaseView {
	h.t.Helper()
	v, err := h.App.Case(h.t.Context(), recovery.System(), h.case_(r), "")
	h.must(err)
	return v
}

func (h *house) case_(r receipt) id.Case {
	h.t.Helper()
	i, ok := id.Parse[int](r.ID)
	if !ok {
		h.t.Fatalf("%q is no case", r.ID)
	}
	return id.Case(i)
}

// mara is the manager at her desk.
func (h *house) mara() app.Actor {
	h.t.Helper()
	who, err := h.App.Session(h.t.Context(), h.session)
	h.must(err)
	return who
}

// ends resolves a case, lets time pass until it was asked whether it held, and closes it.
func (h *house) ends(r receipt, why string) {
	h.t.Helper()
	h.must(h.App.Do(h.t.Context(), h.mara(), h.case_(r), recovery.Resolve{How: "Sent again."}))
	h.must(h.Stage.Move(h.t.Context(), h.App.Now().Add(9*24*time.Hour)))
	h.must(h.App.Do(h.t.Context(), h.mara(), h.case_(r), recovery.Close{Cause: recovery.Cause{Text: why, NoAction: "Once only."}}))
	h.settle()
}

func (h *house) local(address string) string { return strings.TrimPrefix(address, h.Base()) }

// examine ends a test: every case is what its events say, and nothing accepted was lost.
func (h *house) examine() {
	h.t.Helper()
	h.must(h.App.Doctor(h.t.Context(), func(f app.DoctorFinding) {
		if f.Wrong {
			h.t.Errorf("doctor: %s", f.Say)
		}
	}))
}

// everyCase is all that was taken in.
func (h *house) everyCase() []app.CaseRow {
	h.t.Helper()
	var all []app.CaseRow
	for in := (app.CasesIn{Limit: 100}); ; {
		page, err := h.App.Cases(h.t.Context(), recovery.System(), in)
		h.must(err)
		all = append(all, page.Items...)
		if in.After = page.Next; in.After == "" {
			return all
		}
	}
}
