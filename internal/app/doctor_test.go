package app

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"amends/internal/money"
	"amends/internal/recovery"
	"amends/internal/store/storetest"
)

func TestDoctorFindsNothingWhereAllIsWell(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := marked(d)
		d.complain("Bo Olsen", "The cup arrived broken.")
		d.until(d.clock.now().Add(time.Hour))
		if found := d.doctor(); len(found) > 0 {
			d.t.Errorf("found %+v", found)
		}
		if d.state(r.Case).Seq < 30 {
			d.t.Errorf("the case has only %d events: the test shows too little", d.state(r.Case).Seq)
		}
	})
}

func TestDoctorFindsWhatAHandChanged(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := d.complain("Anna Whitcombe", "My parcel never came.")
		d.do(d.jon, r.Case, recovery.Give{Option: recovery.Option{Remedy: "partial_refund", Amount: money.Of(500, "EUR")}})
		d.work()
		for _, x := range []struct{ name, change, back, say string }{
			{"a number in the document", `UPDATE cases SET doc = json_set(doc, '$.Handoffs', 3)`, `UPDATE cases SET doc = json_set(doc, '$.Handoffs', 0)`, "Handoffs"},
			{"a column of the case", `UPDATE cases SET severity = severity + 1`, `UPDATE cases SET severity = severity - 1`, "Severity"},
			{"a column of a commitment", `UPDATE commitments SET due_at = due_at + 1`, `UPDATE commitments SET due_at = due_at - 1`, "Due"},
			{"a commitment that is gone", `UPDATE commitments SET case_id = case_id + 1 WHERE ord = 0`, `UPDATE commitments SET case_id = case_id - 1 WHERE ord = 0`, "Commitments"},
			{"the books", `UPDATE postings SET amount_minor = amount_minor * 2`, `UPDATE postings SET amount_minor = amount_minor / 2`, "books"},
			{"an entry", `UPDATE postings SET amount_minor = 1 WHERE amount_minor > 0`, `UPDATE postings SET amount_minor = 500 WHERE amount_minor > 0`, "sum to nought"},
			{"a gap in the log", `UPDATE case_events SET seq = seq + 1000 WHERE seq > 3`, `UPDATE case_events SET seq = seq - 1000 WHERE seq > 3`, "event 1004 follows on 3"},
			{"a kind nobody knows", `UPDATE case_events SET kind = 'x.y' WHERE seq = 1`, `UPDATE case_events SET kind = 'case.opened' WHERE seq = 1`, "unknown kind"},
		} {
			d.raw(x.change)
			if found := wrongs(d.doctor()); !strings.Contains(strings.Join(found, "\n"), x.say) {
				d.t.Errorf("%s: found %q", x.name, found)
			}
			d.raw(x.back)
			if found := wrongs(d.doctor()); len(found) > 0 {
				d.t.Fatalf("%s: put back, and still %q", x.name, found)
			}
		}
	})
}

// raw changes rows past the house. What PostgreSQL writes otherwise in it is swapped.
func (d *desk) raw(statement string) {
	d.t.Helper()
	if d.at.Database != "" {
		statement = strings.NewReplacer("json_set(", "jsonb_set(", "'$.Handoffs'", "'{Handoffs}'", ", 3)", ", '3')", ", 0)", ", '0')").Replace(statement)
	}
	if _, err := storetest.Raw(d.t, d.at).Exec(statement); err != nil {
		d.t.Fatalf("%s: %v", statement, err)
	}
}

func wrongs(found []DoctorFinding) []string {
	var says []string
	for _, f := range found {
		if f.Wrong {
			says = append(says, f.Say)
		}
	}
	return says
}

func TestDoctorListsWhatIsLate(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := d.complain("Anna Whitcombe", "My parcel never came.")
		d.must(d.app.TakeMail(d.t.Context(), []byte("From: bo@mail.example\r\nTo: care@example.com\r\nSubject: Help\r\n\r\nMy cup broke.\r\n")))
		jobs, err := d.store.Claim(d.t.Context(), d.clock.now(), 1, time.Minute)
		d.must(err)
		d.must(d.store.Delay(d.t.Context(), jobs[0], monday.Add(time.Hour), "no route to host"))
		d.clock.set(monday.Add(30 * 24 * time.Hour))
		var says []string
		for _, f := range d.doctor() {
			if f.Wrong {
				d.t.Errorf("late is not wrong: %s", f.Say)
			}
			says = append(says, f.Say)
		}
		all := strings.Join(says, "\n")
		for _, want := range []string{"has not fired", "no route to host", "What came in by mail", fmt.Sprintf("Case %d", r.Number)} {
			if !strings.Contains(all, want) {
				d.t.Errorf("doctor does not say %q:\n%s", want, all)
			}
		}
	})
}
