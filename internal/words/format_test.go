package words

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"amends/internal/money"
)

func TestMoney(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		lang   string
		amount money.Amount
		want   string
	}{
		{"en", money.Of(18600, "EUR"), "€186.00"},
		{"en", money.Of(124050, "GBP"), "£1,240.50"},
		{"en", money.Of(1200, "JPY"), "¥1,200"},
		{"en", money.Of(1250, "KWD"), "KWD 1.250"},
		{"en", money.Of(5, "USD"), "$0.05"},
		{"en", money.Of(-1005, "EUR"), "-€10.05"},
		{"en", money.Of(0, "EUR"), "€0.00"},
		{"en", money.Of(100, "ZZZ"), "ZZZ 1.00"},
		{"en", money.Amount{}, "0.00"},
		{"en", money.Of(math.MinInt64, "EUR"), "-€92,233,720,368,547,758.08"},
		{"en", money.Of(900719925474099301, "EUR"), "€9,007,199,254,740,993.01"}, // a float would lose the cent
		{"de", money.Of(18600, "EUR"), "186,00 €"},
		{"de", money.Of(124050, "EUR"), "1.240,50 €"},
		{"de", money.Of(1250, "KWD"), "1,250 KWD"},
		{"de", money.Of(-5, "EUR"), "-0,05 €"},
		{"de-AT", money.Of(18600, "EUR"), "186,00 €"},
		{"de-CH", money.Of(124050, "CHF"), "CHF 1’240.50"},
		{"fr", money.Of(18600, "EUR"), "€186.00"},
	} {
		want := strings.ReplaceAll(tt.want, " ", "\u00a0")
		if got := setup(t, tt.lang).Money(tt.amount); got != want {
			t.Errorf("%s %s: %q, want %q", tt.lang, tt.amount.Plain(), got, want)
		}
	}
}

func TestMoneyShownIsMoneyTyped(t *testing.T) {
	t.Parallel()
	de, en := setup(t, "de"), setup(t, "en")
	rapid.Check(t, func(t *rapid.T) {
		currency := rapid.SampledFrom([]string{"EUR", "JPY", "USD"}).Draw(t, "currency")
		a := money.Of(rapid.Int64Range(0, 1e12).Draw(t, "minor"), currency)
		for _, p := range []*Printer{de, en} {
			digits := strings.Trim(p.Money(a), "€¥$\u00a0")
			if again, err := money.Parse(digits, currency); err != nil || again != a {
				t.Fatalf("%s is shown as %q and read as %s, %v", a.Plain(), digits, again.Plain(), err)
			}
		}
	})
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	en, de := setup(t, "en"), setup(t, "de")
	for _, tt := range []struct{ got, want string }{
		{en.Number(0), "0"},
		{en.Number(-1240), "-1,240"},
		{de.Number(1234567), "1.234.567"},
		{en.Percent(0.376), "38%"},
		{en.Percent(1), "100%"},
		{en.Percent(0), "0%"},
		{de.Percent(0.38), "38\u00a0%"},
		{en.Percent(math.NaN()), "–"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 24, 8, 2, 0, 0, time.UTC)
	en, de := setup(t, "en"), setup(t, "de")
	for _, tt := range []struct{ got, want string }{
		{en.Date(at), "Tue 24 Nov"},
		{en.DateLong(at), "Tuesday 24 November 2026"},
		{en.Clock(at), "09:02"},
		{en.Moment(at), "Tue 24 Nov 09:02"},
		{en.ISO(at), "2026-11-24T09:02:00+01:00"},
		{en.DateLong(time.Date(2026, 5, 3, 22, 30, 0, 0, time.UTC)), "Monday 4 May 2026"},
		{de.Date(at), "Di, 24. Nov."},
		{de.DateLong(at.AddDate(0, -8, 0)), "Dienstag, 24. März 2026"},
		{de.Clock(at), "09:02 Uhr"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestWhen(t *testing.T) {
	t.Parallel()
	p := setup(t, "en")
	now := time.Date(2026, 11, 24, 9, 2, 0, 0, p.Zone()) // a Tuesday
	for _, tt := range []struct {
		day  int // of November 2026
		hour int
		want string
	}{
		{24, 11, "today 11:00"},
		{24, 0, "today 00:00"},
		{25, 0, "tomorrow 00:00"},
		{25, 10, "tomorrow 10:00"},
		{26, 10, "Thu 10:00"},
		{30, 23, "Mon 23:00"},
		{31, 9, "1 Dec"},
		{23, 16, "yesterday 16:00"},
		{22, 16, "22 Nov"},
		{24 + 61, 9, "24 Jan 2027"},
		{24 - 365, 9, "24 Nov 2025"},
	} {
		at := time.Date(2026, 11, tt.day, tt.hour, 0, 0, 0, p.Zone())
		if got := p.When(at.UTC(), now); got != tt.want {
			t.Errorf("day %d: %q, want %q", tt.day, got, tt.want)
		}
	}
	if got := setup(t, "de").When(now.AddDate(0, 0, 1), now); got != "morgen um 09:02 Uhr" {
		t.Error(got)
	}
	newYear := time.Date(2027, 1, 1, 10, 0, 0, 0, p.Zone())
	if got := p.When(newYear, newYear.AddDate(0, 0, -3)); got != "Fri 10:00" {
		t.Errorf("a few days on, across the year: %q", got)
	}
}

func TestUntilAndAgo(t *testing.T) {
	t.Parallel()
	p := setup(t, "en")
	for _, tt := range []struct {
		d          time.Duration
		until, ago string
	}{
		{0, "under 1 min", "just now"},
		{59 * time.Second, "under 1 min", "just now"},
		{time.Minute, "1 min", "1 min ago"},
		{38*time.Minute + 59*time.Second, "38 min", "38 min ago"},
		{time.Hour, "1 h", "1 h ago"},
		{130 * time.Minute, "2 h 10 min", "2 h ago"},
		{30*time.Hour + 5*time.Minute, "30 h", "30 h ago"},
		{48 * time.Hour, "2 days", "2 days ago"},
		{80 * time.Hour, "3 days", "3 days ago"},
		{-38 * time.Minute, "38 min", "just now"},
		{math.MinInt64, "106,751 days", "just now"},
	} {
		if got := p.Until(tt.d); got != tt.until {
			t.Errorf("Until(%s) = %q, want %q", tt.d, got, tt.until)
		}
		if got := p.Ago(tt.d); got != tt.ago {
			t.Errorf("Ago(%s) = %q, want %q", tt.d, got, tt.ago)
		}
	}
	if got := setup(t, "de").Ago(80 * time.Hour); got != "vor 3 Tagen" {
		t.Error(got)
	}
}
