package demo

import (
	"context"
	"time"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/store"
	"amends/internal/worker"
)

// Stage is the house while its time can be moved.
type Stage struct {
	Clock  *Clock
	App    *app.App
	Store  *store.Store
	Worker *worker.Worker
}

// farthest is how far time moves at once: beyond it is a slip of the finger.
const farthest = 400 * 24 * time.Hour

// Move lets time pass until a moment. Whatever falls due on the way happens at its own time, so that
// ladders climb and mails go out as they would have.
func (s *Stage) Move(ctx context.Context, to time.Time) error {
	if to.Before(s.Store.Now()) {
		return errs.Invalidf("to", "Time only moves forward, also here. Choose a later moment.")
	}
	if to.Sub(s.Store.Now()) > farthest {
		return errs.Invalidf("to", "That is too far ahead. Move by at most a year at once.")
	}
	if err := s.travel(ctx, to); err != nil {
		return err
	}
	return s.Clock.Keep()
}

func (s *Stage) travel(ctx context.Context, to time.Time) error {
	for {
		if err := s.Worker.Settle(ctx); err != nil {
			return err
		}
		next, any, err := s.Store.NextDue(ctx)
		if err != nil {
			return err
		}
		if !any || next.After(to) {
			break
		}
		s.Clock.Set(next)
	}
	if s.Store.Now().Before(to) {
		s.Clock.Set(to)
	}
	s.Store.Nudge()
	return s.Worker.Settle(ctx)
}
