package mail

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestFolderKeepsEveryMailWhole(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "outgoing")
	s := Folder(dir)
	for _, text := range []string{"one", "two", "two"} {
		if err := s.Send(t.Context(), "a@b.c", []string{"d@e.f"}, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil || !strings.HasSuffix(f.Name(), ".eml") {
			t.Errorf("%s: %v", f.Name(), err)
		}
		got = append(got, string(b))
	}
	if strings.Join(got, " ") != "one two two" {
		t.Errorf("got %q", got)
	}
}

func TestFolderNamesSortByTime(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 21, 9, 59, 59, 999_999_999, time.UTC)
	if a, b := fileName(at, nil), fileName(at.Add(time.Nanosecond), nil); a >= b {
		t.Errorf("%s is not before %s", a, b)
	}
	if fileName(at, []byte("x")) == fileName(at, []byte("y")) {
		t.Error("two mails of one moment have one name")
	}
}

func TestFolderThatCannotBeWrittenIsTemporary(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if failed := failure(t, Folder(file).Send(t.Context(), "a@b.c", []string{"d@e.f"}, nil)); !failed.Temporary {
		t.Error("given up")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if failed := failure(t, Folder(t.TempDir()).Send(ended, "a@b.c", []string{"d@e.f"}, nil)); !failed.Temporary {
		t.Error("given up")
	}
}
