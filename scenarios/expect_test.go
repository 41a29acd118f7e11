package scenarios

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

func (h *house) ctx() context.Context { return h.t.Context() }

func (h *house) who(name string) app.Actor {
	h.t.Helper()
	p, ok := h.people[strings.ToLower(name)]
	if !ok {
		h.fail("nobody here is called %s", name)
	}
	return p
}

func (h *house) does(name string, cmd recovery.Command) error {
	h.t.Helper()
	return h.app.Do(h.ctx(), h.who(name), h.case_, cmd)
}

// theCustomer is the customer of the story's case, through their own link.
func (h *house) theCustomer() app.Actor {
	h.t.Helper()
	url := h.state().PageURL
	actor, err := h.app.Link(h.ctx(), url[strings.LastIndex(url, "/")+1:])
	h.must(err)
	return actor
}

func (h *house) offer() recovery.Offer {
	h.t.Helper()
	offers := h.state().Case.Offers
	if len(offers) == 0 {
		h.fail("nothing was offered")
	}
	return offers[len(offers)-1]
}

func (h *house) approval() recovery.Approval {
	h.t.Helper()
	list := h.state().Case.Approvals
	if len(list) == 0 {
		h.fail("no approval was asked for")
	}
	return list[len(list)-1]
}

// promises are what a call keeps: every promise still owed.
func (h *house) promises() (keeps []id.Commitment) {
	for _, x := range h.state().Case.Commitments {
		if x.Owed() && x.Kind == recovery.Promise {
			keeps = append(keeps, x.ID)
		}
	}
	return keeps
}

// commitment finds one by how it begins or else by what it says, the newest first.
func (h *house) commitment(what string) recovery.Commitment {
	h.t.Helper()
	list := h.state().Case.Commitments
	for _, is := range []func(s, part string) bool{strings.HasPrefix, strings.Contains} {
		for i := len(list) - 1; i >= 0; i-- {
			if is(strings.ToLower(list[i].What), strings.ToLower(what)) {
				return list[i]
			}
		}
	}
	h.fail("no commitment says %q; there are %s", what, owedText(list))
	return recovery.Commitment{}
}

func owedText(list []recovery.Commitment) string {
	var lines []string
	for _, x := range list {
		lines = append(lines, string(x.State)+" "+x.What+" by "+x.Due.Format(time.RFC3339))
	}
	return strings.Join(lines, "; ")
}

// when reads "Mon 10:00" (the next such moment), "2026-11-24 10:00", "10:00" (today or tomorrow).
func (h *house) when(text string) time.Time {
	h.t.Helper()
	local := h.clock().In(h.zone)
	if at, err := time.ParseInLocation("2006-01-02 15:04", text, h.zone); err == nil {
		return at
	}
	fields := strings.Fields(text)
	clock, err := time.Parse("15:04", fields[len(fields)-1])
	if err != nil {
		h.fail("no time: %q", text)
	}
	for day := range 8 {
		at := time.Date(local.Year(), local.Month(), local.Day()+day, clock.Hour(), clock.Minute(), 0, 0, h.zone)
		if !at.Before(h.clock()) && (len(fields) == 1 || at.Format("Mon") == fields[0]) {
			return at
		}
	}
	h.fail("no time: %q", text)
	return time.Time{}
}

// expectation is one thing a story can check.
type expectation struct {
	pattern string
	check   func(h *house, p []string)
}

