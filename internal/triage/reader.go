package triage

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"amends/internal/sentence"
)

// reader is one reading of one message: what the rules match and what the model makes of it.
type reader struct {
	in     Input
	rules  *ruleSet
	text   string // subject and text, as much as is read
	spans  []sentence.Span
	hits   map[string][]int // where a rule matches, by its name
	seen   []feature
	toks   []token
	model  *model
	scores [outputs]float32
}

func newReader(in Input) *reader {
	text := in.Text
	if in.Subject != "" {
		text = in.Subject + "\n\n" + in.Text
	}
	text = cut(text, longestRead)
	r := &reader{in: in, rules: english(), text: text, spans: sentence.Split(text), hits: map[string][]int{}}
	low := lower(text)
	for _, rule := range r.rules.named {
		if at := find(rule.patterns, text, low); at != nil {
			r.hits[rule.name] = at
		}
	}
	return r
}

// see looks at the words, and at which rules match.
func (r *reader) see() {
	whole := []string{"channel " + r.in.Channel}
	for _, rule := range r.rules.named {
		if _, ok := r.hits[rule.name]; ok {
			whole = append(whole, rule.name)
		}
	}
	if at := shouting(r.text); at != nil {
		whole = append(whole, "shouting")
	}
	switch n := len(r.text); {
	case n < 80:
		whole = append(whole, "short")
	case n > 400:
		whole = append(whole, "long")
	}
	r.seen, r.toks = see(r.text, whole)
}

// judge asks a model.
func (r *reader) judge(m *model) {
	r.see()
	r.model, r.scores = m, m.scores(r.seen)
}

// cut shortens text to at most size bytes without cutting a letter.
func cut(text string, size int) string {
	if len(text) <= size {
		return text
	}
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}

// longestQuote bounds the words shown as grounds, in bytes.
const longestQuote = 120

// quote is what shows a finding: the matched words, and the rest of a short sentence around them.
func (r *reader) quote(at []int) string {
	if at == nil {
		return ""
	}
	i, _ := slices.BinarySearchFunc(r.spans, at[0], func(s sentence.Span, pos int) int { return cmp.Compare(s.End, pos+1) })
	if i < len(r.spans) && r.spans[i].Start <= at[0] && r.spans[i].End-r.spans[i].Start <= longestQuote && at[1] <= r.spans[i].End {
		return r.text[r.spans[i].Start:r.spans[i].End]
	}
	return strings.TrimSpace(cut(r.text[at[0]:at[1]], longestQuote))
}

// quoteWords is how many words in a row are shown as what weighed most.
const quoteWords = 7

// weightiest quotes the words in a row that speak most for an output of the model, or "" when
// none do.
func (r *reader) weightiest(output int) string {
	weights := r.model.weightOf(r.seen, len(r.toks), output)
	best, sum, first := float32(0), float32(0), -1
	for i, w := range weights {
		sum += w
		if i >= quoteWords {
			sum -= weights[i-quoteWords]
		}
		if sum > best {
			best, first = sum, max(0, i-quoteWords+1)
		}
	}
	if first < 0 {
		return ""
	}
	last := min(first+quoteWords, len(r.toks)) - 1
	for first < last && weights[first] <= 0 {
		first++
	}
	for last > first && weights[last] <= 0 {
		last--
	}
	return r.quote([]int{r.toks[first].start, r.toks[last].end})
}

// shown are the words that show what an output says: those a rule matched, else those of the
// greatest weight.
func (r *reader) shown(rule string, output int) string {
	if at, ok := r.hits[rule]; ok {
		return r.quote(at)
	}
	return r.weightiest(output)
}
