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
	Chosen    int        `json:"chosen,omitempty"`  // 1 is the first option; 0 none
	Message   id.Message `json:"message,omitempty"` // the message that told of it, 0 while none did
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

// MakeOffer puts options to the customer, at once within the actor's authority, else after an
// approval. The same options as those that are open or asked for change nothing.
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
	options, err := t.checkOptions(m.Options, money.Amount{})
	if err != nil {
		return err
	}
	why, err := short("reason", m.Reason)
	if err != nil {
		return err
	}
	if x := t.pendingOffer(); x != nil {
		if slices.Equal(x.Options, options) {
			return nil
		}
		t.withdraw(x.ID, "Replaced by a new offer.")
	}
	offer := Offer{ID: id.Offer(t.NewID()), Options: options, By: t.Actor.Person, State: OfferWaiting, MadeAt: t.Now}
	t.emit(OfferMade{Offer: offer})
	if beyond, ok := t.beyond(t.Actor.Role, options); ok {
		return t.askApproval(offer.ID, beyond, why)
	}
	t.put(offer.ID)
	return nil
}

func (c *Case) pendingOffer() *Offer {
	return find(c.Offers, func(o *Offer) bool { return o.State == OfferOpen || o.State == OfferWaiting })
}

// withdraw takes an offer back, and what was asked for it.
func (t *turn) withdraw(i id.Offer, because string) {
	t.dropApproval(i, because)
	t.emit(OfferWithdrawn{Offer: i, Because: because})
}

// checkOptions refuses what cannot be offered. besides is what the customer may still choose
// besides these options.
func (t *turn) checkOptions(options []Option, besides money.Amount) ([]Option, error) {
	if most := t.Playbook.Offers.AtMost; len(options) == 0 || len(options) > most {
		return nil, errs.Invalidf("options", "Offer between one and %d options.", most)
	}
	list := slices.Clone(options)
	for i := range list {
		r, ok := remedy(t.Playbook, list[i].Remedy)
		if !ok {
			return nil, errs.Invalidf("options", "The catalogue has no remedy called %q. Choose one the company can really give.", list[i].Remedy)
		}
		t.word(&list[i], r)
		if err := t.checkOption(list[i], r, besides); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// word gives an option the catalogue's words where it has none of its own.
func (t *turn) word(o *Option, r playbook.Remedy) {
	o.Label, o.Told = strings.TrimSpace(o.Label), strings.TrimSpace(o.Told)
	o.Why, o.Circumstances = strings.TrimSpace(o.Why), strings.TrimSpace(o.Circumstances)
	o.Money = MoneyKind(r.Money)
	if o.Label == "" {
		o.Label = r.Label
	}
	if o.Told != "" {
		return
	}
	told, missing := playbook.Fill(r.Tell, map[string]string{
		"remedy.amount": o.Amount.Plain(), "sponsor.name": t.nameOf(t.Sponsor), "owner.name": t.nameOf(t.Owner),
		"company.name": t.Playbook.Company.Name,
	})
	if o.Told = told; len(missing) > 0 {
		o.Told = o.Label
	}
}

func (t *turn) nameOf(p id.Person) string {
	if s := find(t.Staff, func(s *Staff) bool { return s.ID == p }); s != nil && p != 0 {
		return s.Name
	}
	return ""
}

func (t *turn) checkOption(o Option, r playbook.Remedy, besides money.Amount) error {
	switch {
	case utf8.RuneCountInString(o.Label) > maxLine || utf8.RuneCountInString(o.Told) > maxReason || utf8.RuneCountInString(o.Why) > maxReason:
		return errs.Invalidf("options", "This text is too long for an option.")
	case o.Amount.Minor < 0:
		return errs.Invalidf("amount", "An amount cannot be less than nothing.")
	case o.Amount.IsZero() && r.GivesMoney():
		return errs.Invalidf("amount", "Say how much: %s.", r.Label)
	case !o.Amount.IsZero() && o.Amount.Currency != t.Playbook.Company.Currency:
		return errs.Invalidf("amount", "Amounts are in %s here.", t.Playbook.Company.Currency)
	case r.Circumstances && o.Circumstances == "":
		return errs.Invalidf("circumstances", "An exception needs its circumstances: which policy, and why not here.")
	case utf8.RuneCountInString(o.Circumstances) > maxReason:
		return errs.Invalidf("circumstances", "Please say it in at most %d characters. Details can go into a note.", maxReason)
	}
	return t.checkCap(o, besides)
}

// remedy is an entry of the catalogue.
func remedy(p *playbook.Playbook, key string) (playbook.Remedy, bool) {
	i := slices.IndexFunc(p.Catalogue, func(r playbook.Remedy) bool { return r.Key == key })
	if i < 0 {
		return playbook.Remedy{}, false
	}
	return p.Catalogue[i], true
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
	return t.heard()
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
	because, err := short("because", w.Because)
	if err != nil {
		return err
	}
	known := o.State == OfferOpen
	t.withdraw(o.ID, because)
	if known {
		t.oweAnswer("Our offer was taken back.")
	}
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
