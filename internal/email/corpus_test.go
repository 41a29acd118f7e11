package email

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// corpus is the folder of real mails that lies beside the project; the tests over it are
// skipped only where it is absent.
const corpus = "../../../shared/data/mail"

func corpusFiles(t testing.TB, keep func(path string) bool) []string {
	t.Helper()
	if _, err := os.Stat(corpus); os.IsNotExist(err) {
		t.Skip("the folder of real mails is not here")
	}
	var files []string
	err := filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && keep(path) {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("no files under %s: %v", corpus, err)
	}
	return files
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func every(string) bool { return true }

func TestEveryRealFileIsReadWithoutLoss(t *testing.T) {
	t.Parallel()
	for _, path := range corpusFiles(t, every) {
		raw := read(t, path)
		m, err := Parse(raw)
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		_, body := (&reader{}).splitHeader(raw)
		if len(bytes.TrimSpace(body)) > 0 && m.Text == "" && m.HTML == "" && len(m.Files) == 0 && m.Subject == "" && m.From.Addr == "" {
			t.Errorf("%s: nothing was understood", path)
		}
		checkClean(t, path, m)
	}
}

func checkClean(t testing.TB, name string, m Message) {
	t.Helper()
	for _, s := range []string{m.Subject, m.Text, m.HTML, m.From.Name, m.From.Addr, m.MessageID} {
		if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
			t.Errorf("%s: not clean: %q", name, s)
		}
	}
	for _, s := range []string{m.Subject, m.From.Name, m.From.Addr, m.MessageID, m.InReplyTo} {
		if strings.ContainsAny(s, "\r\n") {
			t.Errorf("%s: a header has two lines: %q", name, s)
		}
	}
	for _, f := range m.Files {
		if f.Name == "" || strings.ContainsAny(f.Name, "/\\\r\n") {
			t.Errorf("%s: file name %q", name, f.Name)
		}
	}
}
