package portal

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"amends/internal/recovery"
)

// filled is a form that somebody took the time to fill in.
func (b *bench) filled() url.Values {
	opened := (&desk{Config: Config{Key: []byte("a key of the test")}}).stamp(b.now.Add(-time.Minute))
	return url.Values{
		"key": {"K1"}, "opened": {opened}, "name": {"Ada Lindqvist"}, "email": {"ada@example.org"},
		"text": {"It never came."}, "wants": {"My money back."}, "reference": {"A-1009"}, "occurred_at": {"2026-11-20"},
	}
}

func with(v url.Values, name, value string) url.Values {
	v.Set(name, value)
	return v
}

func TestComplaintIsTaken(t *testing.T) {
	t.Parallel()
	b := setup(t)
	w := b.send("/complain", b.filled(), nil)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/complain/thanks/"+goodToken {
		t.Fatalf("%d to %q: %s", w.Code, w.Header().Get("Location"), w.Body)
	}
	got := b.app.complaints[0]
	if got.Channel != recovery.Form || got.Name != "Ada Lindqvist" || got.Email != "ada@example.org" || got.Text != "It never came." ||
		got.Wants != "My money back." || got.Reference != "A-1009" || got.Key != "K1" || !got.OccurredAt.Equal(at("20 00:00")) {
		t.Errorf("took %+v", got)
	}
	if text := b.get(w.Header().Get("Location")).Body.String(); !strings.Contains(text, "case 1042") || !strings.Contains(text, "/c/"+goodToken) {
		t.Errorf("thanked with %s", text)
	}
}

func TestDoubleClickMakesOneCase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	first, second := b.send("/complain", b.filled(), nil), b.send("/complain", b.filled(), nil)
	if first.Code != http.StatusSeeOther || second.Code != http.StatusSeeOther || len(b.app.complaints) != 1 {
		t.Errorf("%d and %d made %d cases", first.Code, second.Code, len(b.app.complaints))
	}
}

func TestFormCarriesItsKeyAndStamp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	text := b.get("/complain").Body.String()
	stamp := (&desk{Config: Config{Key: []byte("a key of the test")}}).stamp(b.now)
	if !strings.Contains(text, `name="key" value="`) || !strings.Contains(text, stamp) {
		t.Errorf("the form has no key or stamp:\n%s", text)
	}
}

func TestRefusedComplaintKeepsTheWords(t *testing.T) {
	t.Parallel()
	quick := (&desk{Config: Config{Key: []byte("a key of the test")}}).stamp(at("24 10:22"))
	cases := []struct{ name, box, value, say string }{
		{"no words", "text", "", "Please write a sentence or two about what happened"},
		{"no name", "name", " ", "Please tell us your name"},
		{"no contact", "email", "", "Please give us your email address or your phone number."},
		{"half an address", "email", "ada@", "This is not a whole email address."},
		{"a list of addresses", "email", "a@b.c, d@e.f", "This is not a whole email address."},
		{"no phone number", "phone", "call me", "This does not look like a phone number."},
		{"a long name", "name", strings.Repeat("å", 201), "Please say it in at most 200 characters."},
		{"a day to come", "occurred_at", "9999-12-31", "This date is still to come."},
		{"no day at all", "occurred_at", "soon", "We could not read this date."},
		{"endless words", "text", strings.Repeat("a", maxWords+1), "Please say it in at most 100,000 characters."},
		{"a program", "website", "https://spam.example", "A box that people do not see was filled in."},
		{"too quick", "opened", quick, "To keep programs out"},
		{"a forged stamp", "opened", "1.x", "To keep programs out"},
		{"no stamp", "opened", "", "To keep programs out"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			w := b.send("/complain", with(b.filled(), c.box, c.value), nil)
			text := w.Body.String()
			if w.Code != http.StatusUnprocessableEntity || !strings.Contains(text, c.say) || len(b.app.complaints) > 0 {
				t.Errorf("status %d without %q", w.Code, c.say)
			}
			if !strings.Contains(text, "My money back.</textarea>") || !strings.Contains(text, `value="A-1009"`) || !strings.Contains(text, `value="K1"`) {
				t.Errorf("words or key were lost:\n%s", text)
			}
		})
	}
}

