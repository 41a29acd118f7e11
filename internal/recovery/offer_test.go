package recovery_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/money"
	"amends/internal/recovery"
)

func refund(minor int64) recovery.Option {
	return recovery.Option{Remedy: "refund", Amount: euros(minor)}
}

func offerOf(options ...recovery.Option) recovery.MakeOffer {
	return recovery.MakeOffer{Options: options, Reason: "It is fair."}
}

func TestOfferIsRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		options []recovery.Option
		says    string
	}{
		"nothing":               {nil, "between one and 3"},
		"four":                  {[]recovery.Option{refund(1), refund(2), refund(3), refund(4)}, "between one and 3"},
		"not in the catalogue":  {[]recovery.Option{{Remedy: "moon"}}, "no remedy called"},
		"less than nothing":     {[]recovery.Option{refund(-1)}, "less than nothing"},
		"foreign money":         {[]recovery.Option{{Remedy: "refund", Amount: money.Of(100, "USD")}}, "Amounts are in EUR"},
		"money without a sum":   {[]recovery.Option{{Remedy: "refund"}}, "Say how much"},
		"beyond the cap":        {[]recovery.Option{refund(15001)}, "offer at most 150.00 EUR"},
		"past all counting":     {[]recovery.Option{refund(math.MaxInt64)}, "offer at most 150.00 EUR"},
		"no circumstances":      {[]recovery.Option{{Remedy: "policy_exception", Circumstances: " "}}, "circumstances"},
		"endless circumstances": {[]recovery.Option{{Remedy: "policy_exception", Circumstances: strings.Repeat("x", 2001)}}, "at most 2000"},
		"an endless label":      {[]recovery.Option{{Remedy: "gift", Label: strings.Repeat("x", 201)}}, "too long"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			newHouse(t).openWorth(10000).henri().refuses(offerOf(tt.options...), errs.Invalid, tt.says)
		})
	}
	newHouse(t).closed().mara().refuses(offerOf(refund(100)), errs.Conflict, "Reopen it")
}

func TestOfferWithinTheAuthorityGoesOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t).openWorth(10000).mara()
	offer := offerOf(refund(10000), recovery.Option{Remedy: "hand_written_note"})
	h.gives(offer, "offer.made", "offer.put", "commitment.kept")
	h.gives(offer)
	o := h.c.Offers[0]
	if o.State != recovery.OfferOpen || h.c.State != recovery.Offered || !o.ExpiresAt.Equal(monday.AddDate(0, 0, 7)) {
		t.Errorf("%s %s until %v", h.c.State, o.State, o.ExpiresAt)
	}
	if o.Options[0].Told != "Your money back, 100.00 EUR" || o.Options[0].Money != recovery.Restitution {
		t.Errorf("%+v", o.Options[0])
	}
	if told := o.Options[1].Told; strings.Contains(told, "{{") {
		t.Errorf("the customer reads a placeholder: %q", told)
	}
}

func TestAForeignOrderHasNoCap(t *testing.T) {
	t.Parallel()
	cmd := parcel()
	cmd.Value = money.Of(100, "USD")
	h := newHouse(t)
	h.do(cmd)
	h.mara().gives(offerOf(refund(20000)), "offer.made", "offer.put", "commitment.kept")
}

func TestWhatTheLawGivesHasNoCap(t *testing.T) {
	t.Parallel()
	h := newHouse(t).openWorth(5000).mara()
	h.gives(offerOf(recovery.Option{Remedy: "legal_compensation", Amount: euros(25000)}), "offer.made", "offer.put", "commitment.kept")
}

