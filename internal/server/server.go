package server

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"amends/internal/app"
	"amends/internal/blob"
	"amends/internal/demo"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/inbound"
	"amends/internal/live"
	"amends/internal/mail"
	"amends/internal/store"
	"amends/internal/worker"
)

// Server is the house, built and ready to run. Make it with Build; Close it when it is done.
type Server struct {
	Config
	App *app.App

	// Stage is the demo's clock and what moves with it; nil outside the demo.
	Stage *demo.Stage

	base     string
	log      *slog.Logger
	store    *store.Store
	live     *live.Hub
	worker   *worker.Worker
	pages    net.Listener
	http     *http.Server
	smtp     *mail.Listener // nil when no mail is taken in
	draining context.Context
	drain    context.CancelFunc
}

// Build opens everything the settings name, ports first: when something cannot be had, nothing was
// changed. Settings that cannot work, a port in use and data that cannot be opened are *errs.Error.
func Build(ctx context.Context, c Config, log *slog.Logger) (*Server, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	s := &Server{Config: c, log: log, live: live.NewHub()}
	s.draining, s.drain = context.WithCancel(context.WithoutCancel(ctx))
	for _, step := range []func(context.Context) error{s.openPorts, s.openStore, s.openApp, s.openWork, s.openPages} {
		if err := step(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

func (s *Server) openPorts(context.Context) error {
	var err error
	if s.pages, err = listen("--listen", s.Listen); err != nil {
		return err
	}
	s.base = s.Config.base(s.pages.Addr())
	if s.SMTPListen == "" {
		return nil
	}
	s.smtp, err = inbound.Listen(inbound.Config{Addr: s.SMTPListen, Name: cmp.Or(s.SMTPDomain, "localhost"), Domain: s.mailDomain, Log: s.log, Take: s.take})
	return err
}

// mailDomain is whose mail is taken in: what was set, else that of the playbook's address.
func (s *Server) mailDomain() string {
	_, own, _ := strings.Cut(s.App.Policy().Company.MailFrom, "@")
	return cmp.Or(s.SMTPDomain, own)
}

// take lets the listener exist before the app that it gives its mail to.
func (s *Server) take(ctx context.Context, raw []byte) error { return s.App.TakeMail(ctx, raw) }

func listen(flag, addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, errs.Conflictf("Something else already listens on %s. Stop it, or choose another address with %s.", addr, flag).Because(err)
	}
	return nil, errs.Invalidf(flag, "It is not possible to listen on %s. Choose another address with %s.", addr, flag).Because(err)
}

func (s *Server) openStore(ctx context.Context) error {
	c := s.storeConfig(true)
	if s.Config.Demo {
		clock, err := demo.OpenClock(s.Data)
		if err != nil {
			return err
		}
		if !clock.Kept() && s.Place.holdsData() {
			return demo.ErrNotOurs()
		}
		s.Stage = &demo.Stage{Clock: clock}
		c.Clock = clock.Now
	}
	var err error
	s.store, err = store.Open(ctx, c)
	return err
}

// storeConfig is where the data is. Exclusive keeps a second server out of the same folder; the
// other verbs work beside a server.
func (p Place) storeConfig(exclusive bool) store.Config {
	return store.Config{Data: p.Data, Database: p.Database, Listen: p.ListenDB, Exclusive: exclusive}
}

func (s *Server) openApp(ctx context.Context) error {
	c := app.Config{Store: s.store, Live: s.live, Log: s.log, Base: s.base, Demo: s.Config.Demo}
	if s.Stage != nil {
		c.MoveClock = s.Stage.Move
	}
	var err error
	s.App, err = newApp(ctx, s.Place, c)
	return err
}

func newApp(ctx context.Context, p Place, c app.Config) (*app.App, error) {
	files, err := blob.Open(filepath.Join(p.Data, "files"))
	if err != nil {
		return nil, errs.Invalidf("--data", "The folder %s cannot be used for files.", p.Data).Because(err)
	}
	c.Files = files
	return app.New(ctx, c)
}

func (s *Server) openWork(context.Context) error {
	sender, err := s.sender()
	if err != nil {
		return err
	}
	s.worker = worker.New(worker.Config{Store: s.store, App: s.App, Sender: sender, Log: s.log})
	if s.Stage != nil {
		s.Stage.App, s.Stage.Store, s.Stage.Worker = s.App, s.store, s.worker
	}
	return nil
}

// sender is the way out for mail. In the demo there is none: mail is read on the mailbox page.
func (s *Server) sender() (mail.Sender, error) {
	if s.Config.Demo {
		return nil, nil
	}
	if s.MailSMTP == "" {
		return mail.Folder(filepath.Join(s.Data, "outbox")), nil
	}
	password, err := s.mailPassword()
	if err != nil {
		return nil, err
	}
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	return mail.NewSMTP(mail.SMTPConfig{
		Addr: s.MailSMTP, Username: s.MailUser, Password: password, TLS: mail.TLSMode(s.MailTLS), Hostname: host, Timeout: mailTakes,
	}), nil
}

func (s *Server) openPages(context.Context) error {
	handler, err := s.handler()
	if err != nil {
		return err
	}
	s.http = endpoint.Server(handler, s.log)
	return nil
}

// Base is the public address, without a slash at its end.
func (s *Server) Base() string { return s.base }

// Close gives everything back. It is safe after a Build that failed half way.
func (s *Server) Close() error {
	s.drain()
	var failed error
	if s.pages != nil {
		if err := s.pages.Close(); !errors.Is(err, net.ErrClosed) {
			failed = err
		}
	}
	if s.smtp != nil {
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		_ = s.smtp.Shutdown(ended) // it has been stopped before, or never served
	}
	if s.store != nil {
		failed = errors.Join(failed, s.store.Close())
		s.store = nil
	}
	return failed
}
