package look

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
)

// With -gallery DIR the pages are also written there, to be looked at in a browser beside the bundle.
var galleryDir = flag.String("gallery", "", "folder to write the gallery's pages to")

// plainWords says every text as it is written in the code.
type plainWords string

func (plainWords) T(text string, args ...any) string {
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// w lets samples read like templates do.
const w = plainWords("")

// parts puts literal HTML and components one after the other.
func parts(list ...any) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, item := range list {
			switch v := item.(type) {
			case string:
				if _, err := io.WriteString(w, v); err != nil {
					return err
				}
			case templ.Component:
				if err := v.Render(ctx, w); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// with renders children inside a component.
func with(outer templ.Component, children ...any) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return outer.Render(templ.WithChildren(ctx, parts(children...)), w)
	})
}

func galleryAssets(t *testing.T) Assets {
	t.Helper()
	assets, err := LoadAssets(os.DirFS(filepath.Join("..", "web", "dist")), "")
	if err != nil {
		t.Fatal(err)
	}
	return assets
}

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// gallery are pages made of every component in its states, by name.
func gallery(a Assets) map[string]templ.Component {
	staff := func(title string, body ...any) templ.Component {
		page := PageView{Lang: "en", Title: title, Site: "Amends", Body: "staff", Script: "staff.js", Assets: a}
		inside := append([]any{sampleClock(), Top(sampleTop(title), w)}, body...)
		return with(Page(page, w), append(inside, HelpSheet(w), Palette("/find", w))...)
	}
	other := func(title, class string, body ...any) templ.Component {
		return with(Page(PageView{Lang: "en", Title: title, Site: "Northmill", Body: class, Script: "portal.js", Assets: a, NoIndex: true}, w), body...)
	}
	return map[string]templ.Component{
		"today":    staff("Today", sampleToday()),
		"case":     staff("Cases", sampleCase()),
		"list":     staff("Customers", sampleList()),
		"team":     staff("Team", sampleTeam()),
		"charts":   staff("How we do", sampleCharts()),
		"playbook": staff("Playbook", samplePlaybook()),
		"pieces":   staff("Settings", samplePieces()),
		"customer": other("Your case", "portal", sampleCustomer()),
		"settings": staff("Settings", sampleSettings()),
		"mailbox":  staff("Mailbox", sampleMailbox()),
		"history":  staff("Customers", sampleHistory()),
		"form":     other("Tell us", "portal", sampleForm()),
		"door":     other("Sign in", "door", sampleDoor()),
	}
}

func TestGalleryIsSound(t *testing.T) {
	t.Parallel()
	for name, page := range gallery(galleryAssets(t)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := render(t, page)
			if *galleryDir != "" {
				if err := os.WriteFile(filepath.Join(*galleryDir, name+".html"), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			root, err := html.Parse(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for node := range root.Descendants() {
				if node.Type == html.ElementNode {
					checkElement(t, node, seen)
				}
			}
		})
	}
}

// checkElement holds what the content policy and the screen reader need of every element.
func checkElement(t *testing.T, n *html.Node, seen map[string]bool) {
	t.Helper()
	attr := map[string]string{}
	for _, a := range n.Attr {
		attr[a.Key] = a.Val
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			t.Errorf("<%s> carries %s=%q, which the content policy forbids", n.Data, a.Key, a.Val)
		}
	}
	if id := attr["id"]; id != "" {
		if seen[id] {
			t.Errorf("id %q stands twice", id)
		}
		seen[id] = true
	}
	if n.Data == "script" && attr["src"] == "" && attr["type"] != "application/json" {
		t.Errorf("an inline script: the content policy forbids it")
	}
	if n.Data == "img" && attr["alt"] == "" {
		t.Errorf("an image without words")
	}
	if n.Data == "svg" && attr["aria-hidden"] == "" && attr["aria-label"] == "" {
		t.Errorf("a drawing that is neither silent nor said: %v", attr)
	}
}

func at(clock string) time.Time {
	at, err := time.Parse("2006-01-02 15:04", "2026-11-24 "+clock)
	if err != nil {
		panic(err)
	}
	return at
}
