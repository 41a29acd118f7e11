package store

import (
	"errors"

	"amends/internal/id"
	"amends/internal/recovery"
)

// sqlCase reads a case's row and, on PostgreSQL, keeps others from changing it meanwhile: it is
// the first statement of every change.
const sqlCase = `SELECT doc FROM cases WHERE id = $1`

const sqlCaseLocked = `SELECT doc FROM cases WHERE id = $1 /* locked */`

// Case is the state of a case as it is; errs.Missing when there is none.
func (t *Tx) Case(i id.Case) (recovery.Case, error) { return t.readCase(sqlCase, i) }

// LockCase is Case for a transaction that will change it.
func (t *Tx) LockCase(i id.Case) (recovery.Case, error) { return t.readCase(sqlCaseLocked, i) }

func (t *Tx) readCase(text string, i id.Case) (recovery.Case, error) {
	doc, err := one(t, text, scalar[JSON[recovery.Case]], i)
	if err != nil {
		return recovery.Case{}, err
	}
	c := doc.V
	if c.Commitments, err = docs[recovery.Commitment](t, sqlCommitmentsOf, i); err != nil {
		return c, err
	}
	if c.Approvals, err = docs[recovery.Approval](t, sqlApprovalsOf, i); err != nil {
		return c, err
	}
	c.Redress, err = docs[recovery.Redress](t, sqlRedressOf, i)
	return c, err
}

const (
	sqlCommitmentsOf = `SELECT doc FROM commitments WHERE case_id = $1 ORDER BY ord`
	sqlApprovalsOf   = `SELECT doc FROM approvals WHERE case_id = $1 ORDER BY ord`
	sqlRedressOf     = `SELECT doc FROM redress WHERE case_id = $1 ORDER BY ord`
)

func docs[T any](t *Tx, text string, args ...any) ([]T, error) {
	return all(t, text, func(r row) (T, error) {
		var doc JSON[T]
		err := r.Scan(&doc)
		return doc.V, err
	}, args...)
}

const sqlAddEvent = `INSERT INTO case_events (case_id, seq, at, actor, kind, body) VALUES ($1, $2, $3, $4, $5, $6)`

// Append writes the events and brings the state rows from before to after, which is before with the
// events applied. quote is kept beside a case that is new.
func (t *Tx) Append(before, after recovery.Case, events []recovery.Recorded) error {
	for _, e := range events {
		if _, err := t.exec(sqlAddEvent, after.ID, e.Seq, micros(e.At), e.Actor.Text(), e.Event.Kind(), asJSON(e.Event)); err != nil {
			return err
		}
	}
	return t.SaveCase(before, after)
}

// SaveCase writes the rows in which after differs from before.
func (t *Tx) SaveCase(before, after recovery.Case) error {
	return errors.Join(
		t.saveCaseRow(before, after),
		t.saveCommitments(before, after),
		t.saveApprovals(before, after),
		t.saveRedress(before, after),
	)
}

const sqlInsertCase = `
INSERT INTO cases (id, number, seq, customer_id, state, kind, severity, owner_id, team_id, priority, reopened,
	opened_at, acked_at, first_word_at, resolved_at, closed_at, next_due_at, cause, doc, quote)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, '')`

const sqlUpdateCase = `
UPDATE cases SET number = $2, seq = $3, customer_id = $4, state = $5, kind = $6, severity = $7, owner_id = $8,
	team_id = $9, priority = $10, reopened = $11, opened_at = $12, acked_at = $13, first_word_at = $14,
	resolved_at = $15, closed_at = $16, next_due_at = $17, cause = $18, doc = $19
WHERE id = $1`

func (t *Tx) saveCaseRow(before, after recovery.Case) error {
	text := sqlUpdateCase
	if before.ID == 0 {
		text = sqlInsertCase
	}
	c := &after
	_, err := t.exec(text, c.ID, c.Number, c.Seq, c.Customer, string(c.State), c.Reading.Kind.Value, c.Reading.Severity.Value,
		c.Owner, c.Team, c.Priority, c.Reopened, micros(c.OpenedAt), micros(c.AckedAt()), micros(c.FirstWordAt),
		micros(c.ResolvedAt), micros(c.ClosedAt), micros(c.NextDue()), c.Cause.Text, asJSON(after))
	return err
}