func expectations() []expectation {
	return []expectation{
		{`state (\w+)`, func(h *house, p []string) { h.same("state", string(h.state().Case.State), p[1]) }},
		{`owner (\w+)`, func(h *house, p []string) { h.same("owner", h.state().Owner.First(), p[1]) }},
		{`sponsor (\w+)`, func(h *house, p []string) { h.same("sponsor", h.state().Sponsor.First(), p[1]) }},
		{`kind (\w+)`, func(h *house, p []string) { h.same("kind", h.state().Case.Reading.Kind.Value, p[1]) }},
		{`severity (\d)`, func(h *house, p []string) {
			h.same("severity", strconv.Itoa(h.state().Case.Reading.Severity.Value), p[1])
		}},
		{`(open|late|kept|broken|released) "(.+)"`, func(h *house, p []string) { h.same(p[2], string(h.commitment(p[2]).State), p[1]) }},
		{`owed "(.+)" by (.+?)(?: from (\w+))?`, (*house).expectOwed},
		{`moved "(.+)" because "(.+)"`, func(h *house, p []string) {
			x := h.commitment(p[1])
			if x.Moved == 0 || !strings.Contains(x.Because, p[2]) {
				h.fail("%q was moved %d times because %q", x.What, x.Moved, x.Because)
			}
		}},
		{`mail "(.+)"`, func(h *house, p []string) { h.expectMail(p[1]) }},
		{`(\d+) mails? in all`, func(h *house, p []string) { h.same("mails", strconv.Itoa(len(h.toCustomers())), p[1]) }},
		{`(\w+) was woken about "(.+)"`, (*house).expectWoken},
		{`the page says "(.+)"`, func(h *house, p []string) {
			if page := h.page(); !strings.Contains(page, p[1]) {
				h.fail("the page says: %s", page)
			}
		}},
		{`the page does not say "(.+)"`, func(h *house, p []string) {
			if page := h.page(); strings.Contains(page, p[1]) {
				h.fail("the page says: %s", page)
			}
		}},
		{`refused "(.+)"`, func(h *house, p []string) {
			if h.refused == nil || !strings.Contains(h.refused.Error(), p[1]) {
				h.fail("refusal was %v (%s)", h.refused, errs.KindOf(h.refused))
			}
		}},
		{`changed because "(.+)"`, func(h *house, p []string) {
			if all := strings.Join(h.state().Case.Because, " "); !strings.Contains(all, p[1]) {
				h.fail("the plan says: %s", all)
			}
		}},
		{`no template`, func(h *house, _ []string) {
			if v := h.state(); !v.Case.NoTemplate || len(v.Templates) > 0 {
				h.fail("%d templates are offered", len(v.Templates))
			}
		}},
		{`(\d+) cases? in all`, func(h *house, p []string) {
			page, err := h.app.Cases(h.ctx(), h.people["ines"], app.CasesIn{})
			h.must(err)
			h.same("cases", strconv.Itoa(len(page.Items)), p[1])
		}},
		{`reopened (\d) times?`, func(h *house, p []string) { h.same("reopened", strconv.Itoa(h.state().Case.Reopened), p[1]) }},
	}
}

func (h *house) expect(what string) {
	h.t.Helper()
	for _, e := range expectations() {
		if p := regexp.MustCompile(`^` + e.pattern + `$`).FindStringSubmatch(what); p != nil {
			e.check(h, p)
			return
		}
	}
	h.fail("no story can expect this")
}

func (h *house) same(what, got, want string) {
	h.t.Helper()
	if got != want {
		h.fail("%s is %s; commitments: %s", what, got, owedText(h.state().Case.Commitments))
	}
}

func (h *house) expectOwed(p []string) {
	h.t.Helper()
	x := h.commitment(p[1])
	if want := h.when(p[2]); !x.Owed() || !x.Due.Equal(want) {
		h.fail("%q is %s, due %s", x.What, x.State, x.Due.In(h.zone).Format("Mon 2006-01-02 15:04"))
	}
	if p[3] != "" && x.Owner != h.who(p[3]).Person {
		h.fail("%q is owed by %s", x.What, h.state().Names[x.Owner].Name)
	}
}

// toCustomers are the mails that went to customers, not to colleagues.
func (h *house) toCustomers() (texts []string) {
	for _, m := range h.sent.all() {
		if len(m.To) > 0 && !strings.HasSuffix(m.To[0].Addr, "@northmill.example") {
			texts = append(texts, m.Subject+" "+squeeze(m.Text))
		}
	}
	return texts
}

func (h *house) expectMail(part string) {
	h.t.Helper()
	mails := h.toCustomers()
	for _, m := range mails {
		if strings.Contains(m, part) {
			return
		}
	}
	h.fail("the mails are: %s", strings.Join(mails, "\n"))
}

func (h *house) expectWoken(p []string) {
	h.t.Helper()
	today, err := h.app.Today(h.ctx(), h.who(p[1]), app.TodayIn{})
	h.must(err)
	var seen []string
	for _, n := range today.Notices {
		if strings.Contains(n.What, p[2]) {
			return
		}
		seen = append(seen, n.What)
	}
	h.fail("%s was woken about: %s", p[1], strings.Join(seen, "; "))
}
