package web

import (
	"fmt"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// northmill is a house with some life in it.
func northmill(w *told) *fakeHouse {
	cases := someCases(w).Items
	h := &fakeHouse{book: w.book, customers: someCustomers(w), customer: adasHistory(w, cases), team: someTeam(w), how: aQuarter(w), settings: someSettings(w), box: someMail(w)}
	h.policy = app.PlaybookView{Source: string(playbook.Default()), MayEdit: true, Version: app.PlaybookVersion{Version: 3, At: w.now.AddDate(0, 0, -9), By: "Henrik Holm", Note: "Deliveries: the carrier is asked within the hour", Current: true}}
	h.policy.Versions = []app.PlaybookVersion{
		h.policy.Version,
		{Version: 2, At: w.now.AddDate(0, 0, -40), By: "Henrik Holm", Note: "Goodwill for representatives raised"},
		{Version: 1, At: w.now.AddDate(0, -5, 0), By: "Amends", Note: "The playbook Amends comes with."},
	}
	h.preview = app.Preview{Cases: []app.PreviewCase{
		{Number: 1042, Quote: w.Quote, Before: []string{"Decide within 4h working", "Resolve within 3 business days"}, After: []string{"Decide within 2h working", "Resolve within 3 business days"}},
		{Number: 1039, Quote: "Charged twice.", Before: []string{"Decide within 4h working"}, After: []string{"Decide within 4h working"}},
	}}
	return h
}

func someCustomers(w *told) app.Customers {
	c := func(i int64, name, email, note string, minor int64, cases, year int) app.Customer {
		return app.Customer{ID: id.Customer(i), Name: name, Email: email, Note: note, Value: money.Of(minor, "EUR"), Cases: cases, Since: time.Date(year, 5, 2, 9, 0, 0, 0, w.zone)}
	}
	first := ada()
	first.ID = 1
	first.Cases, first.Note = 2, "Prefers a call before noon. Do not send a template."
	forgotten := c(5, "", "", "", 0, 1, 2024)
	forgotten.ErasedAt = w.now.AddDate(0, 0, -3)
	return app.Customers{Next: "n2", Items: []app.Customer{
		first, forgotten,
		c(6, "Family Brandt", "brandt@example.net", "Three engineers came. Only Jon goes there now.", 402000, 4, 2017),
		c(7, "Kettle & Co", "hello@kettle.example", "A café. Opens at seven; nothing may arrive later.", 1289000, 3, 2020),
		c(8, "Mrs Whitcombe", "", "78, lives alone. Ring twice.", 31000, 1, 2022),
		c(9, "Noor van Dijk", "noor@example.org", "", 8800, 1, 2026),
		c(10, "Olu Adeyemi", "olu@example.com", "", 0, 3, 2025),
	}}
}

func adasHistory(w *told, cases []app.CaseRow) app.CustomerView {
	c := ada()
	c.ID = 1
	c.Cases, c.Since, c.Phone = 2, time.Date(2019, 5, 2, 9, 0, 0, 0, w.zone), "+49 30 5550 118"
	c.Value, c.Note = money.Of(124000, "EUR"), "Prefers a call before noon. Do not send a template."
	c.Contact = recovery.Contact{Channel: recovery.Phone, When: "before noon"}
	now, before := cases[0], cases[4]
	before.Number, before.OpenedAt, before.Label, before.State = 801, w.now.AddDate(0, 0, -61), "Parcel late", recovery.Closed
	before.Quote, before.Reopened, before.NextDue = "Late once is life. Nobody telling me is not.", 0, time.Time{}
	return app.CustomerView{Customer: c, Cases: []app.CaseRow{now, before}, Redress: []recovery.Redress{
		{Label: "Courier on Thursday", Money: recovery.Goodwill, Amount: money.Of(2450, "EUR"), State: recovery.RedressUnderway, StartedAt: w.now},
		{Label: "Voucher", Money: recovery.Goodwill, Amount: money.Of(1000, "EUR"), State: recovery.RedressArrived, EndedAt: w.now.AddDate(0, 0, -58)},
	}}
}

func someTeam(w *told) app.TeamView {
	day := someDay(w)
	away := w.faces[henrik]
	away.Away = true
	risk := []app.Debt{day.Bands[0].Debts[0], day.Bands[1].Debts[0], day.Bands[2].Debts[0]}
	return app.TeamView{Now: w.now, Me: w.faces[jon], Risk: risk, Teams: []app.TeamLoad{
		{ID: 1, Name: "Deliveries", Members: []app.MemberLoad{
			{Face: w.faces[mara], Skills: []string{"delivery", "second_language"}, Cases: 9, Owed: 17, Late: 2},
			{Face: w.faces[jon], Skills: []string{"billing"}, Cases: 6, Owed: 11},
			{Face: app.Face{ID: 21, Name: "Sana Iqbal", Role: recovery.Representative}, Cases: 1, Owed: 1},
		}},
		{ID: 2, Name: "Head of service", Members: []app.MemberLoad{
			{Face: away, AwayFrom: w.now.AddDate(0, 0, -1), AwayUntil: w.now.AddDate(0, 0, 6)},
		}},
	}}
}

func aQuarter(w *told) app.How {
	h := app.How{
		From: w.now.AddDate(0, 0, -90), To: w.now, Opened: 31, Answered: 31, Resolved: 24, Reopened: 2,
		FirstWord: app.Spread{Count: 31, Median: 42 * time.Minute, P90: 3*time.Hour + 5*time.Minute}, Resolution: app.Spread{Count: 24, Median: 43 * time.Hour, P90: 6 * 24 * time.Hour},
		Kept: 118, KeptLate: 9, Broken: 4, Rated: 15, RatedWell: 13,
		ByKind: []app.HowKind{
			{Key: "parcel_missing", Label: "Parcel never came", Cases: 11, Reopened: 1, Given: money.Of(92300, "EUR")},
			{Key: "charged_twice", Label: "Charged twice", Cases: 8, Given: money.Of(41250, "EUR")},
			{Key: "work_poor", Label: "Work not done well", Cases: 7, Reopened: 1, Given: money.Of(18000, "EUR")},
			{Key: "no_answer", Label: "Nobody answered", Cases: 5, Given: money.Of(0, "EUR")},
		},
		ByCause: []app.HowCause{
			{Text: "Left on the wrong trailer after the shift change", Cases: 9, WithFix: 9},
			{Text: "Payment page sends the form twice", Cases: 6, WithFix: 6},
			{Text: "Promise not passed on to the branch", Cases: 4},
		},
	}
	for i, x := range [][5]int{{1, 0, 2, 0, 0}, {2, 1, 6, 1, 1}, {3, 2, 9, 1, 0}, {2, 3, 8, 1, 0}, {4, 2, 11, 2, 1}, {1, 3, 9, 0, 0}, {3, 2, 10, 1, 0}, {2, 2, 8, 0, 0}, {5, 3, 14, 2, 2}, {2, 3, 12, 1, 0}, {3, 2, 13, 0, 0}, {3, 1, 16, 0, 0}} {
		h.Weeks = append(h.Weeks, app.HowWeek{Start: w.now.AddDate(0, 0, 7*(i-12)-1), Opened: x[0], Resolved: x[1], Kept: x[2], KeptLate: x[3], Broken: x[4]})
	}
	return h
}

func someSettings(w *told) app.SettingsView {
	p := func(i id.Person, role recovery.Role, email, team string, seen time.Duration, skills ...string) app.PersonRow {
		return app.PersonRow{ID: i, Name: w.faces[i].Name, Email: email, Role: role, Team: 1, TeamName: team, Skills: skills, LastSeen: w.now.Add(-seen)}
	}
	away := p(henrik, recovery.Manager, "henrik@northmill.example", "Head of service", 26*time.Hour)
	away.AwayFrom, away.AwayUntil, away.Team = w.now.AddDate(0, 0, -1), w.now.AddDate(0, 0, 6), 2
	return app.SettingsView{Me: w.faces[jon], People: []app.PersonRow{
		p(mara, recovery.Representative, "mara@northmill.example", "Deliveries", 4*time.Minute, "delivery", "second_language"),
		p(jon, recovery.Lead, "jon@northmill.example", "Deliveries", 30*time.Minute, "billing"), away,
		{ID: 30, Name: "Ines Roth", Email: "ines@northmill.example", Role: recovery.Admin},
		{ID: 31, Name: "Per Dahl", Email: "per@northmill.example", Role: recovery.Representative, Gone: true, LastSeen: w.now.AddDate(0, -2, 0)},
	}, Teams: []app.TeamRow{{ID: 1, Name: "Deliveries"}, {ID: 2, Name: "Head of service"}, {ID: 3, Name: "Saturday desk"}}, Tokens: []app.TokenRow{
		{ID: 41, Name: "Web shop", Role: recovery.Representative, MadeAt: w.now.AddDate(0, -1, 0), UsedAt: w.now.Add(-2 * time.Minute)},
		{ID: 42, Name: "Old phone system", Role: recovery.Lead, MadeAt: w.now.AddDate(-1, 0, 0), Revoked: true},
	}}
}

func someMail(w *told) app.Mailbox {
	mail := func(i int64, to, subject, text string, ago time.Duration) app.Mail {
		return app.Mail{ID: id.Message(i), At: w.now.Add(-ago), To: to, From: "care@northmill.example", Subject: subject, Text: text, Case: w.Case.ID, Number: 1042, PageURL: fmt.Sprintf("https://care.northmill.example/c/link%d", i)}
	}
	return app.Mailbox{Next: "b2", Items: []app.Mail{
		mail(61, "ada@example.net", "We have your message, Ada", "Dear Ada,\n\nthank you for telling us. You told us that your order has not arrived, and that you need it for Saturday. That should not have happened.\n\nMara Lund has it from here. You hear from her today by 11:00.\n\nWhat we are doing, and how to reach us: https://care.northmill.example/c/link61.\n\nKind regards\nMara Lund, Northmill", 80*time.Minute),
		mail(60, "olu@example.com", "What we found out about the double charge", "Dear Olu,\n\nthe second charge was ours.", 3*time.Hour),
		mail(59, "noor@example.org", "Did it hold?", "Dear Noor", 26*time.Hour),
	}}
}
