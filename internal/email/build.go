package email

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/url"
	"strings"
	"time"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"

	"amends/internal/errs"
)

// Out is a mail of ours. The same Out always gives the same bytes, so that a mail sent twice
// by accident can be recognised.
type Out struct {
	MessageID  string // required, without angle brackets: left@right
	InReplyTo  string
	References []string // oldest first; the newest 20 are sent

	From, ReplyTo Address // ReplyTo may be zero
	To, Cc        []Address

	Subject string
	Text    string // plain text; the HTML part is made from it
	Link    Link   // the customer's page, shown as a button and as a bare address; may be zero
	Lang    string // BCP 47, for screen readers; "" is English
	Date    time.Time
	Files   []File

	Automatic bool   // no person pressed send: marked so that no machine answers it (RFC 3834)
	Origin    string // this installation's own name, the same for all its mails; see Parse
}

// Link is an address on the web and the words that stand on it.
type Link struct{ URL, Label string }

// maxReferences keeps the header short; clients thread by the newest.
const maxReferences = 20

// Build writes a mail with a plain and an HTML part of the same text, and its files. Texts are
// cleaned of control characters; an address, an id or a link that could break the mail is
// refused with errs.Invalid and its field named.
func Build(m Out) ([]byte, error) {
	h, err := outHeader(m)
	if err != nil {
		return nil, err
	}
	if err := checkLink(m.Link); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := writeBody(&out, h, m); err != nil {
		return nil, &errs.Error{Kind: errs.Internal, Say: "This mail could not be written.", Err: err}
	}
	return out.Bytes(), nil
}

func outHeader(m Out) (header, error) {
	h := mail.Header{}
	if err := setIDs(&h, m); err != nil {
		return header{}, err
	}
	for _, f := range []struct {
		key, field string
		list       []Address
	}{{"Cc", "cc", m.Cc}, {"To", "to", m.To}, {"Reply-To", "reply_to", some(m.ReplyTo)}, {"From", "from", some(m.From)}} {
		if err := setAddresses(&h, f.key, f.field, f.list); err != nil {
			return header{}, err
		}
	}
	if m.From.Addr == "" {
		return header{}, errs.Invalidf("from", "This mail has no sender; set the address mail is sent from.")
	}
	if len(m.To) == 0 {
		return header{}, errs.Invalidf("to", "This mail has nobody to go to; add an address.")
	}
	h.Set("Subject", encodeWords(oneLine(m.Subject)))
	h.SetDate(m.Date.UTC())
	if m.Automatic {
		h.Set("Auto-Submitted", autoWord(m))
		h.Set("X-Auto-Response-Suppress", "All")
	}
	if m.Origin != "" {
		h.Set(originHeader, encodeWords(oneLine(m.Origin)))
	}
	h.Set("MIME-Version", "1.0")
	return h.Header, nil
}

// autoWord is the keyword of RFC 3834: an answer to something, or sent of ourselves.
func autoWord(m Out) string {
	if m.InReplyTo != "" {
		return "auto-replied"
	}
	return "auto-generated"
}

func some(a Address) []Address {
	if a == (Address{}) {
		return nil
	}
	return []Address{a}
}

func setIDs(h *mail.Header, m Out) error {
	if m.MessageID == "" {
		return errs.Invalidf("message_id", "This mail has no id, so it could not be recognised if it is sent twice.")
	}
	h.Set("Message-Id", "<"+m.MessageID+">")
	ids := append([]string{m.MessageID}, m.References...)
	if m.InReplyTo != "" {
		ids = append(ids, m.InReplyTo)
		h.Set("In-Reply-To", "<"+m.InReplyTo+">")
	}
	for _, id := range ids {
		if !isID(id) {
			return errs.Invalidf("message_id", "The message id %q cannot be written in a mail.", id)
		}
	}
	refs := m.References[max(0, len(m.References)-maxReferences):]
	if len(refs) > 0 {
		h.Set("References", "<"+strings.Join(refs, "> <")+">")
	}
	return nil
}

