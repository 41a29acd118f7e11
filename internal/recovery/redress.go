package recovery

import (
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
)

// RedressState is how a remedy on its way stands.
type RedressState string

// The states of redress.
const (
	RedressUnderway RedressState = "underway"
	RedressArrived  RedressState = "delivered"
	RedressMissed   RedressState = "failed"
)

// Redress is a chosen remedy on its way to the customer.
type Redress struct {
	ID         id.Redress    `json:"id"`
	Offer      id.Offer      `json:"offer,omitempty"` // 0 when it was given on the spot
	Remedy     string        `json:"remedy"`
	Label      string        `json:"label"`
	Told       string        `json:"told"`
	Amount     money.Amount  `json:"amount,omitzero"`
	Money      MoneyKind     `json:"money"`
	Commitment id.Commitment `json:"commitment"` // the delivery owed
	State      RedressState  `json:"state"`
	StartedAt  time.Time     `json:"started_at"`
	EndedAt    time.Time     `json:"ended_at,omitzero"`
	Proof      string        `json:"proof,omitempty"` // what shows that it arrived
}

// Remedied finds redress by id, nil when the case has none such.
func (c *Case) Remedied(i id.Redress) *Redress {
	return find(c.Redress, func(r *Redress) bool { return r.ID == i })
}

// Underway finds redress that has not ended yet, nil for none.
func (c *Case) Underway() *Redress {
	return find(c.Redress, func(r *Redress) bool { return r.State == RedressUnderway })
}

// redressOf finds the redress under way whose delivery a commitment is, nil for none.
func (c *Case) redressOf(k id.Commitment) *Redress {
	return find(c.Redress, func(r *Redress) bool { return r.Commitment == k && r.State == RedressUnderway })
}

// Give gives one remedy on the spot, within the actor's authority. The same remedy while it is on
// its way changes nothing: nothing is paid twice because somebody clicked twice.
type Give struct {
	Option Option
}

// Name is the command's name in the table of who may.
func (Give) Name() string { return "give" }

func (g Give) decide(t *turn) error {
	if t.Ended() {
		return errs.Conflictf("This case is resolved. Reopen it before you give something.")
	}
	again := func(r *Redress) bool {
		return r.State == RedressUnderway && r.Offer == 0 && r.Remedy == g.Option.Remedy && r.Amount == g.Option.Amount
	}
	if find(t.Redress, again) != nil {
		return nil
	}
	options, err := t.checkOptions([]Option{g.Option}, t.offered())
	if err != nil {
		return err
	}
	if beyond, ok := t.beyond(t.Actor.Role, options); ok {
		return errs.Deniedf("%s is beyond what you may give at once. Put it to the customer as an option: your lead is asked by itself.", beyond.Amount)
	}
	t.startRedress(0, options[0])
	t.keepAll(Decision)
	return nil
}

// startRedress sends a remedy on its way and owes its delivery by the catalogue's lead time.
func (t *turn) startRedress(offer id.Offer, o Option) {
	r, _ := remedy(t.Playbook, o.Remedy)
	commitment := t.owe(Commitment{
		Kind: Delivery, What: line("Deliver: " + o.Label), Told: o.Told, Owner: t.who(r.By),
		Due: t.span(r.DeliverWithin, t.Now),
	})
	t.emit(RedressStarted{Redress{
		ID: id.Redress(t.NewID()), Offer: offer, Remedy: o.Remedy, Label: o.Label, Told: o.Told, Amount: o.Amount,
		Money: o.Money, Commitment: commitment, State: RedressUnderway, StartedAt: t.Now,
	}})
}

// Deliver says that a remedy has reached the customer, with what shows it.
type Deliver struct {
	Redress id.Redress
	Proof   string
}

// Name is the command's name in the table of who may.
func (Deliver) Name() string { return "deliver" }

func (d Deliver) decide(t *turn) error {
	r := t.Remedied(d.Redress)
	switch {
	case r == nil:
		return errs.Missingf("There is no such remedy in this case.")
	case r.State == RedressArrived:
		return nil
	case r.State == RedressMissed:
		return errs.Conflictf("This remedy has failed. Give another one.")
	}
	proof, err := short("proof", d.Proof)
	if err != nil {
		return err
	}
	commitment := r.Commitment
	t.emit(RedressDelivered{Redress: r.ID, Proof: proof})
	t.keepOwed(commitment)
	return nil
}

// FailDelivery says that a remedy cannot be delivered after all; another one is owed.
type FailDelivery struct {
	Redress id.Redress
	Because string
}

// Name is the command's name in the table of who may.
func (FailDelivery) Name() string { return "fail_delivery" }

func (f FailDelivery) decide(t *turn) error {
	r := t.Remedied(f.Redress)
	if r == nil {
		return errs.Missingf("There is no such remedy in this case.")
	}
	switch r.State {
	case RedressMissed:
		return nil
	case RedressArrived:
		return errs.Conflictf("This remedy has arrived already. If something is wrong with it, give another one.")
	}
	because, err := reason("because", f.Because, "Say why it cannot be delivered.")
	if err != nil {
		return err
	}
	commitment, label := r.Commitment, r.Label
	t.emit(RedressFailed{Redress: r.ID, Because: because})
	if x := t.Commitment(commitment); x != nil && x.Owed() {
		t.emit(CommitmentBroken{Commitment: commitment, Because: because})
	}
	t.owe(Commitment{Kind: Decision, What: line("Find another remedy, this one failed: " + label), Told: "You hear what we do instead", Owner: t.Owner, Due: t.soon()})
	return nil
}

// RedressStarted sends a remedy on its way. Its money is reserved from now on.
type RedressStarted struct {
	Redress Redress `json:"redress"`
}

// RedressDelivered says that a remedy reached the customer. Its money is spent.
type RedressDelivered struct {
	Redress id.Redress `json:"redress"`
	Proof   string     `json:"proof,omitempty"`
}

// RedressFailed says that a remedy will not arrive. Its money is free again.
type RedressFailed struct {
	Redress id.Redress `json:"redress"`
	Because string     `json:"because"`
}

// Kind is the event's name in the log.
func (RedressStarted) Kind() string { return "redress.started" }

// Kind is the event's name in the log.
func (RedressDelivered) Kind() string { return "redress.delivered" }

// Kind is the event's name in the log.
func (RedressFailed) Kind() string { return "redress.failed" }

func (e RedressStarted) apply(c *Case, _ Stamp) {
	c.Redress = append(c.Redress, e.Redress)
	if c.State != Offered || c.pendingOffer() == nil {
		c.State = Mending
	}
}

func (e RedressDelivered) apply(c *Case, s Stamp) {
	if r := c.Remedied(e.Redress); r != nil {
		r.State, r.EndedAt, r.Proof = RedressArrived, s.At, e.Proof
	}
}

func (e RedressFailed) apply(c *Case, s Stamp) {
	if r := c.Remedied(e.Redress); r != nil {
		r.State, r.EndedAt = RedressMissed, s.At
	}
	if c.State == Mending && c.Underway() == nil {
		c.State = Working
	}
}
