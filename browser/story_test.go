package browser

import (
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
)

func desk() device    { return device{"desk", 1440, 900, true} }
func phone() device   { return device{"phone", 390, 844, true} }
func plainly() device { return device{"phone without scripts", 390, 844, false} }

// TestInTheBrowser is everything that is done in Chromium; one browser serves all of it, each
// story with a house and browser windows of its own.
func TestInTheBrowser(t *testing.T) {
	t.Parallel()
	b := openBrowser(t)
	t.Run("stories", func(t *testing.T) {
		for _, on := range []device{desk(), phone(), plainly()} {
			t.Run("main path on a "+on.name, func(t *testing.T) {
				t.Parallel()
				mainPath(t, b, on)
			})
		}
		t.Run("keys", func(t *testing.T) { t.Parallel(); keysAlone(t, b) })
		t.Run("every screen", func(t *testing.T) { t.Parallel(); everyScreen(t, b) })
	})
}

// path is the main path while it is walked.
type path struct {
	*house
	b        *rod.Browser
	staff    *person // Mara at her place
	customer *person
	page     string // the customer's own
	case_    string // the case's address
}

// mainPath is the product's spine: from an angry word to a mended customer, and back when it did
// not hold. The customer is always on a phone.
func mainPath(t *testing.T, b *rod.Browser, on device) {
	theirs := phone()
	theirs.scripts = on.scripts
	p := &path{house: openHouse(t), b: b, staff: newPerson(t, b, "Mara", on), customer: newPerson(t, b, "Ada", theirs)}
	for _, step := range []func(){
		p.complains, p.signsIn, p.findsIt, p.correctsFault, p.repliesWithPromise, p.offersTwo, p.chooses,
		p.delivers, p.keepsPromise, p.resolves, p.asksWhetherItHeld, p.notFixed,
	} {
		step()
	}
}

func (p *path) complains() {
	c := p.customer
	c.open(p.Base() + "/complain")
	c.barriers("complaint form")
	c.fill("[name=text]", "My parcel never came. I ordered on the 3rd, you promised Friday, it is now Tuesday and nobody answers. I need it for my daughter's wedding on Saturday.")
	c.fill("[name=wants]", "My money back.")
	c.fill("[name=reference]", "A-1009")
	c.fill("[name=name]", "Ada Lindqvist")
	c.fill("[name=email]", "ada@customer.example")
	c.press("main", "Send it to us")
	for strings.HasSuffix(c.where(), "/complain") { // a machine is quicker than a person can be
		c.press("main", "Send it to us")
	}
	c.sees("We have it")
	c.barriers("thanks")
	c.press("main", "Open my page")
	c.sees("Your case")
	c.barriers("customer's page, received")
	p.page = c.where()
}

func (p *path) signsIn() {
	s := p.staff
	s.open(p.Base() + "/")
	s.barriers("sign in")
	s.fill("[name=email]", "mara@northmill.example")
	s.press("main", "Send me a link")
	s.sees("Look into your mail")
	s.barriers("link sent")
	link := p.link("mara")
	s.open(link)
	s.barriers("threshold")
	s.press("main", "Sign in")
	s.seesIn("h1", "Mara")
	s.barriers("today")

	late := newPerson(p.t, p.b, "somebody with a used link", p.staff.on)
	late.open(link)
	late.press("main", "Sign in")
	late.sees("does not work any more")
}

func (p *path) findsIt() {
	s := p.staff
	s.seesIn(".debt", "Ada Lindqvist")
	s.press(".debt", "Tell the customer what we found")
	s.seesIn(".letter", "nobody answers")
	s.barriers("case, received")
	p.case_ = strings.SplitN(s.where(), "#", 2)[0]
}

func (p *path) correctsFault() {
	s := p.staff
	const fault = ".readings dd:has([name=field][value=fault])"
	s.unfold(fault, "unclear")
	s.press(fault+" form", "ours")
	s.sees("Corrected; the plan follows.")
	s.seesIn(".facts", "fault ours")
}

const answer = "Dear Ada,\n\nyou ordered on the 3rd for your daughter's wedding, and we left your parcel on the wrong trailer and then left you without an answer. That is our fault, and I am sorry.\n\nI'll call you tomorrow by 10 to tell you that it is on its way.\n\nMara"

