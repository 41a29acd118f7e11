package recovery_test

import (
	"time"

	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
	"amends/internal/recovery"

	"pgregory.net/rapid"
)

// text is a free text of a random command: empty, short, or too long for some.
func text(r *rapid.T) string {
	return rapid.SampledFrom([]string{marker + " wrote this", marker, marker + " again", "", "  "}).Draw(r, "text")
}

func kindsOf(book *playbook.Playbook) []string {
	var list []string
	for _, f := range book.Failures {
		list = append(list, f.Key)
	}
	return list
}

func randomOpening(r *rapid.T) recovery.OpenCase {
	book, _ := policy()
	finding := recovery.Finding{Value: "yes", Words: text(r), Why: text(r)}
	return recovery.OpenCase{
		Case: 1, Number: 1001, Customer: 7, Message: 70, Channel: rapid.SampledFrom(recovery.Channels()).Draw(r, "channel"),
		Subject: text(r), Reference: text(r), OccurredAt: monday.Add(-time.Hour),
		Value: rapid.SampledFrom([]money.Amount{{}, euros(1990), euros(18600), money.Of(9900, "USD")}).Draw(r, "value"),
		Reading: recovery.Reading{
			Kind:       recovery.Finding{Value: rapid.SampledFrom(kindsOf(book)).Draw(r, "kind"), Words: text(r)},
			Emotion:    recovery.Grade{Value: rapid.IntRange(0, 3).Draw(r, "emotion"), Words: text(r)},
			UsedAnyway: finding, Wants: []recovery.Finding{{Value: "refund", Words: text(r)}},
			Flags: []recovery.Finding{{Value: rapid.SampledFrom(playbook.Flags()).Draw(r, "flag"), Words: text(r)}},
		},
		Repeat:  recovery.Repeat{Earlier: rapid.IntRange(0, 2).Draw(r, "earlier"), LastOwner: mara},
		Contact: recovery.Contact{When: text(r)},
		Given:   rapid.SampledFrom([][]string{nil, {"phone"}, {}}).Draw(r, "given"),
	}
}

// randomCommand is anything anybody could ask of the case now, with ids that are mostly there.
func (h *house) randomCommand(r *rapid.T) recovery.Command {
	h.randomActor(r)
	makers := []func(*rapid.T) recovery.Command{
		h.randomWord, h.randomWord, h.randomDebt, h.randomDebt, h.randomOffer, h.randomOffer, h.randomEnd, h.randomPeople, h.randomReading,
	}
	return rapid.SampledFrom(makers).Draw(r, "maker")(r)
}

func (h *house) randomActor(r *rapid.T) {
	switch rapid.IntRange(0, 5).Draw(r, "actor") {
	case 0:
		h.customer()
	case 1:
		h.system()
	case 2:
		h.lena()
	case 3:
		h.henri()
	default:
		h.mara()
	}
}

func (h *house) randomWord(r *rapid.T) recovery.Command {
	m := id.Message(rapid.IntRange(71, 90).Draw(r, "message"))
	if len(h.c.Outbox) > 0 {
		m = rapid.SampledFrom(h.c.Outbox).Draw(r, "waiting").Message
	}
	promises := rapid.SampledFrom([][]recovery.NewPromise{nil, {}, {{What: marker + " call", Due: h.dueIn(r), Owner: 0}}}).Draw(r, "promises")
	return rapid.SampledFrom([]recovery.Command{
		recovery.Receive{Message: m, Channel: recovery.Mail, NotFixed: rapid.Bool().Draw(r, "not fixed"), Auto: rapid.Bool().Draw(r, "auto")},
		recovery.Reply{Message: m, Channel: recovery.Mail, SendAt: h.env.Now.Add(10 * time.Second), Promises: promises, Keeps: h.someOwed(r)},
		recovery.MarkSent{Message: m}, recovery.MarkSent{Message: m}, recovery.MarkFailed{Message: m, Why: text(r)}, recovery.TakeBack{Message: m},
		recovery.Write{Message: m + 100, Purpose: recovery.PurposeAcknowledge, Channel: recovery.Mail, Commitment: h.anyCommitment(r)},
		recovery.Write{Message: m + 100, Purpose: recovery.PurposeOptions, Channel: recovery.Mail, Offer: h.anyOffer(r)},
		recovery.LogCall{Message: m, Channel: recovery.Phone, Reached: rapid.Bool().Draw(r, "reached"), Promises: promises, Keeps: h.someOwed(r)},
		recovery.AddNote{Message: m}, recovery.NotFixed{Message: m}, recovery.SuggestOther{Offer: h.anyOffer(r), Message: m},
		recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: rapid.SampledFrom([]string{"yes", "partly", "no"}).Draw(r, "fixed"), Message: m * id.Message(rapid.IntRange(0, 1).Draw(r, "words"))},
	}).Draw(r, "word")
}

func (h *house) randomDebt(r *rapid.T) recovery.Command {
	k := h.anyCommitment(r)
	at := h.env.Now
	if x := h.c.Commitment(k); x != nil {
		at = x.NextAt
	}
	return rapid.SampledFrom([]recovery.Command{
		recovery.MakePromise{What: text(r), Told: text(r), Due: h.dueIn(r), Owner: h.anyPerson(r)},
		recovery.Keep{Commitment: k}, recovery.Release{Commitment: k, Because: text(r)},
		recovery.Renegotiate{Commitment: k, Due: h.dueIn(r), Because: text(r)},
		recovery.PassDue{Commitment: k, At: at}, recovery.PassDue{Commitment: k, At: at}, recovery.PassDue{Commitment: k, At: at},
		recovery.AddStep{Track: recovery.Amends, Text: text(r), Told: text(r), Who: h.anyPerson(r), Due: h.dueIn(r)},
		recovery.DoStep{Step: h.anyStep(r)},
	}).Draw(r, "debt")
}

