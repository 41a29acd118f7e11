package recovery

import (
	"slices"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
)

// ApprovalState is how an approval stands.
type ApprovalState string

// The states of an approval.
const (
	ApprovalPending ApprovalState = "asked"
	ApprovalGranted ApprovalState = "given"
	ApprovalDenied  ApprovalState = "refused"
	ApprovalDropped ApprovalState = "dropped" // the offer was taken back meanwhile
)

// Approval is a decision somebody with a greater authority owes a colleague.
type Approval struct {
	ID         id.Approval   `json:"id"`
	Offer      id.Offer      `json:"offer"`
	Commitment id.Commitment `json:"commitment"` // the approver's own clock
	Amount     money.Amount  `json:"amount"`
	Money      MoneyKind     `json:"money"`
	AskedBy    id.Person     `json:"asked_by"`
	Approver   id.Person     `json:"approver"` // whose turn it is; anybody with the authority may decide
	Reason     string        `json:"reason,omitempty"`
	State      ApprovalState `json:"state"`
	AskedAt    time.Time     `json:"asked_at"`
	DecidedAt  time.Time     `json:"decided_at,omitzero"`
	DecidedBy  id.Person     `json:"decided_by,omitempty"`
	Because    string        `json:"because,omitempty"`
}

// Approval finds one by id, nil when the case has none such.
func (c *Case) Approval(i id.Approval) *Approval {
	return find(c.Approvals, func(a *Approval) bool { return a.ID == i })
}

// approvalOf finds the undecided approval a commitment is the clock of, nil for none.
func (c *Case) approvalOf(k id.Commitment) *Approval {
	return find(c.Approvals, func(a *Approval) bool { return a.Commitment == k && a.State == ApprovalPending })
}

// askApproval asks the nearest role whose authority is enough, with a clock on the approver.
func (t *turn) askApproval(offer id.Offer, beyond Option, why string) error {
	approver := t.approver(t.Offer(offer).Options, t.Actor.Person)
	if approver == 0 {
		return errs.Invalidf("amount", "Nobody here may give %s at once. Offer less, or raise an authority in the playbook.", beyond.Amount)
	}
	commitment := t.owe(Commitment{
		Kind: Decision, What: line("Approve or refuse: " + beyond.Label + ", " + beyond.Amount.Plain()),
		Owner: approver, Due: t.soon(),
	})
	t.emit(ApprovalAsked{Approval{
		ID: id.Approval(t.NewID()), Offer: offer, Commitment: commitment, Amount: beyond.Amount, Money: beyond.Money,
		AskedBy: t.Actor.Person, Approver: approver, Reason: why, State: ApprovalPending, AskedAt: t.Now,
	}})
	return nil
}

// approver is the nearest colleague who may give all of the options and is none of some people; 0
// when there is none.
func (t *turn) approver(options []Option, not ...id.Person) id.Person {
	for _, role := range Roles() {
		if _, beyond := t.beyond(role, options); beyond {
			continue
		}
		if s := choose(t.Staff, want{team: t.Team, role: role, only: true, not: not}); s.ID != 0 {
			return s.ID
		}
	}
	return 0
}

// Approve lets an offer go to the customer.
type Approve struct {
	Approval id.Approval
}

// Name is the command's name in the table of who may.
func (Approve) Name() string { return "approve" }

func (a Approve) decide(t *turn) error {
	x, err := t.undecided(a.Approval, ApprovalGranted)
	if x == nil {
		return err
	}
	offer := t.Offer(x.Offer)
	if _, beyond := t.beyond(t.Actor.Role, offer.Options); beyond {
		return errs.Deniedf("This is beyond your own authority too. Somebody above has to decide it.")
	}
	if x.AskedBy == t.Actor.Person && t.Actor.Kind == ByPerson {
		return errs.Deniedf("You asked for this yourself. Somebody else has to approve it.")
	}
	commitment := x.Commitment
	t.emit(ApprovalGiven{Approval: x.ID, Offer: offer.ID})
	t.keepOwed(commitment)
	t.put(offer.ID)
	return nil
}

