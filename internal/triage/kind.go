package triage

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// Shares of certainty at which a kind is read.
const (
	unsure     = 0.17 // below it nothing is said of the kind, unless a rule speaks for it
	halfUnsure = 0.34 // below it a promise not kept is what shows most
	certain    = 0.5  // from it the model is believed also where no word tells a kind by itself
)

// kind is the kind of failure the model holds likeliest, shown by the words of a rule for it or
// by those of the greatest weight. Only a message that shows no other clearly is read as a broken
// promise.
func (r *reader) kind(flags []Finding[string]) Finding[string] {
	best, share := r.likeliest()
	rule := r.rules.kindOf(failures()[best])
	if _, twice := r.hits["strong double_charge"]; twice && rule.Key == "billing" {
		rule = r.rules.kindOf("double_charge")
	}
	_, ruled := r.hits["strong "+rule.Key]
	broken := slices.IndexFunc(flags, func(f Finding[string]) bool { return f.Value == "broken_promise" })
	switch {
	case broken >= 0 && !ruled && (share < halfUnsure || r.tellsNothing()):
		return Finding[string]{Value: BrokenPromise, Words: flags[broken].Words, Why: flags[broken].Why, Confidence: 0.5}
	case !ruled && (share < unsure || share < certain && r.tellsNothing()):
		return Finding[string]{Value: Other, Why: "Nothing in the words says what failed.", Confidence: 0.2}
	}
	return Finding[string]{Value: rule.Key, Words: r.shown("strong "+rule.Key, kindAt+best), Why: rule.Why, Confidence: hundredths(share)}
}

// fewWords is how short a message may be and tell nothing.
const fewWords = 9

// tellsNothing reports a short message without a word that any rule takes for a kind.
func (r *reader) tellsNothing() bool {
	if len(r.toks) > fewWords {
		return false
	}
	for _, k := range r.rules.Kinds {
		if r.hits["strong "+k.Key] != nil || r.hits["weak "+k.Key] != nil {
			return false
		}
	}
	return !hasClass(r.toks, "parcel", "goods", "food", "broken", "workjob", "workpeople", "money", "late", "cancel", "rude", "tech", "hurt", "danger", "private")
}

// likeliest is the place of the likeliest failure and its share among the failures.
func (r *reader) likeliest() (best int, share float32) {
	none := len(failures()) - 1
	for i := range none {
		if r.scores[kindAt+i] > r.scores[kindAt+best] {
			best = i
		}
	}
	return best, r.scores[kindAt+best] / max(1-r.scores[kindAt+none], 1e-6)
}

// kindOf is the rule of a kind, by our key or by the guideline's code.
func (s *ruleSet) kindOf(name string) kindRule {
	for _, k := range s.Kinds {
		if k.Key == name || k.Guideline == name && k.Key != "double_charge" {
			return k
		}
	}
	return kindRule{Key: Other}
}

// hundredths is a confidence as it is shown, never sure.
func hundredths(share float32) float64 {
	return min(0.99, math.Round(100*float64(share))/100)
}

// complaint asks the model, after what is plain: an automatic reply is none, and neither is a
// message without words.
func (r *reader) complaint(kind Finding[string]) Finding[bool] {
	if at, ok := r.hits["complaint auto"]; ok {
		return Finding[bool]{Words: r.quote(at), Why: "This is an automatic reply or a bounce.", Confidence: 0.9}
	}
	if strings.IndexFunc(r.text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) < 0 {
		return Finding[bool]{Why: "There are no words.", Confidence: 0.9}
	}
	share := (r.scores[complaintAt] + 1 - r.scores[emotionAt-1]) / 2
	if _, told := r.hits["complaint yes"]; told && r.hits["complaint no"] == nil {
		share += (1 - share) / 4
	}
	if r.in.HasReference {
		share += (1 - share) / 4 // who gives an order number has bought something
	}
	if share >= 0.5 {
		return Finding[bool]{Value: true, Words: kind.Words, Why: "They tell of something that went wrong.", Confidence: hundredths(share)}
	}
	why := "They ask or praise, and tell of nothing that went wrong."
	return Finding[bool]{Words: r.shown("complaint no", emotionAt-1), Why: why, Confidence: hundredths(1 - share)}
}

func (r *reader) used() Finding[string] {
	if at, ok := r.hits["used no"]; ok {
		return Finding[string]{Value: UsedNo, Words: r.quote(at), Why: "They could not use it.", Confidence: 0.6}
	}
	if at, ok := r.hits["used yes"]; ok {
		return Finding[string]{Value: UsedYes, Words: r.quote(at), Why: "They used it all the same.", Confidence: 0.6}
	}
	return Finding[string]{Value: UsedUnknown, Why: "The message does not say.", Confidence: 0.5}
}
