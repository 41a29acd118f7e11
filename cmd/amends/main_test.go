package main

import (
	"database/sql"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"amends/internal/playbook"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite" // writes what a later version would have written
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"amends": main})
}

// TestScripts runs every verb as a person would. $TAKEN is an address somebody listens on, $BOOK the
// playbook Amends comes with.
func TestScripts(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := taken.Close(); err != nil {
			t.Error(err)
		}
	})
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TAKEN", taken.Addr().String())
			e.Setenv("BOOK", filepath.Join(e.WorkDir, "book.yaml"))
			return os.WriteFile(filepath.Join(e.WorkDir, "book.yaml"), playbook.Default(), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "sentence": sentence, "newer": newer, "up": up},
	})
}

// exits holds that a command ends with this code: exits 2 amends ...
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		got = -1
		if failed, ok := err.(interface{ ExitCode() int }); ok {
			got = failed.ExitCode()
		}
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("%v ended with %d, not %s", args[1:], got, args[0])
	}
}

// sentence holds that standard error is one line that begins with "amends: " and ends like a sentence.
func sentence(ts *testscript.TestScript, _ bool, _ []string) {
	text := ts.ReadFile("stderr")
	lines := 0
	for _, c := range text {
		if c == '\n' {
			lines++
		}
	}
	if lines != 1 || len(text) < 12 || text[:8] != "amends: " || text[len(text)-2] != '.' {
		ts.Fatalf("not one clear sentence: %q", text)
	}
}

// newer makes the data in a folder look as if a later version had written it.
func newer(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", filepath.Join(ts.MkAbs(args[0]), "amends.db"))
	ts.Check(err)
	defer db.Close()
	var last int
	ts.Check(db.QueryRow("SELECT MAX(number) FROM migrations").Scan(&last))
	_, err = db.Exec("INSERT INTO migrations SELECT number + 1, 'of tomorrow', checksum, applied_at FROM migrations WHERE number = $1", last)
	ts.Check(err)
}

// up waits until a server has opened the data in a folder.
func up(ts *testscript.TestScript, _ bool, args []string) {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	late := time.After(time.Minute)
	for {
		if _, err := os.Stat(filepath.Join(ts.MkAbs(args[0]), "files")); err == nil {
			return
		}
		select {
		case <-look.C:
		case <-late:
			ts.Fatalf("the server did not start")
		}
	}
}