// Refuse keeps an offer from going out; the reason goes to the colleague who asked.
type Refuse struct {
	Approval id.Approval
	Because  string
}

// Name is the command's name in the table of who may.
func (Refuse) Name() string { return "refuse" }

func (r Refuse) decide(t *turn) error {
	x, err := t.undecided(r.Approval, ApprovalDenied)
	if x == nil {
		return err
	}
	because, err := reason("because", r.Because, "Say why, so that your colleague can offer something else.")
	if err != nil {
		return err
	}
	offer, commitment := x.Offer, x.Commitment
	t.emit(ApprovalRefused{Approval: x.ID, Offer: offer, Because: because})
	t.keepOwed(commitment)
	t.emit(OfferWithdrawn{Offer: offer, Because: because})
	t.owe(Commitment{Kind: Decision, What: "Find another option: the offer was refused", Told: "You hear what we can do", Owner: t.Owner, Due: t.soon()})
	return nil
}

// undecided is the approval while it can be decided; nil without an error when it was already
// decided the same way.
func (t *turn) undecided(i id.Approval, same ApprovalState) (*Approval, error) {
	x := t.Approval(i)
	switch {
	case x == nil:
		return nil, errs.Missingf("There is no such approval in this case.")
	case x.State == same:
		return nil, nil
	case x.State != ApprovalPending:
		return nil, errs.Conflictf("This has already been decided.")
	}
	return x, nil
}

// keepOwed keeps a commitment that may have ended before, and what somebody senior owed colleagues
// in its place.
func (t *turn) keepOwed(i id.Commitment) {
	for _, x := range slices.Clone(t.Commitments) {
		if x.Owed() && (x.ID == i || (x.For == i && x.Told == "")) {
			t.emit(CommitmentKept{Commitment: x.ID})
		}
	}
}

// dropApproval ends what was asked for an offer that is about to go.
func (t *turn) dropApproval(offer id.Offer, because string) {
	a := find(t.Approvals, func(a *Approval) bool { return a.Offer == offer && a.State == ApprovalPending })
	if a == nil {
		return
	}
	clock := a.Commitment
	for _, x := range slices.Clone(t.Commitments) {
		if x.Owed() && (x.ID == clock || x.For == clock) {
			t.emit(CommitmentReleased{Commitment: x.ID, Because: because})
		}
	}
}

// ApprovalAsked asks somebody with a greater authority.
type ApprovalAsked struct {
	Approval Approval `json:"approval"`
}

// ApprovalGiven lets the offer go out.
type ApprovalGiven struct {
	Approval id.Approval `json:"approval"`
	Offer    id.Offer    `json:"offer"`
}

// ApprovalRefused keeps the offer in.
type ApprovalRefused struct {
	Approval id.Approval `json:"approval"`
	Offer    id.Offer    `json:"offer"`
	Because  string      `json:"because"`
}

// Kind is the event's name in the log.
func (ApprovalAsked) Kind() string { return "approval.asked" }

// Kind is the event's name in the log.
func (ApprovalGiven) Kind() string { return "approval.given" }

// Kind is the event's name in the log.
func (ApprovalRefused) Kind() string { return "approval.refused" }

func (e ApprovalAsked) apply(c *Case, _ Stamp) { c.Approvals = append(c.Approvals, e.Approval) }

func (e ApprovalGiven) apply(c *Case, s Stamp) { c.decideApproval(e.Approval, ApprovalGranted, "", s) }

func (e ApprovalRefused) apply(c *Case, s Stamp) {
	c.decideApproval(e.Approval, ApprovalDenied, e.Because, s)
}

func (c *Case) decideApproval(i id.Approval, state ApprovalState, because string, s Stamp) {
	if a := c.Approval(i); a != nil {
		a.State, a.Because, a.DecidedAt, a.DecidedBy = state, because, s.At, s.Actor.Person
	}
}
