package store

import "time"

// micros is how a moment is stored: microseconds since 1970 in UTC, 0 for the zero time.
// 1970-01-01T00:00:00Z itself therefore reads back as "no moment"; nothing of ours happened then.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// moment is the time that micros stored, in UTC; the zero time for 0.
func moment(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
