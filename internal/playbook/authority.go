package playbook

import (
	"slices"

	"amends/internal/money"
)

// The kinds of money. They are limited, approved and reported apart, and goodwill never stands
// in for a right (evidence 2.18).
const (
	Restitution = "restitution" // the loss made good
	Statutory   = "statutory"   // what the law gives
	Goodwill    = "goodwill"    // what we give on top
)

// Role is what a role may give at once, without approval.
type Role struct {
	Key         string `yaml:"-"` // representative, lead, manager, admin
	Label       string `yaml:"label"`
	Restitution Limit  `yaml:"restitution"`
	Statutory   Limit  `yaml:"statutory"`
	Goodwill    Limit  `yaml:"goodwill"`
}

// Limit is an amount for one case.
type Limit struct {
	UpTo             string `yaml:"up_to"` // decimal, in the company's currency
	AtMostOrderValue bool   `yaml:"at_most_order_value"`
}

func (r *Role) name(key string) { r.Key = key }
func (r Role) key() string      { return r.Key }

// limit is the limit for a kind of money; not ok for a kind there is not.
func (r Role) limit(kind string) (Limit, bool) {
	switch kind {
	case Restitution:
		return r.Restitution, true
	case Statutory:
		return r.Statutory, true
	case Goodwill:
		return r.Goodwill, true
	}
	return Limit{}, false
}

// Authority is what a role may give of one kind of money without approval, in the company's
// currency, whatever the order is worth. A role or kind that is not known may give nothing.
func (p *Playbook) Authority(role, kind string) money.Amount {
	r, _ := find(p.Roles, role)
	l, _ := r.limit(kind)
	return p.amount(l.UpTo)
}

// AuthorityFor is Authority for a case whose order is worth order: the lower of the two where
// the playbook says so. An order of no known value, or in another currency, does not lower it.
func (p *Playbook) AuthorityFor(role, kind string, order money.Amount) money.Amount {
	most := p.Authority(role, kind)
	r, _ := find(p.Roles, role)
	if l, _ := r.limit(kind); l.AtMostOrderValue && order.Minor > 0 && order.AtMost(most) {
		return order
	}
	return most
}

// amount reads a decimal that was checked by Parse; "" is nothing.
func (p *Playbook) amount(decimal string) money.Amount {
	a, err := money.Parse(decimal, p.Company.Currency)
	if err != nil {
		return money.Of(0, p.Company.Currency)
	}
	return a
}

// roleKeys are the roles of the house, from the front line up.
func roleKeys() []string { return []string{"representative", "lead", "manager", "admin"} }

// rank orders roles; a word that is no role is below all.
func rank(role string) int { return slices.Index(roleKeys(), role) }
