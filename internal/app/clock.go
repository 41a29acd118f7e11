package app

import (
	"context"
	"time"

	"amends/internal/errs"
	"amends/internal/store"
)

// maxLeap is how far the demo's clock may be moved at once: further, and a newcomer loses the story.
const maxLeap = 92 * 24 * time.Hour

// SetClock moves the demo's clock forward; what falls due on the way happens, and those who are signed
// in stay so. Elsewhere time is nobody's.
func (a *App) SetClock(ctx context.Context, actor Actor, to time.Time) error {
	if a.move == nil {
		return errs.Missingf("There is no such page.")
	}
	if err := allowed(actor, "move_clock"); err != nil {
		return err
	}
	now := a.store.Now()
	switch {
	case to.Before(now):
		return errs.Invalidf("to", "Time only goes forward. Choose a later moment.")
	case to.Sub(now) > maxLeap:
		return errs.Invalidf("to", "That is more than three months ahead. Take it in smaller steps.")
	}
	// first, because the sweep forgets sessions that end on the way
	if err := a.store.Write(ctx, func(tx *store.Tx) error { return tx.StretchSessions(to.Sub(now)) }); err != nil {
		return err
	}
	if err := a.move(ctx, to); err != nil {
		return err
	}
	a.store.Nudge()
	return nil
}

// Demo reports whether this house is the demo, with a mailbox to read and a clock to move.
func (a *App) Demo() bool { return a.demo }

// CanMoveClock reports whether the demo's clock can be moved.
func (a *App) CanMoveClock() bool { return a.move != nil }
