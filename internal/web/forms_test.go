package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
)

func (f *fake) at(rest string) string { return "/cases/" + f.view.Case.ID.Text() + rest }

func (f *fake) owedID() string { return f.view.Case.Owed(recovery.Decision).ID.Text() }

func TestFormsBecomeCommands(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	owed, err := parseID[recovery.Commitment](f.owedID())
	if err != nil {
		t.Fatal(err)
	}
	due := f.now.AddDate(0, 0, 1)
	words := func(pairs ...string) url.Values {
		form := url.Values{}
		for i := 0; i+1 < len(pairs); i += 2 {
			form.Add(pairs[i], pairs[i+1])
		}
		return form
	}
	for _, tt := range []struct {
		command string
		form    url.Values
		want    recovery.Command
	}{
		{"keep", words("commitment", f.owedID()), recovery.Keep{Commitment: owed}},
		{"renegotiate", words("commitment", f.owedID(), "due", due.Format(boxLayout), "because", "She asked for it."), recovery.Renegotiate{Commitment: owed, Due: due, Because: "She asked for it."}},
		{"release", words("commitment", f.owedID(), "because", "Not needed"), recovery.Release{Commitment: owed, Because: "Not needed"}},
		{"promise", words("what", "Call", "due", due.Format(boxLayout), "owner", "12", "told", "yes"), recovery.MakePromise{What: "Call", Told: "Call", Due: due, Owner: jon}},
		{"do_step", words("step", "5"), recovery.DoStep{Step: 5}},
		{"leave_step", words("step", "5"), recovery.LeaveStep{Step: 5}},
		{"add_step", words("text", "Ask", "track", "amends", "who", "11"), recovery.AddStep{Track: recovery.Amends, Text: "Ask", Who: mara}},
		{"answer_question", words("key", "gap", "answer", "The lid"), recovery.AnswerQuestion{Key: "gap", Answer: "The lid"}},
		{"correct", words("field", "severity", "value", "4"), recovery.Correct{Field: "severity", Value: "4"}},
		{"correct", words("field", "wants", "value", "refund", "value", "apology"), recovery.Correct{Field: "wants", Value: "refund,apology"}},
		{"assign", words("owner", "12", "why", "knows it"), recovery.Assign{Owner: jon, Why: "knows it"}},
		{"name_sponsor", words("sponsor", "13"), recovery.NameSponsor{Sponsor: henrik}},
		{"revoke_link", words("form", "revoke_link"), recovery.RevokeLink{}},
		{"withdraw", words("offer", "8", "because", "wrong"), recovery.Withdraw{Offer: 8, Because: "wrong"}},
		{"choose", words("offer", "8", "option", "2"), recovery.Choose{Offer: 8, Option: 2}},
		{"deliver", words("redress", "7", "proof", "T-1"), recovery.Deliver{Redress: 7, Proof: "T-1"}},
		{"fail_delivery", words("redress", "7", "because", "gone"), recovery.FailDelivery{Redress: 7, Because: "gone"}},
		{"approve", words("approval", "9"), recovery.Approve{Approval: 9}},
		{"refuse", words("approval", "9", "because", "too much"), recovery.Refuse{Approval: 9, Because: "too much"}},
		{"take_back", words("message", "77"), recovery.TakeBack{Message: 77}},
		{"resolve", words("how", "It arrived."), recovery.Resolve{How: "It arrived."}},
		{"reopen", words("why", "Broken again"), recovery.Reopen{Why: "Broken again"}},
		{"close", words("cause", "Wrong trailer", "no_action", "Once in ten years"), recovery.Close{Cause: recovery.Cause{Text: "Wrong trailer", NoAction: "Once in ten years"}}},
	} {
		f.did = nil
		got := v.post(f.at("/"+tt.command), tt.form)
		if got.status != http.StatusSeeOther || len(f.did) != 1 || !sameCommand(f.did[0], tt.want) {
			t.Errorf("%s: status %d, did %+v, want %+v", tt.command, got.status, f.did, tt.want)
		}
	}
}

// sameCommand compares moments as moments, whatever their zone.
func sameCommand(a, b recovery.Command) bool {
	x, errX := json.Marshal(utc(a))
	y, errY := json.Marshal(utc(b))
	return errX == nil && errY == nil && reflect.TypeOf(a) == reflect.TypeOf(b) && string(x) == string(y)
}

func utc(c recovery.Command) recovery.Command {
	switch c := c.(type) {
	case recovery.Renegotiate:
		c.Due = c.Due.UTC()
		return c
	case recovery.MakePromise:
		c.Due = c.Due.UTC()
		return c
	}
	return c
}

