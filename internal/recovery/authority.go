package recovery

import (
	"amends/internal/errs"
	"amends/internal/money"
)

// given is what is given already or on its way in this case, of some kinds of money. What failed is
// free again. A sum too large to count is the largest that is believed.
func (c *Case) given(counts func(MoneyKind) bool) money.Amount {
	var sum money.Amount
	for _, r := range c.Redress {
		if r.State != RedressMissed && counts(r.Money) {
			sum = plus(sum, r.Amount)
		}
	}
	return sum
}

// plus adds two amounts of the company's currency.
func plus(a, b money.Amount) money.Amount {
	if a.IsZero() {
		return b
	}
	if b.IsZero() {
		return a
	}
	if sum, err := a.Add(b); err == nil {
		return sum
	}
	return money.Of(maxMinor, a.Currency)
}

// mayGive reports whether an option is within what a role may give at once in one case, with what
// was given in it before: an authority is not multiplied by giving often (evidence 2.16).
func (t *turn) mayGive(role Role, o Option) bool {
	if o.Amount.IsZero() {
		return true
	}
	total := plus(t.given(func(k MoneyKind) bool { return k == o.Money }), o.Amount)
	return total.AtMost(t.Playbook.AuthorityFor(string(role), string(o.Money), t.Value))
}

// beyond finds an option that a role may not give at once: of several the one that asks for the
// highest role, since who may give that may give the others.
func (t *turn) beyond(role Role, options []Option) (Option, bool) {
	var beyond Option
	highest := -1
	for _, o := range options {
		if t.mayGive(role, o) {
			continue
		}
		if rank := t.rankFor(o); rank > highest || (rank == highest && o.Amount.Minor > beyond.Amount.Minor) {
			beyond, highest = o, rank
		}
	}
	return beyond, highest >= 0
}

// rankFor is the place of the lowest role that may give an option at once; past the last for none.
func (t *turn) rankFor(o Option) int {
	for i, role := range Roles() {
		if t.mayGive(role, o) {
			return i
		}
	}
	return len(Roles())
}

// checkCap refuses more than the playbook's share of what was paid, everything in the case counted.
// What the law gives is not counted: rights come first (evidence 2.18).
func (t *turn) checkCap(o Option, besides money.Amount) error {
	if o.Money == Statutory || o.Amount.IsZero() || t.Value.IsZero() || t.Value.Currency != o.Amount.Currency {
		return nil
	}
	percent := t.Playbook.Offers.HardCap
	most := t.Value.Share(percent)
	already := plus(t.given(func(k MoneyKind) bool { return k != Statutory }), besides)
	if plus(already, o.Amount).AtMost(most) {
		return nil
	}
	left := money.Of(max(most.Minor-already.Minor, 0), most.Currency)
	return errs.Invalidf("amount", "This is more than %d per cent of what was paid. More does not mend more; offer at most %s.", percent, left)
}

// offered is the most the customer can still choose from the open options or those being asked for.
func (c *Case) offered() money.Amount {
	var most money.Amount
	o := c.pendingOffer()
	if o == nil {
		return most
	}
	for _, x := range o.Options {
		if x.Money != Statutory && x.Amount.Minor > most.Minor {
			most = x.Amount
		}
	}
	return most
}
