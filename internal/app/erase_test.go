package app

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// marker stands in everything a person wrote in the test below.
const marker = "zyxmarker"

func mark(text string) string { return text + " " + marker }

// marked is a case in which every text anybody can write holds the marker.
func marked(d *desk) Receipt {
	d.t.Helper()
	ctx := d.t.Context()
	r, err := d.app.Complain(ctx, Actor{}, Complaint{
		Key: mark("key"), Channel: recovery.Form, Name: mark("Anna"), Email: "anna@" + marker + ".example", Phone: "+49 170 1",
		Subject: mark("Parcel"), Text: mark("My parcel never came and I am furious."), Reference: "NM-" + marker, Wants: mark("My money"),
		Value: money.Of(20_000, "EUR"), Files: []Upload{{Name: marker + ".txt", Type: "text/plain", Body: strings.NewReader(marker)}},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	d.work()
	c, customer := r.Case, Actor{Kind: recovery.ByCustomer, Customer: d.state(r.Case).Customer, Case: r.Case}
	d.talk(c, customer)
	d.promise(c)
	d.offer(c, customer)
	d.do(d.henrik, c, recovery.Resolve{How: mark("A new one came.")})
	d.must(d.app.Word(ctx, customer, WordIn{To: recovery.FollowUpFix, Fixed: "yes", Rating: 4, Text: mark("Good.")}))
	for _, x := range d.state(c).Commitments {
		if x.Owed() {
			d.do(d.henrik, c, recovery.Release{Commitment: x.ID, Because: mark("She wants no more.")})
		}
	}
	d.do(d.henrik, c, recovery.Close{Cause: recovery.Cause{Text: mark("The driver."), Action: mark("Tell the driver.")}})
	d.do(d.henrik, c, recovery.Reopen{Why: mark("It broke.")})
	d.must(d.app.SaveCustomer(ctx, d.mara, CustomerIn{ID: customer.Customer, Name: mark("Anna"), Phone: "+49 170 2", Note: mark("Likes tea.")}))
	_, err = d.app.SaveDraft(ctx, d.mara, DraftIn{Case: c, Text: mark("Dear Anna"), Version: d.draftVersion(c)})
	d.must(err)
	d.say(d.mara, c, mark("This has not left yet."))
	return r
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) draftVersion(c id.Case) (version int64) {
	d.read(func(tx *store.Tx) error {
		draft, err := tx.Draft(c)
		version = draft.Version
		return err
	})
	return version
}

// talk writes, calls and notes in either direction.
func (d *desk) talk(c id.Case, customer Actor) {
	d.t.Helper()
	ctx := d.t.Context()
	_, err := d.app.Reply(ctx, d.mara, ReplyIn{
		Case: c, Text: mark("I am sorry, and look after it."), Promises: []recovery.NewPromise{{What: mark("Call Anna"), Due: monday.Add(8 * time.Hour), Owner: d.mara.Person}},
		Override: mark("It is meant so."), Anyway: true,
	})
	d.must(err)
	d.until(d.clock.now().Add(time.Minute))
	d.must(d.app.Note(ctx, d.mara, c, mark("She was upset.")))
	d.must(d.app.Call(ctx, d.mara, CallIn{Case: c, Channel: recovery.Phone, Reached: true, Text: mark("We spoke."), Promises: []recovery.NewPromise{{What: mark("Write"), Due: monday.Add(9 * time.Hour)}}}))
	d.must(d.app.Word(ctx, customer, WordIn{Text: mark("When?"), Files: []Upload{{Name: marker, Body: strings.NewReader("other " + marker)}}}))
	d.do(customer, c, recovery.Prefer{Contact: recovery.Contact{Channel: recovery.Phone, When: mark("in the evening")}})
	d.do(d.mara, c, recovery.AnswerQuestion{Key: d.state(c).Questions[0].Key, Answer: mark("At the neighbour's.")})
	d.do(d.lena, c, recovery.Assign{Owner: d.jon.Person, Why: mark("Jon knows her.")})
}

// promise makes, moves and releases commitments, and adds a step.
func (d *desk) promise(c id.Case) {
	d.t.Helper()
	d.do(d.mara, c, recovery.AddStep{Track: recovery.Amends, Text: mark("Send flowers"), Told: mark("Flowers")})
	d.do(d.mara, c, recovery.MakePromise{What: mark("Visit"), Told: mark("We visit you"), Due: monday.Add(10 * time.Hour)})
	owed := d.state(c).Commitments
	last := owed[len(owed)-1].ID
	d.do(d.mara, c, recovery.Renegotiate{Commitment: last, Due: monday.Add(11 * time.Hour), Because: mark("She is out.")})
	d.do(d.mara, c, recovery.Release{Commitment: last, Because: mark("She came herself.")})
	d.do(d.mara, c, recovery.MakePromise{What: mark("Ring"), Told: mark("We ring you"), Due: monday.Add(2 * time.Hour)})
	d.until(monday.Add(30 * time.Hour))
}

// offer offers, refuses, withdraws, gives, and fails to deliver.
func (d *desk) offer(c id.Case, customer Actor) {
	d.t.Helper()
	option := func(minor int64) recovery.Option {
		return recovery.Option{
			Remedy: "partial_refund", Label: mark("Part back"), Told: mark("You get part back"), Amount: money.Of(minor, "EUR"), Why: mark("Fair."), Circumstances: mark("A gift."),
		}
	}
	d.do(d.mara, c, recovery.MakeOffer{Options: []recovery.Option{option(26_000)}, Reason: mark("She is right.")})
	approval := d.state(c).Approvals[0]
	d.do(d.henrik, c, recovery.Refuse{Approval: approval.ID, Because: mark("Too much for her.")})
	d.do(d.mara, c, recovery.MakeOffer{Options: []recovery.Option{option(500)}})
	offers := d.state(c).Offers
	d.do(d.mara, c, recovery.Withdraw{Offer: offers[len(offers)-1].ID, Because: mark("She called.")})
	d.do(d.mara, c, recovery.Give{Option: option(600)})
	d.do(d.mara, c, recovery.FailDelivery{Redress: d.state(c).Redress[0].ID, Because: mark("Her bank refused.")})
	d.do(d.mara, c, recovery.Give{Option: option(700)})
	d.do(d.mara, c, recovery.Deliver{Redress: d.state(c).Redress[1].ID, Proof: mark("Bank says")})
}

func TestEraseLeavesNoWordOfTheCustomer(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := marked(d)
		other := d.complain("Bo Olsen", "The cup arrived broken.")
		before := d.state(r.Case)
		if len(before.Outbox) == 0 {
			d.t.Fatal("nothing waits to be sent: the test does not show that it is taken back")
		}
		if n := len(storetest.Holding(d.t, d.at, marker)); n < 12 {
			d.t.Fatalf("the marker stands in only %d columns: the test shows too little", n)
		}
		d.must(d.app.EraseCustomer(d.t.Context(), d.henrik, before.Customer))
		d.until(d.clock.now().Add(time.Minute))
		for _, place := range storetest.Holding(d.t, d.at, marker) {
			d.t.Errorf("still in %s", place)
		}
		after := d.state(r.Case)
		if after.ErasedAt.IsZero() || len(after.Outbox) > 0 || len(after.Commitments) != len(before.Commitments) || after.OpenedAt != before.OpenedAt {
			d.t.Errorf("the case is %+v", after)
		}
		if _, err := d.app.Customer(d.t.Context(), d.mara, d.state(other.Case).Customer, ""); err != nil {
			d.t.Errorf("somebody else: %v", err)
		}
		d.healthy()
	})
}

