package triage

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// emotion is the step nearest to the mean of what the model holds possible, so that a doubtful
// case is off by one at most.
func (r *reader) emotion() Finding[int] {
	steps := r.scores[emotionAt:complaintAt]
	mean := float64(steps[1] + 2*steps[2] + 3*steps[3])
	step := int(math.Round(mean))
	found := Finding[int]{Value: step, Why: "The words say so.", Confidence: hundredths(steps[step])}
	if step == 0 {
		found.Why = "The words are calm."
		return found
	}
	if at := shouting(r.text); at != nil && step >= 2 {
		found.Words, found.Why = r.quote(at), "They shout."
		return found
	}
	found.Words = r.shown("emotion "+strconv.Itoa(step), emotionAt+step)
	return found
}

// shouting is where three marks in a row stand, or the first of two words in capitals that are
// no abbreviation; nil where nobody shouts.
func shouting(text string) []int {
	for _, marks := range []string{"!!!", "???", "?!?"} {
		if i := strings.Index(text, marks); i >= 0 {
			return []int{i, i + len(marks)}
		}
	}
	loud, first := 0, ""
	for word := range strings.FieldsSeq(text) {
		if !isLoud(word) {
			continue
		}
		if loud++; loud == 1 {
			first = word
		}
	}
	if loud < loudWords {
		return nil
	}
	i := strings.Index(text, first)
	return []int{i, i + len(first)}
}

// loudWords is how many words in capitals are shouting and not a name.
const loudWords = 2

// isLoud reports a word in capitals that is no abbreviation and nothing blacked out ("XXXX").
func isLoud(word string) bool {
	word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(word) >= 4 && strings.ToUpper(word) == word && strings.ToLower(word) != word && !strings.Contains(word, "XX")
}
