package portal

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"amends/internal/app"
	"amends/internal/look"
	"amends/internal/recovery"
	"amends/internal/words"
)

// heading is the page in one sentence, from us to one person. Only where a person has found that
// it was our fault is it said, and then without an if.
func heading(p *words.Printer, v app.CustomerPage) string {
	text := headingText(p, v)
	if name := v.Customer.First(); name != "" {
		return p.T("%[1]s, %[2]s", name, text)
	}
	return capital(text)
}

func headingText(p *words.Printer, v app.CustomerPage) string {
	switch {
	case v.State == recovery.Closed:
		return p.T("thank you for telling us.")
	case v.State == recovery.Resolved:
		return p.T("we believe it is put right.")
	case v.Label == "":
		return p.T("we have your message.")
	case v.Fault == recovery.FaultOurs:
		return p.T("%s. That is our fault.", v.Label)
	}
	return p.T("you told us that %s.", v.Label)
}

// lede is what that means for them now.
func lede(p *words.Printer, v app.CustomerPage) string {
	switch {
	case v.State != recovery.Resolved && v.State != recovery.Closed && failing(v):
		return p.T("We did not keep everything we said. Below is plainly what, and who is on it now.")
	case v.State == recovery.Received:
		return p.T("We are sorry that you had to write. It is with us now, and you do not have to do anything more.")
	case v.State == recovery.Working:
		return p.T("We are on it. Below is what we do, who does it and by when; you do not have to ask.")
	case v.State == recovery.Offered:
		return p.T("Here is what we can do. Take what suits you best, or tell us what would.")
	case v.State == recovery.Mending:
		return p.T("Thank you for choosing. It is on its way, and we stay with it until you have it.")
	case v.State == recovery.Resolved:
		return p.T("If it is not, say so here. We take it up again at once, and you do not have to explain it anew.")
	}
	return p.T("If anything about it comes back, write to us here. The same people will know what it is about.")
}

// answered is what they told us when we asked, "" while they did not.
func answered(p *words.Printer, v app.CustomerPage) string {
	if len(v.Answered) == 0 {
		return ""
	}
	last := v.Answered[len(v.Answered)-1]
	switch last.Fixed {
	case "yes":
		return p.T("You told us on %s that it is put right.", p.Date(last.At))
	case "partly":
		return p.T("You told us on %s that it is partly put right.", p.Date(last.At))
	}
	return p.T("You told us on %s that it is not put right.", p.Date(last.At))
}

// failing reports whether something we told the customer is late or was broken.
func failing(v app.CustomerPage) bool {
	return slices.ContainsFunc(v.Owed, func(c recovery.Commitment) bool {
		s := state(c, v.Now)
		return c.Told != "" && (s == look.Late || s == look.Broken)
	})
}

// said is the customer's own sentence: the heart of what they wrote, or all of it where it is short.
func said(v app.CustomerPage) string {
	const short = 240 // characters: what reads well as a quotation on a phone
	text := strings.TrimSpace(v.Said)
	if v.Quote != "" || utf8.RuneCountInString(text) > short {
		return strings.TrimSpace(v.Quote)
	}
	return text
}

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// done says that what somebody sent has arrived.
func done(p *words.Printer, v app.CustomerPage, what string) string {
	switch what {
	case "choose":
		return p.T("Thank you, we have your choice.")
	case "word":
		return p.T("Thank you, we have your message.")
	case "not-fixed":
		return p.T("Thank you for saying so. We have taken it up again.")
	case "answer":
		return p.T("Thank you for your answer.")
	case "contact":
		return p.T("We have noted how you want to hear from us.")
	}
	return ""
}
