package badinput

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"amends/internal/recovery"
)

func TestLinksThatOpenNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		r := h.complains("Ada Lindqvist", "The parcel never came.")
		page := h.local(r.PageURL)
		forged := page[:len(page)-2] + "AA"
		other := h.complains("Olu Adeyemi", "The lamp is broken.")
		refused := func(name, at string) {
			t.Helper()
			for _, a := range []answer{h.get(at), h.send(at+"/word", url.Values{"text": {"Hello?"}})} {
				if a.status != http.StatusNotFound || !strings.Contains(a.body, "There is nothing here") || strings.Contains(a.body, "parcel") {
					t.Errorf("%s: %d", name, a.status)
				}
			}
		}
		refused("forged", forged)
		refused("no link at all", "/c/let-me-in")
		refused("somebody else's signature", page[:len(page)-22]+h.local(other.PageURL)[len(page)-22:])
		h.must(h.App.Do(t.Context(), recovery.System(), h.case_(r), recovery.RevokeLink{}))
		refused("revoked", page)
		fresh := h.local(h.state(r).PageURL)
		if a := h.get(fresh); a.status != http.StatusOK {
			t.Errorf("the new link: %d", a.status)
		}
		h.Stage.Clock.Set(h.App.Now().Add(2 * 366 * 24 * time.Hour))
		refused("expired", fresh)
	})
}

func TestUnknownIDs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		for _, at := range []string{
			"/cases/1", "/cases/9223372036854775807", "/cases/99999999999999999999", "/cases/-1", "/cases/x", "/cases/0x10",
			"/customers/1", "/customers/x", "/settings/people/1", "/playbook/versions/99", "/files/1",
		} {
			if a := h.desk(at, nil); a.status != http.StatusNotFound && a.status != http.StatusForbidden || len(a.body) < 40 {
				t.Errorf("%s: %d %q", at, a.status, a.body)
			}
		}
		for _, at := range []string{"/cases/1", "/cases/x", "/cases/1/events", "/customers/1"} {
			if a := h.api(http.MethodGet, at, ""); a.status != http.StatusNotFound && a.status != http.StatusUnprocessableEntity || a.problem(t).Detail == "" {
				t.Errorf("API %s: %d %s", at, a.status, a.body)
			}
		}
		r := h.complains("Ada Lindqvist", "The parcel never came.")
		for command, form := range map[string]url.Values{
			"keep": {"commitment": {"1"}}, "do_step": {"step": {"x"}}, "choose": {"offer": {"1"}, "option": {"1"}}, "deliver": {"redress": {"1"}},
			"approve": {"approval": {"1"}}, "take_back": {"message": {"1"}}, "assign": {"owner": {"1"}}, "dance": {},
		} {
			if a := h.desk("/cases/"+r.ID+"/"+command, form); a.status < 400 || a.status >= 500 {
				t.Errorf("%s: %d", command, a.status)
			}
		}
		h.examine()
	})
}
