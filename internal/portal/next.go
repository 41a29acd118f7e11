package portal

import (
	"strconv"
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/look"
	"amends/internal/recovery"
	"amends/internal/words"
)

// nextView says who has the case and when the next word comes.
type nextView struct {
	face    string       // whose initials stand beside it
	has     string       // "Mara has it."
	word    string       // "You hear from us by today 11:00."
	late    string       // "You were to hear from us by today 11:00.", "" when we are in time
	left    *look.Moment // the countdown, nil when it is far away or nothing is owed
	sponsor string       // "Henrik Aas, who leads the team, stands behind this."
}

// near is how far ahead a countdown means something.
const near = 24 * time.Hour

func nextWord(p *words.Printer, v app.CustomerPage) nextView {
	n := nextView{face: v.Company.Name, has: p.T("%s has it.", capital(v.Company.Team)), sponsor: sponsor(p, v.Sponsor)}
	if v.Company.Team == "" {
		n.has = p.T("We have it.")
	}
	if v.Owner.Name != "" {
		n.face, n.has = v.Owner.Name, p.T("%s has it.", v.Owner.First())
	}
	if v.State == recovery.Closed {
		n.has, n.sponsor = p.T("It is settled."), ""
	}
	if v.Next == nil {
		return n
	}
	left := v.Next.Due.Sub(v.Now)
	if left < 0 {
		n.late = p.T("You were to hear from us by %s.", p.By(v.Next.Due, v.Now))
		n.word = p.T("We are late, and we are sorry: you come first now.")
		return n
	}
	n.word = p.T("You hear from us by %s.", p.By(v.Next.Due, v.Now))
	if left < near {
		n.left = &look.Moment{At: v.Next.Due, Text: p.Until(left), Due: true}
	}
	return n
}

func sponsor(p *words.Printer, who app.Face) string {
	switch {
	case who.Name == "":
		return ""
	case who.Role == recovery.Lead:
		return p.T("%s, who leads the team, stands behind this.", who.Name)
	}
	return p.T("%s, who answers for our service, stands behind this.", who.Name)
}

// number is the case's name among people.
func number(v app.CustomerPage) string { return strconv.FormatInt(v.Number, 10) }

// tel is a phone number as a link wants it (RFC 3966).
func tel(phone string) string {
	return "tel:" + strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
}
