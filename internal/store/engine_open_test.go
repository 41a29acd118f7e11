package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"amends/internal/errs"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// refusal opens a store that must be refused and returns what is said.
func refusal(t *testing.T, c store.Config, kind errs.Kind) string {
	t.Helper()
	s, err := store.Open(context.Background(), c)
	if err == nil {
		t.Fatalf("it opened: %v", s.Close())
	}
	if !errs.Is(err, kind) {
		t.Fatalf("refused as %s, want %s: %v", errs.KindOf(err), kind, err)
	}
	return err.Error()
}

func TestDataOfANewerVersionIsRefusedAndLeftAlone(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := storetest.OpenConfig(t, c)
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			last, err := tx.Numbers(`SELECT max(number) FROM migrations`)
			if err != nil {
				return err
			}
			for n := last[0] + 1; n <= 9042; n += 9042 - last[0] - 1 {
				if _, err := tx.Exec(`INSERT INTO migrations (number, name, checksum, applied_at) VALUES ($1, 'future', '', 0)`, n); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if said := refusal(t, c, errs.Invalid); !strings.Contains(said, "This data was written by a newer Amends (migration 9042).") {
			t.Error(said)
		}
	})
}

func TestDataOfAnotherBuildIsRefused(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := storetest.OpenConfig(t, c)
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE migrations SET checksum = 'other' WHERE number = 1`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if said := refusal(t, c, errs.Invalid); !strings.Contains(said, "0001_base") {
			t.Error(said)
		}
	})
}

func TestSeveralProcessesMigrateAtOnce(t *testing.T) {
	t.Parallel()
	c := store.Config{Data: t.TempDir()}
	opened := make(chan error)
	for range 4 {
		go func() {
			s, err := store.Open(context.Background(), c)
			if err == nil {
				err = s.Close()
			}
			opened <- err
		}()
	}
	for range 4 {
		if err := <-opened; err != nil {
			t.Error(err)
		}
	}
}

func TestOneServerPerFolderAndCommandsBesideIt(t *testing.T) {
	t.Parallel()
	c := storetest.Config(t, "sqlite")
	server := c
	server.Exclusive = true
	storetest.OpenConfig(t, server)
	if said := refusal(t, server, errs.Busy); !strings.Contains(said, c.Data) {
		t.Error(said)
	}
	beside := storetest.OpenConfig(t, c)
	if err := beside.Write(t.Context(), func(tx *store.Tx) error { return tx.SetMeta("a", "1") }); err != nil {
		t.Errorf("a command beside the server: %v", err)
	}
}

func TestFolderThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if said := refusal(t, store.Config{Data: filepath.Join(file, "data")}, errs.Invalid); !strings.Contains(said, "--data") {
		t.Error(said)
	}
}

func TestFileThatIsNoDatabase(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "amends.db"), []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if said := refusal(t, store.Config{Data: folder}, errs.Internal); !strings.Contains(said, "damaged") {
		t.Error(said)
	}
}

func TestFolderWithAnOddName(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "50% off? #1 ü")
	s := storetest.OpenConfig(t, store.Config{Data: folder})
	if err := s.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "amends.db")); err != nil {
		t.Error(err)
	}
}

func TestAddressThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"mysql://host/db", "postgres://host:port/db", "postgres://u:secret@[::1/db"} {
		if said := refusal(t, store.Config{Database: address}, errs.Invalid); strings.Contains(said, "secret") {
			t.Errorf("the password is told: %s", said)
		}
	}
}

func TestLeaseOfANodeIsRenewedOrAnotherTaken(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := storetest.OpenConfig(t, c)
		nothing := func(*store.Tx) error { return nil }
		before := s.Node()
		s.LoseNode()
		if err := s.Write(t.Context(), nothing); err != nil || s.Node() != before {
			t.Errorf("a lease nobody took went from node %d to %d, %v", before, s.Node(), err)
		}
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE nodes SET owner = owner + 1 WHERE node = $1`, before)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		s.LoseNode()
		if err := s.Write(t.Context(), nothing); err != nil || s.Node() == before {
			t.Errorf("a node somebody else holds was kept, %v", err)
		}
	})
}

func TestProcessesOpenedOneAfterTheOtherGetDifferentNodes(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		seen := map[int]bool{}
		for range 3 {
			s, err := store.Open(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			if seen[s.Node()] {
				t.Errorf("node %d was used again at once", s.Node())
			}
			seen[s.Node()] = true
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestOpenRefusesWhenAllNodesAreTaken(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := storetest.OpenConfig(t, c)
		if err := s.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE nodes SET until_at = $1`, store.Micros(monday().AddDate(100, 0, 0)))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if said := refusal(t, c, errs.Busy); !strings.Contains(said, "1024 processes") {
			t.Error(said)
		}
	})
}

// The folder may be one that others can enter, and the database one that was made before.
func TestNobodyElseReadsTheDatabase(t *testing.T) {
	t.Parallel()
	c := storetest.Config(t, "sqlite")
	for name, rights := range map[string]os.FileMode{"": 0o755, "amends.db": 0o644} {
		if err := os.Chmod(filepath.Join(c.Data, name), rights); err != nil {
			t.Fatal(err)
		}
	}
	storetest.OpenConfig(t, c)
	files, err := filepath.Glob(filepath.Join(c.Data, "*"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%v: %v", files, err)
	}
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if rights := info.Mode().Perm(); rights&0o077 != 0 {
			t.Errorf("%s can be read by others: %s", filepath.Base(name), rights)
		}
	}
}
