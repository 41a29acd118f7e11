package recovery_test

import (
	"testing"

	"amends/internal/errs"
	"amends/internal/recovery"
)

func credit(minor int64) recovery.Give {
	return recovery.Give{Option: recovery.Option{Remedy: "store_credit", Amount: euros(minor)}}
}

func TestGive(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.gives(credit(3000), "commitment.made", "redress.started", "commitment.kept")
	h.gives(credit(3000))
	if len(h.c.Redress) != 1 || h.c.State != recovery.Mending {
		t.Errorf("%d remedies, %s", len(h.c.Redress), h.c.State)
	}
	newHouse(t).closed().mara().refuses(credit(3000), errs.Conflict, "Reopen it")
}

func TestAnAuthorityIsForTheWholeCase(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(credit(3000))
	h.refuses(credit(2001), errs.Denied, "beyond what you may give")
	h.do(credit(2000))
	h.do(recovery.FailDelivery{Redress: h.c.Redress[0].ID, Because: "The code was wrong."})
	h.do(credit(2999)) // what failed is free again
	h.gives(offerOf(recovery.Option{Remedy: "store_credit", Amount: euros(100)}), "offer.made", "commitment.made", "approval.asked")
}

func TestTheOrdersValueLowersGoodwill(t *testing.T) {
	t.Parallel()
	h := newHouse(t).openWorth(2000).mara()
	h.refuses(credit(2001), errs.Denied, "beyond what you may give")
	h.do(credit(2000))
}

func TestTheCapCountsWhatCanStillBeChosen(t *testing.T) {
	t.Parallel()
	h := newHouse(t).openWorth(10000).mara()
	h.do(offerOf(refund(10000)))
	h.refuses(recovery.Give{Option: refund(5001)}, errs.Invalid, "offer at most 50.00 EUR")
	h.do(recovery.Give{Option: refund(5000)})
	if h.c.State != recovery.Offered {
		t.Errorf("the options are still open and the case is %s", h.c.State)
	}
	h.customer().do(recovery.Choose{Offer: h.c.Offers[0].ID, Option: 1})
	h.mara().refuses(recovery.Give{Option: refund(1)}, errs.Invalid, "offer at most 0.00 EUR")
}

func TestDeliver(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(credit(1000))
	r := h.c.Redress[0]
	h.gives(recovery.Deliver{Redress: r.ID, Proof: "Code 7"}, "redress.delivered", "commitment.kept")
	h.gives(recovery.Deliver{Redress: r.ID, Proof: "Code 7"})
	h.refuses(recovery.FailDelivery{Redress: r.ID, Because: "x"}, errs.Conflict, "arrived already")
	h.refuses(recovery.Deliver{Redress: 9}, errs.Missing, "no such remedy")
	if x := h.c.Commitment(r.Commitment); x.State != recovery.Kept || !x.KeptInTime() {
		t.Errorf("%+v", x)
	}
}

func TestFailDelivery(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(credit(1000))
	r := h.c.Redress[0]
	h.refuses(recovery.FailDelivery{Redress: r.ID}, errs.Invalid, "Say why")
	h.gives(recovery.FailDelivery{Redress: r.ID, Because: "Sold out."}, "redress.failed", "commitment.broken", "commitment.made")
	h.gives(recovery.FailDelivery{Redress: r.ID, Because: "Sold out."})
	h.refuses(recovery.Deliver{Redress: r.ID}, errs.Conflict, "Give another one")
	if x := h.owedAs("Find another remedy"); x.Told == "" || h.c.State != recovery.Working {
		t.Errorf("%s %+v", h.c.State, x)
	}
}

func TestAnOfferThatEndsLeavesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(credit(1000))
	h.do(offerOf(refund(2000)))
	h.do(recovery.Withdraw{Offer: h.c.Offers[0].ID})
	if h.c.State != recovery.Mending {
		t.Errorf("a remedy is on its way and the case is %s", h.c.State)
	}
}
