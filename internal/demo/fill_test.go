package demo

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/blob"
	"amends/internal/live"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
	"amends/internal/worker"
)

func setup(t *testing.T, engine string) *Stage {
	t.Helper()
	c := storetest.Config(t, engine)
	dir := t.TempDir()
	clock, err := OpenClock(dir)
	if err != nil {
		t.Fatal(err)
	}
	c.Clock = clock.Now
	s := storetest.OpenConfig(t, c)
	files, err := blob.Open(dir + "/files")
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	stage := &Stage{Clock: clock, Store: s}
	stage.App, err = app.New(t.Context(), app.Config{
		Store: s, Files: files, Live: live.NewHub(), Log: log, Base: "http://127.0.0.1:8080", Demo: true, MoveClock: stage.Move,
	})
	if err != nil {
		t.Fatal(err)
	}
	stage.Worker = worker.New(worker.Config{Store: s, App: stage.App, Log: log})
	return stage
}

func TestTheCompanyIsAlive(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			alive(t, setup(t, engine))
		})
	}
}

func alive(t *testing.T, s *Stage) {
	t.Helper()
	made, err := s.Fill(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if made < 25 {
		t.Errorf("only %d cases", made)
	}
	again := *s
	if again.Clock, err = OpenClock(filepath.Dir(s.Clock.file)); err != nil {
		t.Fatal(err)
	}
	if made, err := again.Fill(t.Context()); err != nil || made != 0 {
		t.Errorf("a second run made %d cases: %v", made, err)
	}
	if apart := again.Clock.Now().Sub(s.Clock.Now()).Abs(); apart > time.Minute {
		t.Errorf("the clock of a second run is %s off", apart)
	}
	for _, state := range recovery.States() {
		found, err := s.App.Cases(t.Context(), recovery.System(), app.CasesIn{State: state, Limit: 100})
		if err != nil || len(found.Items) == 0 {
			t.Errorf("no case is %s: %v", state, err)
		}
		for _, r := range found.Items {
			t.Logf("%s %d %s: %s sev %d, %s: %s (next %s, late %v)", r.State, r.Number, r.Customer.Name, r.Kind, r.Severity, r.Owner.Name, r.Quote, r.NextDue.In(s.App.Zone()).Format("Mon 2 15:04"), r.Late)
		}
	}
	today(t, s)
	healthy(t, s)
}

// today holds the work list to what a newcomer should see: something of everything, and little late.
func today(t *testing.T, s *Stage) {
	t.Helper()
	v, err := s.App.Today(t.Context(), recovery.System(), app.TodayIn{Scope: "all"})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, b := range v.Bands {
		count[b.Key] = b.Count
		for _, d := range b.Debts {
			t.Logf("%s: %s %s (%s, %s)", b.Key, d.Commitment.Due.In(s.App.Zone()).Format("Mon 2 15:04"), d.Commitment.What, d.Customer, d.Owner.Name)
		}
	}
	if count["late"] < 1 || count["late"] > 4 || count["hour"] < 1 || count["today"] < 2 || count["later"] < 5 {
		t.Errorf("the day looks like this: %v", count)
	}
}

// healthy holds that no work failed and every case is what its events say.
func healthy(t *testing.T, s *Stage) {
	t.Helper()
	failing, err := s.Store.JobsFailing(t.Context(), store.JobMark{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range failing {
		t.Errorf("job %s %s: %s", j.Kind, j.Args, j.Error)
	}
	err = s.App.Doctor(t.Context(), func(f app.DoctorFinding) {
		if f.Wrong {
			t.Error(f.Say)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestThePresentIsATuesday(t *testing.T) {
	t.Parallel()
	for _, wall := range []string{"2026-11-21T22:00:00Z", "2026-11-17T00:00:00Z", "2026-11-23T23:59:00Z"} {
		at, err := time.Parse(time.RFC3339, wall)
		if err != nil {
			t.Fatal(err)
		}
		if got := presentOf(at).Format("Mon 2006-01-02 15:04"); got != "Tue 2026-11-17 10:12" {
			t.Errorf("%s: %s", wall, got)
		}
	}
}
