package recovery

import (
	"slices"
	"strings"

	"amends/internal/errs"
	"amends/internal/id"
)

// Assign gives the case to somebody. Owner 0 lets the house choose by load and skill.
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
	to := pick(t.Staff, a.Owner)
	if a.Owner == 0 {
		to = choose(t.Staff, want{team: t.Team, not: t.Owner, role: Representative})
	}
	if to.ID == 0 {
		return errs.Invalidf("owner", "Nobody is there to take it. Choose a colleague who is not away.")
	}
	t.handTo(to, t.Owner, a.Why)
	return nil
}

// handTo moves the case and everything its owner still owes in it.
func (t *turn) handTo(to Staff, from id.Person, why string) {
	t.emit(CaseAssigned{Owner: to.ID, Team: to.Team, Why: why})
	t.handCommitments(from, to.ID)
}

func (t *turn) handCommitments(from, to id.Person) {
	for _, x := range slices.Clone(t.Commitments) {
		if x.Owed() && x.Owner == from {
			t.emit(CommitmentHanded{Commitment: x.ID, From: from, To: to})
		}
	}
}

// HandOver takes everything in the case from an absent colleague: ownership, sponsorship and
// every commitment still owed. To 0 lets the house choose.
type HandOver struct {
	From id.Person
	To   id.Person
	Why  string
}

// Name is the command's name in the table of who may.
func (HandOver) Name() string { return "hand_over" }

func (h HandOver) decide(t *turn) error {
	if t.Sponsor == h.From {
		t.replaceSponsor(h.From)
	}
	owes := slices.ContainsFunc(t.Commitments, func(x Commitment) bool { return x.Owed() && x.Owner == h.From })
	if t.Owner != h.From && !owes {
		return nil
	}
	to := pick(t.Staff, h.To)
	if to.ID == 0 {
		to = choose(t.Staff, want{team: t.Team, not: h.From, role: t.roleOf(h.From)})
	}
	if to.ID == 0 {
		return errs.Conflictf("Nobody is there to take case %d over. Bring somebody back or add a colleague.", t.Number)
	}
	if t.Owner == h.From {
		t.handTo(to, h.From, h.Why)
		return nil
	}
	t.handCommitments(h.From, to.ID)
	return nil
}

func (t *turn) replaceSponsor(from id.Person) {
	next := choose(t.Staff, want{not: from, role: Manager, only: true})
	if next.ID == 0 {
		return
	}
	t.emit(SponsorNamed{Sponsor: next.ID})
	t.handCommitments(from, next.ID)
}

func (t *turn) roleOf(p id.Person) Role {
	i := slices.IndexFunc(t.Staff, func(s Staff) bool { return s.ID == p })
	if i < 0 {
		return Representative
	}
	return t.Staff[i].Role
}

// NameSponsor puts a named senior person behind the case. Sponsor 0 lets the house choose.
type NameSponsor struct {
	Sponsor id.Person
}

// Name is the command's name in the table of who may.
func (NameSponsor) Name() string { return "name_sponsor" }

func (n NameSponsor) decide(t *turn) error {
	if n.Sponsor != 0 && n.Sponsor == t.Sponsor {
		return nil
	}
	if n.Sponsor == 0 {
		t.nameSponsor(Manager)
		return nil
	}
	s := pick(t.Staff, n.Sponsor)
	if s.ID == 0 || s.Role == Representative {
		return errs.Invalidf("sponsor", "A sponsor is a lead or a manager who is not away.")
	}
	t.emit(SponsorNamed{Sponsor: s.ID})
	return nil
}

// nameSponsor finds a sponsor of a role for a case that has none; without such a colleague it has none.
func (t *turn) nameSponsor(role Role) {
	if role == "" || t.Sponsor != 0 {
		return
	}
	if p := t.above(role); p != 0 && p != t.Owner {
		t.emit(SponsorNamed{Sponsor: p})
	}
}

// want describes whom something is given to.
type want struct {
	role     Role
	only     bool // nobody of another role
	team     id.Team
	teamName string // as the playbook names it
	skill    string
	not      id.Person
}

// choose finds the present colleague who fits best: role, then team, then skill, then the
// lightest load; among equals the one who has been here longest (the lowest id).
func choose(staff []Staff, w want) Staff {
	var best Staff
	bestRank := -1
	for _, s := range staff {
		if s.Away || s.ID == w.not || (w.only && s.Role != w.role) {
			continue
		}
		rank := rankOf(s, w)
		if rank > bestRank || (rank == bestRank && lighter(s, best)) {
			best, bestRank = s, rank
		}
	}
	return best
}

func rankOf(s Staff, w want) int {
	rank := 0
	if s.Role == w.role {
		rank += 4
	}
	if w.inTeam(s) {
		rank += 2
	}
	if w.skill != "" && slices.Contains(s.Skills, w.skill) {
		rank++
	}
	return rank
}

func (w want) inTeam(s Staff) bool {
	return (w.team != 0 && s.Team == w.team) || (w.teamName != "" && strings.EqualFold(w.teamName, s.TeamName))
}

func lighter(a, b Staff) bool {
	if a.Load != b.Load {
		return a.Load < b.Load
	}
	return a.ID < b.ID
}

// pick finds a present colleague by id.
func pick(staff []Staff, p id.Person) Staff {
	for _, s := range staff {
		if s.ID == p && !s.Away && p != 0 {
			return s
		}
	}
	return Staff{}
}

func assignedBecause(s Staff, skill string) string {
	if skill != "" && slices.Contains(s.Skills, skill) {
		return "knows this kind of failure and has the lightest load"
	}
	return "has the lightest load"
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
		if c.Steps[i].DoneAt.IsZero() && c.Steps[i].Who == 0 {
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
}
