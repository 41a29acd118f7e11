package recovery

import (
	"strings"
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

// askApproval asks the nearest role whose authority is enough, with a clock on the approver.
func (t *turn) askApproval(offer id.Offer, beyond Option, reason string) error {
	approver := t.approver(beyond)
	if approver == 0 {
		return errs.Invalidf("amount", "Nobody here may give %s at once. Offer less, or raise an authority in the playbook.", beyond.Amount)
	}
	commitment := t.owe(Commitment{
		Kind: Decision, What: "Approve or refuse: " + beyond.Label + ", " + beyond.Amount.Plain(),
		Owner: approver, Due: t.soon(),
	})
	t.emit(ApprovalAsked{Approval{
		ID: id.Approval(t.NewID()), Offer: offer, Commitment: commitment, Amount: beyond.Amount, Money: beyond.Money,
		AskedBy: t.Actor.Person, Approver: approver, Reason: strings.TrimSpace(reason), State: ApprovalPending, AskedAt: t.Now,
	}})
	return nil
}

func (t *turn) approver(o Option) id.Person {
	for _, role := range Roles() {
		if !o.Amount.AtMost(t.limit(role, o.Money)) {
			continue
		}
		if s := choose(t.Staff, want{team: t.Team, role: role, only: true, not: t.Actor.Person}); s.ID != 0 {
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
	if !x.Amount.AtMost(t.limit(t.Actor.Role, x.Money)) {
		return errs.Deniedf("This is beyond your own authority too. Somebody above has to decide it.")
	}
	if x.AskedBy == t.Actor.Person && t.Actor.Kind == ByPerson {
		return errs.Deniedf("You asked for this yourself. Somebody else has to approve it.")
	}
	t.emit(ApprovalGiven{Approval: x.ID, Offer: x.Offer})
	t.keepOwed(x.Commitment)
	t.put(x.Offer)
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
	because := strings.TrimSpace(r.Because)
	if because == "" {
		return errs.Invalidf("because", "Say why, so that your colleague can offer something else.")
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

func (t *turn) keepOwed(i id.Commitment) {
	if x := t.Commitment(i); x != nil && x.Owed() {
		t.keep(i)
	}
}

// dropApprovals ends what was asked for an offer that is gone.
func (t *turn) dropApprovals(offer id.Offer) {
	for _, a := range t.Approvals {
		if x := t.Commitment(a.Commitment); a.Offer == offer && a.State == ApprovalPending && x != nil && x.Owed() {
			t.emit(CommitmentReleased{Commitment: x.ID, Because: "The offer was taken back."})
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
