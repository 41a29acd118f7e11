// Package inbound takes mail in by SMTP: what arrives for our domain is stored before the sender is
// told that we have it. It must not look inside a mail: understanding it is a job.
package inbound

import (
	"context"
	"log/slog"
	"strings"

	"amends/internal/errs"
	"amends/internal/mail"
)

// Take stores a raw mail durably: app.TakeMail.
type Take func(ctx context.Context, raw []byte) error

// Config says where mail is taken in, and for whom.
type Config struct {
	Addr   string        // host:port
	Name   string        // how the server introduces itself
	Domain func() string // whose addresses are ours, asked for each mail
	Take   Take
	Log    *slog.Logger
}

// Listen opens the address. Serve the Listener it gives; an address in use is errs.Conflict.
func Listen(c Config) (*mail.Listener, error) {
	ours := func(rcpt string) bool {
		at := strings.LastIndexByte(rcpt, '@')
		return at > 0 && strings.EqualFold(rcpt[at+1:], c.Domain())
	}
	receive := func(ctx context.Context, in mail.Incoming) error {
		err := c.Take(ctx, in.Raw)
		if err != nil {
			c.Log.WarnContext(ctx, "mail not taken", "from", in.From, "remote", in.Remote, "kind", errs.KindOf(err), "err", err)
		}
		return err
	}
	return mail.Listen(mail.ListenConfig{Addr: c.Addr, Hostname: c.Name, Accept: ours}, receive, c.Log)
}