const sqlSaveCommitment = `
INSERT INTO commitments (id, case_id, ord, kind, state, owed, owner_id, team_id, due_at, next_at, ended_at, doc)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (id) DO UPDATE SET ord = excluded.ord, state = excluded.state, owed = excluded.owed, owner_id = excluded.owner_id,
	team_id = excluded.team_id, due_at = excluded.due_at, next_at = excluded.next_at, ended_at = excluded.ended_at, doc = excluded.doc`

func (t *Tx) saveCommitments(before, after recovery.Case) error {
	for i, x := range after.Commitments {
		if i < len(before.Commitments) && before.Commitments[i] == x && before.Team == after.Team {
			continue
		}
		if _, err := t.exec(sqlSaveCommitment, x.ID, after.ID, i, string(x.Kind), string(x.State), x.Owed(), x.Owner, after.Team,
			micros(x.Due), micros(x.NextAt), micros(x.EndedAt), asJSON(x)); err != nil {
			return err
		}
	}
	return nil
}

const sqlSaveApproval = `
INSERT INTO approvals (id, case_id, ord, state, approver_id, commitment_id, doc) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, approver_id = excluded.approver_id, doc = excluded.doc`

func (t *Tx) saveApprovals(before, after recovery.Case) error {
	for i, x := range after.Approvals {
		if i < len(before.Approvals) && before.Approvals[i] == x {
			continue
		}
		if _, err := t.exec(sqlSaveApproval, x.ID, after.ID, i, string(x.State), x.Approver, x.Commitment, asJSON(x)); err != nil {
			return err
		}
	}
	return nil
}

const sqlSaveRedress = `
INSERT INTO redress (id, case_id, ord, state, kind, severity, started_at, amount_minor, currency, doc)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, doc = excluded.doc`

func (t *Tx) saveRedress(before, after recovery.Case) error {
	for i, x := range after.Redress {
		if i < len(before.Redress) && before.Redress[i] == x {
			continue
		}
		if _, err := t.exec(sqlSaveRedress, x.ID, after.ID, i, string(x.State), after.Reading.Kind.Value, after.Reading.Severity.Value,
			micros(x.StartedAt), x.Amount.Minor, x.Amount.Currency, asJSON(x)); err != nil {
			return err
		}
	}
	return nil
}

const sqlEvents = `SELECT seq, at, actor, kind, body FROM case_events WHERE case_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`

// Events are the events of a case after a number, at most limit of them.
func (t *Tx) Events(i id.Case, after int64, limit int) ([]recovery.Recorded, error) {
	return all(t, sqlEvents, scanEvent, i, after, limit)
}

const sqlEventsBefore = `SELECT seq, at, actor, kind, body FROM case_events WHERE case_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`

// EventsBefore are the newest events of a case before a number, newest first.
func (t *Tx) EventsBefore(i id.Case, before int64, limit int) ([]recovery.Recorded, error) {
	return all(t, sqlEventsBefore, scanEvent, i, before, limit)
}

func scanEvent(r row) (recovery.Recorded, error) {
	var e recovery.Recorded
	var at int64
	var actor, kind string
	var body JSON[rawJSON]
	if err := r.Scan(&e.Seq, &at, &actor, &kind, &body); err != nil {
		return e, err
	}
	var err error
	e.At, e.Actor = moment(at), recovery.ParseActor(actor)
	e.Event, err = recovery.Decode(kind, body.V)
	return e, err
}

const sqlRewriteEvent = `UPDATE case_events SET body = $3 WHERE case_id = $1 AND seq = $2`

// RewriteEvent changes the body of an event. It is for erasing personal data and for nothing else.
func (t *Tx) RewriteEvent(i id.Case, r recovery.Recorded) error {
	_, err := t.exec(sqlRewriteEvent, i, r.Seq, asJSON(r.Event))
	return err
}

const sqlCaseIDs = `SELECT id FROM cases WHERE id > $1 ORDER BY id LIMIT $2`

// CaseIDs walks all cases in the order of their ids.
func (t *Tx) CaseIDs(after id.Case, limit int) ([]id.Case, error) {
	return all(t, sqlCaseIDs, scalar[id.Case], after, limit)
}

const sqlSetQuote = `UPDATE cases SET quote = $2 WHERE id = $1`

// SetQuote keeps the customer's own sentence, the title of the case.
func (t *Tx) SetQuote(i id.Case, quote string) error {
	_, err := t.exec(sqlSetQuote, i, quote)
	return err
}
