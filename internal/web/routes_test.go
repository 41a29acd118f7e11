package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"amends/internal/recovery"
)

// watchedHouse notes everything it is asked to change, for a visitor who is an administrator.
func watchedHouse(t *testing.T) (*fake, *fakeHouse, *visitor) {
	t.Helper()
	world := adaTold(t)
	h := northmill(world)
	f := &fake{House: h, view: world.finish(mara), now: world.now, zone: world.zone}
	who := world.person(jon)
	who.Role = recovery.Admin
	return f, h, visit(t, f, who)
}

// rooms are the method and a path of every page behind the door.
func rooms(t *testing.T) map[string]string {
	t.Helper()
	f, _, _ := watchedHouse(t)
	all := map[string]string{}
	for _, r := range (&site{Config: Config{Desk: f}}).rooms() {
		method, path, ok := strings.Cut(r.pattern, " ")
		if !ok {
			method, path = http.MethodGet, "/nothing/of/the/kind"
		}
		path = strings.NewReplacer("{$}", "", "{id}", "11", "{command}", "keep", "{version}", "1").Replace(path)
		all[method+" "+path] = method
	}
	return all
}

// did is how often a house was asked to change something.
func did(f *fake, h *fakeHouse) int {
	return len(f.did) + len(f.replies) + len(f.logged) + len(f.calls) + len(f.notes) + len(f.drafts) +
		len(h.known) + len(h.erased) + len(h.away) + len(h.people) + len(h.named) + len(h.tokens) + len(h.gone) + len(h.source)
}

func TestNobodyEntersARoomWithoutASession(t *testing.T) {
	t.Parallel()
	for room, method := range rooms(t) {
		t.Run(room, func(t *testing.T) {
			t.Parallel()
			f, h, v := watchedHouse(t)
			got := v.send(method, strings.TrimPrefix(room, method+" "), url.Values{"text": {"x"}}, "Cookie", "amends=stolen")
			switch {
			case method == http.MethodGet && (got.status != http.StatusSeeOther || got.header.Get("Location") != "/sign-in"):
				t.Errorf("status %d to %q", got.status, got.header.Get("Location"))
			case method != http.MethodGet && got.status != http.StatusForbidden:
				t.Errorf("status %d", got.status)
			}
			if n := did(f, h); n > 0 {
				t.Errorf("it was done %d times", n)
			}
		})
	}
}

func TestOtherSitesChangeNothing(t *testing.T) {
	t.Parallel()
	for room, method := range rooms(t) {
		if method != http.MethodPost {
			continue
		}
		t.Run(room, func(t *testing.T) {
			t.Parallel()
			for _, header := range [][2]string{{"Origin", "https://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}} {
				f, h, v := watchedHouse(t)
				got := v.send(method, strings.TrimPrefix(room, method+" "), url.Values{"text": {"x"}}, header[0], header[1])
				if got.status != http.StatusForbidden || did(f, h) > 0 {
					t.Errorf("%s: status %d", header, got.status)
				}
			}
		})
	}
}
