package recovery

import (
	"time"

	"amends/internal/id"
)

// OfferMade drafts an offer; the customer sees it once it is put.
type OfferMade struct {
	Offer Offer `json:"offer"`
}

// OfferPut lays an offer before the customer.
type OfferPut struct {
	Offer   id.Offer  `json:"offer"`
	Expires time.Time `json:"expires"`
}

// OfferChosen is the customer's choice.
type OfferChosen struct {
	Offer  id.Offer `json:"offer"`
	Option int      `json:"option"`
}

// OfferDeclined says that something else would help.
type OfferDeclined struct {
	Offer   id.Offer   `json:"offer"`
	Message id.Message `json:"message"`
}

// OfferExpired says that nobody chose in time.
type OfferExpired struct {
	Offer id.Offer `json:"offer"`
}

// OfferWithdrawn takes an offer back.
type OfferWithdrawn struct {
	Offer   id.Offer `json:"offer"`
	Because string   `json:"because,omitempty"`
}

// Kind is the event's name in the log.
func (OfferMade) Kind() string { return "offer.made" }

// Kind is the event's name in the log.
func (OfferPut) Kind() string { return "offer.put" }

// Kind is the event's name in the log.
func (OfferChosen) Kind() string { return "offer.chosen" }

// Kind is the event's name in the log.
func (OfferDeclined) Kind() string { return "offer.declined" }

// Kind is the event's name in the log.
func (OfferExpired) Kind() string { return "offer.expired" }

// Kind is the event's name in the log.
func (OfferWithdrawn) Kind() string { return "offer.withdrawn" }

func (e OfferMade) apply(c *Case, _ Stamp) { c.Offers = append(c.Offers, e.Offer) }

func (e OfferPut) apply(c *Case, _ Stamp) {
	if o := c.Offer(e.Offer); o != nil {
		o.State, o.ExpiresAt = OfferOpen, e.Expires
		c.State = Offered
	}
}

func (e OfferChosen) apply(c *Case, _ Stamp) {
	if o := c.Offer(e.Offer); o != nil {
		o.State, o.Chosen = OfferAccepted, e.Option
		c.State = Mending
	}
}

func (e OfferDeclined) apply(c *Case, _ Stamp) { c.endOffer(e.Offer, OfferRejected) }

func (e OfferExpired) apply(c *Case, _ Stamp) { c.endOffer(e.Offer, OfferLapsed) }

func (e OfferWithdrawn) apply(c *Case, _ Stamp) { c.endOffer(e.Offer, OfferTakenBack) }

func (c *Case) endOffer(i id.Offer, state OfferState) {
	if o := c.Offer(i); o != nil {
		o.State = state
	}
	for n := range c.Approvals {
		if a := &c.Approvals[n]; a.Offer == i && a.State == ApprovalPending {
			a.State = ApprovalDropped
		}
	}
	if c.State == Offered {
		c.State = Working
		if c.Underway() != nil {
			c.State = Mending
		}
	}
}
