package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"amends/internal/server"
)

type serveCmd struct {
	server.Config `embed:""`
}

// Run serves until it is told to stop.
func (c *serveCmd) Run(ctx context.Context, o output) (err error) {
	s, err := server.Build(ctx, c.Config, logger(o, c.Log, slog.LevelInfo))
	if err != nil {
		return unlessStopped(ctx, err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	link, _, err := s.App.FirstAdmin(ctx)
	if err != nil {
		return unlessStopped(ctx, err)
	}
	c.greet(o, s.Base(), link)
	if from := s.App.Policy().Company.MailFrom; c.SMTPDomain != "" && !strings.HasSuffix(strings.ToLower(from), "@"+strings.ToLower(c.SMTPDomain)) {
		fmt.Fprintf(o.out, "Answers go to %s, the playbook's company.mail_from, but mail is taken in for %s only.\n", from, c.SMTPDomain)
	}
	return s.Run(ctx)
}

// unlessStopped is what went wrong at the start, and nothing when it was that we were told to stop.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (c *serveCmd) greet(o output, base, link string) {
	fmt.Fprintf(o.out, "Amends is at %s\n", base)
	fmt.Fprintf(o.out, "Complaints come in at %s/complain\n", base)
	if link != "" {
		fmt.Fprintf(o.out, "\nSign in as the first administrator, once and within a day:\n%s\n\n", link)
	}
	if c.MailSMTP == "" && !c.Demo {
		fmt.Fprintf(o.out, "No mail server is set: mail is kept in %s/outbox and reaches nobody. Set --mail-smtp.\n", c.Data)
	}
}
