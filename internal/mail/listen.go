package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"time"

	"github.com/emersion/go-smtp"
	"golang.org/x/net/netutil"

	"amends/internal/errs"
)

// Limits that a sending server never notices and an attacker does.
const (
	maxConns      = 200
	maxRecipients = 100
	// Mails with a whole page on one line exist, so the line limit is far above RFC 5321's.
	maxLine         = 1 << 20
	defaultMaxBytes = 25 << 20
	defaultTimeout  = 5 * time.Minute // RFC 5321, 4.5.3.2.7
)

// ListenConfig says where mail is taken in, and for whom.
type ListenConfig struct {
	Addr     string // host:port; port 0 takes a free one, see Listener.Addr
	Hostname string // how the server introduces itself
	MaxBytes int64  // of one mail, announced to senders; 0 is 25 MiB

	// Accept says whether an address is ours; required. Everything else is refused: nothing is relayed.
	Accept func(rcpt string) bool

	TLS     *tls.Config   // offers STARTTLS; nil offers none
	Timeout time.Duration // how long a silent peer, or one whole mail, may take; 0 is 5 minutes
}

// Listener takes mail in by SMTP. Make it with Listen.
type Listener struct {
	server  *smtp.Server
	lines   *lines
	accept  func(string) bool
	receive Receiver
	log     *slog.Logger
	ctx     context.Context // ends when mails under way must be given up
	stop    context.CancelFunc
}

// Listen opens the address; nothing is answered before Serve. An address that cannot be opened
// is errs.Conflict.
func Listen(cfg ListenConfig, r Receiver, log *slog.Logger) (*Listener, error) {
	raw, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return nil, errs.Conflictf("Mail cannot be taken in at %s: the address is in use or is not this machine's. Choose another one.", cfg.Addr).Because(err)
	}
	l := &Listener{accept: cfg.Accept, receive: r, log: log, lines: newLines(netutil.LimitListener(raw, maxConns))}
	l.ctx, l.stop = context.WithCancel(context.Background())
	l.server = smtp.NewServer(smtp.BackendFunc(l.newSession))
	l.server.Domain = cfg.Hostname
	l.server.TLSConfig = cfg.TLS
	l.server.MaxMessageBytes = or(cfg.MaxBytes, defaultMaxBytes)
	l.server.ReadTimeout = or(cfg.Timeout, defaultTimeout)
	l.server.WriteTimeout = l.server.ReadTimeout
	l.server.MaxRecipients = maxRecipients
	l.server.MaxLineLength = maxLine
	l.server.EnableSMTPUTF8 = true
	l.server.ErrorLog = serverLog{log}
	return l, nil
}

func or[T int64 | time.Duration](value, otherwise T) T {
	if value > 0 {
		return value
	}
	return otherwise
}

// Addr is the address that was opened.
func (l *Listener) Addr() net.Addr { return l.lines.Addr() }

// Serve answers until Shutdown, and then returns nil.
func (l *Listener) Serve() error {
	err := l.server.Serve(l.lines)
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Shutdown takes no new connections, lets mails that are being taken in finish, and tells
// everybody else to come back later. When ctx ends first, the rest is cut off unanswered, so
// that its senders try again; the error is then ctx's.
func (l *Listener) Shutdown(ctx context.Context) error {
	defer l.stop()
	l.lines.leave()
	err := l.server.Shutdown(ctx)
	if ctx.Err() != nil {
		l.stop()
		l.lines.cut()
	}
	return err
}
