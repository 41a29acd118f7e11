package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/server"
)

// house is an Amends that runs as it does for a company, and a door to its rows past it.
type house struct {
	engine string
	folder string
	server *server.Server
	rows   *sql.DB
	bare   *bare
	client *http.Client
	token  string // of another program
	cookie string // of a representative
	real   int    // cases taken in; all others are copies
	ended  chan error
	stop   context.CancelFunc
	after  func() error // takes the engine down
}

// build makes an empty house in a folder of its own and starts it.
func build(ctx context.Context, engine, dir string) (_ *house, err error) {
	h := &house{engine: engine, ended: make(chan error, 1), after: func() error { return nil }, stop: func() {}}
	h.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}
	if h.folder, err = os.MkdirTemp(dir, "amends-bench-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
		}
	}()
	c := server.Config{Place: server.Place{Data: filepath.Join(h.folder, "data")}, Listen: "127.0.0.1:0", APIRate: 1_000_000}
	if engine == "postgres" {
		var end func() error
		if c.Database, end, err = startPostgres(ctx, h.folder); err != nil {
			return nil, err
		}
		h.after = end
	}
	if err := h.start(ctx, c); err != nil {
		return nil, err
	}
	if err := h.open(ctx, c); err != nil {
		return nil, err
	}
	return h, h.hire(ctx)
}

func (h *house) start(ctx context.Context, c server.Config) error {
	var err error
	if h.server, err = server.Build(ctx, c, slog.New(slog.DiscardHandler)); err != nil {
		return err
	}
	running, stop := context.WithCancel(ctx)
	h.stop = func() {
		stop()
		<-h.ended
	}
	go func() { h.ended <- h.server.Run(running) }()
	return nil
}

// open opens the second door, and the place where the engine works alone: the same database server,
// or a file on the same disk.
func (h *house) open(ctx context.Context, c server.Config) error {
	driver, address, alone := "pgx", c.Database, c.Database
	if h.engine != "postgres" {
		driver = "sqlite"
		address = "file:" + filepath.Join(c.Data, "amends.db") + "?_pragma=busy_timeout(10000)&_txlock=immediate"
		alone = "file:" + filepath.Join(h.folder, "bare.db") + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
	}
	var err error
	if h.rows, err = sql.Open(driver, address); err != nil {
		return err
	}
	h.bare, err = openBare(ctx, driver, alone)
	return err
}

// people is how many work in the house, in teams of ten.
const people = 20

// hire fills the company and signs one representative in.
func (h *house) hire(ctx context.Context) error {
	system, a := recovery.System(), h.server.App
	var team id.Team
	var err error
	for i := range people {
		role := recovery.Representative
		if i%10 == 0 {
			role = recovery.Admin // the house refuses to be without one
			if team, err = a.SaveTeam(ctx, system, 0, fmt.Sprintf("Team %d", i/10+1)); err != nil {
				return err
			}
		}
		p := app.PersonIn{Name: fmt.Sprintf("Person %d", i), Email: fmt.Sprintf("p%d@care.example", i), Role: role, Team: team}
		if _, err := a.SavePerson(ctx, system, p); err != nil {
			return err
		}
	}
	if h.token, err = a.CreateToken(ctx, system, "shop", recovery.Representative); err != nil {
		return err
	}
	link, err := a.LinkFor(ctx, "p1@care.example")
	if err != nil {
		return err
	}
	h.cookie, err = a.SignIn(ctx, path.Base(link))
	return err
}

func (h *house) url(path string) string { return h.server.Base() + path }

// quiet waits until nothing is due: every complaint was acknowledged.
func (h *house) quiet(ctx context.Context) error {
	return h.until(ctx, "the work to be done", func() (bool, error) {
		var due int
		err := h.rows.QueryRowContext(ctx, `SELECT COUNT(*) FROM jobs WHERE run_at <= $1`, time.Now().Add(time.Second).UnixMicro()).Scan(&due)
		return due == 0, err
	})
}

// patience is how long anything may take before bench gives up.
const patience = 2 * time.Minute

// until asks every few milliseconds whether something has come about.
func (h *house) until(ctx context.Context, what string, done func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, err := done()
		if ok || err != nil {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("waited for %s: %w", what, ctx.Err())
		}
	}
}

// close ends everything and removes the data.
func (h *house) close() error {
	h.stop()
	var all []error
	if h.bare != nil {
		all = append(all, h.bare.close())
	}
	if h.rows != nil {
		all = append(all, h.rows.Close())
	}
	if h.server != nil {
		all = append(all, h.server.Close())
	}
	all = append(all, h.after(), os.RemoveAll(h.folder))
	return errors.Join(all...)
}

// table is a name of ours that stands in a statement as it is.
func table(name string) string { return `"` + strings.ReplaceAll(name, `"`, "") + `"` }
