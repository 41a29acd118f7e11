package main

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// bare is the engine alone: one connection, one prepared insert of one row, each durable when it returns.
type bare struct {
	db     *sql.DB
	conn   *sql.Conn
	insert *sql.Stmt
	last   int
}

// rowText is about as long as a complaint.
const rowText = "Where is my parcel? It was promised for Monday, I waited at home all day, and nobody has told me anything. " +
	"I paid extra for it to come in time, it was a present, and now the day is over. Please tell me what you do about it."

func openBare(ctx context.Context, driver, address string) (_ *bare, err error) {
	b := &bare{}
	if b.db, err = sql.Open(driver, address); err != nil {
		return nil, err
	}
	if b.conn, err = b.db.Conn(ctx); err != nil {
		return nil, errors.Join(err, b.db.Close())
	}
	if _, err := b.conn.ExecContext(ctx, `CREATE TABLE bare (id BIGINT NOT NULL PRIMARY KEY, text TEXT NOT NULL)`); err != nil {
		return nil, errors.Join(err, b.close())
	}
	if b.insert, err = b.conn.PrepareContext(ctx, `INSERT INTO bare (id, text) VALUES ($1, $2)`); err != nil {
		return nil, errors.Join(err, b.close())
	}
	return b, nil
}

// rate is how many rows a second the engine takes, one after the other.
func (b *bare) rate(ctx context.Context, rows int) (float64, error) {
	began := time.Now()
	for range rows {
		b.last++
		if _, err := b.insert.ExecContext(ctx, b.last, rowText); err != nil {
			return 0, err
		}
	}
	return perSecond(rows, time.Since(began)), nil
}

func perSecond(n int, in time.Duration) float64 { return float64(n) / in.Seconds() }

func (b *bare) close() error {
	var all []error
	if b.insert != nil {
		all = append(all, b.insert.Close())
	}
	return errors.Join(append(all, b.conn.Close(), b.db.Close())...)
}
