package recovery_test

import (
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/recovery"
)

func TestPrefer(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().customer()
	want := recovery.Prefer{Contact: recovery.Contact{Channel: recovery.Phone, When: " after six "}}
	h.gives(want, "contact.preferred")
	h.gives(want)
	h.refuses(recovery.Prefer{Contact: recovery.Contact{Channel: "pigeon"}}, errs.Invalid, "one of the ways")
	h.refuses(recovery.Prefer{Contact: recovery.Contact{When: strings.Repeat("x", 201)}}, errs.Invalid, "at most 200")
	if h.c.Contact.When != "after six" {
		t.Errorf("%+v", h.c.Contact)
	}
}

func TestThePageIsSeenOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().customer()
	h.gives(recovery.SeePage{}, "page.opened")
	h.later(time.Hour).gives(recovery.SeePage{})
	if !h.c.Link.SeenAt.Equal(monday) {
		t.Errorf("seen %v", h.c.Link.SeenAt)
	}
}

func TestARevokedLinkIsWorthless(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.gives(recovery.RevokeLink{}, "link.revoked")
	if h.c.Link.Epoch != 1 {
		t.Errorf("epoch %d", h.c.Link.Epoch)
	}
}

func TestErase(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(credit(1000))
	h.promise("Call", time.Hour)
	h.do(offerOf(refund(2000)))
	h.do(recovery.Reply{Message: 80, SendAt: monday.Add(10 * time.Second)})
	h.henri().do(recovery.MarkErased{})
	h.gives(recovery.MarkErased{})
	if len(h.c.Outbox) > 0 || h.c.Offers[0].State != recovery.OfferTakenBack {
		t.Errorf("%d words wait, the offer is %s", len(h.c.Outbox), h.c.Offers[0].State)
	}
	for _, x := range h.c.Commitments {
		if x.Owed() != (x.Kind == recovery.Delivery) {
			t.Errorf("%s is %s", x.Kind, x.State)
		}
	}
	h.do(recovery.Deliver{Redress: h.c.Redress[0].ID})
}

func TestAnErasedCaseTakesNoWord(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().henri()
	h.do(recovery.MarkErased{})
	words := []recovery.Command{
		recovery.Receive{Message: 71}, recovery.Reply{Message: 80}, recovery.AddNote{Message: 81}, recovery.Reopen{Why: "x"},
		recovery.LogCall{Message: 82, Channel: recovery.Phone}, recovery.MakePromise{What: "Call", Due: monday.Add(time.Hour)},
		recovery.Resolve{How: "x"}, recovery.Correct{Field: "severity", Value: "4"}, recovery.Prefer{}, recovery.NotFixed{},
	}
	for _, word := range words {
		h.mara().refuses(word, errs.Conflict, "was forgotten")
		h.customer().refuses(word, errs.Missing, "no such case")
		h.system().gives(word)
	}
}

// What the customer may see is decided kind by kind; what nobody decided is for staff.
func TestAudience(t *testing.T) {
	t.Parallel()
	secret := []recovery.Event{
		recovery.NoteAdded{}, recovery.ApprovalAsked{}, recovery.ApprovalRefused{}, recovery.OfferMade{}, recovery.ReadingMade{},
		recovery.CommitmentClimbed{}, recovery.CommitmentHanded{}, recovery.MessageFailed{}, recovery.QuestionAnswered{}, recovery.CaseErased{},
	}
	for _, e := range secret {
		if recovery.AudienceOf(e) != recovery.StaffOnly {
			t.Errorf("%s is shown to the customer", e.Kind())
		}
	}
	for _, e := range []recovery.Event{recovery.CaseOpened{}, recovery.OfferPut{}, recovery.RedressDelivered{}, recovery.CommitmentMoved{}} {
		if recovery.AudienceOf(e) != recovery.CustomerToo {
			t.Errorf("%s is kept from the customer", e.Kind())
		}
	}
}

func TestActorsAreKeptAsText(t *testing.T) {
	t.Parallel()
	for text, actor := range map[string]recovery.Actor{
		"person:101":     {Kind: recovery.ByPerson, Person: mara},
		"customer:7":     {Kind: recovery.ByCustomer, Customer: 7},
		"token:shop:one": {Kind: recovery.ByToken, Name: "shop:one"},
		"system":         recovery.System(),
	} {
		if actor.Text() != text || recovery.ParseActor(text) != actor {
			t.Errorf("%q: %q, %+v", text, actor.Text(), recovery.ParseActor(text))
		}
	}
}
