package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// original is how many real cases the copies are made of, at most.
const original = 1000

// copied are the tables that a case has rows in, with the column that says which case or customer.
func copied() [][2]string {
	return [][2]string{
		{"customers", "id"}, {"contacts", "customer_id"}, {"finds", "ref"}, {"cases", "id"}, {"case_events", "case_id"},
		{"commitments", "case_id"}, {"messages", "case_id"}, {"intakes", "case_id"}, {"jobs", "id"},
	}
}

// multiply copies the rows of real cases until there are so many. Copies have ids before the
// originals and timers after theirs; they are load, not cases: what is in their documents still names
// the originals. It returns how many cases there are, and how many timers wait.
func (h *house) multiply(ctx context.Context, cases int) (int, int, error) {
	var have int
	var first, last int64
	if err := h.rows.QueryRowContext(ctx, `SELECT COUNT(*) FROM cases`).Scan(&have); err != nil {
		return 0, 0, err
	}
	h.real = have
	const edges = `SELECT MIN(id), MAX(id), COUNT(*) FROM (SELECT id FROM cases ORDER BY id LIMIT $1) AS base`
	base := 0
	if err := h.rows.QueryRowContext(ctx, edges, original).Scan(&first, &last, &base); err != nil {
		return 0, 0, err
	}
	c := copier{last: last, step: 2*(last-first) + 1<<32, numbers: int64(have)}
	for c.round = 1; have < cases; c.round++ {
		if err := h.copyOnce(ctx, c); err != nil {
			return have, 0, err
		}
		have += base
	}
	if h.engine == "postgres" {
		if _, err := h.rows.ExecContext(ctx, `ANALYZE`); err != nil {
			return have, 0, err
		}
	}
	armed := 0
	err := h.rows.QueryRowContext(ctx, `SELECT COUNT(*) FROM jobs WHERE kind = 'pass_due'`).Scan(&armed)
	return have, armed, err
}

func (h *house) copyOnce(ctx context.Context, c copier) error {
	tx, err := h.rows.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // says ErrTxDone after a commit
	for _, x := range copied() {
		text, err := c.statement(ctx, tx, h.engine, x[0], x[1])
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("copy %s: %w", x[0], err)
		}
	}
	return tx.Commit()
}

// copier makes one round of copies.
type copier struct {
	round   int64
	last    int64 // the last original case
	step    int64 // between the ids of two rounds
	numbers int64 // case numbers between two rounds
}

// statement copies a table's rows of the originals. Those of earlier rounds have smaller ids.
func (c copier) statement(ctx context.Context, tx *sql.Tx, engine, name, of string) (string, error) {
	columns, err := columnsOf(ctx, tx, engine, name)
	if err != nil {
		return "", err
	}
	var values []string
	for _, column := range columns {
		values = append(values, c.value(name, column))
	}
	where := fmt.Sprintf("%s <= %d AND %s > %d", of, c.last, of, c.last-c.step/2)
	if name == "jobs" {
		where = fmt.Sprintf("kind = 'pass_due' AND key NOT LIKE 'copy%%' AND CAST(args->>'case' AS BIGINT) <= %d", c.last)
	}
	return fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM %s WHERE %s",
		table(name), strings.Join(columns, ", "), strings.Join(values, ", "), table(name), where), nil
}

// later is how much later the timers of each round are, in microseconds: a minute.
const later = 60_000_000

func (c copier) value(name, column string) string {
	switch column {
	case "id", "case_id", "customer_id", "ref":
		return fmt.Sprintf("%s - %d", column, c.round*c.step)
	case "number":
		return fmt.Sprintf("number + %d", c.round*c.numbers)
	case "due_at", "next_at", "run_at", "next_due_at":
		return fmt.Sprintf("CASE WHEN %s > 0 THEN %s + %d ELSE 0 END", column, column, c.round*later)
	case "key":
		return fmt.Sprintf("'copy%d:' || key", c.round)
	case "value", "word":
		return fmt.Sprintf("%s || '%d'", column, c.round)
	}
	return column
}

func columnsOf(ctx context.Context, tx *sql.Tx, engine, name string) ([]string, error) {
	query := `SELECT name FROM pragma_table_info($1)`
	if engine == "postgres" {
		query = `SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`
	}
	rows, err := tx.QueryContext(ctx, query, name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var columns []string
	for rows.Next() {
		var column string
		if err := rows.Scan(&column); err != nil {
			return nil, err
		}
		columns = append(columns, column)
	}
	return columns, rows.Err()
}
