// Package worker does the work that was put off: it claims jobs when they are due, lets package app
// perform them, hands mail to the outside, and puts back what failed. It must not decide anything
// about a case and never writes one: what came of a job is recorded by a use case.
package worker

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/mail"
	"amends/internal/store"
)

// App is what the worker asks of package app. Each method that succeeds has taken its job out of
// the queue in the transaction of its effect, Outgoing and PostToSend excepted: they only read.
type App interface {
	Perform(ctx context.Context, j job.Claimed) error
	Outgoing(ctx context.Context, j job.Claimed) (app.Letter, error)
	Sent(ctx context.Context, j job.Claimed) error
	Undeliverable(ctx context.Context, j job.Claimed, why string) error
	PostToSend(ctx context.Context, post id.Row) (app.Mail, error)
	PostSent(ctx context.Context, j job.Claimed) error
}

// Config is what a Worker stands on.
type Config struct {
	Store  *store.Store
	App    App
	Sender mail.Sender // nil accepts every mail and sends none: it can be read in the store
	Log    *slog.Logger
	AtOnce int // jobs at the same time; 0 for 32, which lets SQLite commit them in groups
}

// Timing of the work. A process that dies leaves its jobs to others when their leases end.
const (
	defaultAtOnce = 32
	lease         = time.Minute
	jobTakes      = lease - 5*time.Second // then its context ends, before somebody else may claim it
	lookAtLeast   = 10 * time.Second      // without a wake-up, so that nothing depends on one
	lookAtMost    = 5 * time.Millisecond  // while another process holds what is due
	afterFailure  = time.Second           // when the queue itself cannot be read
)

// Worker does jobs. Make it with New; Run or Settle it.
type Worker struct {
	Config

	taking sync.Mutex // held while jobs are claimed but not counted yet, so that Settle misses none

	mu   sync.Mutex
	busy int
	idle chan struct{} // closed and made anew whenever a job ends
}

// New makes a worker ready.
func New(c Config) *Worker {
	if c.AtOnce <= 0 {
		c.AtOnce = defaultAtOnce
	}
	return &Worker{Config: c, idle: make(chan struct{})}
}

// Run claims and does jobs until ctx ends; then it claims no more and waits for those that run.
// Those are not cut short: each ends by itself within a minute.
func (w *Worker) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		w.sleep(ctx, w.round(ctx))
	}
	return w.quiet(context.WithoutCancel(ctx))
}

// round claims what is due and starts it, and says how long there is nothing to do.
func (w *Worker) round(ctx context.Context) time.Duration {
	room := w.AtOnce - w.running()
	if room <= 0 {
		return lookAtLeast
	}
	taken, err := w.take(ctx, room)
	if err != nil {
		return w.lost(ctx, err)
	}
	if taken == room {
		return 0
	}
	next, any, err := w.Store.NextDue(ctx)
	if err != nil {
		return w.lost(ctx, err)
	}
	if !any {
		return lookAtLeast
	}
	return min(max(next.Sub(w.Store.Now()), lookAtMost), lookAtLeast)
}

// take claims what is due, starts it and says how many jobs that were.
func (w *Worker) take(ctx context.Context, room int) (int, error) {
	w.taking.Lock()
	defer w.taking.Unlock()
	claimed, err := w.Store.Claim(ctx, w.Store.Now(), room, lease)
	if err != nil {
		return 0, err
	}
	w.start(ctx, claimed)
	return len(claimed), nil
}

// lost is for a queue that cannot be read now. The refusal is not the job's fault.
func (w *Worker) lost(ctx context.Context, err error) time.Duration {
	if ctx.Err() == nil {
		w.Log.WarnContext(ctx, "the queue cannot be read", "err", err)
	}
	return afterFailure
}

// sleep waits until there may be something to do: a wake-up, an end of a job, or the time.
func (w *Worker) sleep(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d + rand.N(lookAtMost))
	defer timer.Stop()
	ended := w.jobEnds()
	if w.running() >= w.AtOnce {
		select {
		case <-ctx.Done():
		case <-ended:
		case <-timer.C:
		}
		return
	}
	select {
	case <-ctx.Done():
	case <-w.Store.Wake():
	case <-timer.C:
	}
}

func (w *Worker) start(ctx context.Context, claimed []job.Claimed) {
	w.mu.Lock()
	w.busy += len(claimed)
	w.mu.Unlock()
	for _, j := range claimed {
		go func() {
			defer w.ended()
			w.work(context.WithoutCancel(ctx), j)
		}()
	}
}

func (w *Worker) ended() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy--
	close(w.idle)
	w.idle = make(chan struct{})
}

func (w *Worker) running() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.busy
}

func (w *Worker) jobEnds() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.idle
}

// quiet waits until no job runs.
func (w *Worker) quiet(ctx context.Context) error {
	for {
		ended := w.jobEnds()
		if w.running() == 0 {
			return nil
		}
		select {
		case <-ended:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Settle does everything that is due now and what comes of it, and returns when nothing is due and
// nothing runs. It is for whoever holds the clock still: the demo and tests. It may run beside Run.
func (w *Worker) Settle(ctx context.Context) error {
	for {
		taken, err := w.take(ctx, w.AtOnce)
		if err != nil {
			return err
		}
		if err := w.quiet(ctx); err != nil {
			return err
		}
		if taken > 0 {
			continue
		}
		next, any, err := w.Store.NextDue(ctx)
		if err != nil || !any || next.After(w.Store.Now()) {
			return err
		}
	}
}

// isLost reports that the lease ended meanwhile: somebody else does the job, and has the say.
func isLost(err error) bool { return errors.Is(err, store.ErrLost) }
