package email

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
)

// raw joins lines the way they travel.
func raw(lines ...string) []byte { return []byte(strings.Join(lines, "\r\n")) }

func parse(t *testing.T, b []byte, origins ...string) Message {
	t.Helper()
	m, err := Parse(b, origins...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestParseReadsAnOrdinaryMail(t *testing.T) {
	t.Parallel()
	got := parse(t, raw(
		"Return-Path: <ann@example.org>",
		"From: =?iso-8859-1?Q?Ann_M=FCller?= <ann@example.org>",
		"To: Care <care+c.abc123@shop.example>, bob@shop.example",
		"Cc: \"Doe, Jane\" <jane@example.org>",
		"Reply-To: ann.private@example.org",
		"Subject: =?utf-8?B?V28gaXN0?= mein Paket?",
		"Date: Fri, 20 Nov 2026 09:15:00 +0100",
		"Message-ID: <m1@example.org>",
		"In-Reply-To: <out7@shop.example>",
		"References: <out6@shop.example>",
		"\t<out7@shop.example>",
		"Content-Type: text/plain; charset=iso-8859-1",
		"Content-Transfer-Encoding: quoted-printable",
		"",
		"Es f=E4llt auseinander.",
	))
	want := Message{
		MessageID: "m1@example.org", InReplyTo: "out7@shop.example",
		References: []string{"out6@shop.example", "out7@shop.example"},
		From:       Address{"Ann Müller", "ann@example.org"},
		ReplyTo:    Address{"", "ann.private@example.org"},
		To:         []Address{{"Care", "care+c.abc123@shop.example"}, {"", "bob@shop.example"}},
		Cc:         []Address{{"Doe, Jane", "jane@example.org"}},
		Subject:    "Wo ist mein Paket?", Text: "Es fällt auseinander.",
		Date:  time.Date(2026, 11, 20, 8, 15, 0, 0, time.UTC),
		Token: "abc123",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestParseForgives(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, raw, text, subject string
		problem                  bool
	}{
		{"no header at all", "My parcel never came.\nPlease help.", "My parcel never came.\nPlease help.", "", true},
		{"a text that looks like a header", "Hello: this is me\nand more", "Hello: this is me\nand more", "", true},
		{"mbox line and blank lines first", "\r\n\nFrom ann@x Fri Nov 20\nSubject: s\n\nb", "b", "s", false},
		{"a broken line in the header", "Subject: one\ntwo three\nTo: a@b.c\n\nbody", "body", "one two three", true},
		{"undeclared Latin bytes", "Subject: Stra\xdfe\n\nGr\xfc\xdfe \x80 5", "Grüße € 5", "Straße", true},
		{"UTF-8 declared, Latin sent", "Subject: s\nContent-Type: text/plain; charset=utf-8\n\nGr\xfc\xdfe", "Grüße", "s", false},
		{"unknown charset", "Subject: s\nContent-Type: text/plain; charset=klingon\n\nGrüße", "Grüße", "s", true},
		{"unknown transfer encoding", "Subject: s\nContent-Transfer-Encoding: base9000\n\nwords", "words", "s", true},
		{"text that claims to be base64", "Subject: s\nContent-Transfer-Encoding: base64\n\nThis is not it, is it? No!", "This is not it, is it? No!", "s", true},
		{"damaged base64", "Subject: s\nContent-Transfer-Encoding: base64\n\nSGVsbG8gdGhlcmUgYW5kIG*dvb2QgZGF5IQ==", "Hello there and good day!", "s", true},
		{"wrong quoted-printable", "Subject: s\nContent-Transfer-Encoding: quoted-printable\n\n100=% sure=\nly =C3=A4", "100=% surely ä", "s", false},
		{"no boundary parameter", "Subject: s\nContent-Type: multipart/mixed\n\n--x12345\nContent-Type: text/plain\n\nwords\n--x12345--\n", "words", "s", true},
		{"a boundary that never comes", "Subject: s\nContent-Type: multipart/mixed; boundary=zzz\n\njust words", "just words", "s", true},
		{"no closing boundary", "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo", "one\n\ntwo", "s", false},
		{"parts after the closing boundary", "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n--b\n\ntwo\n", "one\n\ntwo", "s", false},
		{"similar boundaries", "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n--bc\none\n--b--", "--bc\none", "s", false},
		{"NUL bytes", "Subject: s\n\na\x00b", "ab", "s", false},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			m := parse(t, []byte(tc.raw))
			if m.Text != tc.text || m.Subject != tc.subject {
				t.Errorf("text %q, subject %q", m.Text, m.Subject)
			}
			if (len(m.Problems) > 0) != tc.problem {
				t.Errorf("problems: %q", m.Problems)
			}
		})
	}
}

func TestParseRefusesOnlyNothing(t *testing.T) {
	t.Parallel()
	for _, b := range []string{"", "\r\n\r\n", " \t\n", "\xef\xbb\xbf"} {
		if _, err := Parse([]byte(b)); !errs.Is(err, errs.Invalid) {
			t.Errorf("%q: %v", b, err)
		}
	}
}

func TestParseTakesTheWrittenTextOnce(t *testing.T) {
	t.Parallel()
	m := parse(t, raw(
		"Subject: s", "Content-Type: multipart/mixed; boundary=m", "",
		"--m", "Content-Type: multipart/alternative; boundary=a", "",
		"--a", "Content-Type: text/plain", "", "Hello", "",
		"--a", "Content-Type: multipart/related; boundary=r", "",
		"--r", "Content-Type: text/html", "", "<p>Hello <img src=cid:i1></p>",
		"--r", "Content-Type: image/png; name=\"../../etc/x.png\"", "Content-ID: <i1>", "Content-Transfer-Encoding: base64", "", "aGk=",
		"--r--", "--a--",
		"--m", "Content-Type: text/plain", "", "-- list footer",
		"--m", "Content-Type: text/plain; name=log.txt", "", "kept",
		"--m--",
	))
	if m.Text != "Hello\n\n-- list footer" {
		t.Errorf("text %q", m.Text)
	}
	if !strings.Contains(m.HTML, "<p>Hello") || !strings.Contains(m.HTML, "-- list footer") {
		t.Errorf("html %q", m.HTML)
	}
	want := []File{
		{Name: "x.png", Type: "image/png", ContentID: "i1", Inline: true, Bytes: []byte("hi")},
		{Name: "log.txt", Type: "text/plain", Bytes: []byte("kept")},
	}
	if !reflect.DeepEqual(m.Files, want) {
		t.Errorf("files %+v", m.Files)
	}
}

func TestParseMakesTextOfHTMLMail(t *testing.T) {
	t.Parallel()
	m := parse(t, raw("Subject: s", "Content-Type: text/html", "", "<p>One</p><p>Two</p>"))
	if m.Text != "One\n\nTwo" || m.HTML == "" {
		t.Errorf("text %q, html %q", m.Text, m.HTML)
	}
}

func TestParseKeepsWhatIsNestedTooDeeply(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	for i := range 200 {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	b.WriteString("Content-Type: text/plain\n\nat the bottom")
	m := parse(t, b.Bytes())
	kept := m.Text
	for _, f := range m.Files {
		kept += string(f.Bytes)
	}
	if !strings.Contains(kept, "at the bottom") || len(m.Problems) == 0 {
		t.Errorf("lost; problems %q", m.Problems)
	}
}

func TestParseBoundsPartsAndHeader(t *testing.T) {
	t.Parallel()
	many := "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 50_000) + "--b--"
	if m := parse(t, []byte(many)); len(m.Files) > maxParts || len(m.Problems) == 0 {
		t.Errorf("%d files, problems %q", len(m.Files), m.Problems)
	}
	long := "Subject: s\nX: " + strings.Repeat(" y\n", 200_000) + "\nthe text"
	if m := parse(t, []byte(long)); m.Text != "the text" || len(m.Problems) == 0 {
		t.Errorf("text %.40q, problems %q", m.Text, m.Problems)
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		field string
		want  Address
	}{
		{`ann@example.org`, Address{"", "ann@example.org"}},
		{`"=?windows-1252?B?Rm9ybWHn428=?=" <a@b.c>`, Address{"Formação", "a@b.c"}},
		{`Ann (at work) <a@b.c>`, Address{"Ann", "a@b.c"}},
		{`Ann @ Home <a@b.c>`, Address{"Ann @ Home", "a@b.c"}},
		{`"Ann, B. <a@b.c>`, Address{"Ann, B.", "a@b.c"}},
		{`<a@b.c`, Address{"", "a@b.c"}},
		{`mailto:a@b.c`, Address{"mailto", "a@b.c"}},
		{`Ann at example`, Address{}},
		{`undisclosed-recipients:;`, Address{}},
	}
	for _, tc := range tests {
		m := parse(t, []byte("Subject: s\nFrom: "+tc.field+"\n\nx"))
		if m.From != tc.want {
			t.Errorf("%s: got %+v", tc.field, m.From)
		}
	}
}

func TestMessageIDs(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want []string
	}{
		{"<a@b> <c@d>", []string{"a@b", "c@d"}},
		{"<a@b>,<c @d>", []string{"a@b", "c@d"}},
		{"a@b c@d junk", []string{"a@b", "c@d"}},
		{"Your message of Monday <a@b>", []string{"a@b"}},
		{"<a@b> <broken", []string{"a@b"}},
		{"", nil},
	}
	for _, tc := range tests {
		if got := messageIDs(tc.in); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%q: %q", tc.in, got)
		}
	}
}

