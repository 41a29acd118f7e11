package recovery_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"amends/internal/recovery"
)

// With -update the newest form of an event is kept beside the earlier ones. Earlier ones are never
// rewritten: they stand in somebody's log.
var update = flag.Bool("update", false, "add golden events")

// TestKindsNamesEveryEvent finds the events in the source, so that none is forgotten in the list.
func TestKindsNamesEveryEvent(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	names := map[string]bool{}
	for _, e := range recovery.Kinds() {
		listed[reflect.TypeOf(e).Name()] = true
		if noun, verb, ok := strings.Cut(e.Kind(), "."); !ok || noun == "" || verb == "" || names[e.Kind()] {
			t.Errorf("%T is called %q; it must be noun.verb and its own", e, e.Kind())
		}
		names[e.Kind()] = true
	}
	inSource := eventTypes(t)
	for name := range inSource {
		if !listed[name] {
			t.Errorf("%s is an event and Kinds does not name it", name)
		}
	}
	if len(inSource) != len(listed) {
		t.Errorf("%d events in the source, %d in Kinds", len(inSource), len(listed))
	}
}

// eventTypes are the types of the package with a method Kind.
func eventTypes(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no source: %v", err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if ok && f.Recv != nil && f.Name.Name == "apply" {
				found[receiver(f)] = true
			}
		}
	}
	return found
}

func receiver(f *ast.FuncDecl) string {
	if name, ok := f.Recv.List[0].Type.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// TestOldEventsAreRead decodes every form an event ever had. What was said in it is still said.
func TestOldEventsAreRead(t *testing.T) {
	t.Parallel()
	for _, e := range recovery.Kinds() {
		full := filled(reflect.TypeOf(e), func(string) string { return "a text" })
		newest, err := recovery.Encode(full.Interface().(recovery.Event))
		if err != nil {
			t.Fatal(err)
		}
		files := golden(t, e.Kind())
		if *update && (len(files) == 0 || !bytes.Equal(compact(t, files[len(files)-1]), newest)) {
			files = append(files, addGolden(t, e.Kind(), len(files)+1, newest))
		}
		if len(files) == 0 || !bytes.Equal(compact(t, files[len(files)-1]), newest) {
			t.Errorf("%s has another form than the newest golden one; if only fields were added, run go test -update", e.Kind())
		}
		for _, file := range files {
			checkRead(t, e.Kind(), compact(t, file))
		}
	}
}

// golden are the forms of a kind, oldest first.
func golden(t *testing.T, kind string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "events", kind+".*.json"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	return files
}

func addGolden(t *testing.T, kind string, form int, body []byte) string {
	t.Helper()
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, body, "", "\t"); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join("testdata", "events", fmt.Sprintf("%s.%d.json", kind, form))
	if err := os.WriteFile(name, append(pretty.Bytes(), '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func compact(t *testing.T, file string) []byte {
	t.Helper()
	body, err := os.ReadFile(file)
	var short bytes.Buffer
	if err == nil {
		err = json.Compact(&short, body)
	}
	if err != nil {
		t.Fatal(err)
	}
	return short.Bytes()
}

func checkRead(t *testing.T, kind string, body []byte) {
	t.Helper()
	e, err := recovery.Decode(kind, body)
	if err != nil {
		t.Errorf("%s cannot be read any more: %v", kind, err)
		return
	}
	again, err := recovery.Encode(e)
	if err != nil {
		t.Fatal(err)
	}
	var was, is any
	if err := json.Unmarshal(body, &was); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again, &is); err != nil {
		t.Fatal(err)
	}
	if lost := missing("", was, is); lost != "" {
		t.Errorf("%s: %s was in the log and is lost", kind, lost)
	}
}

// missing is the first place where is does not say what was said.
func missing(at string, was, is any) string {
	switch x := was.(type) {
	case map[string]any:
		y, _ := is.(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(x)) {
			if lost := missing(at+"."+key, x[key], y[key]); lost != "" {
				return lost
			}
		}
		return ""
	case []any:
		y, _ := is.([]any)
		for i := range x {
			if i >= len(y) {
				return at
			}
			if lost := missing(fmt.Sprintf("%s[%d]", at, i), x[i], y[i]); lost != "" {
				return lost
			}
		}
		return ""
	}
	if !reflect.DeepEqual(was, is) {
		return at
	}
	return ""
}

func TestDecodeRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	if _, err := recovery.Decode("case.sung", []byte(`{}`)); err == nil {
		t.Error("a kind nobody knows was read")
	}
	if _, err := recovery.Decode("case.opened", []byte(`{"number":"x"}`)); err == nil {
		t.Error("a broken body was read")
	}
	if e, err := recovery.Decode("page.opened", []byte(`{"later":1}`)); err != nil || e != (recovery.PageOpened{}) {
		t.Errorf("a field of a newer version was not passed over: %v, %v", e, err)
	}
}

// TestRedactLeavesNoFreeText puts a text of its own into every text field there is. One that is left
// must be named here as one that holds a word of ours; a new field fails until somebody decides.
func TestRedactLeavesNoFreeText(t *testing.T) {
	t.Parallel()
	ours := []string{
		"channel", "purpose", "kind", "state", "key", "track", "money", "remedy", "currency", "every", "name", "field", "from", "to",
		"fault", "justified", "language", "value", "fixed", "given",
	}
	for _, e := range recovery.Kinds() {
		full := filled(reflect.TypeOf(e), func(field string) string { return "free:" + field }).Interface().(recovery.Event)
		before := fmt.Sprintf("%+v", full)
		body, err := recovery.Encode(recovery.Redact(full))
		if err != nil {
			t.Fatal(err)
		}
		for _, left := range strings.Split(string(body), `"free:`)[1:] {
			field, _, _ := strings.Cut(left, `"`)
			if !slices.Contains(ours, field) {
				t.Errorf("%s keeps the text in %q: empty it in Redact, or say here that it is ours", e.Kind(), field)
			}
		}
		if fmt.Sprintf("%+v", full) != before {
			t.Errorf("Redact changed the %s it was given", e.Kind())
		}
	}
}

// filled is a value with something in every field; word gives the text of a field by its JSON name.
func filled(of reflect.Type, word func(field string) string) reflect.Value {
	v := reflect.New(of).Elem()
	number := int64(0)
	fill(v, "", word, &number)
	return v
}

func fill(v reflect.Value, field string, word func(string) string, number *int64) {
	*number++
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(monday.Add(time.Duration(*number) * time.Minute)))
			return
		}
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			fill(v.Field(i), name, word, number)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), field, word, number)
	case reflect.String:
		v.SetString(word(field))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(*number)
	}
}
