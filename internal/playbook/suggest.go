package playbook

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// didYouMean is "; did you mean `x`?" with the nearest word, or the whole list when it is short
// and nothing is near.
func didYouMean(word string, known []string) string {
	best, least := "", max(1, len(word)/3)+1
	for _, k := range known {
		if d := distance(strings.ToLower(word), k); d < least {
			best, least = k, d
		}
	}
	switch {
	case best != "":
		return fmt.Sprintf("; did you mean `%s`?", best)
	case len(known) > 0 && len(known) <= 8:
		return "; it is one of " + strings.Trim(strings.Join(known, ", "), ", ")
	}
	return ""
}

// maxWord keeps the comparison of long words short.
const maxWord = 60

// distance counts the letters to put in, take out or change to get from a to b.
func distance(a, b string) int {
	if len(a) > maxWord || len(b) > maxWord {
		return maxWord
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		corner := row[0]
		row[0] = i + 1
		for j := range b {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, corner+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// text is the scalar at path, "" when there is none.
func text(root *yaml.Node, path ...string) string {
	if n := at(root, path...); n != nil && n.Kind == yaml.ScalarNode {
		return n.Value
	}
	return ""
}

// keys are the keys of the mapping at path, in order.
func keys(root *yaml.Node, path ...string) []string {
	n := at(root, path...)
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	var list []string
	for i := 0; i < len(n.Content); i += 2 {
		list = append(list, n.Content[i].Value)
	}
	return list
}

// at is the node at path, nil when there is none.
func at(n *yaml.Node, path ...string) *yaml.Node {
	for _, step := range path {
		if n = child(n, step); n == nil {
			return nil
		}
	}
	return n
}

// questionKeys are the keys of every question of the file.
func questionKeys(root *yaml.Node) []string {
	list := keys(root, "every_failure", "questions")
	for _, failure := range keys(root, "failures") {
		list = append(list, keys(root, "failures", failure, "questions")...)
	}
	return list
}
