// Package sentence cuts text into sentences as people really write them: mails with wrapped
// lines, chats without capitals, abbreviations, emoji, quoted lines. It holds the cutting only;
// it must not judge what a sentence means, and knows no language beyond its abbreviations.
package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is one sentence: byte offsets into the text it was cut from, always on rune boundaries,
// without the white space around it and never empty.
type Span struct {
	Start, End int
	Quoted     bool // the line carries the ">" of a quoted mail: somebody else's words
}

// longest is where a run of text without any end is cut, in bytes, so that whatever reads
// sentences stays linear on a text without a full stop.
const longest = 2000

// wrapped is the length in bytes from which a line is taken to have been broken by a mail
// program and not by its writer.
const wrapped = 50

// Split cuts text into sentences in the order of the text. It takes time linear in the length
// of the text and accepts any bytes.
func Split(text string) []Span {
	var spans []Span
	for start := 0; start < len(text); {
		end := blockEnd(text, start)
		spans = appendBlock(spans, text, start, end)
		start = end
	}
	return spans
}

// blockEnd is the end of the run of lines that may share a sentence.
func blockEnd(text string, start int) int {
	line := start
	for {
		end := strings.IndexByte(text[line:], '\n')
		if end < 0 {
			return len(text)
		}
		next := line + end + 1
		if !continues(text[line:next-1], text[next:]) {
			return next
		}
		line = next
	}
}

// continues reports whether a line was broken in the middle of a sentence.
func continues(line, rest string) bool {
	line = strings.TrimRight(line, " \t\r")
	next := rest
	if end := strings.IndexByte(rest, '\n'); end >= 0 {
		next = rest[:end]
	}
	next = strings.TrimSpace(next)
	if strings.TrimSpace(line) == "" || next == "" || isQuoted(line) != isQuoted(next) || isItem(next) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	if isEnd(last) || last == ':' {
		return false
	}
	first, _ := utf8.DecodeRuneInString(next)
	return len(line) >= wrapped || (unicode.IsLower(first) && last != ',')
}

func isQuoted(line string) bool { return strings.HasPrefix(strings.TrimLeft(line, " \t"), ">") }

// isItem reports whether a line opens an item of a list.
func isItem(line string) bool {
	for _, bullet := range []string{"- ", "* ", "• ", "– ", "· "} {
		if strings.HasPrefix(line, bullet) {
			return true
		}
	}
	digits := strings.TrimLeft(line, "0123456789")
	return len(digits) < len(line) && len(line)-len(digits) <= 2 &&
		(strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") "))
}

func appendBlock(spans []Span, text string, start, end int) []Span {
	quoted := isQuoted(text[start:min(end, start+200)])
	from := start
	for i := start; i < end; {
		r, size := utf8.DecodeRuneInString(text[i:end])
		i += size
		switch {
		case isEnd(r):
			i = pastEnd(text, i, end)
			if !ends(text[from:i], text[i:end], r) {
				continue
			}
		case i-from >= longest && (unicode.IsSpace(r) || i-from >= 2*longest):
		default:
			continue
		}
		spans = appendTrimmed(spans, text, from, i, quoted)
		from = i
	}
	return appendTrimmed(spans, text, from, end, quoted)
}

func appendTrimmed(spans []Span, text string, start, end int, quoted bool) []Span {
	part := text[start:end]
	start += len(part) - len(strings.TrimLeftFunc(part, isBlank))
	end = start + len(strings.TrimFunc(part, isBlank))
	if start >= end {
		return spans
	}
	return append(spans, Span{Start: start, End: end, Quoted: quoted})
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' }

func isEnd(r rune) bool { return strings.ContainsRune(".!?…。！？", r) }

// pastEnd takes what belongs to the end of a sentence: further marks, closing quotes, brackets.
func pastEnd(text string, i, end int) int {
	for i < end {
		r, size := utf8.DecodeRuneInString(text[i:end])
		if !isEnd(r) && !strings.ContainsRune("\"'”’)]»", r) {
			break
		}
		i += size
	}
	return i
}

// ends decides whether a mark ends its sentence: sentence holds the text up to and with it.
func ends(sentence, rest string, mark rune) bool {
	next, size := utf8.DecodeRuneInString(rest)
	if rest == "" || strings.ContainsRune("。！？", mark) {
		return true
	}
	if !unicode.IsSpace(next) {
		return !unicode.IsLetter(next) && !unicode.IsDigit(next) && !unicode.IsPunct(next) && size > 1
	}
	if mark != '.' || !strings.HasSuffix(sentence, ".") {
		return true
	}
	return !isAbbreviation(lastWord(sentence), firstWord(rest))
}

func lastWord(sentence string) string {
	word := strings.TrimRight(sentence, ".")
	if i := strings.LastIndexFunc(word, func(r rune) bool { return unicode.IsSpace(r) || r == '(' }); i >= 0 {
		word = word[i+1:]
	}
	return word
}

func firstWord(rest string) string {
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// isAbbreviation reports whether the full stop after word belongs to the word. next is what
// follows: "10 a.m. We" ends a sentence, "10 a.m. on Friday" does not.
func isAbbreviation(word, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	switch low := strings.ToLower(word); low {
	case "mr", "mrs", "ms", "mx", "dr", "prof", "st", "rev", "messrs", "vs", "e.g", "i.e", "cf", "approx", "attn":
		return true
	case "no", "nr", "ref", "fig", "ext", "tel":
		return unicode.IsDigit(first) || first == '#'
	case "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun",
		"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec":
		return unicode.IsDigit(first) || unicode.IsLower(first)
	case "a.m", "p.m", "am", "pm", "etc", "inc", "ltd", "co", "hrs", "hr", "min", "mins":
		return unicode.IsLower(first)
	default:
		return isInitial(word)
	}
}

// isInitial reports a single capital as in "J. Smith", but not "I".
func isInitial(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsUpper(r) && r != 'I'
}
