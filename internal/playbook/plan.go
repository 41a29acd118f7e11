package playbook

import (
	"slices"

	"amends/internal/calendar"
	"amends/internal/errs"
)

// The tracks a case is worked on.
const (
	Containment = "containment" // stop the damage
	Amends      = "amends"      // put it right
)

// Plan is what the playbook wants done in a case. Spans are counted by the caller, with the
// company's calendar.
type Plan struct {
	Severity    int
	Skill, Team string   // "" when the playbook does not mind
	Sponsor     string   // the role of the sponsor, "" for none
	Priority    int      // 0 is normal; more is sooner among equals
	NoTemplate  bool     // answer in own words
	OtherOwner  bool     // not the owner of the earlier case
	Because     []string // which rules changed the plan and why, in plain words
	Questions   []Question
	Steps       []PlannedStep
	Commitments []PlannedCommitment
}

// Question is one to ask.
type Question struct{ Key, Text string }

// PlannedStep is one step of a track.
type PlannedStep struct {
	Key, Track   string
	Text         string
	CustomerText string         // "" is not shown to the customer
	Who          string         // owner, lead, sponsor or a role
	Within       *calendar.Span // of the opening, nil for no time of its own
}

// PlannedCommitment is something we owe.
type PlannedCommitment struct {
	Kind, What   string
	CustomerText string // "" is not shown to the customer
	Who          string // owner, lead, sponsor or a role
	Within       calendar.Span
	From         string         // opened or resolved
	Every        *calendar.Span // when kept, the next one is owed after it
}

// Plan is the plan for a case with these facts. It refuses a kind of failure the playbook does
// not know and nothing else: a rule that cannot be worked out counts as not holding, and the
// plan says so.
func (p *Playbook) Plan(f Facts) (Plan, error) {
	failure, ok := p.Failure(f.Kind)
	if !ok {
		return Plan{}, errs.Invalidf("kind", "The playbook has no kind of failure called “%s”. Choose one of its kinds.", f.Kind)
	}
	plan := Plan{Skill: failure.Skill, Team: failure.Team}
	if f.Severity == 0 {
		f.Severity, plan.Because = p.Severity(f)
	}
	plan.Severity = f.Severity
	e := p.evaluate(f)
	p.change(&plan, e)
	plan.Questions = p.questions(failure, f, e)
	plan.Steps = p.steps(failure, plan.Sponsor, e)
	p.commit(&plan, e)
	plan.Because = append(plan.Because, e.excuses()...)
	return plan, nil
}

// change applies every change whose condition holds.
func (p *Playbook) change(plan *Plan, e *evaluation) {
	for _, c := range p.Changes {
		if !e.holds(c.When) {
			continue
		}
		plan.Because = append(plan.Because, c.Because)
		plan.Priority += c.Priority
		plan.NoTemplate = plan.NoTemplate || c.NoTemplate
		plan.OtherOwner = plan.OtherOwner || c.OtherOwner
		if rank(c.Sponsor) > rank(plan.Sponsor) {
			plan.Sponsor = c.Sponsor
		}
		if c.Skill != "" {
			plan.Skill = c.Skill
		}
		if c.Team != "" {
			plan.Team = c.Team
		}
	}
}

// questions are the failure's own and those of every failure, without what is known already.
func (p *Playbook) questions(failure Failure, f Facts, e *evaluation) []Question {
	var list []Question
	for _, q := range slices.Concat(failure.Questions, p.EveryFailure.Questions) {
		if !slices.Contains(f.Given, q.Key) && !e.given(q.Unless) {
			list = append(list, Question{Key: q.Key, Text: q.Ask})
		}
	}
	return list
}

func (p *Playbook) steps(failure Failure, sponsor string, e *evaluation) []PlannedStep {
	list := appendSteps(nil, Containment, slices.Concat(failure.Containment, p.EveryFailure.Containment), sponsor, e)
	return appendSteps(list, Amends, slices.Concat(failure.Amends, p.EveryFailure.Amends), sponsor, e)
}

// appendSteps adds the steps that apply. What is the sponsor's in a case without one is the lead's.
func appendSteps(list []PlannedStep, track string, steps []Doing, sponsor string, e *evaluation) []PlannedStep {
	for _, s := range steps {
		if !e.holds(s.When) {
			continue
		}
		who := s.Who
		if who == "sponsor" && sponsor == "" {
			who = "lead"
		}
		list = append(list, PlannedStep{Key: s.Key, Track: track, Text: s.Do, CustomerText: s.Tell, Who: who, Within: s.Within})
	}
	return list
}

// commit adds what we owe, at the times that hold for this case.
func (p *Playbook) commit(plan *Plan, e *evaluation) {
	for _, c := range p.Commitments {
		if !e.holds(c.When) {
			continue
		}
		planned := PlannedCommitment{Kind: c.Kind, What: c.What, CustomerText: c.Tell, Who: c.Who, Within: c.Within, From: c.From, Every: c.Every}
		if i := slices.IndexFunc(c.Faster, func(f Faster) bool { return e.holds(f.When) }); i >= 0 {
			faster := c.Faster[i]
			planned.Within = faster.Within
			if faster.Every != nil {
				planned.Every = faster.Every
			}
			plan.Because = append(plan.Because, faster.Because)
		}
		plan.Commitments = append(plan.Commitments, planned)
	}
}
