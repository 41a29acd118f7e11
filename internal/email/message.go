// Package email turns RFC 5322 bytes into a Message that the rest of the house can use,
// and a message of ours into bytes: charsets, MIME trees, addresses, threading headers,
// what a machine wrote, what is new in a reply and what is quoted.
// It must not do I/O, know a case, or decide what happens to a mail: it only says what is in it.
package email

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"amends/internal/errs"
)

// Message is what could be understood of a mail. All text is valid UTF-8 with "\n" line ends
// and without NUL.
type Message struct {
	MessageID  string   // without angle brackets; "" when the mail has none
	InReplyTo  string   // without angle brackets
	References []string // without angle brackets, oldest first

	From, ReplyTo Address // the first of each; zero when there is none
	To, Cc        []Address

	Subject string
	Text    string    // what was written, as plain text; made from HTML where there is nothing else
	HTML    string    // as it came, NOT sanitised; "" when the mail has no HTML
	Date    time.Time // as the sender says, in UTC; zero when missing or unreadable
	Files   []File

	Auto  AutoKind
	Quiet bool   // the sender, or RFC 3834, asks that nothing automatic be answered
	Token string // the reply token of a plus-address among the recipients, see ReplyAddress

	Origin   string   // the Amends installation that sent it, as Out.Origin gave it; anybody can write it
	Problems []string // what was broken and how it was read, in English, for staff and the log
}

// Address is one mailbox. Name may be "".
type Address struct{ Name, Addr string }

// File is a part of a mail that is not its text: attachments, inline images, calendars,
// signatures, delivery reports, attached mails. Bytes are decoded from their transfer encoding.
type File struct {
	Name      string // never "", never with a path or control characters
	Type      string // media type in lower case, without parameters
	ContentID string // without angle brackets; HTML refers to it as cid:
	Inline    bool   // shown inside the HTML rather than listed
	Bytes     []byte
}

// Parse reads a mail, however broken. It never panics, and everything readable is in the
// Message: what cannot be understood becomes a File or a Problem. Time is linear in len(raw),
// which the caller bounds. origins are the names of this installation (see Out.Origin): a mail
// that carries one is AutoOwn. The only error, of kind errs.Invalid, is a mail with nothing in it.
func Parse(raw []byte, origins ...string) (Message, error) {
	raw = trimEnvelope(raw)
	if len(bytes.TrimSpace(raw)) == 0 {
		return Message{}, errs.Invalidf("", "This mail is empty, so there is nothing to take in.")
	}
	var r reader
	head, body := r.splitHeader(raw)
	if !isMailHeader(head) {
		r.problem("The header is missing; everything was read as text.")
		head, body = header{}, raw
	}
	var m Message
	r.readHead(&m, head)
	text := r.part(head, body, 0)
	m.HTML = text.html
	m.Text = strings.Trim(strings.TrimRight(text.plain, " \t\n"), "\n")
	if m.Text == "" && m.HTML != "" {
		m.Text = TextFromHTML(m.HTML)
	}
	m.Files = r.files
	m.Auto = autoKind(head, m, origins)
	m.Quiet = m.Auto != AutoNone || asksForQuiet(head)
	m.Problems = r.problems
	return m, nil
}

// reader collects, during one Parse, what is found on the way.
type reader struct {
	files    []File
	problems []string
	parts    int
}

// maxProblems keeps a hostile mail from filling the log.
const maxProblems = 20

func (r *reader) problem(say string) {
	if len(r.problems) < maxProblems && !slices.Contains(r.problems, say) {
		r.problems = append(r.problems, say)
	}
}

func (r *reader) readHead(m *Message, h header) {
	m.Subject = r.text(h, "Subject")
	m.MessageID = firstID(h.Get("Message-Id"))
	m.InReplyTo = firstID(h.Get("In-Reply-To"))
	m.References = messageIDs(strings.Join(h.Values("References"), " "))
	m.From = first(r.addresses(h, "From"))
	m.ReplyTo = first(r.addresses(h, "Reply-To"))
	m.To = r.addresses(h, "To")
	m.Cc = r.addresses(h, "Cc")
	m.Date = r.date(h)
	m.Origin = h.Get(originHeader)
	m.Token = token(h, m)
	if m.From == (Address{}) {
		m.From = first(r.addresses(h, "Sender"))
	}
}

func first(list []Address) Address {
	if len(list) == 0 {
		return Address{}
	}
	return list[0]
}

// trimEnvelope drops what is in front of the header in files: a byte order mark, blank lines
// and the "From " line of mbox.
func trimEnvelope(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	raw = bytes.TrimLeft(raw, "\r\n")
	if bytes.HasPrefix(raw, []byte("From ")) || bytes.HasPrefix(raw, []byte(">From ")) {
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	return raw
}
