// Package calendar holds the arithmetic of working time: hours in several windows a day,
// holidays, half days, time zones and their clock changes, and the lengths of time a playbook
// names. It must not read a clock, load a time zone or know what the time is counted for.
//
// Every moment that is returned is in the calendar's zone. Nothing looks further than ten
// years from the moment it is given, nor past the years 1 and 9999, so that a calendar that
// never opens ends a search instead of hanging it: the answer is then that far edge.
package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Calendar says when people work. Fill it, Check it, then share it: its methods only read.
type Calendar struct {
	Zone    *time.Location    // nil is UTC, which Check refuses
	Week    [7][]Window       // by time.Weekday; in order, not overlapping
	Closed  map[Date]string   // days nobody works, with the name of the holiday
	Special map[Date][]Window // days with hours of their own; they win over Closed and Week
}

// Always is a calendar that is open day and night.
func Always(zone *time.Location) *Calendar {
	c := &Calendar{Zone: zone}
	for day := range c.Week {
		c.Week[day] = []Window{{From: 0, To: endOfDay}}
	}
	return c
}

// maxRange is the longest stretch Close accepts, in days.
const maxRange = 366

// Close marks every day from the first to the last as closed under one name, as a company
// holiday. It changes the calendar, so call it before the calendar is shared. A last day
// before the first, or more than a year, is refused.
func (c *Calendar) Close(first, last Date, name string) error {
	if !first.exists() || !last.exists() || last.Compare(first) < 0 || last.Compare(first.AddDays(maxRange)) > 0 {
		return fmt.Errorf("%s to %s is not a stretch of days of a year at most", first, last)
	}
	if c.Closed == nil {
		c.Closed = map[Date]string{}
	}
	for d := first; d.Compare(last) <= 0; d = d.AddDays(1) {
		c.Closed[d] = name
	}
	return nil
}

// Check refuses a calendar that has no zone, windows that are empty, out of order or
// overlapping, days that do not exist, and a week that never opens.
func (c *Calendar) Check() error {
	if c.Zone == nil {
		return errors.New("the calendar has no time zone")
	}
	open := 0
	for day, windows := range c.Week {
		if err := checkDay(windows); err != nil {
			return fmt.Errorf("%s: %w", time.Weekday(day), err)
		}
		open += len(windows)
	}
	if open == 0 {
		return errors.New("the week has no working hours at all")
	}
	return errors.Join(c.checkClosed(), c.checkSpecial())
}

func (c *Calendar) checkClosed() error {
	for _, d := range sortedDays(c.Closed) {
		if !d.exists() {
			return fmt.Errorf("%s is closed but there is no such day", d)
		}
	}
	return nil
}

func (c *Calendar) checkSpecial() error {
	for _, d := range sortedDays(c.Special) {
		if !d.exists() {
			return fmt.Errorf("%s has hours but there is no such day", d)
		}
		if err := checkDay(c.Special[d]); err != nil {
			return fmt.Errorf("%s: %w", d, err)
		}
	}
	return nil
}

// sortedDays makes the first problem found the same one every time.
func sortedDays[V any](days map[Date]V) []Date {
	return slices.SortedFunc(maps.Keys(days), Date.Compare)
}

// windows are the working hours of a day as the clock on the wall counts them.
func (c *Calendar) windows(d Date) []Window {
	if special, ok := c.Special[d]; ok {
		return special
	}
	if _, closed := c.Closed[d]; closed {
		return nil
	}
	return c.Week[d.Weekday()]
}

// IsBusinessDay reports whether anybody works on that day.
func (c *Calendar) IsBusinessDay(d Date) bool { return len(c.shifts(d)) > 0 }

// zone is never nil, so that a calendar nobody checked still answers.
func (c *Calendar) zone() *time.Location { return cmp.Or(c.Zone, time.UTC) }

// local is t on the calendar's clock, without the process's monotonic reading.
func (c *Calendar) local(t time.Time) time.Time { return t.Round(0).In(c.zone()) }
