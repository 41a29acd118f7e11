package email

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	f.Add([]byte("Subject: s\n\nbody"))
	f.Add([]byte("Content-Type: multipart/mixed\n\n--b\nContent-Type: text/html\n\n<p>x"))
	f.Add([]byte("From: \"=?x?q?y?=\" <a@b>\nTo: ;:,<\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Parse(b, "desk")
		if err == nil {
			checkClean(t, "input", m)
		}
	})
}

func FuzzTrim(f *testing.F) {
	f.Add("Yes.\n\nOn Mon, 1 Feb 2026, A <a@b.c> wrote:\n> x\n-- \nAnn")
	f.Add("```\n```\n>:\n>")
	f.Fuzz(func(t *testing.T, text string) {
		reply, quoted := Trim(text)
		checkNothingLost(t, text, reply, quoted)
	})
}

func FuzzTextFromHTML(f *testing.F) {
	f.Add("<p>a<blockquote><ul><li>b</ul><pre>c\nd")
	f.Add(strings.Repeat("<blockquote><a href=https://x>", 50))
	f.Fuzz(func(t *testing.T, source string) {
		text := TextFromHTML(source)
		if !utf8.ValidString(text) {
			t.Errorf("not valid: %q", text)
		}
	})
}
