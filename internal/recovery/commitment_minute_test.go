package recovery_test

import (
	"testing"
	"time"

	"amends/internal/recovery"
)

func TestTheMinuteThatWasToldCounts(t *testing.T) {
	t.Parallel()
	due := time.Date(2026, 11, 24, 11, 4, 23, 0, time.UTC)
	for _, c := range []struct {
		at   time.Time
		want bool
	}{
		{due.Add(-time.Hour), true},
		{due, true},
		{due.Add(3 * time.Millisecond), true},
		{time.Date(2026, 11, 24, 11, 4, 59, 0, time.UTC), true},
		{time.Date(2026, 11, 24, 11, 5, 0, 0, time.UTC), false},
		{due.AddDate(0, 0, 1), false},
	} {
		x := recovery.Commitment{State: recovery.Kept, Due: due, EndedAt: c.at}
		if got := x.KeptInTime(); got != c.want {
			t.Errorf("kept at %s: in time is %v", c.at.Format(time.RFC3339Nano), got)
		}
	}
}