// isID takes what others wrote too, as long as it cannot break out of its angle brackets.
func isID(s string) bool {
	for _, c := range s {
		if c <= ' ' || c == '<' || c == '>' || c >= 0x7f {
			return false
		}
	}
	return s != "" && len(s) < 900
}

func setAddresses(h *mail.Header, key, field string, list []Address) error {
	if len(list) == 0 {
		return nil
	}
	out := make([]*mail.Address, len(list))
	for i, a := range list {
		if !ValidAddress(a.Addr) {
			return errs.Invalidf(field, "%q is not an email address we can write to; please check it.", a.Addr)
		}
		out[i] = &mail.Address{Name: oneLine(a.Name), Address: a.Addr}
	}
	h.SetAddressList(key, out)
	return nil
}

// ValidAddress reports whether addr is one mailbox, local@host, that can stand in a mail and in
// an SMTP command as it is. It does not say that anybody reads it.
func ValidAddress(addr string) bool {
	if len(addr) > 254 || oneLine(addr) != addr || strings.ContainsAny(addr, "<>") {
		return false
	}
	a, err := mail.ParseAddress("<" + addr + ">")
	return err == nil && a.Address == addr
}

func checkLink(l Link) error {
	if l.URL == "" {
		return nil
	}
	u, err := url.Parse(l.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || oneLine(l.URL) != l.URL || strings.ContainsAny(l.URL, " \"<>") {
		return errs.Invalidf("link", "%q is not a web address that can stand in a mail.", l.URL).Because(err)
	}
	return nil
}

func writeBody(out *bytes.Buffer, h header, m Out) error {
	sum := sha256.Sum256([]byte(m.MessageID))
	mark := hex.EncodeToString(sum[:8])
	if len(m.Files) == 0 {
		h.Set("Content-Type", multipartType("alternative", mark))
		w, err := message.CreateWriter(out, h)
		if err != nil {
			return err
		}
		return writeTexts(w, m)
	}
	h.Set("Content-Type", multipartType("mixed", mark+"_m"))
	w, err := message.CreateWriter(out, h)
	if err != nil {
		return err
	}
	var inner header
	inner.Set("Content-Type", multipartType("alternative", mark))
	texts, err := w.CreatePart(inner)
	if err != nil {
		return err
	}
	if err := writeTexts(texts, m); err != nil {
		return err
	}
	for _, f := range m.Files {
		if err := writePart(w, fileHeader(f), f.Bytes); err != nil {
			return err
		}
	}
	return w.Close()
}

// multipartType names a boundary that depends on the mail only, and that cannot stand in its
// parts: "=_" is never quoted-printable and never base64.
func multipartType(kind, mark string) string {
	return `multipart/` + kind + `; boundary="=_amends_` + mark + `"`
}

func writeTexts(w *message.Writer, m Out) error {
	if err := writePart(w, textHeader("text/plain"), []byte(PlainText(m))); err != nil {
		return err
	}
	if err := writePart(w, textHeader("text/html"), []byte(htmlPage(m))); err != nil {
		return err
	}
	return w.Close()
}

func textHeader(kind string) header {
	var h header
	h.Set("Content-Transfer-Encoding", "quoted-printable")
	h.Set("Content-Type", kind+"; charset=utf-8")
	return h
}

func fileHeader(f File) header {
	name := cleanName(f.Name)
	if name == "" {
		name = defaultName(f.Type)
	}
	kind, _, err := mime.ParseMediaType(f.Type)
	if err != nil || !strings.Contains(kind, "/") || strings.HasPrefix(kind, "multipart/") || strings.HasPrefix(kind, "message/") {
		kind = "application/octet-stream"
	}
	how := "attachment"
	var h header
	if id := oneLine(f.ContentID); f.Inline && isID(id) {
		how = "inline"
		h.Set("Content-Id", "<"+id+">")
	}
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": name}))
	h.Set("Content-Transfer-Encoding", "base64")
	h.Set("Content-Type", mime.FormatMediaType(kind, map[string]string{"name": name}))
	return h
}

func writePart(w *message.Writer, h header, body []byte) error {
	part, err := w.CreatePart(h)
	if err != nil {
		return err
	}
	if _, err := part.Write(body); err != nil {
		return err
	}
	return part.Close()
}
