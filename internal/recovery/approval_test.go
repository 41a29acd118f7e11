package recovery_test

import (
	"slices"
	"testing"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

// asked is a case with an offer that waits for an approval, and the approval.
func (h *house) asked(options ...recovery.Option) recovery.Approval {
	h.t.Helper()
	h.open().mara().gives(offerOf(options...), "offer.made", "commitment.made", "approval.asked")
	return h.c.Approvals[0]
}

func TestWhoIsAsked(t *testing.T) {
	t.Parallel()
	goodwill := func(minor int64) recovery.Option {
		return recovery.Option{Remedy: "store_credit", Amount: euros(minor)}
	}
	for name, tt := range map[string]struct {
		options  []recovery.Option
		away     []id.Person
		approver id.Person
	}{
		"a lead may give it":             {[]recovery.Option{refund(90000)}, nil, lena},
		"only a manager may":             {[]recovery.Option{refund(200000)}, nil, henri},
		"the lead is away":               {[]recovery.Option{refund(90000)}, []id.Person{lena}, henri},
		"goodwill has its own limit":     {[]recovery.Option{goodwill(6000)}, nil, lena},
		"the smaller sum asks for more":  {[]recovery.Option{refund(90000), goodwill(50000)}, nil, henri},
		"one option is within, one not":  {[]recovery.Option{refund(1000), refund(30000)}, nil, lena},
		"only the owner of the company":  {[]recovery.Option{refund(2000000)}, nil, olga},
		"nobody but the owner is around": {[]recovery.Option{refund(30000)}, []id.Person{lena, henri}, olga},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t).away(tt.away...)
			a := h.asked(tt.options...)
			if clock := h.c.Commitment(a.Commitment); a.Approver != tt.approver || clock.Owner != tt.approver || clock.Told != "" {
				t.Errorf("asked %d, want %d; the clock %+v", a.Approver, tt.approver, clock)
			}
			if h.c.State != recovery.Received || h.c.Owed(recovery.Decision).Told == "" {
				t.Error("the customer is told before it is approved")
			}
		})
	}
	h := newHouse(t).open().mara()
	h.refuses(offerOf(refund(20_000_000)), errs.Invalid, "Nobody here may give")
}

func TestApprove(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.asked(refund(90000))
	h.refuses(recovery.Approve{Approval: a.ID}, errs.Denied, "beyond your own authority")
	h.refuses(recovery.Approve{Approval: 9}, errs.Missing, "no such approval")
	h.refuses(recovery.Keep{Commitment: a.Commitment}, errs.Conflict, "approve or refuse")
	h.customer().refuses(recovery.Choose{Offer: a.Offer, Option: 1}, errs.Missing, "no such offer")
	h.as(mara, recovery.Lead).refuses(recovery.Approve{Approval: a.ID}, errs.Denied, "asked for this yourself")
	h.lena().gives(recovery.Approve{Approval: a.ID}, "approval.given", "commitment.kept", "offer.put", "commitment.kept")
	h.gives(recovery.Approve{Approval: a.ID})
	h.refuses(recovery.Refuse{Approval: a.ID, Because: "x"}, errs.Conflict, "already been decided")
	if h.c.State != recovery.Offered || h.c.Approvals[0].DecidedBy != lena {
		t.Errorf("%s %+v", h.c.State, h.c.Approvals[0])
	}
}

// Who may give the larger sum need not be allowed the smaller one of another kind of money.
func TestApproveLooksAtEveryOption(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.asked(refund(90000), recovery.Option{Remedy: "store_credit", Amount: euros(50000)})
	h.lena().refuses(recovery.Approve{Approval: a.ID}, errs.Denied, "Somebody above")
	h.henri().do(recovery.Approve{Approval: a.ID})
}

func TestRefuse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.asked(refund(90000))
	h.lena().refuses(recovery.Refuse{Approval: a.ID, Because: " "}, errs.Invalid, "Say why")
	h.gives(recovery.Refuse{Approval: a.ID, Because: "Offer the repair."}, "approval.refused", "commitment.kept", "offer.withdrawn", "commitment.made")
	h.gives(recovery.Refuse{Approval: a.ID, Because: "Offer the repair."})
	if x := h.owedAs("Find another option"); x.Owner != mara || x.Told == "" {
		t.Errorf("%+v", x)
	}
}

func TestAnotherOfferDropsWhatWasAsked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.asked(refund(90000))
	h.gives(offerOf(refund(2000)), "commitment.released", "offer.withdrawn", "offer.made", "offer.put", "commitment.kept")
	h.lena().refuses(recovery.Approve{Approval: a.ID}, errs.Conflict, "already been decided")
	if x := h.c.Commitment(a.Commitment); x.State != recovery.Released {
		t.Errorf("Lena still owes %+v", x)
	}
}

func TestAGiftOnTheSpotLeavesTheApprovalAsked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.asked(refund(90000))
	h.do(recovery.Give{Option: recovery.Option{Remedy: "store_credit", Amount: euros(1000)}})
	if x := h.c.Commitment(a.Commitment); !x.Owed() {
		t.Errorf("nobody decides any more: %+v", x)
	}
}

func TestAnApprovalNobodyDecidesGoesUp(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.asked(refund(90000))
	if woken := h.climbAll(a.Commitment); !slices.Equal(woken, []id.Person{lena, lena, henri, olga}) {
		t.Errorf("woke %v", woken)
	}
	up := h.owedAs("See to what was not done: Approve")
	if up.Told != "" || up.Owner != henri {
		t.Errorf("%+v", up)
	}
	h.henri().do(recovery.Approve{Approval: a.ID})
	if h.c.Commitment(up.ID).State != recovery.Kept {
		t.Error("decided, and still to be seen to")
	}
}
