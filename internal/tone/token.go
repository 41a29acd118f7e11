package tone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word, number or mark of a text. A contraction is two tokens: "I'll" is "i" and
// "will", so that grammar sees one form of every verb.
type token struct {
	low        string // lower case, straight apostrophes, contractions spelt out
	start, end int    // bytes in the whole text
	capital    bool   // written with a capital letter first
	word       bool   // a word or number, not a mark
}

// tokens cuts text[start:end] into words and marks.
func tokens(text string, start, end int) []token {
	var out []token
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(text[i:end])
		switch {
		case isWordRune(r):
			stop := wordEnd(text, i, end)
			if isISODate(text[i:min(i+isoDate, end)]) {
				stop = i + isoDate
			}
			out = appendWord(out, text, i, stop)
			i = stop
			continue
		case !unicode.IsSpace(r) && !unicode.IsControl(r) && r != utf8.RuneError:
			out = append(out, token{low: string(r), start: i, end: i + size})
		}
		i += size
	}
	return out
}

// isoDate is the length of "2026-12-01".
const isoDate = 10

func isISODate(s string) bool {
	return len(s) == isoDate && s[4] == '-' && s[7] == '-' && isDigits(s[:4]) && isDigits(s[5:7]) && isDigits(s[8:])
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordEnd takes the marks inside words and numbers along: "don't", "10:30", "p.m.", "e-mail".
func wordEnd(text string, i, end int) int {
	var before rune
	for i < end {
		r, size := utf8.DecodeRuneInString(text[i:end])
		if !isWordRune(r) && !unicode.Is(unicode.Mn, r) {
			next, _ := utf8.DecodeRuneInString(text[i+size : end])
			if !joins(before, r, next) {
				return i
			}
		}
		before = r
		i += size
	}
	return i
}

func joins(before, mark, next rune) bool {
	digits := unicode.IsDigit(before) && unicode.IsDigit(next)
	switch mark {
	case '\'', '’':
		return unicode.IsLetter(before) && unicode.IsLetter(next)
	case '-':
		return unicode.IsLetter(before) && unicode.IsLetter(next)
	case ':', '/', ',':
		return digits
	case '.':
		return digits || (before == 'a' || before == 'p') && next == 'm'
	}
	return false
}

// contraction finds the ending that is a word of its own: where it begins and the word it
// stands for; 0 when there is none.
func contraction(low string) (cut int, rest string) {
	switch {
	case strings.HasSuffix(low, "'ll"):
		return len(low) - 3, "will"
	case strings.HasSuffix(low, "'re"):
		return len(low) - 3, "are"
	case strings.HasSuffix(low, "'ve"):
		return len(low) - 3, "have"
	case low == "i'm":
		return 1, "am"
	case strings.HasSuffix(low, "n't") && len(low) > 3:
		return len(low) - 3, "not"
	}
	return 0, ""
}

// unitOf parts "10am" and "48h" into the number and its unit; "2nd" stays whole.
func unitOf(low string) (cut int, unit string) {
	number := strings.TrimRight(low, "abcdefghijklmnopqrstuvwxyz.")
	unit = low[len(number):]
	if strings.Trim(number, "0123456789:.") != "" || number == "" {
		return 0, ""
	}
	switch unit {
	case "", "st", "nd", "rd", "th":
		return 0, ""
	}
	return len(number), unit
}

func appendWord(out []token, text string, start, end int) []token {
	raw := text[start:end]
	first, _ := utf8.DecodeRuneInString(raw)
	low := strings.ToLower(strings.ReplaceAll(raw, "’", "'"))
	t := token{low: low, start: start, end: end, capital: unicode.IsUpper(first), word: true}
	cut, rest := contraction(low)
	if cut == 0 {
		cut, rest = unitOf(low)
	}
	// Lower case may be longer than what was written (İ); such a word stays whole.
	if cut == 0 || cut > len(raw) || strings.ToLower(raw[:cut]) != low[:cut] {
		return append(out, t)
	}
	head, tail := t, t
	head.low, head.end = wholeVerb(low[:cut]), start+cut
	tail.low, tail.start, tail.capital = rest, start+cut, false
	return append(out, head, tail)
}

// wholeVerb gives back what "won't" and "can't" lost.
func wholeVerb(stem string) string {
	switch stem {
	case "wo":
		return "will"
	case "ca":
		return "can"
	case "sha":
		return "shall"
	}
	return stem
}
