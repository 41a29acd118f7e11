package store_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

const insertMeta = `INSERT INTO meta (name, value) VALUES ($1, $2)`

func count(t *testing.T, s *store.Store, query string, args ...any) int64 {
	t.Helper()
	var n int64
	if err := s.Read(t.Context(), func(tx *store.Tx) error { return tx.ScanOne(&n, query, args...) }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestManyWritersKeepWhatSucceededAndNothingElse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		refused := errors.New("refused")
		var all sync.WaitGroup
		for worker := range 64 {
			all.Go(func() {
				for i := range 15 {
					name := fmt.Sprintf("%d/%d", worker, i)
					err := s.Write(context.Background(), func(tx *store.Tx) error {
						if err := tx.SetMeta(name, "x"); err != nil {
							return err
						}
						switch i % 3 {
						case 1:
							return refused
						case 2:
							panic("as tests do")
						}
						return nil
					})
					switch {
					case i%3 == 0 && err != nil, i%3 == 1 && !errors.Is(err, refused), i%3 == 2 && !errs.Is(err, errs.Internal):
						t.Errorf("%s: %v", name, err)
					}
				}
			})
		}
		all.Wait()
		if n := count(t, s, `SELECT count(*) FROM meta`); n != 64*5 {
			t.Errorf("%d rows were kept, want %d", n, 64*5)
		}
	})
}

func TestCountersNeverGiveANumberTwice(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		stores := []*store.Store{storetest.OpenConfig(t, c), storetest.OpenConfig(t, c)}
		var mu sync.Mutex
		given := map[int64]bool{}
		var all sync.WaitGroup
		for worker := range 8 {
			all.Go(func() {
				for range 25 {
					var n int64
					if err := stores[worker%2].Write(context.Background(), func(tx *store.Tx) (err error) {
						n, err = tx.NextNumber("parcel")
						return err
					}); err != nil {
						t.Error(err)
					}
					mu.Lock()
					if given[n] || n <= 0 {
						t.Errorf("%d was given twice", n)
					}
					given[n] = true
					mu.Unlock()
				}
			})
		}
		all.Wait()
	})
}

func TestTwoStoresWriteOneDatabaseAtOnce(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		stores := []*store.Store{storetest.OpenConfig(t, c), storetest.OpenConfig(t, c)}
		if stores[0].Node() == stores[1].Node() {
			t.Error("two stores have the same node number")
		}
		var all sync.WaitGroup
		for worker := range 16 {
			all.Go(func() {
				for i := range 20 {
					if err := stores[worker%2].Write(context.Background(), func(tx *store.Tx) error {
						return tx.SetMeta(fmt.Sprintf("%d/%d", worker, i), "x")
					}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		for _, s := range stores {
			if n := count(t, s, `SELECT count(*) FROM meta`); n != 16*20 {
				t.Errorf("%d rows, want %d", n, 16*20)
			}
		}
	})
}

func TestFailedStatementUndoesTheTransactionUnlessTried(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var calls []string
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			tx.OnCommit(func() { calls = append(calls, "outer") })
			if _, err := tx.Exec(insertMeta, "a", "1"); err != nil {
				return err
			}
			err := tx.Try(func() error {
				tx.OnCommit(func() { calls = append(calls, "undone") })
				if _, err := tx.Exec(insertMeta, "b", "1"); err != nil {
					return err
				}
				_, err := tx.Exec(insertMeta, "a", "2")
				return err
			})
			if !errs.Is(err, errs.Conflict) {
				t.Errorf("a second a: %v, want a conflict", err)
			}
			_, err = tx.Exec(insertMeta, "c", "1")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if n := count(t, s, `SELECT count(*) FROM meta WHERE name IN ('a', 'c')`); n != 2 {
			t.Errorf("%d of a and c are there", n)
		}
		if n := count(t, s, `SELECT count(*) FROM meta WHERE name = 'b'`); n != 0 {
			t.Error("b was kept, though its Try failed")
		}
		if len(calls) != 1 || calls[0] != "outer" {
			t.Errorf("called after commit: %v", calls)
		}
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			if _, err := tx.Exec(insertMeta, "d", "1"); err != nil {
				return err
			}
			_, _ = tx.Exec(insertMeta, "a", "2")
			return nil // the failure is not passed on, and still nothing is kept
		})
		if !errs.Is(err, errs.Conflict) || count(t, s, `SELECT count(*) FROM meta WHERE name = 'd'`) != 0 {
			t.Errorf("a failed statement was committed around: %v", err)
		}
	})
}

