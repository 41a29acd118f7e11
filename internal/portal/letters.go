package portal

import (
	"fmt"
	"net/url"

	"amends/internal/app"
	"amends/internal/look"
	"amends/internal/words"
)

// shownLetters is how many of the last words stand open; earlier ones are folded away.
const shownLetters = 3

// letters are the words in both directions, oldest first: earlier ones and the last few.
func (v pageView) letters() (earlier, last []look.LetterView) {
	var all []look.LetterView
	for _, m := range v.page.Messages {
		if forCustomer(m) {
			all = append(all, v.letter(m))
		}
	}
	cut := max(0, len(all)-shownLetters)
	return all[:cut], all[cut:]
}

// forCustomer holds back what is not theirs to see, whatever the page was given: notes among
// colleagues, and words of ours that have not left.
func forCustomer(m app.Message) bool {
	return m.Direction == "in" || m.Direction == "out" && m.State == "sent"
}

func (v pageView) letter(m app.Message) look.LetterView {
	l := look.LetterView{In: m.Direction == "in", From: v.p.T("You"), Aside: v.p.When(m.At, v.page.Now), Text: m.Text}
	if !l.In {
		l.From = v.company.Name
		if m.Author.Name != "" {
			l.From = m.Author.Name
		}
	}
	if m.Erased {
		l.Text = v.p.T("These words were erased.")
	}
	for _, f := range m.Files {
		l.Files = append(l.Files, look.FileLink{Name: f.Name, Href: v.here + "/files/" + url.PathEscape(f.ID.Text()), Size: size(v.p, f.Size)})
	}
	return l
}

// size is the size of a file in the unit that people use.
func size(p *words.Printer, bytes int64) string {
	const kilo = 1000
	switch {
	case bytes < kilo:
		return p.N(int(bytes), "%d byte", "%d bytes")
	case bytes < kilo*kilo:
		return p.T("%d kB", int(bytes/kilo))
	}
	return p.T("%s MB", fmt.Sprintf("%.1f", float64(bytes)/kilo/kilo))
}
