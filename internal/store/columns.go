package store

import (
	"time"

	"amends/internal/id"
	"amends/internal/recovery"
)

// CaseColumns are the columns that stand beside a case's document for lists and reports. They say
// what the document says; doctor compares them.
type CaseColumns struct {
	Number      int64
	Seq         int64
	Customer    id.Customer
	State       recovery.State
	Kind        string
	Severity    int
	Owner       id.Person
	Team        id.Team
	Priority    int
	Reopened    int
	OpenedAt    time.Time
	AckedAt     time.Time
	FirstWordAt time.Time
	ResolvedAt  time.Time
	ClosedAt    time.Time
	NextDue     time.Time
	Cause       string
}

// ColumnsOf are the columns a case should have.
func ColumnsOf(c *recovery.Case) CaseColumns {
	return CaseColumns{
		Number: c.Number, Seq: c.Seq, Customer: c.Customer, State: c.State, Kind: c.Reading.Kind.Value,
		Severity: c.Reading.Severity.Value, Owner: c.Owner, Team: c.Team, Priority: c.Priority, Reopened: c.Reopened,
		OpenedAt: c.OpenedAt, AckedAt: c.AckedAt(), FirstWordAt: c.FirstWordAt, ResolvedAt: c.ResolvedAt,
		ClosedAt: c.ClosedAt, NextDue: c.NextDue(), Cause: c.Cause.Text,
	}
}

const sqlCaseColumns = `
SELECT number, seq, customer_id, state, kind, severity, owner_id, team_id, priority, reopened,
	opened_at, acked_at, first_word_at, resolved_at, closed_at, next_due_at, cause
FROM cases WHERE id = $1`

// CaseColumns are the columns a case has; errs.Missing when there is none such.
func (t *Tx) CaseColumns(i id.Case) (CaseColumns, error) {
	return one(t, sqlCaseColumns, func(r row) (CaseColumns, error) {
		var c CaseColumns
		var state string
		var opened, acked, word, resolved, closed, next int64
		err := r.Scan(&c.Number, &c.Seq, &c.Customer, &state, &c.Kind, &c.Severity, &c.Owner, &c.Team, &c.Priority, &c.Reopened,
			&opened, &acked, &word, &resolved, &closed, &next, &c.Cause)
		c.State = recovery.State(state)
		c.OpenedAt, c.AckedAt, c.FirstWordAt = moment(opened), moment(acked), moment(word)
		c.ResolvedAt, c.ClosedAt, c.NextDue = moment(resolved), moment(closed), moment(next)
		return c, err
	}, i)
}

// DebtColumns are the columns that stand beside a commitment's document.
type DebtColumns struct {
	ID      id.Commitment
	Kind    recovery.CommitmentKind
	State   recovery.CommitmentState
	Owed    bool
	Owner   id.Person
	Team    id.Team
	Due     time.Time
	NextAt  time.Time
	EndedAt time.Time
}

// DebtColumnsOf are the columns the commitments of a case should have, in their order.
func DebtColumnsOf(c *recovery.Case) []DebtColumns {
	var list []DebtColumns
	for _, x := range c.Commitments {
		list = append(list, DebtColumns{
			ID: x.ID, Kind: x.Kind, State: x.State, Owed: x.Owed(), Owner: x.Owner, Team: c.Team, Due: x.Due, NextAt: x.NextAt, EndedAt: x.EndedAt,
		})
	}
	return list
}

const sqlDebtColumns = `
SELECT id, kind, state, owed, owner_id, team_id, due_at, next_at, ended_at FROM commitments WHERE case_id = $1 ORDER BY ord`

// DebtColumns are the columns the commitments of a case have, in their order.
func (t *Tx) DebtColumns(i id.Case) ([]DebtColumns, error) {
	return all(t, sqlDebtColumns, func(r row) (DebtColumns, error) {
		var x DebtColumns
		var kind, state string
		var due, next, ended int64
		err := r.Scan(&x.ID, &kind, &state, &x.Owed, &x.Owner, &x.Team, &due, &next, &ended)
		x.Kind, x.State = recovery.CommitmentKind(kind), recovery.CommitmentState(state)
		x.Due, x.NextAt, x.EndedAt = moment(due), moment(next), moment(ended)
		return x, err
	}, i)
}
