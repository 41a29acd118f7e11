package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

func TestFormsOfTheHouse(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		at    string
		form  url.Values
		to    string
		taken func(h *fakeHouse) bool
	}{
		{"/customers/1", url.Values{"name": {" Ada  Lindqvist "}, "value": {"1,240.50"}, "note": {"Call."}}, "/customers/1", func(h *fakeHouse) bool {
			in := h.known[0]
			return in.ID == 1 && in.Name == "Ada Lindqvist" && in.Value.Minor == 124050 && in.Note == "Call."
		}},
		{"/customers/1/erase", url.Values{"confirm": {"Ada Lindqvist"}}, "/customers", func(h *fakeHouse) bool { return slices.Equal(h.erased, []id.Customer{1}) }},
		{"/team/11/away", url.Values{"from": {"2026-11-30"}, "until": {"2026-12-07"}, "hand_over": {"yes"}, "to": {"12"}}, "/team", func(h *fakeHouse) bool {
			in := h.away[0]
			return in.Person == mara && in.To == jon && in.HandOver && in.From.Format("2 Jan 15:04") == "30 Nov 00:00" && in.Until.Day() == 7
		}},
		{"/team/13/back", url.Values{}, "/team", func(h *fakeHouse) bool { return h.away[0] == app.AwayIn{Person: henrik} }},
		{"/settings/people", url.Values{"name": {"Sana"}, "email": {"sana@northmill.example"}, "role": {"lead"}, "skills": {"delivery, second language,"}}, "/settings/people/12", func(h *fakeHouse) bool {
			in := h.people[0]
			return in.ID == 0 && in.Role == recovery.Lead && slices.Equal(in.Skills, []string{"delivery", "second_language"})
		}},
		{"/settings/people/11", url.Values{"name": {"Mara"}, "email": {"m@northmill.example"}, "role": {"lead"}, "gone": {"yes"}}, "/settings", func(h *fakeHouse) bool { return h.people[0].ID == mara && h.people[0].Gone }},
		{"/settings/teams", url.Values{"name": {"Night desk"}}, "/settings/teams", func(h *fakeHouse) bool { return h.named[0] == "Night desk" }},
		{"/settings/tokens/41/revoke", url.Values{}, "/settings/tokens", func(h *fakeHouse) bool { return h.gone[0] == 41 }},
		{"/playbook", url.Values{"source": {"company:\n  name: X"}, "base": {"3"}, "note": {"why"}}, "/playbook", func(h *fakeHouse) bool { return h.source[0] == "company:\n  name: X\n" }},
		{"/sign-in", url.Values{"email": {"mara@northmill.example"}}, "/sign-in?sent", func(h *fakeHouse) bool { return h.asked[0] == "mara@northmill.example" }},
		{"/in/abc", url.Values{}, "/", func(h *fakeHouse) bool { return h.used[0] == "abc" }},
		{"/sign-out", url.Values{}, "/sign-in", func(h *fakeHouse) bool { return h.ended[0] == "good" }},
	} {
		t.Run(x.at, func(t *testing.T) {
			t.Parallel()
			h, v := setupHouse(t, recovery.Admin)
			got := v.post(x.at, x.form)
			if got.status != http.StatusSeeOther || got.header.Get("Location") != x.to {
				t.Fatalf("status %d to %q: %s", got.status, got.header.Get("Location"), readable(got.body))
			}
			if !x.taken(h) {
				t.Errorf("it was not taken as it was sent: %+v", h)
			}
		})
	}
}

func TestRefusedFormsOfTheHouseComeBackWithTheirWords(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		at    string
		form  url.Values
		no    error // of the house; nil when the form itself is wrong
		field string
		keeps string
	}{
		{"/customers/1", url.Values{"form": {"known"}, "name": {"Ada"}, "value": {"a lot"}, "note": {"Kept as written"}}, nil, "value", "Kept as written"},
		{"/customers/1/erase", url.Values{"form": {"erase"}, "confirm": {"Adda"}}, nil, "confirm", `value="Adda"`},
		{"/team/11/away", url.Values{"form": {"away11"}, "from": {"2026-11-30"}, "until": {"2026-11-30"}}, nil, "until", `value="2026-11-30"`},
		{"/team/11/away", url.Values{"form": {"away11"}, "from": {"2026-11-30"}, "until": {"2026-12-03"}, "to": {"12"}}, errs.Invalidf("to", "Jon is away too."), "to", "Jon is away too."},
		{"/settings/people", url.Values{"form": {"person"}, "name": {"Sana"}, "email": {"sana"}, "role": {"lead"}}, errs.Invalidf("email", "This address is not complete."), "email", `value="Sana"`},
		{"/settings/people/11", url.Values{"form": {"person"}, "name": {"Mara L."}, "email": {"x@y.example"}, "role": {"lead"}, "team": {"3"}, "gone": {"yes"}}, errs.Conflictf("Somebody has to be administrator."), "", `<option value="3" selected>`},
		{"/settings/teams", url.Values{"form": {"team2"}, "team": {"2"}, "name": {""}}, nil, "name", "Give the team a name."},
		{"/settings/tokens", url.Values{"form": {"token"}, "role": {"lead"}}, nil, "name", "Which program is it for?"},
		{"/sign-in", url.Values{"email": {""}}, nil, "email", "Write your mail address"},
		{"/playbook", url.Values{"form": {"playbook"}, "source": {"mine: yes"}, "base": {"2"}}, nil, "", "mine: yes"},
	} {
		t.Run(x.at, func(t *testing.T) {
			t.Parallel()
			h, v := setupHouse(t, recovery.Admin)
			h.refuse = x.no
			got := v.post(x.at, x.form)
			if got.status != http.StatusUnprocessableEntity && got.status != http.StatusConflict {
				t.Fatalf("status %d", got.status)
			}
			if !strings.Contains(got.body, x.keeps) {
				t.Errorf("%q is lost", x.keeps)
			}
			if x.field != "" && !strings.Contains(got.body, `aria-invalid="true"`) {
				t.Errorf("the box %s is not marked", x.field)
			}
		})
	}
}

