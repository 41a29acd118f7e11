package recovery

import (
	"slices"
	"strconv"
	"strings"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/playbook"
)

// Correct puts the reading right with one click: one field, one value. Lists (wants, flags) take
// their values separated by commas.
type Correct struct {
	Field string // kind, severity, emotion, fault, used_anyway, wants, flags, justified
	Value string
}

// Name is the command's name in the table of who may.
func (Correct) Name() string { return "correct" }

func (r Correct) decide(t *turn) error {
	before := t.Reading
	after, err := r.corrected(t)
	if err != nil {
		return err
	}
	from, to := valueOf(before, r.Field), valueOf(after, r.Field)
	if from == to {
		return nil
	}
	t.emit(ReadingCorrected{Field: r.Field, From: from, To: to})
	if r.Field == "justified" || t.Ended() {
		return nil
	}
	return t.replan("the reading was corrected")
}

// corrected is the reading with the value in it, or the refusal of the value.
func (r Correct) corrected(t *turn) (Reading, error) {
	value := strings.TrimSpace(r.Value)
	switch r.Field {
	case "kind":
		if _, ok := t.Playbook.Failure(value); !ok {
			return Reading{}, errs.Invalidf("kind", "The playbook knows no failure of this kind. Choose one from the list.")
		}
	case "severity":
		if n, err := strconv.Atoi(value); err != nil || n < 1 || n > 4 {
			return Reading{}, errs.Invalidf("severity", "Severity is 1, 2, 3 or 4.")
		}
	case "emotion":
		if n, err := strconv.Atoi(value); err != nil || n < 0 || n > 3 {
			return Reading{}, errs.Invalidf("emotion", "Emotion is 0, 1, 2 or 3.")
		}
	case "fault":
		if !slices.Contains(Faults(), Fault(value)) {
			return Reading{}, errs.Invalidf("fault", "Fault is ours, shared, unclear or not ours.")
		}
	case "used_anyway":
		if !slices.Contains(playbook.Uses(), value) {
			return Reading{}, errs.Invalidf(r.Field, "Choose one of the answers.")
		}
	case "justified":
		if !slices.Contains([]string{"yes", "no", "partly", ""}, value) {
			return Reading{}, errs.Invalidf(r.Field, "Choose one of the answers.")
		}
	case "wants":
		return t.Reading.withList(r.Field, value, playbook.Wants())
	case "flags":
		return t.Reading.withList(r.Field, value, playbook.Flags())
	default:
		return Reading{}, errs.Invalidf("field", "There is no such field in the reading.")
	}
	return t.Reading.with(r.Field, value, byColleague), nil
}

const byColleague = "corrected by a colleague"

// withList is the reading with a list in it that holds only known values.
func (r Reading) withList(field, values string, known []string) (Reading, error) {
	after := r.with(field, values, byColleague)
	for _, v := range strings.Split(valueOf(after, field), ",") {
		if v != "" && !slices.Contains(known, v) {
			return Reading{}, errs.Invalidf(field, "There is no %q in the list. Choose from the list.", v)
		}
	}
	return after, nil
}

// with is the reading with one field set.
func (r Reading) with(field, value, why string) Reading {
	found := Finding{Value: value, Why: why, Fixed: true}
	number, _ := strconv.Atoi(value)
	grade := Grade{Value: number, Why: why, Fixed: true}
	switch field {
	case "kind":
		r.Kind = found
	case "severity":
		r.Severity = grade
	case "emotion":
		r.Emotion = grade
	case "fault":
		r.Fault = Fault(value)
	case "used_anyway":
		r.UsedAnyway = found
	case "justified":
		r.Justified = value
	case "wants":
		r.Wants = findings(value, why)
	case "flags":
		r.Flags = findings(value, why)
	}
	return r
}

func findings(values, why string) []Finding {
	var list []Finding
	for _, v := range strings.Split(values, ",") {
		if v = strings.TrimSpace(v); v != "" {
			list = append(list, Finding{Value: v, Why: why, Fixed: true})
		}
	}
	return list
}

// valueOf is a field of the reading as text.
func valueOf(r Reading, field string) string {
	join := func(list []Finding) string {
		var values []string
		for _, f := range list {
			values = append(values, f.Value)
		}
		return strings.Join(values, ",")
	}
	switch field {
	case "kind":
		return r.Kind.Value
	case "severity":
		return strconv.Itoa(r.Severity.Value)
	case "emotion":
		return strconv.Itoa(r.Emotion.Value)
	case "fault":
		return string(r.Fault)
	case "used_anyway":
		return r.UsedAnyway.Value
	case "justified":
		return r.Justified
	case "wants":
		return join(r.Wants)
	}
	return join(r.Flags)
}

