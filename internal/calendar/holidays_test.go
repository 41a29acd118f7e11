package calendar_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"testing"
	"time"

	"amends/internal/calendar"
)

// realHolidays reads the public holidays handed out beside the repository; it skips only where
// that folder is absent.
func realHolidays(t *testing.T) [][]string {
	t.Helper()
	file, err := os.Open("../../../shared/data/holidays/public_2024_2027.csv")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the shared holiday data is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// nineToFive is Monday to Friday without the holidays of one country and subdivision.
func nineToFive(t *testing.T, rows [][]string, country, subdivision string, loc *time.Location) *calendar.Calendar {
	t.Helper()
	c := &calendar.Calendar{Zone: loc, Closed: map[calendar.Date]string{}}
	for d := time.Monday; d <= time.Friday; d++ {
		c.Week[d] = []calendar.Window{window(t, "09:00-17:00")}
	}
	for _, row := range rows {
		if row[0] == country && row[1] == subdivision {
			c.Closed[day(t, row[2])] = row[3]
		}
	}
	if err := c.Check(); err != nil || len(c.Closed) == 0 {
		t.Fatalf("%s %s: %d holidays, %v", country, subdivision, len(c.Closed), err)
	}
	return c
}

func TestRealHolidays(t *testing.T) {
	t.Parallel()
	rows := realHolidays(t)
	for _, tt := range []struct{ country, subdivision, zone, from, span, want string }{
		{"DE", "BY", "Europe/Berlin", "2026-12-23 16:00", "2 business days", "Mon 2026-12-28 16:00 +0100"},
		{"DE", "BY", "Europe/Berlin", "2026-01-05 16:00", "4h working", "Wed 2026-01-07 12:00 +0100"},
		{"DE", "BE", "Europe/Berlin", "2026-01-05 16:00", "4h working", "Tue 2026-01-06 12:00 +0100"},
		{"GB", "ENG", "Europe/London", "2026-12-24 16:00", "1 business day", "Tue 2026-12-29 16:00 +0000"},
		{"US", "NY", "America/New_York", "2026-11-25 10:00", "1 business day", "Fri 2026-11-27 10:00 -0500"},
		{"JP", "", "Asia/Tokyo", "2026-05-01 16:30", "1h working", "Thu 2026-05-07 09:30 +0900"},
	} {
		c := nineToFive(t, rows, tt.country, tt.subdivision, zone(t, tt.zone))
		s, err := calendar.ParseSpan(tt.span)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(s.From(moment(t, tt.from, c.Zone), c)); got != tt.want {
			t.Errorf("%s %s: %s from %s = %s, want %s", tt.country, tt.subdivision, tt.span, tt.from, got, tt.want)
		}
	}
}

func TestNoRealHolidayIsABusinessDay(t *testing.T) {
	t.Parallel()
	rows := realHolidays(t)
	seen := map[[2]string]*calendar.Calendar{}
	for _, row := range rows {
		place := [2]string{row[0], row[1]}
		if seen[place] == nil {
			seen[place] = nineToFive(t, rows, row[0], row[1], time.UTC)
		}
		if seen[place].IsBusinessDay(day(t, row[2])) {
			t.Errorf("%s %s: %s on %s is a business day", row[0], row[1], row[3], row[2])
		}
	}
}
