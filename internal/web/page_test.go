package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (v *visitor) send(method, path string, form url.Values, header ...string) answer {
	v.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.base+path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: "amends", Value: "good"})
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	got, err := client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header, string(text)}
}

func (v *visitor) get(path string, header ...string) answer {
	v.t.Helper()
	return v.send(http.MethodGet, path, nil, header...)
}

func (v *visitor) post(path string, form url.Values) answer {
	v.t.Helper()
	return v.send(http.MethodPost, path, form)
}

// needs fails unless every text stands on the page, as a reader sees it.
func needs(t *testing.T, a answer, texts ...string) {
	t.Helper()
	seen := readable(a.body)
	for _, text := range texts {
		if !strings.Contains(seen, text) {
			t.Errorf("status %d, and %q is not on the page", a.status, text)
		}
	}
}

// readable is the text of a page without its markup, in one line.
func readable(page string) string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return ""
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestPagesShowTheirMatter(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	at := "/cases/" + f.view.Case.ID.Text()
	for path, texts := range map[string][]string{
		"/":                               {"Good morning, Mara.", "One is late.", "Tell what we found", "Olu Adeyemi", "third failure", "waits for you", "Approve", "What woke you"},
		"/?scope=mine&band=later&after=x": {"What we owe", "Kettle & Co"},
		"/cases":                          {"Ada Lindqvist", "case 1042", "options out", "taken up again", "22 min ago"},
		"/cases/new":                      {"What went wrong?", "What they say", "To ask, once they have told it"},
		at:                                {"“It is now Tuesday and nobody answers.", "What we owe Ada", "Stop the damage", "Make amends", "Refund in full", "To find out", "What we read", "Why this plan", "Who has it", "Reply"},
		at + "?write=note":                {"A note for colleagues"},
		at + "?write=call":                {"We spoke", "Log the conversation"},
		"/find?q=ada":                     {"Ada Lindqvist", "Customers"},
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			got := v.get(path)
			if got.status != http.StatusOK {
				t.Fatalf("status %d: %s", got.status, readable(got.body))
			}
			needs(t, got, texts...)
		})
	}
}

func TestHostileTextIsOnlyText(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	const evil = `</textarea></script><script>alert(1)</script><img src=x onerror=alert(1)>"'{{`
	f.view.Quote, f.view.Customer.Name, f.view.Customer.Note, f.view.Draft.Text = evil, evil, evil, evil
	f.view.Label, f.view.Case.Reference, f.view.Owner.Name = evil, evil, evil
	for i := range f.view.Story {
		if m := f.view.Story[i].Message; m != nil {
			m.Text, m.Quoted, m.Subject = evil, evil, evil
		}
	}
	for i := range f.view.Case.Commitments {
		f.view.Case.Commitments[i].What, f.view.Case.Commitments[i].Because = evil, evil
	}
	f.today.Bands[0].Debts[0].Quote, f.today.Notices[0].What = evil, evil
	f.list.Items[0].Quote, f.list.Items[0].Customer.Name = evil, evil
	for _, path := range []string{"/", "/cases?q=" + url.QueryEscape(evil), "/cases/" + f.view.Case.ID.Text(), "/find?q=" + url.QueryEscape(evil), "/cases/new?name=" + url.QueryEscape(evil)} {
		got := v.get(path)
		if got.status != http.StatusOK {
			t.Errorf("%s: status %d", path, got.status)
		}
		checkMarkup(t, path, got.body)
	}
}

// checkMarkup fails on what only hostile text could have brought, and on what the content policy forbids.
func checkMarkup(t *testing.T, path, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "img" {
			t.Errorf("%s: an image that nobody meant", path)
		}
		checkAttributes(t, path, n, ids)
	}
}

func checkAttributes(t *testing.T, path string, n *html.Node, ids map[string]bool) {
	t.Helper()
	source := false
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(a.Val, "javascript:") {
			t.Errorf("%s: <%s %s=%q>", path, n.Data, a.Key, a.Val)
		}
		source = source || a.Key == "src" || a.Key == "type" && a.Val == "application/json"
		if a.Key == "id" {
			if ids[a.Val] {
				t.Errorf("%s: id %q stands twice", path, a.Val)
			}
			ids[a.Val] = true
		}
	}
	if n.Data == "script" && !source {
		t.Errorf("%s: a script of somebody else's", path)
	}
}

func TestWhoHasNoSessionIsLedToSignIn(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	got := v.get("/", "Cookie", "amends=bad")
	if got.status != http.StatusSeeOther || got.header.Get("Location") != "/sign-in" {
		t.Errorf("status %d to %q, want the sign-in page", got.status, got.header.Get("Location"))
	}
	got = v.send(http.MethodPost, "/cases/"+f.view.Case.ID.Text()+"/keep", url.Values{}, "Cookie", "amends=bad")
	if got.status != http.StatusForbidden || len(f.did) > 0 {
		t.Errorf("a form without a session: status %d, done %v", got.status, f.did)
	}
}

func TestWhatIsNotHere(t *testing.T) {
	t.Parallel()
	_, v := setup(t)
	for _, path := range []string{"/nowhere", "/cases/999999", "/cases/abc", "/cases/-1", "/cases/99999999999999999999"} {
		got := v.get(path)
		if got.status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, got.status)
		}
		needs(t, got, "Not here", "To what we owe today")
	}
}

func TestThePaletteGetsAFragment(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	got := v.get("/find?q=ada", "X-Fragment", "found")
	if strings.Contains(got.body, "<html") || !strings.Contains(got.body, "/cases/"+f.view.Case.ID.Text()) || !strings.Contains(got.body, `role="option"`) {
		t.Errorf("not a fragment of options: %s", got.body)
	}
	all := v.get("/find?q=", "X-Fragment", "found")
	needs(t, all, "Write down a complaint", "Playbook", "Settings")
}
