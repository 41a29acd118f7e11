package demo

import (
	"context"
	"slices"
	"time"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/recovery"
)

// The present of the demo: a Tuesday morning, so that the same things are late, due within the hour
// and due later whatever the day it is started on.
const (
	presentDay    = time.Tuesday
	presentHour   = 10
	presentMinute = 12
)

// history is how long before the present the first complaint came.
const history = 46 * 24 * time.Hour

// Fill makes the company and lets its six weeks happen, unless they have happened before. It gives
// the number of cases made, 0 when there was nothing to do.
func (s *Stage) Fill(ctx context.Context) (int, error) {
	staff, err := s.App.Settings(ctx, recovery.System())
	if err != nil {
		return 0, err
	}
	switch {
	case slices.ContainsFunc(staff.People, func(p app.PersonRow) bool { return p.Email == address(mara) }) && s.Clock.Kept():
		return 0, nil
	case len(staff.People) > 0:
		return 0, ErrNotOurs()
	}
	present := presentOf(time.Now().In(s.App.Zone()))
	s.Clock.Set(present.Add(-history))
	c, err := s.hire(ctx, present)
	if err != nil {
		return 0, err
	}
	stories := c.stories()
	for _, m := range c.schedule(stories) {
		err := s.travel(ctx, m.at)
		if err == nil {
			err = m.do(ctx)
		}
		if ctx.Err() != nil {
			return 0, ErrNotOurs().Because(err)
		}
		if err != nil {
			return 0, err
		}
	}
	return len(stories), s.Move(ctx, present)
}

// ErrNotOurs is for data that is not a demo filled to its end: its clock was never kept. Going on
// would set somebody's time back.
func ErrNotOurs() *errs.Error {
	return errs.Conflictf("The data here is not a finished demo. Choose an empty folder with --data, or start over with make demo-reset.")
}

// presentOf is the last Tuesday morning that is not after the wall's day.
func presentOf(wall time.Time) time.Time {
	back := (int(wall.Weekday()) - int(presentDay) + 7) % 7
	y, m, d := wall.Date()
	return time.Date(y, m, d-back, presentHour, presentMinute, 0, 0, wall.Location())
}

// moment is something that somebody does at a time.
type moment struct {
	at time.Time
	do func(ctx context.Context) error
}

// schedule is all that happens, in the order of time.
func (c *cast) schedule(stories []*story) []moment {
	list := c.absences()
	for _, s := range stories {
		list = append(list, moment{s.at.in(c), func(ctx context.Context) error { return c.open(ctx, s) }})
		for _, b := range s.beats {
			list = append(list, moment{b.at.in(c), func(ctx context.Context) error { return c.play(ctx, s, b) }})
		}
	}
	slices.SortStableFunc(list, func(a, b moment) int { return a.at.Compare(b.at) })
	return list
}

// ago is a clock time so many days before the present day.
type ago struct {
	days         int
	hour, minute int
}

func (a ago) in(c *cast) time.Time {
	y, m, d := c.present.Date()
	return time.Date(y, m, d-a.days, a.hour, a.minute, 0, 0, c.present.Location())
}
