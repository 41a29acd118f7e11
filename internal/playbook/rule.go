package playbook

import (
	"fmt"
	"slices"
	"strings"

	"amends/internal/money"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/cost"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"go.yaml.in/yaml/v3"
)

// Condition is a CEL expression over the facts of a case. The zero Condition has no text and
// stands for "always".
type Condition struct {
	Text string
	at   place
}

// place is where a condition stands in its file.
type place struct{ line, column int }

// UnmarshalYAML keeps the text and its place.
func (c *Condition) UnmarshalYAML(n *yaml.Node) error {
	*c = Condition{Text: n.Value, at: place{n.Line, n.Column}}
	return nil
}

// rule is a compiled condition. constant is set when it looks at no fact at all.
type rule struct {
	program  cel.Program
	constant *bool
}

// maxCost bounds a condition, in CEL's cost units of a few nanoseconds each: a comparison is
// about 2, a walk over a list of facts some hundreds.
const maxCost = 20_000

// compiler turns the text of conditions into rules.
type compiler struct {
	env      *cel.Env
	currency string
	values   map[string][]string // what a fact can be compared with
}

// newCompiler makes the compiler for the file. It works on files with problems too.
func newCompiler(root *yaml.Node) (*compiler, error) {
	c := &compiler{currency: text(root, "company", "currency"), values: comparable(root)}
	options := []cel.EnvOption{
		cel.ParserRecursionLimit(60),
		cel.ParserExpressionSizeLimit(2000),
		cel.ParserErrorRecoveryLimit(5),
		cel.Function("money", cel.Overload("money_string", []*cel.Type{cel.StringType}, cel.IntType, cel.UnaryBinding(c.money))),
	}
	for _, fact := range vocabulary() {
		options = append(options, cel.Variable(fact.name, fact.kind))
	}
	env, err := cel.NewEnv(options...)
	c.env = env
	return c, err
}

// comparable lists what each fact with a closed list of values can be compared with.
func comparable(root *yaml.Node) map[string][]string {
	return map[string][]string{
		"kind":        keys(root, "failures"),
		"fault":       append(Faults(), ""),
		"used_anyway": append(Uses(), ""),
		"flags":       Flags(),
		"wants":       Wants(),
		"given":       append(Givens(), questionKeys(root)...),
	}
}

// money is the function of that name: a decimal in the company's currency, as minor units.
func (c *compiler) money(v ref.Val) ref.Val {
	a, err := money.Parse(string(v.(types.String)), c.currency)
	if err != nil {
		return types.NewErr("not an amount of money")
	}
	return types.Int(a.Minor)
}

// compileConditions compiles every `when` and `unless` of the file and reports what is wrong.
func compileConditions(root *yaml.Node, r *report) map[place]rule {
	rules := map[place]rule{}
	c, err := newCompiler(root)
	if err != nil {
		r.at(nil, "the rules could not be prepared: %v", err)
		return rules
	}
	walkConditions(root, nil, func(path []string, n *yaml.Node) {
		if compiled, ok := c.compile(path, n, r); ok {
			rules[place{n.Line, n.Column}] = compiled
		}
	})
	return rules
}

// walkConditions visits every condition of the file.
func walkConditions(n *yaml.Node, path []string, visit func(path []string, n *yaml.Node)) {
	for i, item := range n.Content {
		switch {
		case n.Kind == yaml.SequenceNode:
			walkConditions(item, join(path, index(i)), visit)
		case i%2 == 0:
			continue
		case item.Kind == yaml.ScalarNode && (n.Content[i-1].Value == "when" || n.Content[i-1].Value == "unless"):
			visit(join(path, n.Content[i-1].Value), item)
		default:
			walkConditions(item, join(path, n.Content[i-1].Value), visit)
		}
	}
}

func (c *compiler) compile(path []string, n *yaml.Node, r *report) (rule, bool) {
	before := len(r.problems)
	checked, issues := c.env.Compile(n.Value)
	if issues.Err() != nil {
		c.reportIssues(path, n, issues, r)
		return rule{}, false
	}
	if checked.OutputType() != cel.BoolType {
		r.on(n.Line, n.Column, path, "a condition is true or false; this one gives %s", plainType(checked.OutputType().String()))
		return rule{}, false
	}
	c.checkCost(path, n, checked, r)
	c.checkWords(path, n, checked.NativeRep(), r)
	program, err := c.env.Program(checked, cel.CostLimit(maxCost), cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		r.on(n.Line, n.Column, path, "this condition cannot be used: %v", err)
		return rule{}, false
	}
	compiled := rule{program: program, constant: constant(checked.NativeRep(), program)}
	if compiled.constant != nil && !*compiled.constant {
		r.on(n.Line, n.Column, path, "this never holds, so it does nothing; take it out")
	}
	return compiled, len(r.problems) == before
}

