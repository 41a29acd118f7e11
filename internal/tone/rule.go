package tone

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

//go:embed lang/en_rules.yaml
var enRules []byte

// rule is one entry of a language's rules; lang/en_rules.yaml says what its parts mean.
type rule struct {
	Code     string
	Level    Level
	Why      string
	Evidence string
	Near     wordSet
	Match    []pattern
	Unless   []pattern
	Whole    []pattern
	NotWith  string // a code that, found anywhere in the reply, excuses this one
	Needs    string // "reference": only when the customer has given a number
	Fix      []fix
}

// fix puts other words in place of what it matches.
type fix struct {
	Match pattern
	To    string
}

type ruleSet struct {
	ordered []rule
	byCode  map[string]*rule
}

// englishRules is read once, like the lexicon.
var englishRules = sync.OnceValue(func() *ruleSet {
	set := &ruleSet{ordered: *mustParse[[]rule](enRules), byCode: map[string]*rule{}}
	for i := range set.ordered {
		set.byCode[set.ordered[i].Code] = &set.ordered[i]
	}
	return set
})

// pattern is a regular expression as the rules write it: without case, a space for any white
// space, a straight apostrophe for both.
type pattern struct{ *regexp.Regexp }

var unfold = strings.NewReplacer(" ", `\s+`, "'", "['’]")

// UnmarshalText compiles a pattern of the rules.
func (p *pattern) UnmarshalText(text []byte) (err error) {
	p.Regexp, err = regexp.Compile("(?i)" + spaced(string(text)))
	return err
}

// spaced unfolds spaces and apostrophes outside of character classes, where they mean themselves,
// and keeps "a ?" and "a {2}" meaning a repeated space.
func spaced(text string) string {
	var b strings.Builder
	for text != "" {
		open := strings.IndexByte(text, '[')
		if open < 0 {
			break
		}
		size := strings.IndexByte(text[open:], ']')
		if size < 0 || open > 0 && text[open-1] == '\\' {
			b.WriteString(quantified(text[:open+1]))
			text = text[open+1:]
			continue
		}
		b.WriteString(quantified(text[:open]))
		b.WriteString(text[open : open+size+1])
		text = text[open+size+1:]
	}
	return b.String() + quantified(text)
}

func quantified(text string) string {
	text = strings.ReplaceAll(text, " ?", `\s*`)
	return unfold.Replace(text)
}

// find is the first place in the sentence that the rule marks. words are the sentence's words.
func (r *rule) find(sentence string, words wordSet) (start, end int, ok bool) {
	if len(r.Match) == 0 || !r.nearAny(words) {
		return 0, 0, false
	}
	for _, p := range r.Match {
		at := p.FindStringIndex(sentence)
		if at == nil || at[0] == at[1] {
			continue
		}
		if matchesAny(r.Unless, sentence) {
			return 0, 0, false
		}
		return at[0], at[1], true
	}
	return 0, 0, false
}

func (r *rule) nearAny(words wordSet) bool {
	if len(r.Near) == 0 {
		return true
	}
	for w := range r.Near {
		if words[w] {
			return true
		}
	}
	return false
}

func matchesAny(patterns []pattern, text string) bool {
	for _, p := range patterns {
		if p.MatchString(text) {
			return true
		}
	}
	return false
}
