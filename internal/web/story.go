package web

import (
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/recovery"
)

// teller says what happened in a case, one sentence for each event.
type teller struct {
	view
	Case     app.CaseView
	actor    string // who did it, as a first name
	byPerson bool   // a colleague did it, not the house or the customer
	at       time.Time
}

// tell is the sentence of one moment. Every kind of event has one; a test holds that.
func (v view) tell(c app.CaseView, m app.Moment) string {
	t := teller{view: v, Case: c, actor: m.ByName, at: m.At}
	if m.By.Name != "" {
		t.actor, t.byPerson = m.By.First(), true
	}
	for _, tell := range []func(recovery.Event) string{
		t.ofCase, t.ofReading, t.ofMessage, t.ofTalk, t.ofOwed, t.ofClimb, t.ofOffer, t.ofApproval, t.ofRedress, t.ofPage,
	} {
		if text := tell(m.Event); text != "" {
			return text
		}
	}
	return ""
}

// name is a colleague's first name.
func (t teller) name(p id.Person) string {
	if f, ok := t.Case.Names[p]; ok && f.Name != "" {
		return f.First()
	}
	return t.T("somebody")
}

func (t teller) customer() string {
	if name := t.Case.Customer.First(); name != "" {
		return name
	}
	return t.T("the customer")
}

// stop ends a sentence whose last words are somebody's own.
func stop(sentence string) string {
	if sentence == "" || strings.ContainsAny(sentence[len(sentence)-1:], ".!?") || strings.HasSuffix(sentence, "…") {
		return sentence
	}
	return sentence + "."
}

// with puts a reason behind a sentence, when there is one.
func (t teller) with(sentence, more string) string {
	if more == "" {
		return sentence
	}
	return sentence + " " + stop(more)
}

func (t teller) ofCase(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.CaseOpened:
		return t.T("%[1]s told us what went wrong, %[2]s.", t.customer(), wayWord(t.Printer, e.Channel))
	case recovery.CaseAssigned:
		return t.assigned(e)
	case recovery.SponsorNamed:
		return t.T("%s stands behind this case as its sponsor.", t.name(e.Sponsor))
	case recovery.CaseResolved:
		return t.with(t.T("%s resolved it.", t.actor), e.How)
	case recovery.CaseReopened:
		return t.with(t.T("Taken up again."), e.Why)
	case recovery.CaseClosed:
		return t.closed(e.Cause)
	case recovery.CaseErased:
		return t.T("What told of %s as a person was erased.", t.customer())
	}
	return ""
}

func (t teller) assigned(e recovery.CaseAssigned) string {
	if t.byPerson && t.actor != t.name(e.Owner) {
		return t.with(t.T("%[1]s gave it to %[2]s.", t.actor, t.name(e.Owner)), e.Why)
	}
	if t.byPerson {
		return t.with(t.T("%s took it.", t.actor), e.Why)
	}
	if e.Why == "" {
		return t.T("%s has it.", t.name(e.Owner))
	}
	return stop(t.T("%[1]s has it: %[2]s", t.name(e.Owner), t.T(e.Why)))
}

func (t teller) closed(c recovery.Cause) string {
	text := t.T("%s closed it.", t.actor)
	if c.Text != "" {
		text = stop(t.T("%[1]s closed it. The cause: %[2]s", t.actor, c.Text))
	}
	if c.Action != "" {
		return stop(t.T("%[1]s What is done about it: %[2]s", text, c.Action))
	}
	return t.with(text, c.NoAction)
}

func (t teller) ofReading(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.ReadingMade:
		return t.T("Read as “%[1]s”, severity %[2]d, fault %[3]s.", t.kind(e.Reading.Kind.Value), e.Reading.Severity.Value, faultWord(t.Printer, e.Reading.Fault))
	case recovery.ReadingCorrected:
		return t.corrected(e)
	case recovery.PlanMade:
		return t.T("The playbook made the plan: %[1]s and %[2]s.",
			t.N(len(e.Questions), "one question", "%d questions"), t.N(len(e.Steps), "one step", "%d steps"))
	case recovery.PlanChanged:
		return t.planChanged(e)
	}
	return ""
}

// kind is the label of a kind of failure.
func (t teller) kind(key string) string {
	for _, f := range t.Case.Failures {
		if f.Key == key {
			return f.Label
		}
	}
	if key == "" {
		return t.T("not known")
	}
	return plain(key)
}

func (t teller) corrected(e recovery.ReadingCorrected) string {
	from, to := t.value(e.Field, e.From), t.value(e.Field, e.To)
	if e.Why != "" {
		return t.with(t.T("The %[1]s changed from %[2]s to %[3]s.", fieldWord(t.Printer, e.Field), from, to), e.Why)
	}
	return t.T("%[1]s corrected the %[2]s from %[3]s to %[4]s.", t.actor, fieldWord(t.Printer, e.Field), from, to)
}

// value is a value of the reading in words.
func (t teller) value(field, value string) string {
	switch field {
	case "kind":
		return t.kind(value)
	case "fault":
		return faultWord(t.Printer, recovery.Fault(value))
	case "used_anyway", "justified":
		return answerWord(t.Printer, value)
	case "wants":
		return t.each(value, wantWord)
	case "flags":
		return t.each(value, flagWord)
	}
	return value
}

func (t teller) planChanged(e recovery.PlanChanged) string {
	if e.Why == "" {
		return t.T("The plan changed.")
	}
	return stop(t.T("The plan changed: %s", t.T(e.Why)))
}
