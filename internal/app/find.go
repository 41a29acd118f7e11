package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"amends/internal/id"
	"amends/internal/store"
)

// Bounds of what a search looks at.
const (
	maxFound     = 200
	maxFoundWho  = 20
	maxFoundFrom = 50 // cases of each customer found
)

// casesLike are cases by their number, by the beginning of their reference, and by the name or an
// address of their customer.
func casesLike(tx *store.Tx, text string) ([]id.Case, error) {
	var ids []id.Case
	if number, ok := numberIn(text); ok {
		c, err := tx.CaseByNumber(number)
		if err == nil {
			ids = append(ids, c)
		} else if !store.IsMissing(err) {
			return nil, err
		}
	}
	refs, err := tx.FindRefs("case", longest(store.Words(text)), maxFound)
	if err != nil {
		return nil, err
	}
	for _, r := range refs {
		ids = append(ids, id.Case(r))
	}
	customers, err := customersLike(tx, text, maxFoundWho)
	if err != nil {
		return nil, err
	}
	for _, c := range customers {
		rows, err := tx.Cases(store.CaseFilter{Customer: c.ID}, 0, maxFoundFrom)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
	}
	return ids, nil
}

// numberIn is a case number as people write it: "1042" or "#1042".
func numberIn(text string) (int64, bool) {
	n, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(text), "#"), 10, 64)
	return n, err == nil && n > 0
}

// longest is the word that narrows a search most.
func longest(words []string) string {
	most := ""
	for _, w := range words {
		if len(w) > len(most) {
			most = w
		}
	}
	return most
}

// customersLike are the customers every word of text fits the beginning of a name, an address or a
// number of.
func customersLike(tx *store.Tx, text string, limit int) ([]store.Customer, error) {
	wanted := strings.Fields(strings.ToLower(text))
	refs, err := tx.FindRefs("customer", longest(wanted), maxFound)
	if err != nil {
		return nil, err
	}
	var ids []id.Customer
	for _, r := range refs {
		ids = append(ids, id.Customer(r))
	}
	slices.Sort(ids)
	found, err := tx.CustomersIn(slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(c store.Customer) bool { return !matches(c, wanted) })
	slices.SortFunc(found, func(x, y store.Customer) int { return strings.Compare(store.SortName(x.Name), store.SortName(y.Name)) })
	return found[:min(len(found), limit)], nil
}

func matches(c store.Customer, wanted []string) bool {
	text := c.Name + " " + c.Email + " " + c.Phone
	have := append(store.Words(text), strings.Fields(strings.ToLower(text))...)
	return !slices.ContainsFunc(wanted, func(w string) bool {
		return !slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) })
	})
}

// How much the palette shows.
const (
	foundCases     = 8
	foundCustomers = 6
)

// Find is what the palette finds: cases and customers, a few of each.
func (a *App) Find(ctx context.Context, actor Actor, text string) (Found, error) {
	if err := allowed(actor, "see_work"); err != nil {
		return Found{}, err
	}
	text = cut(clean(text), 200)
	if text == "" {
		return Found{}, nil
	}
	var out Found
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		out = Found{}
		rows, _, err := CasesIn{Find: text, Limit: foundCases}.page(tx, 0)
		if err != nil {
			return err
		}
		if out.Cases, err = a.caseRows(tx, rows); err != nil {
			return err
		}
		customers, err := customersLike(tx, text, foundCustomers)
		for _, c := range customers {
			out.Customers = append(out.Customers, customerView(c))
		}
		return err
	})
	return out, err
}
