package web

import (
	"strings"

	"amends/internal/app"
	"amends/internal/look"
	"amends/internal/recovery"
)

func pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}

func questionClass(answer string) string {
	if answer == "" {
		return "is-open"
	}
	return "is-kept"
}

func answerState(answer string) look.State {
	if answer == "" {
		return look.Open
	}
	return look.Kept
}

// earlierState is how an earlier case of the customer stands.
func earlierState(e app.CaseRow) look.State {
	switch {
	case e.State == recovery.Closed || e.State == recovery.Resolved:
		return look.Kept
	case e.Late:
		return look.Late
	}
	return look.Open
}

func (s caseSheet) ownerSub() string {
	if s.mine(s.C.Owner.ID) {
		return s.T("that is you")
	}
	if s.C.Owner.Away {
		return s.T("away; everything is handed over")
	}
	return roleWord(s.Printer, s.C.Owner.Role)
}

// customerLine is what the customer is to us, in one line.
func (s caseSheet) customerLine() string {
	c := s.C.Customer
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if !c.Value.IsZero() {
		add(s.T("%s spent with us", c.Value))
	}
	if c.Cases > 1 {
		add(s.N(c.Cases, "one case", "%d cases"))
	}
	add(c.Email)
	add(c.Phone)
	add(s.preference(c.Contact))
	if len(parts) == 0 {
		return s.T("Nothing more is known yet.")
	}
	return strings.Join(parts, " · ")
}

func (s caseSheet) preference(c recovery.Contact) string {
	switch {
	case c.Channel != "" && c.When != "":
		return s.T("prefers us %[1]s, %[2]s", wayWord(s.Printer, c.Channel), c.When)
	case c.Channel != "":
		return s.T("prefers us %s", wayWord(s.Printer, c.Channel))
	case c.When != "":
		return s.T("prefers: %s", c.When)
	}
	return ""
}

// pageSeen says whether the customer has opened their page.
func (s caseSheet) pageSeen() string {
	if s.C.Case.Link.SeenAt.IsZero() {
		return s.T("Not opened yet.")
	}
	return s.T("First opened %s.", s.When(s.C.Case.Link.SeenAt, s.Now))
}

func (s caseSheet) answerText(a recovery.Answer) string {
	t := teller{view: s.view, Case: s.C}
	return t.answered(a)
}

func (s caseSheet) orNothing(o recovery.Option) string {
	if o.Amount.IsZero() {
		return ""
	}
	return s.Money(o.Amount)
}

func (s caseSheet) limitText(r app.Remedy) string { return s.Money(r.Limit) }