func TestNameOf200CharactersIsTaken(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if w := b.send("/complain", with(b.filled(), "name", strings.Repeat("Å", 200)), nil); w.Code != http.StatusSeeOther {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}

func TestHostileComplaintComesBackAsText(t *testing.T) {
	t.Parallel()
	b := setup(t)
	form := with(with(b.filled(), "text", `</textarea><script>alert(1)</script>`), "name", `"><script>alert(1)</script>`)
	text := b.send("/complain", with(form, "email", ""), nil).Body.String()
	if strings.Contains(text, "<script>alert") {
		t.Errorf("it runs:\n%s", text)
	}
}

func TestLettersOfAnotherAlphabetAreRepaired(t *testing.T) {
	t.Parallel()
	b := setup(t)
	form := with(with(b.filled(), "text", "Caf\xe9 \x96 \x00kaputt\x07"), "name", "J\xf8rgen")
	if w := b.send("/complain", form, nil); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	if got := b.app.complaints[0]; got.Text != "Café – kaputt" || got.Name != "Jørgen" {
		t.Errorf("kept %q of %q", got.Text, got.Name)
	}
}

// upload is a form with files, as browsers send it.
func (b *bench) upload(form url.Values, files map[string]string) *http.Request {
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, values := range form {
		if err := m.WriteField(name, values[0]); err != nil {
			b.Fatal(err)
		}
	}
	for name, text := range files {
		part, err := m.CreateFormFile("files", name)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			b.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/complain", &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return r
}

func TestFilesComeWhole(t *testing.T) {
	t.Parallel()
	b := setup(t)
	big := strings.Repeat("x", 3<<20)
	w := b.do(b.upload(b.filled(), map[string]string{`C:\fakepath\crack.txt`: big, "page.html": "<html><script>"}))
	if w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	if b.app.bodies["crack.txt"] != big || b.app.bodies["page.html"] != "<html><script>" {
		t.Errorf("kept %d files", len(b.app.bodies))
	}
	for _, u := range b.app.complaints[0].Files {
		if u.Name == "page.html" && !strings.HasPrefix(u.Type, "text/html") {
			t.Errorf("%s is %s", u.Name, u.Type)
		}
	}
}

func TestTooMuchIsRefusedClearly(t *testing.T) {
	t.Parallel()
	many := map[string]string{}
	for i := range 11 {
		many[strconv.Itoa(i)+".txt"] = "x"
	}
	cases := []struct {
		name   string
		form   func(*bench) url.Values
		files  map[string]string
		status int
		say    string
	}{
		{"10 MB of words", func(b *bench) url.Values { return with(b.filled(), "text", strings.Repeat("a", 10<<20)) }, nil, 413, "That is more than we can take at once."},
		{"30 MB of files", (*bench).filled, map[string]string{"a": strings.Repeat("a", 30<<20)}, 413, "That is more than we can take at once."},
		{"a file of 11 MB", (*bench).filled, map[string]string{"film.mp4": strings.Repeat("a", 11<<20)}, 422, "film.mp4 is larger than 10 MB."},
		{"11 files", (*bench).filled, many, 422, "Please send at most 10 files."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			w := b.do(b.upload(c.form(b), c.files))
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.say) || len(b.app.complaints) > 0 {
				t.Errorf("status %d, %d bytes", w.Code, w.Body.Len())
			}
		})
	}
}

func TestOtherSitesCannotSend(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, head := range []http.Header{{"Sec-Fetch-Site": {"cross-site"}}, {"Origin": {"https://evil.example"}}} {
		for _, path := range []string{"/complain", "/c/" + goodToken + "/word", "/c/" + goodToken + "/choose"} {
			if w := b.send(path, b.filled(), head); w.Code != http.StatusForbidden {
				t.Errorf("%s from %v: %d", path, head, w.Code)
			}
		}
	}
	if len(b.app.complaints)+len(b.app.words)+len(b.app.commands) > 0 {
		t.Error("another site wrote")
	}
	if w := b.send("/complain", b.filled(), http.Header{"Sec-Fetch-Site": {"same-origin"}}); w.Code != http.StatusSeeOther {
		t.Errorf("our own form: %d", w.Code)
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for path, robots := range map[string]string{"/complain": "", "/c/" + goodToken: "noindex, nofollow", "/c/forged": "noindex, nofollow"} {
		h := b.get(path).Header()
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") || h.Get("Referrer-Policy") != "same-origin" || h.Get("X-Robots-Tag") != robots ||
			h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Strict-Transport-Security") == "" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

// TestPlainHTTP: without https browsers send no Sec-Fetch-Site, and the Origin of a form only where
// the page does not hide it.
func TestPlainHTTP(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if text := b.get("/c/" + goodToken).Body.String(); strings.Contains(text, "no-referrer") {
		t.Error("the page hides the origin of its forms")
	}
	for origin, status := range map[string]int{"http://example.com": http.StatusSeeOther, "null": http.StatusForbidden} {
		if w := b.send("/c/"+goodToken+"/word", url.Values{"text": {"x"}}, http.Header{"Origin": {origin}}); w.Code != status {
			t.Errorf("from %s: %d", origin, w.Code)
		}
	}
}

func TestFormInAFrame(t *testing.T) {
	t.Parallel()
	b := setup(t)
	w := b.get("/complain?embed=1")
	if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'self' https://www.northmill.example") {
		t.Errorf("policy %q", policy)
	}
	if !strings.Contains(w.Body.String(), `action="/complain?embed=1"`) {
		t.Error("the form leaves its frame")
	}
	if to := b.send("/complain?embed=1", b.filled(), nil).Header().Get("Location"); to != "/complain/thanks/"+goodToken+"?embed=1" {
		t.Errorf("leads to %q", to)
	}
	if policy := b.get("/c/" + goodToken + "?embed=1").Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'none'") {
		t.Errorf("the customer's page can be framed: %q", policy)
	}
}

func TestLogHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.get("/c/" + goodToken + "?done=word&x=query-secret")
	b.get("/c/forged-secret")
	b.get("/complain/thanks/" + goodToken)
	b.get("/nowhere/" + goodToken)
	b.post("word", url.Values{"text": {""}})
	b.send("/complain", b.filled(), nil)
	log := b.log.String()
	for _, secret := range []string{goodToken, "forged-secret", "query-secret", "ada@example.org", "never came"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q:\n%s", secret, log)
		}
	}
	if !strings.Contains(log, `route="GET /c/{token}"`) || strings.Count(log, "msg=refused") != 2 {
		t.Errorf("the log misses visits or tells refusals twice:\n%s", log)
	}
}
