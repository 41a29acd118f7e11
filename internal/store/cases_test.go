package store_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

func write(t *testing.T, s *store.Store, fn func(*store.Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, s *store.Store, fn func(*store.Tx) error) {
	t.Helper()
	if err := s.Read(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// opened is the first event of a case.
func opened(i id.Case, of id.Customer) recovery.Event {
	return recovery.CaseOpened{Case: i, Number: int64(i), Customer: of, Message: 1, Channel: recovery.Form, Subject: "Ein Paket „fehlt“", Playbook: 1, Given: []string{"name"}}
}

// life is a case with rows in every table of its state.
func life() [][]recovery.Event {
	due := monday().Add(3 * time.Hour)
	amount := money.Of(2500, "EUR")
	return [][]recovery.Event{
		{
			opened(7, 3),
			recovery.ReadingMade{Reading: recovery.Reading{Kind: recovery.Finding{Value: "late"}, Severity: recovery.Grade{Value: 2}, Fault: recovery.FaultOurs}},
			recovery.CaseAssigned{Owner: 5, Team: 2},
			recovery.CommitmentMade{Commitment: recovery.Commitment{ID: 11, Kind: recovery.Update, What: "Say where it is", Owner: 5, Due: due, FirstDue: due, State: recovery.Open, MadeAt: monday(), NextAt: due}},
			recovery.CommitmentMade{Commitment: recovery.Commitment{ID: 12, Kind: recovery.Decision, Owner: 5, Due: due, State: recovery.Open, MadeAt: monday(), NextAt: due}},
		},
		{recovery.CommitmentKept{Commitment: 11}, recovery.CommitmentLate{Commitment: 12, Next: due.Add(time.Hour)}},
		{
			recovery.OfferMade{Offer: recovery.Offer{ID: 21, Options: []recovery.Option{{Remedy: "refund", Amount: amount}}, State: recovery.OfferWaiting}},
			recovery.ApprovalAsked{Approval: recovery.Approval{ID: 31, Offer: 21, Commitment: 12, Amount: amount, Approver: 6, State: recovery.ApprovalPending, AskedAt: monday()}},
		},
		{recovery.ApprovalGiven{Approval: 31, Offer: 21}, recovery.OfferPut{Offer: 21, Expires: due}},
		{recovery.OfferChosen{Offer: 21, Option: 1}, recovery.RedressStarted{Redress: recovery.Redress{ID: 41, Offer: 21, Remedy: "refund", Amount: amount, State: recovery.RedressUnderway, StartedAt: monday()}}},
		{recovery.RedressDelivered{Redress: 41, Proof: "TR-1"}, recovery.CaseAssigned{Owner: 6, Team: 4}},
		{recovery.CaseResolved{How: "It came."}, recovery.CaseClosed{Cause: recovery.Cause{Text: "A wrong label", NoAction: "Once"}}},
	}
}

// appendTo lets events happen to a case as it stands.
func appendTo(t *testing.T, s *store.Store, i id.Case, events []recovery.Event) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error {
		before, err := tx.LockCase(i)
		if err != nil && !store.IsMissing(err) {
			return err
		}
		after, recorded := before.After(events, tx.Now(), recovery.Actor{Kind: recovery.ByPerson, Person: 5})
		return tx.Append(before, after, recorded)
	})
}

// TestACaseIsWhatItsEventsSay after each transaction of its life.
func TestACaseIsWhatItsEventsSay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, events := range life() {
			appendTo(t, s, 7, events)
			read(t, s, func(tx *store.Tx) error { return checkFold(t, tx, 7) })
		}
		read(t, s, func(tx *store.Tx) error {
			c, err := tx.Case(7)
			if c.State != recovery.Closed || len(c.Approvals) != 1 || len(c.Redress) != 1 || c.Team != 4 {
				t.Errorf("at its end the case is %+v", c)
			}
			return err
		})
	})
}

