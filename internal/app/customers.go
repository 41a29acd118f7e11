package app

import (
	"context"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/store"
)

// maxRedressShown is how much of what a customer was given their page shows: the newest.
const maxRedressShown = 50

// Customers is a page of customers by name, or those who fit what is looked for.
func (a *App) Customers(ctx context.Context, actor Actor, in CustomersIn) (Customers, error) {
	if err := allowed(actor, "see_customers"); err != nil {
		return Customers{}, err
	}
	after, err := readMark[customerOf](in.After)
	if err != nil {
		return Customers{}, err
	}
	var list Customers
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		found, next, err := in.page(tx, id.Customer(after))
		list = Customers{Next: next}
		for _, c := range found {
			v := customerView(c)
			if v.Cases, err = tx.CountCasesOf(c.ID, CountLimit); err != nil {
				return err
			}
			list.Items = append(list.Items, v)
		}
		return err
	})
	return list, err
}

type customerOf struct{}

func (in CustomersIn) page(tx *store.Tx, after id.Customer) ([]store.Customer, string, error) {
	if text := cut(clean(in.Find), 200); text != "" {
		found, err := customersLike(tx, text, defaultPage)
		return found, "", err
	}
	sort := ""
	if after != 0 {
		last, err := tx.Customer(after)
		if err != nil {
			return nil, "", err
		}
		sort = store.SortName(last.Name)
	}
	found, err := tx.Customers(sort, after, defaultPage+1)
	if err != nil || len(found) <= defaultPage {
		return found, "", err
	}
	found = found[:defaultPage]
	return found, writeMark(found[defaultPage-1].ID), nil
}

// Customer is a customer's whole history; after pages to their older cases.
func (a *App) Customer(ctx context.Context, actor Actor, i id.Customer, after string) (CustomerView, error) {
	if err := allowed(actor, "see_customers"); err != nil {
		return CustomerView{}, err
	}
	before, err := readMark[caseOf](after)
	if err != nil {
		return CustomerView{}, err
	}
	var v CustomerView
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		c, err := tx.Customer(i)
		if err != nil {
			return missingCustomer(err)
		}
		v = CustomerView{Customer: customerView(c)}
		in := CasesIn{Customer: i, Limit: defaultPage}
		rows, next, err := in.page(tx, id.Case(before))
		if err != nil {
			return err
		}
		v.Next = next
		if v.Cases, err = a.caseRows(tx, rows); err != nil {
			return err
		}
		if v.Customer.Cases, err = tx.CountCasesOf(i, CountLimit); err != nil {
			return err
		}
		v.Redress, err = tx.RedressOfCustomer(i, maxRedressShown)
		return err
	})
	return v, err
}

func missingCustomer(err error) error {
	if store.IsMissing(err) {
		return errs.Missingf("There is no such customer.").Because(err)
	}
	return err
}

// SaveCustomer changes what colleagues know of a customer.
func (a *App) SaveCustomer(ctx context.Context, actor Actor, in CustomerIn) error {
	if err := allowed(actor, "save_customer"); err != nil {
		return err
	}
	in.Name, in.Phone, in.Note = line(in.Name, maxName), line(in.Phone, maxPhone), cut(clean(in.Note), maxNote)
	if currency := a.Policy().Company.Currency; in.Value != (money.Amount{}) && (in.Value.Currency != currency || in.Value.Minor < 0) {
		return errs.Invalidf("value", "What a customer has spent is an amount in %s, not less than nothing.", currency)
	}
	return a.store.Write(ctx, func(tx *store.Tx) error {
		c, err := tx.Customer(in.ID)
		if err != nil {
			return missingCustomer(err)
		}
		if !c.ErasedAt.IsZero() {
			return errs.Conflictf("This customer was forgotten at their wish. Nothing more is kept of them.")
		}
		c.Name, c.Phone, c.Note, c.Value = in.Name, in.Phone, in.Note, in.Value
		if err := tx.SaveCustomer(c); err != nil {
			return err
		}
		return tx.Audit(actor, "customer.changed", "customer:"+c.ID.Text())
	})
}

// maxNote is how long what colleagues should know of a customer may be, in characters.
const maxNote = 2000
