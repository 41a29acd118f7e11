package web

import (
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/recovery"
)

// owe is a commitment of a list.
func owe(w *told, kind recovery.CommitmentKind, what string, due time.Time) recovery.Commitment {
	return recovery.Commitment{ID: id.Commitment(w.id()), Kind: kind, What: what, Owner: mara, Due: due, FirstDue: due, State: recovery.Open, MadeAt: due.Add(-4 * time.Hour)}
}

// line is a mended or breaking seam: k kept, l late, b broken, o open, ~ kept late.
func line(w *told, states string) []recovery.Commitment {
	var list []recovery.Commitment
	at := w.now.Add(-48 * time.Hour)
	for _, r := range states {
		at = at.Add(3 * time.Hour)
		c := owe(w, recovery.Decision, "", at)
		switch r {
		case 'k':
			c.State, c.EndedAt = recovery.Kept, at.Add(-time.Hour)
		case '~':
			c.State, c.EndedAt = recovery.Kept, at.Add(time.Hour)
		case 'b':
			c.State, c.EndedAt = recovery.Broken, at
		case 'l':
			c.State = recovery.Late
		case 'o':
			c.Due = w.now.Add(24 * time.Hour)
		}
		list = append(list, c)
	}
	return list
}

func someDay(w *told) app.Today {
	in := func(d time.Duration) time.Time { return w.now.Add(d) }
	me, other := w.faces[mara], w.faces[jon]
	late := owe(w, recovery.Promise, "Tell what we found", in(-22*time.Minute))
	late.State = recovery.Late
	return app.Today{
		Me: me, Scope: "mine", Now: w.now,
		Notices: []app.Notice{{ID: 3, At: in(-12 * time.Minute), Case: 71, Number: 1039, Customer: "Olu Adeyemi", What: "Late: tell what we found", Rung: "owner"}},
		Bands: []app.Band{
			{Key: "late", Count: 1, Debts: []app.Debt{{Commitment: late, Case: 71, Number: 1039, Customer: "Olu Adeyemi", Quote: "Charged twice, and the branch said it was my bank.", Owner: me, Severity: 3, Repeat: 2, State: recovery.Working, Seam: line(w, "kkl")}}},
			{Key: "hour", Count: 2, Debts: []app.Debt{
				{Commitment: owe(w, recovery.Decision, "Decide what puts it right, and tell", in(38*time.Minute)), Case: w.Case.ID, Number: 1042, Customer: "Ada Lindqvist", Quote: w.Quote, Owner: me, Severity: 3, Repeat: 1, State: recovery.Working, Seam: w.Case.Commitments},
				{Commitment: owe(w, recovery.Decision, "Approve or refuse: policy exception, €240.00", in(45*time.Minute)), Case: 73, Number: 1036, Customer: "R. Castellano", Quote: "I was in hospital when the 30 days ran out.", Owner: me, Approval: 9, State: recovery.Working, Seam: line(w, "kkbko")},
			}},
			{Key: "today", Count: 3, Debts: []app.Debt{
				{Commitment: owe(w, recovery.Promise, "Call back", in(4*time.Hour)), Case: 74, Number: 1021, Customer: "Mrs Whitcombe", Quote: "Nobody has ever rung me when they said.", Owner: me, State: recovery.Working, Seam: line(w, "kbkko")},
				{Commitment: owe(w, recovery.FollowUpFix, "Ask whether the repair held", in(5*time.Hour)), Case: 75, Number: 998, Customer: "Family Brandt", Quote: "Third engineer. Please let it be the last.", Owner: other, Reopened: 1, State: recovery.Resolved, Seam: line(w, "k~kkko")},
				{Commitment: owe(w, recovery.Update, "Say where the refund is", in(6*time.Hour+38*time.Minute)), Case: 76, Number: 1044, Customer: "Noor van Dijk", Quote: "You said three days. It has been nine.", Owner: me, Severity: 4, State: recovery.Mending, Seam: line(w, "kkko")},
			}},
			{Key: "later", Count: 1, Next: "x1", Debts: []app.Debt{
				{Commitment: owe(w, recovery.FollowUpRelationship, "Ask how things stand between us", in(80*time.Hour)), Case: 77, Number: 940, Customer: "Kettle & Co", Quote: "A whole café without coffee because of you lot.", Owner: me, State: recovery.Resolved, Seam: line(w, "kkkkko")},
			}},
		},
	}
}

func someCases(w *told) app.Cases {
	row := func(number int64, state recovery.State, name, label, quote string, severity int, due time.Duration, seam string) app.CaseRow {
		r := app.CaseRow{ID: id.Case(number), Number: number, State: state, Label: label, Severity: severity, Customer: app.Customer{ID: id.Customer(number), Name: name}, Quote: quote, Owner: w.faces[mara], OpenedAt: w.now.Add(-50 * time.Hour), Seam: line(w, seam)}
		if due != 0 {
			r.NextDue, r.Late = w.now.Add(due), due < 0
		}
		return r
	}
	first := row(1042, recovery.Working, "Ada Lindqvist", "Parcel never came", w.Quote, 3, 38*time.Minute, "kkooo")
	first.ID, first.Seam = w.Case.ID, w.Case.Commitments
	back := row(998, recovery.Resolved, "Family Brandt", "Work not done well", "Third engineer. Please let it be the last.", 2, 5*time.Hour, "k~kkko")
	back.Reopened = 1
	return app.Cases{
		Items: []app.CaseRow{
			first,
			row(1039, recovery.Working, "Olu Adeyemi", "Charged twice", "Charged twice, and the branch said it was my bank.", 3, -22*time.Minute, "kkl"),
			row(1044, recovery.Mending, "Noor van Dijk", "Refund late", "You said three days. It has been nine.", 4, 6*time.Hour, "kkko"),
			row(1036, recovery.Offered, "R. Castellano", "Not what was agreed", "I was in hospital when the 30 days ran out.", 2, 45*time.Minute, "kkbko"),
			back,
			row(940, recovery.Closed, "Kettle & Co", "Outage", "A whole café without coffee because of you lot.", 3, 0, "kkkkkk"),
		},
		Next: "n1", Kinds: w.book.Failures, Staff: []app.Face{w.faces[mara], w.faces[jon], w.faces[henrik]},
	}
}
