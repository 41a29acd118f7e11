package calendar

import "time"

// Open reports whether people work at t. A window includes its first moment and not its last.
func (c *Calendar) Open(t time.Time) bool {
	day := DateOf(t, c.zone())
	for _, d := range [2]Date{day.AddDays(-1), day} {
		for _, s := range c.shifts(d) {
			if !t.Before(s.from) && t.Before(s.to) {
				return true
			}
		}
	}
	return false
}

// NextOpen is t itself when people work at t, otherwise the next moment they do. A calendar
// that does not open again gives the moment ten years after t.
func (c *Calendar) NextOpen(t time.Time) time.Time {
	for s := range c.after(t) {
		return c.local(later(s.from, t))
	}
	return c.local(horizon(t, 1))
}

// AddWorking is the moment at which d of working time has passed since t, or, for a negative d,
// the moment from which d of working time passes until t. Time that ends with a window ends at
// its close, not at the next opening; 0 is t itself. Where ten years do not hold that much
// working time it is ten years from t.
func (c *Calendar) AddWorking(t time.Time, d time.Duration) time.Time {
	switch {
	case d > 0:
		return c.local(c.forward(t, d))
	case d < 0:
		return c.local(c.backward(t, d))
	}
	return c.local(t)
}

func (c *Calendar) forward(t time.Time, d time.Duration) time.Time {
	edge := horizon(t, 1)
	for s := range c.after(t) {
		s.from = later(s.from, t)
		if d <= s.length() {
			return earlier(s.from.Add(d), edge)
		}
		d -= s.length()
	}
	return edge
}

// backward takes a negative d, as the least Duration has no positive twin.
func (c *Calendar) backward(t time.Time, d time.Duration) time.Time {
	edge := horizon(t, -1)
	for s := range c.before(t) {
		s.to = earlier(s.to, t)
		if -s.length() <= d {
			return later(s.to.Add(d), edge)
		}
		d += s.length()
	}
	return edge
}

// WorkingBetween is how much working time lies between a and b, negative when b is before a.
// Of stretches longer than ten years the first ten are counted.
func (c *Calendar) WorkingBetween(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -c.WorkingBetween(b, a)
	}
	b = earlier(b, horizon(a, 1))
	var sum time.Duration
	for s := range c.after(a) {
		if !s.from.Before(b) {
			break
		}
		sum += earlier(s.to, b).Sub(later(s.from, a))
	}
	return sum
}
