package store

import (
	"time"
)

// Tx is an open transaction. It belongs to the closure it was given to and ends with it.
type Tx struct {
	store  *Store
	link   link
	now    time.Time
	hooks  []func()
	failed error // the first statement that failed; nothing more is done until a Try undoes it
}

func (s *Store) begin(l link) *Tx {
	return &Tx{store: s, link: l, now: s.clock().UTC().Truncate(time.Microsecond)}
}

// run gives t to fn and makes sure that a failed statement is never committed around and
// that t is of no use afterwards.
func (t *Tx) run(fn func(*Tx) error) error {
	err := guard(t, fn)
	if err == nil {
		err = t.failed
	}
	t.failed = errOver
	return err
}

// Now is the moment this transaction began by the store's clock, in UTC, in whole microseconds.
func (t *Tx) Now() time.Time { return t.now }

// NewID is a new id for something that happens now.
func (t *Tx) NewID() int64 { return t.store.IDs().Next(t.now) }

// OnCommit has f called once the transaction is durable, in the caller's goroutine, in order.
// It is not called when the transaction, or the Try it was given in, is undone.
func (t *Tx) OnCommit(f func()) { t.hooks = append(t.hooks, f) }

func (t *Tx) committed() {
	for _, f := range t.hooks {
		f()
	}
}

const (
	sqlTry     = `SAVEPOINT try`
	sqlTryKeep = `RELEASE SAVEPOINT try`
	sqlTryUndo = `ROLLBACK TO SAVEPOINT try`
)

// Try runs fn; when fn, or a statement in it, fails, what it changed is undone and the
// transaction goes on. It returns fn's error. A statement that may fail, an insert that may
// meet a unique index, belongs in a Try if the transaction is to go on after it.
func (t *Tx) Try(fn func() error) error {
	if _, err := t.exec(sqlTry); err != nil {
		return err
	}
	hooks := len(t.hooks)
	err := fn()
	if err == nil {
		err = t.failed
	}
	if err == nil {
		_, err = t.exec(sqlTryKeep)
		return err
	}
	t.hooks = t.hooks[:hooks]
	return t.undo(err)
}

// undo goes back to the last Try's beginning. When that fails the whole transaction is gone.
func (t *Tx) undo(cause error) error {
	before := t.failed
	t.failed = nil
	for _, text := range []string{sqlTryUndo, sqlTryKeep} {
		if _, err := t.exec(text); err != nil {
			t.failed = cause
			if before != nil {
				t.failed = before
			}
			return t.failed
		}
	}
	return cause
}