// checkCost refuses a condition that could take long on the largest facts there are.
func (c *compiler) checkCost(path []string, n *yaml.Node, checked *cel.Ast, r *report) {
	estimate, err := c.env.EstimateCost(checked, bounds{})
	if err != nil || estimate.Max > maxCost {
		r.on(n.Line, n.Column, path, "this condition could take too long; make it simpler, with no lists inside lists")
	}
}

// bounds are the greatest sizes of facts, for the estimate of costs.
type bounds struct{}

// EstimateCallCost leaves every call to the standard.
func (bounds) EstimateCallCost(string, string, *cost.AstNode, []cost.AstNode) *cost.CallEstimate {
	return nil
}

// EstimateSize is the size bindings allows.
func (bounds) EstimateSize(n cost.AstNode) *cost.SizeEstimate {
	size := cost.RangedSizeEstimate(0, maxText)
	if n.Type().Kind() == types.ListKind {
		size = cost.ListSizeEstimate(cost.RangedSizeEstimate(0, maxList), size)
	}
	return &size
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

// constant is what the condition gives when it looks at no fact, nil when it does.
func constant(tree *ast.AST, program cel.Program) *bool {
	looks := false
	ast.PostOrderVisit(tree.Expr(), ast.NewExprVisitor(func(e ast.Expr) { looks = looks || e.Kind() == ast.IdentKind }))
	if looks {
		return nil
	}
	out, _, err := program.Eval(map[string]any{})
	holds := err == nil && out == types.True
	return &holds
}

// offset is where a part of a condition stands in the file. In a text over several lines that is
// not known, and the start of the text is given.
func offset(n *yaml.Node, tree *ast.AST, id int64) (line, column int) {
	at := tree.SourceInfo().GetStartLocation(id)
	return shift(n, at.Line(), at.Column())
}

func shift(n *yaml.Node, line, column int) (int, int) {
	switch {
	case line != 1 || n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return n.Line, n.Column
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		return n.Line, n.Column + column + 1
	}
	return n.Line, n.Column + column
}

// reportIssues puts the complaints of CEL into plain words.
func (c *compiler) reportIssues(path []string, n *yaml.Node, issues *cel.Issues, r *report) {
	for _, issue := range issues.Errors() {
		line, column := shift(n, issue.Location.Line(), issue.Location.Column())
		r.on(line, column, path, "%s", plainIssue(issue.Message))
	}
}

func plainIssue(message string) string {
	var name string
	if _, err := fmt.Sscanf(message, "undeclared reference to '%s", &name); err == nil {
		name = strings.Trim(name, "'")
		return fmt.Sprintf("rules know nothing called `%s`%s", name, didYouMean(name, factNames()))
	}
	if rest, ok := strings.CutPrefix(message, "found no matching overload for "); ok {
		function, kinds, _ := strings.Cut(rest, " applied to ")
		return fmt.Sprintf("`%s` does not work with %s", strings.Trim(function, "'_@"), plainType(strings.Trim(kinds, "'()")))
	}
	if rest, ok := strings.CutPrefix(message, "Syntax error: "); ok {
		return "the condition cannot be read from here: " + plainSyntax(rest)
	}
	return "the condition is not right: " + message
}

// plainSyntax leaves out what the parser would have liked instead.
func plainSyntax(message string) string {
	message, _, _ = strings.Cut(message, " expecting ")
	if strings.Contains(message, "<EOF>") {
		return "it ends too early"
	}
	return message
}

// plainType names types as a reader who does not program would.
func plainType(kinds string) string {
	return strings.NewReplacer("list(string)", "a list", "string", "text", "int", "a number",
		"double", "a number with decimals", "bool", "true or false", ", ", " and ", ".()", "", "(", "").Replace(kinds)
}

func factNames() []string {
	var names []string
	for _, fact := range vocabulary() {
		names = append(names, fact.name)
	}
	return append(names, "money")
}
