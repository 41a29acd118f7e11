package playbook

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"go.yaml.in/yaml/v3"
)

const schemaURL = "https://amends.example/schema/playbook.json"

// schema is the committed schema, compiled once: it never changes.
var schema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	document, err := schemaDocument()
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, f := range formats() {
		c.RegisterFormat(&jsonschema.Format{Name: f.name, Validate: f.validate})
	}
	if err := c.AddResource(schemaURL, document); err != nil {
		return nil, err
	}
	return c.Compile(schemaURL)
})

// schemaDocument is the schema as data, parsed once; readers must leave it as it is.
var schemaDocument = sync.OnceValues(func() (any, error) {
	return jsonschema.UnmarshalJSON(bytes.NewReader(schemaSource))
})

// checkSchema reports everything in the file that is not as the schema has it.
func checkSchema(root *yaml.Node, r *report) {
	s, err := schema()
	if err != nil {
		r.at(nil, "the built-in schema cannot be used: %v", err)
		return
	}
	err = s.Validate(value(root))
	var invalid *jsonschema.ValidationError
	if errors.As(err, &invalid) {
		reportInvalid(root, invalid, r)
	}
}

// value is a node as the schema sees it.
func value(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = value(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			list[i] = value(item)
		}
		return list
	}
	return scalar(n)
}

func scalar(n *yaml.Node) any {
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true" || n.Value == "True" || n.Value == "TRUE"
	case "!!int":
		if i, err := strconv.ParseInt(n.Value, 10, 64); err == nil {
			return i
		}
	case "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil && f-f == 0 {
			return f
		}
	}
	return n.Value
}

// reportInvalid reports the leaves of the tree of errors: each is one thing to mend.
func reportInvalid(root *yaml.Node, e *jsonschema.ValidationError, r *report) {
	if name, ok := e.ErrorKind.(*kind.PropertyNames); ok {
		path := located(root, e.InstanceLocation)
		r.atKey(path, name.Property, "%s", sayFormat("key"))
		return
	}
	for _, cause := range e.Causes {
		reportInvalid(root, cause, r)
	}
	if len(e.Causes) == 0 {
		reportLeaf(root, e, r)
	}
}

func reportLeaf(root *yaml.Node, e *jsonschema.ValidationError, r *report) {
	path := located(root, e.InstanceLocation)
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		reportUnknown(locate(root, path), path, k.Properties, properties(e.SchemaURL), r)
	case *kind.Required:
		for _, key := range k.Missing {
			r.at(path, "`%s` is missing", key)
		}
	default:
		r.at(path, "%s", sayKind(e.ErrorKind, locate(root, path)))
	}
}

// reportUnknown reports the keys of a mapping that the schema does not know, in one walk over it.
func reportUnknown(n *yaml.Node, path, unknown, known []string, r *report) {
	slices.Sort(unknown)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if _, found := slices.BinarySearch(unknown, key.Value); found {
			r.on(key.Line, key.Column, join(path, key.Value), "this is not known here%s", didYouMean(key.Value, known))
		}
	}
}

// sayKind puts one complaint about a value into plain words.
func sayKind(k jsonschema.ErrorKind, n *yaml.Node) string {
	switch k := k.(type) {
	case *kind.Type:
		return fmt.Sprintf("this must be %s, not %s", plainKinds(k.Want), plainKinds([]string{k.Got}))
	case *kind.Enum:
		return fmt.Sprintf("%q is not possible here%s", n.Value, didYouMean(n.Value, enumWords(k.Want)))
	case *kind.Format:
		return fmt.Sprintf("%q is wrong here: %s", shorten(n.Value), sayFormat(k.Want))
	case *kind.Minimum:
		return fmt.Sprintf("this must be at least %s", k.Want.RatString())
	case *kind.Maximum:
		return fmt.Sprintf("this must be at most %s", k.Want.RatString())
	case *kind.MinLength:
		return "this is empty; write something or take the line out"
	case *kind.MaxLength:
		return fmt.Sprintf("this is too long: %d letters, and at most %d fit", k.Got, k.Want)
	case *kind.MinItems, *kind.MinProperties:
		return "this says too little; add at least one more entry"
	case *kind.MaxItems:
		return fmt.Sprintf("this has %d entries, and at most %d fit", k.Got, k.Want)
	case *kind.MaxProperties:
		return fmt.Sprintf("this has %d entries, and at most %d fit", k.Got, k.Want)
	case *kind.UniqueItems:
		return "the same entry stands twice"
	}
	return fmt.Sprintf("this is not as the schema has it (%s)", strings.Join(k.KeywordPath(), "/"))
}

const longest = 60

func shorten(s string) string {
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}

// plainKinds names JSON's types as people do.
func plainKinds(kinds []string) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = plainKind(k)
	}
	return strings.Join(names, " or ")
}

func plainKind(k string) string {
	switch k {
	case "object":
		return "a group of entries"
	case "array":
		return "a list"
	case "string":
		return "text (in quotes)"
	case "boolean":
		return "true or false"
	case "integer":
		return "a whole number"
	case "number":
		return "a number"
	case "null":
		return "empty"
	}
	return k
}

func enumWords(want []any) []string {
	words := make([]string, len(want))
	for i, w := range want {
		words[i] = fmt.Sprint(w)
	}
	return words
}

// located turns the validator's location into a path of ours, which marks list positions.
func located(root *yaml.Node, location []string) []string {
	n, path := root, make([]string, len(location))
	for i, step := range location {
		if n != nil && n.Kind == yaml.SequenceNode {
			step = indexMark + step
		}
		path[i] = step
		if n != nil {
			n = child(n, step)
		}
	}
	return path
}

// properties are the names the schema knows at a place, for a suggestion.
func properties(url string) []string {
	document, err := schemaDocument()
	if err != nil {
		return nil
	}
	_, pointer, _ := strings.Cut(url, "#/")
	for _, step := range strings.Split(pointer, "/") {
		if m, ok := document.(map[string]any); ok && step != "" {
			document = m[step]
		}
	}
	m, _ := document.(map[string]any)
	named, _ := m["properties"].(map[string]any)
	return slices.Sorted(maps.Keys(named))
}
