package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/store"
)

// Sizes of a page of a list.
const (
	defaultPage = 50
	maxPage     = 100
)

// Cases is a page of the case list, newest first.
func (a *App) Cases(ctx context.Context, actor Actor, in CasesIn) (Cases, error) {
	if err := allowed(actor, "see_work"); err != nil {
		return Cases{}, err
	}
	if in.Limit <= 0 {
		in.Limit = defaultPage
	}
	in.Limit = min(in.Limit, maxPage)
	before, err := readMark[caseOf](in.After)
	if err != nil {
		return Cases{}, err
	}
	var list Cases
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		rows, next, err := in.page(tx, id.Case(before))
		if err != nil {
			return err
		}
		list = Cases{Next: next, Kinds: a.Policy().Failures}
		if list.Items, err = a.caseRows(tx, rows); err != nil {
			return err
		}
		people, err := a.people(tx)
		list.Staff = present(people, tx.Now())
		return err
	})
	return list, err
}

// page finds the cases, by words or along the list.
func (in CasesIn) page(tx *store.Tx, before id.Case) ([]store.CaseRow, string, error) {
	if strings.TrimSpace(in.Find) == "" {
		return in.walk(tx, before)
	}
	ids, err := casesLike(tx, in.Find)
	if err != nil {
		return nil, "", err
	}
	found, err := tx.CasesIn(ids)
	if err != nil {
		return nil, "", err
	}
	found = slices.DeleteFunc(found, func(c store.CaseRow) bool { return !in.fits(c) || (before != 0 && c.ID >= before) })
	rows, next := in.cut(found)
	return rows, next, nil
}

// One filter walks an index; what the others leave out is skipped, at most skipRounds pages of
// skipPage cases for one answer. The cursor goes on from there.
const (
	skipPage   = 200
	skipRounds = 10
)

func (in CasesIn) walk(tx *store.Tx, before id.Case) ([]store.CaseRow, string, error) {
	filter := store.CaseFilter{State: in.State, Kind: in.Kind, Owner: in.Owner, Customer: in.Customer}
	size := in.Limit + 1
	if in.filters() > 1 {
		size = skipPage
	}
	var kept []store.CaseRow
	for range skipRounds {
		found, err := tx.Cases(filter, before, size)
		if err != nil {
			return nil, "", err
		}
		for _, c := range found {
			if in.fits(c) {
				kept = append(kept, c)
			}
		}
		if len(kept) > in.Limit || len(found) < size {
			rows, next := in.cut(kept)
			return rows, next, nil
		}
		before = found[size-1].ID
	}
	return kept, writeMark(before), nil
}

func (in CasesIn) filters() int {
	n := 0
	for _, set := range []bool{in.State != "", in.Kind != "", in.Owner != 0, in.Customer != 0} {
		if set {
			n++
		}
	}
	return n
}

func (in CasesIn) fits(c store.CaseRow) bool {
	return (in.State == "" || c.State == in.State) && (in.Kind == "" || c.Kind == in.Kind) &&
		(in.Owner == 0 || c.Owner == in.Owner) && (in.Customer == 0 || c.Customer == in.Customer)
}

// cut is one page and the cursor to the next, "" at the end.
func (in CasesIn) cut(found []store.CaseRow) ([]store.CaseRow, string) {
	if len(found) <= in.Limit {
		return found, ""
	}
	return found[:in.Limit], writeMark(found[in.Limit-1].ID)
}

// writeMark is a place in a list by id as a link carries it, "" for its beginning.
func writeMark[K any](i id.ID[K]) string {
	if i == 0 {
		return ""
	}
	return strconv.FormatInt(int64(i), 36)
}

func readMark[K any](text string) (id.ID[K], error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 36, 64)
	if err != nil || n <= 0 {
		return 0, errs.Invalidf("after", "This page of the list does not exist. Start again from its beginning.")
	}
	return id.ID[K](n), nil
}
