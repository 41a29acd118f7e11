package tone

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func checkPromises(t interface{ Fatalf(string, ...any) }, text string, now time.Time) {
	for _, p := range Promises(text, now, nil) {
		if p.Start < 0 || p.End <= p.Start || p.End > len(text) || p.Text != text[p.Start:p.End] {
			t.Fatalf("promise %+v is not inside %q", p, text)
		}
		if !utf8.RuneStart(text[p.Start]) || p.End < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[p.End]) {
			t.Fatalf("promise %+v cuts a letter of %q", p, text)
		}
		if p.Vague != p.Due.IsZero() || !p.Vague && !p.Due.After(now) {
			t.Fatalf("promise %+v is due in the past or vague with a time, at %v", p, now)
		}
	}
}

func FuzzPromises(f *testing.F) {
	now, _ := setupFuzz()
	for _, text := range []string{
		"I'll call you tomorrow by 10 and send it on Friday.", "within 48h we will, by 99999999999 days, 31/02/9999 at 25:61",
		"I\u2019ll \u202ecall\xff you \x00 by 10.30 a.m. on the 31st of Feb", "İ'll call we'll İ’ll send", "we'll call every 4999 months",
	} {
		f.Add(text, int64(0))
	}
	f.Fuzz(func(t *testing.T, text string, shift int64) {
		checkPromises(t, text, now.Add(time.Duration(shift%int64(time.Hour*24*3650))))
	})
}

func setupFuzz() (time.Time, *time.Location) {
	return time.Date(2026, time.November, 18, 14, 0, 0, 0, time.UTC), time.UTC
}

// TestAnyMixOfPromiseWords says the words of the grammar in every order.
func TestAnyMixOfPromiseWords(t *testing.T) {
	t.Parallel()
	now, _ := setupFuzz()
	words := strings.Fields("I'll we you will call send be have your refund and , if by within at on the of 10 2 31 half past noon a.m. pm " +
		"Friday next week end day tomorrow 3-5 48h working days 2026-12-01 25/11 2nd December ; but > . 9 to 12 between 🙂 – before first thing")
	rapid.Check(t, func(t *rapid.T) {
		picked := rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words")
		days := rapid.IntRange(0, 800).Draw(t, "days")
		checkPromises(t, strings.Join(picked, " "), now.AddDate(0, 0, days))
	})
}
