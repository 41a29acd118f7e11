package amends_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSecurityNamesTestsThatExist keeps docs/security.md from promising tests that are gone.
func TestSecurityNamesTestsThatExist(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	files := regexp.MustCompile(`[a-z]+/[a-z_]+_test\.go`).FindAllString(string(text), -1)
	if len(files) == 0 {
		t.Fatal("it names no test at all")
	}
	for _, name := range files {
		if _, err := os.Stat(filepath.Join("internal", name)); err != nil {
			t.Errorf("there is no internal/%s", name)
		}
	}
	tests := allTests(t)
	for _, name := range regexp.MustCompile(`Test[A-Z]\w+`).FindAllString(string(text), -1) {
		if !strings.Contains(tests, "func "+name+"(") {
			t.Errorf("there is no %s", name)
		}
	}
}

// allTests is the text of every test under internal.
func allTests(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("internal/*/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}
