package playbook

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

const (
	maxBytes   = 1 << 20 // a playbook is read by people; the default has 40 kB
	maxEntries = 20_000  // keys and values; the default has 4,000
	maxDepth   = 20      // the schema needs 7
)

// readTree reads the bytes into one mapping without anchors, merges or repeated keys.
func readTree(src []byte) (*yaml.Node, []Problem) {
	if p, bad := unreadable(src); bad {
		return nil, []Problem{p}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	var doc, second yaml.Node
	if err := decoder.Decode(&doc); err != nil {
		return nil, []Problem{syntaxProblem(src, err)}
	}
	if err := decoder.Decode(&second); err == nil {
		return nil, []Problem{{Line: second.Line, Column: second.Column, Say: "a second document starts here; a playbook is one document, so take the line with --- out"}}
	} else if !errors.Is(err, io.EOF) {
		return nil, []Problem{syntaxProblem(src, err)}
	}
	if len(doc.Content) == 0 {
		return nil, []Problem{{Line: 1, Column: 1, Say: emptyFile}}
	}
	root := doc.Content[0]
	r := &report{root: root}
	if root.Kind != yaml.MappingNode {
		r.at(nil, "this is not a playbook: it must start with sections such as `company:`")
		return nil, r.sorted()
	}
	if count(root) > maxEntries {
		r.at(nil, "the file has more than %d entries; a playbook that people can follow has far fewer", maxEntries)
		return nil, r.sorted()
	}
	checkTree(root, nil, r)
	return root, r.sorted()
}

const emptyFile = "the file is empty; start from the built-in playbook"

// count is the number of nodes, without following aliases.
func count(n *yaml.Node) int {
	total := 1
	for _, item := range n.Content {
		total += count(item)
	}
	return total
}

// unreadable refuses what need not be parsed to know that it is no playbook.
func unreadable(src []byte) (Problem, bool) {
	switch {
	case len(src) > maxBytes:
		return Problem{Say: fmt.Sprintf("the file has %d kB; a playbook has at most %d kB", len(src)>>10, maxBytes>>10)}, true
	case len(bytes.TrimSpace(withoutComments(src))) == 0:
		return Problem{Line: 1, Column: 1, Say: emptyFile}, true
	}
	if at := invalidUTF8(src); at >= 0 {
		line, column := lineOf(src, at)
		return Problem{Line: line, Column: column, Say: "this is not text in UTF-8; save the file as UTF-8 and try again"}, true
	}
	return Problem{}, false
}

// lineOf is the place of an offset in the text.
func lineOf(src []byte, offset int) (line, column int) {
	before := src[:max(offset, 0)]
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}

var commentLine = regexp.MustCompile(`(?m)^\s*(#.*)?$`)

func withoutComments(src []byte) []byte { return commentLine.ReplaceAll(src, nil) }

// invalidUTF8 is the offset of the first byte that is not text, -1 when all is.
func invalidUTF8(src []byte) int {
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

var (
	yamlLine  = regexp.MustCompile(`line (\d+): (.*)`)
	yamlAlias = regexp.MustCompile(`unknown anchor '(.*)' referenced`)
)

const noAnchors = "anchors and aliases (& and *) are not used in a playbook; write it out"

// syntaxProblem puts the YAML reader's complaint into plain words. It knows the line only.
func syntaxProblem(src []byte, err error) Problem {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 0
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = m[2]
	}
	if m := yamlAlias.FindStringSubmatch(text); m != nil {
		line, column := lineOf(src, bytes.Index(src, []byte("*"+m[1])))
		return Problem{Line: line, Column: column, Say: noAnchors}
	}
	lines := bytes.Split(src, []byte("\n"))
	if line >= 1 && line <= len(lines) {
		if indent := bytes.IndexByte(lines[line-1], '\t'); indent >= 0 && len(bytes.TrimSpace(lines[line-1][:indent])) == 0 {
			return Problem{Line: line, Column: indent + 1, Say: "the line is indented with a tab; use spaces"}
		}
	}
	return Problem{Line: line, Say: "the text is not valid YAML here or just before: " + text}
}

// checkTree refuses what YAML allows and a playbook has no use for: each hides what the file says.
func checkTree(n *yaml.Node, path []string, r *report) {
	switch {
	case len(path) > maxDepth:
		r.on(n.Line, n.Column, path[:1], "the file is nested more than %d deep", maxDepth)
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.on(n.Line, n.Column, path, noAnchors)
	case n.Style&yaml.TaggedStyle != 0:
		r.on(n.Line, n.Column, path, "tags (!) are not used in a playbook; put the value in quotes")
	case n.Kind == yaml.MappingNode:
		checkMapping(n, path, r)
	case n.Kind == yaml.SequenceNode:
		for i, item := range n.Content {
			checkTree(item, join(path, index(i)), r)
		}
	}
}

func checkMapping(n *yaml.Node, path []string, r *report) {
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			r.on(key.Line, key.Column, path, "a key must be a word")
			continue
		}
		if line, ok := first[key.Value]; ok {
			r.on(key.Line, key.Column, join(path, key.Value), "this key stands twice; the first is in line %d", line)
			continue
		}
		first[key.Value] = key.Line
		checkTree(value, join(path, key.Value), r)
	}
}

// A list position in a path is marked so that it cannot be mistaken for a key like "90".
const indexMark = "#"

func index(i int) string { return indexMark + strconv.Itoa(i) }

func position(step string) (int, bool) {
	digits, ok := strings.CutPrefix(step, indexMark)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil
}

// locate is the node at path, or the nearest one above it that there is.
func locate(n *yaml.Node, path []string) *yaml.Node {
	for _, step := range path {
		next := child(n, step)
		if next == nil {
			return n
		}
		n = next
	}
	return n
}

func child(n *yaml.Node, step string) *yaml.Node {
	if n.Kind == yaml.SequenceNode {
		if i, ok := position(step); ok && i < len(n.Content) {
			return n.Content[i]
		}
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == step {
			return n.Content[i+1]
		}
	}
	return nil
}
