package app

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"amends/internal/id"
	"amends/internal/ledger"
	"amends/internal/money"
	"amends/internal/recovery"
	"amends/internal/store"
)

// checkCase compares the state of a case with the fold of its log, its columns with its documents,
// and its books with what was given.
func checkCase(tx *store.Tx, i id.Case) ([]DoctorFinding, error) {
	state, err := tx.Case(i)
	if err != nil {
		return []DoctorFinding{{Case: i, Wrong: true, Say: fmt.Sprintf("Case with the id %s: its state cannot be read: %s", i.Text(), err)}}, nil
	}
	wrong := func(format string, args ...any) DoctorFinding {
		return DoctorFinding{Case: i, Wrong: true, Say: fmt.Sprintf("Case %d: ", state.Number) + fmt.Sprintf(format, args...)}
	}
	folded, err := replay(tx, i)
	if err != nil {
		return []DoctorFinding{wrong("its events cannot be replayed: %s", err)}, nil
	}
	var found []DoctorFinding
	places, err := differences(whole(folded), whole(state))
	if err != nil {
		return nil, err
	}
	if len(places) > 0 {
		found = append(found, wrong("its state is not what its events say: %s", some(places)))
	}
	if places, err = columnsOff(tx, &folded); err != nil {
		return nil, err
	}
	if len(places) > 0 {
		found = append(found, wrong("what lists and reports read of it is not what its events say: %s", some(places)))
	}
	books, err := tx.BooksOf(i)
	if err == nil && !maps.Equal(books, booksFor(folded.Redress)) {
		found = append(found, wrong("its books are not what was given."))
	}
	return found, err
}

// replay folds the log of a case, a page at a time.
func replay(tx *store.Tx, i id.Case) (recovery.Case, error) {
	var c recovery.Case
	for {
		log, err := tx.Events(i, c.Seq, logPage)
		if err != nil {
			return c, err
		}
		for _, r := range log {
			if r.Seq != c.Seq+1 {
				return c, fmt.Errorf("event %d follows on %d", r.Seq, c.Seq)
			}
			c.Apply(r)
		}
		if len(log) < logPage {
			return c, nil
		}
	}
}

// whole is a case with what has rows of its own.
func whole(c recovery.Case) any {
	return struct {
		Case        recovery.Case
		Commitments []recovery.Commitment
		Approvals   []recovery.Approval
		Redress     []recovery.Redress
	}{c, c.Commitments, c.Approvals, c.Redress}
}

func columnsOff(tx *store.Tx, c *recovery.Case) ([]string, error) {
	type columns struct {
		Case        store.CaseColumns
		Commitments []store.DebtColumns
	}
	is, err := tx.CaseColumns(c.ID)
	if err != nil {
		return nil, err
	}
	debts, err := tx.DebtColumns(c.ID)
	if err != nil {
		return nil, err
	}
	return differences(columns{store.ColumnsOf(c), store.DebtColumnsOf(c)}, columns{is, debts})
}

// differences are the places at which two values differ as JSON. Nothing, an empty list and an empty
// object are the same.
func differences(a, b any) ([]string, error) {
	x, err := plainOf(a)
	if err != nil {
		return nil, err
	}
	y, err := plainOf(b)
	return differ("", x, y), err
}

func plainOf(v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var plain any
	return plain, json.Unmarshal(text, &plain)
}

func differ(place string, a, b any) []string {
	if empty(a) && empty(b) || reflect.DeepEqual(a, b) {
		return nil
	}
	var places []string
	if x, y, ok := both[map[string]any](a, b); ok {
		keys := slices.Sorted(maps.Keys(x))
		for k := range y {
			if _, known := x[k]; !known {
				keys = append(keys, k)
			}
		}
		for _, k := range keys {
			places = append(places, differ(place+"."+k, x[k], y[k])...)
		}
		return places
	}
	if x, y, ok := both[[]any](a, b); ok && len(x) == len(y) {
		for i := range x {
			places = append(places, differ(fmt.Sprintf("%s[%d]", place, i), x[i], y[i])...)
		}
		return places
	}
	return []string{strings.TrimPrefix(place, ".")}
}

func both[T any](a, b any) (x, y T, ok bool) {
	x, isX := a.(T)
	y, isY := b.(T)
	return x, y, isX && isY
}

func empty(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case []any:
		return len(x) == 0
	case map[string]any:
		return len(x) == 0
	}
	return false
}

// some are the first few places, for a line that can be read.
func some(places []string) string {
	const most = 5
	if len(places) <= most {
		return strings.Join(places, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(places[:most], ", "), len(places)-most)
}

// booksFor are the sums a case's accounts should have for what it gave.
func booksFor(given []recovery.Redress) map[string]money.Amount {
	books := map[string]money.Amount{}
	book := func(e ledger.Entry) {
		for _, p := range e {
			sum := money.Of(books[p.Account].Minor+p.Amount.Minor, p.Amount.Currency)
			if books[p.Account] = sum; sum.IsZero() {
				delete(books, p.Account)
			}
		}
	}
	for _, r := range given {
		book(ledger.Reserve(string(r.Money), r.Amount))
		switch r.State {
		case recovery.RedressArrived:
			book(ledger.Pay(string(r.Money), r.Amount))
		case recovery.RedressMissed:
			book(ledger.Release(string(r.Money), r.Amount))
		}
	}
	return books
}
