package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"amends/internal/server"
)

type demoCmd struct {
	server.Config `embed:""`
}

// Run fills the company the first time, prints three ways in and serves.
func (c *demoCmd) Run(ctx context.Context, o output) (err error) {
	c.Demo = true
	s, err := server.Build(ctx, c.Config, logger(o, c.Log, slog.LevelWarn))
	if err != nil {
		return unlessStopped(ctx, err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	began := time.Now()
	made, err := s.Stage.Fill(ctx)
	if err != nil {
		return err
	}
	if made > 0 {
		fmt.Fprintf(o.out, "%d cases of a company called Northmill happened in %.1f seconds.\n", made, time.Since(began).Seconds())
	}
	if err := c.ways(ctx, o, s); err != nil {
		return unlessStopped(ctx, err)
	}
	return s.Run(ctx)
}

// ways prints the links; those for colleagues work once.
func (c *demoCmd) ways(ctx context.Context, o output, s *server.Server) error {
	ways, err := s.Stage.Ways(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "\nAmends is at %s. It is %s there.\n\n", s.Base(), s.App.Now().In(s.App.Zone()).Format("Monday 2 January 15:04"))
	for _, w := range ways {
		fmt.Fprintf(o.out, "%s\n  %s\n", w.Say, w.URL)
	}
	_, err = fmt.Fprintf(o.out, "\nComplain yourself at %s/complain. Ctrl-C stops; make demo goes on where it stopped.\n", s.Base())
	return err
}