// replan asks the playbook again after the facts changed: severity by its table unless a person
// set it, new questions and steps, a sponsor where one is due, and sooner times. What a person
// did or answered stays.
func (t *turn) replan(because string) error {
	if !t.Reading.Severity.Fixed {
		if s := t.severity(t.Reading); s.Value != t.Reading.Severity.Value {
			t.emit(ReadingCorrected{Field: "severity", From: strconv.Itoa(t.Reading.Severity.Value), To: strconv.Itoa(s.Value), Why: s.Why})
		}
	}
	plan, err := t.Playbook.Plan(t.facts())
	if err != nil {
		return errs.Conflictf("The playbook could not make a plan for this case. Check it on the Playbook page.").Because(err)
	}
	t.nameSponsor(Role(plan.Sponsor))
	change := PlanChanged{
		Questions: t.mergeQuestions(plan.Questions), Steps: t.mergeSteps(plan.Steps),
		Priority: plan.Priority, NoTemplate: plan.NoTemplate || t.Reopened > 0, Because: append(plan.Because, t.setbacks()...), Why: because,
	}
	if !t.same(change) {
		t.emit(change)
	}
	t.hurry(plan.Commitments)
	return nil
}

// setbacks are the reasons of earlier attempts that failed: no new plan makes them undone.
func (t *turn) setbacks() []string {
	return slices.DeleteFunc(slices.Clone(t.Because), func(why string) bool { return !strings.HasPrefix(why, firstFailed) })
}

func (t *turn) same(p PlanChanged) bool {
	keys := func(steps []Step) (list []id.Step) {
		for _, s := range steps {
			list = append(list, s.ID)
		}
		return list
	}
	return slices.Equal(p.Questions, t.Questions) && slices.Equal(keys(p.Steps), keys(t.Steps)) &&
		p.Priority == t.Priority && p.NoTemplate == t.NoTemplate && slices.Equal(p.Because, t.Because)
}

// mergeQuestions keeps what was answered and asks what the plan adds.
func (t *turn) mergeQuestions(planned []playbook.Question) []Question {
	list := slices.DeleteFunc(slices.Clone(t.Questions), func(q Question) bool {
		return q.Answer == "" && !slices.ContainsFunc(planned, func(p playbook.Question) bool { return p.Key == q.Key })
	})
	for _, q := range questions(planned) {
		if !slices.ContainsFunc(list, func(x Question) bool { return x.Key == q.Key }) {
			list = append(list, q)
		}
	}
	return list
}

// mergeSteps keeps what was done or added by hand and adds what the plan adds.
func (t *turn) mergeSteps(planned []playbook.PlannedStep) []Step {
	list := slices.DeleteFunc(slices.Clone(t.Steps), func(s Step) bool {
		return s.Key != "" && s.DoneAt.IsZero() && !slices.ContainsFunc(planned, func(p playbook.PlannedStep) bool { return p.Key == s.Key })
	})
	for _, p := range planned {
		if !slices.ContainsFunc(list, func(s Step) bool { return s.Key == p.Key }) {
			list = append(list, t.steps([]playbook.PlannedStep{p})...)
		}
	}
	return list
}

// hurry brings what we owe in line with the plan: what it adds is owed, what it wants sooner moves.
// It never gives more time by itself. A time that would have passed already is soon.
func (t *turn) hurry(planned []playbook.PlannedCommitment) {
	for _, k := range planned {
		if k.From != fromOpened {
			continue
		}
		due := tidy(t.span(k.Within, t.OpenedAt))
		if !due.After(t.Now) {
			due = t.soon()
		}
		kind := CommitmentKind(k.Kind)
		switch x := t.planned(kind); {
		case x != nil && due.Before(x.Due):
			t.move(*x, due, "The case is more serious than it first looked.")
		case x == nil && !slices.ContainsFunc(t.Commitments, func(x Commitment) bool { return x.Kind == kind }):
			t.commit(k, t.Now)
		}
	}
}

// ReadingCorrected changes one field of the reading. Why is set when a rule changed it.
type ReadingCorrected struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
	Why   string `json:"why,omitempty"`
}

// PlanChanged is the plan after the facts changed.
type PlanChanged struct {
	Questions  []Question `json:"questions"`
	Steps      []Step     `json:"steps"`
	Priority   int        `json:"priority"`
	NoTemplate bool       `json:"no_template"`
	Because    []string   `json:"because"`
	Why        string     `json:"why"`
}

// Kind is the event's name in the log.
func (ReadingCorrected) Kind() string { return "reading.corrected" }

// Kind is the event's name in the log.
func (PlanChanged) Kind() string { return "plan.changed" }

func (e ReadingCorrected) apply(c *Case, s Stamp) {
	why := byColleague
	if e.Why != "" {
		why = e.Why
	}
	c.Reading = c.Reading.with(e.Field, e.To, why)
	if e.Why != "" && e.Field == "severity" {
		c.Reading.Severity.Fixed = false
	}
	if c.State == Received && s.Actor.Kind == ByPerson {
		c.State = Working
	}
}

func (e PlanChanged) apply(c *Case, _ Stamp) {
	c.Questions, c.Steps = slices.Clone(e.Questions), slices.Clone(e.Steps)
	c.Priority, c.NoTemplate, c.Because = e.Priority, e.NoTemplate, slices.Clone(e.Because)
}
