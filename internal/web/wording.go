package web

import (
	"strconv"
	"strings"

	"amends/internal/look"
	"amends/internal/recovery"
	"amends/internal/words"
)

// The words for what the house keeps as keys. Keys that come from a playbook of the company's own
// and are not known here are shown as they are, with spaces.

func plain(key string) string { return strings.ReplaceAll(key, "_", " ") }

func stateWord(p *words.Printer, s recovery.State) string {
	switch s {
	case recovery.Received:
		return p.T("new")
	case recovery.Working:
		return p.T("in hand")
	case recovery.Offered:
		return p.T("options out")
	case recovery.Mending:
		return p.T("on its way")
	case recovery.Resolved:
		return p.T("resolved")
	case recovery.Closed:
		return p.T("closed")
	}
	return plain(string(s))
}

// wayWord says how a word came or goes: "by mail".
func wayWord(p *words.Printer, c recovery.Channel) string {
	switch c {
	case recovery.Mail:
		return p.T("by mail")
	case recovery.Form:
		return p.T("on the form")
	case recovery.API:
		return p.T("through another program")
	case recovery.Phone:
		return p.T("by phone")
	case recovery.InPerson:
		return p.T("in person")
	case recovery.Page:
		return p.T("on their page")
	}
	return plain(string(c))
}

func faultWord(p *words.Printer, f recovery.Fault) string {
	switch f {
	case recovery.FaultOurs:
		return p.T("ours")
	case recovery.FaultShared:
		return p.T("shared")
	case recovery.FaultUnclear:
		return p.T("unclear")
	case recovery.FaultNotOurs:
		return p.T("not ours")
	}
	return plain(string(f))
}

func roleWord(p *words.Printer, r recovery.Role) string {
	switch r {
	case recovery.Representative:
		return p.T("Representative")
	case recovery.Lead:
		return p.T("Team lead")
	case recovery.Manager:
		return p.T("Manager")
	case recovery.Admin:
		return p.T("Administrator")
	}
	return plain(string(r))
}

func severityWord(p *words.Printer, n int) string {
	switch n {
	case 1:
		return p.T("a nuisance")
	case 2:
		return p.T("a failure")
	case 3:
		return p.T("serious")
	case 4:
		return p.T("grave")
	}
	return ""
}

func emotionWord(p *words.Printer, n int) string {
	switch n {
	case 0:
		return p.T("calm")
	case 1:
		return p.T("annoyed")
	case 2:
		return p.T("angry")
	}
	return p.T("furious or in despair")
}

func wantWord(p *words.Printer, want string) string {
	switch want {
	case "refund":
		return p.T("money back")
	case "replacement":
		return p.T("a replacement")
	case "compensation":
		return p.T("compensation")
	case "fix":
		return p.T("a fix")
	case "explanation":
		return p.T("an explanation")
	case "apology":
		return p.T("an apology")
	case "answer":
		return p.T("an answer")
	case "cancellation":
		return p.T("to cancel")
	case "prevention":
		return p.T("that it never happens again")
	case "none_stated":
		return p.T("nothing stated")
	}
	return plain(want)
}

func flagWord(p *words.Printer, flag string) string {
	switch flag {
	case "threat_to_leave":
		return p.T("says they will leave")
	case "legal_or_regulator":
		return p.T("names a lawyer or regulator")
	case "public_exposure":
		return p.T("tells the world")
	case "safety":
		return p.T("safety")
	case "vulnerable":
		return p.T("in a hard place")
	case "repeat_contact":
		return p.T("had to write again")
	case "broken_promise":
		return p.T("a promise was broken")
	case "abusive":
		return p.T("abusive words")
	case "date_that_matters":
		return p.T("a day that matters")
	case "third_party":
		return p.T("writes for somebody else")
	}
	return plain(flag)
}

// answerWord is yes, no, partly or unknown.
func answerWord(p *words.Printer, answer string) string {
	switch answer {
	case "yes":
		return p.T("yes")
	case "no":
		return p.T("no")
	case "partly":
		return p.T("partly")
	case "unknown", "":
		return p.T("not known")
	}
	return plain(answer)
}

func moneyWord(p *words.Printer, m recovery.MoneyKind) string {
	switch m {
	case recovery.Restitution:
		return p.T("loss made good")
	case recovery.Statutory:
		return p.T("what the law gives")
	case recovery.Goodwill:
		return p.T("goodwill")
	}
	return plain(string(m))
}

func fieldWord(p *words.Printer, field string) string {
	switch field {
	case "kind":
		return p.T("kind of failure")
	case "severity":
		return p.T("severity")
	case "emotion":
		return p.T("emotion")
	case "fault":
		return p.T("fault")
	case "used_anyway":
		return p.T("used anyway")
	case "wants":
		return p.T("wants")
	case "flags":
		return p.T("signs")
	case "justified":
		return p.T("justified")
	}
	return plain(field)
}

// ordinal is first, second, third ... for small numbers and 7. beyond.
func ordinal(p *words.Printer, n int) string {
	names := strings.Split(p.T("first, second, third, fourth, fifth, sixth"), ", ")
	if n >= 1 && n <= len(names) {
		return names[n-1]
	}
	return p.T("%d.", n)
}

// spelled is a small number in words that begin a sentence, larger ones in figures.
func spelled(p *words.Printer, n int) string {
	names := strings.Split(p.T("One, Two, Three, Four, Five, Six, Seven, Eight, Nine, Ten, Eleven, Twelve"), ", ")
	if n >= 1 && n <= len(names) {
		return names[n-1]
	}
	return p.Number(n)
}

// stateTone is green where it is mended, gold where it is on its way to it.
func stateTone(s recovery.State) look.Tone {
	switch s {
	case recovery.Mending, recovery.Offered:
		return look.Gold
	case recovery.Resolved, recovery.Closed:
		return look.Green
	}
	return look.Plain
}

// numberText is a case's number as people call it: a name, without separators.
func numberText(n int64) string { return strconv.FormatInt(n, 10) }
