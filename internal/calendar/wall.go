package calendar

import (
	"iter"
	"time"
)

const (
	// horizonYears is how far any search looks.
	horizonYears = 10
	maxYear      = 9999
)

// at is the first moment at which a clock in loc has reached the reading wall (time since local
// midnight, up to 24 hours) of day d. When the clocks go forward over that reading it is the
// moment they do; when they go back and show it twice it is the first time.
func at(d Date, wall time.Duration, loc *time.Location) time.Time {
	reading := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Add(wall)
	// No zone is a day away from UTC, so these two lie on either side of a change near d.
	before := reading.Add(-offset(reading.Add(-24*time.Hour), loc))
	after := reading.Add(-offset(reading.Add(24*time.Hour), loc))
	if shows(before, reading, loc) {
		return before.In(loc)
	}
	if shows(after, reading, loc) {
		return after.In(loc)
	}
	change, _ := before.In(loc).ZoneBounds()
	return change
}

func offset(t time.Time, loc *time.Location) time.Duration {
	_, seconds := t.In(loc).Zone()
	return time.Duration(seconds) * time.Second
}

func shows(t, reading time.Time, loc *time.Location) bool {
	return t.Add(offset(t, loc)).Equal(reading)
}

// wallOf is what the clock on the wall shows at t, as time since local midnight. It is not the
// time that has passed since midnight on the day of a clock change.
func wallOf(t time.Time) time.Duration {
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute +
		time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
}

// shift is one window of one day as moments: open from from, closed again at to.
type shift struct {
	day      Date
	from, to time.Time
}

func (s shift) length() time.Duration { return s.to.Sub(s.from) }

// shifts are the windows of a day in order, without those a clock change swallowed.
func (c *Calendar) shifts(d Date) []shift {
	windows := c.windows(d)
	shifts := make([]shift, 0, len(windows))
	for _, w := range windows {
		s := shift{day: d, from: c.at(d, w.From), to: c.at(d, w.To)}
		if s.from.Before(s.to) {
			shifts = append(shifts, s)
		}
	}
	return shifts
}

func (c *Calendar) at(d Date, m Minute) time.Time {
	return at(d, time.Duration(m)*time.Minute, c.zone())
}

// after yields the shifts that end after t, earliest first, as far as the horizon.
func (c *Calendar) after(t time.Time) iter.Seq[shift] {
	return func(yield func(shift) bool) {
		last := DateOf(horizon(t, 1), c.zone())
		// A zone that sets its clocks back past midnight shows the same day twice.
		for d := DateOf(t, c.zone()).AddDays(-1); d.Compare(last) <= 0; d = d.AddDays(1) {
			for _, s := range c.shifts(d) {
				if s.to.After(t) && !yield(s) {
					return
				}
			}
		}
	}
}

// before yields the shifts that begin before t, latest first, as far back as the horizon.
func (c *Calendar) before(t time.Time) iter.Seq[shift] {
	return func(yield func(shift) bool) {
		first := DateOf(horizon(t, -1), c.zone())
		for d := DateOf(t, c.zone()).AddDays(1); d.Compare(first) >= 0; d = d.AddDays(-1) {
			shifts := c.shifts(d)
			for i := len(shifts) - 1; i >= 0; i-- {
				if shifts[i].from.Before(t) && !yield(shifts[i]) {
					return
				}
			}
		}
	}
}

// horizon is the edge of a search from t onwards (sign 1) or backwards (sign -1). A t beyond
// the years 1 to 9999 is its own horizon.
func horizon(t time.Time, sign int) time.Time {
	edge := t.AddDate(sign*horizonYears, 0, 0)
	first := time.Date(1, time.January, 2, 0, 0, 0, 0, time.UTC)
	last := time.Date(maxYear, time.December, 30, 0, 0, 0, 0, time.UTC)
	if sign > 0 {
		return later(t, earlier(edge, last))
	}
	return earlier(t, later(edge, first))
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
