package browser

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"
)

// patience is how long a page may take to show something on a busy machine. Nothing takes it.
const patience = time.Minute

// withUndo is a playbook with another time to take a reply back.
func withUndo(source string, d time.Duration) []byte {
	return []byte(regexp.MustCompile(`(?m)^undo: .*$`).ReplaceAllString(source, fmt.Sprintf("undo: %.0fs", d.Seconds())))
}

// device is what somebody holds.
type device struct {
	name       string
	wide, high int
	scripts    bool
}

func openBrowser(t *testing.T) *rod.Browser {
	t.Helper()
	bin, ok := launcher.LookPath()
	if !ok {
		t.Fatal("these tests need Chromium: on Debian, apt-get install chromium")
	}
	l := launcher.New().Bin(bin).NoSandbox(true).UserDataDir(t.TempDir()).
		Set("disable-quic").Set("disable-background-networking").Set("disable-component-update").Set("disable-sync").Set("no-first-run")
	control, err := l.Launch()
	if err != nil {
		t.Fatal(err)
	}
	b := rod.New().ControlURL(control)
	if err := b.Connect(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = b.Close() // it is killed next
		l.Kill()
	})
	return b
}

// person is somebody with a browser of their own: nothing is shared with anybody else's.
type person struct {
	t    *testing.T
	name string
	on   device
	page *rod.Page
	axe  string
	seen map[string]bool // screens that were looked at for barriers
}

func newPerson(t *testing.T, b *rod.Browser, name string, on device) *person {
	t.Helper()
	own, err := b.Incognito()
	if err != nil {
		t.Fatal(err)
	}
	p := &person{t: t, name: name, on: on, seen: map[string]bool{}}
	t.Cleanup(func() {
		_ = proto.TargetDisposeBrowserContext{BrowserContextID: own.BrowserContextID}.Call(own) // the browser may be gone
	})
	if p.page, err = own.Page(proto.TargetCreateTarget{URL: "about:blank"}); err != nil {
		t.Fatal(err)
	}
	axe, err := os.ReadFile("../ui/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal("axe-core is missing: run `go run ./ui/build` in the project's root first: ", err)
	}
	p.axe = string(axe)
	p.must(errors.Join(
		p.page.SetViewport(&proto.EmulationSetDeviceMetricsOverride{Width: on.wide, Height: on.high, DeviceScaleFactor: 1, Mobile: on.wide < 500}),
		proto.EmulationSetScriptExecutionDisabled{Value: !on.scripts}.Call(p.page),
		proto.LogEnable{}.Call(p.page),
	), "open a browser")
	go p.page.EachEvent(p.threw, p.logged)()
	return p
}

// threw and logged fail the test for what a page complains of. A refused form answers 4xx, which
// the browser writes down too; that is meant.
func (p *person) threw(e *proto.RuntimeExceptionThrown) {
	p.t.Errorf("%s: a script threw: %s %v", p.name, e.ExceptionDetails.Text, e.ExceptionDetails.Exception)
}

func (p *person) logged(e *proto.LogEntryAdded) {
	refused := strings.Contains(e.Entry.Text, "status of 4")
	if e.Entry.Level == proto.LogLogEntryLevelError && !refused {
		p.t.Errorf("%s: %s %s", p.name, e.Entry.Text, e.Entry.URL)
	}
}

// must ends the test with what the person saw.
func (p *person) must(err error, doing string, args ...any) {
	p.t.Helper()
	if err == nil {
		return
	}
	text, where := "", ""
	if main, oops := p.page.Timeout(time.Second).Element("body"); oops == nil {
		text, _ = main.Text()
	}
	if info, oops := p.page.Info(); oops == nil {
		where = info.URL
	}
	p.t.Fatalf("%s, to "+doing+": %v\nat %s:\n%s", append(append([]any{p.name}, args...), err, where, text)...)
}

func (p *person) open(url string) {
	p.t.Helper()
	p.must(p.page.Timeout(patience).Navigate(url), "open %s", url)
	p.settled()
}

// settled waits until the page is there with its scripts at work.
func (p *person) settled() {
	p.t.Helper()
	p.until("the page", `() => document.readyState === "complete"`)
	if p.on.scripts {
		p.until("the scripts to run", `() => !document.querySelector("script[src]") || document.documentElement.classList.contains("js")`)
	}
}

// until waits for something to be so on the page.
func (p *person) until(what, js string, args ...any) {
	p.t.Helper()
	p.must(p.page.Timeout(patience).Wait(rod.Eval("(...args) => !!("+js+")(...args)", args...)), "wait for %s", what)
}

// sees waits for words anywhere on the page.
func (p *person) sees(words string) {
	p.t.Helper()
	p.seesIn("body", words)
}

// seesIn waits for words in a part of the page.
func (p *person) seesIn(part, words string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%q in %s", words, part), `(part, words) => [...document.querySelectorAll(part)].some(e => e.innerText.replace(/\s+/g, " ").includes(words))`, part, words)
}

