package main

import (
	"strings"
	"testing"
	"time"
)

// TestSmall runs everything once in small: it counts right, whatever the time.
func TestSmall(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			p := plan{complaints: 12, cases: 150, pages: 2, timers: 50}
			r, err := measure(t.Context(), engine, p, func(what string) { t.Log(what) })
			if err != nil {
				t.Fatal(err)
			}
			checkSmall(t, r, p)
			text := report{At: time.Unix(0, 0), Results: []result{r}}.markdown()
			if lines := strings.Count(text, "| "+engine+" |"); lines != len(clients())+len(pages())+1 {
				t.Errorf("%d lines in the tables:\n%s", lines, text)
			}
		})
	}
}

func checkSmall(t *testing.T, r result, p plan) {
	t.Helper()
	for _, a := range r.Accept {
		if a.Accepted != p.complaints || a.PerSecond <= 0 || a.Bare <= 0 {
			t.Errorf("%+v", a)
		}
	}
	if made := p.complaints * len(clients()); r.Cases < p.cases || r.Cases >= p.cases+made || r.Cases%made != 0 {
		t.Errorf("%d cases of %d real ones, want at least %d", r.Cases, made, p.cases)
	}
	if r.Armed < r.Cases {
		t.Errorf("%d timers wait in %d cases", r.Armed, r.Cases)
	}
	for _, x := range r.Pages {
		if x.Asked != p.pages || x.Size < 1000 {
			t.Errorf("%+v", x)
		}
	}
	if len(r.Timers) != p.timers {
		t.Errorf("%d timers fell due, want %d", len(r.Timers), p.timers)
	}
	for _, lag := range r.Timers {
		if lag < 0 {
			t.Errorf("a timer fell due %s before its time", -lag)
		}
	}
}

func TestLengthsOfTimeAreShort(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		812 * time.Microsecond: "812 µs", 4567 * time.Microsecond: "4.57 ms", 1234 * time.Millisecond: "1.23 s",
	} {
		if got := short(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}
