package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"amends/internal/recovery"
)

// Each request mails somebody or tries a secret, so one client may not ask for ever.
func TestTheDoorIsKnockedAtSeldom(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/sign-in", "/in/guessed"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			h, v := setupHouse(t, recovery.Admin)
			for i := range knockBurst {
				if got := v.post(path, url.Values{"email": {"mara@northmill.example"}}); got.status != http.StatusSeeOther {
					t.Fatalf("knock %d: status %d", i+1, got.status)
				}
			}
			got := v.post(path, url.Values{"email": {"mara@northmill.example"}})
			if got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") == "" {
				t.Errorf("one more: status %d, Retry-After %q", got.status, got.header.Get("Retry-After"))
			}
			if asked := len(h.asked) + len(h.used); asked != knockBurst {
				t.Errorf("the house was asked %d times", asked)
			}
			if got := v.get("/sign-in"); got.status != http.StatusOK {
				t.Errorf("the page itself: status %d", got.status)
			}
		})
	}
}

// A page that sends no referrer makes browsers send "Origin: null" with its form where there is no
// https, and such a form is refused: nobody could sign in.
func TestTheDoorDoesNotHideTheOriginOfItsForm(t *testing.T) {
	t.Parallel()
	_, v := setupHouse(t, recovery.Admin)
	for _, path := range []string{"/sign-in", "/in/abc"} {
		if strings.Contains(v.get(path).body, "no-referrer") {
			t.Errorf("%s hides the origin of its form", path)
		}
	}
}
