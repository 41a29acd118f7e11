package calendar_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"amends/internal/calendar"
)

func TestParseSpan(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"4h working", "4h working"},
		{"working 4h", "4h working"},
		{"4 working hours", "4h working"},
		{"1 working hour", "1h working"},
		{"45m working", "45m working"},
		{"45 business minutes", "45m working"},
		{"30m", "30m"},
		{"90 min", "1h30m"},
		{"1h 30m", "1h30m"},
		{"1.5 hours", "1h30m"},
		{"24h", "24h"},
		{"90s", "1m30s"},
		{"1h 5s", "1h0m5s"},
		{"0h", "0m"},
		{"2 business days", "2 business days"},
		{"2 Working Days", "2 business days"},
		{"1 business day", "1 business day"},
		{"30 days", "30 days"},
		{"1d", "1 day"},
		{"8 weeks", "56 days"},
		{"1 week 2 days", "9 days"},
		{"-4h working", "-4h working"},
		{"- 1 business day", "-1 business day"},
		{"  3   days ", "3 days"},
		{"3660 days", "3660 days"},
	} {
		s, err := calendar.ParseSpan(tt.text)
		if err != nil || s.String() != tt.want {
			t.Errorf("ParseSpan(%q) = %q, %v, want %q", tt.text, s, err, tt.want)
		}
	}
}

func TestParseSpanRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, says string }{
		{"", "not a length of time"},
		{"-", "not a length of time"},
		{"4", "not a length of time"},
		{"h", "not a length of time"},
		{"4 4 h", "not a length of time"},
		{"working", "not a length of time"},
		{"4h working business", "not a length of time"},
		{"1 day 2h", "not a length of time"},
		{"1.5 days", "not a length of time"},
		{"2 working weeks", "not a length of time"},
		{"4 parsecs", "not a length of time"},
		{"--4h", "not a length of time"},
		{"1e3h", "not a length of time"},
		{"0.1s", "not a length of time"},
		{"1.2.3h", "not a length of time"},
		{"٣ days", "not a length of time"},
		{"3661 days", "longer than ten years"},
		{"2147483647 weeks", "longer than ten years"},
		{"99999h 99999h", "longer than ten years"},
	} {
		if s, err := calendar.ParseSpan(tt.text); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("ParseSpan(%q) = %q, %v, want a refusal that says %q", tt.text, s, err, tt.says)
		}
	}
}

func TestSpanFrom(t *testing.T) {
	t.Parallel()
	c := office(t, "Europe/Berlin")
	friday := moment(t, "2026-11-27 15:00", c.Zone)
	for _, tt := range []struct{ span, want string }{
		{"0m", "Fri 2026-11-27 15:00 +0100"},
		{"24h", "Sat 2026-11-28 15:00 +0100"},
		{"4h working", "Mon 2026-11-30 12:00 +0100"},
		{"2 business days", "Tue 2026-12-01 15:00 +0100"},
		{"30 days", "Sun 2026-12-27 15:00 +0100"},
		{"-1h working", "Fri 2026-11-27 14:00 +0100"},
		{"-3 business days", "Tue 2026-11-24 15:00 +0100"},
		{"-2 days", "Wed 2026-11-25 15:00 +0100"},
	} {
		s, err := calendar.ParseSpan(tt.span)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(s.From(friday, c)); got != tt.want {
			t.Errorf("%s from Friday 15:00 = %s, want %s", tt.span, got, tt.want)
		}
	}
	if (calendar.Span{}).String() != "0m" || !(calendar.Span{}).IsZero() {
		t.Error("the zero Span is no time at all")
	}
}

func TestTextRoundTrips(t *testing.T) {
	t.Parallel()
	type stored struct {
		Span   calendar.Span
		Day    calendar.Date
		Window calendar.Window
		Closed map[calendar.Date]string
	}
	const text = `{"Span":"2 business days","Day":"2026-11-21","Window":"09:00-24:00","Closed":{"2026-12-25":"Christmas Day"}}`
	var s stored
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(s); err != nil || string(again) != text {
		t.Errorf("wrote %s, %v", again, err)
	}
	for _, bad := range []string{`{"Span":"soon"}`, `{"Day":"2026-02-30"}`, `{"Day":"0000-01-01"}`, `{"Window":"17:00-09:00"}`, `{"Window":"9:5-10:00"}`, `{"Window":"09:00"}`, `{"Window":"09:00-24:01"}`} {
		if err := json.Unmarshal([]byte(bad), &stored{}); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

func TestDaysAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.DateOf(anyMoment.Draw(t, "day"), time.UTC)
		n := rapid.IntRange(-5000, 5000).Draw(t, "n")
		later := d.AddDays(n)
		if later.AddDays(-n) != d || later.Compare(d) != (calendar.Date{Year: n}).Compare(calendar.Date{}) {
			t.Fatalf("%s and %d days is %s", d, n, later)
		}
		if (int(d.Weekday())+n%7+7)%7 != int(later.Weekday()) {
			t.Fatalf("%s is a %s, %s a %s", d, d.Weekday(), later, later.Weekday())
		}
		if again, err := calendar.ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("%s reads back as %s, %v", d, again, err)
		}
	})
}

func FuzzParseSpan(f *testing.F) {
	for _, seed := range []string{"4h working", "-2 business days", "30 days", "1h30m", "8 weeks", "1.5h", "..h", "9999999999999999999d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := calendar.ParseSpan(text)
		if err != nil {
			return
		}
		if again, err := calendar.ParseSpan(s.String()); err != nil || again != s {
			t.Fatalf("%q reads as %q, which reads as %q, %v", text, s, again, err)
		}
	})
}
