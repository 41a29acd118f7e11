package migrate

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	_ "modernc.org/sqlite"

	"amends/internal/errs"
)

func setup(t *testing.T) *sql.Conn {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return conn
}

func steps(t *testing.T, engine string, texts map[string]string) []Step {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range texts {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	found, err := stepsOf(files, engine)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func tables(t *testing.T, conn *sql.Conn) string {
	t.Helper()
	var names sql.NullString
	if err := conn.QueryRowContext(t.Context(), `SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name)`).Scan(&names); err != nil {
		t.Fatal(err)
	}
	return names.String
}

func TestStepsAreAppliedOnceAndAddedTo(t *testing.T) {
	t.Parallel()
	conn := setup(t)
	texts := map[string]string{"0001_a.sql": "CREATE TABLE a (n BIGINT) STRICT;"}
	for range 2 {
		if err := up(t.Context(), conn, SQLite, time.Now(), steps(t, SQLite, texts)); err != nil {
			t.Fatal(err)
		}
	}
	texts["0002_b.sql"] = "CREATE TABLE b (n JSONB) STRICT;"
	if err := up(t.Context(), conn, SQLite, time.Now(), steps(t, SQLite, texts)); err != nil {
		t.Fatal(err)
	}
	if got := tables(t, conn); got != "a b migrations" {
		t.Errorf("the tables are %s", got)
	}
}

func TestFailedStepLeavesNothing(t *testing.T) {
	t.Parallel()
	conn := setup(t)
	err := up(t.Context(), conn, SQLite, time.Now(), steps(t, SQLite, map[string]string{
		"0001_a.sql": "CREATE TABLE a (n BIGINT) STRICT;",
		"0002_b.sql": "CREATE TABLE b (n BIGINT) STRICT; CREATE TABLE a (n BIGINT) STRICT;",
	}))
	if err == nil || !strings.Contains(err.Error(), "0002_b") {
		t.Errorf("the step that failed is not named: %v", err)
	}
	if got := tables(t, conn); got != "" {
		t.Errorf("left behind: %s", got)
	}
}

func TestNewerAndOtherDataIsRefused(t *testing.T) {
	t.Parallel()
	one := map[string]string{"0001_a.sql": "CREATE TABLE a (n BIGINT) STRICT;"}
	two := map[string]string{"0001_a.sql": one["0001_a.sql"], "0002_b.sql": "CREATE TABLE b (n BIGINT) STRICT;"}
	other := map[string]string{"0001_a.sql": "CREATE TABLE other (n BIGINT) STRICT;"}
	for name, c := range map[string]struct {
		had, now map[string]string
		said     string
	}{
		"newer": {two, one, "newer Amends (migration 0002)"},
		"other": {one, other, "different build of Amends (migration 0001_a)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn := setup(t)
			if err := up(t.Context(), conn, SQLite, time.Now(), steps(t, SQLite, c.had)); err != nil {
				t.Fatal(err)
			}
			before := tables(t, conn)
			err := up(context.Background(), conn, SQLite, time.Now(), steps(t, SQLite, c.now))
			if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), c.said) {
				t.Errorf("said %v", err)
			}
			if after := tables(t, conn); after != before {
				t.Errorf("the tables went from %s to %s", before, after)
			}
		})
	}
}

func TestTextsAreTranslated(t *testing.T) {
	t.Parallel()
	const text = "CREATE TABLE a (a BIGINT, b TEXT, c JSONB, d BYTEA, e BOOLEAN DEFAULT FALSE, f DOUBLE PRECISION\n) STRICT;"
	for engine, want := range map[string]string{
		SQLite:   "CREATE TABLE a (a INTEGER, b TEXT, c TEXT, d BLOB, e INTEGER DEFAULT FALSE, f REAL\n) STRICT;",
		Postgres: "CREATE TABLE a (a BIGINT, b TEXT, c JSONB, d BYTEA, e BOOLEAN DEFAULT FALSE, f DOUBLE PRECISION\n);",
	} {
		if got := translate(text, engine); got != want {
			t.Errorf("%s: %s", engine, got)
		}
	}
}

func TestFilesOfOneEngineAndGaps(t *testing.T) {
	t.Parallel()
	texts := map[string]string{"0001_a.sql": "", "0002_find.postgres.sql": "-- pg", "0002_find.sqlite.sql": "-- lite"}
	for engine, want := range map[string]string{SQLite: "-- lite", Postgres: "-- pg"} {
		if got := steps(t, engine, texts); len(got) != 2 || got[1].SQL != want || got[1].Name != "0002_find" {
			t.Errorf("%s: %+v", engine, got)
		}
	}
	for _, name := range []string{"0002_gap.sql", "one.sql", "x.sql"} {
		if _, err := stepsOf(fstest.MapFS{name: {}}, SQLite); err == nil {
			t.Errorf("%s was taken as the first migration", name)
		}
	}
}

func TestThisVersionHasTheSameStepsOnBothEngines(t *testing.T) {
	t.Parallel()
	lite, err := Steps(SQLite)
	if err != nil {
		t.Fatal(err)
	}
	pg, err := Steps(Postgres)
	if err != nil || len(lite) != len(pg) {
		t.Fatalf("%d steps on SQLite, %d on PostgreSQL, %v", len(lite), len(pg), err)
	}
	for i := range lite {
		if lite[i].Name != pg[i].Name {
			t.Errorf("step %d is %s and %s", i+1, lite[i].Name, pg[i].Name)
		}
	}
}
