package web

import (
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/recovery"
	"amends/internal/words"
)

func TestGreeting(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC)
	band := func(key string, n int, due time.Duration) app.Band {
		b := app.Band{Key: key, Count: n}
		for range min(n, 20) {
			b.Debts = append(b.Debts, app.Debt{Commitment: recovery.Commitment{Due: now.Add(due)}})
		}
		return b
	}
	for _, tt := range []struct {
		name  string
		hour  int
		bands []app.Band
		want  string
	}{
		{"nothing", 9, nil, "Good morning, Mara. Nothing is owed."},
		{"only later", 9, []app.Band{band("later", 2, 50*time.Hour)}, "Good morning, Mara. Nothing more is owed today."},
		{"one before noon", 9, []app.Band{band("hour", 1, 30*time.Minute), band("today", 3, 6*time.Hour)}, "Good morning, Mara. One promise before noon."},
		{"four before noon", 9, []app.Band{band("late", 1, -time.Hour), band("hour", 3, 30*time.Minute)}, "Good morning, Mara. Four promises before noon."},
		{"many", 9, []app.Band{band("today", 13, 2*time.Hour)}, "Good morning, Mara. 13 promises before noon."},
		{"none before noon", 9, []app.Band{band("today", 2, 6*time.Hour)}, "Good morning, Mara. Two promises today."},
		{"a page of many", 9, []app.Band{band("today", 60, time.Hour)}, "Good morning, Mara. 60 promises today."},
		{"more than are counted", 9, []app.Band{band("late", 100, -time.Hour)}, "Good morning, Mara. More than 99 promises today."},
		{"afternoon", 14, []app.Band{band("hour", 1, 30*time.Minute)}, "Good afternoon, Mara. One promise today."},
		{"evening", 19, nil, "Good evening, Mara. Nothing is owed."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := view{Printer: words.For("en", time.UTC), Now: time.Date(2026, time.November, 24, tt.hour, 0, 0, 0, time.UTC)}
			got := v.greeting(app.Today{Me: app.Face{Name: "Mara Lund"}, Bands: tt.bands})
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
