package store

import (
	"time"

	"amends/internal/id"
	"amends/internal/recovery"
)

// Debt is one commitment that is owed, with what a list shows of its case.
type Debt struct {
	Commitment recovery.Commitment
	Case       id.Case
	Number     int64
	Customer   id.Customer
	Quote      string
	Severity   int
	Priority   int
	State      recovery.State
	Reopened   int
	Earlier    int // failures before
}

// Due is a place in a list by due time: the row at At with ID and all before it were seen.
type Due struct {
	At time.Time
	ID id.Commitment
}

// The lists of what is owed. Each walks one index from a due time on.
const (
	sqlDebtsOf = `
SELECT k.doc, k.case_id, c.number, c.customer_id, c.quote, c.severity, c.priority, c.state, c.reopened, c.doc->'Repeat'->>'earlier'
FROM commitments k JOIN cases c ON c.id = k.case_id
WHERE k.owner_id = $1 AND k.owed AND (k.due_at, k.id) > ($2, $3) AND k.due_at < $4
ORDER BY k.due_at, k.id LIMIT $5`

	sqlDebtsOfTeam = `
SELECT k.doc, k.case_id, c.number, c.customer_id, c.quote, c.severity, c.priority, c.state, c.reopened, c.doc->'Repeat'->>'earlier'
FROM commitments k JOIN cases c ON c.id = k.case_id
WHERE k.team_id = $1 AND k.owed AND (k.due_at, k.id) > ($2, $3) AND k.due_at < $4
ORDER BY k.due_at, k.id LIMIT $5`

	sqlDebtsOfAll = `
SELECT k.doc, k.case_id, c.number, c.customer_id, c.quote, c.severity, c.priority, c.state, c.reopened, c.doc->'Repeat'->>'earlier'
FROM commitments k JOIN cases c ON c.id = k.case_id
WHERE k.owed AND (k.due_at, k.id) > ($1, $2) AND k.due_at < $3
ORDER BY k.due_at, k.id LIMIT $4`
)

// DebtsOf are what somebody owes, due after a place and before a time, soonest first.
func (t *Tx) DebtsOf(p id.Person, after Due, before time.Time, limit int) ([]Debt, error) {
	return all(t, sqlDebtsOf, scanDebt, p, micros(after.At), after.ID, micros(before), limit)
}

// DebtsOfTeam are what a team owes.
func (t *Tx) DebtsOfTeam(team id.Team, after Due, before time.Time, limit int) ([]Debt, error) {
	return all(t, sqlDebtsOfTeam, scanDebt, team, micros(after.At), after.ID, micros(before), limit)
}

// DebtsOfAll are what everybody owes.
func (t *Tx) DebtsOfAll(after Due, before time.Time, limit int) ([]Debt, error) {
	return all(t, sqlDebtsOfAll, scanDebt, micros(after.At), after.ID, micros(before), limit)
}

func scanDebt(r row) (Debt, error) {
	var d Debt
	var doc JSON[recovery.Commitment]
	var state string
	var earlier *int
	err := r.Scan(&doc, &d.Case, &d.Number, &d.Customer, &d.Quote, &d.Severity, &d.Priority, &state, &d.Reopened, &earlier)
	d.Commitment, d.State = doc.V, recovery.State(state)
	if earlier != nil {
		d.Earlier = *earlier
	}
	return d, err
}

// The same lists, counted up to a limit: a count never grows with the number of cases. The order
// keeps PostgreSQL on the index: where it expects many, it would read the table until it has them,
// and at night, when nothing is due, all of it.
const (
	sqlCountDebtsOf = `
SELECT COUNT(*) FROM (SELECT 1 AS n FROM commitments WHERE owner_id = $1 AND owed AND due_at >= $2 AND due_at < $3 ORDER BY due_at LIMIT $4) AS counted`
	sqlCountDebtsOfTeam = `
SELECT COUNT(*) FROM (SELECT 1 AS n FROM commitments WHERE team_id = $1 AND owed AND due_at >= $2 AND due_at < $3 ORDER BY due_at LIMIT $4) AS counted`
	sqlCountDebtsOfAll = `
SELECT COUNT(*) FROM (SELECT 1 AS n FROM commitments WHERE owed AND due_at >= $1 AND due_at < $2 ORDER BY due_at LIMIT $3) AS counted`
)

// CountDebtsOf counts what somebody owes between two times, up to limit.
func (t *Tx) CountDebtsOf(p id.Person, from, before time.Time, limit int) (int, error) {
	return one(t, sqlCountDebtsOf, scalar[int], p, micros(from), micros(before), limit)
}

// CountDebtsOfTeam counts what a team owes.
func (t *Tx) CountDebtsOfTeam(team id.Team, from, before time.Time, limit int) (int, error) {
	return one(t, sqlCountDebtsOfTeam, scalar[int], team, micros(from), micros(before), limit)
}

// CountDebtsOfAll counts what everybody owes.
func (t *Tx) CountDebtsOfAll(from, before time.Time, limit int) (int, error) {
	return one(t, sqlCountDebtsOfAll, scalar[int], micros(from), micros(before), limit)
}

const sqlCommitmentsIn = `
SELECT case_id, doc FROM commitments
WHERE case_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($1 AS TEXT))) ORDER BY case_id, ord`

// CommitmentsIn are all commitments of some cases, in the order they were made: the seam.
func (t *Tx) CommitmentsIn(cases []id.Case) (map[id.Case][]recovery.Commitment, error) {
	text, err := list(numbers(cases))
	if err != nil {
		return nil, err
	}
	type pair struct {
		of id.Case
		x  recovery.Commitment
	}
	found, err := all(t, sqlCommitmentsIn, func(r row) (pair, error) {
		var p pair
		var doc JSON[recovery.Commitment]
		err := r.Scan(&p.of, &doc)
		p.x = doc.V
		return p, err
	}, text)
	seams := make(map[id.Case][]recovery.Commitment, len(cases))
	for _, p := range found {
		seams[p.of] = append(seams[p.of], p.x)
	}
	return seams, err
}

const sqlTimersLost = `
SELECT case_id, id, next_at FROM commitments WHERE owed AND next_at > 0 AND next_at < $1 AND (next_at, id) > ($2, $3)
ORDER BY next_at, id LIMIT $4`

// Timer is an armed timer of a commitment.
type Timer struct {
	Case       id.Case
	Commitment id.Commitment
	At         time.Time
}

// TimersBefore are armed timers that should have fired before a time, after a place: what the
// sweep puts back into the queue, and what doctor calls late.
func (t *Tx) TimersBefore(before time.Time, after Due, limit int) ([]Timer, error) {
	return all(t, sqlTimersLost, func(r row) (Timer, error) {
		var x Timer
		var at int64
		err := r.Scan(&x.Case, &x.Commitment, &at)
		x.At = moment(at)
		return x, err
	}, micros(before), micros(after.At), after.ID, limit)
}

const sqlApprovalOf = `SELECT doc FROM approvals WHERE case_id = $1 AND commitment_id = $2`

// ApprovalOf is the approval whose clock a commitment is; errs.Missing for none.
func (t *Tx) ApprovalOf(c id.Case, k id.Commitment) (recovery.Approval, error) {
	doc, err := one(t, sqlApprovalOf, scalar[JSON[recovery.Approval]], c, k)
	return doc.V, err
}
