package tone

import (
	_ "embed"
	"fmt"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed lang/en_promise.yaml
var enPromise []byte

// lexicon is the words by which a language promises. See lang/en_promise.yaml for each list.
type lexicon struct {
	Deeds, NotDeeds, Contacts, DoneTo, Arrives, Receives wordSet
	People, NotPeople, Hedges, Reporters, Negations      wordSet
	Performatives, Booked                                wordSet
	Conditions, Askers, Subordinators, Pronouns, Adverbs wordSet
	SoftConditions, Events, Vague                        phrases
	Months, Weekdays, Numbers                            map[string]int
	Units                                                map[string]string
	Parts                                                map[string]int
}

// english is read once; the file is part of the binary and covered by a test, so a fault in it
// is a fault of the build.
var english = sync.OnceValue(func() *lexicon { return mustParse[lexicon](enPromise) })

// mustParse reads a file of this package; it panics on a file that does not parse.
func mustParse[T any](data []byte) *T {
	var v T
	if err := yaml.Unmarshal(data, &v); err != nil {
		panic(fmt.Sprintf("tone: an embedded file does not parse: %v", err))
	}
	return &v
}

type wordSet map[string]bool

// UnmarshalYAML reads a list of words.
func (s *wordSet) UnmarshalYAML(node *yaml.Node) error {
	var list []string
	if err := node.Decode(&list); err != nil {
		return err
	}
	*s = make(wordSet, len(list))
	for _, w := range list {
		(*s)[w] = true
	}
	return nil
}

// phrases finds phrases of one or more words in tokens, by their first word.
type phrases map[string][][]string

// UnmarshalYAML reads a list of phrases.
func (p *phrases) UnmarshalYAML(node *yaml.Node) error {
	var list []string
	if err := node.Decode(&list); err != nil {
		return err
	}
	*p = make(phrases, len(list))
	for _, phrase := range list {
		var words []string
		for _, t := range tokens(phrase, 0, len(phrase)) {
			words = append(words, t.low)
		}
		(*p)[words[0]] = append((*p)[words[0]], words)
	}
	return nil
}

// at is how many tokens the longest phrase that begins at i takes, 0 when none does.
func (p phrases) at(toks []token, i int) int {
	if i >= len(toks) {
		return 0
	}
	longest := 0
	for _, words := range p[toks[i].low] {
		if len(words) > longest && hasWords(toks[i:], words) {
			longest = len(words)
		}
	}
	return longest
}

func hasWords(toks []token, words []string) bool {
	if len(toks) < len(words) {
		return false
	}
	for k, w := range words {
		if toks[k].low != w {
			return false
		}
	}
	return true
}
