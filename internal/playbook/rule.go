package playbook

import (
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
	c := &compiler{currency: text(root, "company", "currency"), values: comparisons(root)}
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
