package tone

import (
	"strconv"
	"strings"
	"time"

	"amends/internal/calendar"
)

// periodEnd reads "end of day", "close of business", "end of next week", "EOD", "end of Friday".
func (r *timeReader) periodEnd(w *when, i int, _ bool) int {
	at := r.skip(i, "the", "very")
	switch r.word(at) {
	case "eod", "cob", "eob":
		return r.ending(w, endOfDay, r.today, at+1-i)
	case "eow":
		return r.ending(w, endOfWeek, r.today, at+1-i)
	}
	if n := r.closing(at); n > 0 {
		return r.ending(w, endOfDay, r.today, at+n-i)
	}
	if !r.has(at, "end", "of") && !r.has(at, "close", "of") && !r.has(at, "end") {
		return 0
	}
	at = r.skip(at, "end", "close", "of", "the", "my", "our", "this", "working", "business")
	if r.has(at, "next") {
		return r.nextPeriod(w, i, at+1)
	}
	switch r.word(at) {
	case "day", "shift", "today", "play":
		return r.ending(w, endOfDay, r.today, at+1-i)
	case "week":
		return r.ending(w, endOfWeek, r.today, at+1-i)
	case "month":
		return r.ending(w, endOfMonth, r.today, at+1-i)
	}
	var day when
	if next := at + max(r.relativeDay(&day, at, true), r.weekday(&day, at, true)); day.hasDay {
		return r.ending(w, endOfDay, day.day, next-i)
	}
	return 0
}

func (r *timeReader) closing(at int) int {
	for _, words := range [][]string{{"close", "of", "business"}, {"close", "of", "play"}, {"end", "of", "play"}, {"end", "of", "business"}, {"closing", "time"}} {
		if r.has(at, words...) {
			return len(words)
		}
	}
	return 0
}

func (r *timeReader) nextPeriod(w *when, i, at int) int {
	switch r.word(at) {
	case "week":
		return r.ending(w, endOfWeek, r.today.AddDays(7), at+1-i)
	case "month":
		return r.ending(w, endOfMonth, monthAfter(r.today), at+1-i)
	}
	return 0
}

// ending notes the end of a period. A day read before keeps its place: "tomorrow by end of day".
func (r *timeReader) ending(w *when, p period, day calendar.Date, n int) int {
	if !w.hasDay || p != endOfDay {
		w.day, w.hasDay = day, true
	}
	w.end, w.bound, w.named = p, true, false
	return n
}

func monthAfter(d calendar.Date) calendar.Date {
	first := calendar.Date{Year: d.Year, Month: d.Month, Day: 1}
	return first.AddDays(31 - first.AddDays(31).Day + 1)
}

// relativeDay reads today, tomorrow, the day after tomorrow, tonight and the weekend.
func (r *timeReader) relativeDay(w *when, i int, _ bool) int {
	at := r.skip(i, "later", "the", "this")
	switch {
	case r.has(i, "the", "day", "after", "tomorrow"):
		return w.on(r.today.AddDays(2), 4)
	case r.has(at, "today"):
		return w.on(r.today, at+1-i)
	case r.has(at, "tomorrow"), r.has(at, "tmrw"), r.has(at, "tmr"), r.has(at, "tomorow"), r.has(at, "2moro"):
		return w.on(r.today.AddDays(1), at+1-i)
	case r.has(at, "tonight"):
		w.part = "tonight"
		return w.on(r.today, at+1-i)
	case r.has(at, "same", "day") && r.has(i, "the"):
		return w.on(r.today, at+2-i)
	case r.has(at, "weekend"):
		return w.on(r.comingWeekday(time.Sunday), at+1-i)
	}
	return 0
}

// on notes a day that cannot be in the past.
func (w *when) on(day calendar.Date, n int) int {
	w.day, w.hasDay, w.bound = day, true, true
	return n
}

// weekday reads "Friday", "this Friday", "next Friday", "Friday week". Next is the one in the
// week after this, where weeks begin on Monday.
func (r *timeReader) weekday(w *when, i int, prep bool) int {
	at := r.skip(i, "this", "coming", "next", "the", "following")
	number, known := r.lex.Weekdays[r.word(at)]
	if !known || r.wordy(at) || !prep && r.attributive(i) {
		return 0
	}
	day := r.comingWeekday(time.Weekday(number))
	next := r.has(at-1, "next") && at > i
	this := r.has(at-1, "this") && at > i
	switch {
	case next:
		day = r.ofWeek(r.today.AddDays(7), time.Weekday(number))
	case this && r.today.Weekday() == time.Weekday(number):
		day = r.today
	}
	if w.hasDay && w.day.Weekday() == time.Weekday(number) {
		return at + 1 - i
	}
	w.day, w.hasDay, w.named = day, true, !next && !this
	at++
	if r.has(at, "week") && !r.has(at-2, "next") {
		w.day = w.day.AddDays(7)
		at++
	}
	return at - i
}

// wordy tells the short names that are other words when written small: "sat", "sun", "wed", "mon".
func (r *timeReader) wordy(at int) bool {
	t := r.toks[at]
	switch t.low {
	case "sat", "sun", "wed", "mon", "mar", "may", "dec", "sept":
		return !t.capital
	}
	return false
}

// attributive tells a day that names a thing: "the Monday team", "your Friday delivery", "last Friday".
func (r *timeReader) attributive(i int) bool {
	switch r.word(i - 1) {
	case "the", "your", "my", "our", "last", "from", "of", "since", "dated", "a", "previous":
		return true
	}
	return r.has(i, "the")
}

// comingWeekday is the next such day after today.
func (r *timeReader) comingWeekday(day time.Weekday) calendar.Date {
	ahead := (int(day) - int(r.today.Weekday()) + 7) % 7
	if ahead == 0 {
		ahead = 7
	}
	return r.today.AddDays(ahead)
}

// ofWeek is a weekday of the week, Monday to Sunday, that holds d.
func (r *timeReader) ofWeek(d calendar.Date, day time.Weekday) calendar.Date {
	return d.AddDays((int(day)+6)%7 - (int(d.Weekday())+6)%7)
}

// week reads "next week", "this week", "early next week", "mid next week", "next month".
func (r *timeReader) week(w *when, i int, _ bool) int {
	at := r.skip(i, "early", "mid", "later", "late", "the", "middle", "of", "beginning", "start", "-")
	base := r.today
	switch r.word(at) {
	case "next":
		base = base.AddDays(7)
	case "this":
	default:
		return 0
	}
	if r.has(at, "next", "month") || r.has(at, "this", "month") {
		if r.has(at, "next") {
			base = monthAfter(r.today)
		}
		return r.ending(w, endOfMonth, base, at+2-i)
	}
	if !r.has(at+1, "week") || w.hasDay {
		return 0
	}
	n := at + 2 - i
	switch {
	case at > i && (r.has(at-1, "early") || r.has(i, "beginning") || r.has(i, "start") || r.has(i-1, "early")):
		return w.on(r.ofWeek(base, time.Tuesday), n)
	case at > i && (r.has(i, "mid") || r.has(i, "middle")):
		return w.on(r.ofWeek(base, time.Wednesday), n)
	}
	return r.ending(w, endOfWeek, base, n)
}

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
