package words

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
)

// collector finds every text of a source tree that goes through the catalogue:
//   - the text of a call of a method T and of Mark, one and many of a method N;
//   - the argument of any function's parameter named say, as those of package errs;
//   - the field Say of a composite literal.
//
// A text is a string literal, a sum of them, or a constant of its package. A text that is put
// together at run time cannot be translated and is not found.
type collector struct {
	files   map[string][]*ast.File // by folder
	say     map[string]int         // "errs.Invalidf" to the place of its parameter say
	consts  map[string]ast.Expr    // "folder.name" to its value
	catalog page
	clashes []string
}

// skipped folders hold no words of ours, or words of tests.
func skipped(name string) bool {
	return slices.Contains([]string{"node_modules", "testdata", "dist", "bin", "shots", "vendor"}, name) ||
		strings.HasPrefix(name, ".") && name != "." || strings.HasPrefix(name, "amends-data")
}

// collect reads the Go files under root, those made from templates included.
func collect(root string) (*collector, error) {
	c := &collector{files: map[string][]*ast.File{}, say: map[string]int{}, consts: map[string]ast.Expr{}, catalog: page{}}
	tree := os.DirFS(root)
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && skipped(d.Name()) {
			return fs.SkipDir
		}
		return c.read(tree, name)
	})
	if err != nil {
		return nil, err
	}
	for folder, files := range c.files {
		for _, file := range files {
			c.visit(folder, file)
		}
	}
	slices.Sort(c.clashes)
	return c, nil
}

func (c *collector) read(tree fs.FS, name string) error {
	if made, isTemplate := strings.CutSuffix(name, ".templ"); isTemplate {
		if _, err := fs.Stat(tree, made+"_templ.go"); err != nil {
			return fmt.Errorf("%s has not been generated: go tool templ generate: %w", name, err)
		}
	}
	if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
		return nil
	}
	b, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, b, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	folder := path.Dir(name)
	c.files[folder] = append(c.files[folder], file)
	c.declare(folder, file)
	return nil
}

// declare notes the file's constants and its functions with a parameter named say.
func (c *collector) declare(folder string, file *ast.File) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if place, ok := sayPlace(d.Type); ok {
				c.say[file.Name.Name+"."+d.Name.Name] = place
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok && d.Tok == token.CONST && len(v.Values) == len(v.Names) {
					for i, name := range v.Names {
						c.consts[folder+"."+name.Name] = v.Values[i]
					}
				}
			}
		}
	}
}

func sayPlace(f *ast.FuncType) (int, bool) {
	place := 0
	for _, field := range f.Params.List {
		for _, name := range field.Names {
			if name.Name == "say" {
				return place, true
			}
			place++
		}
	}
	return 0, false
}

func (c *collector) visit(folder string, file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			c.call(folder, file.Name.Name, n)
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Say" {
				c.add(folder, n.Value)
			}
		}
		return true
	})
}

func (c *collector) call(folder, pkg string, call *ast.CallExpr) {
	var owner, name string
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		name = fun.Name
	case *ast.SelectorExpr:
		name = fun.Sel.Name
		if x, ok := fun.X.(*ast.Ident); ok {
			owner = x.Name
		}
	}
	args := call.Args
	switch {
	case name == "T" && len(args) > 0, name == "Mark" && len(args) == 1:
		c.add(folder, args[0])
	case name == "N" && len(args) > 2:
		c.addPlural(folder, args[1], args[2])
	}
	for _, known := range []string{owner + "." + name, pkg + "." + name} {
		if place, ok := c.say[known]; ok && place < len(args) {
			c.add(folder, args[place])
			return
		}
	}
}

func (c *collector) add(folder string, arg ast.Expr) {
	text, ok := c.text(folder, arg)
	if !ok || text == "" {
		return
	}
	if len(c.catalog[text].forms) > 0 {
		c.clashes = append(c.clashes, fmt.Sprintf("%q is used with and without a number", text))
	}
	c.catalog[text] = entry{text: text}
}

func (c *collector) addPlural(folder string, oneArg, manyArg ast.Expr) {
	one, ok := c.text(folder, oneArg)
	many, alsoMany := c.text(folder, manyArg)
	if !ok || !alsoMany {
		return
	}
	known, used := c.catalog[one]
	if used && known.forms["other"] != many {
		c.clashes = append(c.clashes, fmt.Sprintf("%q has two plurals, %q and %q", one, known.forms["other"], many))
	}
	c.catalog[one] = entry{forms: map[string]string{"one": one, "other": many}}
}

// text is what a constant expression says.
func (c *collector) text(folder string, arg ast.Expr) (string, bool) {
	switch e := arg.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.ParenExpr:
		return c.text(folder, e.X)
	case *ast.BinaryExpr:
		left, ok := c.text(folder, e.X)
		right, alsoOK := c.text(folder, e.Y)
		return left + right, ok && alsoOK && e.Op == token.ADD
	case *ast.Ident:
		if value, ok := c.consts[folder+"."+e.Name]; ok {
			return c.text(folder, value)
		}
	}
	return "", false
}
