package portal

import (
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/recovery"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPageInEveryState holds what the customer reads as the case goes on.
func TestPageInEveryState(t *testing.T) {
	t.Parallel()
	for name, page := range states() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.app.page = page
			w := b.get("/c/" + goodToken)
			if w.Code != http.StatusOK {
				t.Fatalf("status %d", w.Code)
			}
			golden(t, name, readable(mainOf(t, w.Body.String())))
		})
	}
}

// golden compares text with testdata/name.txt.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != text {
		t.Errorf("%s changed; look at it and run with -update:\n%s", path, text)
	}
}

// post sends one of the page's forms.
func (b *bench) post(form string, fields url.Values) *httptest.ResponseRecorder {
	return b.send("/c/"+goodToken+"/"+form, fields, nil)
}

func (b *bench) send(path string, fields url.Values, head http.Header) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, values := range head {
		r.Header[name] = values
	}
	return b.do(r)
}

func TestWishes(t *testing.T) {
	t.Parallel()
	cases := []struct {
		form    string
		fields  url.Values
		command recovery.Command // asked for, or
		word    app.WordIn       // said
	}{
		{"choose", url.Values{"offer": {"9"}, "option": {"2"}}, recovery.Choose{Offer: 9, Option: 2}, app.WordIn{}},
		{"choose", url.Values{"offer": {"9"}, "option": {"other"}, "text": {"A call."}}, nil, app.WordIn{Offer: 9, Text: "A call."}},
		{"word", url.Values{"text": {" It came.\r\nThanks "}}, nil, app.WordIn{Text: "It came.\nThanks"}},
		{"not-fixed", url.Values{"text": {"Still broken"}}, nil, app.WordIn{Text: "Still broken", NotFixed: true}},
		{"answer", url.Values{"to": {"followup_fix"}, "fixed": {"partly"}, "rating": {"4"}}, nil, app.WordIn{To: recovery.FollowUpFix, Fixed: "partly", Rating: 4}},
		{"contact", url.Values{"channel": {"phone"}, "when": {"after five"}}, recovery.Prefer{Contact: recovery.Contact{Channel: recovery.Phone, When: "after five"}}, app.WordIn{}},
	}
	for _, c := range cases {
		t.Run(c.form, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			w := b.post(c.form, c.fields)
			if to := "/c/" + goodToken + "?done=" + c.form; w.Code != http.StatusSeeOther || w.Header().Get("Location") != to {
				t.Fatalf("%d to %q: %s", w.Code, w.Header().Get("Location"), w.Body)
			}
			if c.command != nil && (len(b.app.commands) != 1 || b.app.commands[0] != c.command) {
				t.Errorf("asked for %+v", b.app.commands)
			}
			if c.command == nil && (len(b.app.words) != 1 || !same(b.app.words[0], c.word)) {
				t.Errorf("said %+v", b.app.words)
			}
		})
	}
}

func same(a, b app.WordIn) bool {
	return a.Text == b.Text && a.NotFixed == b.NotFixed && a.Offer == b.Offer && a.To == b.To && a.Fixed == b.Fixed && a.Rating == b.Rating
}