// What looks for harm in mails opens every link; only the button uses it up.
func TestALinkIsNotUsedUpByLookingAtIt(t *testing.T) {
	t.Parallel()
	h, v := setupHouse(t, recovery.Representative)
	got := v.get("/in/abc")
	if len(h.used) > 0 {
		t.Fatal("opening the link used it up")
	}
	needs(t, got, "Sign in", "This link signs you in once")
	if !strings.Contains(got.body, `action="/in/abc"`) {
		t.Error("the button leads elsewhere")
	}
	entered := v.post("/in/abc", url.Values{})
	cookie := entered.header.Get("Set-Cookie")
	if !strings.Contains(cookie, "amends=good") || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") {
		t.Errorf("the session's cookie: %s", cookie)
	}
	h.refuse = errs.Deniedf("This sign-in link does not work any more.")
	if again := v.post("/in/abc", url.Values{}); again.status != http.StatusForbidden || !strings.Contains(again.body, "does not work any more") || !strings.Contains(again.body, `name="email"`) {
		t.Errorf("a used link: status %d", again.status)
	}
}

func TestProblemsOfAPlaybookAreListedByLine(t *testing.T) {
	t.Parallel()
	h, v := setupHouse(t, recovery.Manager)
	h.saved = app.SavedPlaybook{Problems: []playbook.Problem{{Line: 7, Column: 5, Path: "commitments.decide", Say: "`withn` is not a word here"}}}
	h.preview = app.Preview{Problems: h.saved.Problems}
	form := url.Values{"source": {"what: I wrote"}, "base": {"3"}}
	for _, at := range []string{"/playbook", "/playbook/preview"} {
		got := v.post(at, form)
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d", at, got.status)
		}
		needs(t, got, "line 7", "column 5, commitments.decide: `withn` is not a word here", "what: I wrote")
	}
}

func TestAPreviewSaysWhatWouldChange(t *testing.T) {
	t.Parallel()
	_, v := setupHouse(t, recovery.Manager)
	got := v.post("/playbook/preview", url.Values{"source": {"x: y"}, "base": {"3"}, "note": {"faster"}})
	needs(t, got, "It would change the plan of 1 of the 2 newest cases.", "Decide within 2h working", "x: y")
	for _, part := range []string{"<del>Decide within 4h working</del>", "<ins>Decide within 2h working</ins>", "<span>Resolve within 3 business days</span>", `value="faster"`} {
		if !strings.Contains(got.body, part) {
			t.Errorf("%s is missing", part)
		}
	}
}

func TestAnExportIsAFile(t *testing.T) {
	t.Parallel()
	_, v := setupHouse(t, recovery.Manager)
	got := v.get("/customers/1/export")
	if got.body != `{"name":"Ada"}` || !strings.Contains(got.header.Get("Content-Disposition"), `filename="customer-1.json"`) {
		t.Errorf("%q as %q", got.body, got.header.Get("Content-Disposition"))
	}
}

// Who may not do something at all is told so; the form does not come back, for it was never theirs.
func TestWhatOneMayNotDoIsRefusedKindly(t *testing.T) {
	t.Parallel()
	h, v := setupHouse(t, recovery.Lead)
	h.refuse = errs.Deniedf("Your role does not allow this. Ask a lead or an administrator.")
	person := url.Values{"name": {"Sana"}, "email": {"sana@northmill.example"}, "role": {"lead"}}
	for at, form := range map[string]url.Values{
		"/customers/1": {"name": {"Ada"}}, "/customers/1/erase": {"confirm": {"Ada Lindqvist"}}, "/team/11/away": {"from": {"2026-11-30"}, "until": {"2026-12-07"}},
		"/settings/people": person, "/settings/people/11": person, "/settings/people/11/link": {}, "/settings/teams": {"name": {"Night desk"}},
		"/settings/tokens": {"name": {"Shop"}, "role": {"lead"}}, "/settings/tokens/41/revoke": {}, "/playbook": {"source": {"a: b"}, "base": {"3"}}, "/playbook/preview": {"source": {"a: b"}, "base": {"3"}},
	} {
		got := v.post(at, form)
		if got.status != http.StatusForbidden {
			t.Errorf("%s: status %d", at, got.status)
		}
		needs(t, got, "Not for you to decide", "Your role does not allow this.")
	}
}
