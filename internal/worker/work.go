package worker

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"amends/internal/job"
)

// work does one job, and puts it back with its error when it fails.
func (w *Worker) work(ctx context.Context, j job.Claimed) {
	limited, cancel := context.WithTimeout(ctx, jobTakes)
	defer cancel()
	err := w.caught(limited, j)
	switch {
	case err == nil:
		return
	case isLost(err):
		w.Log.DebugContext(ctx, "job lost", "job", j.ID.Text(), "kind", j.Kind)
		return
	}
	w.putBack(ctx, j, err)
}

// caught does the job and makes a panic an error: one bad job must not stop the others.
func (w *Worker) caught(ctx context.Context, j job.Claimed) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return w.do(ctx, j)
}

func (w *Worker) do(ctx context.Context, j job.Claimed) error {
	switch j.Kind {
	case job.Send{}.Kind():
		return w.send(ctx, j)
	case job.Post{}.Kind():
		return w.post(ctx, j)
	}
	return w.App.Perform(ctx, j)
}

// putBack lets a failed job wait for its next attempt. It is never given up: it stays, with what
// went wrong, until it succeeds or an administrator sees to it.
func (w *Worker) putBack(ctx context.Context, j job.Claimed, failed error) {
	wait := backOff(j.Attempt)
	w.Log.WarnContext(ctx, "job failed", "job", j.ID.Text(), "kind", j.Kind, "attempt", j.Attempt, "again_in", wait, "err", failed)
	err := w.Store.Delay(ctx, j, w.Store.Now().Add(wait), cut(failed.Error(), maxReason))
	if err != nil && !isLost(err) {
		// Its lease ends by itself, and then it is claimed again.
		w.Log.WarnContext(ctx, "job could not be put back", "job", j.ID.Text(), "err", err)
	}
}

// Pauses between attempts double from the first to the longest.
const (
	firstPause   = 2 * time.Second
	longestPause = time.Hour
	maxReason    = 2000 // bytes of an error kept with its job
)

// backOff is the pause after an attempt that failed, with a fifth more or less, so that those that
// failed together do not come back together.
func backOff(attempt int) time.Duration {
	pause := longestPause
	if attempt < 12 {
		pause = min(firstPause<<max(attempt-1, 0), longestPause)
	}
	return pause - pause/5 + rand.N(2*pause/5)
}

func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return text[:most]
}