func TestEraseForgetsFilesNobodyElseHas(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		send := func(name, body string) Receipt {
			r, err := d.app.Complain(d.t.Context(), Actor{}, Complaint{
				Channel: recovery.Form, Email: name + "@mail.example", Text: "It broke.", Files: []Upload{{Name: "a.txt", Body: strings.NewReader(body)}},
			})
			d.must(err)
			return r
		}
		anna, bo := send("anna", "only Anna's"), send("bo", "both have this")
		d.must(d.app.Word(d.t.Context(), Actor{Kind: recovery.ByCustomer, Case: anna.Case, Customer: d.state(anna.Case).Customer},
			WordIn{Files: []Upload{{Name: "b.txt", Body: strings.NewReader("both have this")}}}))
		hashes := d.hashes(anna.Case)
		d.must(d.app.EraseCustomer(d.t.Context(), d.henrik, d.state(anna.Case).Customer))
		d.work()
		kept := 0
		for _, h := range hashes {
			if body, err := d.app.files.Get(h); err == nil {
				kept++
				text, _ := io.ReadAll(body)
				if string(text) != "both have this" {
					d.t.Errorf("%q is still there", text)
				}
				d.must(body.Close())
			}
		}
		if len(hashes) != 2 || kept != 1 || len(d.hashes(bo.Case)) != 1 {
			d.t.Errorf("of %d files %d were kept", len(hashes), kept)
		}
	})
}

