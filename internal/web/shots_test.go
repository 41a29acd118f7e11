package web

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"
)

// With -shots DIR every page is photographed, wide and narrow, light and dark, to be looked at.
var shotsDir = flag.String("shots", "", "folder to write pictures of the pages to")

func TestShots(t *testing.T) {
	t.Parallel()
	if *shotsDir == "" {
		t.Skip("only on request: -shots DIR")
	}
	_, v := setup(t)
	control, err := launcher.New().Bin("/usr/bin/chromium").NoSandbox(true).Headless(true).Launch()
	if err != nil {
		t.Fatal(err)
	}
	browser := rod.New().ControlURL(control).MustConnect()
	defer browser.MustClose()
	for name, path := range map[string]string{"today": "/", "cases": "/cases", "case": casePath(t), "new": "/cases/new", "call": casePath(t) + "?write=call", "gone": "/nowhere", "find": "/find?q=ada"} {
		for _, width := range []int{1440, 390} {
			for _, theme := range []string{"light", "dark"} {
				shoot(t, browser, v.base+path, name, width, theme)
			}
		}
	}
}

func casePath(t *testing.T) string {
	t.Helper()
	return "/cases/" + adaTold(t).Case.ID.Text()
}

func shoot(t *testing.T, b *rod.Browser, url, name string, width int, theme string) {
	t.Helper()
	page := b.MustPage()
	defer page.MustClose()
	page.MustSetCookies(
		&proto.NetworkCookieParam{Name: "amends", Value: "good", URL: url},
		&proto.NetworkCookieParam{Name: "theme", Value: theme, URL: url})
	page.MustSetViewport(width, 900, 1, width < 500)
	page.MustNavigate(url).MustWaitLoad()
	if name == "case" {
		typeReply(page)
	}
	audit(t, page, name+" "+theme)
	picture := page.MustScreenshotFullPage()
	file := filepath.Join(*shotsDir, name+"-"+theme+map[bool]string{true: "-phone", false: ""}[width < 500]+".png")
	if err := os.WriteFile(file, picture, 0o600); err != nil {
		t.Fatal(err)
	}
}

func typeReply(page *rod.Page) {
	page.MustElement("#reply").MustInput("Dear Ada,\n\nyou ordered on the 3rd for your daughter’s wedding, and we left your parcel on the wrong trailer and then left you without an answer. That is our fault, and I am sorry. Unfortunately our depot was very busy, but here is what I can do today: your €186.00 back at once, or the dress at your door by courier on Thursday. I will call you tomorrow by 10 to make sure it is on its way.\n\nKind regards\nMara")
	page.MustWait(`() => document.querySelector("[data-owed]")?.childElementCount > 0 && document.querySelector("[data-saved]")?.textContent.includes("saved")`)
}

// audit lets axe look at the page.
func audit(t *testing.T, page *rod.Page, name string) {
	t.Helper()
	axe, err := os.ReadFile(filepath.Join("..", "..", "ui", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	page.MustEval("() => {" + string(axe) + "\n}")
	found := page.MustEval(`async () => (await axe.run()).violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | "))`)
	for _, v := range found.Arr() {
		t.Errorf("%s: %s", name, v.Str())
	}
}
