package email

import (
	"html"
	"strings"
)

// PlainText is the plain part of m: its text, and the link with its address bare.
func PlainText(m Out) string {
	text := cleanText(m.Text)
	if m.Link.URL != "" {
		text += "\n\n" + linkLabel(m.Link) + ":\n" + m.Link.URL
	}
	return strings.TrimLeft(text, "\n") + "\n"
}

// cleanText is s with "\n" line ends, valid, and without byte order marks and control characters but tabs.
func cleanText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7f || c == '\uFEFF' {
			return -1
		}
		return c
	}, s)
	return strings.TrimRight(s, " \t\n")
}

func linkLabel(l Link) string {
	if label := strings.TrimSuffix(oneLine(l.Label), ":"); label != "" {
		return label
	}
	return l.URL
}

// The page wears the product's own colours. Ink and gold read on paper and on the dark that
// clients force; clients that ask get the dark palette from the style sheet. Everything else
// is inline, because many clients drop style sheets.
const (
	pageHead = `<meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
		`<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">` +
		`<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){` +
		`.page{background:#1d1a17!important;color:#ece5da!important}a{color:#e7c27b!important}` +
		`.button{background:#dcae57!important;color:#161412!important}}</style>`
	pageBody   = `<body class="page" style="margin:0;padding:0;background:#fffdf9;color:#23201b">`
	pageColumn = `<div style="max-width:36em;margin:0 auto;padding:28px 20px;font:400 16px/1.6 Georgia,'Times New Roman',serif">`
	paragraph  = `<p style="margin:0 0 1.1em">`
	linkStyle  = ` style="color:#815806;text-decoration:underline"`
	buttonOpen = `<p style="margin:1.7em 0 0"><a class="button" style="display:inline-block;padding:11px 20px;border-radius:8px;` +
		`background:#815806;color:#fffdf9;font:600 15px/1.3 system-ui,-apple-system,'Segoe UI',sans-serif;text-decoration:none" href="`
)

func htmlPage(m Out) string {
	var b strings.Builder
	lang := m.Lang
	if lang == "" {
		lang = "en"
	}
	b.WriteString(`<!doctype html><html lang="` + html.EscapeString(oneLine(lang)) + `"><head>` + pageHead)
	b.WriteString(`<title>` + html.EscapeString(oneLine(m.Subject)) + "</title></head>\n" + pageBody + pageColumn + "\n")
	for _, p := range strings.Split(strings.Trim(cleanText(m.Text), "\n"), "\n\n") {
		if p = strings.Trim(p, "\n"); p != "" {
			b.WriteString(paragraph + htmlLines(p) + "</p>\n")
		}
	}
	if m.Link.URL != "" {
		b.WriteString(buttonOpen + html.EscapeString(m.Link.URL) + `">` + html.EscapeString(linkLabel(m.Link)) + "</a></p>\n")
	}
	b.WriteString("</div></body></html>\n")
	return b.String()
}

func htmlLines(p string) string {
	lines := strings.Split(p, "\n")
	for i, line := range lines {
		lines[i] = linked(line)
	}
	return strings.Join(lines, "<br>\n")
}

// linked is line for HTML with its web addresses clickable.
func linked(line string) string {
	var b strings.Builder
	for {
		at := webStart(line)
		if at < 0 {
			b.WriteString(html.EscapeString(line))
			return b.String()
		}
		end := at + webLength(line[at:])
		address := html.EscapeString(line[at:end])
		b.WriteString(html.EscapeString(line[:at]) + `<a href="` + address + `"` + linkStyle + `>` + address + `</a>`)
		line = line[end:]
	}
}

// webStart is where the first web address of s begins, or -1.
func webStart(s string) int {
	for from := 0; ; {
		at := strings.Index(s[from:], "http")
		if at < 0 {
			return -1
		}
		at += from
		if strings.HasPrefix(s[at:], "https://") || strings.HasPrefix(s[at:], "http://") {
			return at
		}
		from = at + len("http")
	}
}

// webLength is how far an address reaches: to a blank or a quote, without the stop, comma or
// bracket of the sentence around it.
func webLength(s string) int {
	end := strings.IndexAny(s, " \t\"<>\u00a0")
	if end < 0 {
		end = len(s)
	}
	extra := strings.Count(s[:end], ")") - strings.Count(s[:end], "(")
	for end > len("http://") && strings.IndexByte(".,;:!?)]}'", s[end-1]) >= 0 {
		if s[end-1] == ')' {
			if extra <= 0 {
				break
			}
			extra--
		}
		end--
	}
	return end
}
