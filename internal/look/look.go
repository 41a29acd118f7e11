// Package look holds the building blocks every page is made of: marks, buttons, fields,
// letters, the seam, tables and charts, as templ components over plain structs.
// It must not know an app, a store, a route or a rule: it is told what to show and where links go.
// Texts arrive ready for the reader; the few words it needs itself it asks of Words.
package look

import (
	"strings"
	"unicode"
)

// Words says a text of the catalogue in the reader's language. *words.Printer is one.
type Words interface {
	// T is the text with its %-arguments filled in.
	T(text string, args ...any) string
}

// State is how a commitment or a step stands; it colours dots, rows and the seam.
type State string

// The states a commitment can be in on a page.
const (
	Open     State = "open"      // owed, later
	Next     State = "next"      // owed, and the next one due
	Kept     State = "kept"      // done in time
	KeptLate State = "kept_late" // done, after its time
	Late     State = "late"      // owed, and its time has passed
	Broken   State = "broken"    // given up or missed for good
	Released State = "released"  // no longer owed: moved or not needed
)

func (s State) class() string {
	if s == "" {
		s = Open
	}
	return "is-" + string(s)
}

// said is the state in words, for readers who do not see the colour.
func (s State) said(w Words) string {
	switch s {
	case Next:
		return w.T("next")
	case Kept:
		return w.T("kept")
	case KeptLate:
		return w.T("kept, late")
	case Late:
		return w.T("late")
	case Broken:
		return w.T("broken")
	case Released:
		return w.T("released")
	default:
		return w.T("open")
	}
}

// Tone is the voice of a chip, a flash or a bar.
type Tone string

// The tones. Red is only for late, gold only for what mends.
const (
	Plain Tone = ""
	Red   Tone = "l"
	Gold  Tone = "g"
	Green Tone = "k"
)

// Initials are the one or two letters that stand for a name: first and last word.
func Initials(name string) string {
	var letters []rune
	for _, word := range strings.Fields(name) {
		for _, r := range word {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				letters = append(letters, unicode.ToUpper(r))
				break
			}
		}
	}
	switch len(letters) {
	case 0:
		return "?"
	case 1:
		return string(letters)
	default:
		return string([]rune{letters[0], letters[len(letters)-1]})
	}
}
