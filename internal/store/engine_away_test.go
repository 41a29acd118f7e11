package store_test

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

func setA(tx *store.Tx) error { return tx.SetMeta("a", "1") }

func TestFileThatAnotherProgramHoldsIsBusy(t *testing.T) {
	t.Parallel()
	c := storetest.Config(t, "sqlite")
	holder := storetest.OpenConfig(t, c)
	c.Patience = 20 * time.Millisecond
	s := storetest.OpenConfig(t, c)
	if err := holder.Write(t.Context(), func(tx *store.Tx) error {
		if err := setA(tx); err != nil {
			return err
		}
		errors := make(chan error)
		for range 5 {
			go func() { errors <- s.Write(context.Background(), setA) }()
		}
		for range 5 {
			if err := <-errors; !errs.Is(err, errs.Busy) {
				t.Errorf("a held file: %v", err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Write(t.Context(), setA); err != nil {
		t.Errorf("after the file was given back: %v", err)
	}
}

// TestFullDiskHurtsNobodyElse has some closures meet the file's limit while others run.
func TestFullDiskHurtsNobodyElse(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, "sqlite")
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.LimitFile(50) }); err != nil {
		t.Fatal(err)
	}
	large := strings.Repeat("x", 1<<20)
	var all sync.WaitGroup
	for worker := range 16 {
		all.Go(func() {
			name := string(rune('a' + worker))
			err := s.Write(context.Background(), func(tx *store.Tx) error {
				value := "small"
				if worker%4 == 0 {
					value = large
				}
				return tx.SetMeta(name, value)
			})
			if (worker%4 == 0) != errs.Is(err, errs.Busy) || (worker%4 != 0 && err != nil) {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
	all.Wait()
	if n := count(t, s, `SELECT count(*) FROM meta`); n != 12 {
		t.Errorf("%d rows were kept, want 12", n)
	}
}

// wire is a way to PostgreSQL that can be cut.
type wire struct {
	t      *testing.T
	dial   func() (net.Conn, error)
	path   string
	mu     sync.Mutex
	listen net.Listener
	open   []net.Conn
}

// newWire lays a wire to the server of an address and returns the address at its other end.
func newWire(t *testing.T, address string) (*wire, string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q, port := u.Query(), cmp.Or(u.Port(), "5432")
	folder := t.TempDir()
	socket := ".s.PGSQL." + port
	w := &wire{t: t, path: filepath.Join(folder, socket), dial: func() (net.Conn, error) {
		if host := q.Get("host"); host != "" {
			return net.Dial("unix", filepath.Join(host, socket))
		}
		return net.Dial("tcp", net.JoinHostPort(u.Hostname(), port))
	}}
	there := *u
	there.Host = ":" + port
	at := u.Query()
	at.Set("host", folder)
	there.RawQuery = at.Encode()
	w.mend()
	t.Cleanup(w.cut)
	return w, there.String()
}

func (w *wire) mend() {
	w.t.Helper()
	l, err := net.Listen("unix", w.path)
	if err != nil {
		w.t.Fatal(err)
	}
	w.listen = l
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			w.join(near)
		}
	}()
}

func (w *wire) join(near net.Conn) {
	far, err := w.dial()
	if err != nil {
		_ = near.Close()
		return
	}
	w.mu.Lock()
	w.open = append(w.open, near, far)
	w.mu.Unlock()
	go func() { _, _ = io.Copy(far, near) }()
	go func() { _, _ = io.Copy(near, far) }()
}

func (w *wire) cut() {
	_ = w.listen.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.open {
		_ = c.Close()
	}
	w.open = nil
}

func TestDatabaseThatIsAwayForAMomentIsBusy(t *testing.T) {
	t.Parallel()
	c := storetest.Config(t, "postgres")
	w, address := newWire(t, c.Database)
	c.Database = address
	s := storetest.OpenConfig(t, c)
	if err := s.Write(t.Context(), setA); err != nil {
		t.Fatal(err)
	}
	during := s.Write(t.Context(), func(tx *store.Tx) error {
		w.cut()
		return tx.SetMeta("b", "1")
	})
	if !errs.Is(during, errs.Busy) {
		t.Errorf("cut in a transaction: %v", during)
	}
	if err := s.Write(t.Context(), setA); !errs.Is(err, errs.Busy) {
		t.Errorf("a write while it is away: %v", err)
	}
	if err := s.Read(t.Context(), func(tx *store.Tx) error { _, err := tx.Meta("a"); return err }); !errs.Is(err, errs.Busy) {
		t.Errorf("a read while it is away: %v", err)
	}
	if err := s.Ping(t.Context()); !errs.Is(err, errs.Busy) {
		t.Errorf("a ping while it is away: %v", err)
	}
	w.mend()
	if err := s.Write(t.Context(), setA); err != nil {
		t.Errorf("a write after it came back: %v", err)
	}
}

func TestDatabaseThatDoesNotAnswerIsBusy(t *testing.T) {
	t.Parallel()
	c := storetest.Config(t, "postgres")
	holder := storetest.OpenConfig(t, c)
	c.Patience = 300 * time.Millisecond
	s := storetest.OpenConfig(t, c)
	if err := holder.Write(t.Context(), func(tx *store.Tx) error {
		if err := setA(tx); err != nil {
			return err
		}
		if err := s.Write(t.Context(), setA); !errs.Is(err, errs.Busy) {
			t.Errorf("waiting for a row that is held: %v", err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestServerThatTakesCallsAndSaysNothing opens a store on an address where nobody ever answers.
func TestServerThatTakesCallsAndSaysNothing(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s, err := store.Open(t.Context(), store.Config{Database: "postgres://u@" + l.Addr().String() + "/d?sslmode=disable", Patience: 50 * time.Millisecond})
	if err == nil {
		t.Fatal("it opened", s.Close())
	}
	if !errs.Is(err, errs.Busy) {
		t.Errorf("a silent server: %v", err)
	}
}

func TestClosedStoreRefuses(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s, err := store.Open(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := s.Write(t.Context(), setA); !errs.Is(err, errs.Busy) {
			t.Errorf("a write after the end: %v", err)
		}
		if err := s.Read(t.Context(), func(*store.Tx) error { return nil }); !errs.Is(err, errs.Busy) {
			t.Errorf("a read after the end: %v", err)
		}
	})
}

// TestTheLoserOfADeadlockRunsAgain has two closures lock the same rows in opposite order.
func TestTheLoserOfADeadlockRunsAgain(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, "postgres")
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return errors.Join(setA(tx), tx.SetMeta("b", "1")) }); err != nil {
		t.Fatal(err)
	}
	var meet, all sync.WaitGroup
	meet.Add(2)
	for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
		all.Go(func() {
			tries := 0
			if err := s.Write(context.Background(), func(tx *store.Tx) error {
				if err := tx.SetMeta(order[0], "2"); err != nil {
					return err
				}
				if tries++; tries == 1 {
					meet.Done()
					meet.Wait()
				}
				return tx.SetMeta(order[1], "2")
			}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}
