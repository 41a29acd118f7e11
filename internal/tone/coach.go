package tone

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"amends/internal/sentence"
)

// coach is one reading of one reply.
type coach struct {
	Input
	set     *ruleSet
	spans   []sentence.Span // ours only: quoted lines are the customer's
	words   []wordSet       // of each span, for the rules' first look
	res     *resolver
	marks   []Mark
	found   []Promise
	has     map[string]bool // codes found in this reply
	sorries []int           // sentences that apologise, by index
}

func newCoach(in Input) *coach {
	c := &coach{Input: in, set: englishRules(), res: newResolver(in.Now, in.Calendar), has: map[string]bool{}}
	for _, s := range sentence.Split(in.Reply) {
		if !s.Quoted {
			c.spans = append(c.spans, s)
			c.words = append(c.words, wordsOf(in.Reply, s))
		}
	}
	return c
}

// mark notes a finding, at the level its rule gives unless the context says otherwise.
func (c *coach) mark(code string, start, end int, level Level, rewrite *string) {
	start, end = c.onRunes(start, end)
	if start >= end {
		return
	}
	rule := c.set.byCode[code]
	c.has[code] = true
	c.marks = append(c.marks, Mark{Code: code, Start: start, End: end, Level: cmp.Or(level, rule.Level),
		Why: rule.Why, Evidence: rule.Evidence, Rewrite: rewrite})
}

// onRunes draws a span in to the nearest rune boundaries and off the white space at its ends.
func (c *coach) onRunes(start, end int) (int, int) {
	text := c.Reply[start:end]
	start += len(text) - len(strings.TrimLeft(text, " \t\r\n,;"))
	end = start + len(strings.TrimRight(c.Reply[start:max(start, end)], " \t\r\n,;"))
	for start < end && !utf8.RuneStart(c.Reply[start]) {
		start++
	}
	for end < len(c.Reply) && !utf8.RuneStart(c.Reply[end]) {
		end++
	}
	return start, end
}

func (c *coach) promises() {
	customer := firstName(c.CustomerName)
	if customer == "" {
		customer = "the customer"
	}
	c.found = promises(c.Reply, c.spans, c.res, customer)
	for _, p := range c.found {
		switch {
		case !p.Vague:
			c.mark("timeline", p.Start, p.End, "", nil)
		case p.Words == "":
			c.mark("promise_without_time", p.Start, p.End, Hint, nil)
		}
	}
}

// rules reads every sentence by every rule. What responsibility found anywhere excuses comes last.
func (c *coach) rules() {
	for i := range c.set.ordered {
		if r := &c.set.ordered[i]; r.NotWith == "" {
			c.rule(r)
		}
	}
	for i := range c.set.ordered {
		if r := &c.set.ordered[i]; r.NotWith != "" && !c.has[r.NotWith] && !c.LegalHold {
			c.rule(r)
		}
	}
}

func (c *coach) rule(r *rule) {
	if !c.applies(r) || matchesAny(r.Whole, c.Reply) {
		return
	}
	for i, s := range c.spans {
		text := c.Reply[s.Start:s.End]
		start, end, ok := r.find(text, c.words[i])
		if !ok || c.excused(r, i) {
			continue
		}
		if r.Code == "regret" || r.Code == "conditional_apology" || r.Code == "displaced_apology" {
			c.sorries = append(c.sorries, i)
		}
		c.markFixed(r, s, start, end)
	}
}

// wordsOf is the set of words of a sentence, those inside contractions too.
func wordsOf(text string, s sentence.Span) wordSet {
	set := wordSet{}
	for _, t := range tokens(text, s.Start, s.End) {
		set[t.low] = true
		if stem, _, joined := strings.Cut(t.low, "'"); joined {
			set[stem] = true
		}
	}
	return set
}

// markFixed marks the words a fix replaces, or else what the rule found.
func (c *coach) markFixed(r *rule, s sentence.Span, start, end int) {
	for _, f := range r.Fix {
		if at := f.Match.FindStringIndex(c.Reply[s.Start:s.End]); at != nil {
			c.mark(r.Code, s.Start+at[0], s.Start+at[1], c.level(r), &f.To)
			return
		}
	}
	c.mark(r.Code, s.Start+start, s.Start+end, c.level(r), nil)
}

func (c *coach) sorted() []Mark {
	slices.SortStableFunc(c.marks, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.Level.rank(), a.Level.rank()), cmp.Compare(a.Code, b.Code))
	})
	return slices.CompactFunc(c.marks, func(a, b Mark) bool { return a.Code == b.Code && a.Start == b.Start })
}
