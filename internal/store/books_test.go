package store_test

import (
	"errors"
	"testing"

	"amends/internal/id"
	"amends/internal/ledger"
	"amends/internal/money"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

func TestBooksBalance(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, events := range life() {
			appendTo(t, s, 7, events)
		}
		amount := money.Of(2500, "EUR")
		write(t, s, func(tx *store.Tx) error { return bookAll(tx, amount) })
		read(t, s, func(tx *store.Tx) error {
			books, err := tx.BooksOf(7)
			if err != nil {
				return err
			}
			var sum int64
			for _, a := range books {
				sum += a.Minor
			}
			if len(books) != 2 || sum != 0 {
				t.Errorf("books %v: want what was given and what it came from", books)
			}
			off, err := tx.Unbalanced(10)
			if len(off) > 0 {
				t.Errorf("entries %v do not balance", off)
			}
			given, err2 := tx.RedressOfCustomer(3, 10)
			if len(given) != 1 || given[0].ID != 41 {
				t.Errorf("the customer was given %v", given)
			}
			return errors.Join(err, err2)
		})
		if err := s.Write(t.Context(), bookHalf); err == nil {
			t.Error("an entry that does not balance was booked")
		}
	})
}

// bookAll reserves and pays a remedy, and reserves and releases another.
func bookAll(tx *store.Tx, a money.Amount) error {
	for i, e := range []ledger.Entry{ledger.Reserve("goodwill", a), ledger.Pay("goodwill", a), ledger.Reserve("goodwill", a), ledger.Release("goodwill", a)} {
		if err := tx.Book(7, 41+id.Redress(i/2), e); err != nil {
			return err
		}
	}
	return nil
}

// bookHalf books one side of an entry.
func bookHalf(tx *store.Tx) error {
	return tx.Book(7, 41, ledger.Reserve("goodwill", money.Of(100, "EUR"))[:1])
}
