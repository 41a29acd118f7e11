package web

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/recovery"
)

// caseSheet is what the templates of the case page share.
type caseSheet struct {
	view
	C      app.CaseView
	Who    recovery.Actor
	Writes string // what is being written: "" a reply, "note" or "call"
	Back   form   // a form that came back
}

// lastPart is the last part of a path.
func lastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// to is where a form of this case is sent.
func (s caseSheet) to(command string) templ.SafeURL {
	return templ.URL("/cases/" + s.C.Case.ID.Text() + "/" + command)
}

// hidden is what a form carries: its name, so that it can come back, and what it is about.
func (s caseSheet) hidden(name string, more ...string) []look.Hidden {
	list := append([]look.Hidden{{Name: "form", Value: name}}, s.Token...)
	for i := 0; i+1 < len(more); i += 2 {
		list = append(list, look.Hidden{Name: more[i], Value: more[i+1]})
	}
	return list
}

// cameBack reports whether this form was refused and is shown again.
func (s caseSheet) cameBack(name string) bool { return s.Back.Name == name && s.Back.No.Say != "" }

// was is what the person had written into a box of a form that came back, else fallback.
func (s caseSheet) was(name, box, fallback string) string {
	if s.Back.Name != name || s.Back.Words == nil {
		return fallback
	}
	return s.Back.Words.Get(box)
}

// fault is what is wrong with a box of a form.
func (s caseSheet) fault(name, box string) string {
	if s.cameBack(name) && s.Back.No.Field == box {
		return s.Back.No.Say
	}
	return ""
}

// refusal is what is wrong with the form as a whole: what none of its boxes says.
func (s caseSheet) refusal(name string, boxes ...string) string {
	if s.cameBack(name) && !slices.Contains(boxes, s.Back.No.Field) {
		return s.Back.No.Say
	}
	return ""
}

// firstName is a colleague's first name, "" for nobody.
func (s caseSheet) firstName(p id.Person) string {
	if f, ok := s.C.Names[p]; ok {
		return f.First()
	}
	return ""
}

// mine reports whether a name is the reader's own.
func (s caseSheet) mine(p id.Person) bool { return p != 0 && p == s.Who.Person }

// them is how the customer is called on the page.
func (s caseSheet) them() string {
	if name := s.C.Customer.First(); name != "" {
		return name
	}
	return s.T("the customer")
}

func (s caseSheet) title() string {
	if s.C.Quote == "" {
		return s.C.Label
	}
	return quoted(s.C.Quote)
}

// facts are the line under the title.
func (s caseSheet) repeatFact() string {
	r := s.C.Case.Repeat
	switch {
	case r.Earlier > 0 && !r.LastAt.IsZero():
		days := int(s.C.Case.OpenedAt.Sub(r.LastAt).Hours() / 24)
		return s.N(max(days, 1), "%[2]s failure in a day", "%[2]s failure in %[1]d days", ordinal(s.Printer, r.Earlier+1))
	case r.Earlier > 0:
		return s.T("%s failure", ordinal(s.Printer, r.Earlier+1))
	case r.SameKind:
		return s.T("the same went wrong before")
	}
	return ""
}

// wants are what the customer wants, in words.
func (s caseSheet) wants() string {
	var list []string
	for _, w := range s.C.Case.Reading.Wants {
		if w.Value != "none_stated" {
			list = append(list, wantWord(s.Printer, w.Value))
		}
	}
	return s.List(list)
}

// seamView is the large seam with the names of those who kept it.
func (s caseSheet) seamView() look.SeamView {
	return s.seam(s.C.Case.Number, s.C.Case.Commitments, s.C.Case.State, func(c recovery.Commitment) string { return s.firstName(c.Owner) })
}

// owed are the commitments still to be kept, soonest first; settled are the others, latest first.
func (s caseSheet) owed() []recovery.Commitment {
	return slices.DeleteFunc(ordered(s.C.Case.Commitments), func(c recovery.Commitment) bool { return !c.Owed() })
}

