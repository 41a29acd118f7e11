package scenarios

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/blob"
	"amends/internal/email"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/live"
	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/portal"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
	"amends/internal/worker"
)

// house is a whole Amends without its sockets, in which a story happens.
type house struct {
	t      *testing.T
	file   string
	at     line
	app    *app.App
	store  *store.Store
	worker *worker.Worker
	pages  http.Handler
	zone   *time.Location

	mu  sync.Mutex
	now time.Time

	people    map[string]app.Actor // by first name
	customers map[string]customer  // by first name
	case_     id.Case              // the one the story speaks of
	sent      *post
	refused   error
	mails     int // written by customers so far
}

// nextMail numbers what customers write, for its Message-ID.
func (h *house) nextMail() int {
	h.mails++
	return h.mails
}

type customer struct {
	name, email string
	case_       id.Case
	page        string
}

// post keeps what left, in memory.
type post struct {
	mu    sync.Mutex
	mails []email.Message
}

func (p *post) Send(_ context.Context, _ string, _ []string, raw []byte) error {
	m, err := email.Parse(raw)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mails = append(p.mails, m)
	return nil
}

func (p *post) all() []email.Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]email.Message(nil), p.mails...)
}

// base is the address of the house in its links.
const base = "https://care.northmill.example"

func newHouse(t *testing.T, engine, file string) *house {
	t.Helper()
	h := &house{t: t, file: file, people: map[string]app.Actor{}, customers: map[string]customer{}, sent: &post{}}
	h.now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	config := storetest.Config(t, engine)
	config.Clock = h.clock
	var err error
	if h.store, err = store.Open(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.store.Close(); err != nil {
			t.Error(err)
		}
	})
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	if h.app, err = app.New(t.Context(), app.Config{Store: h.store, Files: files, Live: live.NewHub(), Log: log, Base: base}); err != nil {
		t.Fatal(err)
	}
	h.zone = h.app.Zone()
	h.worker = worker.New(worker.Config{Store: h.store, App: h.app, Sender: h.sent, Log: log})
	mux := http.NewServeMux()
	portal.Routes(mux, portal.Config{
		App: h.app, Company: func() playbook.Company { return h.app.Policy().Company }, Assets: look.Assets{}, Key: make([]byte, 32),
		Client: endpoint.Client{}, Log: log, Now: h.clock,
	})
	h.pages = mux
	h.hire()
	return h
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) setClock(to time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = to
}

// hire fills the company: two representatives, a lead, a manager and an administrator in one team.
func (h *house) hire() {
	h.t.Helper()
	system := recovery.System()
	team, err := h.app.SaveTeam(h.t.Context(), system, 0, "Care")
	h.must(err)
	for _, p := range []struct {
		name string
		role recovery.Role
	}{
		{"Ines Okafor", recovery.Admin}, {"Mara Lindgren", recovery.Representative}, {"Jon Bergqvist", recovery.Representative},
		{"Lena Fuchs", recovery.Lead}, {"Henrik Aas", recovery.Manager},
	} {
		first := strings.ToLower(strings.Fields(p.name)[0])
		i, err := h.app.SavePerson(h.t.Context(), system, app.PersonIn{Name: p.name, Email: first + "@northmill.example", Role: p.role, Team: team})
		h.must(err)
		h.people[first] = app.Actor{Kind: recovery.ByPerson, Person: i, Role: p.role, Team: team, Name: p.name}
	}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.fail("%v", err)
	}
}

func (h *house) fail(format string, args ...any) {
	h.t.Helper()
	h.t.Fatalf("%s:%d: %s: "+format, append([]any{h.file, h.at.number, h.at.words}, args...)...)
}

// settle does all the work that is due now.
func (h *house) settle() {
	h.t.Helper()
	h.must(h.worker.Settle(h.t.Context()))
}

// pass lets time go by until a moment; what falls due on the way happens at its own time.
func (h *house) pass(to time.Time) {
	h.t.Helper()
	for h.settle(); ; h.settle() {
		next, any, err := h.store.NextDue(h.t.Context())
		h.must(err)
		if !any || next.After(to) {
			break
		}
		if next.After(h.clock()) {
			h.setClock(next)
		}
	}
	if to.After(h.clock()) {
		h.setClock(to)
	}
	h.settle()
}

// state is the case the story speaks of, as it is.
func (h *house) state() app.CaseView {
	h.t.Helper()
	v, err := h.app.Case(h.t.Context(), h.people["ines"], h.case_, "")
	h.must(err)
	return v
}

// page is what the customer of the story sees, as text without tags.
func (h *house) page() string {
	h.t.Helper()
	path := strings.TrimPrefix(h.state().PageURL, base)
	w := httptest.NewRecorder()
	h.pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		h.fail("the customer's page answers %d", w.Code)
	}
	return squeeze(email.TextFromHTML(w.Body.String()))
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// examine ends a story: every case must be what its events say, and the books balanced.
func (h *house) examine() {
	h.t.Helper()
	var found []string
	err := h.app.Doctor(context.Background(), func(f app.DoctorFinding) {
		if f.Wrong {
			found = append(found, f.Say)
		}
	})
	if err := errors.Join(err); err != nil {
		h.t.Fatal(err)
	}
	for _, f := range found {
		h.t.Errorf("doctor: %s", f)
	}
}
