package calendar

import (
	"iter"
	"time"
)

// AddBusinessDays is the same reading of the local clock n business days after t, or before it
// when n is negative, moved into that day's working hours: to the next opening when it falls
// before or between windows, to the close when it falls after the last. A t outside working
// hours counts from the next opening; the moment of closing still belongs to its day. Where ten
// years hold fewer business days it is ten years from t.
func (c *Calendar) AddBusinessDays(t time.Time, n int) time.Time {
	edge := horizon(t, direction(n))
	day, start, ok := c.place(t)
	if !ok {
		return c.local(edge)
	}
	if n == 0 {
		return c.local(start)
	}
	wall := c.wallOn(day, start)
	for n != 0 {
		day = day.AddDays(direction(n))
		if day.Compare(DateOf(edge, c.zone())) == direction(n) {
			return c.local(edge)
		}
		if c.IsBusinessDay(day) {
			n -= direction(n)
		}
	}
	return c.clamp(day, wall)
}

func direction(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// EndOfDay is the last close of the business day t belongs to; outside working hours that is the
// day of the next opening. A calendar that does not open again gives the moment ten years after t.
func (c *Calendar) EndOfDay(t time.Time) time.Time {
	day, _, ok := c.place(t)
	if !ok {
		return c.local(horizon(t, 1))
	}
	shifts := c.shifts(day)
	return shifts[len(shifts)-1].to
}

// place is the business day t belongs to and the moment that counts on it: t when people work
// then or just close, otherwise the next opening. Not ok when there is no opening.
func (c *Calendar) place(t time.Time) (day Date, start time.Time, ok bool) {
	next, opens := first(c.after(t))
	if opens && !next.from.After(t) {
		return next.day, t, true
	}
	if last, closed := first(c.before(t)); closed && last.to.Equal(t) {
		return last.day, t, true
	}
	return next.day, next.from, opens
}

func first(shifts iter.Seq[shift]) (shift, bool) {
	for s := range shifts {
		return s, true
	}
	return shift{}, false
}

// wallOn is the reading at t for somebody on day d: midnight at its end is 24 hours.
func (c *Calendar) wallOn(d Date, t time.Time) time.Duration {
	local := c.local(t)
	if DateOf(local, c.zone()).Compare(d) > 0 {
		return 24 * time.Hour
	}
	return wallOf(local)
}

// clamp moves a reading of the clock on a business day into its working hours.
func (c *Calendar) clamp(d Date, wall time.Duration) time.Time {
	wanted := at(d, wall, c.zone())
	var last time.Time
	for _, s := range c.shifts(d) {
		if !wanted.After(s.to) {
			return later(wanted, s.from)
		}
		last = s.to
	}
	return last
}
