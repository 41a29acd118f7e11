// Package migrate brings a database to the tables of this version: numbered SQL files, forward only, one
// text for both engines. It must not know what the tables mean.
//
// A file is NNNN_subject.sql; where the engines cannot share a text (full-text search) it is a
// pair NNNN_subject.sqlite.sql and NNNN_subject.postgres.sql. Authors write BIGINT, TEXT, JSONB,
// BYTEA, BOOLEAN and DOUBLE PRECISION, and end every table with ") STRICT;". On SQLite the type words
// become INTEGER, TEXT, TEXT, BLOB, INTEGER and REAL; on PostgreSQL STRICT goes. A file that was released never changes.
package migrate

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"amends/internal/errs"
)

// The engines' names.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

//go:embed *.sql
var files embed.FS

// Step is one migration as it runs on one engine.
type Step struct {
	Number int
	Name   string // the file's name without its ending
	SQL    string
	Sum    string // SHA-256 of the file in hexadecimal
}

// Steps are this version's migrations for an engine, in order and numbered from 1 without gaps.
func Steps(engine string) ([]Step, error) { return stepsOf(files, engine) }

func stepsOf(from fs.FS, engine string) ([]Step, error) {
	names, err := fs.Glob(from, "*.sql")
	if err != nil {
		return nil, err
	}
	var steps []Step
	for _, name := range names {
		subject, only := strings.TrimSuffix(name, ".sql"), ""
		subject, only, _ = strings.Cut(subject, ".")
		if only != "" && only != engine {
			continue
		}
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		digits, _, _ := strings.Cut(subject, "_")
		number, err := strconv.Atoi(digits)
		if err != nil || number != len(steps)+1 {
			return nil, fmt.Errorf("migration %s should have number %04d", name, len(steps)+1)
		}
		sum := sha256.Sum256(text)
		steps = append(steps, Step{Number: number, Name: subject, SQL: translate(string(text), engine), Sum: hex.EncodeToString(sum[:])})
	}
	return steps, nil
}

// translate swaps the type words, nothing else.
func translate(text, engine string) string {
	if engine == Postgres {
		return strings.ReplaceAll(text, ") STRICT;", ");")
	}
	return strings.NewReplacer("BIGINT", "INTEGER", "JSONB", "TEXT", "BYTEA", "BLOB", "BOOLEAN", "INTEGER", "DOUBLE PRECISION", "REAL").Replace(text)
}

// done is a migration that the database says it had.
type done struct {
	number    int
	name, sum string
}

// Up applies what is missing, all of it or nothing, and waits for another process that does so. It refuses a
// database that has migrations this version does not know, or other ones.
func Up(ctx context.Context, conn *sql.Conn, engine string, now time.Time) error {
	steps, err := Steps(engine)
	if err != nil {
		return err
	}
	return up(ctx, conn, engine, now, steps)
}

func up(ctx context.Context, conn *sql.Conn, engine string, now time.Time, steps []Step) error {
	if todo, err := missing(ctx, conn, engine, steps); err != nil || len(todo) == 0 {
		return err
	}
	if _, err := conn.ExecContext(ctx, begin(engine)); err != nil {
		return err
	}
	if err := apply(ctx, conn, engine, now, steps); err != nil {
		_, undo := conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, undo)
	}
	_, err := conn.ExecContext(ctx, "COMMIT")
	return err
}

// begin opens a transaction that only one process is in.
func begin(engine string) string {
	if engine == SQLite {
		return "BEGIN IMMEDIATE"
	}
	return "BEGIN; SELECT pg_advisory_xact_lock(hashtext('amends migrations'))"
}

// missing are the steps the database has not had. It changes nothing.
func missing(ctx context.Context, conn *sql.Conn, engine string, steps []Step) ([]Step, error) {
	had, err := applied(ctx, conn, engine)
	if err != nil {
		return nil, err
	}
	for i, d := range had {
		if i >= len(steps) {
			return nil, errs.Invalidf("", "This data was written by a newer Amends (migration %04d). Install that version or newer; nothing was changed.", had[len(had)-1].number)
		}
		if d.sum != steps[i].Sum || d.number != steps[i].Number {
			return nil, errs.Invalidf("", "This data was made by a different build of Amends (migration %s). Use the build that made it; nothing was changed.", d.name)
		}
	}
	return steps[len(had):], nil
}

// applied reads the record back; a database without one had nothing.
func applied(ctx context.Context, conn *sql.Conn, engine string) (had []done, err error) {
	const (
		inSQLite   = `SELECT count(*) FROM sqlite_master WHERE name = 'migrations'`
		inPostgres = `SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('migrations')`
	)
	look, tables := inSQLite, 0
	if engine == Postgres {
		look = inPostgres
	}
	if err := conn.QueryRowContext(ctx, look).Scan(&tables); err != nil || tables == 0 {
		return nil, err
	}
	rows, err := conn.QueryContext(ctx, `SELECT number, name, checksum FROM migrations ORDER BY number`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var d done
		if err := rows.Scan(&d.number, &d.name, &d.sum); err != nil {
			return nil, err
		}
		had = append(had, d)
	}
	return had, rows.Err()
}

const record = `
CREATE TABLE IF NOT EXISTS migrations (
	number     BIGINT NOT NULL PRIMARY KEY,
	name       TEXT   NOT NULL,
	checksum   TEXT   NOT NULL,
	applied_at BIGINT NOT NULL
) STRICT;
`

// shim gives PostgreSQL the json_each of SQLite for lists of plain values.
const shim = `
CREATE OR REPLACE FUNCTION json_each(list text) RETURNS TABLE (value text)
LANGUAGE sql IMMUTABLE STRICT ROWS 20
AS $$ SELECT jsonb_array_elements_text(list::jsonb) $$;
`

// apply looks again, because another process may have been first, and runs what is missing.
func apply(ctx context.Context, conn *sql.Conn, engine string, now time.Time, steps []Step) error {
	first := translate(record, engine)
	if engine == Postgres {
		first += shim
	}
	if _, err := conn.ExecContext(ctx, first); err != nil {
		return err
	}
	todo, err := missing(ctx, conn, engine, steps)
	if err != nil {
		return err
	}
	for _, s := range todo {
		if _, err := conn.ExecContext(ctx, s.SQL); err != nil {
			return fmt.Errorf("migration %s: %w", s.Name, err)
		}
		if _, err := conn.ExecContext(ctx, `INSERT INTO migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)`,
			s.Number, s.Name, s.Sum, now.UnixMicro()); err != nil {
			return err
		}
	}
	return nil
}
