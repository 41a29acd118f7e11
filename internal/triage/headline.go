package triage

import (
	"slices"
	"strings"
	"unicode"

	"amends/internal/sentence"
)

// longestHeadline bounds the title of a case, in letters.
const longestHeadline = 140

// headline is the customer's own most telling sentence, with a neighbour where both fit: what it
// did to them, what they had a right to expect, how they feel. A bare demand, a greeting or a
// signature is taken only where there is nothing else.
func headline(in Input) string {
	text := cut(in.Text, longestRead)
	lines := tellable(text)
	if len(lines) == 0 {
		return shorten(in.Subject)
	}
	return shorten(mostTelling(lines))
}

// mostTelling is the sentence, or two adjacent ones that fit together, with the most points; of
// equals the first, and two sentences before one.
func mostTelling(lines []line) string {
	const fits, worth = longestHeadline - 1, 1
	best, most := lines[0].text, lines[0].points
	for i, l := range lines {
		if l.points > most {
			best, most = l.text, l.points
		}
		if i == 0 {
			continue
		}
		before := lines[i-1]
		sum := before.points + l.points - worth
		if sum >= most && min(before.points, l.points) > 0 && before.length+l.length <= fits {
			best, most = before.text+" "+l.text, sum
		}
	}
	return best
}

// line is a sentence that may stand in a title.
type line struct {
	text   string
	length int // in letters
	points int
}

// mostLines bounds how many sentences are weighed: nobody's point comes later.
const mostLines = 200

// tellable leaves out quoted lines, greetings and signatures, and weighs the rest.
func tellable(text string) []line {
	var out []line
	for _, s := range sentence.Split(text) {
		said := text[s.Start:s.End]
		words := tokens(said)
		if s.Quoted || len(out) == mostLines || !hasWords(words) || isCourtesy(words) {
			continue
		}
		out = append(out, line{said, letters(said), telling(words, letters(said))})
	}
	return out
}

func hasWords(words []token) bool {
	letters := 0
	for _, w := range words {
		if strings.IndexFunc(w.word, unicode.IsLetter) >= 0 {
			letters++
		}
	}
	return letters >= 2
}

// isCourtesy reports a greeting, a thank-you or a signature: short, and opened by a word of them.
func isCourtesy(words []token) bool {
	if len(words) > 7 {
		return false
	}
	switch words[0].word {
	case "hi", "hello", "dear", "hey", "morning", "good", "regards", "kind", "best", "yours", "thanks", "thank", "sincerely", "sent", "cheers",
		"warm", "many", "to", "greetings":
		return !strings.ContainsAny(words[len(words)-1].word, "?!") && !hasClass(words, "not", "broken", "late")
	}
	return false
}

// hasClass reports a word or a phrase of one of the classes.
func hasClass(words []token, classes ...string) bool {
	known := seer{toks: words, classes: make([][]string, len(words))}
	known.classify()
	return known.has(classes)
}

func (s *seer) has(classes []string) bool {
	for _, of := range s.classes {
		for _, c := range of {
			if slices.Contains(classes, c) {
				return true
			}
		}
	}
	return false
}

// telling scores a sentence as a title by what its words are about.
func telling(words []token, length int) int {
	points := 0
	known := seer{toks: words, classes: make([][]string, len(words))}
	known.classify()
	for _, sign := range signs() {
		if known.has(sign.classes) {
			points += sign.points
		}
	}
	for _, w := range words {
		switch w.word {
		case "i", "im", "ive", "my", "me", "we", "our", "us", "you", "your", "u", "ur":
			points++
		case "now", "until", "instead", "only", "even", "already", "alone", "whole", "all", "everyone", "promised", "supposed",
			"cannot", "cant", "couldnt", "longer", "missed", "lost", "slept", "sleep", "floor", "stood", "trust", "afraid", "since":
			points += 2
		}
	}
	if isBareDemand(words) || opensWith(words, "regards", "thanks", "order", "ref", "booking", "account") {
		points -= 12
	}
	if isQuestion(words) {
		points -= 2
	}
	if known.has([]string{"leave", "law", "press", "insult", "wantback"}) {
		points -= 5
	}
	return points + sized(length)
}

// sign is what classes of words tell of a sentence: an effect on the writer, an expectation
// broken, a feeling weigh more than the thing that failed.
type sign struct {
	points  int
	classes []string
}

func signs() []sign {
	return []sign{
		{9, []string{"bigday"}}, {4, []string{"frail"}}, {3, []string{"kin"}}, {4, []string{"upset"}}, {1, []string{"angry"}},
		{3, []string{"hurt"}}, {2, []string{"danger"}}, {3, []string{"not"}}, {2, []string{"still"}}, {2, []string{"unreach", "rude"}},
		{2, []string{"broken", "workbad", "foodbad", "dirty"}}, {2, []string{"late", "cancel", "unavailable"}}, {2, []string{"nocome", "fraud", "private"}},
		{2, []string{"overcharge", "techbad", "wrongword", "outage", "policy"}}, {2, []string{"duration", "promisetime"}}, {1, []string{"contact"}},
	}
}

// sized takes points from what is too short to tell or too long to stand whole.
func sized(n int) int {
	switch {
	case n > longestHeadline:
		return -5
	case n < 12:
		return -6
	case n < 25:
		return -1
	}
	return 0
}

func opensWith(words []token, any ...string) bool {
	for _, w := range any {
		if words[0].word == w {
			return len(words) < 6
		}
	}
	return false
}

// isBareDemand spares what says for whom or for which day it is needed.
func isBareDemand(words []token) bool {
	switch words[0].word {
	case "i", "we", "id":
		return isDemand(words) && !hasClass(words, "bigday", "frail", "hurt")
	case "train", "make", "mend", "find", "get", "unlock", "let", "miss":
		return true
	}
	return isDemand(words)
}

func isQuestion(words []token) bool { return words[len(words)-1].word == "?" }

func letters(s string) int { return len([]rune(s)) }

// shorten cuts a text to the longest headline at a whole word, on one line and without control
// marks.
func shorten(s string) string {
	s = strings.ToValidUTF8(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " "), "")
	runes := []rune(s)
	if len(runes) <= longestHeadline {
		return s
	}
	s = string(runes[:longestHeadline-1])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:–-") + "…"
}
