package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
)

// bandPage is how many debts a band shows at once.
const bandPage = 25

// Today is what we owe next, in bands of time: late, within the hour, today, later.
func (a *App) Today(ctx context.Context, actor Actor, in TodayIn) (Today, error) {
	if err := allowed(actor, "see_work"); err != nil {
		return Today{}, err
	}
	scope := scopeOf(actor, in.Scope)
	var out Today
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		people, err := a.people(tx)
		if err != nil {
			return err
		}
		out = Today{Me: face(people, actor.Person, tx.Now()), Scope: scope.name, Now: tx.Now()}
		for _, b := range a.bands(tx.Now()) {
			if in.Band != "" && in.Band != b.key {
				continue
			}
			band, err := a.band(tx, scope, b, in.After, people)
			if err != nil {
				return err
			}
			out.Bands = append(out.Bands, band)
		}
		out.Notices, err = a.notices(tx, actor.Person)
		return err
	})
	return out, err
}

// people are all colleagues by id.
func (a *App) people(tx *store.Tx) (map[id.Person]store.Person, error) {
	list, err := tx.Colleagues()
	people := make(map[id.Person]store.Person, len(list))
	for _, p := range list {
		people[p.ID] = p
	}
	return people, err
}

// stretch is the time a band covers: from included, until not.
type stretch struct {
	key         string
	from, until time.Time
}

func (a *App) bands(now time.Time) []stretch {
	local := now.In(a.Zone())
	midnight := time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, local.Location())
	hour := now.Add(time.Hour)
	if hour.After(midnight) {
		midnight = hour
	}
	far := now.AddDate(10, 0, 0)
	return []stretch{{"late", time.Time{}, now}, {"hour", now, hour}, {"today", hour, midnight}, {"later", midnight, far}}
}

// scope is whose debts are shown.
type scope struct {
	name string
	me   id.Person
	team id.Team
}

func scopeOf(actor Actor, asked string) scope {
	switch {
	case asked == "team" && actor.Team != 0:
		return scope{name: "team", team: actor.Team}
	case asked == "all", actor.Person == 0:
		return scope{name: "all"}
	}
	return scope{name: "mine", me: actor.Person}
}

func (s scope) debts(tx *store.Tx, after store.Due, until time.Time, limit int) ([]store.Debt, error) {
	switch s.name {
	case "mine":
		return tx.DebtsOf(s.me, after, until, limit)
	case "team":
		return tx.DebtsOfTeam(s.team, after, until, limit)
	}
	return tx.DebtsOfAll(after, until, limit)
}

func (s scope) count(tx *store.Tx, b stretch) (int, error) {
	switch s.name {
	case "mine":
		return tx.CountDebtsOf(s.me, b.from, b.until, CountLimit)
	case "team":
		return tx.CountDebtsOfTeam(s.team, b.from, b.until, CountLimit)
	}
	return tx.CountDebtsOfAll(b.from, b.until, CountLimit)
}

// band is one stretch of what is owed, from a cursor on.
func (a *App) band(tx *store.Tx, s scope, b stretch, after string, people map[id.Person]store.Person) (Band, error) {
	place := store.Due{At: b.from}
	if !b.from.IsZero() {
		place.At = b.from.Add(-time.Microsecond)
		place.ID = 1<<63 - 1
	}
	if after != "" {
		var err error
		if place, err = readPlace(after); err != nil {
			return Band{}, err
		}
	}
	found, err := s.debts(tx, place, b.until, bandPage+1)
	if err != nil {
		return Band{}, err
	}
	band := Band{Key: b.key}
	if len(found) > bandPage {
		found = found[:bandPage]
		last := found[bandPage-1].Commitment
		band.Next = writePlace(store.Due{At: last.Due, ID: last.ID})
	}
	if band.Debts, err = a.debts(tx, found, people); err != nil {
		return band, err
	}
	band.Count, err = s.count(tx, b)
	return band, err
}

// debts fills in whom each debt is owed to, and the seam of its case.
func (a *App) debts(tx *store.Tx, found []store.Debt, people map[id.Person]store.Person) ([]Debt, error) {
	var cases []id.Case
	var customers []id.Customer
	for _, d := range found {
		cases, customers = append(cases, d.Case), append(customers, d.Customer)
	}
	seams, err := tx.CommitmentsIn(cases)
	if err != nil {
		return nil, err
	}
	names, err := a.customerNames(tx, customers)
	if err != nil {
		return nil, err
	}
	list := make([]Debt, 0, len(found))
	for _, d := range found {
		list = append(list, Debt{
			Commitment: d.Commitment, Case: d.Case, Number: d.Number, Customer: names[d.Customer].Name, Quote: d.Quote,
			Owner: face(people, d.Commitment.Owner, tx.Now()), Severity: d.Severity, Priority: d.Priority, State: d.State,
			Repeat: d.Earlier, Reopened: d.Reopened, Seam: seams[d.Case],
		})
	}
	return list, a.markApprovals(tx, list)
}

// markApprovals finds the debts that are decisions about an offer of a colleague.
func (a *App) markApprovals(tx *store.Tx, list []Debt) error {
	for i, d := range list {
		if d.Commitment.Kind != recovery.Decision {
			continue
		}
		approval, err := tx.ApprovalOf(d.Case, d.Commitment.ID)
		if err != nil && !store.IsMissing(err) {
			return err
		}
		if err == nil && approval.State == recovery.ApprovalPending {
			list[i].Approval = approval.ID
		}
	}
	return nil
}

func (a *App) customerNames(tx *store.Tx, ids []id.Customer) (map[id.Customer]store.Customer, error) {
	slices.Sort(ids)
	found, err := tx.CustomersIn(slices.Compact(ids))
	names := make(map[id.Customer]store.Customer, len(found))
	for _, c := range found {
		names[c.ID] = c
	}
	return names, err
}

// maxNotices is how many a page shows; older ones come when these were looked at.
const maxNotices = 10

func (a *App) notices(tx *store.Tx, p id.Person) ([]Notice, error) {
	found, err := tx.Notices(p, maxNotices)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var cases []id.Case
	for _, n := range found {
		cases = append(cases, n.Case)
	}
	rows, err := tx.CasesIn(cases)
	if err != nil {
		return nil, err
	}
	byID := map[id.Case]store.CaseRow{}
	var customers []id.Customer
	for _, r := range rows {
		byID[r.ID] = r
		customers = append(customers, r.Customer)
	}
	names, err := a.customerNames(tx, customers)
	var list []Notice
	for _, n := range found {
		c := byID[n.Case]
		list = append(list, Notice{ID: n.ID, At: n.At, Case: n.Case, Number: c.Number, Customer: names[c.Customer].Name, What: n.What, Rung: n.Rung})
	}
	return list, err
}

// writePlace is a place in a list by due time as a page's link carries it.
func writePlace(d store.Due) string {
	return strconv.FormatInt(d.At.UnixMicro(), 36) + "." + strconv.FormatInt(int64(d.ID), 36)
}

func readPlace(s string) (store.Due, error) {
	at, last, found := strings.Cut(s, ".")
	us, err := strconv.ParseInt(at, 36, 64)
	n, err2 := strconv.ParseInt(last, 36, 64)
	if !found || err != nil || err2 != nil {
		return store.Due{}, errs.Invalidf("after", "This page of the list does not exist. Start again from its beginning.")
	}
	return store.Due{At: time.UnixMicro(us).UTC(), ID: id.Commitment(n)}, nil
}
