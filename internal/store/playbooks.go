package store

import "time"

// Playbook is one saved version of the company's policy.
type Playbook struct {
	Version int64
	Source  string
	At      time.Time
	Author  string
	Note    string
}

const (
	sqlAddPlaybook    = `INSERT INTO playbooks (version, source, at, author, note) VALUES ($1, $2, $3, $4, $5)`
	sqlPlaybook       = `SELECT version, source, at, author, note FROM playbooks WHERE version = $1`
	sqlLatestPlaybook = `SELECT version, source, at, author, note FROM playbooks ORDER BY version DESC LIMIT 1`
	sqlPlaybookLog    = `SELECT version, '', at, author, note FROM playbooks WHERE version < $1 ORDER BY version DESC LIMIT $2`
	sqlPlaybookNumber = `SELECT COALESCE(MAX(version), 0) FROM playbooks`
)

// AddPlaybook saves a version; errs.Conflict when this number was saved meanwhile.
func (t *Tx) AddPlaybook(p Playbook) error {
	_, err := t.exec(sqlAddPlaybook, p.Version, p.Source, micros(t.now), p.Author, p.Note)
	return err
}

// Playbook is one version; errs.Missing when there is none.
func (t *Tx) Playbook(version int64) (Playbook, error) {
	return one(t, sqlPlaybook, scanPlaybook, version)
}

// LatestPlaybook is the one new cases are opened under; errs.Missing before the first.
func (t *Tx) LatestPlaybook() (Playbook, error) { return one(t, sqlLatestPlaybook, scanPlaybook) }

// PlaybookNumber is the latest version's number, 0 before the first.
func (t *Tx) PlaybookNumber() (int64, error) { return one(t, sqlPlaybookNumber, scalar[int64]) }

// PlaybookLog are the versions before one, newest first, without their sources.
func (t *Tx) PlaybookLog(before int64, limit int) ([]Playbook, error) {
	return all(t, sqlPlaybookLog, scanPlaybook, before, limit)
}

func scanPlaybook(r row) (Playbook, error) {
	var p Playbook
	var at int64
	err := r.Scan(&p.Version, &p.Source, &at, &p.Author, &p.Note)
	p.At = moment(at)
	return p, err
}
