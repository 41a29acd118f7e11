package look

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"
)

// policy is the content policy the surfaces send.
const policy = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-ancestors 'none'"

// house is a server as the scripts see one: pages, bundle, drafts, coach, palette, live.
type house struct {
	*httptest.Server
	tell chan string

	mu     sync.Mutex
	drafts []string
	added  string // what the case page says since the last live word
}

func openHouse(t *testing.T) *house {
	t.Helper()
	bundle := filepath.Join("..", "web", "dist")
	assets := galleryAssets(t)
	if !assets.Built() {
		t.Fatal("there is no bundle: run `go run ./ui/build` in the project's root first")
	}
	h := &house{tell: make(chan string, 4)}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServer(http.Dir(bundle)))
	mux.HandleFunc("GET /page/{name}", h.page(t, assets))
	mux.HandleFunc("GET /find", func(w http.ResponseWriter, r *http.Request) {
		found := []FoundView{{"Customers", "customers", "Ada Lindqvist", "case 1042", "/page/case"}, {"Go to", "today", "Today", "", "/page/today"}}
		if r.FormValue("q") == "nobody" {
			found = nil
		}
		if err := Found(found, plainWords("")).Render(r.Context(), w); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("POST /coach", h.coach)
	mux.HandleFunc("POST /cases/1042/draft", h.draft)
	mux.HandleFunc("GET /live", h.live)
	h.Server = httptest.NewServer(mux)
	t.Cleanup(h.Close)
	return h
}

func (h *house) page(t *testing.T, assets Assets) http.HandlerFunc {
	return func(out http.ResponseWriter, r *http.Request) {
		page, ok := gallery(assets)[strings.TrimSuffix(r.PathValue("name"), ".html")]
		if !ok {
			http.NotFound(out, r)
			return
		}
		out.Header().Set("Content-Security-Policy", policy)
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		text := render(t, page)
		h.mu.Lock()
		defer h.mu.Unlock()
		text = strings.Replace(text, `<div class="thread">`, `<div class="thread">`+h.added, 1)
		text = strings.Replace(text, `<body class="staff"`, `<body class="staff" data-live="/live"`, 1)
		if _, err := io.WriteString(out, text); err != nil {
			t.Log(err)
		}
	}
}

// coach marks one word and offers another.
func (h *house) coach(out http.ResponseWriter, r *http.Request) {
	said := map[string]any{"checklist": []map[string]any{{"label": "sorry, once", "on": true}}}
	text := r.FormValue("text")
	said["owed"] = `<fieldset data-words="call"><input name="what_0" aria-label="promised" value="call"></fieldset>`
	if strings.Contains(text, "refund") {
		said["owed"] = `<fieldset data-words="refund"><input name="what_0" aria-label="promised" value="refund"></fieldset><fieldset data-words="call"><input name="what_1" aria-label="promised" value="call"></fieldset>`
	}
	at := strings.Index(text, "Unfortunately")
	if at >= 0 {
		at = len(utf16.Encode([]rune(text[:at])))
		said["marks"] = []map[string]any{{"start": at, "end": at + len("Unfortunately"), "level": "fault", "title": "An excuse.", "why": "It takes back the fault.", "rewrite": "Here is what I do:"}}
	}
	answer(out, said)
}

func (h *house) draft(out http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	h.drafts = append(h.drafts, r.FormValue("version")+"|"+r.FormValue("text"))
	h.mu.Unlock()
	answer(out, map[string]any{"version": "4", "at": "09:32"})
}

func answer(out http.ResponseWriter, said any) {
	out.Header().Set("Content-Type", "application/json")
	// The browser may have left; there is nobody to tell then.
	_ = json.NewEncoder(out).Encode(said)
}

func (h *house) live(out http.ResponseWriter, r *http.Request) {
	out.Header().Set("Content-Type", "text/event-stream")
	out.(http.Flusher).Flush()
	for {
		select {
		case word := <-h.tell:
			fmt.Fprintf(out, "event: changed\ndata: %s\n\n", word)
			out.(http.Flusher).Flush()
		case <-r.Context().Done():
			return
		}
	}
}

func openBrowser(t *testing.T) *rod.Browser {
	t.Helper()
	bin, ok := launcher.LookPath()
	if !ok {
		t.Fatal("these tests need Chromium: on Debian, apt-get install chromium")
	}
	l := launcher.New().Bin(bin).NoSandbox(true).UserDataDir(t.TempDir()).
		Set("disable-quic").Set("disable-background-networking").Set("disable-component-update").Set("disable-sync").Set("no-first-run")
	browser := rod.New().ControlURL(l.MustLaunch()).MustConnect()
	t.Cleanup(func() {
		if err := browser.Close(); err != nil {
			t.Log(err)
		}
		l.Kill()
	})
	return browser
}

// visit opens a page and fails the test for every error and policy violation it logs.
func visit(t *testing.T, browser *rod.Browser, url string, wide, high int) *rod.Page {
	t.Helper()
	page := browser.MustPage("").Timeout(time.Minute)
	page.MustSetViewport(wide, high, 1, false)
	go page.EachEvent(
		func(e *proto.RuntimeExceptionThrown) {
			t.Errorf("%s: %s", url, e.ExceptionDetails.Exception.Description)
		},
		func(e *proto.LogEntryAdded) {
			if e.Entry.Level == proto.LogLogEntryLevelError {
				t.Errorf("%s: %s %s", url, e.Entry.Text, e.Entry.URL)
			}
		},
	)()
	if err := (proto.LogEnable{}).Call(page); err != nil {
		t.Fatal(err)
	}
	page.MustNavigate(url).MustWaitLoad()
	page.MustWait(`() => !document.querySelector("script[src]") || document.documentElement.classList.contains("js")`)
	return page
}

// TestGalleryInBrowser holds for every page, on a desk and on a phone, in both themes: axe finds
// nothing, nothing is wider than the screen, and the content policy is never broken.
func TestGalleryInBrowser(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile("../../ui/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal("axe-core is missing: run `go run ./ui/build` in the project's root first: ", err)
	}
	h, browser := openHouse(t), openBrowser(t)
	for name := range gallery(Assets{}) {
		for _, wide := range []int{1440, 390} {
			page := visit(t, browser, h.URL+"/page/"+name, wide, 900)
			if over := page.MustEval(`() => document.documentElement.scrollWidth - innerWidth`).Int(); over > 0 {
				t.Errorf("%s at %d: %d pixels too wide", name, wide, over)
			}
			page.MustEval("() => {" + string(axe) + "\n}")
			for _, theme := range []string{"light", "dark"} {
				// The themes differ in nothing but colours.
				faults := page.MustEval(`async (theme) => {
					document.documentElement.dataset.theme = theme;
					const all = { resultTypes: ["violations"] };
					const colours = { ...all, runOnly: ["color-contrast"] };
					const seen = await axe.run(document, theme === "light" ? all : colours);
					return seen.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" | ")).join("\n");
				}`, theme).String()
				if faults != "" {
					t.Errorf("%s at %d, %s:\n%s", name, wide, theme, faults)
				}
			}
			page.MustClose()
		}
	}
}

func TestKeysAndPalette(t *testing.T) {
	t.Parallel()
	h, browser := openHouse(t), openBrowser(t)
	page := visit(t, browser, h.URL+"/page/today", 1440, 900)
	page.Keyboard.MustType(input.KeyJ, input.KeyJ, input.KeyK)
	if got := page.MustEval(`() => document.activeElement.textContent`).String(); got != "Tell Olu Adeyemi what we found" {
		t.Errorf("j, j, k stands on %q", got)
	}
	if err := page.Keyboard.Type(input.Slash); err != nil {
		t.Fatal(err)
	}
	page.MustElement("#palette-found [role=option]")
	page.Keyboard.MustType(input.ArrowDown)
	if got := page.MustEval(`() => document.querySelector("#palette-found [aria-selected=true]").textContent.trim()`).String(); got != "Today" {
		t.Errorf("the arrow chose %q", got)
	}
	page.Keyboard.MustType(input.Escape)
	page.MustWait(`() => !document.querySelector("dialog[open]")`)
	page.Keyboard.MustType(input.KeyG, input.KeyT)
	page.MustWait(`() => location.pathname.endsWith("today.html")`)
}

func TestComposerKeepsAndMarks(t *testing.T) {
	t.Parallel()
	h, browser := openHouse(t), openBrowser(t)
	page := visit(t, browser, h.URL+"/page/case", 1440, 900)
	page.MustElement("#reply")
	page.MustWait(`() => document.querySelector(".ghost mark.fault")?.textContent === "Unfortunately"`)
	page.MustElement(".remark button:last-child").MustClick()
	page.MustWait(`() => document.querySelector("#reply").value.includes("Here is what I do:")`)
	page.MustWait(`() => document.querySelector("[data-saved]").textContent === "saved 09:32"`)
	h.mu.Lock()
	kept := h.drafts[len(h.drafts)-1]
	h.mu.Unlock()
	if !strings.HasPrefix(kept, "3|") || !strings.Contains(kept, "Here is what I do:") {
		t.Errorf("the draft was kept as %q", kept)
	}
	if got := page.MustElement("[name=version]").MustProperty("value").String(); got != "4" {
		t.Errorf("the form holds version %s", got)
	}
}

func TestPromiseRowsKeepWhatWasChanged(t *testing.T) {
	t.Parallel()
	h, browser := openHouse(t), openBrowser(t)
	page := visit(t, browser, h.URL+"/page/case", 1440, 900)
	page.MustElement("[name=what_0]").MustSelectAllText().MustInput("call before noon")
	page.MustElement("#reply").MustFocus().MustInput(" And the refund.")
	page.MustElement("[name=what_1]")
	got := page.MustEval(`() => [...document.querySelectorAll("[data-owed] input")].map(box => box.value).join("; ")`).String()
	if got != "refund; call before noon" {
		t.Errorf("the rows say %q", got)
	}
}

func TestLiveKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	h, browser := openHouse(t), openBrowser(t)
	page := visit(t, browser, h.URL+"/page/case", 1440, 900)
	page.MustElement("#reply").MustFocus().MustSelectAllText().MustInput("half a sen")
	h.mu.Lock()
	h.added = `<p id="fresh">Ada opened her page.</p>`
	h.mu.Unlock()
	h.tell <- `{"case":"1042","seq":47}`
	page.MustElement("#fresh")
	got := page.MustEval(`() => [document.activeElement.id, document.querySelector("#reply").value, document.querySelector("#reply").selectionStart].join(" ")`).String()
	if got != "reply half a sen 10" {
		t.Errorf("after the live word: %q", got)
	}
}
