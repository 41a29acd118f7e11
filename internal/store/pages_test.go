package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// many is how many cases the pages are cut of: no multiple of a page.
const many = 53

// crowd makes cases of few customers, owners, kinds and due times, so that much is alike.
func crowd(t *testing.T, s *store.Store) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error {
		for i := range id.Case(many) {
			customer := id.Customer(i%4 + 1)
			if err := tx.SaveCustomer(store.Customer{ID: customer + 10*id.Customer(i), Name: fmt.Sprintf("Name %d", i%3), Since: tx.Now()}); err != nil {
				return err
			}
			due := monday().Add(time.Duration(i%5) * time.Hour)
			events := []recovery.Event{
				opened(i+1, customer),
				recovery.ReadingMade{Reading: recovery.Reading{Kind: recovery.Finding{Value: []string{"late", "damaged"}[i%2]}}},
				recovery.CaseAssigned{Owner: id.Person(i%3 + 1), Team: id.Team(i%2 + 1)},
				recovery.CommitmentMade{Commitment: recovery.Commitment{ID: id.Commitment(i + 100), Kind: recovery.Update, Owner: id.Person(i%3 + 1), Due: due, State: recovery.Open, NextAt: due}},
			}
			if i%7 == 0 {
				events = append(events, recovery.CommitmentKept{Commitment: id.Commitment(i + 100)})
			}
			after, recorded := recovery.Case{}.After(events, tx.Now(), recovery.System())
			if err := tx.Append(recovery.Case{}, after, recorded); err != nil {
				return err
			}
		}
		return nil
	})
}

// walk reads page after page and gives every key in the order it came.
func walk[T any, K comparable](t *testing.T, s *store.Store, size int, page func(tx *store.Tx, last *T, size int) ([]T, error), key func(T) K) []K {
	t.Helper()
	var keys []K
	var last *T
	for range 1000 {
		var got []T
		read(t, s, func(tx *store.Tx) (err error) {
			got, err = page(tx, last, size)
			return err
		})
		for _, x := range got {
			keys = append(keys, key(x))
		}
		if len(got) < size {
			return keys
		}
		last = &got[len(got)-1]
	}
	t.Fatal("the pages never end")
	return nil
}

// wholeOnce fails when walking in pages of other sizes gives other keys, or one twice.
func wholeOnce[T any, K cmp.Ordered](t *testing.T, s *store.Store, name string, want int, page func(tx *store.Tx, last *T, size int) ([]T, error), key func(T) K) {
	t.Helper()
	all := walk(t, s, 1000, page, key)
	if len(all) != want {
		t.Errorf("%s: %d rows, want %d", name, len(all), want)
	}
	for _, size := range []int{1, 4, 7, many} {
		if got := walk(t, s, size, page, key); !slices.Equal(got, all) {
			t.Errorf("%s in pages of %d: %v, want %v", name, size, got, all)
		}
	}
	sorted := slices.Sorted(slices.Values(all))
	if len(slices.Compact(sorted)) != len(all) {
		t.Errorf("%s: something comes twice: %v", name, all)
	}
}

func TestCaseListsNeverSkipOrDouble(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		crowd(t, s)
		for name, x := range map[string]struct {
			filter store.CaseFilter
			want   int
		}{
			"all": {store.CaseFilter{}, many}, "state": {store.CaseFilter{State: recovery.Received}, many}, "no state": {store.CaseFilter{State: recovery.Closed}, 0},
			"kind": {store.CaseFilter{Kind: "late"}, 27}, "owner": {store.CaseFilter{Owner: 1}, 18}, "customer": {store.CaseFilter{Customer: 2}, 13},
		} {
			wholeOnce(t, s, name, x.want, func(tx *store.Tx, last *store.CaseRow, size int) ([]store.CaseRow, error) {
				before := id.Case(0)
				if last != nil {
					before = last.ID
				}
				return tx.Cases(x.filter, before, size)
			}, func(c store.CaseRow) int64 { return -int64(c.ID) })
		}
	})
}

