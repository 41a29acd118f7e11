package browser

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/recovery"
	"amends/internal/server"
)

// house is a running server whose clock can be moved, on a Tuesday morning.
type house struct {
	*server.Server
	t *testing.T
}

// undo is how long a reply can be taken back here: the longest a playbook allows.
const undo = time.Minute

func openHouse(t *testing.T) *house {
	t.Helper()
	quiet := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	s, err := server.Build(t.Context(), server.Config{
		Place: server.Place{Data: t.TempDir()}, Listen: "127.0.0.1:0", MailTLS: "starttls", APIRate: 5000, Demo: true,
	}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{Server: s, t: t}
	h.Stage.Clock.Set(workday(time.Now().In(h.App.Zone())))
	h.hire()
	h.takeTime()
	h.run()
	return h
}

// workday is the morning of the Tuesday after next: whatever the day, the same things are due at
// the same hours, and no link or session of ours is older than the clock.
func workday(now time.Time) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d+7+(int(time.Tuesday)-int(now.Weekday())+7)%7, 9, 4, 0, 0, now.Location())
}

// run serves until the test ends.
func (h *house) run() {
	ctx, stop := context.WithCancel(context.WithoutCancel(h.t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- h.Run(ctx) }()
	h.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			h.t.Error(err)
		}
		if err := h.Close(); err != nil {
			h.t.Error(err)
		}
	})
}

func (h *house) hire() {
	h.t.Helper()
	team, err := h.App.SaveTeam(h.t.Context(), recovery.System(), 0, "Care")
	if err != nil {
		h.t.Fatal(err)
	}
	for _, p := range []app.PersonIn{
		{Name: "Ines Okafor", Email: "ines@northmill.example", Role: recovery.Admin},
		{Name: "Mara Lindgren", Email: "mara@northmill.example", Role: recovery.Representative},
		{Name: "Lena Fuchs", Email: "lena@northmill.example", Role: recovery.Lead},
	} {
		p.Team = team
		if _, err := h.App.SavePerson(h.t.Context(), recovery.System(), p); err != nil {
			h.t.Fatal(err)
		}
	}
}

// takeTime makes the time to take a reply back long enough for a slow machine.
func (h *house) takeTime() {
	h.t.Helper()
	ctx := h.t.Context()
	v, err := h.App.Playbook(ctx, recovery.System(), 0, "")
	if err != nil {
		h.t.Fatal(err)
	}
	saved, err := h.App.SavePlaybook(ctx, recovery.System(), withUndo(v.Source, undo), "slow machines")
	if err != nil || len(saved.Problems) > 0 {
		h.t.Fatal(err, saved.Problems)
	}
}

// link is a one-time link for a colleague, as the command line prints it.
func (h *house) link(first string) string {
	h.t.Helper()
	link, err := h.App.LinkFor(h.t.Context(), first+"@northmill.example")
	if err != nil {
		h.t.Fatal(err)
	}
	return link
}

// pass lets time go by; what falls due on the way happens.
func (h *house) pass(d time.Duration) {
	h.t.Helper()
	if err := h.Stage.Move(h.t.Context(), h.App.Now().Add(d)); err != nil {
		h.t.Fatal(err)
	}
}
