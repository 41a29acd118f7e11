package store

import (
	"amends/internal/id"
	"amends/internal/ledger"
	"amends/internal/money"
)

const sqlAddPosting = `
INSERT INTO postings (id, entry, case_id, redress_id, at, account, amount_minor, currency) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

// Book books an entry for a remedy. An entry that does not balance is refused.
func (t *Tx) Book(c id.Case, r id.Redress, e ledger.Entry) error {
	if err := e.Check(); err != nil {
		return err
	}
	entry := t.NewID()
	for _, p := range e {
		_, err := t.exec(sqlAddPosting, t.NewID(), entry, c, r, micros(t.now), p.Account, p.Amount.Minor, p.Amount.Currency)
		if err != nil {
			return err
		}
	}
	return nil
}

const sqlBooksOf = `SELECT account, currency, SUM(amount_minor) FROM postings WHERE case_id = $1 GROUP BY account, currency ORDER BY account, currency`

// BooksOf are the sums of a case's accounts, those at nought left out.
func (t *Tx) BooksOf(c id.Case) (map[string]money.Amount, error) {
	type sum struct {
		account string
		amount  money.Amount
	}
	found, err := all(t, sqlBooksOf, func(r row) (sum, error) {
		var s sum
		return s, r.Scan(&s.account, &s.amount.Currency, &s.amount.Minor)
	}, c)
	books := map[string]money.Amount{}
	for _, s := range found {
		if !s.amount.IsZero() {
			books[s.account] = s.amount
		}
	}
	return books, err
}

const sqlUnbalanced = `SELECT entry FROM postings GROUP BY entry, currency HAVING SUM(amount_minor) <> 0 LIMIT $1`

// Unbalanced are entries that do not sum to nought; there should be none.
func (t *Tx) Unbalanced(limit int) ([]int64, error) {
	return all(t, sqlUnbalanced, scalar[int64], limit)
}
