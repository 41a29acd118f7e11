package app

import (
	"amends/internal/id"
	"amends/internal/store"
)

// caseRows fills in whose each case is, in words, and its seam. The order stays.
func (a *App) caseRows(tx *store.Tx, found []store.CaseRow) ([]CaseRow, error) {
	if len(found) == 0 {
		return nil, nil
	}
	var cases []id.Case
	var customers []id.Customer
	for _, c := range found {
		cases, customers = append(cases, c.ID), append(customers, c.Customer)
	}
	names, err := a.customerNames(tx, customers)
	if err != nil {
		return nil, err
	}
	people, err := a.people(tx)
	if err != nil {
		return nil, err
	}
	seams, err := tx.CommitmentsIn(cases)
	if err != nil {
		return nil, err
	}
	rows := make([]CaseRow, 0, len(found))
	for _, c := range found {
		rows = append(rows, CaseRow{
			ID: c.ID, Number: c.Number, State: c.State, Kind: c.Kind, Label: a.labelOf(c.Kind), Severity: c.Severity, Fault: c.Fault,
			Customer: customerView(names[c.Customer]), Quote: c.Quote, Owner: face(people, c.Owner, tx.Now()), OpenedAt: c.OpenedAt,
			NextDue: c.NextDue, Late: !c.NextDue.IsZero() && c.NextDue.Before(tx.Now()), Reopened: c.Reopened, Seam: seams[c.ID],
		})
	}
	return rows, nil
}

// labelOf is a kind of failure in our words. One the playbook no longer has is shown by its key.
func (a *App) labelOf(kind string) string {
	if f, ok := a.Policy().Failure(kind); ok {
		return f.Label
	}
	return kind
}
