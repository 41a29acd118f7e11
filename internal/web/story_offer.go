package web

import (
	"amends/internal/id"
	"amends/internal/recovery"
)

func (t teller) ofOffer(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.OfferMade:
		return stop(t.T("%[1]s put options together: %[2]s", t.actor, t.options(e.Offer.Options)))
	case recovery.OfferPut:
		return stop(t.T("Put to %[1]s, until %[2]s: %[3]s", t.customer(), t.When(e.Expires, t.at), t.offered(e.Offer)))
	case recovery.OfferChosen:
		return stop(t.T("%[1]s chose: %[2]s", t.chooser(), t.option(e.Offer, e.Option)))
	case recovery.OfferDeclined:
		return t.T("%s would be helped by something else.", t.customer())
	case recovery.OfferExpired:
		return t.T("The options ran out; %s had not chosen.", t.customer())
	case recovery.OfferWithdrawn:
		return t.with(t.T("The options were taken back."), e.Because)
	}
	return ""
}

// chooser is the customer, or the colleague who was told the choice.
func (t teller) chooser() string {
	if t.byPerson {
		return t.T("%[1]s (told to %[2]s)", t.customer(), t.actor)
	}
	return t.customer()
}

func (t teller) options(list []recovery.Option) string {
	var labels []string
	for _, o := range list {
		labels = append(labels, t.withAmount(o.Label, o))
	}
	if len(labels) == 0 {
		return t.T("nothing")
	}
	return t.List(labels)
}

func (t teller) withAmount(label string, o recovery.Option) string {
	if o.Amount.IsZero() {
		return label
	}
	return t.T("%[1]s (%[2]s)", label, o.Amount)
}

func (t teller) offered(i id.Offer) string {
	if o := t.Case.Case.Offer(i); o != nil {
		return t.options(o.Options)
	}
	return t.T("options")
}

func (t teller) option(i id.Offer, n int) string {
	if o := t.Case.Case.Offer(i); o != nil && n >= 1 && n <= len(o.Options) {
		return t.withAmount(o.Options[n-1].Label, o.Options[n-1])
	}
	return t.T("one of the options")
}

func (t teller) ofApproval(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.ApprovalAsked:
		return t.with(t.T("%[1]s asked %[2]s to approve %[3]s.", t.actor, t.name(e.Approval.Approver), t.Money(e.Approval.Amount)), e.Approval.Reason)
	case recovery.ApprovalGiven:
		return t.T("%s approved it.", t.actor)
	case recovery.ApprovalRefused:
		return t.with(t.T("%s refused it.", t.actor), e.Because)
	}
	return ""
}

func (t teller) ofRedress(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.RedressStarted:
		return stop(t.T("On its way: %s", t.withAmount(e.Redress.Label, recovery.Option{Amount: e.Redress.Amount})))
	case recovery.RedressDelivered:
		return t.with(stop(t.T("Arrived: %s", t.redress(e.Redress))), e.Proof)
	case recovery.RedressFailed:
		return t.with(stop(t.T("It cannot be delivered: %s", t.redress(e.Redress))), e.Because)
	}
	return ""
}

func (t teller) redress(i id.Redress) string {
	if r := t.Case.Case.Remedied(i); r != nil {
		return r.Label
	}
	return t.T("a remedy")
}

func (t teller) ofPage(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.FollowUpDue:
		return t.T("It was time to ask %s how it is.", t.customer())
	case recovery.FollowUpAnswered:
		return t.answered(e.Answer)
	case recovery.ContactPreferred:
		return t.prefers(e.Contact)
	case recovery.PageOpened:
		return t.T("%s opened the page.", t.customer())
	case recovery.LinkRevoked:
		return t.T("%s made every earlier link to the page worthless.", t.actor)
	}
	return ""
}

func (t teller) answered(a recovery.Answer) string {
	said := t.T("%s says that it is put right.", t.customer())
	switch a.Fixed {
	case "partly":
		said = t.T("%s says that it is partly put right.", t.customer())
	case "no":
		said = t.T("%s says that it is not put right.", t.customer())
	}
	if a.Rating == 0 {
		return said
	}
	return t.T("%[1]s How it was handled: %[2]d of 5.", said, a.Rating)
}

func (t teller) prefers(c recovery.Contact) string {
	switch {
	case c.Channel == "" && c.When == "":
		return t.T("%s has no wish any more how to be reached.", t.customer())
	case c.When == "":
		return t.T("%[1]s would like to hear from us %[2]s.", t.customer(), wayWord(t.Printer, c.Channel))
	case c.Channel == "":
		return stop(t.T("%[1]s would like to hear from us: %[2]s", t.customer(), c.When))
	}
	return stop(t.T("%[1]s would like to hear from us %[2]s: %[3]s", t.customer(), wayWord(t.Printer, c.Channel), c.When))
}
