package store

import (
	"time"

	"amends/internal/errs"
	"amends/internal/id"
)

// Intake is an input as it came, before anybody understood it.
type Intake struct {
	ID     id.Intake
	Source string // api, form, mail, staff
	Key    string // Idempotency-Key or Message-ID, "" for none
	At     time.Time
	Raw    []byte
	Case   id.Case // 0 until it is understood
	Error  string
}

const (
	sqlAddIntake = `
INSERT INTO intakes (id, source, key, at, raw, case_id, error) VALUES ($1, $2, $3, $4, $5, $6, '')
ON CONFLICT (source, key) DO NOTHING`

	sqlIntakeByKey = `SELECT id, source, COALESCE(key, ''), at, raw, case_id, error FROM intakes WHERE source = $1 AND key = $2`
	sqlIntake      = `SELECT id, source, COALESCE(key, ''), at, raw, case_id, error FROM intakes WHERE id = $1`
	sqlWaiting     = `SELECT id, source, at, error FROM intakes WHERE case_id = 0 AND at < $1 AND id > $2 ORDER BY id LIMIT $3`
	sqlUnderstood  = `UPDATE intakes SET case_id = $2, error = '' WHERE id = $1`
	sqlIntakeError = `UPDATE intakes SET error = $2 WHERE id = $1`
)

// AddIntake keeps an input. It returns false, and keeps nothing, when the same source sent this key before.
func (t *Tx) AddIntake(x Intake) (added bool, err error) {
	var key *string
	if x.Key != "" {
		key = &x.Key
	}
	n, err := t.exec(sqlAddIntake, x.ID, x.Source, key, micros(x.At), x.Raw, x.Case)
	return n > 0, err
}

// IntakeByKey finds an input by its key; errs.Missing for none.
func (t *Tx) IntakeByKey(source, key string) (Intake, error) {
	return one(t, sqlIntakeByKey, scanIntake, source, key)
}

// Intake is one input; errs.Missing when there is none.
func (t *Tx) Intake(i id.Intake) (Intake, error) { return one(t, sqlIntake, scanIntake, i) }

// IntakesWaiting are inputs from before a time that belong to no case yet, after one, without what they hold.
func (t *Tx) IntakesWaiting(before time.Time, after id.Intake, limit int) ([]Intake, error) {
	return all(t, sqlWaiting, func(r row) (Intake, error) {
		var x Intake
		var at int64
		err := r.Scan(&x.ID, &x.Source, &at, &x.Error)
		x.At = moment(at)
		return x, err
	}, micros(before), after, limit)
}

// Understood notes which case an input belongs to.
func (t *Tx) Understood(i id.Intake, c id.Case) error {
	_, err := t.exec(sqlUnderstood, i, c)
	return err
}

// IntakeFailed notes why an input could not be understood; it stays and can be tried again.
func (t *Tx) IntakeFailed(i id.Intake, why string) error {
	_, err := t.exec(sqlIntakeError, i, why)
	return err
}

func scanIntake(r row) (Intake, error) {
	var x Intake
	var at int64
	err := r.Scan(&x.ID, &x.Source, &x.Key, &at, &x.Raw, &x.Case, &x.Error)
	x.At = moment(at)
	return x, err
}

// Draft is a reply being written.
type Draft struct {
	Text    string
	Version int64
	Person  id.Person
	At      time.Time
	Seq     int64 // the case's last event when it was begun
}

const (
	sqlDraft     = `SELECT text, version, person_id, at, seq FROM drafts WHERE case_id = $1`
	sqlSaveDraft = `
INSERT INTO drafts (case_id, text, version, person_id, at, seq) VALUES ($1, $2, 1, $3, $4, $5)
ON CONFLICT (case_id) DO UPDATE SET text = excluded.text, version = drafts.version + 1, person_id = excluded.person_id,
	at = excluded.at, seq = CASE WHEN drafts.text = '' THEN excluded.seq ELSE drafts.seq END
WHERE drafts.version = $6
RETURNING version`
	sqlClearDraft = `
UPDATE drafts SET text = '', version = version + 1, at = $2 WHERE case_id = $1`
)

// Draft is what is being written in a case; Version 0 when nothing ever was.
func (t *Tx) Draft(c id.Case) (Draft, error) {
	d, err := one(t, sqlDraft, func(r row) (Draft, error) {
		var d Draft
		var at int64
		err := r.Scan(&d.Text, &d.Version, &d.Person, &at, &d.Seq)
		d.At = moment(at)
		return d, err
	}, c)
	if isMissing(err) {
		return Draft{}, nil
	}
	return d, err
}

// SaveDraft keeps a draft written on version on; errs.Conflict when somebody saved a newer one meanwhile.
func (t *Tx) SaveDraft(c id.Case, d Draft, on int64) (version int64, err error) {
	version, err = one(t, sqlSaveDraft, scalar[int64], c, d.Text, d.Person, micros(t.now), d.Seq, on)
	if isMissing(err) {
		return 0, errs.Conflictf("Somebody else has changed this draft meanwhile. Their text is shown beside yours.")
	}
	return version, err
}

// ClearDraft empties the draft once it was sent.
func (t *Tx) ClearDraft(c id.Case) error {
	_, err := t.exec(sqlClearDraft, c, micros(t.now))
	return err
}

// Notice woke somebody about a commitment.
type Notice struct {
	ID         id.Row
	Person     id.Person
	At         time.Time
	Case       id.Case
	Commitment id.Commitment
	What       string
	Rung       string
}

const (
	sqlAddNotice = `
INSERT INTO notices (id, person_id, at, case_id, commitment_id, what, rung, seen) VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE)
ON CONFLICT (commitment_id, person_id, rung) DO NOTHING`

	sqlNotices = `
SELECT n.id, n.person_id, n.at, n.case_id, n.commitment_id, n.what, n.rung
FROM notices n JOIN commitments k ON k.id = n.commitment_id
WHERE n.person_id = $1 AND NOT n.seen AND k.owed ORDER BY n.id DESC LIMIT $2`

	sqlHasNotices = `SELECT COUNT(*) FROM (SELECT 1 AS n FROM notices WHERE person_id = $1 AND case_id = $2 AND NOT seen LIMIT 1) AS counted`

	sqlSeeNotices = `UPDATE notices SET seen = TRUE WHERE person_id = $1 AND case_id = $2 AND NOT seen`
)

// AddNotice wakes somebody once for each rung; false when they were woken by it before.
func (t *Tx) AddNotice(n Notice) (added bool, err error) {
	rows, err := t.exec(sqlAddNotice, n.ID, n.Person, micros(n.At), n.Case, n.Commitment, n.What, n.Rung)
	return rows > 0, err
}

// Notices are what somebody has not looked at yet and what is still owed, newest first.
func (t *Tx) Notices(p id.Person, limit int) ([]Notice, error) {
	return all(t, sqlNotices, func(r row) (Notice, error) {
		var n Notice
		var at int64
		err := r.Scan(&n.ID, &n.Person, &at, &n.Case, &n.Commitment, &n.What, &n.Rung)
		n.At = moment(at)
		return n, err
	}, p, limit)
}

// HasNotices reports whether somebody was woken about a case and has not looked at it since.
func (t *Tx) HasNotices(p id.Person, c id.Case) (bool, error) {
	n, err := one(t, sqlHasNotices, scalar[int], p, c)
	return n > 0, err
}

// SeeNotices notes that somebody looked at a case.
func (t *Tx) SeeNotices(p id.Person, c id.Case) error {
	_, err := t.exec(sqlSeeNotices, p, c)
	return err
}
