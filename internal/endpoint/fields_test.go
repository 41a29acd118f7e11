package endpoint

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/words"
)

// form is a request that brings one box, read in Oslo.
func form(t *testing.T, value string) *http.Request {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(url.Values{"box": {value}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r.WithContext(WithWords(r.Context(), words.For("en", zone)))
}

func TestFields(t *testing.T) {
	t.Parallel()
	text := func(f *Fields) any { return f.Text("box", 5) }
	line := func(f *Fields) any { return f.Line("box", 50) }
	number := func(f *Fields) any { return f.Number("box", 1, 5) }
	moment := func(f *Fields) any { return f.Moment("box").UTC() }
	sum := func(f *Fields) any { return f.Money("box", "EUR") }
	offer := func(f *Fields) any { return ID[id.Offer](f, "box") }
	choice := func(f *Fields) any { return f.Choice("box", "yes", "no") }
	cases := []struct {
		name    string
		read    func(*Fields) any
		value   string
		want    any
		refused bool
	}{
		{"text", text, "  a\r\nb ", "a\nb", false},
		{"text without control characters", text, "a\x00\x1b\tb", "a\tb", false},
		{"text, letters not bytes", text, "ååååå", "ååååå", false},
		{"text too long", text, "abcdef", "abcdef", true},
		{"text not UTF-8", text, "caf\xe9", "café", true},
		{"line", line, "a\nb  c", "a b c", false},
		{"number", number, " 5 ", 5, false},
		{"no number", number, "", 0, false},
		{"number too great", number, "6", 0, true},
		{"number in words", number, "five", 0, true},
		{"moment on the house's clock", moment, "2026-11-24T09:30", time.Date(2026, 11, 24, 8, 30, 0, 0, time.UTC), false},
		{"moment in summer", moment, "2026-07-01", time.Date(2026, 6, 30, 22, 0, 0, 0, time.UTC), false},
		{"moment that is none", moment, "2026-13-01T09:30", time.Time{}, true},
		{"money", sum, "186.5", money.Of(18650, "EUR"), false},
		{"no money", sum, "", money.Amount{}, false},
		{"money that is none", sum, "much", money.Amount{}, true},
		{"id", offer, "99", id.Offer(99), false},
		{"no id", offer, "", id.Offer(0), false},
		{"id that is none", offer, "-1", id.Offer(0), true},
		{"choice", choice, "yes", "yes", false},
		{"choice that is none", choice, "maybe", "", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := Colleague(form(t, c.value))
			if got := c.read(f); got != c.want {
				t.Errorf("read %v, want %v", got, c.want)
			}
			if refused := errs.Is(f.Err(), errs.Invalid); refused != c.refused {
				t.Errorf("refused: %v", f.Err())
			}
		})
	}
}

func TestPublicFormsAreRepaired(t *testing.T) {
	t.Parallel()
	f := Anybody(form(t, "caf\xe9 \x96 n\xf8"))
	if got := f.Text("box", 50); got != "café – nø" || f.Err() != nil {
		t.Errorf("%q, %v", got, f.Err())
	}
}

func TestTheFirstFaultStays(t *testing.T) {
	t.Parallel()
	f := Colleague(form(t, "x"))
	f.Need("other", 5, "First.")
	f.Refuse("box", "Second.")
	if f.Err().(*errs.Error).Say != "First." {
		t.Errorf("says %v", f.Err())
	}
}

func TestBrokenFormIsRefused(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("--x\r\nbroken"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	if f := Colleague(r); !errs.Is(f.Err(), errs.Invalid) || f.Text("box", 5) != "" || f.Many("box") != nil || f.Files("box") != nil {
		t.Errorf("read as %v", f.Err())
	}
}

func TestFileNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		`C:\a\b.txt`: "b.txt", "../../etc/passwd": "passwd", "": "file", "..": "file", "a\x00b\n.pdf": "ab .pdf",
		strings.Repeat("ø", 200) + ".pdf": strings.Repeat("ø", 116) + ".pdf",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q becomes %q", name, got)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("caf\xe9\x00\r\n")
	f.Fuzz(func(t *testing.T, value string) {
		got := Anybody(form(t, value)).Text("box", 1<<20)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\x00\r") || got != strings.TrimSpace(got) {
			t.Errorf("%q becomes %q", value, got)
		}
	})
}
