package tone

import (
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
