package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"

	"amends/internal/store"
	"amends/internal/store/storetest"
)

// TestEveryStatementIsUnderstood prepares each constant: sqlXxx on both engines, liteXxx
// on SQLite and pgXxx on PostgreSQL.
func TestEveryStatementIsUnderstood(t *testing.T) {
	t.Parallel()
	statements := constants(t)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		own := map[string]string{"sqlite": "lite", "postgres": "pg"}[s.Engine()]
		for name, text := range statements {
			if !strings.HasPrefix(name, "sql") && !strings.HasPrefix(name, own) {
				continue
			}
			if err := s.Prepare(t.Context(), text); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// constants are the string constants of package store named as statements are.
func constants(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok {
				collect(t, spec, found)
			}
			return true
		})
	}
	if len(found) < 10 {
		t.Fatalf("only %d statements were found", len(found))
	}
	return found
}

// collect takes the statements of one declaration. A statement that is not one literal cannot be
// read here, and is a fault.
func collect(t *testing.T, spec *ast.ValueSpec, into map[string]string) {
	t.Helper()
	for i, name := range spec.Names {
		if !isStatement(name.Name) || i >= len(spec.Values) {
			continue
		}
		literal, ok := spec.Values[i].(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			t.Errorf("%s is not one string literal", name.Name)
			continue
		}
		text, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		into[name.Name] = text
	}
}

// isStatement reports whether a name is sql, lite or pg followed by a capital.
func isStatement(name string) bool {
	for _, prefix := range []string{"sql", "lite", "pg"} {
		rest, ok := strings.CutPrefix(name, prefix)
		if ok && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' {
			return true
		}
	}
	return false
}
