package web

import (
	"strconv"

	"github.com/a-h/templ"

	"amends/internal/app"
	"amends/internal/look"
)

// sentences say the figures in plain words, for those who do not read pictures.
func (s howSheet) sentences() []string {
	var list []string
	for _, text := range []string{s.sayAnswered(), s.sayResolved(), s.sayKept(), s.sayReopened(), s.sayRated()} {
		if text != "" {
			list = append(list, text)
		}
	}
	return list
}

func (s howSheet) sayAnswered() string {
	if s.Opened == 0 {
		return ""
	}
	text := s.allOrSome(s.Answered, s.Opened)
	return text + s.within(s.FirstWord)
}

func (s howSheet) allOrSome(n, of int) string {
	complaints := s.N(of, "the one complaint", "%d complaints")
	switch {
	case n == of && of == 1:
		return s.T("The one complaint was answered")
	case n == of:
		return s.T("Of %s, all were answered", complaints)
	case n == 0:
		return s.T("Of %s, none has been answered yet", complaints)
	}
	return s.T("Of %[1]s, %[2]d were answered", complaints, n)
}

// within ends a sentence with how long it took, as far as there is enough to say.
func (s howSheet) within(x app.Spread) string {
	switch {
	case x.Count < enoughForHalf:
		return s.T(".")
	case x.Count < enoughForP90:
		return s.T("; half within %s.", s.Until(x.Median))
	}
	return s.T("; half within %[1]s, nine in ten within %[2]s.", s.Until(x.Median), s.Until(x.P90))
}

func (s howSheet) sayResolved() string {
	if s.Resolved == 0 {
		return ""
	}
	return s.N(s.Resolved, "One is put right", "%[2]s are put right", spelled(s.Printer, s.Resolved)) + s.within(s.Resolution)
}

func (s howSheet) sayKept() string {
	n := s.ended()
	if n == 0 {
		return ""
	}
	if s.Kept == n {
		return s.N(n, "The one promise that fell due was kept in time.", "All %d promises that fell due were kept in time.")
	}
	return s.T("Of %[1]s that fell due, %[2]d were kept in time, %[3]d late, and %[4]d broken.", s.N(n, "the one promise", "%d promises"), s.Kept, s.KeptLate, s.Broken)
}

func (s howSheet) sayReopened() string {
	switch {
	case s.Resolved == 0:
		return ""
	case s.Reopened == 0:
		return s.T("None had to be taken up again.")
	}
	return s.N(s.Reopened, "One had to be taken up again.", "%[2]s had to be taken up again.", spelled(s.Printer, s.Reopened))
}

func (s howSheet) sayRated() string {
	if s.Rated == 0 {
		return ""
	}
	return s.T("Of %[1]s, %[2]d gave four or five of five.", s.N(s.Rated, "the one customer who rated us", "%d customers who rated us"), s.RatedWell)
}

// weekly is the course of promises kept, week by week. Weeks in which too few fell due are left out.
func (s howSheet) weekly() look.LineView {
	v := look.LineView{Title: s.T("Promises kept in time"), Max: 1, Top: s.Percent(1), Bottom: s.Percent(0)}
	left := 0
	for _, w := range s.Weeks {
		n := w.Kept + w.KeptLate + w.Broken
		if n < enoughForHalf {
			left++
			continue
		}
		v.Points = append(v.Points, look.Point{Label: s.week(w.Start), Value: share(w.Kept, n), Text: s.T("%[1]d of %[2]d", w.Kept, n)})
	}
	v.Desc = s.T("By week, of those that fell due.")
	if left > 0 {
		v.Desc += " " + s.N(left, "One week had too few to say.", "%d weeks had too few to say.")
	}
	return v
}

// flow is how many complaints came in, week by week.
func (s howSheet) flow() look.LineView {
	v := look.LineView{Title: s.T("Complaints"), Desc: s.T("By week; the numbers also say how many were put right."), Bottom: "0"}
	most := 0
	for _, w := range s.Weeks {
		most = max(most, w.Opened)
		text := s.T("%[1]d came in, %[2]d put right", w.Opened, w.Resolved)
		v.Points = append(v.Points, look.Point{Label: s.week(w.Start), Value: float64(w.Opened), Text: text})
	}
	v.Top = strconv.Itoa(most)
	return v
}

// kinds compares the kinds of failure.
func (s howSheet) kinds() look.BarsView {
	v := look.BarsView{Title: s.T("What went wrong"), Desc: s.T("Complaints by kind of failure")}
	for _, k := range s.ByKind {
		v.Bars = append(v.Bars, look.Bar{Label: k.Label, Value: float64(k.Cases), Text: s.Number(k.Cases), Tone: quietBar, Href: "/cases?kind=" + k.Key})
	}
	return v
}

// quietBar is a bar that says how much, not how well.
const quietBar = look.Tone("soft")

// causes compares the causes that were named; a cause that something is done about is gold.
func (s howSheet) causes() look.BarsView {
	v := look.BarsView{Title: s.T("Why it went wrong"), Desc: s.T("Causes named in closed cases. Gold where something is done about it.")}
	for _, c := range s.ByCause {
		bar := look.Bar{Label: c.Text, Value: float64(c.Cases), Text: s.Number(c.Cases), Tone: quietBar}
		if c.WithFix > 0 {
			bar.Tone = look.Gold
		}
		v.Bars = append(v.Bars, bar)
	}
	return v
}

// fixes says for how many of the cases with a cause something is done.
func (s howSheet) fixes() string {
	all, with := 0, 0
	for _, c := range s.ByCause {
		all, with = all+c.Cases, with+c.WithFix
	}
	switch {
	case all == 0:
		return s.T("No case is closed with a cause yet. A cause is named when a case is closed.")
	case with == all:
		return s.T("Something is done about every one of them.")
	}
	return s.T("%[1]d of %[2]d cases have an action; the others a reason for none.", with, all)
}

// kindTable is the same as the picture of the kinds, with what was given.
func (s howSheet) kindTable() look.TableView {
	t := look.TableView{Caption: s.T("What went wrong"), Columns: []look.Column{
		{Label: s.T("Kind of failure")}, {Label: s.T("Complaints"), Num: true}, {Label: s.T("Taken up again"), Num: true}, {Label: s.T("Given"), Num: true},
	}}
	for _, k := range s.ByKind {
		t.Rows = append(t.Rows, look.TableRow{Cells: []templ.Component{
			look.Text(k.Label), look.Text(s.Number(k.Cases)), look.Text(s.Number(k.Reopened)), look.Text(s.Money(k.Given)),
		}})
	}
	return t
}

// causeTable is the same as the picture of the causes, with what is done about them.
func (s howSheet) causeTable() look.TableView {
	t := look.TableView{Caption: s.T("Why it went wrong"), Columns: []look.Column{
		{Label: s.T("Cause")}, {Label: s.T("Cases"), Num: true}, {Label: s.T("With an action"), Num: true},
	}}
	for _, c := range s.ByCause {
		t.Rows = append(t.Rows, look.TableRow{Cells: []templ.Component{look.Text(c.Text), look.Text(s.Number(c.Cases)), look.Text(s.Number(c.WithFix))}})
	}
	return t
}
