package portal

import (
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
)

const (
	mara   id.Person = 3
	henrik id.Person = 5
)

// states are the customer's page as it goes, by name.
func states() map[string]app.CustomerPage {
	return map[string]app.CustomerPage{
		"received": received(), "offered": offered(), "chosen": chosen(), "late": late(),
		"resolved": resolved(), "asked": asked(), "closed": closed(),
	}
}

func received() app.CustomerPage {
	p := app.CustomerPage{
		Now: at("24 10:22"), Company: northmill(), Number: 1042, Customer: app.Customer{ID: 7, Name: "Ada Lindqvist", Email: "ada@example.org"},
		Opened: at("24 09:02"), State: recovery.Received, Label: "your order has not arrived", Fault: recovery.FaultUnclear,
		Said:  "I ordered on the 3rd, you promised Friday, it is now Tuesday and nobody answers. I need it for my daughter’s wedding on Saturday. I want my money back.",
		Quote: "It is now Tuesday and nobody answers. I need it for my daughter’s wedding on Saturday.",
		Owner: app.Face{ID: mara, Name: "Mara Lund", Role: recovery.Representative},
	}
	p.Owed = []recovery.Commitment{
		kept(1, recovery.Acknowledgement, "We tell you that we have read it", "24 09:02"),
		owed(2, recovery.Decision, "You hear what we found and what we can do", "24 11:00"),
		owed(3, recovery.Resolution, "It is put right", "27 12:00"),
	}
	p.Steps = []recovery.Step{
		{ID: 1, Track: recovery.Containment, Told: "We find out where your parcel is", Who: mara, DoneAt: at("24 09:24"), DoneBy: mara},
		{ID: 2, Track: recovery.Containment, Told: "We keep a second one ready for you", Who: mara, Due: at("24 12:00")},
		{ID: 3, Track: recovery.Amends, Told: "We stay with it until you have it", Who: mara},
	}
	p.Messages = []app.Message{{
		ID: 1, Direction: "in", At: at("24 09:02"), Text: p.Said, State: "received",
		Files: []app.File{{ID: 31, Name: "receipt.pdf", Size: 84_120}},
	}}
	p.Next = &p.Owed[1]
	p.Names = map[id.Person]app.Face{mara: p.Owner, henrik: {ID: henrik, Name: "Henrik Aas", Role: recovery.Manager}}
	return p
}

func offered() app.CustomerPage {
	p := received()
	p.State, p.Fault = recovery.Offered, recovery.FaultOurs
	p.Sponsor = app.Face{ID: henrik, Name: "Henrik Aas", Role: recovery.Manager}
	p.Owed[1] = kept(2, recovery.Decision, "You hear what we found and what we can do", "24 10:05")
	p.Owed = append(p.Owed, recovery.Commitment{
		ID: 4, Kind: recovery.Promise, Told: "Mara calls you", Owner: mara, Due: at("25 10:00"), FirstDue: at("24 16:00"), State: recovery.Open,
		Moved: 1, Because: "you asked for the morning.",
	})
	p.Moved = p.Owed[3:]
	p.Next = &p.Owed[3]
	p.Offer = &recovery.Offer{
		ID: 9, State: recovery.OfferOpen, MadeAt: at("24 10:05"), ExpiresAt: time.Date(2026, 12, 8, 10, 0, 0, 0, time.UTC),
		Options: []recovery.Option{
			{Remedy: "refund", Told: "Your money back, €186.00. On your card within 2 days; nothing to send back.", Amount: money.Of(18600, "EUR")},
			{Remedy: "courier", Told: "The dress by courier on Thursday. At your door between 9 and 12, delivery paid by us."},
		},
	}
	p.Messages = append(p.Messages, app.Message{
		ID: 2, Direction: "out", Author: p.Owner, At: at("24 10:05"), State: "sent",
		Text: "Dear Ada,\n\nyour parcel was put on the wrong trailer on Thursday. That is our fault, and I am sorry.\n\nBelow are two ways to put it right. Take the one that suits you.\n\nMara",
	})
	return p
}

func chosen() app.CustomerPage {
	p := offered()
	p.State = recovery.Mending
	p.Offer.State, p.Offer.Chosen = recovery.OfferAccepted, 2
	p.Owed = append(p.Owed, owed(5, recovery.Delivery, "The dress by courier on Thursday", "26 12:00"))
	p.Redress = []recovery.Redress{{ID: 1, Offer: 9, Told: p.Offer.Options[1].Told, Commitment: 5, State: recovery.RedressUnderway}}
	p.Contact = recovery.Contact{Channel: recovery.Phone, When: "before noon"}
	return p
}

func late() app.CustomerPage {
	p := chosen()
	p.Now = at("26 14:10")
	p.Owed[3].State, p.Owed[3].EndedAt = recovery.Broken, at("25 16:00")
	p.Owed[4].State = recovery.Late
	p.Next = &p.Owed[4]
	return p
}

func resolved() app.CustomerPage {
	p := chosen()
	p.Now, p.State = at("27 09:30"), recovery.Resolved
	p.How = "The dress came on Thursday at ten, and we paid the courier."
	for i := range p.Owed {
		if p.Owed[i].Owed() {
			p.Owed[i].State, p.Owed[i].EndedAt = recovery.Kept, p.Owed[i].Due.Add(-time.Hour)
		}
	}
	p.Steps[1].DoneAt, p.Steps[2].DoneAt = at("24 11:40"), at("26 10:02")
	p.Redress[0].State, p.Redress[0].EndedAt = recovery.RedressArrived, at("26 10:02")
	p.Owed = append(p.Owed, owed(6, recovery.FollowUpFix, "We ask whether it is really solved", "30 10:00"))
	p.Next = &p.Owed[len(p.Owed)-1]
	return p
}

func asked() app.CustomerPage {
	p := resolved()
	p.Now, p.Ask = at("30 10:20"), recovery.FollowUpFix
	p.Owed[5].State, p.Owed[5].EndedAt = recovery.Kept, at("30 10:00")
	p.Next = nil
	return p
}

func closed() app.CustomerPage {
	p := asked()
	p.State, p.Ask = recovery.Closed, ""
	p.Answered = []recovery.Answer{{To: recovery.FollowUpFix, Fixed: "yes", Rating: 5, At: at("30 11:00")}}
	p.Changed = "Every trailer is now checked against its list before it leaves."
	return p
}

func kept(i id.Commitment, kind recovery.CommitmentKind, told, when string) recovery.Commitment {
	c := owed(i, kind, told, when)
	c.State, c.EndedAt = recovery.Kept, c.Due
	return c
}

func owed(i id.Commitment, kind recovery.CommitmentKind, told, when string) recovery.Commitment {
	return recovery.Commitment{ID: i, Kind: kind, Told: told, Owner: mara, Due: at(when), FirstDue: at(when), State: recovery.Open, MadeAt: at("24 09:02")}
}
