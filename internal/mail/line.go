package mail

import (
	"crypto/tls"
	"net"
	"sync"
	"time"
)

// lines is a net.Listener that remembers its connections, so that at the end idle ones can be
// sent home while those with a mail under way finish. The library only waits for all of them.
type lines struct {
	net.Listener
	close   func() error
	mu      sync.Mutex
	open    map[*line]bool
	leaving bool
}

func newLines(l net.Listener) *lines {
	return &lines{Listener: l, close: sync.OnceValue(l.Close), open: map[*line]bool{}}
}

// Close may be called again.
func (l *lines) Close() error { return l.close() }

// Accept waits for the next connection.
func (l *lines) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c := &line{Conn: conn, all: l}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[c] = true
	if l.leaving {
		c.leave()
	}
	return c, nil
}

// leave closes the address itself, because the library knows it only once it serves.
func (l *lines) leave() {
	_ = l.Close() // the library closes it again and gives the error
	l.mu.Lock()
	defer l.mu.Unlock()
	l.leaving = true
	for c := range l.open {
		c.leave()
	}
}

// cut closes what is still open.
func (l *lines) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.open {
		_ = c.Conn.Close() // the peer is given up; there is nobody to tell
	}
}

// line is one connection. While leaving and not at work its reads end at once, which the
// library answers with a 421: come back later.
type line struct {
	net.Conn
	all           *lines
	mu            sync.Mutex
	busy, leaving bool
}

// lineOf finds the line under a connection that may have been wrapped by STARTTLS.
func lineOf(conn net.Conn) *line {
	if wrapped, ok := conn.(*tls.Conn); ok {
		conn = wrapped.NetConn()
	}
	c, ok := conn.(*line)
	if !ok {
		return &line{Conn: conn}
	}
	return c
}

// SetReadDeadline is the library's; see line for when it is overruled.
func (c *line) SetReadDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.leaving && !c.busy {
		t = time.Unix(1, 0)
	}
	return c.Conn.SetReadDeadline(t)
}

func (c *line) work(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy = on
}

func (c *line) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.leaving = true
	if !c.busy {
		_ = c.Conn.SetReadDeadline(time.Unix(1, 0)) // fails only when it is closed already
	}
}

// Close forgets the connection.
func (c *line) Close() error {
	c.all.mu.Lock()
	delete(c.all.open, c)
	c.all.mu.Unlock()
	return c.Conn.Close()
}
