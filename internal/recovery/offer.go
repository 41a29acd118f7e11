package recovery

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
)

// MoneyKind keeps three kinds of money apart everywhere.
type MoneyKind string

// The kinds of money.
const (
	Restitution MoneyKind = "restitution" // putting back the loss
	Statutory   MoneyKind = "statutory"   // what the law gives
	Goodwill    MoneyKind = "goodwill"    // a gesture
)

// OfferState is how an offer stands.
type OfferState string

// The states of an offer.
const (
	OfferWaiting   OfferState = "waiting" // for approval
	OfferOpen      OfferState = "open"    // with the customer
	OfferAccepted  OfferState = "chosen"
	OfferRejected  OfferState = "declined" // something else would help
	OfferLapsed    OfferState = "expired"
	OfferTakenBack OfferState = "withdrawn"
)

// Offer is the options put to the customer.
type Offer struct {
	ID        id.Offer   `json:"id"`
	Options   []Option   `json:"options"`
	By        id.Person  `json:"by,omitempty"`
	State     OfferState `json:"state"`
	MadeAt    time.Time  `json:"made_at"`
	ExpiresAt time.Time  `json:"expires_at,omitzero"`
	Chosen    int        `json:"chosen,omitempty"` // 1 is the first option; 0 none
}

// Option is one fair way to put it right.
type Option struct {
	Remedy        string       `json:"remedy"` // the catalogue's key
	Label         string       `json:"label"`  // among colleagues
	Told          string       `json:"told"`   // as the customer reads it
	Amount        money.Amount `json:"amount,omitzero"`
	Money         MoneyKind    `json:"money"`
	Why           string       `json:"why,omitempty"`
	Circumstances string       `json:"circumstances,omitempty"` // for an exception to a policy: which and why
}

// MakeOffer puts options to the customer, at once within the actor's authority, else after an approval.
type MakeOffer struct {
	Options []Option
	Reason  string // for the approver, where one is needed
}

// Name is the command's name in the table of who may.
func (MakeOffer) Name() string { return "make_offer" }

func (m MakeOffer) decide(t *turn) error {
	if t.Ended() {
		return errs.Conflictf("This case is resolved. Reopen it before you offer something.")
	}
	options, err := t.checkOptions(m.Options)
	if err != nil {
		return err
	}
	if x := t.pendingOffer(); x != nil {
		t.emit(OfferWithdrawn{Offer: x.ID, Because: "Replaced by a new offer."})
		t.dropApprovals(x.ID)
	}
	offer := Offer{ID: id.Offer(t.NewID()), Options: options, By: t.Actor.Person, State: OfferWaiting, MadeAt: t.Now}
	t.emit(OfferMade{Offer: offer})
	if beyond, ok := t.beyondAuthority(options); ok {
		return t.askApproval(offer.ID, beyond, m.Reason)
	}
	t.put(offer.ID)
	return nil
}

func (c *Case) pendingOffer() *Offer {
	return find(c.Offers, func(o *Offer) bool { return o.State == OfferOpen || o.State == OfferWaiting })
}

