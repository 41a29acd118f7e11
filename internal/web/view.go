package web

import (
	"time"

	"amends/internal/look"
	"amends/internal/words"
)

// view is what every template needs: the reader's words, the house's time, and what a form must
// carry to be believed.
type view struct {
	*words.Printer
	Now   time.Time
	Token []look.Hidden
}

// due is a time something is owed by, as a list shows it: counted within the hour, the clock
// today, the day later.
func (v view) due(at time.Time) look.Moment {
	m := look.Moment{At: at, Due: true}
	switch left := at.Sub(v.Now); {
	case left < 0:
		m.Text = v.Ago(-left)
	case left < time.Hour:
		m.Text = v.Until(left)
	case v.sameDay(at, v.Now):
		m.Text = v.Clock(at)
	default:
		m.Text = v.When(at, v.Now)
	}
	return m
}

// past is a moment that is over.
func (v view) past(at time.Time) look.Moment {
	return look.Moment{At: at, Text: v.When(at, v.Now)}
}

// clockOf is a moment of a day that stands above it already.
func (v view) clockOf(at time.Time) look.Moment { return look.Moment{At: at, Text: v.Clock(at)} }

func (v view) sameDay(a, b time.Time) bool {
	y, m, d := a.In(v.Zone()).Date()
	y2, m2, d2 := b.In(v.Zone()).Date()
	return y == y2 && m == m2 && d == d2
}

// day is the head of a day in the story.
func (v view) day(at time.Time) string {
	switch {
	case v.sameDay(at, v.Now):
		return v.T("Today")
	case v.sameDay(at, v.Now.AddDate(0, 0, -1)):
		return v.T("Yesterday")
	}
	return v.Date(at)
}

// box is a moment as an input of type datetime-local wants it, "" for none.
func (v view) box(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(v.Zone()).Format(boxLayout)
}

// boxLayout is what browsers send for an input of type datetime-local.
const boxLayout = "2006-01-02T15:04"
