package amends_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"amends/internal/recovery"
)

var updateDocs = flag.Bool("update", false, "write the generated documents anew")

// TestEventsAreDocumented keeps docs/events.md what the source says.
func TestEventsAreDocumented(t *testing.T) {
	t.Parallel()
	const file = "docs/events.md"
	want := eventsDoc(readSource(t, "internal/recovery"))
	if *updateDocs {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the source says (%v); write it with: go test -run TestEventsAreDocumented -update .", file, err)
	}
}

func TestEveryEventIsExplained(t *testing.T) {
	t.Parallel()
	s := readSource(t, "internal/recovery")
	for _, e := range recovery.Kinds() {
		if name := reflect.TypeOf(e).Name(); !strings.HasPrefix(s.types[name], name+" ") {
			t.Errorf("%s has no comment that begins with its name", name)
		}
	}
}

// source is what the comments of a package say of its types, fields and constants.
type source struct {
	types  map[string]string            // type: its comment
	fields map[string]map[string]string // type, field: its comment
	values map[string][]string          // type: its constants with their comments
}

func readSource(t *testing.T, folder string) source {
	t.Helper()
	s := source{types: map[string]string{}, fields: map[string]map[string]string{}, values: map[string][]string{}}
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no source in %s: %v", folder, err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok {
				s.read(g)
			}
		}
	}
	return s
}

func (s source) read(g *ast.GenDecl) {
	for _, spec := range g.Specs {
		switch x := spec.(type) {
		case *ast.TypeSpec:
			s.types[x.Name.Name] = oneLine(g.Doc.Text() + x.Doc.Text())
			if fields, ok := x.Type.(*ast.StructType); ok {
				s.readFields(x.Name.Name, fields)
			}
		case *ast.ValueSpec:
			s.readValue(x)
		}
	}
}

func (s source) readFields(of string, fields *ast.StructType) {
	s.fields[of] = map[string]string{}
	for _, f := range fields.Fields.List {
		for _, name := range f.Names {
			s.fields[of][name.Name] = oneLine(f.Doc.Text() + " " + f.Comment.Text())
		}
	}
}

// readValue keeps the words a type of strings may be.
func (s source) readValue(x *ast.ValueSpec) {
	of, ok := x.Type.(*ast.Ident)
	if !ok || len(x.Values) != 1 {
		return
	}
	text, ok := x.Values[0].(*ast.BasicLit)
	if !ok || text.Kind != token.STRING {
		return
	}
	word := "`" + strings.Trim(text.Value, `"`) + "`"
	if comment := oneLine(x.Comment.Text()); comment != "" {
		word += " " + comment
	}
	s.values[of.Name] = append(s.values[of.Name], word)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

const eventsHead = `# Events

What can happen to a case. The list is made from the source (go test -run TestEventsAreDocumented -update .), so it
cannot be out of date. Every event has a number that grows by one in its case, the moment it happened, and who
did it: ` + "`person:12`, `customer:7`, `token:shop` or `system`" + `. Kinds are never renamed and fields are only added; every
form an event ever had is kept in internal/recovery/testdata/events and read by a test.

Ids are decimal numbers in quotes, "" for none; moments are RFC 3339 in UTC with microseconds; amounts are minor
units with their ISO 4217 currency. A field that may be left out is marked with ?.

"The customer too" means that the customer's page tells of it in its own words; nothing of an event is shown as it stands.
`

func eventsDoc(s source) []byte {
	var b bytes.Buffer
	b.WriteString(eventsHead)
	var shapes []reflect.Type
	for _, e := range recovery.Kinds() {
		of := reflect.TypeOf(e)
		fmt.Fprintf(&b, "\n### %s\n\n%s\n", e.Kind(), told(s.types[of.Name()], of.Name(), e.Kind()))
		fmt.Fprintf(&b, "Seen by: %s.\n", audience(e))
		shapes = s.table(&b, of, shapes)
	}
	b.WriteString("\n## Shapes\n\nWhat stands inside events.\n")
	for i := 0; i < len(shapes); i++ {
		fmt.Fprintf(&b, "\n### %s\n\n%s\n", shapes[i].Name(), s.types[shapes[i].Name()])
		shapes = s.table(&b, shapes[i], shapes)
	}
	return b.Bytes()
}

// told is a comment without the name of the type in front.
func told(comment, name, kind string) string {
	rest, ok := strings.CutPrefix(comment, name+" ")
	if !ok {
		return comment
	}
	return "`" + kind + "` " + rest
}

func audience(e recovery.Event) string {
	if recovery.AudienceOf(e) == recovery.CustomerToo {
		return "the customer too"
	}
	return "staff only"
}

// table writes the fields of a type and adds the shapes they have.
func (s source) table(b *bytes.Buffer, of reflect.Type, shapes []reflect.Type) []reflect.Type {
	if of.NumField() == 0 {
		return shapes
	}
	b.WriteString("\n| field | is | meaning |\n|---|---|---|\n")
	return s.rows(b, of, shapes)
}

func (s source) rows(b *bytes.Buffer, of reflect.Type, shapes []reflect.Type) []reflect.Type {
	for i := range of.NumField() {
		f := of.Field(i)
		if f.Anonymous {
			shapes = s.rows(b, f.Type, shapes)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if options != "" {
			name += "?"
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", name, typeName(f.Type), s.meaning(of, f))
		if shape := base(f.Type); isShape(shape) && !slices.Contains(shapes, shape) {
			shapes = append(shapes, shape)
		}
	}
	return shapes
}

func (s source) meaning(of reflect.Type, f reflect.StructField) string {
	text := s.fields[of.Name()][f.Name]
	if words := s.values[base(f.Type).Name()]; len(words) > 0 {
		text = strings.TrimPrefix(text+"; "+strings.Join(words, ", "), "; ")
	}
	return strings.ReplaceAll(text, "|", "\\|")
}

func base(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Slice {
		return t.Elem()
	}
	return t
}

func isShape(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t != reflect.TypeFor[time.Time]() && strings.HasSuffix(t.PkgPath(), "/recovery")
}

func typeName(t reflect.Type) string {
	switch {
	case t.Kind() == reflect.Slice:
		return "list of " + typeName(t.Elem())
	case t == reflect.TypeFor[time.Time]():
		return "moment"
	case strings.HasSuffix(t.PkgPath(), "/id"):
		return idOf(t)
	case isShape(t):
		return "[" + t.Name() + "](#" + strings.ToLower(t.Name()) + ")"
	case t.Kind() == reflect.Struct:
		return strings.ToLower(t.Name())
	case t.Kind() == reflect.Bool:
		return "yes or no"
	case t.Kind() == reflect.String:
		return "text"
	}
	return "number"
}

// idOf names the kind of thing an id is of: ID[amends/internal/id.caseKind] is a case id.
func idOf(t reflect.Type) string {
	_, kind, _ := strings.Cut(t.Name(), "[")
	kind = kind[strings.LastIndex(kind, ".")+1:]
	return strings.TrimSuffix(kind, "Kind]") + " id"
}