func parseID[T any](text string) (id.Commitment, error) {
	var i id.Commitment
	return i, json.Unmarshal([]byte(`"`+text+`"`), &i)
}

func TestEveryCommandOfAFormCanBeGiven(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	page := v.get(f.at("")).body
	for name := range readers() {
		switch name { // forms that this case has no cause to show
		case "approve", "refuse", "withdraw", "choose", "deliver", "fail_delivery", "take_back", "reopen", "close":
			continue
		}
		if !strings.Contains(page, f.at("/"+name)+`"`) {
			t.Errorf("the case page has no form for %s", name)
		}
	}
}

func TestARefusedFormComesBackWithItsWords(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	f.refuse = errs.Invalidf("because", "Say why it moves: the customer will see it.")
	got := v.post(f.at("/renegotiate"), url.Values{"form": {"renegotiate" + f.owedID()}, "commitment": {f.owedID()}, "due": {"2026-11-27T09:30"}, "because": {""}})
	if got.status != http.StatusUnprocessableEntity {
		t.Fatalf("status %d", got.status)
	}
	needs(t, got, "Say why it moves: the customer will see it.")
	if !strings.Contains(got.body, `value="2026-11-27T09:30"`) || !strings.Contains(got.body, `aria-invalid="true"`) {
		t.Error("the words or the mark on the box are gone")
	}
	if got := v.post(f.at("/renegotiate"), url.Values{"form": {"x"}, "due": {"soon"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("a date nobody can read: status %d", got.status)
	}
	if got := v.post(f.at("/explode"), url.Values{}); got.status != http.StatusNotFound {
		t.Errorf("a command nobody knows: status %d", got.status)
	}
}

func TestAConflictIsSaidOnThePage(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	f.refuse = errs.Conflictf("%s has not arrived yet. Mark it as delivered first.", "The voucher")
	got := v.post(f.at("/resolve"), url.Values{"form": {"resolve"}, "how": {"We sent it again."}})
	if got.status != http.StatusConflict {
		t.Fatalf("status %d", got.status)
	}
	needs(t, got, "The voucher has not arrived yet.", "We sent it again.")
}

func TestOptionsAreReadFromTheCatalogue(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	got := v.post(f.at("/make_offer"), url.Values{"remedy": {"refund", "replacement"}, "amount_refund": {"150.00"}, "amount_replacement": {"186.00"}, "reason": {"The wedding"}})
	if got.status != http.StatusSeeOther || len(f.did) != 1 {
		t.Fatalf("status %d, did %v", got.status, f.did)
	}
	offer := f.did[0].(recovery.MakeOffer)
	if len(offer.Options) != 2 || offer.Options[0].Amount != money.Of(15000, "EUR") || offer.Options[0].Told != "" || offer.Options[1].Told == "" || offer.Reason != "The wedding" {
		t.Errorf("the offer is %+v", offer)
	}
	if got := v.post(f.at("/make_offer"), url.Values{"form": {"make_offer"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("nothing ticked: status %d", got.status)
	}
	if got := v.post(f.at("/give"), url.Values{"form": {"make_offer"}, "remedy": {"refund", "replacement"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("two at once: status %d", got.status)
	}
	f.did = nil
	v.post(f.at("/give"), url.Values{"remedy": {"refund"}, "amount_refund": {"186.00"}})
	if _, ok := f.did[0].(recovery.Give); !ok {
		t.Errorf("did %v, want one given", f.did)
	}
}

func TestAComplaintIsWrittenDown(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	got := v.post("/cases", url.Values{"channel": {"phone"}, "text": {"It never came."}, "name": {"Ada"}, "wants": {"my money"}})
	if got.status != http.StatusSeeOther || got.header.Get("Location") != f.at("") {
		t.Errorf("status %d to %q", got.status, got.header.Get("Location"))
	}
	want := app.Complaint{Channel: recovery.Phone, Text: "It never came.", Name: "Ada", Wants: "my money"}
	if len(f.logged) != 1 || !reflect.DeepEqual(f.logged[0], want) {
		t.Errorf("logged %+v", f.logged)
	}
	again := v.post("/cases", url.Values{"text": {""}, "name": {"Ada Lindqvist"}})
	if again.status != http.StatusUnprocessableEntity || !strings.Contains(again.body, `value="Ada Lindqvist"`) {
		t.Errorf("status %d, or the name is gone", again.status)
	}
	needs(t, again, "Write what the customer said, in their words.")
}
