package calendar_test

import (
	"testing"
	"time"

	"amends/internal/calendar"
)

// Clock changes: Berlin forward 2026-03-29 02:00->03:00, back 2026-10-25 03:00->02:00;
// New York forward 2026-03-08 02:00->03:00, back 2026-11-01 02:00->01:00;
// Apia skipped 2011-12-30; Havana goes back from 01:00 to 00:00 on 2026-11-01.
func TestWorkingTimeAcrossClockChanges(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		zone, from, to string
		windows        string
		want           time.Duration
	}{
		{"Europe/Berlin", "2026-03-28 00:00", "2026-03-30 00:00", "00:00-24:00", 47 * time.Hour},
		{"Europe/Berlin", "2026-10-24 00:00", "2026-10-26 00:00", "00:00-24:00", 49 * time.Hour},
		{"America/New_York", "2026-03-08 00:00", "2026-03-09 00:00", "00:00-24:00", 23 * time.Hour},
		{"America/New_York", "2026-11-01 00:00", "2026-11-02 00:00", "00:00-24:00", 25 * time.Hour},
		{"Europe/Berlin", "2026-03-29 00:00", "2026-03-30 00:00", "01:00-04:00", 2 * time.Hour},
		{"Europe/Berlin", "2026-03-29 00:00", "2026-03-30 00:00", "02:00-03:00", 0},
		{"Europe/Berlin", "2026-03-29 00:00", "2026-03-30 00:00", "02:30-03:30", 30 * time.Minute},
		{"Europe/Berlin", "2026-10-25 00:00", "2026-10-26 00:00", "01:00-04:00", 4 * time.Hour},
		{"Europe/Berlin", "2026-10-25 00:00", "2026-10-26 00:00", "01:00-02:30", 90 * time.Minute},
		{"Europe/Berlin", "2026-10-25 00:00", "2026-10-26 00:00", "02:30-03:00", 90 * time.Minute},
		{"Europe/Berlin", "2026-03-29 00:00", "2026-03-30 00:00", "09:00-17:00", 8 * time.Hour},
		{"Pacific/Apia", "2011-12-29 00:00", "2012-01-01 00:00", "00:00-24:00", 48 * time.Hour},
		{"America/Havana", "2026-11-01 00:00", "2026-11-02 00:00", "00:00-24:00", 25 * time.Hour},
		{"Australia/Lord_Howe", "2026-10-04 00:00", "2026-10-05 00:00", "00:00-24:00", 23*time.Hour + 30*time.Minute},
	} {
		c := &calendar.Calendar{Zone: zone(t, tt.zone)}
		for d := range c.Week {
			c.Week[d] = []calendar.Window{window(t, tt.windows)}
		}
		if got := c.WorkingBetween(moment(t, tt.from, c.Zone), moment(t, tt.to, c.Zone)); got != tt.want {
			t.Errorf("%s %s to %s, %s: %s, want %s", tt.zone, tt.from, tt.to, tt.windows, got, tt.want)
		}
	}
}

func TestASkippedDayIsNoBusinessDay(t *testing.T) {
	t.Parallel()
	c := calendar.Always(zone(t, "Pacific/Apia"))
	if c.IsBusinessDay(day(t, "2011-12-30")) {
		t.Error("Samoa had no 30 December 2011")
	}
	got := c.AddBusinessDays(moment(t, "2011-12-29 10:00", c.Zone), 1)
	if want := moment(t, "2011-12-31 10:00", c.Zone); !got.Equal(want) {
		t.Errorf("one business day on = %s", show(got))
	}
}

func TestDueTimesOnTheDayOfAChange(t *testing.T) {
	t.Parallel()
	berlin := zone(t, "Europe/Berlin")
	saturday := moment(t, "2026-03-28 02:30", berlin)
	for _, tt := range []struct{ span, want string }{
		{"24h", "Sun 2026-03-29 03:30 +0200"},
		{"1 day", "Sun 2026-03-29 03:00 +0200"}, // 02:30 does not exist: the moment the clocks pass it
		{"1 business day", "Sun 2026-03-29 03:00 +0200"},
		{"2 days", "Mon 2026-03-30 02:30 +0200"},
		{"24h working", "Sun 2026-03-29 03:30 +0200"},
	} {
		s, err := calendar.ParseSpan(tt.span)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(s.From(saturday, calendar.Always(berlin))); got != tt.want {
			t.Errorf("%s from Saturday 02:30 = %s, want %s", tt.span, got, tt.want)
		}
	}
	twice := moment(t, "2026-10-25 02:30", berlin).Add(time.Hour)
	if got := calendar.Always(berlin).AddBusinessDays(twice, 0); got.Before(twice) {
		t.Errorf("no days on from the second 02:30 goes back to %s", show(got))
	}
}