func TestNestedTriesUndoOnlyTheInnermost(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		refused := errors.New("refused")
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			return tx.Try(func() error {
				if err := tx.SetMeta("outer", "kept"); err != nil {
					return err
				}
				if err := tx.Try(func() error { return errors.Join(tx.SetMeta("outer", "undone"), refused) }); !errors.Is(err, refused) {
					t.Errorf("the inner Try returned %v", err)
				}
				return nil
			})
		}); err != nil {
			t.Fatal(err)
		}
		var value string
		if err := s.Read(t.Context(), func(tx *store.Tx) (err error) { value, err = tx.Meta("outer"); return err }); err != nil || value != "kept" {
			t.Errorf("outer is %q, %v", value, err)
		}
	})
}

func TestReadSeesOneMomentAndCannotWrite(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if err := s.Read(t.Context(), func(tx *store.Tx) error {
			before, err := tx.Numbers(`SELECT count(*) FROM meta`)
			if err != nil {
				return err
			}
			if err := s.Write(t.Context(), func(w *store.Tx) error { return w.SetMeta("a", "1") }); err != nil {
				return err
			}
			after, err := tx.Numbers(`SELECT count(*) FROM meta`)
			if err == nil && before[0] != after[0] {
				t.Errorf("the count went from %d to %d within one read", before[0], after[0])
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := s.Read(t.Context(), func(tx *store.Tx) error { return tx.SetMeta("b", "1") }); err == nil {
			t.Error("a read wrote")
		}
	})
}

func TestWriteWhoseCallerHasLeft(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := s.Write(ctx, func(tx *store.Tx) error { return tx.SetMeta("a", "1") })
		if !errors.Is(err, context.Canceled) || !errs.Is(err, errs.Busy) {
			t.Errorf("a cancelled write returned %v", err)
		}
		if n := count(t, s, `SELECT count(*) FROM meta`); n != 0 {
			t.Error("a cancelled write was kept")
		}
	})
}

// exit ends the goroutine as a test's FailNow does.
func exit() error {
	runtime.Goexit()
	return nil
}

func TestAClosureThatEndsItsGoroutineGivesTheConnectionBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		gone := make(chan struct{})
		go func() {
			defer close(gone)
			_ = s.Write(context.Background(), func(tx *store.Tx) error {
				if err := tx.SetMeta("a", "1"); err != nil {
					return err
				}
				return exit()
			})
		}()
		<-gone
		if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.SetMeta("b", "1") }); err != nil {
			t.Fatal(err)
		}
		if n := count(t, s, `SELECT count(*) FROM meta`); n != 1 {
			t.Errorf("%d rows were kept, want b alone", n)
		}
	})
}

func TestTransactionIsOfNoUseAfterItsEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var kept *store.Tx
		if err := s.Write(t.Context(), func(tx *store.Tx) error { kept = tx; return nil }); err != nil {
			t.Fatal(err)
		}
		if err := kept.SetMeta("a", "1"); err == nil {
			t.Error("a transaction was used after its end")
		}
	})
}

func TestNowIsFixedInMicroseconds(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 21, 9, 0, 0, 123456789, time.FixedZone("", 3600))
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		c.Clock = func() time.Time { return at }
		s := storetest.OpenConfig(t, c)
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			if want := at.UTC().Truncate(time.Microsecond); tx.Now() != want {
				t.Errorf("now is %v, want %v", tx.Now(), want)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestMissingRowBecomesARefusal(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var value string
		err := s.Read(t.Context(), func(tx *store.Tx) error {
			return tx.ScanOne(&value, `SELECT value FROM meta WHERE name = $1`, "nobody")
		})
		if !errs.Is(err, errs.Missing) || !errors.Is(err, store.ErrMissing) {
			t.Errorf("a missing row is %v", err)
		}
	})
}
