package portal

import (
	"strconv"
	"strings"

	"amends/internal/app"
	"amends/internal/look"
	"amends/internal/recovery"
	"amends/internal/words"
)

// choosing reports whether options wait for the customer.
func (v pageView) choosing() bool {
	return v.page.Offer != nil && v.page.Offer.State == recovery.OfferOpen
}

// options are the ways to choose from, and that something else would help.
func (v pageView) options() []look.OptionView {
	meant := v.meant("choose")
	var list []look.OptionView
	for i, o := range v.page.Offer.Options {
		title, sub := headed(o.Told)
		value := strconv.Itoa(i + 1)
		list = append(list, look.OptionView{Name: "option", Value: value, Title: title, Sub: sub, On: meant.Option == value})
	}
	return append(list, look.OptionView{
		Name: "option", Value: other, Title: v.p.T("Something else would help"), Sub: v.p.T("Tell us in your words."), On: meant.Option == other,
	})
}

// until says how long the options stand.
func (v pageView) until() string {
	if v.page.Offer.ExpiresAt.IsZero() {
		return ""
	}
	return v.p.T("These stand until %s. Nothing is decided until you say so.", v.p.Date(v.page.Offer.ExpiresAt))
}

// given are the remedies on their way or with the customer.
func (v pageView) given() []look.OptionView {
	var list []look.OptionView
	for _, r := range v.page.Redress {
		title, sub := headed(r.Told)
		list = append(list, look.OptionView{Title: title, Sub: sub, Why: delivered(v.p, v.page, r), Picked: true})
	}
	if len(list) == 0 && v.page.Offer != nil && v.page.Offer.State == recovery.OfferAccepted {
		if n := v.page.Offer.Chosen; n > 0 && n <= len(v.page.Offer.Options) {
			title, sub := headed(v.page.Offer.Options[n-1].Told)
			list = append(list, look.OptionView{Title: title, Sub: sub, Picked: true})
		}
	}
	return list
}

// givenTitle says whose idea it was.
func (v pageView) givenTitle() string {
	if v.page.Offer != nil && v.page.Offer.State == recovery.OfferAccepted {
		return v.p.T("You chose")
	}
	return v.p.T("What you get from us")
}

func delivered(p *words.Printer, v app.CustomerPage, r recovery.Redress) string {
	switch r.State {
	case recovery.RedressArrived:
		return p.T("With you since %s.", p.Date(r.EndedAt))
	case recovery.RedressMissed:
		return p.T("It did not reach you as we said. We are on it and tell you what we do instead.")
	}
	for _, c := range v.Owed {
		if c.ID == r.Commitment && c.Due.Before(v.Now) {
			return p.T("It was to be with you by %s. We are late, and we are on it.", p.By(c.Due, v.Now))
		}
		if c.ID == r.Commitment {
			return p.T("On its way: with you by %s.", p.By(c.Due, v.Now))
		}
	}
	return p.T("On its way to you.")
}

// headed splits what a remedy is told as into its first sentence and the rest.
func headed(told string) (title, rest string) {
	title, rest, _ = strings.Cut(strings.TrimSpace(told), ". ")
	return capital(strings.TrimSuffix(title, ".")), rest
}
