package triage

import (
	"strings"
	"unicode"

	"amends/internal/sentence"
)

// longestHeadline bounds the title of a case, in letters.
const longestHeadline = 140

// headline is the sentence that tells most: it names the failure, shows the feeling, is in the
// first person and is neither a greeting nor a whole story. A short neighbour is taken along.
func headline(in Input, read Reading) string {
	text := cut(in.Text, longestRead)
	spans := tellable(text)
	if len(spans) == 0 {
		return shorten(in.Subject)
	}
	best, points := 0, -1
	for i, s := range spans {
		if p := telling(text[s.Start:s.End], read) - min(i, 6); p > points {
			best, points = i, p
		}
	}
	title := text[spans[best].Start:spans[best].End]
	if best+1 < len(spans) && letters(title) < 60 {
		if joined := title + " " + text[spans[best+1].Start:spans[best+1].End]; letters(joined) <= longestHeadline {
			title = joined
		}
	}
	return shorten(title)
}

// tellable leaves out quoted lines, greetings and signatures.
func tellable(text string) []sentence.Span {
	var out []sentence.Span
	for _, s := range sentence.Split(text) {
		words := strings.Fields(text[s.Start:s.End])
		if s.Quoted || len(words) < 2 || isGreeting(strings.ToLower(words[0]), len(words)) {
			continue
		}
		out = append(out, s)
	}
	return out
}

func isGreeting(first string, words int) bool {
	switch strings.Trim(first, ",.!:") {
	case "hi", "hello", "dear", "hey", "morning", "good", "regards", "kind", "best", "yours", "thanks", "thank", "sincerely", "sent", "cheers":
		return words <= 5
	}
	return false
}

// telling scores a sentence as a title, out of about 20.
func telling(s string, read Reading) int {
	points := 0
	for _, f := range []string{read.Kind.Words, read.Emotion.Words, read.Complaint.Words} {
		if f != "" && (strings.Contains(s, f) || strings.Contains(f, s)) {
			points += 4
		}
	}
	low := " " + strings.ToLower(s) + " "
	for _, word := range []string{" you ", " your ", " my ", " i ", " we ", " our ", " never ", " still ", " nobody ", " no "} {
		if strings.Contains(low, word) {
			points++
		}
	}
	if strings.ContainsFunc(s, unicode.IsDigit) {
		points++
	}
	if n := letters(s); n < 15 || n > longestHeadline {
		points -= 3
	}
	return points
}

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
