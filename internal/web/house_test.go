package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/recovery"
)

// setupHouse is the pages over a house with some life in it, and a browser of somebody of this role.
func setupHouse(t *testing.T, role recovery.Role) (*fakeHouse, *visitor) {
	t.Helper()
	world := adaTold(t)
	h := northmill(world)
	f := &fake{House: h, view: world.finish(mara), now: world.now, zone: world.zone}
	who := world.person(jon)
	who.Role = role
	return h, visit(t, f, who)
}

func TestPagesOfTheHouse(t *testing.T) {
	t.Parallel()
	_, v := setupHouse(t, recovery.Admin)
	for path, texts := range map[string][]string{
		"/customers":              {"Customers", "Ada Lindqvist", "Family Brandt", "2017", "A forgotten customer", "€12,890.00"},
		"/customers?q=x&after=y":  {"Further", "To the start"},
		"/customers/1":            {"Ada Lindqvist", "second failure, ", "“Late once is life. Nobody telling me is not.”", "What they were given", "Courier on Thursday", "Their data"},
		"/team":                   {"Three promises are at risk.", "17 promises owed · 9 cases", "2 late", "Henrik is away.", "Back already", "At risk", "“Charged twice, and the branch said it was my bank.”"},
		"/how":                    {"We kept 90% of our promises in time.", "Of 31 complaints, all were answered; half within 42 min, nine in ten within 3 h 5 min.", "Of 131 promises that fell due, 118 were kept in time, 9 late, and 4 broken.", "15 of 19 cases have an action"},
		"/how?days=30":            {"30 days"},
		"/playbook":               {"What we promise", "Who may give how much at once", "Parcel never came", "As it is written", "version 3"},
		"/playbook/change":        {"The playbook as YAML", "Check and preview", "Save as a new version"},
		"/playbook/change?from=2": {"The playbook as YAML"},
		"/playbook/versions":      {"Goodwill for representatives raised", "in force"},
		"/playbook/versions/1":    {"Go back to this one…", "version 1"},
		"/settings":               {"Mara Lund", "mara@northmill.example", "has left", "Add a colleague"},
		"/settings/people/12":     {"Jon Aas", "Make a one-time link"},
		"/settings/teams":         {"Deliveries", "2 people", "Saturday desk", "nobody yet", "A new team"},
		"/settings/hours":         {"Monday", "closed", "Holidays to come", "Change them in the playbook"},
		"/settings/tokens":        {"Web shop", "revoked", "A new token"},
		"/demo/mail":              {"Mailbox", "We have your message, Ada", "Open their page, as they do"},
		"/demo/mail?mail=60":      {"the second charge was ours."},
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

// A house of nobody and nothing says what to do next.
func TestAnEmptyHouseSaysWhatToDo(t *testing.T) {
	t.Parallel()
	h, v := setupHouse(t, recovery.Admin)
	h.customers, h.how, h.box, h.team = app.Customers{}, app.How{}, app.Mailbox{}, app.TeamView{}
	h.customer = app.CustomerView{Customer: h.customer.Customer}
	h.settings = app.SettingsView{People: h.settings.People[3:4]}
	for path, text := range map[string]string{
		"/customers": "Nobody has complained yet.", "/customers?q=zz": "Nobody of that name.", "/customers/1": "No case between us.",
		"/how": "Nothing to count yet.", "/team": "Nobody to share with yet.", "/demo/mail": "Nothing has left the house.",
		"/settings/teams": "No team yet.", "/settings/tokens": "No program has a key yet.", "/settings": "Add a colleague",
	} {
		needs(t, v.get(path), text)
	}
}

func TestFewCasesAreNotPassedOffAsANumber(t *testing.T) {
	t.Parallel()
	h, v := setupHouse(t, recovery.Lead)
	h.how = app.How{Opened: 3, Answered: 2, FirstWord: app.Spread{Count: 2, Median: time.Hour}, Kept: 2, Resolved: 1}
	got := v.get("/how")
	needs(t, got, "It is early days.", "not enough yet: 3 cases", "Of 3 complaints, 2 were answered.", "Not enough yet. After two weeks a line begins here.", "All 2 promises that fell due were kept in time.")
	if strings.Contains(readable(got.body), "half within") {
		t.Error("a median of two is shown")
	}
}

func TestHostileTextIsShownAndRunsNothing(t *testing.T) {
	t.Parallel()
	h, v := setupHouse(t, recovery.Admin)
	const bad = `<script>alert(1)</script>"><img src=x onerror=alert(1)>`
	h.customers.Items[0].Name, h.customers.Items[0].Note = bad, bad
	h.customer.Customer.Name, h.customer.Customer.Note, h.customer.Cases[0].Quote = bad, bad, bad
	h.how.ByCause[0].Text, h.how.ByKind[0].Label, h.how.ByKind[0].Key = bad, bad, bad
	h.team.Teams[0].Members[0].Face.Name, h.team.Teams[0].Name = bad, bad
	h.settings.People[0].Name, h.settings.Teams[0].Name, h.settings.Tokens[0].Name = bad, bad, bad
	h.policy.Version.Note, h.policy.Versions[0].Note, h.policy.Source = bad, bad, bad
	h.box.Items[0].Text, h.box.Items[0].Subject = bad+" javascript:alert(1) https://x.example/?a=\"><script>", bad
	for _, path := range []string{"/customers", "/customers/1", "/how", "/team", "/settings", "/settings/teams", "/settings/tokens", "/playbook", "/playbook/change", "/playbook/versions", "/demo/mail"} {
		got := v.get(path)
		if got.status != http.StatusOK || strings.Contains(got.body, "<script>alert") || strings.Contains(got.body, "<img src=x") {
			t.Errorf("%s: status %d, or the text ran", path, got.status)
		}
		if strings.Contains(got.body, `href="javascript:`) {
			t.Errorf("%s leads to a script", path)
		}
	}
}

func TestCSVIsGuarded(t *testing.T) {
	t.Parallel()
	h, v := setupHouse(t, recovery.Representative)
	h.how.ByCause[0].Text = `=HYPERLINK("http://x.example","click")`
	h.how.ByCause[1].Text = "@SUM(1+1)"
	h.how.ByKind[0].Label = "-2+3, or \"so\""
	h.how.ByKind[0].Given.Minor = -500
	got := v.get("/how.csv?days=30")
	for _, row := range []string{
		"all,,complaints,31\n", "all,,first_word_median_minutes,42.0\n", `cause,"'=HYPERLINK(""http://x.example"",""click"")",cases,9` + "\n",
		"cause,'@SUM(1+1),cases,6\n", `kind,"'-2+3, or ""so""",complaints,11` + "\n", ",given_eur,-5.00\n", "week,2026-11-16,",
	} {
		if !strings.Contains(got.body, row) {
			t.Errorf("%q is not in it:\n%s", row, got.body)
		}
	}
	if kind := got.header.Get("Content-Type"); !strings.HasPrefix(kind, "text/csv") {
		t.Errorf("it is sent as %s", kind)
	}
	if days := h.period.To.Sub(h.period.From); days != 30*24*time.Hour {
		t.Errorf("it was asked for %s", days)
	}
}

func TestASecretIsShownOnce(t *testing.T) {
	t.Parallel()
	_, v := setupHouse(t, recovery.Admin)
	for at, form := range map[string]url.Values{
		"/settings/people/12/link": {}, "/settings/tokens": {"form": {"token"}, "name": {"Web shop"}, "role": {"representative"}},
	} {
		got := v.post(at, form)
		if got.status != http.StatusOK || !strings.Contains(got.body, "only-this-once") {
			t.Errorf("%s: status %d without the secret", at, got.status)
		}
		if got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %s", at, got.header.Get("Cache-Control"))
		}
	}
	for _, path := range []string{"/settings/people/12", "/settings/tokens"} {
		if strings.Contains(v.get(path).body, "only-this-once") {
			t.Errorf("%s shows a secret again", path)
		}
	}
}

func TestRolesSeeWhatIsTheirs(t *testing.T) {
	t.Parallel()
	_, rep := setupHouse(t, recovery.Representative)
	_, lead := setupHouse(t, recovery.Lead)
	_, admin := setupHouse(t, recovery.Admin)
	if got := rep.get("/settings"); got.status != http.StatusForbidden || !strings.Contains(got.body, "Not for you to decide") {
		t.Errorf("a representative's settings: status %d", got.status)
	}
	for _, x := range []struct {
		who   *visitor
		path  string
		text  string
		shown bool
	}{
		{rep, "/team", `href="/settings"`, false}, {lead, "/team", `href="/settings"`, true},
		{rep, "/team", "Plan the absence", false}, {lead, "/team", "Plan the absence", true},
		{lead, "/customers/1", "Erase for good", false}, {admin, "/customers/1", "Erase for good", true},
		{lead, "/settings", "Add a colleague", false}, {admin, "/settings", "Add a colleague", true},
		{lead, "/settings/tokens", "Revoke", false}, {admin, "/settings/tokens", "Revoke", true},
		{lead, "/settings/teams", "A new team", false}, {admin, "/settings/teams", "A new team", true},
	} {
		if got := strings.Contains(x.who.get(x.path).body, x.text); got != x.shown {
			t.Errorf("%s: %q stands on it: %v", x.path, x.text, got)
		}
	}
}

func TestWhoMayNotChangeThePlaybookIsToldSo(t *testing.T) {
	t.Parallel()
	h, v := setupHouse(t, recovery.Representative)
	h.policy.MayEdit = false
	if got := v.get("/playbook/change"); got.status != http.StatusForbidden {
		t.Errorf("status %d", got.status)
	}
	if strings.Contains(v.get("/playbook").body, "/playbook/change") {
		t.Error("the way to change it is shown")
	}
}
