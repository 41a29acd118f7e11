package tone

import (
	"strconv"
	"strings"
	"time"

	"amends/internal/calendar"
)

// date reads "2026-12-01", "2 December", "December 2nd, 2026", "25/11", "the 14th".
func (r *timeReader) date(w *when, i int, prep bool) int {
	at := r.skip(i, "the")
	day, n := r.isoDate(at)
	if n == 0 {
		day, n = r.dayMonth(at)
	}
	if n == 0 {
		day, n = r.monthDay(at)
	}
	if n == 0 && prep {
		day, n = r.numericDate(at)
	}
	if n == 0 && (prep || w.hasDay) {
		day, n = r.ordinalDay(at)
	}
	if n == 0 || !prep && !w.hasDay && r.attributive(i) {
		return 0
	}
	w.day, w.hasDay, w.named = day, true, true
	return at + n - i
}

func (r *timeReader) isoDate(at int) (calendar.Date, int) {
	if day, err := calendar.ParseDate(r.word(at)); err == nil {
		return day, 1
	}
	return calendar.Date{}, 0
}

// dayMonth reads "2 December", "2nd of Dec 2026".
func (r *timeReader) dayMonth(at int) (calendar.Date, int) {
	number, ok := ordinal(r.word(at))
	if !ok {
		return calendar.Date{}, 0
	}
	month := r.skip(at+1, "of")
	if _, known := r.lex.Months[r.word(month)]; !known {
		return calendar.Date{}, 0
	}
	day, n := r.withYear(number, r.lex.Months[r.word(month)], month+1)
	return day, month + 1 + n - at
}

// monthDay reads "December 2", "Dec 2nd, 2026".
func (r *timeReader) monthDay(at int) (calendar.Date, int) {
	month, known := r.lex.Months[r.word(at)]
	number, ok := ordinal(r.word(at + 1))
	if !known || !ok || r.wordy(at) {
		return calendar.Date{}, 0
	}
	day, n := r.withYear(number, month, at+2)
	return day, 2 + n
}

// withYear takes a year that follows, or the next time that day comes.
func (r *timeReader) withYear(number, month, at int) (calendar.Date, int) {
	year, n := r.today.Year, 0
	skip := r.skip(at, ".", ",")
	if y, err := strconv.Atoi(r.word(skip)); err == nil && y >= 2000 && y <= 2100 {
		return calendar.Date{Year: y, Month: time.Month(month), Day: number}, skip + 1 - at
	}
	if r.has(at, ".") && at+1 < len(r.toks) {
		n = 1
	}
	day := calendar.Date{Year: year, Month: time.Month(month), Day: number}
	if day.Compare(r.today) < 0 {
		day.Year++
	}
	return day, n
}

// numericDate reads day first: "25/11", "25/11/2026", "25.11.2026"; month first only when the
// second number cannot be a month.
func (r *timeReader) numericDate(at int) (calendar.Date, int) {
	word := r.word(at)
	parts := strings.FieldsFunc(word, func(c rune) bool { return c == '/' || c == '.' })
	if len(parts) < 2 || len(parts) > 3 || !strings.Contains(word, "/") && len(parts) < 3 {
		return calendar.Date{}, 0
	}
	var v [3]int
	for k, part := range parts {
		number, err := strconv.Atoi(part)
		if err != nil {
			return calendar.Date{}, 0
		}
		v[k] = number
	}
	if v[1] > 12 {
		v[0], v[1] = v[1], v[0]
	}
	if len(parts) == 2 {
		day, _ := r.withYear(v[0], v[1], len(r.toks))
		return day, 1
	}
	if v[2] < 100 {
		v[2] += 2000
	}
	return calendar.Date{Year: v[2], Month: time.Month(v[1]), Day: v[0]}, 1
}

// ordinalDay reads "the 14th": the next one to come.
func (r *timeReader) ordinalDay(at int) (calendar.Date, int) {
	word := r.word(at)
	number, ok := ordinal(word)
	if !ok || isDigits(word) {
		return calendar.Date{}, 0
	}
	day := calendar.Date{Year: r.today.Year, Month: r.today.Month, Day: number}
	if day.Compare(r.today) < 0 {
		next := monthAfter(r.today)
		day.Year, day.Month = next.Year, next.Month
	}
	return day, 1
}

// ordinal reads a day of the month with or without its ending.
func ordinal(word string) (int, bool) {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		word = strings.TrimSuffix(word, suffix)
	}
	v, err := strconv.Atoi(word)
	return v, err == nil && isDigits(word) && v >= 1 && v <= 31
}
