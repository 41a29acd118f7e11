package playbook

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// docs/playbook.md is written from the schema, the facts and the placeholders, so it is true.
func TestReferenceIsTrue(t *testing.T) {
	t.Parallel()
	golden(t, filepath.Join("..", "..", "docs", "playbook.md"), reference(t))
}

// node is as much of a JSON Schema as the reference tells.
type node struct {
	Ref         string           `json:"$ref"`
	Description string           `json:"description"`
	Type        any              `json:"type"`
	Format      string           `json:"format"`
	Enum        []string         `json:"enum"`
	Required    []string         `json:"required"`
	Minimum     *int             `json:"minimum"`
	Maximum     *int             `json:"maximum"`
	Properties  map[string]*node `json:"properties"`
	Additional  json.RawMessage  `json:"additionalProperties"`
	Items       *node            `json:"items"`
	Defs        map[string]*node `json:"$defs"`
}

func reference(t *testing.T) string {
	t.Helper()
	var root node
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# The playbook\n\n" + root.Description + " One YAML file; the built-in one teaches the format and says what every number rests on.\n" +
		"`amends playbook check FILE` tells every problem at once, with line and column.\n\n" +
		"This page is written by `go test ./internal/playbook -update`.\n\n## Sections\n\n")
	rows(&b, &root, root.Defs)
	for _, name := range slices.Sorted(maps.Keys(root.Defs)) {
		if d := root.Defs[name]; len(d.Properties) > 0 {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", heading(name), d.Description)
			rows(&b, d, root.Defs)
		}
	}
	b.WriteString("\n## Forms of text\n\n")
	for _, f := range formats() {
		fmt.Fprintf(&b, "- **%s**: %s\n", f.name, f.say)
	}
	b.WriteString("\n## What conditions may look at\n\nConditions are expressions in CEL. They are checked when the file is read: names, types, the words they compare with, and how long they could take. " +
		"One that cannot be worked out for a case counts as not holding, and the plan says so.\n\n| name | type | means |\n|---|---|---|\n")
	for _, f := range vocabulary() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.name, plainType(f.kind.String()), f.means)
	}
	fmt.Fprintf(&b, "\n- **flags**: %s\n- **wants**: %s\n- **given**: %s, and the keys of answered questions\n",
		strings.Join(Flags(), ", "), strings.Join(Wants(), ", "), strings.Join(Givens(), ", "))
	b.WriteString("\n## What templates are filled with\n\n| placeholder | means |\n|---|---|\n")
	for _, p := range Placeholders() {
		fmt.Fprintf(&b, "| `{{%s}}` | %s |\n", p.Name, p.Means)
	}
	return b.String()
}

// rows is the table of what a mapping may hold.
func rows(b *strings.Builder, n *node, defs map[string]*node) {
	b.WriteString("| key | | value | means |\n|---|---|---|---|\n")
	for _, key := range slices.Sorted(maps.Keys(n.Properties)) {
		p := n.Properties[key]
		must := ""
		if slices.Contains(n.Required, key) {
			must = "must"
		}
		means := p.Description
		if d := defs[strings.TrimPrefix(p.Ref, "#/$defs/")]; means == "" && d != nil {
			means = d.Description
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", key, must, kindOf(p), means)
	}
}

func kindOf(n *node) string {
	var each node
	switch {
	case n.Ref != "":
		return heading(strings.TrimPrefix(n.Ref, "#/$defs/"))
	case len(n.Enum) > 0:
		return strings.Join(n.Enum, ", ")
	case n.Items != nil:
		return "list of " + kindOf(n.Items)
	case n.Minimum != nil && n.Maximum != nil:
		return fmt.Sprintf("%d to %d", *n.Minimum, *n.Maximum)
	case n.Format != "":
		return n.Format
	case len(n.Properties) > 0:
		return "by key: " + strings.Join(slices.Sorted(maps.Keys(n.Properties)), ", ")
	case json.Unmarshal(n.Additional, &each) == nil && each.Ref != "":
		return "by key: " + kindOf(&each)
	}
	return plainKind(fmt.Sprint(n.Type))
}

// heading is the name of a part of the schema as people write it.
func heading(def string) string { return strings.ReplaceAll(def, "_", " ") }
