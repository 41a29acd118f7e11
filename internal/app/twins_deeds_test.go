package app

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
	"amends/internal/store"
)

// What happens to the twins. Each takes what it needs from r and from the state, never from ids.

func (w *twin) someText(r *rand.Rand) string {
	return either(r, "My parcel never came and nobody answers.", "The chair is broken and a screw is missing.", "You charged me twice for one order!",
		"I waited an hour on the phone. This is the third time.", "The wrong colour came. I kept it anyway.", "Ich warte seit Wochen, das ist eine Frechheit.",
		"The lamp sparked and I got a shock.", "Somebody was rude to me in your shop.")
}

func (w *twin) someComplaint(r *rand.Rand) error {
	in := Complaint{
		Channel: either(r, recovery.Form, recovery.API, recovery.Phone), Text: w.someText(r), Wants: either(r, "", "My money back"),
		Reference: either(r, "", fmt.Sprintf("NM-%d", r.IntN(5000))), Value: either(r, money.Amount{}, money.Of(r.Int64N(50_000), "EUR")),
	}
	n := len(w.customers)
	if n == 0 || r.IntN(3) > 0 {
		w.customers = append(w.customers, fmt.Sprintf("customer%d@mail.example", n))
		n++
	} else {
		n = r.IntN(n) + 1
	}
	in.Name, in.Email, in.Phone = fmt.Sprintf("Customer %d", n-1), w.customers[n-1], either(r, "", fmt.Sprintf("+49 30 %d", 1000+n))
	if r.IntN(3) == 0 {
		w.keys++
		in.Key = fmt.Sprintf("key %d", r.IntN(w.keys))
	}
	receipt, err := w.app.Complain(w.t.Context(), Actor{}, in)
	w.note(receipt.Case)
	return err
}

// someMail is a new mail, one that came before, or the answer to one of ours.
func (w *twin) someMail(r *rand.Rand) error {
	w.keys++
	number, to := r.IntN(w.keys), ""
	c := w.someCase(r)
	w.read(func(tx *store.Tx) error {
		words, err := tx.LastMessagesOf(c.ID, 5)
		if sent := one(r, words); sent.MailID != "" && sent.Direction == "out" {
			to = "In-Reply-To: <" + sent.MailID + ">\r\n"
		}
		return err
	})
	from := one(r, w.customers)
	if from == "" {
		from = "stranger@mail.example"
	}
	auto := either(r, "", "", "", "Auto-Submitted: auto-replied\r\n")
	raw := fmt.Sprintf("From: %s\r\nTo: care@care.example\r\nSubject: My order\r\nMessage-ID: <m%d@mail.example>\r\n%s%s\r\n%s\r\n", from, number, to, auto, w.someText(r))
	err := w.app.TakeMail(w.t.Context(), []byte(raw))
	w.work()
	w.noteNewest()
	return err
}

func (w *twin) someReply(r *rand.Rand) error {
	c := w.someCase(r)
	in := ReplyIn{Case: c.ID, Text: "I am sorry. " + either(r, "I look after it myself.", "I'll call you tomorrow by 10.", "A new one leaves today."), Override: "a test"}
	if r.IntN(2) == 0 {
		in.Promises = []recovery.NewPromise{{What: "Call back", Due: w.clock.now().Add(time.Duration(r.IntN(72)) * time.Hour), Owner: c.Owner}}
	}
	if x := one(r, c.Commitments); x.Owed() && r.IntN(2) == 0 {
		in.Keeps = []id.Commitment{x.ID}
	}
	in.SeenSeq, in.Anyway = c.Seq-r.Int64N(3), r.IntN(2) == 0
	_, err := w.app.Reply(w.t.Context(), w.colleague(r, c), in)
	return err
}

func (w *twin) takeBack(r *rand.Rand) error {
	c := w.someCase(r)
	return w.app.Do(w.t.Context(), w.colleague(r, c), c.ID, recovery.TakeBack{Message: one(r, c.Outbox).Message})
}