func (p *person) element(selector string) *rod.Element {
	p.t.Helper()
	e, err := p.page.Timeout(patience).Element(selector)
	p.must(err, "find %s", selector)
	return e
}

// fill writes into a box.
func (p *person) fill(selector, text string) {
	p.t.Helper()
	_, err := p.element(selector).Timeout(patience).Eval(`() => { this.focus(); this.select() }`)
	p.must(err, "stand in %s", selector)
	p.must(p.page.Timeout(patience).InsertText(text), "write into %s", selector)
}

// press clicks what carries these words in a part of the page and waits for the next page.
func (p *person) press(part, words string) {
	p.t.Helper()
	p.leave()
	p.click(part, words)
	p.arrive()
}

// leave marks the page, so that arrive knows the next one from it.
func (p *person) leave() {
	p.t.Helper()
	_, err := p.page.Timeout(patience).Eval(`() => { document.documentElement.dataset.left = "yes" }`)
	p.must(err, "mark the page")
}

func (p *person) arrive() {
	p.t.Helper()
	p.until("the next page", `() => document.readyState === "complete" && !document.documentElement.dataset.left`)
	p.settled()
}

// unfold opens a fold of the page by its title.
func (p *person) unfold(part, title string) {
	p.t.Helper()
	p.click(part, title)
}

func (p *person) click(part, words string) {
	p.t.Helper()
	e, err := p.page.Timeout(patience).ElementByJS(rod.Eval(`(part, words) => [...document.querySelectorAll(part)].flatMap(e => [...e.querySelectorAll("button, a, summary, label")]).find(e => e.checkVisibility() && (e.innerText.replace(/\s+/g, " ").trim().startsWith(words) || e.ariaLabel === words)) ?? null`, part, words))
	p.must(err, "find %q in %s", words, part)
	p.tap(e, words)
}

// tap clicks an element. What Rod offers for it waits for frames, which never come without
// scripts, and takes an element's pseudo-element for something that lies over it.
func (p *person) tap(e *rod.Element, words string) {
	p.t.Helper()
	p.point(e, words)
	p.must(p.page.Timeout(patience).Mouse.Click(proto.InputMouseButtonLeft, 1), "press %q", words)
}

// point moves the pointer to an element, once it is in sight and nothing else lies over it.
func (p *person) point(e *rod.Element, words string) {
	p.t.Helper()
	p.must(e.Timeout(patience).Wait(rod.Eval(`() => {
		this.scrollIntoView({ block: "center", behavior: "instant" });
		const box = this.getClientRects()[0];
		return !!box && this.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
	}`)), "reach %q", words)
	at, err := e.Timeout(patience).Eval(`() => { const box = this.getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2] }`)
	p.must(err, "reach %q", words)
	to := proto.NewPoint(at.Value.Arr()[0].Num(), at.Value.Arr()[1].Num())
	p.must(p.page.Timeout(patience).Mouse.MoveTo(to), "point at %q", words)
}

// that is the element of a kind that carries these words.
func (p *person) that(kind, words string) *rod.Element {
	p.t.Helper()
	e, err := p.page.Timeout(patience).ElementByJS(rod.Eval(`(kind, words) => [...document.querySelectorAll(kind)].find(e => e.innerText.replace(/\s+/g, " ").includes(words)) ?? null`, kind, words))
	p.must(err, "find %s with %q", kind, words)
	return e
}

func (p *person) keys(keys ...input.Key) {
	p.t.Helper()
	p.must(p.page.Timeout(patience).Keyboard.Type(keys...), "type keys")
}

// value is what stands in a box.
func (p *person) value(selector string) string {
	p.t.Helper()
	v, err := p.element(selector).Timeout(patience).Property("value")
	p.must(err, "read %s", selector)
	return v.String()
}

// barriers lets axe look at the screen in both themes, once for each name, and holds that nothing
// is wider than the screen.
func (p *person) barriers(screen string) {
	p.t.Helper()
	if p.seen[screen] || !p.on.scripts {
		return
	}
	p.seen[screen] = true
	page := p.page.Timeout(patience)
	_, err := page.Eval("() => {" + p.axe + "\n}")
	p.must(err, "look at %s", screen)
	found, err := page.Eval(`async () => {
		const root = document.documentElement, was = root.dataset.theme, found = [];
		for (const theme of ["light", "dark"]) {
			root.dataset.theme = theme;
			const only = theme === "light" ? {} : { runOnly: ["color-contrast"] };
			const seen = await axe.run(document, { resultTypes: ["violations"], ...only });
			found.push(...seen.violations.map(v => theme + ", " + v.id + ": " + v.nodes.map(n => n.html.slice(0, 200)).join(" | ")));
		}
		if (was) root.dataset.theme = was; else delete root.dataset.theme;
		if (root.scrollWidth > innerWidth) found.push((root.scrollWidth - innerWidth) + " pixels too wide");
		return found;
	}`)
	p.must(err, "look at %s", screen)
	for _, v := range found.Value.Arr() {
		p.t.Errorf("%s at %d: %s", screen, p.on.wide, v.Str())
	}
}
