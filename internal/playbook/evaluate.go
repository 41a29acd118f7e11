package playbook

import (
	"fmt"

	"cel.dev/cel-go/common/types"
)

// evaluation answers conditions over the facts of one case. It is for one goroutine.
type evaluation struct {
	rules map[place]rule
	facts map[string]any
	// failed are conditions that could not be worked out. They count as not holding: a complaint
	// is never turned away because of a rule.
	failed []Condition
}

func (p *Playbook) evaluate(f Facts) *evaluation {
	return &evaluation{rules: p.rules, facts: bindings(f)}
}

// holds reports whether the condition is true of the case; one without text always is.
func (e *evaluation) holds(c Condition) bool {
	if c.Text == "" {
		return true
	}
	out, _, err := e.rules[c.at].program.Eval(e.facts)
	if err != nil {
		e.failed = append(e.failed, c)
		return false
	}
	return out == types.True
}

// given reports whether an `unless` says that there is no need to ask.
func (e *evaluation) given(c Condition) bool { return c.Text != "" && e.holds(c) }

// excuses says which rules were left out because they could not be worked out.
func (e *evaluation) excuses() []string {
	var list []string
	for _, c := range e.failed {
		list = append(list, fmt.Sprintf("A rule of the playbook could not be worked out and was left out (line %d).", c.at.line))
	}
	return list
}
