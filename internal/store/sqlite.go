package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"modernc.org/sqlite"
	lite "modernc.org/sqlite/lib"

	"amends/internal/errs"
	"amends/internal/store/migrate"
)

// sqliteEngine is one file with one writer, which commits in groups, and a few readers. Other
// processes may use the file too: each waits its turn for as long as its patience lasts.
type sqliteEngine struct {
	writers, pool *sql.DB
	readers       chan *liteConn
	opened        int // how many readers there are
	writer        *liteWriter
	lock          *os.File // held while an exclusive store is open, or nil
}

func openSQLite(ctx context.Context, c Config) (_ engine, err error) {
	e := &sqliteEngine{readers: make(chan *liteConn, c.Readers)}
	defer func() {
		if err != nil {
			err = errors.Join(e.explain(err), e.close())
		}
	}()
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, errs.Invalidf("data", "The data folder %s cannot be made. Choose another with --data.", c.Data).Because(err)
	}
	if c.Exclusive {
		if e.lock, err = lockFile(filepath.Join(c.Data, "lock"), false); err != nil {
			return nil, lockRefused(c.Data, err)
		}
	}
	if err := e.prepare(ctx, c); err != nil {
		return nil, err
	}
	return e, e.openReaders(ctx, c)
}

// prepare opens the writer and migrates, one process at a time: two that make the same file at once
// would meet in the change to WAL, where SQLite does not wait.
func (e *sqliteEngine) prepare(ctx context.Context, c Config) error {
	opening, err := lockFile(filepath.Join(c.Data, "lock.open"), true)
	if err != nil {
		return lockRefused(c.Data, err)
	}
	defer opening.Close()
	if err := ownerOnly(filepath.Join(c.Data, "amends.db")); err != nil {
		return lockRefused(c.Data, err)
	}
	if e.writers, err = sql.Open("sqlite", liteDSN(c, "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "journal_size_limit(67108864)")); err != nil {
		return err
	}
	conn, err := e.writers.Conn(ctx)
	if err != nil {
		return err
	}
	if err := migrate.Up(ctx, conn, migrate.SQLite, c.Clock()); err != nil {
		return errors.Join(err, conn.Close())
	}
	e.writer = newLiteWriter(e, newLiteConn(conn))
	return nil
}

// ownerOnly makes the file of the database, or the one that is there, readable by nobody else, also
// in a folder that others can enter: it holds the key that signs the customers' links. What SQLite
// puts beside it gets the same rights.
func ownerOnly(file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	for _, name := range []string{file, file + "-wal", file + "-shm"} {
		if err := os.Chmod(name, 0o600); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (e *sqliteEngine) openReaders(ctx context.Context, c Config) (err error) {
	if e.pool, err = sql.Open("sqlite", liteDSN(c, "query_only(1)")); err != nil {
		return err
	}
	for range c.Readers {
		conn, err := e.pool.Conn(ctx)
		if err != nil {
			return err
		}
		e.readers <- newLiteConn(conn)
		e.opened++
	}
	return nil
}

// liteDSN is the file with the settings of one kind of connection.
func liteDSN(c Config, pragmas ...string) string {
	settings := url.Values{"_pragma": append([]string{
		"busy_timeout(" + strconv.FormatInt(c.Patience.Milliseconds(), 10) + ")", "temp_store(MEMORY)",
	}, pragmas...)}
	file := url.URL{Path: filepath.Join(c.Data, "amends.db")}
	return "file:" + file.EscapedPath() + "?" + settings.Encode()
}

func lockRefused(folder string, err error) error {
	if errors.Is(err, errLocked) {
		return errs.Busyf("Another Amends already runs on the data folder %s. Stop it first, or choose another folder with --data.", folder).Because(err)
	}
	return errs.Invalidf("data", "The data folder %s cannot be written to. Check who owns it, or choose another with --data.", folder).Because(err)
}

func (e *sqliteEngine) name() string { return migrate.SQLite }

func (e *sqliteEngine) write(ctx context.Context, work func(link) error) error {
	return e.writer.write(ctx, work)
}

const (
	liteRead    = `BEGIN`
	liteReadEnd = `ROLLBACK`
)

func (e *sqliteEngine) read(ctx context.Context, work func(link) error) error {
	var c *liteConn
	select {
	case c = <-e.readers:
	case <-e.writer.stop:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { e.readers <- c }()
	l := liteLink{ctx: ctx, conn: c}
	if _, err := l.exec(liteRead, nil); err != nil {
		return e.explain(err)
	}
	defer liteLink{ctx: context.WithoutCancel(ctx), conn: c}.exec(liteReadEnd, nil)
	return work(l)
}

const liteNumber = `
INSERT INTO counters (name, value) VALUES ($1, 1)
ON CONFLICT (name) DO UPDATE SET value = counters.value + 1
RETURNING value`

func (e *sqliteEngine) number(t *Tx, counter string) (int64, error) {
	return one(t, liteNumber, scalar[int64], counter)
}

// wall is this machine's time: all processes on the file run on it.
func (e *sqliteEngine) wall(*Tx) (time.Time, error) { return time.Now(), nil }

// tell does nothing: other processes on the file are commands, not workers.
func (e *sqliteEngine) tell() {}

func (e *sqliteEngine) ping(ctx context.Context) error {
	return e.read(ctx, func(l link) error {
		rows, err := l.query("SELECT 1", nil)
		if err != nil {
			return e.explain(err)
		}
		return rows.Close()
	})
}

// close waits for the transactions that run and gives up the lock last.
func (e *sqliteEngine) close() error {
	var all []error
	if e.writer != nil {
		all = append(all, e.writer.close())
	}
	if e.pool != nil {
		for range e.opened {
			all = append(all, (<-e.readers).close())
		}
		all = append(all, e.pool.Close())
	}
	if e.writers != nil {
		all = append(all, e.writers.Close())
	}
	if e.lock != nil {
		all = append(all, e.lock.Close())
	}
	return errors.Join(all...)
}

// explain follows https://sqlite.org/rescode.html.
func (e *sqliteEngine) explain(err error) error {
	var failed *sqlite.Error
	if !errors.As(err, &failed) {
		return err
	}
	switch failed.Code() {
	case lite.SQLITE_CONSTRAINT_UNIQUE, lite.SQLITE_CONSTRAINT_PRIMARYKEY, lite.SQLITE_CONSTRAINT_ROWID:
		return errs.Conflictf("This is here already.").Because(err)
	case lite.SQLITE_CONSTRAINT_FOREIGNKEY:
		return errs.Conflictf("Something this belongs to is gone, or is still in use.").Because(err)
	case lite.SQLITE_BUSY_SNAPSHOT:
		return fmt.Errorf("%w: %w", errLostRace, err)
	}
	switch failed.Code() & 0xff {
	case lite.SQLITE_BUSY, lite.SQLITE_LOCKED:
		return errs.Busyf("The data is in use by another program. Please try again shortly.").Because(err)
	case lite.SQLITE_FULL:
		return errs.Busyf("The disk with the data folder is full, so nothing was changed. Free some space and try again.").Because(err)
	case lite.SQLITE_IOERR, lite.SQLITE_CANTOPEN, lite.SQLITE_READONLY:
		return errs.Busyf("The data folder cannot be written to at the moment, so nothing was changed. Check the disk and who owns the folder, then try again.").Because(err)
	case lite.SQLITE_CORRUPT, lite.SQLITE_NOTADB:
		return (&errs.Error{Kind: errs.Internal, Say: "The data file is damaged. Stop Amends, keep a copy of the folder, and restore your last backup."}).Because(err)
	}
	return err
}
