package portal

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mainOf is the main region of a page.
func mainOf(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.DataAtom == atom.Main {
			return n
		}
	}
	t.Fatalf("no main region in %s", page)
	return nil
}

// readable is what a page says, a line for each block, so that a golden file can be read by people:
// "h1 Ada, ...", "li.is-kept We ...", "[radio option=1]".
func readable(n *html.Node) string {
	var b strings.Builder
	say(&b, n)
	var lines []string
	for line := range strings.SplitSeq(b.String(), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

func say(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case n.DataAtom == atom.Svg:
		return
	case n.DataAtom == atom.Input:
		b.WriteString(" [" + attr(n, "type") + " " + attr(n, "name") + valueOf(n) + "] ")
	case blocks(n.DataAtom):
		b.WriteString("\n" + mark(n) + " ")
	}
	for c := range n.ChildNodes() {
		say(b, c)
	}
	if blocks(n.DataAtom) {
		b.WriteString("\n")
	}
}

func blocks(a atom.Atom) bool {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.P, atom.Li, atom.Form, atom.Label, atom.Button, atom.Summary, atom.Blockquote,
		atom.Div, atom.Header, atom.Footer, atom.Section, atom.Article, atom.Legend, atom.Option, atom.Textarea:
		return true
	}
	return false
}

func mark(n *html.Node) string {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Header, atom.Footer, atom.Article:
		return ""
	case atom.Form:
		return "form " + attr(n, "action")
	case atom.Li:
		return "li." + strings.ReplaceAll(attr(n, "class"), " ", ".")
	}
	return n.Data
}

func valueOf(n *html.Node) string {
	text := ""
	if v := attr(n, "value"); v != "" {
		text = "=" + v
	}
	for _, a := range n.Attr {
		if a.Key == "checked" {
			text += " on"
		}
	}
	return text
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
