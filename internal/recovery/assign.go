package recovery

import (
	"slices"

	"amends/internal/errs"
	"amends/internal/id"
)

// Assign gives the case to somebody. Owner 0 lets the house choose.
type Assign struct {
	Owner id.Person
	Why   string
}

// Name is the command's name in the table of who may.
func (Assign) Name() string { return "assign" }

func (a Assign) decide(t *turn) error {
	if a.Owner == t.Owner && a.Owner != 0 {
		return nil
	}
	why, err := short("why", a.Why)
	if err != nil {
		return err
	}
	to := pick(t.Staff, a.Owner)
	if a.Owner == 0 {
		to = choose(t.Staff, want{team: t.Team, not: []id.Person{t.Owner}, role: Representative})
	}
	if to.ID == 0 {
		return errs.Invalidf("owner", "Nobody is there to take it. Choose a colleague who is not away.")
	}
	t.handTo(to, why)
	return nil
}

// handTo gives somebody the case, with everything its owner still has to do in it.
func (t *turn) handTo(to Staff, why string) {
	from := t.Owner
	t.emit(CaseAssigned{Owner: to.ID, Team: to.Team, Why: why})
	t.handWork(from, to.ID)
}

// handWork gives everything one colleague still has to do in the case to another: commitments,
// decisions they were asked for, and steps.
func (t *turn) handWork(from, to id.Person) {
	for _, x := range slices.Clone(t.Commitments) {
		if x.Owed() && x.Owner == from {
			t.emit(CommitmentHanded{Commitment: x.ID, From: from, To: t.decider(x, from, to)})
		}
	}
	steps := slices.Clone(t.Steps)
	for i := range steps {
		if steps[i].Open() && steps[i].Who == from {
			steps[i].Who = to
		}
	}
	if !slices.Equal(steps, t.Steps) {
		t.emit(PlanChanged{
			Questions: t.Questions, Steps: steps, Priority: t.Priority, NoTemplate: t.NoTemplate, Because: t.Because,
			Why: "the steps have a new hand",
		})
	}
}

// decider is who takes a commitment over. An approval goes to somebody who may give it.
func (t *turn) decider(x Commitment, from, to id.Person) id.Person {
	a := t.approvalOf(x.ID)
	if a == nil {
		return to
	}
	options := t.Offer(a.Offer).Options
	if _, beyond := t.beyond(t.roleOf(to), options); !beyond && to != a.AskedBy {
		return to
	}
	if p := t.approver(options, from, a.AskedBy); p != 0 {
		return p
	}
	return to
}

// HandOver takes everything in the case from an absent colleague: ownership, sponsorship, every
// commitment still owed and every step still to be done. To 0, or a colleague who is away as well,
// lets the house choose.
type HandOver struct {
	From id.Person
	To   id.Person
	Why  string
}

// Name is the command's name in the table of who may.
func (HandOver) Name() string { return "hand_over" }

func (h HandOver) decide(t *turn) error {
	if !t.has(h.From) {
		return nil
	}
	why, err := short("why", h.Why)
	if err != nil {
		return err
	}
	to := t.successor(h)
	if to.ID == 0 {
		return errs.Conflictf("Nobody is there to take case %d over. Bring somebody back or add a colleague.", t.Number)
	}
	if t.Owner == h.From {
		t.handTo(to, why)
	}
	if t.Sponsor == h.From {
		t.replaceSponsor(h.From, to)
	}
	t.handWork(h.From, to.ID)
	return nil
}

// successor is who takes over: the one who was named, else somebody of the same place or above, else
// anybody who is there.
func (t *turn) successor(h HandOver) Staff {
	if to := pick(t.Staff, h.To); to.ID != 0 && to.ID != h.From {
		return to
	}
	if to := pick(t.Staff, t.senior(t.roleOf(h.From), h.From)); to.ID != 0 {
		return to
	}
	return choose(t.Staff, want{team: t.Team, not: []id.Person{h.From}, role: t.roleOf(h.From)})
}