// someWord is what the customer says on their page.
func (w *twin) someWord(r *rand.Rand) error {
	c := w.someCase(r)
	in := WordIn{Text: either(r, "Thank you.", "Where is it?", "")}
	switch r.IntN(4) {
	case 0:
		in.NotFixed = true
	case 1:
		in.Offer = one(r, c.Offers).ID
	case 2:
		in.To = either(r, recovery.FollowUpFix, recovery.FollowUpRelationship)
		in.Fixed, in.Rating = either(r, "yes", "yes", "partly", "no"), r.IntN(6)
	}
	return w.app.Word(w.t.Context(), w.customerOf(c), in)
}

func (w *twin) choose(r *rand.Rand) error {
	c := w.someCase(r)
	return w.app.Do(w.t.Context(), w.customerOf(c), c.ID, recovery.Choose{Offer: one(r, c.Offers).ID, Option: 1 + r.IntN(2)})
}

func (w *twin) ofCustomer(r *rand.Rand) error {
	c := w.someCase(r)
	cmd := either[recovery.Command](r, recovery.SeePage{}, recovery.Prefer{Contact: recovery.Contact{Channel: either(r, recovery.Phone, recovery.Mail), When: either(r, "", "after six")}})
	return w.app.Do(w.t.Context(), w.customerOf(c), c.ID, cmd)
}

// absence sends somebody away or brings them back; the lead and those above stay.
func (w *twin) absence(r *rand.Rand) error {
	in := AwayIn{Person: either(r, w.mara, w.jon, w.ines).Person, From: w.clock.now().Add(time.Duration(r.IntN(48)) * time.Hour), HandOver: r.IntN(2) == 0}
	if r.IntN(2) == 0 {
		in.Until = in.From.Add(time.Duration(1+r.IntN(14)) * 24 * time.Hour)
	}
	return w.app.SetAway(w.t.Context(), w.lena, in)
}

func (w *twin) erase(r *rand.Rand) error {
	return w.app.EraseCustomer(w.t.Context(), w.henrik, w.someCase(r).Customer)
}

func (w *twin) draft(r *rand.Rand) error {
	c := w.someCase(r)
	_, err := w.app.SaveDraft(w.t.Context(), w.colleague(r, c), DraftIn{Case: c.ID, Text: either(r, "Dear", "I am sorry", ""), Version: r.Int64N(3)})
	return err
}

func (w *twin) call(r *rand.Rand) error {
	c := w.someCase(r)
	if r.IntN(2) == 0 {
		return w.app.Note(w.t.Context(), w.colleague(r, c), c.ID, "The depot has it.")
	}
	return w.app.Call(w.t.Context(), w.colleague(r, c), CallIn{Case: c.ID, Channel: recovery.Phone, Reached: r.IntN(2) == 0, Text: "We spoke."})
}

func (w *twin) decideApproval(r *rand.Rand) error {
	c := w.someCase(r)
	a := one(r, c.Approvals)
	cmd := either[recovery.Command](r, recovery.Approve{Approval: a.ID}, recovery.Approve{Approval: a.ID}, recovery.Refuse{Approval: a.ID, Because: "Too much."})
	return w.app.Do(w.t.Context(), either(r, w.lena, w.henrik, w.mara), c.ID, cmd)
}

func (w *twin) promise(r *rand.Rand, c recovery.Case) recovery.Command {
	return recovery.MakePromise{What: "Ask the depot", Told: either(r, "", "We ask the depot"), Due: w.clock.now().Add(time.Duration(r.IntN(96)-2) * time.Hour)}
}

func (w *twin) keep(r *rand.Rand, c recovery.Case) recovery.Command {
	return recovery.Keep{Commitment: one(r, c.Commitments).ID}
}

func (w *twin) renegotiate(r *rand.Rand, c recovery.Case) recovery.Command {
	return recovery.Renegotiate{Commitment: one(r, c.Commitments).ID, Due: w.clock.now().Add(time.Duration(r.IntN(96)) * time.Hour), Because: either(r, "", "The depot is closed")}
}

