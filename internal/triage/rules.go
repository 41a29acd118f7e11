package triage

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
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

	named []namedRule
}

// namedRule is a rule by the name under which what it matches is kept.
type namedRule struct {
	name     string
	patterns []pattern
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
	set.named = set.names()
	return &set
})

// names lists every rule in a fixed order.
func (s *ruleSet) names() []namedRule {
	out := []namedRule{
		{"complaint yes", s.Complaint.Yes}, {"complaint no", s.Complaint.No}, {"complaint auto", s.Complaint.Auto},
		{"used yes", s.Used.Yes}, {"used no", s.Used.No},
	}
	for _, k := range s.Kinds {
		out = append(out, namedRule{"strong " + k.Key, k.Strong}, namedRule{"weak " + k.Key, k.Weak})
	}
	for level := 1; level <= 3; level++ {
		out = append(out, namedRule{"emotion " + strconv.Itoa(level), s.Emotion[level]})
	}
	for _, code := range slices.Sorted(maps.Keys(s.Flags)) {
		out = append(out, namedRule{"flag " + code, s.Flags[code].Match})
	}
	for _, code := range slices.Sorted(maps.Keys(s.Wants)) {
		out = append(out, namedRule{"want " + code, s.Wants[code].Match})
	}
	return out
}
