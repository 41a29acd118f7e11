package calendar

import (
	"fmt"
	"strconv"
	"strings"
)

// Minute is a reading of the clock on the wall, in minutes since local midnight: 0 to 1440.
type Minute int

// Midnight at the end of a day.
const endOfDay Minute = 24 * 60

// ParseMinute reads "09:00"; "24:00" is the end of the day.
func ParseMinute(text string) (Minute, error) {
	hour, minute, found := strings.Cut(text, ":")
	h, errHour := strconv.ParseUint(hour, 10, 8)
	m, errMinute := strconv.ParseUint(minute, 10, 8)
	at := Minute(h*60 + m)
	if !found || errHour != nil || errMinute != nil || len(hour) > 2 || len(minute) != 2 || m > 59 || at > endOfDay {
		return 0, fmt.Errorf("%q is not a time of day such as 09:00", text)
	}
	return at, nil
}

// String is the reading as ParseMinute reads it: "09:00".
func (m Minute) String() string { return fmt.Sprintf("%02d:%02d", int(m)/60, int(m)%60) }

// Window is a stretch of a day in which people work. It includes From and ends just before To.
// Work past midnight is two windows, one on each day.
type Window struct{ From, To Minute }

// ParseWindow reads "09:00-17:30"; a long dash and spaces around it are fine.
func ParseWindow(text string) (Window, error) {
	from, to, found := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	f, errFrom := ParseMinute(strings.TrimSpace(from))
	t, errTo := ParseMinute(strings.TrimSpace(to))
	if !found || errFrom != nil || errTo != nil || f >= t {
		return Window{}, fmt.Errorf("%q is not a stretch of a day such as 09:00-17:30", text)
	}
	return Window{From: f, To: t}, nil
}

// String is the window as ParseWindow reads it: "09:00-17:30".
func (w Window) String() string { return w.From.String() + "-" + w.To.String() }

// MarshalText writes the window as String does.
func (w Window) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what ParseWindow reads.
func (w *Window) UnmarshalText(text []byte) (err error) {
	*w, err = ParseWindow(string(text))
	return err
}

// checkDay refuses windows that are empty, outside the day, out of order or overlapping.
func checkDay(windows []Window) error {
	var last Minute
	for _, w := range windows {
		if w.From < 0 || w.To > endOfDay || w.From >= w.To {
			return fmt.Errorf("%s must begin before it ends and lie between 00:00 and 24:00", w)
		}
		if w.From < last {
			return fmt.Errorf("%s begins before the window ahead of it ends", w)
		}
		last = w.To
	}
	return nil
}
