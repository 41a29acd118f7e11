package email

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message"
	"golang.org/x/text/encoding/charmap"
)

// decode undoes the transfer encoding. What cannot be decoded is kept as it came.
func (r *reader) decode(h header, body []byte) []byte {
	encoding := transferEncoding(h.Get("Content-Transfer-Encoding"))
	var plain header
	plain.Set("Content-Type", "application/octet-stream")
	plain.Set("Content-Transfer-Encoding", encoding)
	e, err := message.New(plain, bytes.NewReader(body))
	if err != nil {
		r.problem("A part is in an unknown transfer encoding; it is kept as it came.")
		return body
	}
	data, err := io.ReadAll(e.Body)
	if err == nil {
		return data
	}
	switch {
	case encoding == "base64" && !looksBase64(body):
		r.problem("A part says it is base64 and is not; it is kept as it came.")
		return body
	case encoding == "base64":
		r.problem("A part is damaged; what could be decoded was kept.")
		return looseBase64(body)
	}
	// The library stopped at the first fault; ours goes on to the end.
	r.problem("A part is damaged; what could be decoded was kept.")
	return looseQuoted(body)
}

// looksBase64: damage is a few wrong bytes, text is full of them.
func looksBase64(body []byte) bool {
	wrong := 0
	for _, c := range body {
		if !isBase64(c) && c != '\r' && c != '\n' && c != '=' {
			wrong++
		}
	}
	return wrong*20 < len(body)
}

func isBase64(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

// transferEncoding forgives what mailers write around the five names of RFC 2045.
func transferEncoding(value string) string {
	word := keyword(value)
	switch strings.ReplaceAll(word, " ", "") {
	case "base64", "base-64":
		return "base64"
	case "quoted-printable", "quotedprintable":
		return "quoted-printable"
	case "", "7bit", "7-bit", "8bit", "8-bit", "binary", "plain", "text/plain", "text/html", "none", "utf-8":
		return "8bit"
	}
	return word
}

// looseBase64 decodes what is in the alphabet and skips the rest.
func looseBase64(body []byte) []byte {
	var clean []byte
	for _, c := range body {
		if isBase64(c) {
			clean = append(clean, c)
		}
	}
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, _ := base64.RawStdEncoding.Decode(out, clean) // only the alphabet is left, so it cannot fail
	return out[:n]
}

// looseQuoted decodes quoted-printable and leaves every wrong "=" standing.
func looseQuoted(body []byte) []byte {
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		if body[i] != '=' {
			out = append(out, body[i])
			continue
		}
		rest := body[i+1:]
		switch {
		case bytes.HasPrefix(rest, []byte("\r\n")):
			i += 2
		case bytes.HasPrefix(rest, []byte("\n")):
			i++
		case len(rest) > 1 && unhex(rest[0]) >= 0 && unhex(rest[1]) >= 0:
			out = append(out, byte(unhex(rest[0])<<4|unhex(rest[1])))
			i += 2
		default:
			out = append(out, '=')
		}
	}
	return out
}

func unhex(c byte) int { return strings.IndexByte("0123456789abcdef", c|0x20) }

// decodeText turns a text part into UTF-8 with "\n" line ends. A declared charset is believed
// unless its bytes say otherwise.
func (r *reader) decodeText(kind mediaType, data []byte) string {
	label := strings.ToLower(strings.Trim(kind.params["charset"], " '\""))
	text := fixText(string(data), label)
	if label == "" && !utf8.Valid(data) {
		r.problem("The mail does not say its charset; Western European was assumed.")
	}
	if label != "" && text == "" && len(bytes.TrimSpace(data)) > 0 {
		r.problem("The mail is in the unknown charset " + label + "; it was read as well as possible.")
		text = fixText(string(data), "")
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return strings.ReplaceAll(text, "\x00", "")
}

// fixText is s in valid UTF-8: converted from the charset named, "" where that is unknown.
// With no name, or a name its bytes refute, it is UTF-8 when valid and Windows-1252 when not.
func fixText(s, label string) string {
	switch label {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "x-unknown", "unknown-8bit", "binary":
		if utf8.ValidString(s) {
			return strings.TrimPrefix(s, "\uFEFF")
		}
		text, err := charmap.Windows1252.NewDecoder().String(s)
		if err != nil {
			return strings.ToValidUTF8(s, "\uFFFD")
		}
		return text
	}
	in, err := message.CharsetReader(label, strings.NewReader(s))
	if err != nil {
		return ""
	}
	text, err := io.ReadAll(in)
	if err != nil {
		return ""
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}
