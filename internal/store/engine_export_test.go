package store

import (
	"context"
	"strconv"
)

// Exec, Numbers and Texts let the engine's tests use statements of their own.
func (t *Tx) Exec(text string, args ...any) (int64, error) { return t.exec(text, args...) }

// Numbers is a query's first column.
func (t *Tx) Numbers(text string, args ...any) ([]int64, error) {
	return all(t, text, scalar[int64], args...)
}

// Texts is a query's first column.
func (t *Tx) Texts(text string, args ...any) ([]string, error) {
	return all(t, text, scalar[string], args...)
}

// ScanOne scans the first row of a query into a place.
func (t *Tx) ScanOne(into any, text string, args ...any) error {
	_, err := one(t, text, func(r row) (struct{}, error) { return struct{}{}, r.Scan(into) }, args...)
	return err
}

// Prepare asks the engine whether it understands a statement.
func (s *Store) Prepare(ctx context.Context, text string) error {
	if p, ok := s.engine.(*postgresEngine); ok {
		prepared, err := p.db.PrepareContext(ctx, lockWords(text))
		if err != nil {
			return err
		}
		return prepared.Close()
	}
	prepared, err := s.engine.(*sqliteEngine).writers.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	return prepared.Close()
}

// LoseNode makes the lease look run out, and gives the number to somebody else when taken.
func (s *Store) LoseNode() {
	held := *s.node.Load()
	held.until = held.until.Add(-2 * nodeLease)
	s.node.Store(&held)
}

// Node is the leased number.
func (s *Store) Node() int { return s.node.Load().node }

// The helpers of package store that authors of tables use.
var (
	Micros     = micros
	Moment     = moment
	List       = list[int64]
	CleanJSON  = cleanJSON
	ErrMissing = errMissing
)

// LimitFile lets the SQLite file grow by so many pages and no more, as a full disk does.
func (t *Tx) LimitFile(pages int) error {
	now, err := one(t, "PRAGMA page_count", scalar[int])
	if err != nil {
		return err
	}
	_, err = one(t, "PRAGMA max_page_count="+strconv.Itoa(now+pages), scalar[int])
	return err
}
