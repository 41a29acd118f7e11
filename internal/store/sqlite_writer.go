package store

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// liteWriter owns the one connection that writes. Its goroutine begins a transaction, lends the
// connection to one caller after the other, each between a savepoint and its release, and commits once for
// all of them: a commit to disk costs more than the statements of most closures.
type liteWriter struct {
	engine *sqliteEngine
	conn   *liteConn
	turns  chan *turn
	stop   chan struct{}
	ended  chan struct{}
	once   sync.Once
}

// A group ends when nobody waits, and at the latest after so many closures or so long,
// so that the first of it does not wait for the last of many.
const (
	groupMost = 200
	groupTime = 2 * time.Millisecond
)

// turn is one caller's closure in the queue for the connection.
type turn struct {
	state atomic.Int32
	begin chan struct{} // closed when the caller has the connection
	ran   chan error    // what the closure returned
	done  chan error    // what became of it; one answer, always
	err   error         // the closure's own failure, for the writer
}

const (
	turnWaits int32 = iota
	turnRuns
	turnLeft
)

const (
	liteBegin    = `BEGIN IMMEDIATE`
	liteCommit   = `COMMIT`
	liteRollback = `ROLLBACK`
	liteSave     = `SAVEPOINT turn`
	liteKeep     = `RELEASE SAVEPOINT turn`
	liteUndo     = `ROLLBACK TO SAVEPOINT turn`
)

func newLiteWriter(e *sqliteEngine, c *liteConn) *liteWriter {
	w := &liteWriter{engine: e, conn: c, turns: make(chan *turn), stop: make(chan struct{}), ended: make(chan struct{})}
	go w.run()
	return w
}

// write waits for a turn, runs work with the connection in this goroutine, and returns when
// the group it was in is on disk. Who leaves before the turn comes has changed nothing.
func (w *liteWriter) write(ctx context.Context, work func(link) error) error {
	t := &turn{begin: make(chan struct{}), ran: make(chan error, 1), done: make(chan error, 1)}
	select {
	case w.turns <- t:
	case <-w.stop:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-t.begin:
	case err := <-t.done:
		return err
	case <-ctx.Done():
		if t.state.CompareAndSwap(turnWaits, turnLeft) {
			return ctx.Err()
		}
		<-t.begin
	}
	return t.take(liteLink{ctx: context.WithoutCancel(ctx), conn: w.conn}, work)
}

// take runs work and waits for the commit. When work ends its goroutine (a test's FailNow
// does), the connection still goes back.
func (t *turn) take(l link, work func(link) error) error {
	err := error(errOver)
	defer func() {
		if errors.Is(err, errOver) {
			t.ran <- err
		}
	}()
	err = work(l)
	t.ran <- err
	return <-t.done
}

func (w *liteWriter) run() {
	defer close(w.ended)
	for {
		select {
		case t := <-w.turns:
			w.group(t)
		case <-w.stop:
			return
		}
	}
}

// group runs first and whoever waits behind it in one transaction.
func (w *liteWriter) group(first *turn) {
	if err := w.do(liteBegin); err != nil {
		w.refuse(first, w.engine.explain(err))
		return
	}
	began, members, lost := time.Now(), []*turn(nil), false
	for t := first; t != nil; t = w.next(len(members), began) {
		if !t.state.CompareAndSwap(turnWaits, turnRuns) {
			continue
		}
		members = append(members, t)
		if lost = !w.lend(t); lost {
			break
		}
	}
	answer(members, w.end(lost))
}

// next is whoever waits now, or nil when the group is to end.
func (w *liteWriter) next(members int, began time.Time) *turn {
	if members >= groupMost || time.Since(began) > groupTime {
		return nil
	}
	select {
	case t := <-w.turns:
		return t
	default:
		return nil
	}
}

// lend gives the connection to t until its closure has ended and reports whether the transaction
// still stands: a full disk makes SQLite undo all of it.
func (w *liteWriter) lend(t *turn) bool {
	if t.err = w.do(liteSave); t.err != nil {
		close(t.begin)
		<-t.ran
		return false
	}
	close(t.begin)
	t.err = <-t.ran
	if t.err == nil {
		t.err = w.do(liteKeep)
		return t.err == nil
	}
	return w.do(liteUndo) == nil && w.do(liteKeep) == nil
}

// end commits, or when the transaction is lost makes sure that it is.
func (w *liteWriter) end(lost bool) error {
	if lost {
		_ = w.do(liteRollback) // fails when SQLite has rolled back itself
		return errLostRace
	}
	err := w.do(liteCommit)
	if err != nil {
		_ = w.do(liteRollback)
	}
	return err
}

// answer tells everybody of a group: those whose closure failed what it failed with, the others
// what became of the commit.
func answer(members []*turn, commit error) {
	for _, t := range members {
		if t.err == nil {
			t.err = commit
		}
		t.done <- t.err
	}
}

// refuse answers first and all who wait behind it: they would each wait as long for the same.
func (w *liteWriter) refuse(first *turn, err error) {
	for t := first; t != nil; t = w.next(0, time.Now()) {
		t.done <- err
	}
}

func (w *liteWriter) do(text string) error {
	_, err := liteLink{ctx: context.Background(), conn: w.conn}.exec(text, nil)
	if err != nil {
		return w.engine.explain(err)
	}
	return nil
}

// close lets the group that runs end and refuses whoever comes later.
func (w *liteWriter) close() error {
	w.once.Do(func() { close(w.stop) })
	<-w.ended
	return w.conn.close()
}