func (h *house) randomOffer(r *rapid.T) recovery.Command {
	offer := h.anyOffer(r)
	at := h.env.Now
	if o := h.c.Offer(offer); o != nil {
		at = o.ExpiresAt
	}
	return rapid.SampledFrom([]recovery.Command{
		recovery.MakeOffer{Options: []recovery.Option{randomOption(r), randomOption(r)}, Reason: text(r)},
		recovery.MakeOffer{Options: []recovery.Option{randomOption(r)}, Reason: text(r)},
		recovery.Choose{Offer: offer, Option: rapid.IntRange(0, 3).Draw(r, "choice")},
		recovery.Withdraw{Offer: offer, Because: text(r)}, recovery.Expire{Offer: offer, At: at},
		recovery.Approve{Approval: h.anyApproval(r)}, recovery.Refuse{Approval: h.anyApproval(r), Because: text(r)},
		recovery.Give{Option: randomOption(r)}, recovery.Deliver{Redress: h.anyRedress(r), Proof: text(r)},
		recovery.FailDelivery{Redress: h.anyRedress(r), Because: text(r)},
	}).Draw(r, "offer")
}

func randomOption(r *rapid.T) recovery.Option {
	return recovery.Option{
		Remedy: rapid.SampledFrom([]string{"refund", "partial_refund", "replacement", "store_credit", "hand_written_note", "policy_exception", "legal_compensation", "moon"}).Draw(r, "remedy"),
		Amount: rapid.SampledFrom([]money.Amount{{}, euros(900), euros(4500), euros(24000), euros(90000), euros(9_000_000_000_000_000_000), euros(-1), money.Of(100, "USD")}).Draw(r, "amount"),
		Label:  text(r), Told: text(r), Why: text(r), Circumstances: text(r),
	}
}

func (h *house) randomEnd(r *rapid.T) recovery.Command {
	return rapid.SampledFrom([]recovery.Command{
		recovery.Resolve{How: text(r)}, recovery.Resolve{How: marker}, recovery.Reopen{Why: text(r)},
		recovery.Close{Cause: recovery.Cause{Text: text(r), Action: text(r), NoAction: text(r), ActionDue: h.dueIn(r)}},
		recovery.RevokeLink{}, recovery.SeePage{}, recovery.Prefer{Contact: recovery.Contact{Channel: recovery.Phone, When: text(r)}}, recovery.MarkErased{},
	}).Draw(r, "end")
}

func (h *house) randomPeople(r *rapid.T) recovery.Command {
	return rapid.SampledFrom([]recovery.Command{
		recovery.Assign{Owner: h.anyPerson(r), Why: text(r)}, recovery.NameSponsor{Sponsor: h.anyPerson(r)},
		recovery.HandOver{From: h.anyPerson(r), To: h.anyPerson(r), Why: text(r)},
	}).Draw(r, "people")
}

func (h *house) randomReading(r *rapid.T) recovery.Command {
	return rapid.SampledFrom([]recovery.Command{
		recovery.Correct{Field: "severity", Value: rapid.SampledFrom([]string{"1", "2", "3", "4", "5"}).Draw(r, "severity")},
		recovery.Correct{Field: "kind", Value: rapid.SampledFrom([]string{"late", "safety", "other", "moon"}).Draw(r, "kind")},
		recovery.Correct{Field: "fault", Value: "ours"}, recovery.Correct{Field: "wants", Value: "refund,apology"},
		recovery.Correct{Field: "flags", Value: ""}, recovery.Correct{Field: "flags", Value: marker},
		recovery.Correct{Field: "justified", Value: "no"}, recovery.AnswerQuestion{Key: "address", Answer: text(r)},
	}).Draw(r, "reading")
}

func (h *house) dueIn(r *rapid.T) time.Time {
	hours := rapid.SampledFrom([]int{-1, 1, 5, 30, 400, 24 * 800, 24 * 365 * 9000}).Draw(r, "hours")
	if hours > 24*365*100 {
		return time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC).Add(time.Duration(hours))
	}
	return h.env.Now.Add(time.Duration(hours) * time.Hour)
}

func (h *house) anyPerson(r *rapid.T) id.Person {
	return rapid.SampledFrom(append(people(), 0, 999)).Draw(r, "person")
}

func (h *house) anyCommitment(r *rapid.T) id.Commitment {
	n := rapid.IntRange(0, len(h.c.Commitments)).Draw(r, "commitment")
	if n == len(h.c.Commitments) {
		return 9
	}
	return h.c.Commitments[n].ID
}

func (h *house) someOwed(r *rapid.T) []id.Commitment {
	return rapid.SampledFrom([][]id.Commitment{nil, {}, {h.anyCommitment(r)}}).Draw(r, "keeps")
}

func (h *house) anyOffer(r *rapid.T) id.Offer {
	if len(h.c.Offers) == 0 {
		return 9
	}
	return rapid.SampledFrom(h.c.Offers[max(0, len(h.c.Offers)-2):]).Draw(r, "offer id").ID
}

func (h *house) anyApproval(r *rapid.T) id.Approval {
	if len(h.c.Approvals) == 0 {
		return 9
	}
	return rapid.SampledFrom(h.c.Approvals).Draw(r, "approval").ID
}

func (h *house) anyRedress(r *rapid.T) id.Redress {
	if len(h.c.Redress) == 0 {
		return 9
	}
	return rapid.SampledFrom(h.c.Redress).Draw(r, "redress").ID
}

func (h *house) anyStep(r *rapid.T) id.Step {
	if len(h.c.Steps) == 0 {
		return 9
	}
	return rapid.SampledFrom(h.c.Steps).Draw(r, "step").ID
}
