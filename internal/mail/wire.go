package mail

import (
	"context"
	"net"
	"sync"
	"time"
)

// wire is a connection to a server under one context. Every read and write has the same time,
// and all end when the context does. The library below has no context and sets deadlines of
// its own, some before it can be told otherwise; they are ignored.
type wire struct {
	net.Conn
	ctx     context.Context
	timeout time.Duration
	mu      sync.Mutex // keeps a new deadline from undoing the end
	release func() bool
}

func newWire(ctx context.Context, conn net.Conn, timeout time.Duration) *wire {
	w := &wire{Conn: conn, ctx: ctx, timeout: timeout}
	w.release = context.AfterFunc(ctx, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		_ = conn.SetDeadline(time.Unix(1, 0)) // fails only when it is closed already
	})
	return w
}

// Read is net.Conn's, with the time it may take.
func (w *wire) Read(b []byte) (int, error) {
	if err := w.arm(w.Conn.SetReadDeadline); err != nil {
		return 0, err
	}
	return w.Conn.Read(b)
}

// Write is net.Conn's, with the time it may take.
func (w *wire) Write(b []byte) (int, error) {
	if err := w.arm(w.Conn.SetWriteDeadline); err != nil {
		return 0, err
	}
	return w.Conn.Write(b)
}

func (w *wire) arm(set func(time.Time) error) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.ctx.Err(); err != nil {
		return err
	}
	return set(time.Now().Add(w.timeout))
}

// Close also lets go of the context.
func (w *wire) Close() error {
	w.release()
	return w.Conn.Close()
}

// SetDeadline does nothing, see wire.
func (w *wire) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing, see wire.
func (w *wire) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing, see wire.
func (w *wire) SetWriteDeadline(time.Time) error { return nil }
