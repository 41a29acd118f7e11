package web

import (
	"time"

	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/recovery"
)

// filled is a box with the person's words in it and what is wrong with them.
func (s caseSheet) filled(name string, f look.FieldView) look.FieldView {
	if f.ID == "" {
		f.ID = name + "-" + f.Name
	}
	f.Value = s.was(name, f.Name, f.Value)
	f.Error = s.fault(name, f.Name)
	return f
}

// offeredWhat are the options of an offer by their labels.
func (s caseSheet) offeredWhat(i id.Offer) string {
	t := teller{view: s.view, Case: s.C}
	return t.offered(i)
}

func (s caseSheet) settledText() string {
	kept, broken := 0, 0
	for _, c := range s.settled() {
		switch c.State {
		case recovery.Kept:
			kept++
		case recovery.Broken:
			broken++
		}
	}
	text := s.N(kept, "%d kept", "%d kept")
	if broken > 0 {
		text = s.T("%[1]s, %[2]d broken", text, broken)
	}
	return text
}

func stepClass(x recovery.Step) string {
	if x.DoneAt.IsZero() {
		return "is-open"
	}
	return "is-kept"
}

// shortMoment is a moment as narrow as it can be said.
func (s caseSheet) shortMoment(at time.Time) look.Moment {
	return look.Moment{At: at, Text: s.short(at)}
}

// redressRow is a remedy on its way.
func (s caseSheet) redressRow(r recovery.Redress) look.Row {
	row := look.Row{State: look.Next, What: r.Label, Sub: s.T("on its way")}
	if !r.Amount.IsZero() {
		row.End = s.Money(r.Amount)
	}
	switch r.State {
	case recovery.RedressArrived:
		row.State, row.Sub = look.Kept, s.T("arrived %s", s.When(r.EndedAt, s.Now))
		if r.Proof != "" {
			row.Sub = s.T("arrived %[1]s: %[2]s", s.When(r.EndedAt, s.Now), r.Proof)
		}
	case recovery.RedressMissed:
		row.State, row.Sub = look.Broken, s.T("could not be delivered")
	}
	return row
}

// like says what like cases got in the last year.
func (s caseSheet) like() string {
	l := s.C.Like
	if l.Count == 0 {
		return ""
	}
	return s.T("Like cases this year: median %[1]s, range %[2]s to %[3]s", l.Median, l.Low, l.High)
}

// authority says whether all that fits may be given at once.
func (s caseSheet) authority() string {
	for _, r := range s.C.Remedies {
		if !r.Within {
			return s.T("some need approval")
		}
	}
	if len(s.C.Remedies) == 0 {
		return ""
	}
	return s.T("within your authority")
}

// readingRow is one field of the reading with its reason.
type readingRow struct {
	Field  string
	Value  string
	Why    string
	Words  string
	Now    string // the value as it is kept
	Many   bool
	Choice []look.Choice
}

// reading are the fields of the reading, each to be corrected with one click.
func (s caseSheet) reading() []readingRow {
	r := s.C.Case.Reading
	return []readingRow{
		{Field: "kind", Value: s.C.Label, Why: r.Kind.Why, Words: r.Kind.Words, Now: r.Kind.Value, Choice: s.kindChoices()},
		{Field: "severity", Value: s.T("%[1]d, %[2]s", r.Severity.Value, severityWord(s.Printer, r.Severity.Value)), Why: r.Severity.Why, Words: r.Severity.Words, Now: numberText(int64(r.Severity.Value)), Choice: s.severityChoices()},
		{Field: "fault", Value: faultWord(s.Printer, r.Fault), Now: string(r.Fault), Choice: s.faultChoices()},
		{Field: "emotion", Value: emotionWord(s.Printer, r.Emotion.Value), Why: r.Emotion.Why, Words: r.Emotion.Words, Now: numberText(int64(r.Emotion.Value)), Choice: s.emotionChoices()},
		{Field: "used_anyway", Value: answerWord(s.Printer, r.UsedAnyway.Value), Why: r.UsedAnyway.Why, Words: r.UsedAnyway.Words, Now: r.UsedAnyway.Value, Choice: s.answerChoices("yes", "no", "unknown")},
		{Field: "wants", Value: orNone(s, s.wants()), Words: firstWords(r.Wants), Many: true, Choice: s.wantChoices()},
		{Field: "flags", Value: orNone(s, s.flags()), Words: firstWords(r.Flags), Many: true, Choice: s.flagChoices()},
		{Field: "justified", Value: s.judged(r.Justified), Now: r.Justified, Choice: s.answerChoices("yes", "partly", "no")},
	}
}

func orNone(s caseSheet, text string) string {
	if text == "" {
		return s.T("none")
	}
	return text
}

func firstWords(list []recovery.Finding) string {
	for _, f := range list {
		if f.Words != "" {
			return f.Words
		}
	}
	return ""
}

func (s caseSheet) judged(justified string) string {
	if justified == "" {
		return s.T("not judged yet")
	}
	return answerWord(s.Printer, justified)
}
