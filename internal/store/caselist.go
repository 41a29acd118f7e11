package store

import (
	"time"

	"amends/internal/id"
	"amends/internal/recovery"
)

// CaseRow is a case as lists show it.
type CaseRow struct {
	ID       id.Case
	Number   int64
	State    recovery.State
	Kind     string
	Severity int
	Customer id.Customer
	Owner    id.Person
	Team     id.Team
	Quote    string
	OpenedAt time.Time
	NextDue  time.Time
	Reopened int
	Fault    recovery.Fault
}

// The case lists, newest first: ids are ordered by time. Each filter walks one index.
const (
	sqlCases = `
SELECT id, number, state, kind, severity, customer_id, owner_id, team_id, quote, opened_at, next_due_at, reopened, doc->'Reading'->>'fault'
FROM cases WHERE id < $1 ORDER BY id DESC LIMIT $2`

	sqlCasesByState = `
SELECT id, number, state, kind, severity, customer_id, owner_id, team_id, quote, opened_at, next_due_at, reopened, doc->'Reading'->>'fault'
FROM cases WHERE state = $3 AND id < $1 ORDER BY id DESC LIMIT $2`

	sqlCasesByKind = `
SELECT id, number, state, kind, severity, customer_id, owner_id, team_id, quote, opened_at, next_due_at, reopened, doc->'Reading'->>'fault'
FROM cases WHERE kind = $3 AND id < $1 ORDER BY id DESC LIMIT $2`

	sqlCasesByOwner = `
SELECT id, number, state, kind, severity, customer_id, owner_id, team_id, quote, opened_at, next_due_at, reopened, doc->'Reading'->>'fault'
FROM cases WHERE owner_id = $3 AND id < $1 ORDER BY id DESC LIMIT $2`

	sqlCasesByCustomer = `
SELECT id, number, state, kind, severity, customer_id, owner_id, team_id, quote, opened_at, next_due_at, reopened, doc->'Reading'->>'fault'
FROM cases WHERE customer_id = $3 AND id < $1 ORDER BY id DESC LIMIT $2`

	sqlCasesIn = `
SELECT id, number, state, kind, severity, customer_id, owner_id, team_id, quote, opened_at, next_due_at, reopened, doc->'Reading'->>'fault'
FROM cases WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($1 AS TEXT))) ORDER BY id DESC`

	sqlCaseByNumber = `SELECT id FROM cases WHERE number = $1`
)

// CaseFilter narrows the case list by at most one thing.
type CaseFilter struct {
	State    recovery.State
	Kind     string
	Owner    id.Person
	Customer id.Customer
}

// Cases is a page of the case list, newest first, before a case (0 is the beginning).
func (t *Tx) Cases(f CaseFilter, before id.Case, limit int) ([]CaseRow, error) {
	if before == 0 {
		before = 1<<63 - 1
	}
	switch {
	case f.Customer != 0:
		return all(t, sqlCasesByCustomer, scanCaseRow, before, limit, f.Customer)
	case f.Owner != 0:
		return all(t, sqlCasesByOwner, scanCaseRow, before, limit, f.Owner)
	case f.Kind != "":
		return all(t, sqlCasesByKind, scanCaseRow, before, limit, f.Kind)
	case f.State != "":
		return all(t, sqlCasesByState, scanCaseRow, before, limit, string(f.State))
	}
	return all(t, sqlCases, scanCaseRow, before, limit)
}

// CasesIn are the cases with these ids, newest first.
func (t *Tx) CasesIn(ids []id.Case) ([]CaseRow, error) {
	text, err := list(numbers(ids))
	if err != nil {
		return nil, err
	}
	return all(t, sqlCasesIn, scanCaseRow, text)
}

// CaseByNumber finds a case by what people call it; errs.Missing for none.
func (t *Tx) CaseByNumber(number int64) (id.Case, error) {
	return one(t, sqlCaseByNumber, scalar[id.Case], number)
}

