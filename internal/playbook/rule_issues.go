package playbook

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/cel"
	"go.yaml.in/yaml/v3"
)

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