// repliesWithPromise writes, is shown what is promised, sends, takes it back and sends again.
func (p *path) repliesWithPromise() {
	s := p.staff
	if s.on.scripts {
		p.isCoached()
	}
	s.fill("#reply", answer)
	if s.on.scripts {
		s.until("the promise to be found", `() => document.querySelector("[data-owed] [name^=due_]")?.value.endsWith("T10:00")`)
		p.draftSurvives()
	} else {
		s.press("#composer", "Check it first")
	}
	p.promiseIsShown()
	s.press("#composer", "Send")
	s.sees("Your reply is on its way.")
	s.press(".flash", "Undo")
	s.sees("Taken back. It never left.")
	if s.value("#reply") == "" {
		s.fill("#reply", answer)
	}
	if s.on.scripts {
		s.until("the promise to be found again", `() => document.querySelector("[data-owed] [name^=due_]")`)
	} else {
		s.press("#composer", "Check it first")
	}
	s.press("#composer", "Send")
	s.sees("Your reply is on its way.")
	p.pass(undo + time.Minute)
	p.customer.open(p.page)
	p.customer.sees("wrong trailer")
	p.customer.barriers("customer's page, answered")
}

// isCoached writes an excuse and sees it marked.
func (p *path) isCoached() {
	s := p.staff
	s.fill("#reply", "Dear Ada,\n\nunfortunately our depot was very busy, but we are sorry if you were upset.")
	s.until("the coach to mark it", `() => document.querySelector(".ghost mark.fault") && document.querySelector(".remark")`)
	s.barriers("case, coached")
}

// draftSurvives reloads the page in the middle of a reply.
func (p *path) draftSurvives() {
	s := p.staff
	s.until("the draft to be kept", `() => /\d/.test(document.querySelector("[data-saved]").textContent)`)
	s.open(p.case_)
	if got := s.value("#reply"); got != answer {
		p.t.Errorf("after a reload the draft is %q", got)
	}
	s.until("the promise to be found", `() => document.querySelector("[data-owed] [name^=due_]")?.value.endsWith("T10:00")`)
}

func (p *path) promiseIsShown() {
	s := p.staff
	if got := s.value("[data-owed] [name^=due_]"); !strings.HasSuffix(got, "T10:00") {
		p.t.Errorf("the promise is shown for %q", got)
	}
	s.barriers("case, promising")
}

func (p *path) offersTwo() {
	s := p.staff
	s.open(p.case_)
	s.seesIn("#owed", "Call Ada")
	s.click("#amends", "Refund in full")
	s.fill("[name=amount_refund]", "80.00")
	s.click("#amends", "Replacement by courier")
	s.fill("[name=amount_replacement]", "24.50")
	s.press("#amends", "Put to Ada")
	s.seesIn("#amends", "With Ada since")
	s.barriers("case, offered")
}

// chooses is the customer's turn; what they do appears on Mara's open page while she types.
func (p *path) chooses() {
	s, c := p.staff, p.customer
	if s.on.scripts {
		s.fill("#reply", "half a sentence")
	}
	c.open(p.page)
	c.barriers("customer's page, offered")
	c.click(".options", "Your money back")
	c.press("main", "This one")
	c.sees("Thank you, we have your choice.")
	c.barriers("customer's page, chosen")
	if !s.on.scripts {
		return
	}
	s.seesIn("#amends", "It arrived")
	if got := s.value("#reply"); got != "half a sentence" {
		p.t.Errorf("after the customer's choice the box says %q", got)
	}
}

func (p *path) delivers() {
	s := p.staff
	s.open(p.case_)
	s.unfold("#amends", "It arrived")
	s.fill("#amends [name=proof]", "Transfer 4711")
	s.press("#amends form", "It arrived")
	s.seesIn("#amends", "arrived")
	s.barriers("case, delivered")
}

func (p *path) keepsPromise() {
	s := p.staff
	line := s.that("#owed li", "Call Ada")
	s.point(line, "the promise")
	keep, err := line.Timeout(patience).Element("form[action$='/keep'] button")
	s.must(err, "find how to keep it")
	s.leave()
	s.tap(keep, "Kept")
	s.arrive()
	s.sees("Kept.")
}