// has reports whether a colleague has anything in the case.
func (t *turn) has(p id.Person) bool {
	return p != 0 && (t.Owner == p || t.Sponsor == p ||
		slices.ContainsFunc(t.Commitments, func(x Commitment) bool { return x.Owed() && x.Owner == p }) ||
		slices.ContainsFunc(t.Steps, func(s Step) bool { return s.Open() && s.Who == p }))
}

// replaceSponsor puts the one who takes over behind the case, where they are senior and not its
// owner, or somebody else who is.
func (t *turn) replaceSponsor(from id.Person, to Staff) {
	next := to.ID
	if to.Role == Representative || to.ID == t.Owner {
		next = t.senior(Manager, from, t.Owner)
	}
	if next == 0 {
		next = t.senior(Lead, from, t.Owner)
	}
	if next == 0 {
		return
	}
	t.emit(SponsorNamed{Sponsor: next})
	if t.Owner != from {
		t.handWork(from, next)
	}
}

func (t *turn) roleOf(p id.Person) Role {
	i := slices.IndexFunc(t.Staff, func(s Staff) bool { return s.ID == p })
	if i < 0 {
		return Representative
	}
	return t.Staff[i].Role
}

// NameSponsor puts a named senior person behind the case; what the one before had to do in it goes
// with it. Sponsor 0 lets the house choose where there is none.
type NameSponsor struct {
	Sponsor id.Person
}

// Name is the command's name in the table of who may.
func (NameSponsor) Name() string { return "name_sponsor" }

func (n NameSponsor) decide(t *turn) error {
	if t.Sponsor != 0 && (n.Sponsor == 0 || n.Sponsor == t.Sponsor) {
		return nil
	}
	next := n.Sponsor
	if next == 0 {
		if next = t.senior(Manager, t.Owner); next == 0 {
			return errs.Conflictf("No manager is there who could be the sponsor. Choose a lead, or add a colleague.")
		}
	}
	if s := pick(t.Staff, next); s.ID == 0 || s.Role == Representative {
		return errs.Invalidf("sponsor", "A sponsor is a lead or a manager who is not away.")
	}
	from := t.Sponsor
	t.emit(SponsorNamed{Sponsor: next})
	if from != 0 && from != t.Owner {
		t.handWork(from, next)
	}
	return nil
}

// nameSponsor finds a sponsor of a role for a case that has none; without such a colleague it has none.
func (t *turn) nameSponsor(role Role) {
	if role == "" || t.Sponsor != 0 {
		return
	}
	if p := t.senior(role, t.Owner); p != 0 {
		t.emit(SponsorNamed{Sponsor: p})
	}
}

// CaseAssigned gives the case an owner.
type CaseAssigned struct {
	Owner id.Person `json:"owner"`
	Team  id.Team   `json:"team"`
	Why   string    `json:"why,omitempty"`
}

// Kind is the event's name in the log.
func (CaseAssigned) Kind() string { return "case.assigned" }

func (e CaseAssigned) apply(c *Case, _ Stamp) {
	if c.Owner != 0 && c.Owner != e.Owner {
		c.Handoffs++
	}
	c.Owner, c.Team = e.Owner, e.Team
	for i := range c.Steps {
		if c.Steps[i].Open() && c.Steps[i].Who == 0 {
			c.Steps[i].Who = e.Owner
		}
	}
}

// SponsorNamed puts a senior person behind the case.
type SponsorNamed struct {
	Sponsor id.Person `json:"sponsor"`
}

// Kind is the event's name in the log.
func (SponsorNamed) Kind() string { return "sponsor.named" }

func (e SponsorNamed) apply(c *Case, _ Stamp) { c.Sponsor = e.Sponsor }

// CommitmentHanded moves a commitment to another colleague.
type CommitmentHanded struct {
	Commitment id.Commitment `json:"commitment"`
	From       id.Person     `json:"from"`
	To         id.Person     `json:"to"`
}

// Kind is the event's name in the log.
func (CommitmentHanded) Kind() string { return "commitment.handed" }

func (e CommitmentHanded) apply(c *Case, _ Stamp) {
	if x := c.Commitment(e.Commitment); x != nil {
		x.Owner = e.To
	}
	if a := c.approvalOf(e.Commitment); a != nil {
		a.Approver = e.To
	}
}
