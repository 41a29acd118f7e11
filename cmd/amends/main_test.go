package main

import (
	"database/sql"
	"fmt"
	"net"
	"net/http"
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

// TestScripts runs every verb as a person would. $TAKEN is an address somebody listens on, $FREE
// one nobody does, $BOOK the playbook Amends comes with.
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
			address, err := free()
			if err != nil {
				return err
			}
			e.Setenv("FREE", address)
			e.Setenv("TAKEN", taken.Addr().String())
			e.Setenv("BOOK", filepath.Join(e.WorkDir, "book.yaml"))
			return os.WriteFile(filepath.Join(e.WorkDir, "book.yaml"), playbook.Default(), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "sentence": sentence, "newer": newer, "up": up, "serving": serving},
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
	wait(ts, func() bool {
		_, err := os.Stat(filepath.Join(ts.MkAbs(args[0]), "files"))
		return err == nil
	})
}

// serving waits until a server answers at an address.
func serving(ts *testscript.TestScript, _ bool, args []string) {
	wait(ts, func() bool {
		answer, err := http.Get("http://" + args[0] + "/readyz")
		return err == nil && answer.Body.Close() == nil && answer.StatusCode == http.StatusOK
	})
}

func wait(ts *testscript.TestScript, done func() bool) {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for late := time.After(2 * time.Minute); !done(); {
		select {
		case <-look.C:
		case <-late:
			ts.Fatalf("the server did not come so far")
		}
	}
}

// free is an address nobody listens on at the moment.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