// checkOptions refuses what cannot be offered; amounts are in the company's currency.
func (t *turn) checkOptions(options []Option) ([]Option, error) {
	if most := t.Playbook.Offers.AtMost; len(options) == 0 || len(options) > most {
		return nil, errs.Invalidf("options", "Offer between one and %d options.", most)
	}
	list := slices.Clone(options)
	for i := range list {
		if err := t.checkOption(&list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (t *turn) checkOption(o *Option) error {
	r, ok := remedy(t.Playbook, o.Remedy)
	if !ok {
		return errs.Invalidf("options", "The catalogue has no remedy called %q. Choose one the company can really give.", o.Remedy)
	}
	if o.Label == "" {
		o.Label = r.Label
	}
	if o.Told == "" {
		o.Told, _ = playbook.Fill(r.Tell, map[string]string{"remedy.amount": o.Amount.Plain()})
	}
	o.Money = MoneyKind(r.Money)
	if utf8.RuneCountInString(o.Label) > maxLine || utf8.RuneCountInString(o.Told) > maxText {
		return errs.Invalidf("options", "This text is too long for an option.")
	}
	switch {
	case o.Amount.Minor < 0:
		return errs.Invalidf("amount", "An amount cannot be less than nothing.")
	case o.Amount.IsZero() && r.GivesMoney():
		return errs.Invalidf("amount", "Say how much: %s.", r.Label)
	}
	if currency := t.Playbook.Company.Currency; !o.Amount.IsZero() && o.Amount.Currency != currency {
		return errs.Invalidf("amount", "Amounts are in %s here.", currency)
	}
	if most := t.Value.Share(t.Playbook.Offers.HardCap); !t.Value.IsZero() && !o.Amount.AtMost(most) {
		return errs.Invalidf("amount", "This is more than %d per cent of what was paid. More does not mend more; offer at most %s.", t.Playbook.Offers.HardCap, most)
	}
	if r.Circumstances && strings.TrimSpace(o.Circumstances) == "" {
		return errs.Invalidf("circumstances", "An exception needs its circumstances: which policy, and why not here.")
	}
	return nil
}

// remedy is an entry of the catalogue.
func remedy(p *playbook.Playbook, key string) (playbook.Remedy, bool) {
	i := slices.IndexFunc(p.Catalogue, func(r playbook.Remedy) bool { return r.Key == key })
	if i < 0 {
		return playbook.Remedy{}, false
	}
	return p.Catalogue[i], true
}

// beyondAuthority finds the option that exceeds most what the actor may give at once.
func (t *turn) beyondAuthority(options []Option) (Option, bool) {
	var beyond Option
	found := false
	for _, o := range options {
		if !o.Amount.AtMost(t.limit(t.Actor.Role, o.Money)) && (!found || o.Amount.Minor > beyond.Amount.Minor) {
			beyond, found = o, true
		}
	}
	return beyond, found
}

// limit is what a role may give at once in this case (evidence 2.16: a spot limit for everybody).
func (t *turn) limit(role Role, kind MoneyKind) money.Amount {
	return t.Playbook.AuthorityFor(string(role), string(kind), t.Value)
}

// put lays the options before the customer. The decision that was owed is told with it.
func (t *turn) put(i id.Offer) {
	t.emit(OfferPut{Offer: i, Expires: tidy(t.span(t.Playbook.Offers.ExpireAfter, t.Now))})
	t.keepAll(Decision)
}

// Choose is the customer's choice, or a colleague's who was told it on the phone. The first one
// counts; the same again changes nothing.
type Choose struct {
	Offer  id.Offer
	Option int // 1 is the first
}

// Name is the command's name in the table of who may.
func (Choose) Name() string { return "choose" }

func (h Choose) decide(t *turn) error {
	o := t.Offer(h.Offer)
	if o == nil || o.State == OfferWaiting {
		return errs.Missingf("There is no such offer.")
	}
	if o.State == OfferAccepted {
		if o.Chosen == h.Option {
			return nil
		}
		return errs.Conflictf("You have already chosen: %s. If that is no longer right, tell us.", o.Options[o.Chosen-1].Told)
	}
	if o.State != OfferOpen {
		return errs.Conflictf("This offer is no longer open. Tell us what would help and we find another way.")
	}
	if h.Option < 1 || h.Option > len(o.Options) {
		return errs.Invalidf("option", "Choose one of the options.")
	}
	option := o.Options[h.Option-1]
	t.emit(OfferChosen{Offer: o.ID, Option: h.Option})
	t.startRedress(o.ID, option)
	return nil
}

// SuggestOther says that none of the options is right; Message holds what would be.
type SuggestOther struct {
	Offer   id.Offer
	Message id.Message
}

// Name is the command's name in the table of who may.
func (SuggestOther) Name() string { return "suggest_other" }

func (s SuggestOther) decide(t *turn) error {
	o := t.Offer(s.Offer)
	if o == nil || o.State == OfferWaiting {
		return errs.Missingf("There is no such offer.")
	}
	t.emit(MessageReceived{Message: s.Message, Channel: Page})
	if o.State == OfferOpen {
		t.emit(OfferDeclined{Offer: o.ID, Message: s.Message})
	}
	t.oweAnswer()
	return nil
}

// Withdraw takes an offer back that nobody has chosen from.
type Withdraw struct {
	Offer   id.Offer
	Because string
}

// Name is the command's name in the table of who may.
func (Withdraw) Name() string { return "withdraw" }

func (w Withdraw) decide(t *turn) error {
	o := t.Offer(w.Offer)
	if o == nil {
		return errs.Missingf("There is no such offer.")
	}
	if o.State == OfferTakenBack {
		return nil
	}
	if o.State != OfferOpen && o.State != OfferWaiting {
		return errs.Conflictf("This offer has ended already, so it cannot be taken back.")
	}
	t.emit(OfferWithdrawn{Offer: o.ID, Because: strings.TrimSpace(w.Because)})
	t.dropApprovals(o.ID)
	t.oweAnswer()
	return nil
}

// Expire closes an offer nobody chose from; the owner asks what would help instead.
type Expire struct {
	Offer id.Offer
	At    time.Time
}

// Name is the command's name in the table of who may.
func (Expire) Name() string { return "expire_offer" }

func (e Expire) decide(t *turn) error {
	o := t.Offer(e.Offer)
	if o == nil || o.State != OfferOpen || !o.ExpiresAt.Equal(e.At) || t.Now.Before(e.At) {
		return nil
	}
	t.emit(OfferExpired{Offer: o.ID})
	t.owe(Commitment{
		Kind: Update, What: "Ask what would help: nobody chose from our options", Told: "We ask you what would help",
		Owner: t.Owner, Due: t.soon(),
	})
	return nil
}

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
	}
}
