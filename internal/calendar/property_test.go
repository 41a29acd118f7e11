package calendar_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"amends/internal/calendar"
)

// zones change their clocks forward, back, by half an hour, at midnight, or never.
var zones = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
	"America/Havana", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia"}

var anyMoment = rapid.Custom(func(t *rapid.T) time.Time {
	from := time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	to := time.Date(2027, 12, 31, 0, 0, 0, 0, time.UTC).Unix()
	return time.Unix(rapid.Int64Range(from, to).Draw(t, "unix"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns"))
})

// anyDay has up to three windows.
var anyDay = rapid.Custom(func(t *rapid.T) []calendar.Window {
	edges := rapid.SliceOfNDistinct(rapid.IntRange(0, 1440), 0, 6, rapid.ID[int]).Draw(t, "edges")
	slices.Sort(edges)
	var windows []calendar.Window
	for i := 0; i+1 < len(edges); i += 2 {
		windows = append(windows, calendar.Window{From: calendar.Minute(edges[i]), To: calendar.Minute(edges[i+1])})
	}
	return windows
})

func anyCalendar(t testing.TB) *rapid.Generator[*calendar.Calendar] {
	locations := make([]*time.Location, len(zones))
	for i, name := range zones {
		locations[i] = zone(t, name)
	}
	return rapid.Custom(func(t *rapid.T) *calendar.Calendar {
		c := &calendar.Calendar{Zone: rapid.SampledFrom(locations).Draw(t, "zone"),
			Closed: map[calendar.Date]string{}, Special: map[calendar.Date][]calendar.Window{}}
		for d := range c.Week {
			c.Week[d] = anyDay.Draw(t, "day")
		}
		// One day that no change of clocks can swallow keeps the calendar open.
		c.Week[rapid.IntRange(0, 6).Draw(t, "surely open")] = []calendar.Window{{From: 540, To: 1020}}
		for _, at := range rapid.SliceOfN(anyMoment, 0, 5).Draw(t, "closed") {
			c.Closed[calendar.DateOf(at, c.Zone)] = "holiday"
		}
		for _, at := range rapid.SliceOfN(anyMoment, 0, 5).Draw(t, "special") {
			c.Special[calendar.DateOf(at, c.Zone)] = anyDay.Draw(t, "hours")
		}
		return c
	})
}

func TestWorkingTimeProperties(t *testing.T) {
	t.Parallel()
	calendars := anyCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		c, at := calendars.Draw(t, "calendar"), anyMoment.Draw(t, "at")
		d := time.Duration(rapid.Int64Range(-int64(60*time.Hour), int64(60*time.Hour)).Draw(t, "d"))
		if err := c.Check(); err != nil {
			t.Fatal(err)
		}
		due := c.AddWorking(at, d)
		if got := c.WorkingBetween(at, due); got != d {
			t.Fatalf("AddWorking %s leads to %s, which is %s away", d, show(due), got)
		}
		if back := c.WorkingBetween(due, at); back != -d {
			t.Fatalf("back from %s is %s, want %s", show(due), back, -d)
		}
		step := time.Duration(rapid.Int64Range(0, int64(72*time.Hour)).Draw(t, "step"))
		if c.AddWorking(at.Add(step), d).Before(due) {
			t.Fatalf("starting %s later ends before %s", step, show(due))
		}
		if c.AddWorking(at, d+step).Before(due) {
			t.Fatalf("%s more ends before %s", step, show(due))
		}
		middle := at.Add(step)
		if whole := c.WorkingBetween(at, middle) + c.WorkingBetween(middle, due); whole != d {
			t.Fatalf("the parts make %s, the whole is %s", whole, d)
		}
	})
}

func TestOpenAgreesWithTheOtherQuestions(t *testing.T) {
	t.Parallel()
	calendars := anyCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		c, at := calendars.Draw(t, "calendar"), anyMoment.Draw(t, "at")
		next := c.NextOpen(at)
		if !c.Open(next) || next.Before(at) || c.Open(at) != next.Equal(at) {
			t.Fatalf("NextOpen(%s) = %s", show(at), show(next))
		}
		if worked := c.WorkingBetween(at, next); worked != 0 {
			t.Fatalf("%s is worked before the next opening %s", worked, show(next))
		}
		end := c.EndOfDay(at)
		if end.Before(at) || c.Open(end.Add(-1)) == false {
			t.Fatalf("EndOfDay(%s) = %s", show(at), show(end))
		}
	})
}

func TestBusinessDayProperties(t *testing.T) {
	t.Parallel()
	calendars := anyCalendar(t)
	rapid.Check(t, func(t *rapid.T) {
		c, at := calendars.Draw(t, "calendar"), anyMoment.Draw(t, "at")
		n := rapid.IntRange(-20, 20).Draw(t, "n")
		due := c.AddBusinessDays(at, n)
		if n > 0 && !due.After(at) {
			t.Fatalf("%d business days after %s is %s", n, show(at), show(due))
		}
		if c.AddBusinessDays(at, n+1).Before(due) {
			t.Fatalf("one business day more than %d is before %s", n, show(due))
		}
		if !c.Open(due) && !c.Open(due.Add(-1)) {
			t.Fatalf("%s is neither working time nor a close", show(due))
		}
	})
}
