package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"amends/internal/errs"
	"amends/internal/store/migrate"
)

// postgresEngine is a pool of connections to one database, shared with other processes. pgx prepares
// every statement once per connection. Behind a pooler in transaction mode, say
// default_query_exec_mode=cache_describe in the address and give Config.Listen a direct one.
type postgresEngine struct {
	pool     *pgxpool.Pool
	db       *sql.DB
	patience time.Duration
	herald   *herald
}

// defaultConns is the pool's size unless the address says pool_max_conns.
const defaultConns = 16

// readPatience is how much longer than a write a read may take: reports read a lot.
const readPatience = 6

func openPostgres(ctx context.Context, c Config, wake func()) (engine, error) {
	settings, err := postgresSettings(c)
	if err != nil {
		return nil, err
	}
	e := &postgresEngine{patience: c.Patience}
	if e.pool, err = pgxpool.NewWithConfig(ctx, settings); err != nil {
		return nil, err
	}
	e.db = stdlib.OpenDBFromPool(e.pool)
	if err := e.migrate(ctx, c.Clock()); err != nil {
		return nil, errors.Join(e.explain(err), e.close())
	}
	if e.herald, err = startHerald(e.pool, c, wake); err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

// postgresSettings reads the address. The password in it must not come back in what we say.
func postgresSettings(c Config) (*pgxpool.Config, error) {
	if !strings.HasPrefix(c.Database, "postgres://") && !strings.HasPrefix(c.Database, "postgresql://") {
		return nil, errs.Invalidf("database", "The address of the database must look like postgres://user@host/name.")
	}
	settings, err := pgxpool.ParseConfig(c.Database)
	if err != nil {
		return nil, errs.Invalidf("database", "The address of the database cannot be read. It must look like postgres://user@host/name.").Because(err)
	}
	if !strings.Contains(c.Database, "pool_max_conns") {
		settings.MaxConns = defaultConns
	}
	if settings.ConnConfig.ConnectTimeout == 0 {
		settings.ConnConfig.ConnectTimeout = c.Patience
	}
	return settings, nil
}

func (e *postgresEngine) migrate(ctx context.Context, now time.Time) error {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return err
	}
	return errors.Join(migrate.Up(ctx, conn, migrate.Postgres, now), conn.Close())
}

func (e *postgresEngine) name() string { return migrate.Postgres }

func (e *postgresEngine) write(ctx context.Context, work func(link) error) error {
	ctx, cancel := context.WithTimeout(ctx, e.patience)
	defer cancel()
	return e.transact(ctx, nil, work)
}

func (e *postgresEngine) read(ctx context.Context, work func(link) error) error {
	ctx, cancel := context.WithTimeout(ctx, e.patience*readPatience)
	defer cancel()
	return e.transact(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, work)
}

func (e *postgresEngine) transact(ctx context.Context, how *sql.TxOptions, work func(link) error) error {
	tx, err := e.db.BeginTx(ctx, how)
	if err != nil {
		return e.beginFailed(err)
	}
	defer func() { _ = tx.Rollback() }() // says ErrTxDone after a commit
	if err := work(pgLink{ctx: ctx, tx: tx}); err != nil {
		return err
	}
	return e.explain(tx.Commit())
}

// beginFailed says that trying again is safe, since nothing was done: after a restart of the server
// the pool still holds connections that are dead.
func (e *postgresEngine) beginFailed(err error) error {
	said := e.explain(err)
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || !errs.Is(said, errs.Busy) {
		return said
	}
	return &awayError{said: said}
}

// awayError is a database that was away before anything was done: a lost race as long as
// attempts last, then busy in its own words.
type awayError struct{ said error }

func (e *awayError) Error() string        { return e.said.Error() }
func (e *awayError) Unwrap() error        { return e.said }
func (e *awayError) Is(target error) bool { return target == errLostRace }

// pgLink is an open transaction.
type pgLink struct {
	ctx context.Context
	tx  *sql.Tx
}

func (l pgLink) exec(text string, args []any) (int64, error) {
	done, err := l.tx.ExecContext(l.ctx, lockWords(text), args...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

func (l pgLink) query(text string, args []any) (*sql.Rows, error) {
	return l.tx.QueryContext(l.ctx, lockWords(text), args...)
}

const pgWall = `SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)`

// wall is the server's time: the machines of several processes may differ.
func (e *postgresEngine) wall(t *Tx) (time.Time, error) {
	us, err := one(t, pgWall, scalar[int64])
	return moment(us), err
}

const pgNumber = `
SELECT CASE WHEN to_regclass(CAST($1 AS TEXT)) IS NULL THEN 0
       ELSE nextval(CAST(CAST($1 AS TEXT) AS regclass)) END`

// pgMakeNumber takes a lock that ends with the transaction: two at once would collide in the catalogue.
const pgMakeNumber = `SELECT pg_advisory_xact_lock(hashtext('amends counters'))`

func (e *postgresEngine) number(t *Tx, counter string) (int64, error) {
	if !isWord(counter) {
		return 0, fmt.Errorf("%q is not the name of a counter", counter)
	}
	sequence := "counter_" + counter
	n, err := one(t, pgNumber, scalar[int64], sequence)
	if err != nil || n > 0 {
		return n, err
	}
	if _, err := t.exec(pgMakeNumber); err != nil {
		return 0, err
	}
	if _, err := t.exec("CREATE SEQUENCE IF NOT EXISTS " + sequence); err != nil {
		return 0, err
	}
	return one(t, pgNumber, scalar[int64], sequence)
}

// isWord reports whether a name can stand in SQL as it is.
func isWord(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz_") == ""
}

func (e *postgresEngine) tell() { e.herald.tell() }

func (e *postgresEngine) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, e.patience)
	defer cancel()
	return e.explain(e.db.PingContext(ctx))
}

func (e *postgresEngine) close() error {
	if e.herald != nil {
		e.herald.close()
	}
	err := e.db.Close()
	e.pool.Close()
	return err
}

// explain follows https://www.postgresql.org/docs/current/errcodes-appendix.html. Class 08 and
// everything that is not an answer of the server is the way to it.
func (e *postgresEngine) explain(err error) error {
	var failed *pgconn.PgError
	var refused *pgconn.ConnectError
	var network net.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &failed):
		return explainPg(failed, err)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &refused), errors.As(err, &network),
		isCut(err):
		return errs.Busyf(sayAway).Because(err)
	}
	return err
}

func explainPg(failed *pgconn.PgError, err error) error {
	switch failed.Code {
	case "40001", "40P01", "55P03":
		return fmt.Errorf("%w: %w", errLostRace, err)
	case "23505":
		return errs.Conflictf("This is here already.").Because(err)
	case "23503":
		return errs.Conflictf("Something this belongs to is gone, or is still in use.").Because(err)
	case "53100":
		return errs.Busyf("The disk of the database is full, so nothing was changed. Free some space and try again.").Because(err)
	case "25006":
		return errs.Busyf("The database only allows reading at the moment. Please try again shortly.").Because(err)
	case "28P01", "28000", "3D000":
		return errs.Invalidf("database", "The database does not let us in. Check the user, the password and the name in its address.").Because(err)
	}
	// Whatever else keeps us out, such as a database that is closed for now, may pass.
	var refused *pgconn.ConnectError
	if errors.As(err, &refused) {
		return errs.Busyf(sayAway).Because(err)
	}
	switch failed.Code[:2] {
	case "08", "53", "57", "58":
		return errs.Busyf(sayAway).Because(err)
	}
	return err
}