func TestChoose(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(offerOf(refund(2000), recovery.Option{Remedy: "replacement"}))
	o := h.c.Offers[0].ID
	h.customer().refuses(recovery.Choose{Offer: o, Option: 3}, errs.Invalid, "one of the options")
	h.refuses(recovery.Choose{Offer: o, Option: 0}, errs.Invalid, "one of the options")
	h.refuses(recovery.Choose{Offer: 9, Option: 1}, errs.Missing, "no such offer")
	h.gives(recovery.Choose{Offer: o, Option: 2}, "offer.chosen", "commitment.made", "redress.started")
	h.gives(recovery.Choose{Offer: o, Option: 2})
	h.refuses(recovery.Choose{Offer: o, Option: 1}, errs.Conflict, "The same again by courier")
	if h.c.State != recovery.Mending || h.c.Redress[0].Remedy != "replacement" || h.owed(recovery.Delivery).Owner != mara {
		t.Errorf("%s %+v", h.c.State, h.c.Redress)
	}
}

func TestOnlyTheNewestOfferStands(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(offerOf(refund(2000)))
	h.gives(offerOf(refund(3000)), "offer.withdrawn", "offer.made", "offer.put")
	old, next := h.c.Offers[0], h.c.Offers[1]
	h.customer().refuses(recovery.Choose{Offer: old.ID, Option: 1}, errs.Conflict, "no longer open")
	h.system().gives(recovery.Expire{Offer: old.ID, At: old.ExpiresAt})
	h.customer().gives(recovery.Choose{Offer: next.ID, Option: 1}, "offer.chosen", "commitment.made", "redress.started")
	h.later(8 * 24 * time.Hour).system().gives(recovery.Expire{Offer: next.ID, At: next.ExpiresAt})
	h.mara().refuses(recovery.Withdraw{Offer: next.ID}, errs.Conflict, "ended already")
}

func TestExpire(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(offerOf(refund(2000)))
	o := h.c.Offers[0]
	h.system().gives(recovery.Expire{Offer: o.ID, At: o.ExpiresAt})
	h.env.Now = o.ExpiresAt
	h.gives(recovery.Expire{Offer: o.ID, At: monday})
	h.gives(recovery.Expire{Offer: o.ID, At: o.ExpiresAt}, "offer.expired", "commitment.made")
	h.gives(recovery.Expire{Offer: o.ID, At: o.ExpiresAt})
	if h.c.State != recovery.Working || h.owedAs("Ask what would help").Told == "" {
		t.Errorf("the case is %s", h.c.State)
	}
}

func TestSomethingElseWouldHelp(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(offerOf(refund(2000)))
	o := h.c.Offers[0].ID
	h.customer().gives(recovery.SuggestOther{Offer: o, Message: 71}, "message.received", "offer.declined", "commitment.moved")
	h.gives(recovery.SuggestOther{Offer: o, Message: 72}, "message.received")
	h.refuses(recovery.SuggestOther{Offer: 9, Message: 73}, errs.Missing, "no such offer")
	if h.c.State != recovery.Working {
		t.Errorf("the case is %s", h.c.State)
	}
}

func TestSomethingElseAfterTheEndIsTakenUpAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(offerOf(refund(2000)))
	o := h.c.Offers[0].ID
	h.do(recovery.Withdraw{Offer: o})
	h.do(recovery.Resolve{How: "Done."})
	h.customer().do(recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: "yes"})
	h.mara().do(recovery.Close{Cause: recovery.Cause{Text: "x", NoAction: "y"}})
	h.customer().do(recovery.SuggestOther{Offer: o, Message: 71})
	if h.c.State != recovery.Working {
		t.Errorf("the customer's word fell silent: %s", h.c.State)
	}
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(offerOf(refund(2000)))
	h.gives(recovery.Withdraw{Offer: h.c.Offers[0].ID}, "offer.withdrawn", "commitment.moved")
	h.gives(recovery.Withdraw{Offer: h.c.Offers[0].ID})
	h.refuses(recovery.Withdraw{Offer: 9}, errs.Missing, "no such offer")
	h.do(offerOf(refund(90000)))
	h.gives(recovery.Withdraw{Offer: h.c.Offers[1].ID}, "commitment.released", "offer.withdrawn")
	if a := h.c.Approvals[0]; a.State != recovery.ApprovalDropped {
		t.Errorf("still asked: %+v", a)
	}
}