func TestDebtListsNeverSkipOrDouble(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		crowd(t, s)
		late := monday().Add(100 * time.Hour)
		kept := (many + 6) / 7
		for name, x := range map[string]struct {
			list  func(tx *store.Tx, after store.Due, size int) ([]store.Debt, error)
			count func(tx *store.Tx) (int, error)
		}{
			"all": {
				func(tx *store.Tx, after store.Due, size int) ([]store.Debt, error) {
					return tx.DebtsOfAll(after, late, size)
				},
				func(tx *store.Tx) (int, error) { return tx.CountDebtsOfAll(time.Time{}, late, 1000) },
			},
			"somebody's": {
				func(tx *store.Tx, after store.Due, size int) ([]store.Debt, error) {
					return tx.DebtsOf(2, after, late, size)
				},
				func(tx *store.Tx) (int, error) { return tx.CountDebtsOf(2, time.Time{}, late, 1000) },
			},
			"a team's": {
				func(tx *store.Tx, after store.Due, size int) ([]store.Debt, error) {
					return tx.DebtsOfTeam(1, after, late, size)
				},
				func(tx *store.Tx) (int, error) { return tx.CountDebtsOfTeam(1, time.Time{}, late, 1000) },
			},
		} {
			var want int
			read(t, s, func(tx *store.Tx) (err error) { want, err = x.count(tx); return err })
			if want == 0 || want > many-kept || name == "all" && want != many-kept {
				t.Errorf("%s: %d are owed", name, want)
			}
			wholeOnce(t, s, name, want, func(tx *store.Tx, last *store.Debt, size int) ([]store.Debt, error) {
				after := store.Due{}
				if last != nil {
					after = store.Due{At: last.Commitment.Due, ID: last.Commitment.ID}
				}
				return x.list(tx, after, size)
			}, func(d store.Debt) int64 { return int64(d.Commitment.ID) })
		}
	})
}

func TestOtherListsNeverSkipOrDouble(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		crowd(t, s)
		wholeOnce(t, s, "customers", many, func(tx *store.Tx, last *store.Customer, size int) ([]store.Customer, error) {
			if last == nil {
				return tx.Customers("", 0, size)
			}
			return tx.Customers(store.SortName(last.Name), last.ID, size)
		}, func(c store.Customer) string { return fmt.Sprintf("%s %09d", c.Name, c.ID) })
		wholeOnce(t, s, "case ids", many, func(tx *store.Tx, last *id.Case, size int) ([]id.Case, error) {
			return tx.CaseIDs(orZero(last), size)
		}, func(c id.Case) int64 { return int64(c) })
		wholeOnce(t, s, "timers", many-(many+6)/7, func(tx *store.Tx, last *store.Timer, size int) ([]store.Timer, error) {
			x := orZero(last)
			return tx.TimersBefore(monday().Add(100*time.Hour), store.Due{At: x.At, ID: x.Commitment}, size)
		}, func(x store.Timer) string { return fmt.Sprint(x.At.Unix(), x.Commitment) })
	})
}

func orZero[T any](p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	return *p
}

func TestCountsStopAtTheirLimit(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		crowd(t, s)
		read(t, s, func(tx *store.Tx) error {
			n, err := tx.CountDebtsOfAll(time.Time{}, monday().Add(100*time.Hour), 5)
			if err != nil || n != 5 {
				t.Errorf("%d owed, %v: want to stop at 5", n, err)
			}
			n, err = tx.CountCasesOf(2, 4)
			if err != nil || n != 4 {
				t.Errorf("%d cases, %v: want to stop at 4", n, err)
			}
			return nil
		})
	})
}

func TestLikeRedressIsTheNewest(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		appendTo(t, s, 7, life()[0])
		var events []recovery.Event
		for i := range int64(6) {
			currency := []string{"EUR", "USD"}[i%2]
			events = append(events, recovery.RedressStarted{Redress: recovery.Redress{
				ID: id.Redress(41 + i), Amount: money.Of(100*i, currency), State: recovery.RedressUnderway, StartedAt: monday().Add(time.Duration(i) * time.Hour),
			}})
		}
		appendTo(t, s, 7, events)
		read(t, s, func(tx *store.Tx) error {
			got, err := tx.LikeRedress("late", 2, monday().Add(time.Hour), "EUR", 5)
			if !slices.Equal(got, []int64{400, 200}) {
				t.Errorf("like amounts %v, want 400 and 200: nothing of no amount, of before or in another currency", got)
			}
			return err
		})
	})
}
