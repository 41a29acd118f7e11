package portal

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

const goodToken = "k3Jf-good-link-92hs"

// The real thing fits.
var _ App = (*app.App)(nil)

// fakeApp keeps what it is asked and answers with the page it was given.
type fakeApp struct {
	mu         sync.Mutex
	page       app.CustomerPage
	complaints []app.Complaint
	bodies     map[string]string // of files, by name
	commands   []recovery.Command
	words      []app.WordIn
	refuse     error // what the next write is refused with
	broken     error // what every read fails with
}

func (f *fakeApp) Complain(_ context.Context, _ recovery.Actor, in app.Complaint) (app.Receipt, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.complaints {
		if c.Key == in.Key {
			return app.Receipt{Number: 1042, PageURL: "https://care.example/c/" + goodToken, Again: true}, f.refuse
		}
	}
	if f.refuse == nil {
		f.complaints = append(f.complaints, in)
	}
	for _, u := range in.Files {
		b, err := io.ReadAll(u.Body)
		if err != nil {
			return app.Receipt{}, err
		}
		f.bodies[u.Name] = string(b)
	}
	return app.Receipt{Number: 1042, PageURL: "https://care.example/c/" + goodToken}, f.refuse
}

func (f *fakeApp) Link(_ context.Context, token string) (recovery.Actor, error) {
	if f.broken != nil {
		return recovery.Actor{}, f.broken
	}
	if token != goodToken {
		return recovery.Actor{}, errs.Missingf("There is no such case 1042 of Ada.")
	}
	return recovery.Actor{Kind: recovery.ByCustomer, Customer: 7, Case: 12}, nil
}

func (f *fakeApp) CustomerPage(context.Context, recovery.Actor) (app.CustomerPage, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.page, f.broken
}

func (f *fakeApp) Do(_ context.Context, who recovery.Actor, c id.Case, cmd recovery.Command) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if who.Case != c || c == 0 {
		return errs.Deniedf("Not yours.")
	}
	f.commands = append(f.commands, cmd)
	if _, looks := cmd.(recovery.SeePage); looks {
		return nil
	}
	return f.refuse
}

func (f *fakeApp) Word(_ context.Context, _ recovery.Actor, in app.WordIn) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.words = append(f.words, in)
	return f.refuse
}

func (f *fakeApp) File(_ context.Context, _ recovery.Actor, i id.File) (app.File, io.ReadCloser, error) {
	if i != 31 {
		return app.File{}, nil, errs.Missingf("There is nothing here.")
	}
	return app.File{ID: 31, Name: "Quittung „März“.html", Type: "text/html", Size: 25}, io.NopCloser(strings.NewReader("<script>alert(1)</script>")), nil
}

// bench is a whole portal over a fake app, with a clock that stands still.
type bench struct {
	*testing.T
	app *fakeApp
	now time.Time
	log *bytes.Buffer
	h   http.Handler
}

func setup(t *testing.T) *bench {
	t.Helper()
	b := &bench{T: t, app: &fakeApp{page: received(), bodies: map[string]string{}}, now: at("24 10:22"), log: &bytes.Buffer{}}
	b.h = b.house(slog.New(slog.NewTextHandler(b.log, nil)), look.Assets{})
	return b
}

func (b *bench) house(log *slog.Logger, assets look.Assets) http.Handler {
	mux := http.NewServeMux()
	c := Config{
		App: b.app, Company: northmill, Assets: assets, Frames: []string{"https://www.northmill.example"}, Key: []byte("a key of the test"),
		Log: log, Now: func() time.Time { return b.now },
	}
	Routes(mux, c)
	surface := endpoint.Surface{Log: log, Refuse: (&desk{Config: c}).refuse}
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		b.Fatal(err)
	}
	return endpoint.Frame(endpoint.FrameConfig{Surface: surface, Secure: true, Zone: func() *time.Location { return zone }}, mux)
}

func (b *bench) get(path string) *httptest.ResponseRecorder {
	return b.do(httptest.NewRequest(http.MethodGet, path, nil))
}

func (b *bench) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	return w
}

func northmill() playbook.Company {
	return playbook.Company{Name: "Northmill", Team: "our care team", Phone: "0800 118 402", Zone: "Europe/Oslo", Currency: "EUR", Language: "en"}
}

// at is a moment of November 2026 in Oslo: "24 10:22".
func at(text string) time.Time {
	moment, err := time.ParseInLocation("2006-01-2 15:04", "2026-11-"+text, time.FixedZone("Oslo", 60*60))
	if err != nil {
		panic(err)
	}
	return moment
}
