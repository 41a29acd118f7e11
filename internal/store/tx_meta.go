package store

import "errors"

const sqlMeta = `SELECT value FROM meta WHERE name = $1`

// Meta is a small fact the house keeps about itself (a signing key, the demo's clock), "" when it was never set.
func (t *Tx) Meta(name string) (string, error) {
	value, err := one(t, sqlMeta, scalar[string], name)
	if errors.Is(err, errMissing) {
		return "", nil
	}
	return value, err
}

const sqlSetMeta = `
INSERT INTO meta (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value`

// SetMeta keeps a small fact.
func (t *Tx) SetMeta(name, value string) error {
	_, err := t.exec(sqlSetMeta, name, value)
	return err
}
