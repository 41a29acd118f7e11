package recovery

import (
	"slices"
	"strings"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
)

// OpenCase begins a case: the complaint with its reading becomes a plan with an owner.
type OpenCase struct {
	Case       id.Case
	Number     int64
	Customer   id.Customer
	Message    id.Message // the complaint itself
	Channel    Channel
	Subject    string
	Reference  string
	OccurredAt time.Time
	Value      money.Amount
	Reading    Reading
	Repeat     Repeat
	Linked     id.Case
	Contact    Contact
	Given      []string // what the customer has told us, as the playbook names it: never asked again
}

// Name is the command's name in the table of who may.
func (OpenCase) Name() string { return "open" }

func (o OpenCase) decide(t *turn) error {
	if t.ID != 0 {
		return errs.Conflictf("This case is already open.")
	}
	if o.OccurredAt.After(t.Now.Add(24 * time.Hour)) {
		return errs.Invalidf("occurred_at", "This date is in the future. When did it happen?")
	}
	if o.Value.Minor < 0 || o.Value.Minor > maxMinor {
		return errs.Invalidf("value", "This is not what somebody can have paid. Please check the amount.")
	}
	t.emit(CaseOpened{
		Case: o.Case, Number: o.Number, Customer: o.Customer, Message: o.Message, Channel: o.Channel,
		Subject: o.Subject, Reference: o.Reference, OccurredAt: tidyPast(o.OccurredAt), Value: o.Value,
		Repeat: o.Repeat, Linked: o.Linked, Playbook: t.Version, Contact: o.Contact, Given: copied(o.Given),
	})
	t.emit(MessageReceived{Message: o.Message, Channel: o.Channel})
	reading := o.Reading
	if reading.Fault == "" {
		reading.Fault = FaultUnclear
	}
	if !reading.Severity.Fixed {
		reading.Severity = t.severity(reading)
	}
	t.emit(ReadingMade{Reading: reading})
	return t.plan()
}

// tidyPast drops a date that cannot be meant, such as the year 1: it is only a hint.
func tidyPast(at time.Time) time.Time {
	if at.Year() < 1970 {
		return time.Time{}
	}
	return tidy(at)
}

// severity asks the playbook's table.
func (t *turn) severity(r Reading) Grade {
	c := t.Case
	c.Reading = r
	value, why := t.Playbook.Severity(t.factsOf(&c))
	return Grade{Value: value, Why: strings.Join(why, " ")}
}

// plan makes the playbook's plan for a fresh case: owner, sponsor, questions, steps, commitments.
func (t *turn) plan() error {
	plan, err := t.Playbook.Plan(t.facts())
	if err != nil {
		return errs.Conflictf("The playbook could not make a plan for this case. Check it on the Playbook page.").Because(err)
	}
	t.firstOwner(plan)
	// The sponsor first: some of the steps are the sponsor's.
	t.nameSponsor(Role(plan.Sponsor))
	t.emit(PlanMade{
		Questions: questions(plan.Questions), Steps: t.steps(plan.Steps),
		Priority: plan.Priority, NoTemplate: plan.NoTemplate, Because: plan.Because,
	})
	for _, k := range plan.Commitments {
		if k.From == fromOpened {
			t.commit(k, t.OpenedAt)
		}
	}
	return nil
}

// firstOwner gives the case to the one who fits best. On a repeat it is somebody else than before,
// unless there is nobody else; while nobody is there at all the case waits without an owner.
func (t *turn) firstOwner(plan playbook.Plan) {
	w := want{teamName: plan.Team, skill: plan.Skill, role: Representative}
	if plan.OtherOwner {
		w.not = []id.Person{t.Repeat.LastOwner}
	}
	owner := choose(t.Staff, w)
	if owner.ID == 0 {
		w.not = nil
		owner = choose(t.Staff, w)
	}
	if owner.ID != 0 {
		t.emit(CaseAssigned{Owner: owner.ID, Team: owner.Team, Why: assignedBecause(owner, plan.Skill)})
	}
}

func questions(planned []playbook.Question) []Question {
	var list []Question
	for _, q := range planned {
		list = append(list, Question{Key: q.Key, Text: q.Text})
	}
	return list
}

