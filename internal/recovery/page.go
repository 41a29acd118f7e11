package recovery

import (
	"slices"
	"strings"
	"unicode/utf8"

	"amends/internal/errs"
)

// Prefer is how and when the customer wants to hear from us.
type Prefer struct {
	Contact Contact
}

// Name is the command's name in the table of who may.
func (Prefer) Name() string { return "prefer" }

func (p Prefer) decide(t *turn) error {
	want := Contact{Channel: p.Contact.Channel, When: strings.TrimSpace(p.Contact.When)}
	if want == t.Contact {
		return nil
	}
	if want.Channel != "" && !slices.Contains(Channels(), want.Channel) {
		return errs.Invalidf("channel", "Choose one of the ways to reach you.")
	}
	if utf8.RuneCountInString(want.When) > maxLine {
		return errs.Invalidf("when", "Please say it in at most %d characters.", maxLine)
	}
	t.emit(ContactPreferred{Contact: want})
	return nil
}

// SeePage notes that the customer opened their page for the first time.
type SeePage struct{}

// Name is the command's name in the table of who may.
func (SeePage) Name() string { return "see_page" }

func (SeePage) decide(t *turn) error {
	if t.Link.SeenAt.IsZero() {
		t.emit(PageOpened{})
	}
	return nil
}

// RevokeLink makes every link to the customer's page that was given out so far worthless.
type RevokeLink struct{}

// Name is the command's name in the table of who may.
func (RevokeLink) Name() string { return "revoke_link" }

func (RevokeLink) decide(t *turn) error {
	t.emit(LinkRevoked{Epoch: t.Link.Epoch + 1})
	return nil
}

// MarkErased records that the customer's personal data was erased: nothing more is said to them and
// nothing is owed but remedies on their way. Texts in earlier events are emptied by Redact in the
// same transaction.
type MarkErased struct{}

// Name is the command's name in the table of who may.
func (MarkErased) Name() string { return "erase" }

func (MarkErased) decide(t *turn) error {
	if !t.ErasedAt.IsZero() {
		return nil
	}
	for _, o := range slices.Clone(t.Outbox) {
		t.emit(MessageRecalled{Message: o.Message})
	}
	if o := t.pendingOffer(); o != nil {
		t.withdraw(o.ID, becauseErased)
	}
	for _, x := range slices.Clone(t.Commitments) {
		if x.Owed() && t.redressOf(x.ID) == nil {
			t.emit(CommitmentReleased{Commitment: x.ID, Because: becauseErased})
		}
	}
	t.emit(CaseErased{})
	return nil
}

const becauseErased = "The customer's data was erased."

// winds reports whether a command only brings to an end what an erased case still has under way:
// a remedy on its way is owed also to somebody who wants to be forgotten.
func winds(cmd Command) bool {
	switch cmd.(type) {
	case MarkErased, PassDue, Expire, MarkSent, MarkFailed, Keep, Renegotiate, Deliver, FailDelivery, Assign, HandOver, RevokeLink:
		return true
	}
	return false
}

// forgotten refuses any other word in an erased case. To the customer there is no such case any
// more; what the house meant to do by itself is not needed any more.
func (t *turn) forgotten() error {
	switch t.Actor.Kind {
	case BySystem:
		return nil
	case ByCustomer:
		return errs.Missingf("There is no such case.")
	}
	return errs.Conflictf("The customer of this case was forgotten, so nothing can be added to it. Open a new case.")
}

// ContactPreferred is how the customer wants to hear from us.
type ContactPreferred struct {
	Contact Contact `json:"contact"`
}

// PageOpened is the first time the customer saw their page.
type PageOpened struct{}

// LinkRevoked makes earlier links worthless.
type LinkRevoked struct {
	Epoch int `json:"epoch"`
}

// CaseErased says that the personal data is gone.
type CaseErased struct{}

// Kind is the event's name in the log.
func (ContactPreferred) Kind() string { return "contact.preferred" }

// Kind is the event's name in the log.
func (PageOpened) Kind() string { return "page.opened" }

// Kind is the event's name in the log.
func (LinkRevoked) Kind() string { return "link.revoked" }

// Kind is the event's name in the log.
func (CaseErased) Kind() string { return "case.erased" }

func (e ContactPreferred) apply(c *Case, _ Stamp) { c.Contact = e.Contact }

func (PageOpened) apply(c *Case, s Stamp) { c.Link.SeenAt = s.At }

func (e LinkRevoked) apply(c *Case, _ Stamp) { c.Link.Epoch = e.Epoch }

func (CaseErased) apply(c *Case, s Stamp) { c.ErasedAt = s.At }
