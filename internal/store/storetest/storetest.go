// Package storetest opens fresh stores for tests, on SQLite and on PostgreSQL. It must not be
// imported by anything but tests, and must not know what is in the tables.
package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"amends/internal/store"
	"amends/internal/store/migrate"
)

// Engines are the names Open takes.
func Engines() []string { return []string{migrate.SQLite, migrate.Postgres} }

// Each runs body as a parallel subtest per engine, each on an empty database of its own.
func Each(t *testing.T, body func(t *testing.T, s *store.Store)) {
	t.Helper()
	EachConfig(t, func(t *testing.T, c store.Config) { body(t, OpenConfig(t, c)) })
}

// EachConfig is Each for a body that opens stores itself: two on one database, or with a clock.
func EachConfig(t *testing.T, body func(t *testing.T, c store.Config)) {
	t.Helper()
	for _, engine := range Engines() {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			body(t, Config(t, engine))
		})
	}
}

// Open opens an empty database that ends with the test.
func Open(t testing.TB, engine string) *store.Store {
	t.Helper()
	return OpenConfig(t, Config(t, engine))
}

// OpenConfig opens a store that is closed when the test ends.
func OpenConfig(t testing.TB, c store.Config) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), c)
	if err != nil {
		t.Fatalf("open the store: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return s
}

// Config is where an empty, migrated database of an engine is; it is removed when the test ends.
func Config(t testing.TB, engine string) store.Config {
	t.Helper()
	switch engine {
	case migrate.SQLite:
		return store.Config{Data: sqliteCopy(t), Readers: 2}
	case migrate.Postgres:
		return store.Config{Database: postgresCopy(t)}
	}
	t.Fatalf("there is no engine %q", engine)
	return store.Config{}
}

// migrated is the file every SQLite test starts from, made once per process.
var migrated = sync.OnceValues(func() (file []byte, err error) {
	folder, err := os.MkdirTemp("", "amends-sqlite-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	s, err := store.Open(context.Background(), store.Config{Data: folder})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(folder, "amends.db"))
})

func sqliteCopy(t testing.TB) string {
	t.Helper()
	file, err := migrated()
	if err != nil {
		t.Fatalf("make a SQLite database: %v", err)
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "amends.db"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}
