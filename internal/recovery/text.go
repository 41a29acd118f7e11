package recovery

import (
	"strings"
	"unicode/utf8"

	"amends/internal/errs"
)

// reason is a text somebody has to give, or the refusal that asks for it.
func reason(field, text, ask string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", errs.Invalidf(field, ask)
	}
	return short(field, text)
}

// short refuses a text nobody would read to the end.
func short(field, text string) (string, error) {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) > maxReason {
		return "", errs.Invalidf(field, "Please say it in at most %d characters. Details can go into a note.", maxReason)
	}
	return text, nil
}

// line is a text cut to the length of a line.
func line(text string) string {
	text = strings.TrimSpace(text)
	if runes := []rune(text); len(runes) > maxLine {
		return string(runes[:maxLine-1]) + "…"
	}
	return text
}
