package store

import (
	"context"
	"crypto/rand"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// herald tells other processes on this database about new jobs, and this one about theirs. It is a hint
// and best effort: workers also look by themselves. It speaks outside the transactions that enqueue, at
// most every heraldRest, because NOTIFY inside them makes all commits of a database queue for one lock.
type herald struct {
	pool *pgxpool.Pool
	self string // our own words come back to us and are ignored
	news chan struct{}
	wake func()
	stop context.CancelFunc
	all  sync.WaitGroup
}

const (
	heraldRest   = 5 * time.Millisecond
	heraldReturn = 2 * time.Second // how long after a cut the listener comes back
)

const (
	pgTell   = `SELECT pg_notify('amends_jobs', $1)`
	pgListen = `LISTEN amends_jobs`
)

func startHerald(pool *pgxpool.Pool, c Config, wake func()) (*herald, error) {
	settings := pool.Config().ConnConfig
	if c.Listen != "" {
		direct, err := postgresSettings(Config{Database: c.Listen, Patience: c.Patience})
		if err != nil {
			return nil, err
		}
		settings = direct.ConnConfig
	}
	ctx, stop := context.WithCancel(context.Background())
	h := &herald{pool: pool, self: rand.Text(), news: make(chan struct{}, 1), wake: wake, stop: stop}
	h.all.Go(func() { h.speak(ctx) })
	h.all.Go(func() { h.listen(ctx, settings) })
	return h, nil
}

func (h *herald) tell() {
	select {
	case h.news <- struct{}{}:
	default: // somebody has said so already
	}
}

func (h *herald) speak(ctx context.Context) {
	for rest(ctx, heraldRest) {
		select {
		case <-ctx.Done():
			return
		case <-h.news:
			_, _ = h.pool.Exec(ctx, pgTell, h.self)
		}
	}
}

func (h *herald) listen(ctx context.Context, settings *pgx.ConnConfig) {
	for {
		h.hear(ctx, settings)
		if !rest(ctx, heraldReturn) {
			return
		}
	}
}

// hear listens until the connection is cut or ctx ends.
func (h *herald) hear(ctx context.Context, settings *pgx.ConnConfig) {
	conn, err := pgx.ConnectConfig(ctx, settings)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, pgListen); err != nil {
		return
	}
	h.wake() // for what was said while we did not listen
	for {
		said, err := conn.WaitForNotification(ctx)
		if err != nil {
			return
		}
		if said.Payload != h.self {
			h.wake()
		}
	}
}

func (h *herald) close() {
	h.stop()
	h.all.Wait()
}

// rest waits and reports whether ctx still stands.
func rest(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// isCut reports whether the connection broke under a statement.
func isCut(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, driver.ErrBadConn) || pgconn.Timeout(err) || pgconn.SafeToRetry(err)
}
