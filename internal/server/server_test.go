package server

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// running is a server that serves, and how to stop it.
type running struct {
	*Server
	t    *testing.T
	stop func() error
}

func setup(t *testing.T, c Config) *running {
	t.Helper()
	s, err := Build(t.Context(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	stopped := false
	stop := func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		return errors.Join(<-ended, s.Close())
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return &running{s, t, stop}
}

// config is where one engine's data is, in a house that listens on free ports.
func config(t *testing.T, engine string) Config {
	t.Helper()
	at := storetest.Config(t, engine)
	c := fits()
	c.Data, c.Database = t.TempDir(), at.Database
	c.SMTPListen, c.SMTPDomain = "127.0.0.1:0", "shop.example"
	return c
}

func (r *running) get(path string) (status int, body string) {
	r.t.Helper()
	answer, err := http.Get(r.Base() + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// letter waits for a mail that leaves.
func (r *running) letter() string {
	r.t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for late := time.After(time.Minute); ; {
		files, err := filepath.Glob(filepath.Join(r.Data, "outbox", "*.eml"))
		if err != nil {
			r.t.Fatal(err)
		}
		if len(files) > 0 {
			text, err := os.ReadFile(files[0])
			if err != nil {
				r.t.Fatal(err)
			}
			return string(text)
		}
		select {
		case <-look.C:
		case <-late:
			r.t.Fatal("no mail left")
		}
	}
}

func TestAComplaintIsAcknowledgedOnBothEngines(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			r := setup(t, config(t, engine))
			if _, made, err := r.App.FirstAdmin(t.Context()); err != nil || !made {
				t.Fatal(err)
			}
			token, err := r.App.CreateToken(t.Context(), recovery.System(), "shop", recovery.Admin)
			if err != nil {
				t.Fatal(err)
			}
			body := `{"from":{"name":"Ann","email":"ann@mail.example"},"text":"My parcel never arrived."}`
			ask, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.Base()+"/api/v1/complaints", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			ask.Header.Set("Authorization", "Bearer "+token)
			ask.Header.Set("Content-Type", "application/json")
			answer, err := http.DefaultClient.Do(ask)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			if answer.StatusCode != http.StatusCreated {
				t.Fatal(answer.Status)
			}
			if text := r.letter(); !strings.Contains(text, "ann@mail.example") {
				t.Errorf("not to the customer: %s", text)
			}
		})
	}
}

func TestHealthAndAddresses(t *testing.T) {
	t.Parallel()
	r := setup(t, config(t, "sqlite"))
	for path, want := range map[string]int{
		"/healthz": 200, "/readyz": 200, "/complain": 200, "/api/v1/openapi.json": 200, "/api/v1/cases": 401, "/c/forged": 404,
	} {
		if status, _ := r.get(path); status != want {
			t.Errorf("%s: %d, not %d", path, status, want)
		}
	}
	r.drain()
	if status, text := r.get("/readyz"); status != 503 || !strings.Contains(text, "shutting down") {
		t.Errorf("on the way out: %d %s", status, text)
	}
}

func TestAnOpenStreamDoesNotHoldTheServerUp(t *testing.T) {
	t.Parallel()
	r := setup(t, config(t, "sqlite"))
	link, _, err := r.App.FirstAdmin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	secret, err := r.App.SignIn(t.Context(), link[strings.LastIndexByte(link, '/')+1:])
	if err != nil {
		t.Fatal(err)
	}
	ask, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.Base()+"/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	ask.AddCookie(&http.Cookie{Name: "amends", Value: secret})
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if line, err := bufio.NewReader(answer.Body).ReadString('\n'); err != nil || !strings.HasPrefix(line, ":") {
		t.Fatalf("%q: %v", line, err)
	}
	if err := r.stop(); err != nil {
		t.Error(err)
	}
}

func TestWhatCannotBeHadChangesNothing(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for name, change := range map[string]func(c *Config){
		"pages": func(c *Config) { c.Listen = taken.Addr().String() },
		"mail":  func(c *Config) { c.SMTPListen, c.SMTPDomain = taken.Addr().String(), "shop.example" },
	} {
		c := fits()
		c.Data = filepath.Join(t.TempDir(), "data")
		change(&c)
		if _, err := Build(t.Context(), c, slog.New(slog.DiscardHandler)); !errs.Is(err, errs.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(c.Data); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: a folder was made: %v", name, err)
		}
	}
}

func TestASecondServerIsKeptOutAndToolsAreNot(t *testing.T) {
	t.Parallel()
	r := setup(t, config(t, "sqlite"))
	c := fits()
	c.Data = r.Data
	if _, err := Build(t.Context(), c, slog.New(slog.DiscardHandler)); err == nil {
		t.Fatal("two servers on one folder")
	}
	tools, err := Open(t.Context(), r.Place, "https://care.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := tools.Close(); err != nil {
		t.Error(err)
	}
}

func TestToolsMakeNoFolder(t *testing.T) {
	t.Parallel()
	p := Place{Data: filepath.Join(t.TempDir(), "data")}
	if _, err := Open(t.Context(), p, ""); !errs.Is(err, errs.Missing) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(p.Data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder was made: %v", err)
	}
}

func TestAPartThatFailsStopsTheOthersInOrder(t *testing.T) {
	t.Parallel()
	var order []string
	hold := make(chan struct{})
	last := part{"second", func() error { <-hold; return nil }, func(context.Context) error {
		order = append(order, "second")
		close(hold)
		return nil
	}}
	first := part{"first", func() error { return store.ErrLost }, func(context.Context) error {
		order = append(order, "first")
		return nil
	}}
	err := together(t.Context(), []part{first, last})
	if !errors.Is(err, store.ErrLost) || !strings.Contains(err.Error(), "first") || strings.Join(order, " ") != "first second" {
		t.Errorf("%v, stopped %v", err, order)
	}
}
