package amends_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// floors is the house: a package imports only packages of lower floors, or of its own floor where
// beside says so.
func floors() map[string]int {
	return map[string]int{
		// 0: words everybody may use
		"errs": 0, "id": 0, "money": 0, "calendar": 0, "job": 0, "sentence": 0,
		// 1: rules
		"playbook": 1, "recovery": 1, "ledger": 1, "tone": 1, "triage": 1, "email": 1, "insight": 1, "words": 1,
		// 2: the outside
		"store": 2, "store/migrate": 2, "store/storetest": 2, "mail": 2, "blob": 2, "live": 2,
		// 3: use cases
		"app": 3,
		// 4: surfaces
		"look": 4, "endpoint": 4, "web": 4, "portal": 4, "api": 4, "inbound": 4, "worker": 4,
		// 5: assembly
		"demo": 5, "server": 5,
	}
}

// beside are the imports inside a floor that are meant, each with its reason.
func beside() map[string]string {
	return map[string]string{
		"job -> id":                        "a job carries ids",
		"money -> errs":                    "a refused amount speaks to people",
		"calendar -> errs":                 "a refused calendar speaks to people",
		"recovery -> playbook":             "every decision asks the company's policy",
		"store -> store/migrate":           "a store brings its own tables up to date",
		"store/storetest -> store/migrate": "a database of its own gets the tables",
		"store/storetest -> store":         "the test support opens what it tests",
		"web -> endpoint":                  "surfaces stand on endpoint",
		"portal -> endpoint":               "surfaces stand on endpoint",
		"api -> endpoint":                  "surfaces stand on endpoint",
		"endpoint -> look":                 "refusals are pages too",
		"web -> look":                      "pages are made of look's pieces",
		"portal -> look":                   "pages are made of look's pieces",
		"demo -> server":                   "the demo is a server with a moved clock",
		"server -> demo":                   "the server seeds the demo",
	}
}

// forbidden imports, by the highest floor they are forbidden on, with the reason.
func forbidden() map[string]string {
	const pure = "rules and words are pure: what they need is given to them"
	return map[string]string{"os": pure, "net": pure, "net/http": pure, "database/sql": pure, "log": pure, "log/slog": pure, "math/rand": pure, "math/rand/v2": pure, "crypto/rand": pure}
}

// only are imports with a home: nobody else may know them.
func only() map[string][]string {
	return map[string][]string{
		"net/http":                    {"endpoint", "web", "portal", "api", "server", "look"},
		"modernc.org/sqlite":          {"store"},
		"github.com/jackc/pgx":        {"store", "store/storetest"},
		"database/sql":                {"store", "store/migrate", "store/storetest"},
		"github.com/emersion/go-smtp": {"mail"},
	}
}

type listed struct {
	ImportPath string
	Dir        string
	Imports    []string
	GoFiles    []string
}

// packages are all packages of the house as go list sees them, without their tests.
func packages(t *testing.T) map[string]listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles", "./internal/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string]listed{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) > 0 {
			all[strings.TrimPrefix(p.ImportPath, "amends/internal/")] = p
		}
	}
	return all
}

func TestEveryPackageKnowsOnlyLowerFloors(t *testing.T) {
	t.Parallel()
	floor := floors()
	for name, p := range packages(t) {
		mine, known := floor[name]
		if !known {
			t.Errorf("internal/%s has no floor: say in floors_test.go what it holds and on which floor it stands", name)
			continue
		}
		for _, path := range p.Imports {
			dep, ours := strings.CutPrefix(path, "amends/internal/")
			if !ours {
				continue
			}
			if _, meant := beside()[name+" -> "+dep]; floor[dep] >= mine && !meant {
				t.Errorf("internal/%s (floor %d) imports internal/%s (floor %d)", name, mine, dep, floor[dep])
			}
		}
	}
}

func TestForbiddenImports(t *testing.T) {
	t.Parallel()
	for name, p := range packages(t) {
		for _, path := range p.Imports {
			if why, bad := forbidden()[path]; bad && floors()[name] <= 1 {
				t.Errorf("internal/%s imports %s: %s", name, path, why)
			}
			for home, who := range only() {
				if (path == home || strings.HasPrefix(path, home+"/")) && home != "net/http" && !slices.Contains(who, name) || (home == "net/http" && path == home && !slices.Contains(who, name)) {
					t.Errorf("internal/%s imports %s, which belongs to %v", name, path, who)
				}
			}
		}
	}
}

// walk gives every file of the house without its tests.
func walk(t *testing.T, see func(pkg, name string, set *token.FileSet, f *ast.File)) {
	t.Helper()
	for pkg, p := range packages(t) {
		for _, name := range p.GoFiles {
			set := token.NewFileSet()
			f, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			see(pkg, name, set, f)
		}
	}
}

func TestRulesHaveNoClock(t *testing.T) {
	t.Parallel()
	walk(t, func(pkg, name string, set *token.FileSet, f *ast.File) {
		if floors()[pkg] > 1 {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && (s.Sel.Name == "Now" || s.Sel.Name == "Since" || s.Sel.Name == "Until") {
					t.Errorf("%s: a rule asks the clock; it must be given the time", set.Position(n.Pos()))
				}
			}
			return true
		})
	})
}

func TestOnlyAppOpensTransactions(t *testing.T) {
	t.Parallel()
	walk(t, func(pkg, name string, set *token.FileSet, f *ast.File) {
		if pkg == "app" || pkg == "store" || pkg == "store/storetest" {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			s, ok := call.Fun.(*ast.SelectorExpr)
			if ok && (s.Sel.Name == "Write" || s.Sel.Name == "Read") && len(call.Args) == 2 {
				if _, closure := call.Args[1].(*ast.FuncLit); closure {
					t.Errorf("%s: a transaction outside app", set.Position(n.Pos()))
				}
			}
			return true
		})
	})
}

func TestNoInitAndNoLongFunctions(t *testing.T) {
	t.Parallel()
	const most = 80
	walk(t, func(pkg, name string, set *token.FileSet, f *ast.File) {
		if strings.HasSuffix(name, "_templ.go") {
			return
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if fn.Name.Name == "init" && fn.Recv == nil {
				t.Errorf("%s: init has effects nobody sees", set.Position(fn.Pos()))
			}
			if lines := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1; lines > most {
				t.Errorf("%s: %s has %d lines; nobody holds more than %d in mind", set.Position(fn.Pos()), fn.Name.Name, lines, most)
			}
		}
	})
}

func TestFilesAreAboutOneThing(t *testing.T) {
	t.Parallel()
	const most = 500
	walk(t, func(pkg, name string, set *token.FileSet, f *ast.File) {
		if strings.HasSuffix(name, "_templ.go") {
			return
		}
		if lines := set.Position(f.End()).Line; lines > most {
			t.Errorf("internal/%s/%s has %d lines; stop at %d", pkg, name, lines, most)
		}
	})
}

func TestEveryPackageSaysWhatItHolds(t *testing.T) {
	t.Parallel()
	said := map[string]string{}
	all := packages(t)
	walk(t, func(pkg, _ string, _ *token.FileSet, f *ast.File) {
		if f.Doc != nil {
			said[pkg] += f.Doc.Text()
		}
	})
	for pkg := range all {
		if len(said[pkg]) < 100 {
			t.Errorf("internal/%s: no package comment that says what it holds and what it must not", pkg)
		}
	}
}