func (d *desk) hashes(c id.Case) []string {
	d.t.Helper()
	var list []string
	d.read(func(tx *store.Tx) error {
		messages, err := tx.MessagesOf(c, 0, 100)
		for _, m := range messages {
			for _, f := range m.Files {
				list = append(list, f.Hash)
			}
		}
		return err
	})
	return list
}

func TestEraseTwiceIsErasingOnce(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := d.complain("Anna Whitcombe", "My parcel never came.")
		d.work()
		customer := d.state(r.Case).Customer
		d.must(d.app.EraseCustomer(d.t.Context(), d.henrik, customer))
		once := d.state(r.Case)
		d.must(d.app.EraseCustomer(d.t.Context(), d.henrik, customer))
		if twice := d.state(r.Case); twice.Seq != once.Seq {
			d.t.Errorf("the second time brought %d events", twice.Seq-once.Seq)
		}
		refused(d.t, d.app.SaveCustomer(d.t.Context(), d.mara, CustomerIn{ID: customer, Name: "Anna"}), errs.Conflict)
		refused(d.t, d.app.EraseCustomer(d.t.Context(), d.henrik, 7), errs.Missing)
		again := d.complain("Anna Whitcombe", "It is me again.")
		if d.state(again.Case).Customer == customer {
			d.t.Error("who was forgotten was known again")
		}
		d.healthy()
	})
}

func TestExportHoldsEverything(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := marked(d)
		text, err := d.app.ExportCustomer(d.t.Context(), d.henrik, d.state(r.Case).Customer)
		d.must(err)
		var x struct {
			Name     string
			Contacts []string
			Cases    []struct {
				Number   int64
				Draft    string
				Messages []struct {
					Text  string
					Files []struct{ Name string }
				}
				Events []struct{ Kind string }
			}
		}
		d.must(json.Unmarshal(text, &x))
		if x.Name != mark("Anna") || len(x.Contacts) != 3 || len(x.Cases) != 1 {
			d.t.Fatalf("the export is %+v", x)
		}
		c := x.Cases[0]
		if c.Number != r.Number || len(c.Messages) < 6 || int64(len(c.Events)) != d.state(r.Case).Seq || c.Events[0].Kind != "case.opened" {
			d.t.Errorf("case %d has %d messages and %d events", c.Number, len(c.Messages), len(c.Events))
		}
		if len(c.Messages[0].Files) != 1 || c.Messages[0].Files[0].Name != marker+".txt" {
			d.t.Errorf("the complaint is %+v", c.Messages[0])
		}
		_, err = d.app.ExportCustomer(d.t.Context(), d.henrik, 7)
		refused(d.t, err, errs.Missing)
	})
}
