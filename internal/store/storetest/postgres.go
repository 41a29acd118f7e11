package storetest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"amends/internal/store"
	"amends/internal/store/migrate"
)

// server is where the tests' PostgreSQL answers: AMENDS_TEST_PG, a postgres:// address of a
// superuser whose databases we may make and drop, or one of our own, started once per process.
var server = sync.OnceValues(func() (string, error) {
	address := os.Getenv("AMENDS_TEST_PG")
	if address == "" {
		var err error
		if address, err = startServer(); err != nil {
			return "", err
		}
	}
	return address, makeTemplate(address)
})

// postgresCopy makes an empty, migrated database and drops it when the test ends.
func postgresCopy(t testing.TB) string {
	t.Helper()
	address, err := server()
	if err != nil {
		t.Fatalf("%v", err)
	}
	name := "amends_test_" + strings.ToLower(rand.Text())
	if err := command(address, "CREATE DATABASE "+name+" TEMPLATE "+templateName()+" STRATEGY FILE_COPY"); err != nil {
		t.Fatalf("make a PostgreSQL database: %v", err)
	}
	t.Cleanup(func() {
		if err := command(address, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the PostgreSQL database: %v", err)
		}
	})
	return database(address, name)
}

// templateName changes with the migrations, so that a server that several processes and
// runs share always has the right one.
func templateName() string {
	steps, err := migrate.Steps(migrate.Postgres)
	if err != nil {
		return "amends_template"
	}
	sum := sha256.New()
	for _, s := range steps {
		fmt.Fprintln(sum, s.Name, s.Sum)
	}
	return "amends_template_" + hex.EncodeToString(sum.Sum(nil))[:16]
}

// makeTemplate makes the migrated database that all others are copies of, unless another
// process has. It is made under another name and renamed, so that half of one is never copied.
func makeTemplate(address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return fmt.Errorf("connect to the tests' PostgreSQL: %w", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(hashtext('amends template'))"); err != nil {
		return err
	}
	found := 0
	if err := conn.QueryRow(ctx, "SELECT count(*) FROM pg_database WHERE datname = $1", templateName()).Scan(&found); err != nil || found > 0 {
		return err
	}
	draft := "amends_draft_" + strings.ToLower(rand.Text())
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+draft); err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Config{Database: database(address, draft)})
	if err != nil {
		return fmt.Errorf("migrate the tests' PostgreSQL: %w", err)
	}
	if err := s.Close(); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "ALTER DATABASE "+draft+" RENAME TO "+templateName())
	return err
}

// command runs one statement outside any transaction.
func command(address, text string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, text)
	return err
}

// database is the address of another database on the same server.
func database(address, name string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address // the connection says what is wrong with it
	}
	u.Path = "/" + name
	return u.String()
}