func (p *path) resolves() {
	s := p.staff
	s.unfold("#end", "Resolve")
	s.fill("#end [name=how]", "The money was paid back and the dress is at her door.")
	s.press("#end form", "Resolve")
	s.sees("Resolved. We ask by ourselves whether it held.")
	s.barriers("case, resolved")
}

func (p *path) asksWhetherItHeld() {
	p.pass(8 * 24 * time.Hour)
	c := p.customer
	c.open(p.page)
	c.sees("Is it really put right?")
	c.barriers("customer's page, asked")
}

// notFixed takes it up again with one word.
func (p *path) notFixed() {
	c, s := p.customer, p.staff
	c.unfold("main", "No")
	c.fill("[name=text]", "The money never came.")
	c.press("main", "Send my answer")
	c.sees("Thank you for your answer.")
	s.open(p.case_)
	s.sees("The money never came.")
	s.seesIn(".case-head", "in hand")
	s.barriers("case, taken up again")
	s.open(p.Base() + "/")
	s.seesIn(".debt", "Ada Lindqvist")
	s.barriers("today, taken up again")
}

// keysAlone finds a case and walks the lists without a mouse.
func keysAlone(t *testing.T, b *rod.Browser) {
	p := &path{house: openHouse(t), b: b, staff: newPerson(t, b, "Mara", desk()), customer: newPerson(t, b, "Ada", phone())}
	p.complains()
	s := p.staff
	s.open(p.link("mara"))
	s.press("main", "Sign in")
	s.seesIn(".debt", "Ada Lindqvist")
	s.settled()

	s.keys(input.KeyJ, input.KeyJ, input.KeyK, input.Enter)
	s.seesIn(".letter", "nobody answers")
	s.settled()
	s.keys(input.KeyG, input.KeyT)
	s.until("Today", `() => location.pathname === "/"`)
	s.settled()
	s.keys(input.Key('?'))
	s.until("the help sheet", `() => document.getElementById("help").open`)
	s.barriers("help")
	s.keys(input.Escape)
	s.until("the sheet to close", `() => !document.getElementById("help").open`)

	s.must(s.page.KeyActions().Press(input.ControlLeft).Type(input.KeyK).Do(), "open the palette")
	s.until("the palette", `() => document.getElementById("palette").open`)
	s.must(s.page.InsertText("Lindqvist"), "type a name")
	s.until("the case to be found", `() => [...document.querySelectorAll("#palette-found [role=option]")].some(o => o.pathname.startsWith("/cases/"))`)
	s.barriers("palette")
	s.until("the case to be chosen", `() => { const all = [...document.querySelectorAll("#palette-found [role=option]")]; return all.length > 0 && all[0].getAttribute("aria-selected") === "true" }`)
	s.keys(input.Enter)
	s.until("what was found", `() => /^\/(cases|customers)\/\d/.test(location.pathname)`)
	s.sees("Ada Lindqvist")
}

// everyScreen looks at the screens the stories do not pass, as somebody who may see all of them.
func everyScreen(t *testing.T, b *rod.Browser) {
	p := &path{house: openHouse(t), b: b, staff: newPerson(t, b, "Ines", desk()), customer: newPerson(t, b, "Ada", phone())}
	p.complains()
	s := p.staff
	s.open(p.link("ines"))
	s.press("main", "Sign in")
	for _, at := range []string{
		"/?scope=all", "/cases", "/cases/new", "/customers", "/team", "/how", "/playbook", "/playbook/change", "/playbook/versions",
		"/settings", "/settings/teams", "/settings/hours", "/settings/tokens", "/demo/mail", "/nowhere",
	} {
		s.open(p.Base() + at)
		s.barriers(at)
	}
	s.open(p.Base() + "/customers")
	s.press("main", "Ada Lindqvist")
	s.barriers("a customer")
	p.customer.open(p.Base() + "/c/expired")
	p.customer.sees("There is nothing here")
	p.customer.barriers("expired link")
}

func (p *person) where() string {
	p.t.Helper()
	info, err := p.page.Info()
	p.must(err, "see the address")
	return info.URL
}
