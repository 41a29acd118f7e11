package playbook

import (
	"slices"

	"amends/internal/money"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"go.yaml.in/yaml/v3"
)

// comparisons lists what each fact with a closed list of values can be compared with.
func comparisons(root *yaml.Node) map[string][]string {
	return map[string][]string{
		"kind":        keys(root, "failures"),
		"fault":       append(Faults(), ""),
		"used_anyway": append(Uses(), ""),
		"flags":       Flags(),
		"wants":       Wants(),
		"given":       append(Givens(), questionKeys(root)...),
	}
}

// checkWords refuses words that the fact they are compared with never has: a typing error
// would otherwise make a rule that silently never holds.
func (c *compiler) checkWords(path []string, n *yaml.Node, tree *ast.AST, r *report) {
	ast.PostOrderVisit(tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() != ast.CallKind {
			return
		}
		call := e.AsCall()
		args := call.Args()
		if call.FunctionName() == "money" {
			c.checkAmount(path, n, tree, args[0], r)
			return
		}
		if !slices.Contains([]string{"_==_", "_!=_", "@in"}, call.FunctionName()) || len(args) != 2 {
			return
		}
		c.checkPair(path, n, tree, args[0], args[1], r)
		c.checkPair(path, n, tree, args[1], args[0], r)
	}))
}

// checkPair looks at a fact and what it is compared with, when that is a word or a list of words.
func (c *compiler) checkPair(path []string, n *yaml.Node, tree *ast.AST, fact, with ast.Expr, r *report) {
	if fact.Kind() != ast.IdentKind {
		return
	}
	allowed, closed := c.values[fact.AsIdent()]
	if !closed {
		return
	}
	words := []ast.Expr{with}
	if with.Kind() == ast.ListKind {
		words = with.AsList().Elements()
	}
	for _, w := range words {
		if word, ok := literal(w); ok && !slices.Contains(allowed, word) {
			line, column := offset(n, tree, w.ID())
			r.on(line, column, path, "`%s` is never %q%s", fact.AsIdent(), word, didYouMean(word, allowed))
		}
	}
}

func (c *compiler) checkAmount(path []string, n *yaml.Node, tree *ast.AST, arg ast.Expr, r *report) {
	word, ok := literal(arg)
	if _, err := money.Parse(word, c.currency); ok && err == nil {
		return
	}
	line, column := offset(n, tree, arg.ID())
	r.on(line, column, path, "`money` takes an amount in quotes, such as money(\"100.00\")")
}

func literal(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().(types.String)
	return string(s), ok
}
