// Package ledger holds the books: every movement of money is an entry of postings that sum to
// nought, in minor units of one currency. It is pure; where postings are kept is the store's matter.
package ledger

import (
	"fmt"

	"amends/internal/money"
)

// Posting is one line of an entry: an amount that goes into an account, or out of it when negative.
type Posting struct {
	Account string
	Amount  money.Amount
}

// Entry is what belongs together. It balances.
type Entry []Posting

// The accounts of a kind of money (restitution, statutory, goodwill): what may be given, what is
// reserved for a customer who chose, and what has reached them.
const (
	available = "available:"
	reserved  = "reserved:"
	given     = "given:"
)

// Reserve sets an amount aside when a remedy starts on its way.
func Reserve(kind string, a money.Amount) Entry { return move(available+kind, reserved+kind, a) }

// Pay books an amount that has reached the customer.
func Pay(kind string, a money.Amount) Entry { return move(reserved+kind, given+kind, a) }

// Release frees an amount that will not be given after all.
func Release(kind string, a money.Amount) Entry { return move(reserved+kind, available+kind, a) }

// move is nothing for no money: an entry of noughts says nothing.
func move(from, to string, a money.Amount) Entry {
	if a.IsZero() {
		return nil
	}
	return Entry{{from, money.Of(-a.Minor, a.Currency)}, {to, a}}
}

// Check reports an entry that does not sum to nought in every currency.
func (e Entry) Check() error {
	sums := map[string]int64{}
	for _, p := range e {
		sums[p.Amount.Currency] += p.Amount.Minor
	}
	for currency, sum := range sums {
		if sum != 0 {
			return fmt.Errorf("the entry is off by %s", money.Of(sum, currency).Plain())
		}
	}
	return nil
}
