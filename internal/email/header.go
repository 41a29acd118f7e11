package email

import (
	"bytes"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // decodes the charsets that mails declare
	"github.com/emersion/go-message/mail"
)

type header = message.Header

// Bounds of one header block: real ones are under 30 kB and 150 fields.
const (
	maxHeaderBytes = 256 << 10
	maxFields      = 2000
)

// splitHeader reads the header block at the start of b and gives the bytes after it. Unlike the
// library's reader it goes on after a broken line: a line that is no field continues the one
// before it, and text with no field at all is body.
func (r *reader) splitHeader(b []byte) (header, []byte) {
	var fields [][]string // the lines of each field
	rest := b
	for len(rest) > 0 {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			rest = after
			break
		}
		if len(fields) == 0 && !isField(line) && !isField(bytes.TrimLeft(line, " \t")) {
			r.problem("The header is missing; everything was read as text.")
			break
		}
		if len(b)-len(rest) > maxHeaderBytes || len(fields) > maxFields {
			r.problem("The header is far too long; only its beginning was read.")
			rest = afterBlankLine(rest)
			break
		}
		fields = r.addLine(fields, line)
		rest = after
	}
	return headerOf(fields), rest
}

func headerOf(fields [][]string) header {
	var h header
	// The library keeps the newest field first, so the last of the mail goes in first.
	for i := len(fields) - 1; i >= 0; i-- {
		key, value, _ := strings.Cut(strings.Join(fields[i], " "), ":")
		h.Add(strings.TrimSpace(key), strings.TrimSpace(value))
	}
	return h
}

func (r *reader) addLine(fields [][]string, line []byte) [][]string {
	folded := line[0] == ' ' || line[0] == '\t'
	text := fixText(string(bytes.TrimSpace(line)), "")
	last := len(fields) - 1
	if last < 0 || !folded && isField([]byte(text)) {
		return append(fields, []string{text})
	}
	if !folded {
		r.problem("A line of the header is broken; it was read as part of the line before.")
	}
	fields[last] = append(fields[last], text)
	return fields
}

// isField reports whether line begins with a field name and a colon.
func isField(line []byte) bool {
	name, _, ok := bytes.Cut(line, []byte(":"))
	name = bytes.TrimRight(name, " \t")
	if !ok || len(name) == 0 || len(name) > 100 {
		return false
	}
	for _, c := range name {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return true
}

// isMailHeader tells a header from a text whose first lines happen to have colons.
func isMailHeader(h header) bool {
	for _, key := range []string{"From", "To", "Subject", "Date", "Message-Id", "Received", "Return-Path", "Mime-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"} {
		if h.Has(key) {
			return true
		}
	}
	return false
}

func afterBlankLine(b []byte) []byte {
	at, n := bytes.Index(b, []byte("\n\n")), 2
	if crlf := bytes.Index(b, []byte("\n\r\n")); crlf >= 0 && (at < 0 || crlf < at) {
		at, n = crlf, 3
	}
	if at < 0 {
		return nil
	}
	return b[at+n:]
}

// text is a field with its encoded words decoded, on one line.
func (r *reader) text(h header, key string) string {
	s, err := h.Text(key)
	if err != nil {
		r.problem("The " + key + " is in an unknown charset; it is shown as it came.")
	}
	return oneLine(s)
}

// oneLine makes s fit for a header or a title: valid, control characters become blanks, and runs of
// blanks become one, as folding makes of them on the way.
func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == '\u2028' || c == '\u2029' {
			return ' '
		}
		return c
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func (r *reader) date(h header) time.Time {
	if h.Get("Date") == "" {
		return time.Time{}
	}
	lib := mail.Header{Header: h}
	at, err := lib.Date()
	if err != nil {
		r.problem("The date cannot be read.")
		return time.Time{}
	}
	return at.UTC()
}
