package store

import (
	"context"
	"database/sql"
	"errors"
)

// liteConn is one connection with its prepared statements. One goroutine uses it at a time.
type liteConn struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
}

func newLiteConn(conn *sql.Conn) *liteConn {
	return &liteConn{conn: conn, prepared: map[string]*sql.Stmt{}}
}

// statement prepares a text once. The texts are constants, so there are never too many.
func (c *liteConn) statement(text string) (*sql.Stmt, error) {
	if s, ok := c.prepared[text]; ok {
		return s, nil
	}
	s, err := c.conn.PrepareContext(context.Background(), text)
	if err != nil {
		return nil, err
	}
	c.prepared[text] = s
	return s, nil
}

func (c *liteConn) close() error {
	var all []error
	for _, s := range c.prepared {
		all = append(all, s.Close())
	}
	return errors.Join(append(all, c.conn.Close())...)
}

// liteLink is a transaction on a connection. ctx interrupts statements: never give it
// one that ends while others share the transaction, because SQLite then undoes all of it.
type liteLink struct {
	ctx  context.Context
	conn *liteConn
}

func (l liteLink) exec(text string, args []any) (int64, error) {
	s, err := l.conn.statement(text)
	if err != nil {
		return 0, err
	}
	done, err := s.ExecContext(l.ctx, args...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

func (l liteLink) query(text string, args []any) (*sql.Rows, error) {
	s, err := l.conn.statement(text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(l.ctx, args...)
}
