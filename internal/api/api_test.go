package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/blob"
	"amends/internal/endpoint"
	"amends/internal/live"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// caller is another program with a token.
type caller struct {
	t     *testing.T
	house http.Handler
	token string
}

func setup(t *testing.T) *caller {
	t.Helper()
	s := storetest.Open(t, "sqlite")
	a := newApp(t, s)
	ctx := context.Background()
	if _, err := a.SavePerson(ctx, recovery.System(), app.PersonIn{Name: "Mara Lindgren", Email: "mara@shop.example", Role: recovery.Admin}); err != nil {
		t.Fatal(err)
	}
	token, err := a.CreateToken(ctx, recovery.System(), "shop", recovery.Manager)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	inside := New(Config{App: a, Open: a.Bearer, Log: log, PerSecond: 1000, Now: time.Now})
	house := endpoint.Frame(endpoint.FrameConfig{Surface: endpoint.Surface{Log: log, Refuse: Refuse}, Zone: a.Zone}, inside)
	return &caller{t, house, token}
}

func newApp(t *testing.T, s *store.Store) *app.App {
	t.Helper()
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.New(t.Context(), app.Config{Store: s, Files: files, Live: live.NewHub(), Log: slog.New(slog.DiscardHandler), Base: "https://care.example"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// answer is what came back.
type answer struct {
	status int
	kind   string
	body   map[string]any
}

func (c *caller) ask(method, path, body string, headers ...string) answer {
	c.t.Helper()
	r := httptest.NewRequest(method, Prefix+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+c.token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	c.house.ServeHTTP(w, r)
	a := answer{status: w.Code, kind: w.Header().Get("Content-Type")}
	if err := json.Unmarshal(w.Body.Bytes(), &a.body); err != nil {
		c.t.Fatalf("%s %s: not JSON: %q", method, path, w.Body)
	}
	return a
}

func (a answer) text(field string) string {
	text, _ := a.body[field].(string)
	return text
}

const parcel = `{"from":{"name":"Ann Doe","email":"ann@mail.example"},"text":"My parcel never arrived.","reference":"NM-1","occurred_at":"2026-11-20","wants":"My money back.","value":{"amount":"49.90","currency":"EUR"}}`

func (c *caller) complain() string {
	c.t.Helper()
	a := c.ask("POST", "complaints", parcel)
	if a.status != http.StatusCreated {
		c.t.Fatalf("%+v", a)
	}
	return a.text("id")
}

func TestAComplaintIsTakenOnce(t *testing.T) {
	t.Parallel()
	c := setup(t)
	first := c.ask("POST", "complaints", parcel, "Idempotency-Key", "k1")
	second := c.ask("POST", "complaints", parcel, "Idempotency-Key", "k1")
	other := c.ask("POST", "complaints", parcel, "Idempotency-Key", "k2")
	if first.status != 201 || second.status != 200 || other.status != 201 {
		t.Errorf("%d %d %d", first.status, second.status, other.status)
	}
	for _, field := range []string{"id", "page_url"} {
		if first.text(field) == "" || first.text(field) != second.text(field) || first.text(field) == other.text(field) {
			t.Errorf("%s: %q %q %q", field, first.text(field), second.text(field), other.text(field))
		}
	}
	if _, ok := first.body["$schema"]; ok {
		t.Error("a link to a schema")
	}
}

func TestRefusalsNameTheField(t *testing.T) {
	t.Parallel()
	c := setup(t)
	i := c.complain()
	tests := []struct {
		name, method, path, body string
		status                   int
		field                    string
	}{
		{"no text", "POST", "complaints", `{"from":{"email":"a@b.example"},"text":" "}`, 422, "body.text"},
		{"text missing", "POST", "complaints", `{"from":{"email":"a@b.example"}}`, 422, "body"},
		{"no way to answer", "POST", "complaints", `{"from":{},"text":"x"}`, 422, "body.from.email"},
		{"half an address", "POST", "complaints", `{"from":{"email":"a@"},"text":"x"}`, 422, "body.from.email"},
		{"a field we do not know", "POST", "complaints", `{"from":{"email":"a@b.example"},"text":"x","shade":1}`, 422, "body.shade"},
		{"a wrong type", "POST", "complaints", `{"from":{"email":"a@b.example"},"text":7}`, 422, "body.text"},
		{"a channel we do not have", "POST", "complaints", `{"from":{"email":"a@b.example"},"text":"x","channel":"pigeon"}`, 422, "body.channel"},
		{"no date", "POST", "complaints", `{"from":{"email":"a@b.example"},"text":"x","occurred_at":"soon"}`, 422, "body.occurred_at"},
		{"the year 9999", "POST", "complaints", `{"from":{"email":"a@b.example"},"text":"x","occurred_at":"9999-12-31"}`, 422, "body.occurred_at"},
		{"no currency", "POST", "complaints", `{"from":{"email":"a@b.example"},"text":"x","value":{"amount":"1","currency":"\u0000\u0000\u0000"}}`, 422, "body.value.currency"},
		{"no amount", "POST", "complaints", `{"from":{"email":"a@b.example"},"text":"x","value":{"amount":"much","currency":"EUR"}}`, 422, "body.value"},
		{"half a body", "POST", "complaints", `{"from":`, 400, "body"},
		{"no body", "POST", "complaints", ``, 400, ""},
		{"too large", "POST", "complaints", `{"from":{"email":"a@b.example"},"text":"` + strings.Repeat("a", 2<<20) + `"}`, 413, ""},
		{"no such case", "GET", "cases/17", "", 404, ""},
		{"no id", "GET", "cases/moon", "", 404, ""},
		{"no such address", "GET", "moon", "", 404, ""},
		{"no such method", "DELETE", "cases", "", 405, ""},
		{"no such state", "GET", "cases?state=moon", "", 422, "query.state"},
		{"no such page size", "GET", "cases?limit=1000", "", 422, "query.limit"},
		{"owner is no id", "GET", "cases?owner=moon", "", 422, "query.owner"},
		{"an empty reply", "POST", "cases/" + i + "/replies", `{"text":"","send":true}`, 422, "body.text"},
		{"a promise of yesterday", "POST", "cases/" + i + "/commitments", `{"what":"Call","due_at":"2020-01-01T10:00:00Z"}`, 422, "body.due_at"},
		{"no such remedy", "POST", "cases/" + i + "/offers", `{"options":[{"remedy":"moon"}]}`, 422, "body.options"},
		{"no options", "POST", "cases/" + i + "/offers", `{"options":[]}`, 422, "body.options"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			a := (&caller{t, c.house, c.token}).ask(tc.method, tc.path, tc.body)
			if a.status != tc.status || a.text("field") != tc.field {
				t.Errorf("%d %q: %v", a.status, a.text("field"), a.body)
			}
			if a.kind != problemType || a.text("title") == "" || a.text("detail") == "" || a.body["status"] != float64(tc.status) {
				t.Errorf("not a problem: %s %v", a.kind, a.body)
			}
		})
	}
}

func TestWithoutATokenNothingIsSaid(t *testing.T) {
	t.Parallel()
	c := setup(t)
	for _, token := range []string{"", "amends_wrong"} {
		c.token = token
		for _, path := range []string{"cases", "cases/17", "moon"} {
			if a := c.ask("GET", path, ""); a.status != 401 || a.kind != problemType {
				t.Errorf("%s: %+v", path, a)
			}
		}
		if a := c.ask("GET", "openapi.json", ""); a.status != 200 || a.text("openapi") != "3.1.0" {
			t.Errorf("the description: %d", a.status)
		}
	}
}

func TestACaseIsReadAndWorked(t *testing.T) {
	t.Parallel()
	c := setup(t)
	i := c.complain()
	due := time.Now().Add(48 * time.Hour).UTC().Format(time.RFC3339)
	for path, body := range map[string]string{
		"replies":     `{"text":"Dear Ann,\n\nwe look for it.","send":true}`,
		"commitments": `{"what":"Call the carrier","due_at":"` + due + `"}`,
		"offers":      `{"options":[{"remedy":"refund","amount":{"amount":"49.90","currency":"EUR"}}]}`,
	} {
		if a := c.ask("POST", "cases/"+i+"/"+path, body); a.status != 201 || a.text("id") == "" {
			t.Errorf("%s: %d %v", path, a.status, a.body)
		}
	}
	a := c.ask("GET", "cases/"+i, "")
	for _, field := range []string{"id", "number", "state", "failure", "customer", "owner", "messages", "commitments", "offers", "page_url"} {
		if a.body[field] == nil {
			t.Errorf("%s is missing: %v", field, a.body)
		}
	}
	if n := len(a.body["messages"].([]any)); n != 2 {
		t.Errorf("%d messages", n)
	}
	events := c.ask("GET", "cases/"+i+"/events?limit=2", "")
	if n := len(events.body["items"].([]any)); n != 2 || events.body["next"] != float64(2) {
		t.Errorf("events: %v", events.body)
	}
}

func TestADraftIsNotSent(t *testing.T) {
	t.Parallel()
	c := setup(t)
	i := c.complain()
	for range 2 {
		if a := c.ask("POST", "cases/"+i+"/replies", `{"text":"Dear Ann,","send":false}`); a.status != 201 || a.text("state") != "draft" {
			t.Errorf("%d %v", a.status, a.body)
		}
	}
	if n := len(c.ask("GET", "cases/"+i, "").body["messages"].([]any)); n != 1 {
		t.Errorf("%d messages", n)
	}
}

func TestListsHavePages(t *testing.T) {
	t.Parallel()
	c := setup(t)
	for range 3 {
		c.complain()
	}
	seen := map[string]bool{}
	after := ""
	for pages := 0; pages == 0 || after != ""; pages++ {
		if pages > 3 {
			t.Fatal("the list does not end")
		}
		a := c.ask("GET", "cases?limit=2&after="+after, "")
		for _, x := range a.body["items"].([]any) {
			seen[x.(map[string]any)["id"].(string)] = true
		}
		after = a.text("next")
	}
	if len(seen) != 3 {
		t.Errorf("%d cases", len(seen))
	}
	people := c.ask("GET", "customers", "")
	if n := len(people.body["items"].([]any)); n != 1 {
		t.Fatalf("%d customers", n)
	}
	one := people.body["items"].([]any)[0].(map[string]any)["id"].(string)
	if n := len(c.ask("GET", "customers/"+one, "").body["cases"].([]any)); n != 3 {
		t.Errorf("%d cases of the customer", n)
	}
	if book := c.ask("GET", "playbook", ""); book.body["version"] != float64(1) || !strings.Contains(book.text("source"), "failures:") {
		t.Errorf("playbook: %v", book.status)
	}
}

func TestEveryIDInTheDescriptionIsText(t *testing.T) {
	t.Parallel()
	c := setup(t)
	described := c.ask("GET", "openapi.json", "").body["components"].(map[string]any)["schemas"].(map[string]any)
	for name, schema := range described {
		fields, _ := schema.(map[string]any)["properties"].(map[string]any)
		if x, ok := fields["id"].(map[string]any); ok && x["type"] != "string" {
			t.Errorf("%s has an id that is %v", name, x["type"])
		}
	}
	if len(described) < 10 {
		t.Errorf("only %d schemas", len(described))
	}
}

func TestWhoAsksTooOftenWaits(t *testing.T) {
	t.Parallel()
	c := setup(t)
	log := slog.New(slog.DiscardHandler)
	now := time.Now()
	refused := func(context.Context, string) (recovery.Actor, error) { return recovery.Actor{}, nil }
	c.house = New(Config{Open: refused, Log: log, PerSecond: 2, Now: func() time.Time { return now }})
	last := answer{}
	for range 3 {
		last = c.ask("GET", "moon", "")
	}
	if last.status != http.StatusTooManyRequests || last.kind != problemType {
		t.Errorf("%+v", last)
	}
}

// deaf answers complaints without keeping them, to show what the surface costs by itself.
type deaf struct{ App }

func (deaf) Complain(context.Context, app.Actor, app.Complaint) (app.Receipt, error) {
	return app.Receipt{Case: 1, Number: 1001, PageURL: "https://care.example/c/x"}, nil
}

func BenchmarkComplainWithoutTheHouse(b *testing.B) {
	let := func(context.Context, string) (recovery.Actor, error) { return recovery.Actor{}, nil }
	h := New(Config{App: deaf{}, Open: let, Log: slog.New(slog.DiscardHandler), PerSecond: 1e9, Now: time.Now})
	for b.Loop() {
		r := httptest.NewRequest("POST", Prefix+"complaints", strings.NewReader(parcel))
		r.Header.Set("Authorization", "Bearer x")
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusCreated {
			b.Fatal(w.Body)
		}
	}
}
