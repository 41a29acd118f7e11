package server

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"amends/internal/app"
	"amends/internal/demo"
	"amends/internal/errs"
	"amends/internal/live"
	"amends/internal/store"
)

// Tools are the use cases for a verb that does one thing, beside a server that may be running.
type Tools struct {
	App   *app.App
	store *store.Store
}

// Open opens data that is there already: a verb that looks must not make a folder. base is the
// public address for links the verb makes, "" when it makes none.
func Open(ctx context.Context, p Place, base string) (*Tools, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if p.Database == "" && !p.holdsData() {
		return nil, errs.Missingf("There is no data of Amends in %s. Say where it is with --data, or start with amends serve.", p.Data)
	}
	return open(ctx, p, base)
}

// holdsData reports whether there is a database in the folder.
func (p Place) holdsData() bool {
	_, err := os.Stat(filepath.Join(p.Data, "amends.db"))
	return !errors.Is(err, fs.ErrNotExist)
}

// OpenNew is Open for a place that may be empty; it is made then.
func OpenNew(ctx context.Context, p Place) (*Tools, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	return open(ctx, p, "")
}

func open(ctx context.Context, p Place, base string) (*Tools, error) {
	c, err := p.beside()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, c)
	if err != nil {
		return nil, err
	}
	quiet := slog.New(slog.DiscardHandler)
	a, err := newApp(ctx, p, app.Config{Store: s, Live: live.NewHub(), Log: quiet, Base: base})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return &Tools{App: a, store: s}, nil
}

// beside opens the store beside a server: by the demo's clock where the data is a demo's.
func (p Place) beside() (store.Config, error) {
	c := p.storeConfig(false)
	clock, err := demo.OpenClock(p.Data)
	if err == nil && clock.Kept() {
		c.Clock = clock.Now
	}
	return c, err
}

// Close gives everything back.
func (t *Tools) Close() error { return t.store.Close() }