func TestAutomaticMailIsRecognised(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, head string
		want       AutoKind
		quiet      bool
	}{
		{"a person", "From: a@b.c", AutoNone, false},
		{"said to be by hand", "Auto-Submitted: no", AutoNone, false},
		{"absence note", "Auto-Submitted: auto-replied (vacation)", AutoReply, true},
		{"Exchange absence note", "Auto-Submitted: auto-generated\nIn-Reply-To: <x@y>", AutoReply, true},
		{"a contact form", "Auto-Submitted: auto-generated", AutoGenerated, true},
		{"old vacation program", "Precedence: auto_reply", AutoReply, true},
		{"X-Autoreply", "X-Autoreply: yes", AutoReply, true},
		{"X-Autoreply off", "X-Autoreply: no", AutoNone, false},
		{"bounce", "Content-Type: multipart/report; report-type=delivery-status; boundary=b", AutoBounce, true},
		{"read receipt is no bounce", "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\nAuto-Submitted: auto-replied", AutoReply, true},
		{"qmail bounce", "From: MAILER-DAEMON@b.c", AutoBounce, true},
		{"Exim bounce", "X-Failed-Recipients: a@b.c", AutoBounce, true},
		{"list", "List-Id: <x.y>", AutoList, true},
		{"newsletter", "Precedence: bulk", AutoNone, true},
		{"nobody to answer", "Return-Path: <>", AutoNone, true},
		{"asks for no automatic answer", "X-Auto-Response-Suppress: OOF, AutoReply", AutoNone, true},
		{"asks for no read receipt", "X-Auto-Response-Suppress: RN", AutoNone, false},
		{"our own", "X-Amends-Origin: desk.shop.example", AutoOwn, true},
		{"another desk's", "X-Amends-Origin: desk.other.example", AutoNone, false},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			m := parse(t, []byte("Subject: s\n"+tc.head+"\n\nx"), "desk.shop.example")
			if m.Auto != tc.want || m.Quiet != tc.quiet {
				t.Errorf("got %q, quiet %v", m.Auto, m.Quiet)
			}
		})
	}
}

func TestReplyAddress(t *testing.T) {
	t.Parallel()
	tests := []struct{ base, token, want, back string }{
		{"care@shop.example", "k7-_x.9", "care+c.k7-_x.9@shop.example", "k7-_x.9"},
		{"care+eu@shop.example", "abc", "care+eu+c.abc@shop.example", "abc"},
		{"care@shop.example", "", "care@shop.example", ""},
		{"care@shop.example", "a b", "care@shop.example", ""},
		{"care@shop.example", "a@b>\r\nBcc: x", "care@shop.example", ""},
		{"care@shop.example", strings.Repeat("a", 60), "care@shop.example", ""},
		{"not an address", "abc", "not an address", ""},
	}
	for _, tc := range tests {
		got := ReplyAddress(tc.base, tc.token)
		if got != tc.want || TokenFrom(got) != tc.back {
			t.Errorf("%q with %q: %q, back %q", tc.base, tc.token, got, TokenFrom(got))
		}
	}
	if TokenFrom("CARE+C.abc@SHOP.EXAMPLE") != "abc" || TokenFrom("+c.abc@x") != "" || TokenFrom("c.abc") != "" {
		t.Error("token read wrongly")
	}
}
