package store

import (
	"context"
	"database/sql"
	"time"
)

// engine is what differs between SQLite and PostgreSQL besides full-text search.
// There are two, in sqlite.go and postgres.go.
type engine interface {
	name() string

	// write runs work once in a transaction and commits when it returns nil. It returns only
	// when work has ended; errors are explained.
	write(ctx context.Context, work func(link) error) error

	// read runs work once in a read-only transaction that sees one moment of the data.
	read(ctx context.Context, work func(link) error) error

	// explain turns an error of the driver into an error of this package or an *errs.Error.
	explain(err error) error

	// number is the next number of a counter, and wall the time all processes on this
	// database agree on, whatever Config.Clock says.
	number(t *Tx, counter string) (int64, error)
	wall(t *Tx) (time.Time, error)

	// tell hints to other processes on this database that jobs were enqueued.
	tell()

	ping(ctx context.Context) error
	close() error
}

// link is one open transaction of an engine.
type link interface {
	exec(text string, args []any) (int64, error)
	query(text string, args []any) (*sql.Rows, error)
}