func TestRefusedWishesKeepTheWords(t *testing.T) {
	t.Parallel()
	cases := []struct {
		form   string
		fields url.Values
		refuse error
		status int
		say    string
		keeps  string
	}{
		{"choose", url.Values{"offer": {"9"}}, nil, 422, "Please choose one of the ways first.", ""},
		{"choose", url.Values{"offer": {"9"}, "option": {"other"}}, nil, 422, "Please tell us what would put it right.", `value="other" checked`},
		{"choose", url.Values{"offer": {"x"}, "option": {"1"}}, nil, 422, "We do not know this entry.", `value="1" checked`},
		{"choose", url.Values{"offer": {"9"}, "option": {"1"}}, errs.Conflictf("You have already chosen: %s.", "the courier"), 409, "You have already chosen: the courier.", ""},
		{"word", url.Values{"text": {" "}}, nil, 422, "Please write a word or choose a file first.", ""},
		{"word", url.Values{"text": {"Please call"}}, errs.Busyf("We are busy."), 503, "We are busy.", "Please call</textarea>"},
		{"answer", url.Values{"to": {"followup_fix"}, "text": {"Nearly"}}, nil, 422, "is it put right, partly, or not?", "Nearly</textarea>"},
		{"answer", url.Values{"fixed": {"maybe"}}, nil, 422, "Please choose one of the entries of the list.", ""},
		{"answer", url.Values{"fixed": {"yes"}, "rating": {"9"}}, nil, 422, "", `value="yes" checked`},
		{"contact", url.Values{"when": {strings.Repeat("ö", 201)}}, nil, 422, "Please say it in at most 200 characters.", strings.Repeat("ö", 201)},
	}
	for _, c := range cases {
		t.Run(c.form+" "+c.say, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.app.page, b.app.refuse = offered(), c.refuse
			if c.form == "answer" {
				b.app.page = asked()
			}
			w := b.post(c.form, c.fields)
			text := w.Body.String()
			if w.Code != c.status || !strings.Contains(text, c.say) || !strings.Contains(text, c.keeps) {
				t.Errorf("status %d, want %d with %q and %q:\n%s", w.Code, c.status, c.say, c.keeps, readable(mainOf(t, text)))
			}
		})
	}
}

func TestSecondWindowShowsWhatWasChosen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.app.page = chosen()
	b.app.refuse = errs.Conflictf("You have already chosen: %s. If that is no longer right, tell us.", "The dress by courier on Thursday")
	w := b.post("choose", url.Values{"offer": {"9"}, "option": {"1"}})
	text := readable(mainOf(t, w.Body.String()))
	if w.Code != http.StatusConflict || !strings.Contains(text, "You have already chosen: The dress by courier") || !strings.Contains(text, "You chose") {
		t.Errorf("%d: %s", w.Code, text)
	}
}

func TestSeenByPersonOnly(t *testing.T) {
	t.Parallel()
	cases := []struct {
		method, header string
		seen           int
	}{{http.MethodGet, "", 1}, {http.MethodHead, "", 0}, {http.MethodGet, "Sec-Purpose", 0}, {http.MethodGet, "Purpose", 0}}
	for _, c := range cases {
		t.Run(c.method+" "+c.header, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			r := httptest.NewRequest(c.method, "/c/"+goodToken, nil)
			if c.header != "" {
				r.Header.Set(c.header, "prefetch")
			}
			if w := b.do(r); w.Code != http.StatusOK || len(b.app.commands) != c.seen {
				t.Errorf("status %d, asked for %v", w.Code, b.app.commands)
			}
		})
	}
}

func TestForgedLinkTellsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, r := range []*http.Request{
		httptest.NewRequest(http.MethodGet, "/c/forged", nil),
		httptest.NewRequest(http.MethodGet, "/c/forged/files/31", nil),
		httptest.NewRequest(http.MethodPost, "/c/forged/word", strings.NewReader("text=x")),
		httptest.NewRequest(http.MethodGet, "/complain/thanks/forged", nil),
	} {
		w := b.do(r)
		text := w.Body.String()
		if w.Code != http.StatusNotFound || strings.Contains(text, "1042") || strings.Contains(text, "Ada") {
			t.Errorf("%s %s: %d %s", r.Method, r.URL, w.Code, text)
		}
		if !strings.Contains(text, "0800 118 402") || !strings.Contains(text, `href="/complain"`) {
			t.Errorf("%s %s: no way on: %s", r.Method, r.URL, text)
		}
	}
	if len(b.app.words) > 0 {
		t.Error("a forged link wrote")
	}
}