func scanCaseRow(r row) (CaseRow, error) {
	var c CaseRow
	var state string
	var fault *string
	var opened, next int64
	err := r.Scan(&c.ID, &c.Number, &state, &c.Kind, &c.Severity, &c.Customer, &c.Owner, &c.Team, &c.Quote, &opened, &next, &c.Reopened, &fault)
	c.State, c.OpenedAt, c.NextDue = recovery.State(state), moment(opened), moment(next)
	if fault != nil {
		c.Fault = recovery.Fault(*fault)
	}
	return c, err
}

const sqlEarlier = `
SELECT id, number, state, kind, severity, customer_id, owner_id, team_id, quote, opened_at, next_due_at, reopened, doc->'Reading'->>'fault'
FROM cases WHERE customer_id = $1 AND opened_at >= $2 ORDER BY id DESC LIMIT $3`

// CasesSince are a customer's cases opened since a time, newest first.
func (t *Tx) CasesSince(c id.Customer, since time.Time, limit int) ([]CaseRow, error) {
	return all(t, sqlEarlier, scanCaseRow, c, micros(since), limit)
}

const sqlCountCasesOf = `SELECT COUNT(*) FROM (SELECT 1 AS n FROM cases WHERE customer_id = $1 LIMIT $2) AS counted`

// CountCasesOf counts a customer's cases up to a limit.
func (t *Tx) CountCasesOf(c id.Customer, limit int) (int, error) {
	return one(t, sqlCountCasesOf, scalar[int], c, limit)
}

const sqlLikeRedress = `
SELECT amount_minor FROM redress WHERE kind = $1 AND severity = $2 AND started_at >= $3 AND currency = $4 AND amount_minor > 0
ORDER BY started_at DESC LIMIT $5`

// LikeRedress are the amounts given in like cases since a time, the newest first, at most limit.
func (t *Tx) LikeRedress(kind string, severity int, since time.Time, currency string, limit int) ([]int64, error) {
	return all(t, sqlLikeRedress, scalar[int64], kind, severity, micros(since), currency, limit)
}

// The order is by time, not by id: PostgreSQL would walk all redress by its id until a customer who
// was given little has enough.
const sqlRedressOfCustomer = `
SELECT r.doc FROM cases c CROSS JOIN redress r WHERE r.case_id = c.id AND c.customer_id = $1
ORDER BY r.started_at DESC, r.id DESC LIMIT $2`

// RedressOfCustomer is what a customer was given, newest first.
func (t *Tx) RedressOfCustomer(c id.Customer, limit int) ([]recovery.Redress, error) {
	return docs[recovery.Redress](t, sqlRedressOfCustomer, c, limit)
}

const sqlCountOwned = `
SELECT owner_id, COUNT(*) FROM cases WHERE state IN ('received', 'working', 'offered', 'mending') GROUP BY owner_id`

const sqlCountOwed = `
SELECT owner_id, COUNT(*), SUM(CASE WHEN due_at < $1 THEN 1 ELSE 0 END) FROM commitments WHERE owed GROUP BY owner_id`

// Load is what one colleague carries.
type Load struct{ Cases, Owed, Late int }

// Loads are what everybody carries at a moment. It grows with what is owed now, not with what ever was.
func (t *Tx) Loads(now time.Time) (map[id.Person]Load, error) {
	type count struct {
		who     id.Person
		n, late int
	}
	loads := map[id.Person]Load{}
	owned, err := all(t, sqlCountOwned, func(r row) (count, error) {
		var c count
		return c, r.Scan(&c.who, &c.n)
	})
	if err != nil {
		return nil, err
	}
	for _, c := range owned {
		loads[c.who] = Load{Cases: c.n}
	}
	owed, err := all(t, sqlCountOwed, func(r row) (count, error) {
		var c count
		return c, r.Scan(&c.who, &c.n, &c.late)
	}, micros(now))
	for _, c := range owed {
		l := loads[c.who]
		l.Owed, l.Late = c.n, c.late
		loads[c.who] = l
	}
	return loads, err
}

const sqlQuote = `SELECT quote FROM cases WHERE id = $1`

// Quote is the customer's own sentence of a case.
func (t *Tx) Quote(i id.Case) (string, error) { return one(t, sqlQuote, scalar[string], i) }
