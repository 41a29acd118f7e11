package web

import (
	"net/http/httptest"
	"testing"

	"amends/internal/recovery"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
)

// TestHouseShots photographs the pages about running the house, as TestShots does the others.
func TestHouseShots(t *testing.T) {
	t.Parallel()
	if *shotsDir == "" {
		t.Skip("only on request: -shots DIR")
	}
	world := adaTold(t)
	f := &fake{House: northmill(world), view: world.finish(mara), now: world.now, zone: world.zone}
	who := world.person(jon)
	who.Role = recovery.Admin
	server := httptest.NewServer(house(t, f, who))
	defer server.Close()
	control, err := launcher.New().Bin("/usr/bin/chromium").NoSandbox(true).Headless(true).Launch()
	if err != nil {
		t.Fatal(err)
	}
	browser := rod.New().ControlURL(control).MustConnect()
	defer browser.MustClose()
	for name, path := range map[string]string{
		"customers": "/customers", "customer": "/customers/1", "team": "/team", "how": "/how", "playbook": "/playbook", "playbook-change": "/playbook/change",
		"playbook-versions": "/playbook/versions", "people": "/settings", "person": "/settings/people/12", "teams": "/settings/teams", "hours": "/settings/hours",
		"tokens": "/settings/tokens", "mailbox": "/demo/mail", "sign-in": "/sign-in", "threshold": "/in/abc",
	} {
		for _, width := range []int{1440, 390} {
			for _, theme := range []string{"light", "dark"} {
				shoot(t, browser, server.URL+path, name, width, theme)
			}
		}
	}
}
