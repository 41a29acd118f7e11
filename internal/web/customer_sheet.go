package web

import (
	"net/url"

	"amends/internal/app"
	"amends/internal/look"
	"amends/internal/recovery"
)

// customerSheet is what a customer's history shows.
type customerSheet struct {
	view
	app.CustomerView
	Who   recovery.Actor
	Back  form
	Paged bool // further down the cases
}

func (s customerSheet) href() string { return "/customers/" + s.Customer.ID.Text() }

func (s customerSheet) forgotten() bool { return !s.Customer.ErasedAt.IsZero() }

// facts say in one line who this is to us.
func (s customerSheet) facts() []string {
	var list []string
	if year := s.yearOf(s.Customer); year != "" {
		list = append(list, s.T("customer since %s", year))
	}
	if !s.Customer.Value.IsZero() {
		list = append(list, s.T("%s spent with us", s.Customer.Value))
	}
	switch n := s.Customer.Cases; {
	case n >= app.CountLimit:
		list = append(list, s.T("more than %d cases", app.CountLimit-1))
	case n > 0:
		list = append(list, s.N(n, "one case", "%d cases"))
	}
	return list
}

// again says that it was not the first time, and how soon; "" when it was.
func (s customerSheet) again() string {
	if s.Paged || len(s.Cases) < 2 || s.Customer.Cases < 2 {
		return ""
	}
	gap := s.Cases[0].OpenedAt.Sub(s.Cases[1].OpenedAt)
	return s.T("%[1]s failure, %[2]s after the one before", ordinal(s.Printer, s.Customer.Cases), s.Until(gap))
}

// newComplaint is the form of a complaint with what is known in it.
func (s customerSheet) newComplaint() string {
	c := s.Customer
	return "/cases/new?" + url.Values{"customer": {c.ID.Text()}, "name": {c.Name}, "email": {c.Email}, "phone": {c.Phone}}.Encode()
}

func (s customerSheet) pager() look.PagerView {
	p := look.PagerView{}
	if s.Paged {
		p.First = s.href()
	}
	if s.Next != "" {
		p.Next = s.href() + "?" + url.Values{"after": {s.Next}}.Encode()
	}
	return p
}

// caseSub is a case's kind, state and owner in one line.
func (s customerSheet) caseSub(c app.CaseRow) string {
	sub := c.Label + " · " + stateWord(s.Printer, c.State)
	if c.Owner.Name != "" {
		sub += " · " + c.Owner.Name
	}
	return sub
}

// given is one remedy they got or are about to get.
func (s customerSheet) given(r recovery.Redress) look.Row {
	row := look.Row{What: r.Label, Sub: moneyWord(s.Printer, r.Money), State: look.Next}
	switch r.State {
	case recovery.RedressArrived:
		row.State, row.Sub = look.Kept, s.T("%[1]s, delivered %[2]s", row.Sub, s.When(r.EndedAt, s.Now))
	case recovery.RedressMissed:
		row.State, row.Sub = look.Broken, s.T("%[1]s, could not be delivered", row.Sub)
	default:
		row.Sub = s.T("%s, on its way", row.Sub)
	}
	if !r.Amount.IsZero() {
		row.End = s.Money(r.Amount)
	}
	return row
}

// known are the pairs of the card about them.
func (s customerSheet) known() [][2]string {
	c := s.Customer
	var list [][2]string
	add := func(name, value string) {
		if value != "" {
			list = append(list, [2]string{name, value})
		}
	}
	add(s.T("Reach them"), s.reach(c.Contact))
	add(s.T("Mail"), c.Email)
	add(s.T("Phone"), c.Phone)
	return list
}

func (s customerSheet) none() look.EmptyView {
	return look.EmptyView{
		Title: s.T("No case between us."), Text: s.T("What goes wrong for them stands here, with how it mended."),
		Do: []look.ButtonView{{Label: s.T("Write down a complaint"), Href: s.newComplaint(), Icon: "plus"}},
	}
}

// valueText is what they spent as a box takes it.
func (s customerSheet) valueText() string {
	if s.Customer.Value.IsZero() {
		return ""
	}
	return s.Customer.Value.Decimal()
}
