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

// MarkErased records that the customer's personal data was erased. Texts in earlier events are
// emptied by Redact in the same transaction.
type MarkErased struct{}

// Name is the command's name in the table of who may.
func (MarkErased) Name() string { return "erase" }

func (MarkErased) decide(t *turn) error {
	if t.ErasedAt.IsZero() {
		t.emit(CaseErased{})
	}
	return nil
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
