package store

import (
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"amends/internal/errs"
)

// row is one row of an answer, to be scanned.
type row interface {
	Scan(into ...any) error
}

// exec runs a statement and returns how many rows it touched. When it fails, the
// transaction is lost unless it runs in a Try, on both engines alike.
func (t *Tx) exec(text string, args ...any) (int64, error) {
	if err := t.ready(args); err != nil {
		return 0, err
	}
	n, err := t.link.exec(text, args)
	return n, t.fail(err)
}

// all returns every row of a query, each made by scan. scan must not use the transaction.
func all[T any](t *Tx, text string, scan func(row) (T, error), args ...any) (found []T, err error) {
	if err := t.ready(args); err != nil {
		return nil, err
	}
	rows, err := t.link.query(text, args)
	if err != nil {
		return nil, t.fail(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("scan: %w", err)
		}
		found = append(found, v)
	}
	return found, t.fail(rows.Err())
}

// one returns the first row of a query, or errMissing.
func one[T any](t *Tx, text string, scan func(row) (T, error), args ...any) (T, error) {
	var none T
	found, err := all(t, text, scan, args...)
	if err != nil {
		return none, err
	}
	if len(found) == 0 {
		return none, errMissing
	}
	return found[0], nil
}

// scalar scans a row of one column.
func scalar[T any](r row) (T, error) {
	var v T
	return v, r.Scan(&v)
}

func (t *Tx) ready(args []any) error {
	if t.failed != nil {
		return t.failed
	}
	for _, arg := range args {
		if err := storable(arg); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) fail(err error) error {
	if err == nil {
		return nil
	}
	err = t.store.engine.explain(err)
	t.failed = err
	return err
}

// storable refuses text that PostgreSQL cannot hold, on both engines alike.
func storable(arg any) error {
	text, ok := arg.(string)
	if p, isPointer := arg.(*string); isPointer && p != nil {
		text, ok = *p, true
	}
	if ok && (strings.IndexByte(text, 0) >= 0 || !utf8.ValidString(text)) {
		return errs.Invalidf("", "This text holds characters that cannot be stored. Please take them out and try again.")
	}
	return nil
}

// JSON binds a value as JSON and scans it back: JSONB on PostgreSQL, TEXT on SQLite.
type JSON[T any] struct{ V T }

// asJSON is v, to be bound.
func asJSON[T any](v T) JSON[T] { return JSON[T]{V: v} }

// Value implements driver.Valuer: a string, because bytes would be a BLOB on SQLite.
func (j JSON[T]) Value() (driver.Value, error) {
	text, err := json.Marshal(j.V)
	if err != nil {
		return nil, err
	}
	return cleanJSON(string(text)), nil
}

// Scan implements sql.Scanner. NULL is the zero value.
func (j *JSON[T]) Scan(from any) error {
	var zero T
	j.V = zero
	switch text := from.(type) {
	case nil:
		return nil
	case string:
		return json.Unmarshal([]byte(text), &j.V)
	case []byte:
		return json.Unmarshal(text, &j.V)
	}
	return fmt.Errorf("cannot read JSON from %T", from)
}

// cleanJSON takes the character U+0000 out of JSON text: JSONB cannot hold it. An escaped
// backslash before u0000 is somebody's text and stays.
func cleanJSON(text string) string {
	const nul = `\u0000`
	if !strings.Contains(text, nul) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		switch {
		case strings.HasPrefix(text[i:], nul):
			i += len(nul)
		case text[i] == '\\':
			b.WriteString(text[i : i+2])
			i += 2
		default:
			b.WriteByte(text[i])
			i++
		}
	}
	return b.String()
}

// list is what a statement takes many values with:
//
//	id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($1 AS TEXT)))
func list[T any](values []T) (string, error) {
	if len(values) == 0 {
		return "[]", nil
	}
	text, err := json.Marshal(values)
	return string(text), err
}

// rawJSON is JSON as it stands.
type rawJSON = json.RawMessage

func isMissing(err error) bool { return errors.Is(err, errMissing) }
