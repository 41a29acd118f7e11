// Package app holds the use cases: what people and programs can do with Amends, and the read
// models of the pages. It is the only package that opens the store's transactions, and Do is the
// only way a case changes. It must not know how it was asked (HTML, JSON, mail, a timer), and it
// never talks to the outside: that is what jobs are for.
package app

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"amends/internal/blob"
	"amends/internal/id"
	"amends/internal/live"
	"amends/internal/recovery"
	"amends/internal/store"
)

// App is the use cases over one store. It is safe for use by many goroutines.
type App struct {
	store *store.Store
	files *blob.Folder
	live  *live.Hub
	log   *slog.Logger
	base  string // the public address, "https://care.example", without a slash at its end
	key   []byte // signs the customers' links
	demo  bool
	move  func(context.Context, time.Time) error // the demo's clock; nil elsewhere

	policy atomic.Pointer[policies]

	crewMu sync.Mutex
	crew   crew

	presentMu sync.Mutex
	present   map[id.Case]map[id.Person]looking
}

// Config is what an App stands on.
type Config struct {
	Store *store.Store
	Files *blob.Folder
	Live  *live.Hub
	Log   *slog.Logger
	Base  string // public address for links in mails
	Demo  bool   // outgoing mail can be read on the mailbox page

	// MoveClock moves the demo's clock forward to a moment and keeps it; nil where time is not ours.
	MoveClock func(context.Context, time.Time) error
}

// New makes the use cases ready: the signing key and the playbook are read, and made the first time.
func New(ctx context.Context, c Config) (*App, error) {
	a := &App{store: c.Store, files: c.Files, live: c.Live, log: c.Log, base: c.Base, demo: c.Demo, move: c.MoveClock, present: map[id.Case]map[id.Person]looking{}}
	if err := a.begin(ctx); err != nil {
		return nil, err
	}
	return a, nil
}

// Now is the house's clock: the store's, which the demo moves.
func (a *App) Now() time.Time { return a.store.Now() }

// Actor is who asks; see package recovery.
type Actor = recovery.Actor