func checkFold(t *testing.T, tx *store.Tx, i id.Case) error {
	t.Helper()
	log, err := tx.Events(i, 0, 1000)
	if err != nil {
		return err
	}
	state, err := tx.Case(i)
	if err != nil {
		return err
	}
	folded := recovery.Fold(log)
	for _, pair := range [][2]any{
		{state, folded}, {state.Commitments, folded.Commitments}, {state.Approvals, folded.Approvals}, {state.Redress, folded.Redress},
	} {
		if a, b := text(t, pair[0]), text(t, pair[1]); a != b {
			t.Errorf("after event %d the rows say\n%s\nand the events\n%s", folded.Seq, a, b)
		}
	}
	columns, err := tx.CaseColumns(i)
	if err != nil || columns != store.ColumnsOf(&folded) {
		t.Errorf("columns %+v, want %+v: %v", columns, store.ColumnsOf(&folded), err)
	}
	debts, err := tx.DebtColumns(i)
	if !reflect.DeepEqual(debts, store.DebtColumnsOf(&folded)) {
		t.Errorf("columns of commitments %+v, want %+v", debts, store.DebtColumnsOf(&folded))
	}
	return err
}

// text is a value as JSON, in which nil and empty lists are alike.
func text(t *testing.T, v any) string {
	t.Helper()
	if list := reflect.ValueOf(v); list.Kind() == reflect.Slice && list.Len() == 0 {
		return "[]"
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestAnEventIsWrittenOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		appendTo(t, s, 7, life()[0])
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			stale := recovery.Case{}
			after, recorded := stale.After(life()[0], tx.Now(), recovery.System())
			return tx.Append(stale, after, recorded)
		})
		if !errs.Is(err, errs.Conflict) {
			t.Errorf("the same numbers again: %v, want a conflict", err)
		}
	})
}

func TestEventsComeInPages(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, events := range life() {
			appendTo(t, s, 7, events)
		}
		read(t, s, func(tx *store.Tx) error {
			var up, down []int64
			for after, more := int64(0), true; more; {
				page, err := tx.Events(7, after, 4)
				if err != nil {
					return err
				}
				for _, e := range page {
					up, after = append(up, e.Seq), e.Seq
				}
				more = len(page) > 0
			}
			for before, more := int64(1<<62), true; more; {
				page, err := tx.EventsBefore(7, before, 4)
				if err != nil {
					return err
				}
				for _, e := range page {
					down, before = append(down, e.Seq), e.Seq
				}
				more = len(page) > 0
			}
			slices.Reverse(down)
			if !slices.Equal(up, down) || len(up) != 17 || !slices.IsSorted(up) {
				t.Errorf("forwards %v, backwards %v", up, down)
			}
			return nil
		})
	})
}

func TestWhatIsNotThereIsMissing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for name, find := range map[string]func(*store.Tx) error{
			"case":     func(tx *store.Tx) error { return second(tx.Case(1)) },
			"number":   func(tx *store.Tx) error { return second(tx.CaseByNumber(1)) },
			"customer": func(tx *store.Tx) error { return second(tx.Customer(1)) },
			"contact":  func(tx *store.Tx) error { return second(tx.CustomerByContact("email", "x")) },
			"person":   func(tx *store.Tx) error { return second(tx.Person(1)) },
			"message":  func(tx *store.Tx) error { return second(tx.Message(1)) },
			"mail":     func(tx *store.Tx) error { return second(tx.CaseOfMail("")) },
			"intake":   func(tx *store.Tx) error { return second(tx.IntakeByKey("form", "")) },
			"session":  func(tx *store.Tx) error { return second(tx.Session("x")) },
			"playbook": func(tx *store.Tx) error { return second(tx.LatestPlaybook()) },
			"approval": func(tx *store.Tx) error { return second(tx.ApprovalOf(1, 1)) },
			"file":     func(tx *store.Tx) error { return second(tx.File(1)) },
		} {
			if err := s.Read(t.Context(), find); !errs.Is(err, errs.Missing) || !store.IsMissing(err) {
				t.Errorf("%s: %v, want missing", name, err)
			}
		}
	})
}

func second[T any](_ T, err error) error { return err }
