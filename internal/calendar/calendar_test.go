package calendar_test

import (
	"strings"
	"testing"
	"time"

	"amends/internal/calendar"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// office works Monday to Thursday 09:00-12:30 and 13:30-18:00, Friday 09:00-16:00.
func office(t testing.TB, zoneName string) *calendar.Calendar {
	t.Helper()
	c := &calendar.Calendar{
		Zone:    zone(t, zoneName),
		Closed:  map[calendar.Date]string{day(t, "2026-12-25"): "Christmas Day", day(t, "2026-12-26"): "Boxing Day"},
		Special: map[calendar.Date][]calendar.Window{day(t, "2026-12-24"): {{From: 9 * 60, To: 12 * 60}}},
	}
	for d := time.Monday; d <= time.Thursday; d++ {
		c.Week[d] = []calendar.Window{window(t, "09:00-12:30"), window(t, "13:30-18:00")}
	}
	c.Week[time.Friday] = []calendar.Window{window(t, "09:00-16:00")}
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func window(t testing.TB, text string) calendar.Window {
	t.Helper()
	w, err := calendar.ParseWindow(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func moment(t testing.TB, text string, loc *time.Location) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func show(t time.Time) string { return t.Format("Mon 2006-01-02 15:04 -0700") }

func TestOpenAndNextOpen(t *testing.T) {
	t.Parallel()
	c := office(t, "Europe/Berlin")
	for _, tt := range []struct{ at, next string }{
		{"2026-11-23 08:59", "2026-11-23 09:00"},
		{"2026-11-23 09:00", "2026-11-23 09:00"},
		{"2026-11-23 12:29", "2026-11-23 12:29"},
		{"2026-11-23 12:30", "2026-11-23 13:30"},
		{"2026-11-23 18:00", "2026-11-24 09:00"},
		{"2026-11-27 16:00", "2026-11-30 09:00"},
		{"2026-12-24 11:59", "2026-12-24 11:59"},
		{"2026-12-24 12:00", "2026-12-28 09:00"},
		{"2026-12-25 10:00", "2026-12-28 09:00"},
	} {
		at, want := moment(t, tt.at, c.Zone), moment(t, tt.next, c.Zone)
		if got := c.NextOpen(at); !got.Equal(want) {
			t.Errorf("NextOpen(%s) = %s, want %s", tt.at, show(got), tt.next)
		}
		if got := c.Open(at); got != (tt.at == tt.next) {
			t.Errorf("Open(%s) = %t", tt.at, got)
		}
	}
}

func TestAddWorking(t *testing.T) {
	t.Parallel()
	c := office(t, "Europe/Berlin")
	for _, tt := range []struct {
		at   string
		d    time.Duration
		want string
	}{
		{"2026-11-23 09:00", 0, "2026-11-23 09:00"},
		{"2026-11-22 11:00", 0, "2026-11-22 11:00"},
		{"2026-11-23 09:00", 4 * time.Hour, "2026-11-23 14:00"},
		{"2026-11-23 09:00", 8 * time.Hour, "2026-11-23 18:00"},
		{"2026-11-23 09:00", 8*time.Hour + time.Minute, "2026-11-24 09:01"},
		{"2026-11-27 15:30", time.Hour, "2026-11-30 09:30"},
		{"2026-11-28 03:00", 30 * time.Minute, "2026-11-30 09:30"},
		{"2026-12-24 11:00", 2 * time.Hour, "2026-12-28 10:00"},
		{"2026-11-23 14:00", -4 * time.Hour, "2026-11-23 09:00"},
		{"2026-11-23 09:00", -time.Hour, "2026-11-20 15:00"},
		{"2026-11-29 12:00", -7 * time.Hour, "2026-11-27 09:00"},
	} {
		want := moment(t, tt.want, c.Zone)
		if got := c.AddWorking(moment(t, tt.at, c.Zone), tt.d); !got.Equal(want) {
			t.Errorf("AddWorking(%s, %s) = %s, want %s", tt.at, tt.d, show(got), tt.want)
		}
	}
}

func TestAddBusinessDays(t *testing.T) {
	t.Parallel()
	c := office(t, "America/New_York")
	for _, tt := range []struct {
		at   string
		n    int
		want string
	}{
		{"2026-11-23 10:15", 0, "2026-11-23 10:15"},
		{"2026-11-23 10:15", 2, "2026-11-25 10:15"},
		{"2026-11-26 17:00", 1, "2026-11-27 16:00"}, // Friday closes at four
		{"2026-11-26 18:00", 1, "2026-11-27 16:00"}, // the close belongs to its day
		{"2026-11-27 10:00", 1, "2026-11-30 10:00"},
		{"2026-11-27 13:00", 1, "2026-11-30 13:30"}, // Monday has lunch then
		{"2026-11-21 22:00", 0, "2026-11-23 09:00"},
		{"2026-11-21 22:00", 2, "2026-11-25 09:00"},
		{"2026-11-25 19:00", 1, "2026-11-27 09:00"},
		{"2026-12-23 15:00", 1, "2026-12-24 12:00"},
		{"2026-12-23 15:00", 2, "2026-12-28 15:00"},
		{"2026-11-25 10:15", -2, "2026-11-23 10:15"},
		{"2026-11-30 09:30", -1, "2026-11-27 09:30"},
		{"2026-11-21 22:00", -1, "2026-11-20 09:00"},
	} {
		want := moment(t, tt.want, c.Zone)
		if got := c.AddBusinessDays(moment(t, tt.at, c.Zone), tt.n); !got.Equal(want) {
			t.Errorf("AddBusinessDays(%s, %d) = %s, want %s", tt.at, tt.n, show(got), tt.want)
		}
	}
}

func TestEndOfDay(t *testing.T) {
	t.Parallel()
	c := office(t, "Europe/Berlin")
	for _, tt := range []struct{ at, want string }{
		{"2026-11-23 00:10", "2026-11-23 18:00"},
		{"2026-11-23 13:00", "2026-11-23 18:00"},
		{"2026-11-23 18:00", "2026-11-23 18:00"},
		{"2026-11-23 18:01", "2026-11-24 18:00"},
		{"2026-11-28 10:00", "2026-11-30 18:00"},
		{"2026-12-24 09:00", "2026-12-24 12:00"},
	} {
		want := moment(t, tt.want, c.Zone)
		if got := c.EndOfDay(moment(t, tt.at, c.Zone)); !got.Equal(want) {
			t.Errorf("EndOfDay(%s) = %s, want %s", tt.at, show(got), tt.want)
		}
	}
	always := calendar.Always(c.Zone)
	if got := always.EndOfDay(moment(t, "2026-11-23 00:00", c.Zone)); !got.Equal(moment(t, "2026-11-24 00:00", c.Zone)) {
		t.Errorf("midnight belongs to the day it begins, got the end %s", show(got))
	}
}

func TestSpecialHoursWinOverAClosedStretch(t *testing.T) {
	t.Parallel()
	c := office(t, "Europe/Berlin")
	if err := c.Close(day(t, "2026-12-21"), day(t, "2027-01-03"), "Christmas break"); err != nil {
		t.Fatal(err)
	}
	if c.IsBusinessDay(day(t, "2026-12-21")) || c.IsBusinessDay(day(t, "2026-12-30")) {
		t.Error("a closed stretch has business days")
	}
	if !c.IsBusinessDay(day(t, "2026-12-24")) || !c.IsBusinessDay(day(t, "2027-01-04")) {
		t.Error("special hours and the day after the stretch are business days")
	}
	c.Special[day(t, "2026-11-23")] = nil
	if c.IsBusinessDay(day(t, "2026-11-23")) {
		t.Error("special hours of none close a day")
	}
}

func TestCheckAndCloseRefuse(t *testing.T) {
	t.Parallel()
	christmas := calendar.Date{Year: 2026, Month: 12, Day: 25}
	for _, tt := range []struct {
		name, says string
		spoil      func(*calendar.Calendar)
	}{
		{"no zone", "no time zone", func(c *calendar.Calendar) { c.Zone = nil }},
		{"never open", "no working hours", func(c *calendar.Calendar) { c.Week = [7][]calendar.Window{} }},
		{"empty window", "Monday: 09:00-09:00", func(c *calendar.Calendar) { c.Week[1] = []calendar.Window{{From: 540, To: 540}} }},
		{"past midnight", "Monday: 22:00-26:00", func(c *calendar.Calendar) { c.Week[1] = []calendar.Window{{From: 1320, To: 1560}} }},
		{"overlap", "Friday: 10:00-11:00", func(c *calendar.Calendar) { c.Week[5] = append(c.Week[5], calendar.Window{From: 600, To: 660}) }},
		{"no such day", "2026-02-30", func(c *calendar.Calendar) { c.Closed[calendar.Date{Year: 2026, Month: 2, Day: 30}] = "?" }},
		{"bad special hours", "2026-12-25", func(c *calendar.Calendar) { c.Special[christmas] = []calendar.Window{{From: -1, To: 5}} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := office(t, "Europe/Berlin")
			tt.spoil(c)
			if err := c.Check(); err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Check() = %v, want a refusal that says %q", err, tt.says)
			}
		})
	}
	c := office(t, "Europe/Berlin")
	for _, last := range []string{"2026-11-20", "2028-11-21"} {
		if err := c.Close(day(t, "2026-11-21"), day(t, last), "break"); err == nil {
			t.Errorf("Close accepted 2026-11-21 to %s", last)
		}
	}
}

func TestNeverOpenAndFarYearsEnd(t *testing.T) {
	t.Parallel()
	berlin := zone(t, "Europe/Berlin")
	never := &calendar.Calendar{Zone: berlin}
	now := moment(t, "2026-11-21 10:00", berlin)
	edge := moment(t, "2036-11-21 10:00", berlin)
	for name, got := range map[string]time.Time{
		"NextOpen":        never.NextOpen(now),
		"AddWorking":      never.AddWorking(now, time.Hour),
		"AddBusinessDays": never.AddBusinessDays(now, 1),
		"EndOfDay":        never.EndOfDay(now),
	} {
		if !got.Equal(edge) {
			t.Errorf("%s of a calendar that never opens = %s, want ten years on", name, show(got))
		}
	}
	c := office(t, "Europe/Berlin")
	for _, year := range []int{-5000, 1, 9999, 200000} {
		at := time.Date(year, 12, 31, 23, 59, 0, 0, time.UTC)
		for _, n := range []int{-1 << 62, -1, 1, 1 << 62} {
			forward := n > 0
			for name, got := range map[string]time.Time{
				"AddWorking":      c.AddWorking(at, time.Duration(n)),
				"AddBusinessDays": c.AddBusinessDays(at, n),
			} {
				if got.Before(at) == forward && !got.Equal(at) || got.Sub(at).Abs() > 11*366*24*time.Hour {
					t.Errorf("%s(year %d, %d) = %s", name, year, n, show(got))
				}
			}
		}
		c.EndOfDay(at)
		c.NextOpen(at)
	}
	ancient, far := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	if got := c.WorkingBetween(ancient, far); got <= 0 || got > 10*366*24*time.Hour {
		t.Errorf("between year 1 and 9999 = %s, want the first ten years", got)
	}
}
