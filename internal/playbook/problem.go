package playbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Problem is something wrong in the file, and where. Line and Column count from 1; 0 is not known.
type Problem struct {
	Line, Column int
	Path         string // "failures.late.questions.when.ask"; "" is the file as a whole
	Say          string // what is wrong and what to do, in plain words
}

// String is the problem as `playbook check` prints it.
func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d, ", p.Line)
		if p.Column > 0 {
			fmt.Fprintf(&b, "column %d, ", p.Column)
		}
	}
	where := strings.TrimSuffix(b.String(), ", ")
	if where != "" {
		where += ": "
	}
	if p.Path != "" {
		where += "`" + p.Path + "`: "
	}
	return where + p.Say
}

// maxProblems is how many are told at once; a file with more is better read than listed.
const maxProblems = 200

// report gathers problems and knows where things stand in the file.
type report struct {
	root     *yaml.Node
	problems []Problem
}

// at adds a problem with the value at path.
func (r *report) at(path []string, say string, args ...any) {
	n := locate(r.root, path)
	r.on(n.Line, n.Column, path, say, args...)
}

// atKey adds a problem with a key of the mapping at path.
func (r *report) atKey(path []string, key, say string, args ...any) {
	n := locate(r.root, path)
	for i := 0; i+1 < len(n.Content) && n.Kind == yaml.MappingNode; i += 2 {
		if n.Content[i].Value == key {
			n = n.Content[i]
			break
		}
	}
	r.on(n.Line, n.Column, join(path, key), say, args...)
}

// on adds a problem at a place in the text.
func (r *report) on(line, column int, path []string, say string, args ...any) {
	r.problems = append(r.problems, Problem{Line: line, Column: column, Path: show(path), Say: fmt.Sprintf(say, args...)})
}

// sorted is every problem once, in the order of the file.
func (r *report) sorted() []Problem {
	slices.SortStableFunc(r.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Say, b.Say))
	})
	list := slices.Compact(r.problems)
	if len(list) > maxProblems {
		more := Problem{Say: fmt.Sprintf("%d more problems are not shown; mend these first.", len(list)-maxProblems)}
		list = append(list[:maxProblems:maxProblems], more)
	}
	return list
}

// join is path with more steps; path itself stays as it is.
func join(path []string, more ...string) []string {
	return append(path[:len(path):len(path)], more...)
}

// show writes a path as people read it: list positions in brackets, counted from 1.
func show(path []string) string {
	var b strings.Builder
	for i, step := range path {
		if n, ok := position(step); ok {
			fmt.Fprintf(&b, "[%d]", n+1)
			continue
		}
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(step)
	}
	return b.String()
}