func (t *turn) steps(planned []playbook.PlannedStep) []Step {
	var list []Step
	for _, s := range planned {
		step := Step{ID: id.Step(t.NewID()), Key: s.Key, Track: Track(s.Track), Text: s.Text, Told: s.CustomerText, Who: t.who(s.Who)}
		if s.Within != nil {
			step.Due = tidy(t.span(*s.Within, t.Now))
		}
		list = append(list, step)
	}
	return list
}

// who turns a place in the playbook into a person: the owner where nobody else is there.
func (t *turn) who(place string) id.Person {
	switch place {
	case "", "owner", "representative":
		return t.Owner
	case "sponsor":
		if t.Sponsor != 0 {
			return t.Sponsor
		}
		return t.above(Manager)
	}
	return t.above(Role(place))
}

// above is somebody present of a role or, when there is none, of the nearest role above; the owner
// when there is nobody.
func (t *turn) above(role Role) id.Person {
	if p := t.senior(role); p != 0 {
		return p
	}
	return t.Owner
}

// senior is above without some people; 0 when nobody else is there.
func (t *turn) senior(role Role, not ...id.Person) id.Person {
	roles := Roles()
	for _, r := range roles[max(slices.Index(roles, role), 0):] {
		if s := choose(t.Staff, want{team: t.Team, role: r, only: true, not: not}); s.ID != 0 {
			return s.ID
		}
	}
	return 0
}

// commit makes a commitment the playbook plans.
func (t *turn) commit(k playbook.PlannedCommitment, from time.Time) {
	every := ""
	if k.Every != nil {
		every = k.Every.String()
	}
	t.owe(Commitment{
		Kind: CommitmentKind(k.Kind), What: k.What, Told: k.CustomerText, Owner: t.who(k.Who),
		Due: t.span(k.Within, from), Every: every,
	})
}

// CaseOpened begins a case.
type CaseOpened struct {
	Case       id.Case      `json:"case"`
	Number     int64        `json:"number"`
	Customer   id.Customer  `json:"customer"`
	Message    id.Message   `json:"message"`
	Channel    Channel      `json:"channel"`
	Subject    string       `json:"subject,omitempty"`
	Reference  string       `json:"reference,omitempty"`
	OccurredAt time.Time    `json:"occurred_at,omitzero"`
	Value      money.Amount `json:"value,omitzero"`
	Repeat     Repeat       `json:"repeat"`
	Linked     id.Case      `json:"linked,omitempty"`
	Playbook   int64        `json:"playbook"`
	Contact    Contact      `json:"contact"`
	Given      []string     `json:"given,omitempty"`
}

// Kind is the event's name in the log.
func (CaseOpened) Kind() string { return "case.opened" }

func (e CaseOpened) apply(c *Case, s Stamp) {
	c.ID, c.Number, c.Customer, c.Linked = e.Case, e.Number, e.Customer, e.Linked
	c.Channel, c.Subject, c.Reference, c.OccurredAt, c.Value = e.Channel, e.Subject, e.Reference, e.OccurredAt, e.Value
	c.Repeat, c.PlaybookVersion, c.Contact, c.Given = e.Repeat, e.Playbook, e.Contact, slices.Clone(e.Given)
	c.State, c.OpenedAt = Received, s.At
}

// ReadingMade is the first reading of the complaint.
type ReadingMade struct {
	Reading Reading `json:"reading"`
}

// Kind is the event's name in the log.
func (ReadingMade) Kind() string { return "reading.made" }

func (e ReadingMade) apply(c *Case, _ Stamp) { c.Reading = e.Reading }

// PlanMade is what the playbook says is to be asked and done.
type PlanMade struct {
	Questions  []Question `json:"questions"`
	Steps      []Step     `json:"steps"`
	Priority   int        `json:"priority"`
	NoTemplate bool       `json:"no_template"`
	Because    []string   `json:"because"`
}

// Kind is the event's name in the log.
func (PlanMade) Kind() string { return "plan.made" }

func (e PlanMade) apply(c *Case, _ Stamp) {
	c.Questions, c.Steps = slices.Clone(e.Questions), slices.Clone(e.Steps)
	c.Priority, c.NoTemplate, c.Because = e.Priority, e.NoTemplate, slices.Clone(e.Because)
}
