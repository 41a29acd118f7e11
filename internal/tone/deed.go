package tone

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestDeed bounds the short deed of a promise, in bytes.
const longestDeed = 70

// deed says shortly what is to be done, as an entry of a list: "Call Ada about the parcel".
func (p *promiseReader) deed(part part) string {
	from := part.verb
	var words []string
	switch part.kind {
	case receive, done:
		from = part.start
	default:
		words = []string{p.baseVerb(part.verb)}
		from++
	}
	for i := from; i < part.end; i++ {
		if part.told && i >= part.time.start && i < part.time.end {
			continue
		}
		if len(words) > 0 && p.endsDeed(i) {
			break
		}
		words = p.join(words, i)
	}
	if short := clip(words); short != "" {
		return capitalised(short)
	}
	return "Keep this promise"
}

// join adds a token to words, to the last of them when the text has no space between the two.
func (p *promiseReader) join(words []string, i int) []string {
	surface := p.surface(i)
	if surface == p.customer && slices.Contains(words, surface) {
		surface = "them"
	}
	last := len(words) - 1
	switch {
	case !p.toks[i].word && p.word(i) != "£" && p.word(i) != "€" && p.word(i) != "$":
		return words
	case i > 0 && last >= 0 && p.toks[i-1].end == p.toks[i].start && surface == p.text[p.toks[i].start:p.toks[i].end] && p.word(i) != "will":
		words[last] += surface
		return words
	case p.word(i) == "will":
		surface = "will"
	}
	return append(words, surface)
}

// endsDeed reports whether the deed is said at i: at a mark or an aside.
func (p *promiseReader) endsDeed(i int) bool {
	switch w := p.word(i); w {
	case ",", "(", "—", "–", ".", "!", "?", ":", "once", "when", "because", "so", "unless", "if", "even":
		return true
	case "and":
		return p.lex.Pronouns[p.word(i+1)]
	}
	return false
}

// baseVerb is the verb as one writes it in a list of tasks.
func (p *promiseReader) baseVerb(i int) string {
	word := p.word(i)
	if base := gerund(p.lex, word); base != "" {
		return base
	}
	switch word {
	case "be":
		return "get"
	case "booked", "arranged", "scheduled", "organised", "organized":
		return "keep what is " + word + ":"
	}
	return word
}

// surface is a token as the colleague reads it who sees the task and not the letter.
func (p *promiseReader) surface(i int) string {
	switch p.word(i) {
	case "you", "yourself":
		return p.customer
	case "your":
		return "their"
	}
	return p.text[p.toks[i].start:p.toks[i].end]
}

// clip joins words up to the longest deed and drops what dangles at the end.
func clip(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if b.Len()+1+len(w) > longestDeed {
			break
		}
		if b.Len() > 0 && w != "'" {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return strings.TrimRight(trimDangling(b.String()), " :")
}

func trimDangling(s string) string {
	for {
		i := strings.LastIndexByte(s, ' ')
		if i < 0 {
			return s
		}
		switch s[i+1:] {
		case "by", "on", "at", "in", "within", "before", "and", "or", "to", "with", "the", "a", "an", "then", "from", "for", "of", "between", "their":
			s = s[:i]
		default:
			return s
		}
	}
}

func capitalised(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// doer is whom the text names as doing it.
func (p *promiseReader) doer(h head) string {
	if h.kind != person || h.start >= h.will {
		return ""
	}
	switch p.word(h.start) {
	case "he", "she", "they", "who", "both":
		return ""
	}
	return p.text[p.toks[h.start].start:p.toks[h.will-1].end]
}
