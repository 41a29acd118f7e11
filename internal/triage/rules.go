package triage

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed lang/en.yaml
var enRules []byte

// ruleSet is how a language's messages are read; lang/en.yaml says what its parts mean.
type ruleSet struct {
	Kinds     []kindRule
	Complaint struct{ Yes, No, Auto []pattern }
	Emotion   map[int][]pattern
	Flags     map[string]codeRule
	Wants     map[string]codeRule
	Used      struct{ Yes, No []pattern }
}

type kindRule struct {
	Key, Guideline, Why string
	Strong, Weak        []pattern
}

type codeRule struct {
	Why   string
	Match []pattern
}

// english is read once; a file that does not parse is a fault of the build, held by a test.
var english = sync.OnceValue(func() *ruleSet {
	var set ruleSet
	if err := yaml.Unmarshal(enRules, &set); err != nil {
		panic(fmt.Sprintf("triage: the embedded rules do not parse: %v", err))
	}
	return &set
})

// pattern is a regular expression as the rules write it: without case, a space for any white
// space, a straight apostrophe for both kinds or none, as people type.
type pattern struct{ *regexp.Regexp }

var unfold = strings.NewReplacer(" ?", `\s*`, " ", `\s+`, "'", "['’]?")

// UnmarshalText compiles a pattern of the rules; one that begins with (?-i) keeps its case.
func (p *pattern) UnmarshalText(text []byte) (err error) {
	p.Regexp, err = regexp.Compile("(?i)" + unfold.Replace(string(text)))
	return err
}

// findAll counts the matches of the patterns and gives the first one's place.
func findAll(patterns []pattern, text string) (count int, first []int) {
	const enough = 5
	for _, p := range patterns {
		found := p.FindAllStringIndex(text, enough)
		count += len(found)
		if first == nil && len(found) > 0 {
			first = found[0]
		}
	}
	return count, first
}
