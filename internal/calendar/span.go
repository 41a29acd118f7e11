package calendar

import (
	"strconv"
	"strings"
	"time"
)

// Span is a length of time together with how it is counted. The zero Span is no time at all.
// Two Spans are equal exactly when they are the same length counted the same way.
type Span struct {
	unit   unit
	length time.Duration // of elapsed and working
	days   int           // of calendarDays and businessDays
}

type unit uint8

const (
	elapsed      unit = iota // on any clock: "24h"
	working                  // while people work: "4h working"
	calendarDays             // the same local time so many days on: "30 days"
	businessDays             // the same local time so many business days on: "2 business days"
)

// A Span reaches as far as a calendar looks.
const (
	maxSpanDays   = horizonYears * 366
	maxSpanLength = maxSpanDays * 24 * time.Hour
)

// From is the moment at the end of the span when it begins at t, or, for a negative span, at
// its beginning when it ends at t. c gives the working hours and the local clock.
func (s Span) From(t time.Time, c *Calendar) time.Time {
	switch s.unit {
	case working:
		return c.AddWorking(t, s.length)
	case businessDays:
		return c.AddBusinessDays(t, s.days)
	case calendarDays:
		local := c.local(t)
		return at(DateOf(local, c.zone()).AddDays(s.days), wallOf(local), c.zone())
	}
	return c.local(t).Add(s.length)
}

// IsZero reports whether the span has no length.
func (s Span) IsZero() bool { return s.length == 0 && s.days == 0 }

// String is the span as ParseSpan reads it, in one spelling for each span: "1h30m", "4h working",
// "30 days", "1 business day".
func (s Span) String() string {
	switch s.unit {
	case working:
		return compact(s.length) + " working"
	case businessDays:
		return counted(s.days, "business day")
	case calendarDays:
		return counted(s.days, "day")
	}
	return compact(s.length)
}

func counted(n int, noun string) string {
	if n == 1 || n == -1 {
		return strconv.Itoa(n) + " " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// compact is Duration.String without the parts that are nought: "4h" and not "4h0m0s".
func compact(d time.Duration) string {
	if d == 0 {
		return "0m"
	}
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// MarshalText writes the span as String does.
func (s Span) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what ParseSpan reads.
func (s *Span) UnmarshalText(text []byte) (err error) {
	*s, err = ParseSpan(string(text))
	return err
}