func (s caseSheet) settled() []recovery.Commitment {
	list := slices.DeleteFunc(ordered(s.C.Case.Commitments), func(c recovery.Commitment) bool { return c.Owed() })
	slices.Reverse(list)
	return list
}

// owedRow is a commitment as the side shows it.
func (s caseSheet) owedRow(c recovery.Commitment, next bool) look.Row {
	row := look.Row{State: beadState(c), What: c.What, Sub: s.owedSub(c)}
	if row.State == look.Open && next {
		row.State = look.Next
	}
	if c.Owed() {
		when := s.due(c.Due)
		row.When = &when
		return row
	}
	row.End = s.short(c.EndedAt)
	return row
}

func (s caseSheet) owedSub(c recovery.Commitment) string {
	parts := []string{}
	if name := s.firstName(c.Owner); name != "" {
		parts = append(parts, name)
	}
	if c.Said != 0 {
		parts = append(parts, s.T("said in a message"))
	}
	if c.Moved > 0 && c.Owed() {
		parts = append(parts, s.T("moved: %s", c.Because))
	}
	if c.State == recovery.Released || c.State == recovery.Broken {
		parts = append(parts, c.Because)
	}
	return strings.Join(parts, ", ")
}

// steps are those of one track.
func (s caseSheet) steps(track recovery.Track) []recovery.Step {
	return slices.DeleteFunc(slices.Clone(s.C.Case.Steps), func(x recovery.Step) bool { return x.Track != track || !x.LeftAt.IsZero() })
}

// toDecide are the approvals the reader may decide: not their own wish, and with an authority above the front line.
func (s caseSheet) toDecide() []recovery.Approval {
	return slices.DeleteFunc(slices.Clone(s.C.Case.Approvals), func(a recovery.Approval) bool {
		return a.State != recovery.ApprovalPending || a.AskedBy == s.Who.Person || s.Who.Role == recovery.Representative
	})
}

// waits are the approvals somebody else still owes.
func (s caseSheet) waits() []recovery.Approval {
	decide := s.toDecide()
	return slices.DeleteFunc(slices.Clone(s.C.Case.Approvals), func(a recovery.Approval) bool {
		return a.State != recovery.ApprovalPending || slices.ContainsFunc(decide, func(d recovery.Approval) bool { return d.ID == a.ID })
	})
}

// staff are whom something could be given to.
func (s caseSheet) staff(first look.Choice) []look.Choice {
	list := []look.Choice{first}
	for _, p := range s.C.Staff {
		label := p.Name
		if p.Away {
			label = s.T("%s (away)", p.Name)
		}
		list = append(list, look.Choice{Value: p.ID.Text(), Label: label, Sub: roleWord(s.Printer, p.Role)})
	}
	return list
}

// seniors are who can stand behind a case.
func (s caseSheet) seniors() []look.Choice {
	list := []look.Choice{{Label: s.T("whoever has the least to carry")}}
	for _, p := range s.C.Staff {
		if p.Role != recovery.Representative && !p.Away {
			list = append(list, look.Choice{Value: p.ID.Text(), Label: p.Name})
		}
	}
	return list
}

// offer is the one that waits or is open, nil for none.
func (s caseSheet) offer() *recovery.Offer {
	for i := range s.C.Case.Offers {
		if o := &s.C.Case.Offers[i]; o.State == recovery.OfferOpen || o.State == recovery.OfferWaiting {
			return o
		}
	}
	return nil
}

// another opens the remedies where some are on their way already.
func (s caseSheet) another() string {
	if s.offer() != nil {
		return s.T("Offer something else instead…")
	}
	return s.T("Give something more…")
}

// amountBox is an amount as its box shows it.
func amountBox(r app.Remedy) string {
	if r.Asks || r.Worth.IsZero() {
		return ""
	}
	return r.Worth.Decimal()
}