func (w *twin) release(r *rand.Rand, c recovery.Case) recovery.Command {
	return recovery.Release{Commitment: one(r, c.Commitments).ID, Because: "It came after all"}
}

func (w *twin) option(r *rand.Rand) recovery.Option {
	remedy := one(r, w.app.Policy().Catalogue)
	o := recovery.Option{Remedy: remedy.Key, Why: "It is fair", Circumstances: either(r, "", "A wedding")}
	if remedy.GivesMoney() || r.IntN(3) == 0 {
		o.Amount = money.Of(either(r, 500, 5_000, 20_000, r.Int64N(200_000)), "EUR")
	}
	return o
}

func (w *twin) offer(r *rand.Rand, _ recovery.Case) recovery.Command {
	return recovery.MakeOffer{Options: []recovery.Option{w.option(r), w.option(r)}[:1+r.IntN(2)], Reason: "They waited long"}
}

func (w *twin) give(r *rand.Rand, _ recovery.Case) recovery.Command {
	return recovery.Give{Option: w.option(r)}
}

func (w *twin) deliver(r *rand.Rand, c recovery.Case) recovery.Command {
	x := one(r, c.Redress)
	if r.IntN(5) == 0 {
		return recovery.FailDelivery{Redress: x.ID, Because: "Sold out"}
	}
	return recovery.Deliver{Redress: x.ID, Proof: "TR-1"}
}

func (w *twin) resolve(*rand.Rand, recovery.Case) recovery.Command {
	return recovery.Resolve{How: "It came."}
}

func (w *twin) close(r *rand.Rand, _ recovery.Case) recovery.Command {
	return recovery.Close{Cause: recovery.Cause{Text: either(r, "A wrong label", "A full van"), Action: either(r, "", "Check labels"), NoAction: either(r, "", "Once")}}
}

func (w *twin) reopen(*rand.Rand, recovery.Case) recovery.Command {
	return recovery.Reopen{Why: "It broke again"}
}

func (w *twin) correct(r *rand.Rand, _ recovery.Case) recovery.Command {
	fields := []recovery.Correct{{Field: "severity", Value: fmt.Sprint(r.IntN(5))}, {Field: "emotion", Value: fmt.Sprint(r.IntN(4))},
		{Field: "kind", Value: one(r, w.app.Policy().Failures).Key}, {Field: "fault", Value: string(one(r, recovery.Faults()))},
		{Field: "flags", Value: either(r, "", "safety", "public,legal")}, {Field: "justified", Value: either(r, "yes", "no")}}
	return one(r, fields)
}

func (w *twin) assign(r *rand.Rand, _ recovery.Case) recovery.Command {
	return recovery.Assign{Owner: either(r, 0, w.mara.Person, w.jon.Person, w.lena.Person), Why: "Knows the depot"}
}

func (w *twin) sponsor(r *rand.Rand, _ recovery.Case) recovery.Command {
	return recovery.NameSponsor{Sponsor: either(r, 0, w.henrik.Person, w.lena.Person)}
}

func (w *twin) step(r *rand.Rand, c recovery.Case) recovery.Command {
	if r.IntN(2) == 0 {
		return recovery.DoStep{Step: one(r, c.Steps).ID}
	}
	return recovery.AddStep{Track: either(r, recovery.Containment, recovery.Amends), Text: strings.Repeat("Look again. ", 1+r.IntN(2))}
}

func (w *twin) question(r *rand.Rand, c recovery.Case) recovery.Command {
	return recovery.AnswerQuestion{Key: one(r, c.Questions).Key, Answer: either(r, "The depot lost it", "")}
}

func (w *twin) withdraw(r *rand.Rand, c recovery.Case) recovery.Command {
	return recovery.Withdraw{Offer: one(r, c.Offers).ID, Because: "A mistake"}
}
