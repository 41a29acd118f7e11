package server

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// mailTakes is how long a mail server may take for each of its answers.
const mailTakes = 15 * time.Second

// Run serves until ctx ends or a part fails. Then requests and mails that came in are finished,
// and jobs that run; what waits stays in the queue for the next start.
func (s *Server) Run(ctx context.Context) error {
	if err := s.App.Wind(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // told to stop before it began
		}
		return err
	}
	return together(ctx, s.parts(ctx))
}

func (s *Server) parts(ctx context.Context) []part {
	parts := []part{{name: "pages", run: s.serve, stop: s.stopServing}}
	if s.smtp != nil {
		parts = append(parts, part{name: "mail", run: s.smtp.Serve, stop: s.smtp.Shutdown})
	}
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	return append(parts, part{
		name: "work",
		run:  func() error { return s.worker.Run(working) },
		stop: func(context.Context) error { stop(); return nil },
	})
}

func (s *Server) serve() error {
	err := s.http.Serve(s.pages)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (s *Server) stopServing(ctx context.Context) error {
	s.drain()
	return s.http.Shutdown(ctx)
}
