package server

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// part is something that runs until it is told to stop, and then returns nil.
type part struct {
	name string
	run  func() error
	stop func(ctx context.Context) error // returns when it has stopped or ctx ends
}

// patience is how long everything that runs has to come to its end.
const patience = 30 * time.Second

// together runs all parts until ctx ends or one of them returns, then stops them in their order.
func together(ctx context.Context, parts []part) error {
	ended := make(chan error, len(parts))
	for _, p := range parts {
		go func() { ended <- named(p.name, p.run()) }()
	}
	var failed error
	left := len(parts)
	select {
	case <-ctx.Done():
	case failed = <-ended:
		left--
	}
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	for _, p := range parts {
		failed = errors.Join(failed, named(p.name, p.stop(limit)))
	}
	for ; left > 0; left-- {
		failed = errors.Join(failed, <-ended)
	}
	return failed
}

func named(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", name, err)
}
