package email

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds against hostile nesting: deeper quotes and lists are shown at this depth.
const maxQuoteDepth = 10

// TextFromHTML is the text of an HTML mail as a person would type it: paragraphs, "- " lists,
// "> " quotes, link targets in brackets, nothing of scripts and styles. It reads tokens, not a
// tree, so time and memory are linear in the input at any depth of nesting.
func TextFromHTML(source string) string {
	w := textWriter{}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return w.result()
		case html.TextToken:
			w.text(z.Token().Data)
		case html.StartTagToken, html.SelfClosingTagToken:
			w.open(z.Token())
		case html.EndTagToken:
			w.close(z.Token())
		}
	}
}

// textWriter keeps what a browser would: pending line ends and blanks are written only once
// something follows them.
type textWriter struct {
	out    strings.Builder
	breaks int  // line ends owed before the next text, at most 2
	blank  bool // a blank is owed
	bullet string

	skip  atom.Atom // inside this element nothing is text
	pre   int       // depth of <pre>
	quote int       // depth of <blockquote>
	last  int       // depth of the line written last
	lists []int     // next number per open list, 0 for bullets
	href  string    // target of the open link
	label int       // where the open link's text began in out
}

func (w *textWriter) result() string {
	return strings.Trim(strings.ReplaceAll(w.out.String(), "\x00", ""), "\n ")
}

func (w *textWriter) text(s string) {
	if w.skip != 0 {
		return
	}
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\uFFFD")
	if w.pre > 0 {
		w.preformatted(s)
		return
	}
	for i, word := range strings.FieldsFunc(s, isSpace) {
		w.blank = w.blank || i > 0 || isSpace(rune(s[0]))
		w.put(word)
	}
	w.blank = w.blank || s != "" && isSpace(rune(s[len(s)-1]))
}

func (w *textWriter) preformatted(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			w.flush()
			w.breaks = 1
		}
		w.put(line)
	}
}

// isSpace is HTML's idea of white space: a no-break space is text.
func isSpace(c rune) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

func (w *textWriter) put(s string) {
	if s == "" {
		return
	}
	w.flush()
	w.out.WriteString(strings.ReplaceAll(s, "\u00a0", " "))
}

// flush writes what is owed before the next text.
func (w *textWriter) flush() {
	switch {
	case w.out.Len() == 0:
		w.out.WriteString(w.margin())
	case w.breaks > 0:
		if w.breaks > 1 {
			w.out.WriteString("\n" + strings.Repeat(">", min(w.quote, w.last, 1)))
		}
		w.out.WriteString("\n" + w.margin())
	case w.blank && w.bullet == "":
		w.out.WriteByte(' ')
	}
	w.out.WriteString(w.bullet)
	w.breaks, w.blank, w.bullet, w.last = 0, false, "", w.quote
}

func (w *textWriter) margin() string {
	return strings.Repeat("> ", min(w.quote, maxQuoteDepth))
}

func (w *textWriter) line(n int) { w.breaks = max(w.breaks, n) }

func (w *textWriter) open(t html.Token) {
	if w.skip != 0 {
		return
	}
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Title:
		w.skip = t.DataAtom
	case atom.Br:
		w.breaks = min(w.breaks+1, 2)
	case atom.Hr:
		w.line(1)
		w.put("________________________________")
		w.line(1)
	case atom.Td, atom.Th:
		w.blank = true
	case atom.Img:
		w.put(oneLine(attribute(t, "alt")))
	case atom.Pre:
		w.line(2)
		w.pre++
	case atom.Blockquote:
		w.line(2)
		w.quote++
	case atom.Ul, atom.Ol:
		w.openList(t)
	case atom.Li:
		w.item()
	case atom.A:
		w.href, w.label = attribute(t, "href"), w.out.Len()
	default:
		w.line(blockBreaks(t.DataAtom))
	}
}

func (w *textWriter) close(t html.Token) {
	if w.skip != 0 {
		if t.DataAtom == w.skip {
			w.skip = 0
		}
		return
	}
	switch t.DataAtom {
	case atom.Pre:
		w.pre = max(w.pre-1, 0)
		w.line(2)
	case atom.Blockquote:
		w.quote = max(w.quote-1, 0)
		w.line(2)
	case atom.Ul, atom.Ol:
		w.lists = w.lists[:max(len(w.lists)-1, 0)]
		w.line(1)
	case atom.A:
		w.closeLink()
	default:
		w.line(blockBreaks(t.DataAtom))
	}
}

// blockBreaks is how many line ends stand around an element: 2 make a paragraph.
func blockBreaks(a atom.Atom) int {
	switch a {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Table:
		return 2
	case atom.Div, atom.Tr, atom.Li, atom.Section, atom.Article, atom.Header, atom.Footer,
		atom.Center, atom.Address, atom.Dl, atom.Dt, atom.Dd, atom.Body, atom.Form, atom.Fieldset:
		return 1
	}
	return 0
}

func (w *textWriter) openList(t html.Token) {
	w.line(1)
	number := 0
	if t.DataAtom == atom.Ol {
		number = 1
	}
	w.lists = append(w.lists, number)
}

func (w *textWriter) item() {
	w.line(1)
	depth := len(w.lists)
	w.bullet = strings.Repeat("  ", min(max(depth-1, 0), maxQuoteDepth)) + "- "
	if depth > 0 && w.lists[depth-1] > 0 {
		w.bullet = strings.Replace(w.bullet, "-", strconv.Itoa(w.lists[depth-1])+".", 1)
		w.lists[depth-1]++
	}
}

// closeLink adds the target where the text of the link does not show it.
func (w *textWriter) closeLink() {
	href := oneLine(w.href)
	w.href = ""
	shown := strings.TrimSpace(w.out.String()[min(w.label, w.out.Len()):])
	web := strings.HasPrefix(href, "http://") || strings.HasPrefix(href, "https://")
	if !web || strings.Contains(shown, href) || strings.HasSuffix(href, "://"+shown) || strings.HasSuffix(href, "://"+shown+"/") {
		return
	}
	w.blank = w.blank || shown != ""
	w.put("(" + href + ")")
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