func TestFileIsSavedNeverShown(t *testing.T) {
	t.Parallel()
	b := setup(t)
	w := b.get("/c/" + goodToken + "/files/31")
	h := w.Header()
	if w.Code != http.StatusOK || w.Body.String() != "<script>alert(1)</script>" {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if !strings.HasPrefix(h.Get("Content-Disposition"), "attachment;") || h.Get("Content-Type") != "application/octet-stream" ||
		!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers %v", h)
	}
	for _, path := range []string{"/files/32", "/files/x", "/files/-1"} {
		if w := b.get("/c/" + goodToken + path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestHostileWordsAreText(t *testing.T) {
	t.Parallel()
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	b := setup(t)
	p := chosen()
	p.Said, p.Quote, p.Label, p.How, p.Changed, p.Customer.Name, p.Owner.Name, p.Contact.When = evil, evil, evil, evil, evil, evil, evil, evil
	p.Messages[0].Text, p.Messages[0].Files[0].Name, p.Owed[0].Told, p.Steps[0].Told, p.Redress[0].Told = evil, evil, evil, evil, evil
	p.Company.Name, p.Company.Phone = evil, "javascript:alert(1)"
	b.app.page = p
	text := b.get("/c/" + goodToken).Body.String()
	for _, bad := range []string{"<script>alert", "<img", "javascript:"} {
		if strings.Contains(strings.ReplaceAll(text, "javascript:alert(1)</a>", ""), bad) {
			t.Errorf("the page carries %s", bad)
		}
	}
}

func TestHouseOutOfOrder(t *testing.T) {
	t.Parallel()
	cases := []struct {
		err    error
		status int
		say    string
	}{
		{errs.Busyf("We cannot reach our records for a moment."), http.StatusServiceUnavailable, "We cannot reach our records for a moment."},
		{io.ErrUnexpectedEOF, http.StatusInternalServerError, "Something went wrong on our side."},
	}
	for _, c := range cases {
		t.Run(c.say, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.app.broken = c.err
			w := b.get("/c/" + goodToken)
			text := w.Body.String()
			if w.Code != c.status || !strings.Contains(text, c.say) || !strings.Contains(text, "0800 118 402") || strings.Contains(text, "EOF") {
				t.Errorf("%d %s", w.Code, text)
			}
		})
	}
}

func TestAskingTooOften(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for range pageBurst {
		b.get("/c/guess")
	}
	w := b.get("/c/" + goodToken)
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "Please wait a moment and try again.") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestDoneIsSaid(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for what, say := range map[string]string{"choose": "we have your choice", "word": "we have your message", "not-fixed": "taken it up again", "answer": "Thank you for your answer", "contact": "how you want to hear from us"} {
		if text := b.get("/c/" + goodToken + "?done=" + what).Body.String(); !strings.Contains(text, say) {
			t.Errorf("%s: not said", what)
		}
	}
	if text := b.get("/c/" + goodToken + "?done=<b>x").Body.String(); strings.Contains(text, "flash") {
		t.Error("says what nobody did")
	}
}

func TestNobodyIsNamedWhoIsNotThere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := received()
	p.Owner, p.Names, p.Customer.Name, p.Label, p.Next, p.Said, p.Quote = app.Face{}, nil, "", "", nil, "", ""
	b.app.page = p
	text := readable(mainOf(t, b.get("/c/"+goodToken).Body.String()))
	for _, want := range []string{"h1 We have your message.", "Our care team has it.", "Our care team, by 11:00 today"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
}

func TestPlanIsToldPlainly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := offered()
	p.Steps = append(p.Steps, recovery.Step{ID: 4, Track: recovery.Amends, Told: "You choose how we put it right", Who: mara, Due: at("26 10:00")})
	p.Owed[2].Moved, p.Owed[2].FirstDue, p.Owed[2].Because = 1, at("28 12:00"), "The customer wrote again."
	p.Owed[3].Because = "you asked for the morning."
	b.app.page = p
	text := readable(mainOf(t, b.get("/c/"+goodToken).Body.String()))
	if strings.Count(text, "You choose how we put it right") != 1 {
		t.Errorf("their turn is not told once:\n%s", text)
	}
	if strings.Contains(text, "The customer wrote again") || !strings.Contains(text, "we moved it: you asked for the morning.") {
		t.Errorf("what came sooner is told as a delay, or a delay is not told:\n%s", text)
	}
}
