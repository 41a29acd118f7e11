package playbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"amends/internal/money"
)

// Worth is what a remedy is worth: "nothing", "asked" (a person says how much), "20%" of the
// order value, or a decimal in the company's currency. "" is not said.
type Worth string

const (
	nothing Worth = "nothing"
	asked   Worth = "asked"
)

// percent is the share of the order value; not ok when it is none.
func (w Worth) percent() (int64, bool) {
	digits, found := strings.CutSuffix(string(w), "%")
	n, err := strconv.ParseInt(digits, 10, 32)
	return n, found && err == nil
}

// GivesMoney reports whether the remedy is an amount, so that one without an amount makes no sense.
func (r Remedy) GivesMoney() bool { return strings.Contains(r.Tell, "{{remedy.amount}}") }

// Suggestion is a remedy that fits a case.
type Suggestion struct {
	Remedy
	Worth  money.Amount // what the customer gets; what of it is money says Remedy.Money
	Cost   money.Amount // what it costs us
	Asks   bool         // the amount is not known: a person says how much
	Mends  bool         // it is of the kind that was lost, which mends best (evidence 2.7)
	Reason string       // one sentence to the representative
}

// Remedies are the remedies whose conditions hold, those that mend the kind of loss first, else
// in the order of the catalogue. An amount that needs the order value has none when it is not
// known: Asks is set. No suggestion passes the hard cap.
func (p *Playbook) Remedies(f Facts) []Suggestion {
	failure, _ := p.Failure(f.Kind)
	if f.Severity == 0 {
		f.Severity, _ = p.Severity(f)
	}
	e := p.evaluate(f)
	var list []Suggestion
	for _, r := range p.Catalogue {
		if len(r.Channels) > 0 && !slices.Contains(r.Channels, f.Channel) || !e.holds(r.When) {
			continue
		}
		list = append(list, p.suggest(r, failure.Loss, f.OrderValue, e))
	}
	slices.SortStableFunc(list, func(a, b Suggestion) int { return cmp.Compare(first(a.Mends), first(b.Mends)) })
	return list
}

func first(yes bool) int {
	if yes {
		return 0
	}
	return 1
}

func (p *Playbook) suggest(r Remedy, loss string, order money.Amount, e *evaluation) Suggestion {
	s := Suggestion{Remedy: r, Mends: slices.Contains(r.For, loss)}
	s.Worth, s.Asks = p.worth(r.Amount, order)
	s.Cost = s.Worth
	if r.Cost != "" {
		s.Cost, _ = p.worth(r.Cost, order)
	}
	if i := slices.IndexFunc(r.Why, func(w Reason) bool { return e.holds(w.When) }); i >= 0 {
		s.Reason = r.Why[i].Say
	}
	return s
}

// worth is the amount for an order, and whether a person has to say it.
func (p *Playbook) worth(w Worth, order money.Amount) (a money.Amount, asks bool) {
	none := money.Of(0, p.Company.Currency)
	if w == nothing || w == asked || w == "" {
		return none, w == asked
	}
	if share, ok := w.percent(); ok {
		if order.Minor <= 0 {
			return none, true
		}
		return order.Share(share), false
	}
	return p.capped(p.amount(string(w)), order), false
}

// capped keeps a fixed amount below the hard cap of an order whose value is known.
func (p *Playbook) capped(a, order money.Amount) money.Amount {
	if most := order.Share(p.Offers.HardCap); order.Minor > 0 && order.Currency == a.Currency && !a.AtMost(most) {
		return most
	}
	return a
}
