package words

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write catalogue/en.json anew from the sources")

// catalogueFile is what a catalogue file of these entries contains: sorted, one text a line.
func catalogueFile(p page) ([]byte, error) {
	lines := map[string]any{}
	for key, e := range p {
		lines[key] = e.text
		if len(e.forms) > 0 {
			lines[key] = e.forms
		}
	}
	var file bytes.Buffer
	encoder := json.NewEncoder(&file)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(lines)
	return file.Bytes(), err
}

func TestEnglishListsEveryText(t *testing.T) {
	t.Parallel()
	found, err := collect("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, clash := range found.clashes {
		t.Error(clash)
	}
	want, err := catalogueFile(found.catalog)
	if err != nil {
		t.Fatal(err)
	}
	const name = "catalogue/en.json"
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale: run go test ./internal/words -update", name)
	}
}

func TestShippedLanguagesTranslateOnlyWhatIsSaid(t *testing.T) {
	t.Parallel()
	english := shipped().pages[shipped().tags[0]]
	for tag, p := range shipped().pages {
		for key, e := range p {
			said, ok := english[key]
			if !ok || (len(e.forms) > 0) != (len(said.forms) > 0) {
				t.Errorf("%s: nothing says %q any more, or not with a number", tag, key)
			}
		}
	}
}

func TestCollectFindsTexts(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write(t, root, "errs/errs.go", `package errs
func Invalidf(field, say string, args ...any) error { return nil }`)
	write(t, root, "web/page_templ.go", `package web
const title = "A constant"
func show(p P) {
	p.T("Save")
	p.W.T("Two " + ("parts"), 3)
	p.T(title)
	p.T(unknown)
	p.N(3, "%d case", "%d cases")
	words.Mark("In a table")
	errs.Invalidf("name", "Please give a name")
	refuse(1, "Not now")
	_ = &errs.Error{Say: "Said in a literal", Field: "not this"}
	fmt.Println("not this either")
}
func refuse(n int, say string) {}`)
	write(t, root, "web/page.templ", "")
	write(t, root, "web/page_test.go", `package web
func f(p P) { p.T("only a test") }`)
	write(t, root, "node_modules/x/x.go", `package x
func f(p P) { p.T("somebody else's") }`)
	found, err := collect(root)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for key := range found.catalog {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	want := "%d case|A constant|In a table|Not now|Please give a name|Said in a literal|Save|Two parts"
	if got := strings.Join(keys, "|"); got != want {
		t.Errorf("found %s\nwant  %s", got, want)
	}
	if forms := found.catalog["%d case"].forms; forms["one"] != "%d case" || forms["other"] != "%d cases" {
		t.Errorf("the plural is %v", forms)
	}
}

func TestCollectRefuses(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write(t, root, "a.go", `package a
func f(p P) { p.N(1, "%d case", "%d cases"); p.N(1, "%d case", "%d matters"); p.T("%d case") }`)
	found, err := collect(root)
	if err != nil || len(found.clashes) != 2 {
		t.Errorf("clashes %q, %v, want two", found.clashes, err)
	}
	write(t, root, "forgotten.templ", "")
	if _, err := collect(root); err == nil || !strings.Contains(err.Error(), "has not been generated") {
		t.Errorf("a template without its Go file: %v", err)
	}
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	full := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(full), fs.ModePerm); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
