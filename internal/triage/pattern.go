package triage

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// pattern is a regular expression as the rules write it: without case, a space for any white
// space, a straight apostrophe for both kinds or none, as people type. A list of alternatives is
// kept as many small expressions, each tried only near a word it cannot match without: run as
// one, the rules would take a hundred times as long.
type pattern struct{ parts []part }

// part is one alternative and the words of which it holds at least one; none if it may match
// without any.
type part struct {
	expr  *regexp.Regexp
	needs []string
	reach int  // bytes around such a word in which it may match
	minds bool // minds the case; else it is matched against small letters
}

// reachOf bounds how far a match goes from a word of it: as far as the alternative is long, or,
// where it repeats something, as far as people take to say it.
func reachOf(alternative string) int {
	switch {
	case strings.Contains(alternative, "{"):
		return around
	case strings.ContainsAny(alternative, "+*"):
		return around / 2
	}
	return min(around, len(alternative)+8)
}

var unfold = strings.NewReplacer(" ?", `\s*`, " ", `\s+`, "'", "['’]?")

// UnmarshalText compiles a pattern of the rules. It is written in small letters; one that begins
// with (?-i) keeps its case.
func (p *pattern) UnmarshalText(text []byte) error {
	source := string(text)
	source, minds := strings.CutPrefix(source, "(?-i)")
	for _, alternative := range alternatives(source) {
		expr := unfold.Replace(alternative)
		compiled, err := regexp.Compile(expr)
		if err != nil {
			return err
		}
		tree, err := syntax.Parse(expr, syntax.Perl)
		if err != nil {
			return err
		}
		words := needed(tree.Simplify())
		if anchored(tree) {
			words = nil
		}
		p.parts = append(p.parts, part{compiled, words, reachOf(alternative), minds})
	}
	return nil
}

// alternatives splits \b(one|two|three)\b into \b(?:one)\b and so on; what has another shape
// stays whole.
func alternatives(source string) []string {
	inner, ok := strings.CutPrefix(source, `\b(`)
	if inner, ok = cutSuffix(inner, `)\b`, ok); !ok {
		return []string{source}
	}
	var out []string
	depth, start, class := 0, 0, false
	for i := 0; i < len(inner); i++ {
		switch c := inner[i]; {
		case c == '\\':
			i++
		case c == '[' || c == ']':
			class = c == '['
		case class:
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return []string{source}
			}
		case c == '|' && depth == 0:
			out = append(out, `\b(?:`+inner[start:i]+`)\b`)
			start = i + 1
		}
	}
	return append(out, `\b(?:`+inner[start:]+`)\b`)
}

func cutSuffix(s, suffix string, ok bool) (string, bool) {
	if !ok {
		return s, false
	}
	return strings.CutSuffix(s, suffix)
}

// needed are pieces of words of which every match holds at least one, or none if there are no
// such.
func needed(e *syntax.Regexp) []string {
	switch e.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(e.Rune))}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(e.Sub[0])
	case syntax.OpConcat:
		var best []string
		for _, sub := range e.Sub {
			if n := needed(sub); shortest(n) > shortest(best) {
				best = n
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range e.Sub {
			n := needed(sub)
			if len(n) == 0 {
				return nil
			}
			all = append(all, n...)
		}
		return all
	}
	return nil
}

// anchored reports an expression that minds where the text begins or ends, which a stretch of
// it does not show.
func anchored(e *syntax.Regexp) bool {
	return e.Op == syntax.OpBeginText || e.Op == syntax.OpEndText || slices.ContainsFunc(e.Sub, anchored)
}

// shortest is the length of the shortest piece, 0 for none.
func shortest(pieces []string) int {
	least := 0
	for _, p := range pieces {
		if least == 0 || len(p) < least {
			least = len(p)
		}
	}
	return least
}

const (
	enough = 5   // places of a word that are tried
	around = 110 // bytes before and after a word in which an alternative may match
)

// find is where the first pattern that matches does, or nil. low is the text with its ASCII
// letters made small.
func find(patterns []pattern, text, low string) []int {
	for _, p := range patterns {
		for _, part := range p.parts {
			if at := part.find(text, low); at != nil {
				return at
			}
		}
	}
	return nil
}

func (p part) find(text, low string) []int {
	if !p.minds {
		text = low
	}
	if len(p.needs) == 0 {
		return p.expr.FindStringIndex(text)
	}
	for _, word := range p.needs {
		if at := p.findNear(word, text, low); at != nil {
			return at
		}
	}
	return nil
}

// findNear matches around the first places of a word.
func (p part) findNear(word, text, low string) []int {
	done := 0
	for range enough {
		i := strings.Index(low[done:], word)
		if i < 0 {
			return nil
		}
		i += done
		from, to := edge(text, i-p.reach, -1), edge(text, i+len(word)+p.reach, 1)
		if at := p.expr.FindStringIndex(text[from:to]); at != nil {
			return []int{at[0] + from, at[1] + from}
		}
		done = i + len(word)
	}
	return nil
}

// edge moves a place outwards to white space, so that no word is cut; a run without white space
// is cut after as many bytes again.
func edge(text string, i, step int) int {
	for range around {
		if i <= 0 {
			return 0
		}
		if i >= len(text) {
			return len(text)
		}
		if text[i] == ' ' || text[i] == '\n' {
			return i
		}
		i += step
	}
	return min(max(i, 0), len(text))
}

// lower makes ASCII letters small and leaves every other byte, so that places stay the same.
func lower(s string) string {
	low := []byte(s)
	for i, c := range low {
		if 'A' <= c && c <= 'Z' {
			low[i] = c + 'a' - 'A'
		}
	}
	return string(low)
}
