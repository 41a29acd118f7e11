// Package store keeps everything Amends knows, in SQLite or PostgreSQL behind one SQL text, and the
// queue of work done later in the same transactions. It must not decide anything about a
// case: it stores what the rules decided. Only package app opens its transactions.
//
// Domain tables live in files named by subject, each statement a constant named sqlXxx
// beside the method that uses it; a test prepares all of them on both engines. Two
// comments in a statement are words of PostgreSQL's and nothing on SQLite, which
// has one writer: /* locked */ (FOR UPDATE) and /* locked, skipping */ (FOR UPDATE SKIP LOCKED).
package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
)

// Config says where the data is and whose time it is.
type Config struct {
	Data     string // folder of the SQLite file amends.db; made when absent; unused with Database
	Database string // postgres://..., or "" for SQLite
	Listen   string // a direct postgres://... for LISTEN when Database goes through a pooler; "" for Database

	Clock     func() time.Time // nil for time.Now; the demo and tests move it
	Readers   int              // SQLite connections that read; 0 for 4
	Exclusive bool             // SQLite: refuse when another exclusive process (a server) has this folder

	// Patience is how long a transaction waits for a database that is locked or away before
	// it is refused as busy; 0 for ten seconds.
	Patience time.Duration
}

// Store is an open database. It is safe for use by many goroutines.
type Store struct {
	engine   engine
	clock    func() time.Time
	patience time.Duration
	node     atomic.Pointer[lease]
	wake     chan struct{}
	stop     context.CancelFunc
	done     chan struct{} // closed when the node's keeper has ended
	closed   atomic.Bool
}

const (
	defaultReaders  = 4
	defaultPatience = 10 * time.Second

	// attempts is how often a closure that lost a race runs in all; the pauses between
	// them grow to about 60 ms, so a closure gives up within half a second.
	attempts = 12
)

// Open opens the database, brings its tables to this version and leases a node number for ids.
// It refuses, as errs.Invalid or errs.Busy and without changing anything, data written by a newer version,
// a folder that cannot be used and a database that does not answer.
func Open(ctx context.Context, c Config) (*Store, error) {
	c = c.withDefaults()
	s := &Store{clock: c.Clock, patience: c.Patience, wake: make(chan struct{}, 1), done: make(chan struct{})}
	var err error
	if c.Database == "" {
		s.engine, err = openSQLite(ctx, c)
	} else {
		s.engine, err = openPostgres(ctx, c, s.Nudge)
	}
	if err != nil {
		return nil, final(err)
	}
	if err := s.takeNode(ctx); err != nil {
		return nil, errors.Join(final(err), s.engine.close())
	}
	keep, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	go s.keepNode(keep)
	return s, nil
}

func (c Config) withDefaults() Config {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Readers <= 0 {
		c.Readers = defaultReaders
	}
	if c.Patience <= 0 {
		c.Patience = defaultPatience
	}
	return c
}

// Close gives the node number back and closes the database. Transactions that run are finished first.
func (s *Store) Close() error {
	s.stop()
	<-s.done
	left := s.leaveNode()
	s.closed.Store(true)
	return errors.Join(left, s.engine.close())
}

// Engine is "sqlite" or "postgres".
func (s *Store) Engine() string { return s.engine.name() }

// Ping asks the database for a sign of life; errs.Busy when there is none.
func (s *Store) Ping(ctx context.Context) error { return final(s.engine.ping(ctx)) }

// IDs makes ids no other process makes. Ask for it each time and do not keep it: a process that slept
// longer than its lease gets another node number.
func (s *Store) IDs() *id.Maker { return s.node.Load().maker }

// Read runs fn in a read-only transaction that sees one moment of the data. It may run again when
// the database was away for a moment, so fn must not add to what it found before.
func (s *Store) Read(ctx context.Context, fn func(*Tx) error) error {
	return s.attempt(ctx, func() error {
		return s.engine.read(ctx, func(l link) error { return s.begin(l).run(fn) })
	})
}

// Write runs fn in a transaction and returns nil once it is durable. An error or a panic of
// fn, or of any of its statements outside Try, undoes this fn and no other.
//
// fn runs in the caller's goroutine, and again when it lost a race: it must not do anything but
// compute and use the Tx, must not open a transaction itself, and must set what it hands
// out anew each time. On SQLite it shares a commit with others that run at the same time.
func (s *Store) Write(ctx context.Context, fn func(*Tx) error) error {
	if err := s.holdNode(ctx); err != nil {
		return err
	}
	return s.transact(ctx, fn)
}

func (s *Store) transact(ctx context.Context, fn func(*Tx) error) error {
	return s.attempt(ctx, func() error {
		var t *Tx
		err := s.engine.write(ctx, func(l link) error {
			t = s.begin(l)
			return t.run(fn)
		})
		if err == nil {
			t.committed()
		}
		return err
	})
}

// attempt is the one place where a transaction that lost a race runs again, as long as patience lasts.
func (s *Store) attempt(ctx context.Context, once func() error) error {
	if s.closed.Load() {
		return final(errClosed)
	}
	began := time.Now()
	for n := 1; ; n++ {
		err := once()
		if !errors.Is(err, errLostRace) || n == attempts || time.Since(began) > s.patience {
			return final(err)
		}
		if err := pause(ctx, n); err != nil {
			return final(err)
		}
	}
}

// pause waits a random time that grows with the number of attempts, so that those who
// collided do not meet again.
func pause(ctx context.Context, n int) error {
	most := time.Millisecond << min(n, 6)
	timer := time.NewTimer(rand.N(most))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// guard runs fn and makes its panic an error with the stack for the log.
func guard(t *Tx, fn func(*Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			said := &errs.Error{Kind: errs.Internal, Say: "Something went wrong on our side, and nothing was changed. Please try again."}
			err = said.Because(fmt.Errorf("panic in a transaction: %v\n%s", p, debug.Stack()))
		}
	}()
	return fn(t)
}

// lockWords puts PostgreSQL's row locks where a statement has their comment.
func lockWords(text string) string {
	if !strings.Contains(text, "/*") {
		return text
	}
	return strings.NewReplacer("/* locked */", "FOR UPDATE", "/* locked, skipping */", "FOR UPDATE SKIP LOCKED").Replace(text)
}
