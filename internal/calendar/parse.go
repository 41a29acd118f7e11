package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// ParseSpan reads a length of time as people write it in a playbook: "30m", "24h", "1h 30m",
// "4h working", "45 working minutes", "2 business days", "30 days", "8 weeks". Upper and lower
// case are the same, a leading "-" turns it round, and hours may have decimals. Days do not mix
// with hours, because "1 day 2h" has no one meaning across a weekend. Ten years is the most, a
// second the least.
func ParseSpan(text string) (Span, error) {
	rest, negative := strings.CutPrefix(strings.ToLower(strings.TrimSpace(text)), "-")
	s, ok := readSpan(tokens(rest))
	if !ok {
		return Span{}, fmt.Errorf(`%q is not a length of time such as "30m", "4h working", "2 business days" or "30 days"`, text)
	}
	if s.length > maxSpanLength || s.days > maxSpanDays {
		return Span{}, fmt.Errorf("%q is longer than ten years", text)
	}
	if negative {
		s.length, s.days = -s.length, -s.days
	}
	return s, nil
}

// tokens splits at spaces and where digits meet letters: "1h30m" is 1, h, 30, m.
func tokens(text string) []string {
	var split strings.Builder
	var last rune
	for _, r := range text {
		if inNumber(r) != inNumber(last) {
			split.WriteByte(' ')
		}
		split.WriteRune(r)
		last = r
	}
	return strings.Fields(split.String())
}

func inNumber(r rune) bool { return unicode.IsDigit(r) || r == '.' }

// reading is what has been read of a span so far. The word that tells working time from any
// time may stand anywhere, once.
type reading struct {
	number             string // waits for its noun
	work               bool
	clock, days, weeks bool // the nouns met
	span               Span
}

func readSpan(words []string) (Span, bool) {
	var r reading
	for _, word := range words {
		if !r.take(word) {
			return Span{}, false
		}
	}
	r.span.unit = r.unit()
	complete := r.number == "" && r.clock != r.days
	return r.span, complete && !(r.work && r.weeks)
}

func (r *reading) take(word string) bool {
	if word == "working" || word == "business" {
		again := r.work
		r.work = true
		return !again
	}
	if r.number == "" {
		r.number = word
		return true
	}
	number := r.number
	r.number = ""
	return r.addClock(number, word) || r.addDays(number, word)
}

// addClock adds hours, minutes or seconds. Sums stop just past the most a span may be, where
// ParseSpan refuses them.
func (r *reading) addClock(number, noun string) bool {
	letter := clockLetter(noun)
	d, err := time.ParseDuration(number + letter)
	if letter == "" || err != nil || d < 0 || d%time.Second != 0 {
		return false
	}
	r.clock = true
	r.span.length = min(r.span.length+min(d, maxSpanLength+1), maxSpanLength+1)
	return true
}

func clockLetter(noun string) string {
	switch noun {
	case "h", "hr", "hrs", "hour", "hours":
		return "h"
	case "m", "min", "mins", "minute", "minutes":
		return "m"
	case "s", "sec", "secs", "second", "seconds":
		return "s"
	}
	return ""
}

// addDays adds days or weeks of seven days.
func (r *reading) addDays(number, noun string) bool {
	n, err := strconv.ParseUint(number, 10, 31)
	if err != nil {
		return false
	}
	each := 1
	switch noun {
	case "d", "day", "days":
	case "w", "week", "weeks":
		each, r.weeks = 7, true
	default:
		return false
	}
	r.days = true
	r.span.days += each * min(int(n), maxSpanDays+1)
	return true
}

func (r *reading) unit() unit {
	switch {
	case r.days && r.work:
		return businessDays
	case r.days:
		return calendarDays
	case r.work:
		return working
	}
	return elapsed
}
