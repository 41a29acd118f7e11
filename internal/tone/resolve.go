package tone

import (
	"time"

	"amends/internal/calendar"
)

// defaultClose is when a day without working hours ends for a promise: 18:00.
const defaultClose = 18 * hour

// resolver puts times on the calendar. It never answers with a moment that has passed.
type resolver struct {
	now time.Time // in the calendar's zone
	cal *calendar.Calendar
}

// newResolver takes a weekday calendar from 9 to 17 in now's zone when there is none.
func newResolver(now time.Time, cal *calendar.Calendar) *resolver {
	if cal == nil || cal.Zone == nil {
		cal = officeHours(now.Location())
	}
	return &resolver{now: now.In(cal.Zone), cal: cal}
}

func officeHours(zone *time.Location) *calendar.Calendar {
	c := &calendar.Calendar{Zone: zone}
	for day := time.Monday; day <= time.Friday; day++ {
		c.Week[day] = []calendar.Window{{From: 9 * hour, To: 17 * hour}}
	}
	return c
}

func (r *resolver) today() calendar.Date { return calendar.DateOf(r.now, r.cal.Zone) }

// due is the last moment at which the words are still kept; not ok when they name none that
// lies ahead.
func (r *resolver) due(w when) (time.Time, bool) {
	t, ok := r.moment(w)
	if !ok || !t.After(r.now) || t.Year() > 9999 {
		return time.Time{}, false
	}
	return t, true
}

func (r *resolver) moment(w when) (time.Time, bool) {
	switch {
	case w.unit != "" && !w.hasDay && !w.hasClock && w.part == "":
		return r.span(w)
	case w.unit != "":
		w = r.spanDay(w)
	case !w.hasDay:
		return r.clockOnly(w)
	}
	if !exists(w.day) {
		return time.Time{}, false
	}
	if w.before && !w.hasClock && w.part == "" && w.end == "" {
		w.day = w.day.AddDays(-1)
	}
	switch w.end {
	case endOfWeek:
		return r.close(r.lastBusinessDay(w.day.AddDays(6-(int(w.day.Weekday())+6)%7), 7)), true
	case endOfMonth:
		return r.close(r.lastBusinessDay(monthAfter(w.day).AddDays(-1), 28)), true
	}
	return r.onDay(w), true
}

func exists(d calendar.Date) bool { return d == d.AddDays(0) && d.Year >= 1 && d.Year < 9999 }

// onDay is a time of a known day: its clock, its part, or the end of work.
func (r *resolver) onDay(w when) time.Time {
	switch {
	case w.hasClock && !w.after:
		return r.at(w.day, r.reading(w))
	case w.first:
		return r.firstThing(w.day)
	case w.part != "":
		return r.at(w.day, english().Parts[w.part])
	}
	end := r.close(w.day)
	if w.day == r.today() && !end.After(r.now) {
		return r.at(w.day, 24*hour-1)
	}
	return end
}

// clockOnly is a clock or part of the day without a day: today if it lies ahead, otherwise the
// next business day.
func (r *resolver) clockOnly(w when) (time.Time, bool) {
	if !w.hasClock && w.part == "" && !w.first {
		return time.Time{}, false
	}
	w.day, w.hasDay = r.today(), true
	if !w.first {
		if t := r.onDay(w); t.After(r.now) {
			return t, true
		}
	}
	w.day = r.today().AddDays(1)
	for range 30 {
		if r.cal.IsBusinessDay(w.day) {
			break
		}
		w.day = w.day.AddDays(1)
	}
	return r.onDay(w), true
}

// reading settles which half of the day an ambiguous clock means: the one people work in, and of
// two such or none the usual one, 7 to 12 before noon and 1 to 6 after it.
func (r *resolver) reading(w when) int {
	if !w.ambiguous || w.clock >= 13*hour {
		return w.clock
	}
	early, late := w.clock%(12*hour), w.clock%(12*hour)+12*hour
	switch w.part {
	case "morning":
		return early
	case "afternoon", "evening", "tonight", "night":
		return late
	}
	worksEarly, worksLate := r.works(w.day, early), r.works(w.day, late)
	usual := late
	if early >= 7*hour {
		usual = early
	}
	switch {
	case worksEarly && !worksLate:
		usual = early
	case worksLate && !worksEarly:
		usual = late
	}
	if usual == early && !r.at(w.day, early).After(r.now) {
		return late
	}
	return usual
}

// works reports whether people work at that reading of the clock or just stop.
func (r *resolver) works(day calendar.Date, minutes int) bool {
	t := r.at(day, minutes)
	return r.cal.Open(t) || r.cal.Open(t.Add(-time.Minute))
}

func (r *resolver) at(day calendar.Date, minutes int) time.Time {
	return time.Date(day.Year, day.Month, day.Day, 0, minutes, 0, 0, r.cal.Zone)
}

// close is the end of work on that day; 18:00 when nobody works.
func (r *resolver) close(day calendar.Date) time.Time {
	if !r.cal.IsBusinessDay(day) {
		return r.at(day, defaultClose)
	}
	return r.cal.EndOfDay(r.at(day, 1))
}

// firstThing is an hour after opening.
func (r *resolver) firstThing(day calendar.Date) time.Time {
	if open := r.cal.NextOpen(r.at(day, 1)); r.cal.IsBusinessDay(day) {
		return open.Add(time.Hour)
	}
	return r.at(day, 10*hour)
}

// lastBusinessDay is the last one of the days up to d, or d itself when none of them is.
func (r *resolver) lastBusinessDay(d calendar.Date, days int) calendar.Date {
	for back := range days {
		if day := d.AddDays(-back); r.cal.IsBusinessDay(day) && day.Compare(r.today()) >= 0 {
			return day
		}
	}
	return d
}

// span is a stretch from now. Minutes and hours are counted exactly; days and more end with the
// last day's work, as nobody who says "in 3 days" promises this minute.
func (r *resolver) span(w when) (time.Time, bool) {
	switch w.unit {
	case "m1", "m60":
		length := time.Duration(w.amount) * time.Minute
		if w.unit == "m60" {
			length *= hour
		}
		if w.working {
			return r.cal.AddWorking(r.now, length), true
		}
		return r.now.Add(length), true
	}
	return r.onDay(r.spanDay(w)), true
}

// spanDay turns a stretch of days into the day it ends on.
func (r *resolver) spanDay(w when) when {
	day := r.today()
	switch {
	case w.working:
		day = calendar.DateOf(r.cal.AddBusinessDays(r.now, w.amount*max(1, unitDays(w.unit)*5/7)), r.cal.Zone)
	case w.unit == "d30":
		// Clamped, so that a month from 31 January is the end of February.
		day = clampedMonth(day, w.amount)
	default:
		day = day.AddDays(w.amount * unitDays(w.unit))
	}
	w.day, w.hasDay, w.unit = day, true, ""
	return w
}

func unitDays(unit string) int {
	switch unit {
	case "d1":
		return 1
	case "d7":
		return 7
	case "d14":
		return 14
	}
	return 0
}

func clampedMonth(d calendar.Date, months int) calendar.Date {
	first := calendar.Date{Year: d.Year, Month: d.Month, Day: 1}
	for range min(months, 1200) {
		first = monthAfter(first)
	}
	last := monthAfter(first).AddDays(-1)
	first.Day = min(d.Day, last.Day)
	return first
}
