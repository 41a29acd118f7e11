package email

import (
	"bytes"
	"html"
	"slices"
	"strings"
)

// Bounds of the MIME tree. Real mails nest 5 deep and have fewer than 100 parts.
const (
	maxDepth = 20
	maxParts = 1000
)

// written is the text of a part: the same words twice, or one of them "".
type written struct {
	plain, html string
	made        bool // plain was in part made from HTML
}

// part reads one part and everything in it. What is not text is put aside as a file.
func (r *reader) part(h header, body []byte, depth int) written {
	r.parts++
	kind := contentType(h)
	if strings.HasPrefix(kind.name, "multipart/") {
		if depth < maxDepth && r.parts < maxParts {
			return r.multipart(kind, h, body, depth)
		}
		r.problem("The parts of this mail are nested too deeply or are too many; the rest is kept as one file.")
		r.files = append(r.files, File{Name: "rest.eml", Type: "message/rfc822", Bytes: body})
		return written{}
	}
	data := r.decode(h, body)
	if !isText(kind, h) {
		r.addFile(kind, h, data)
		return written{}
	}
	text := r.decodeText(kind, data)
	if kind.name == "text/html" {
		return written{html: text}
	}
	return written{plain: text}
}

// isText reports whether a part belongs to what was written rather than to the files.
func isText(kind mediaType, h header) bool {
	if kind.name != "text/plain" && kind.name != "text/html" {
		return false
	}
	how := disposition(h)
	return how.name != "attachment" && fileName(kind, how) == ""
}

func (r *reader) multipart(kind mediaType, h header, body []byte, depth int) written {
	pieces := r.split(kind, body)
	if pieces == nil {
		plain := h.Copy() // the caller still needs its own
		plain.Set("Content-Type", "text/plain")
		return r.part(plain, body, depth+1)
	}
	var texts []written
	for _, piece := range pieces {
		if r.parts >= maxParts {
			r.problem("This mail has too many parts; the rest are kept as files.")
			r.files = append(r.files, File{Name: "rest.eml", Type: "message/rfc822", Bytes: piece})
			continue
		}
		head, inner := r.splitPart(piece)
		if kind.name == "multipart/digest" && !head.Has("Content-Type") {
			head.Set("Content-Type", "message/rfc822")
		}
		texts = append(texts, r.part(head, inner, depth+1))
	}
	if kind.name == "multipart/alternative" {
		return either(texts)
	}
	return joined(texts)
}

// splitPart is splitHeader for a part, which may rightly begin with a blank line: no header.
func (r *reader) splitPart(piece []byte) (header, []byte) {
	if line, _, _ := bytes.Cut(piece, []byte("\n")); len(bytes.TrimSpace(line)) == 0 {
		_, body, _ := bytes.Cut(piece, []byte("\n"))
		return header{}, body
	}
	return r.splitHeader(piece)
}

// either takes one plain and one HTML text from parts that say the same. Where a mailer put
// different texts there all of them are kept, but none that was made from HTML beside one
// that was written.
func either(texts []written) written {
	typed := slices.ContainsFunc(texts, func(t written) bool { return t.isTyped() })
	var plain, rich pile
	for _, t := range texts {
		if !typed || t.isTyped() {
			plain.add(t.plain, "\n\n")
		}
		rich.add(t.html, "\n")
	}
	return written{plain: plain.String(), html: rich.String(), made: !typed}
}

func (t written) isTyped() bool { return !t.made && strings.TrimSpace(t.plain) != "" }

// joined puts parts one after the other. Where one is plain and another is HTML, both the
// plain text and the HTML show all of them.
func joined(texts []written) written {
	plainToo := slices.ContainsFunc(texts, func(t written) bool { return strings.TrimSpace(t.plain) != "" })
	richToo := slices.ContainsFunc(texts, func(t written) bool { return t.html != "" })
	out := written{}
	var plain, rich pile
	for _, t := range texts {
		if richToo && t.html == "" && strings.TrimSpace(t.plain) != "" {
			t.html = "<pre style=\"white-space:pre-wrap\">" + html.EscapeString(t.plain) + "</pre>"
		}
		if plainToo && t.plain == "" && t.html != "" {
			t.plain, t.made = TextFromHTML(t.html), true
		}
		out.made = out.made || t.made
		plain.add(t.plain, "\n\n")
		rich.add(t.html, "\n")
	}
	out.plain, out.html = plain.String(), rich.String()
	return out
}

// pile collects texts, each once, leaving out blank ones.
type pile struct {
	strings.Builder
	seen map[string]bool
}

func (p *pile) add(text, between string) {
	key := strings.TrimSpace(text)
	if key == "" || p.seen[key] {
		return
	}
	if p.seen == nil {
		p.seen = map[string]bool{}
	} else {
		p.WriteString(between)
	}
	p.seen[key] = true
	p.WriteString(strings.TrimRight(text, "\n"))
}

// split cuts the body of a multipart at its boundary lines; nil when there are none. A boundary
// that is missing or wrong is guessed from the first line that looks like one.
func (r *reader) split(kind mediaType, body []byte) [][]byte {
	boundary := []byte("--" + strings.TrimRight(kind.params["boundary"], " "))
	if len(boundary) > 2 {
		if pieces := cutAt(body, boundary); pieces != nil {
			return pieces
		}
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	r.problem("The boundary between the parts is missing or wrong; it was guessed.")
	if guess := guessBoundary(body); guess != nil {
		return cutAt(body, guess)
	}
	return nil
}

// cutAt gives what stands between boundary lines, also where parts follow the closing one.
// After maxParts the rest is one piece.
func cutAt(body, boundary []byte) [][]byte {
	var pieces [][]byte
	start := -1
	for at := 0; at < len(body) && len(pieces) < maxParts; {
		line, next := body[at:], len(body)
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line, next = line[:end], at+end+1
		}
		last, ok := isBoundary(line, boundary)
		if ok && start >= 0 {
			pieces = append(pieces, bytes.TrimSuffix(bytes.TrimSuffix(body[start:at], []byte("\n")), []byte("\r")))
		}
		switch {
		case ok && last:
			start = -1
		case ok:
			start = next
		}
		at = next
	}
	if start >= 0 && len(bytes.TrimSpace(body[start:])) > 0 {
		pieces = append(pieces, body[start:])
	}
	return pieces
}

func isBoundary(line, boundary []byte) (last, ok bool) {
	after, ok := bytes.CutPrefix(line, boundary)
	if !ok {
		return false, false
	}
	after = bytes.TrimRight(after, " \t\r")
	return string(after) == "--", len(after) == 0 || string(after) == "--"
}

// guessBoundary takes the first line that begins with two dashes and is followed by a field.
func guessBoundary(body []byte) []byte {
	for len(body) > 0 {
		line, rest, _ := bytes.Cut(body, []byte("\n"))
		line = bytes.TrimRight(line, " \t\r")
		if len(line) > 4 && bytes.HasPrefix(line, []byte("--")) && len(line) < 200 {
			next, _, _ := bytes.Cut(rest, []byte("\n"))
			if bytes.HasPrefix(bytes.ToLower(next), []byte("content-")) {
				return line
			}
		}
		body = rest
	}
	return nil
}
