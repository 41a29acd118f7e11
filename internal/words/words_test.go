package words

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"amends/internal/calendar"
	"amends/internal/errs"
	"amends/internal/money"
)

// setup is a Printer over the test languages, which are data and nothing else: de, de-CH, pl.
func setup(t *testing.T, accept string) *Printer {
	t.Helper()
	s, err := open(os.DirFS("testdata/catalogue"))
	if err != nil {
		t.Fatal(err)
	}
	return s.printer(accept, berlin(t))
}

func berlin(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestLanguageIsChosen(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ accept, lang, save string }{
		{"de", "de", "Speichern"},
		{"de-AT,de;q=0.9,en;q=0.5", "de", "Speichern"},
		{"de-CH", "de-CH", "Speichern"},
		{"fr, pl;q=0.8, de;q=0.5", "pl", "Save"},
		{"fr", "en", "Save"},
		{"", "en", "Save"},
		{"en-US", "en", "Save"},
		{"not a language;;q=x", "en", "Save"},
		{strings.Repeat("-", 5000), "en", "Save"},
	} {
		p := setup(t, tt.accept)
		if p.Lang() != tt.lang || p.T("Save") != tt.save {
			t.Errorf("%.40q: %s says %q, want %s and %q", tt.accept, p.Lang(), p.T("Save"), tt.lang, tt.save)
		}
	}
}

func TestTexts(t *testing.T) {
	t.Parallel()
	en, de := setup(t, "en"), setup(t, "de")
	euros := money.Of(124050, "EUR")
	for _, tt := range []struct{ got, want string }{
		{en.T("100% sure"), "100% sure"},
		{en.T("%d%% of %s", 38, "cases"), "38% of cases"},
		{en.T("%[1]s has %[2]d cases", "Amira", 12400), "Amira has 12,400 cases"},
		{de.T("%[1]s has %[2]d cases", "Amira", 12400), "Bei Amira liegen 12.400 Fälle"},
		{en.T("That is %s more than you may give", euros), "That is €1,240.50 more than you may give"},
		{de.T("That is %s more than you may give", euros), "Das sind 1.240,50\u00a0€ mehr, als Sie geben dürfen"},
		{en.T("closed on %s", calendar.Date{Year: 2026, Month: 12, Day: 25}), "closed on Friday 25 December 2026"},
		{en.T("by %s", time.Date(2026, 11, 24, 8, 2, 0, 0, time.UTC)), "by Tue 24 Nov 09:02"},
		{en.T("in %s", 3*time.Hour), "in 3 h"},
		{en.T("%.1f of 5", 4.25), "4.2 of 5"},
		{de.T("%.1f of 5", 4.25), "4,2 of 5"},
		{en.T(Mark("Never translated")), "Never translated"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestPluralForms(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0 promises"}, {"en", 1, "1 promise"}, {"en", 2, "2 promises"}, {"en", 1200, "1,200 promises"}, {"en", -1, "-1 promise"},
		{"de", 0, "0 Zusagen"}, {"de", 1, "1 Zusage"}, {"de", 1200, "1.200 Zusagen"},
		{"pl", 0, "0 obietnic"}, {"pl", 1, "jedna obietnica"}, {"pl", 3, "3 obietnice"}, {"pl", 12, "12 obietnic"}, {"pl", 22, "22 obietnice"}, {"pl", 3_000_022, "3\u00a0000\u00a0022 obietnice"},
		{"fr", 0, "0 promises"},
	} {
		if got := setup(t, tt.lang).N(tt.n, "%d promise", "%d promises"); got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.lang, tt.n, got, tt.want)
		}
	}
	if got := setup(t, "en").N(math.MinInt, "one", "more"); got != "more" {
		t.Errorf("the least number: %q", got)
	}
}

func TestPluralFormsWithMoreArguments(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 1, "a promise to Ida"}, {"en", 2, "2 promises to Ida"},
		{"pl", 5, "5 promises to Ida"}, // no translation: English in the English form
	} {
		if got := setup(t, tt.lang).N(tt.n, "a promise to %[2]s", "%d promises to %s", "Ida"); got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.lang, tt.n, got, tt.want)
		}
	}
	pl := setup(t, "pl")
	if got := pl.N(1, "%d promise to %s", "%d promises to %s", "Ida"); got != "obietnica dla Ida" {
		t.Error(got)
	}
	if got := pl.N(5, "%d promise to %s", "%d promises to %s", "Ida"); got != "5 obietnic dla Ida" {
		t.Error(got)
	}
}

func TestErr(t *testing.T) {
	t.Parallel()
	en, de := setup(t, "en"), setup(t, "de")
	refusal := errs.Deniedf("That is %s more than you may give", money.Of(500, "EUR")).Because(errors.New("secret"))
	calm := "Something went wrong on our side. Nothing you wrote is lost; please try again in a moment."
	for _, tt := range []struct{ got, want string }{
		{en.Err(nil), ""},
		{en.Err(refusal), "That is €5.00 more than you may give"},
		{de.Err(fmt.Errorf("save: %w", refusal)), "Das sind 5,00\u00a0€ mehr, als Sie geben dürfen"},
		{en.Err(errors.New("dial tcp: refused")), calm},
		{en.Err(&errs.Error{Kind: errs.Internal}), calm},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	en, de := setup(t, "en"), setup(t, "de")
	for _, tt := range []struct{ got, want string }{
		{en.List(nil), ""},
		{en.List([]string{"a"}), "a"},
		{en.List([]string{"a", "b"}), "a and b"},
		{en.List([]string{"a", "50%d", "c", "d"}), "a, 50%d, c and d"},
		{de.List([]string{"a", "b", "c"}), "a, b und c"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestManyReadersAtOnce(t *testing.T) {
	t.Parallel()
	p := setup(t, "de")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for n := range 200 {
				if got, want := p.N(n+2, "%d promise", "%d promises"), fmt.Sprintf("%d Zusagen", n+2); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
				p.Money(money.Of(int64(n), "EUR"))
			}
		})
	}
	all.Wait()
}

func TestBadCataloguesAreRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, says string }{
		{"klingon language.json", `{}`, "klingon"},
		{"de.json", `{`, "de.json"},
		{"de.json", `{"Save": 3}`, "de.json"},
		{"de.json", `{"%d case": {"several": "%d"}}`, `no plural form "several"`},
		{"de.json", `{"%d cases": "%s Fälle"}`, "where the English has"},
		{"de.json", `{"%d cases": "%d Fälle %s"}`, "where the English has"},
	} {
		dir := fstest.MapFS{tt.name: {Data: []byte(tt.text)}}
		if _, err := open(dir); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want a refusal that says %q", tt.text, err, tt.says)
		}
	}
}

func TestFor(t *testing.T) {
	t.Parallel()
	if p := For("en-GB", nil); p.Lang() != "en" || p.Zone() != time.UTC || p.T("Save") != "Save" {
		t.Errorf("For = %s in %s", p.Lang(), p.Zone())
	}
}

func TestByFollowsTheWordBy(t *testing.T) {
	t.Parallel()
	p := For("en", time.UTC)
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for days, want := range map[int]string{-1: "11:00 yesterday", 0: "11:00 today", 1: "11:00 tomorrow", 8: "11:00 on Wed 2 Dec"} {
		if got := p.By(now.AddDate(0, 0, days).Add(2*time.Hour), now); got != want {
			t.Errorf("%d days on: %q, want %q", days, got, want)
		}
	}
}
