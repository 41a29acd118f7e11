package recovery_test

import (
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

// idle fails when somebody still has something to do in the case.
func (h *house) idle(p id.Person) {
	h.t.Helper()
	for _, x := range h.c.Commitments {
		if x.Owed() && x.Owner == p {
			h.t.Errorf("still owes %q", x.What)
		}
	}
	for _, s := range h.c.Steps {
		if s.DoneAt.IsZero() && s.Who == p {
			h.t.Errorf("still has to %q", s.Text)
		}
	}
	if h.c.Owner == p || h.c.Sponsor == p {
		h.t.Errorf("is still owner or sponsor: %d, %d", h.c.Owner, h.c.Sponsor)
	}
}

func TestAssign(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	h.promise("Call", time.Hour)
	h.gives(recovery.Assign{Owner: mara})
	h.refuses(recovery.Assign{Owner: 999}, errs.Invalid, "not away")
	h.do(recovery.Assign{Owner: jon, Why: "Knows her."})
	h.gives(recovery.Assign{Owner: jon, Why: "Knows her."})
	h.idle(mara)
	if h.c.Owner != jon || h.c.Handoffs != 1 {
		t.Errorf("owner %d, %d handoffs", h.c.Owner, h.c.Handoffs)
	}
	h.do(recovery.Assign{})
	if h.c.Owner != mara {
		t.Errorf("the house chose %d", h.c.Owner)
	}
	h.away(jon, lena, henri, olga).refuses(recovery.Assign{}, errs.Invalid, "Nobody is there")
}

func TestHandOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	h.promise("Call", time.Hour)
	h.do(recovery.AddStep{Track: recovery.Amends, Text: "Ring the depot"})
	over := recovery.HandOver{From: mara, Why: "The colleague who had it is away."}
	h.away(mara, jon, lena, henri, olga).system().refuses(over, errs.Conflict, "Nobody is there to take case 1001")
	h.away(mara).do(over)
	h.gives(over)
	h.idle(mara)
	if h.c.Owner != jon {
		t.Errorf("owner %d", h.c.Owner)
	}
	h.gives(recovery.HandOver{From: 999, To: jon})
}

func TestHandOverOfWhatIsNotTheOwners(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(recovery.AddStep{Track: recovery.Amends, Text: "Ring the depot", Who: jon})
	h.away(jon).system().gives(recovery.HandOver{From: jon, To: jon}, "plan.changed")
	h.idle(jon)
	if h.c.Owner != mara || h.c.Handoffs != 0 {
		t.Errorf("the case changed hands too: %d", h.c.Owner)
	}
}

func TestHandOverOfASponsor(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		to      id.Person
		away    []id.Person
		sponsor id.Person
	}{
		"to the next above":    {0, []id.Person{henri}, olga},
		"to whom was named":    {lena, []id.Person{henri}, lena},
		"to a lead if need be": {0, []id.Person{henri, olga}, lena},
		"not to a junior":      {jon, []id.Person{henri}, olga},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			cmd := parcel()
			cmd.Reading.Kind.Value = "safety"
			h.do(cmd)
			if h.c.Sponsor != henri {
				t.Fatalf("the sponsor is %d", h.c.Sponsor)
			}
			h.away(tt.away...).system().do(recovery.HandOver{From: henri, To: tt.to})
			h.idle(henri)
			if h.c.Sponsor != tt.sponsor || h.c.Owner != mara {
				t.Errorf("sponsor %d, want %d; owner %d", h.c.Sponsor, tt.sponsor, h.c.Owner)
			}
		})
	}
}

func TestAnApprovalIsHandedToSomebodyWhoMay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.asked(refund(90000))
	h.away(lena).system().do(recovery.HandOver{From: lena, To: jon})
	if x := h.c.Approval(a.ID); x.Approver != henri || h.c.Commitment(a.Commitment).Owner != henri {
		t.Errorf("Jon may not give it, Henrik may: %+v", x)
	}
}

func TestNameSponsor(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.refuses(recovery.NameSponsor{Sponsor: jon}, errs.Invalid, "a lead or a manager")
	h.gives(recovery.NameSponsor{Sponsor: lena}, "sponsor.named")
	h.gives(recovery.NameSponsor{Sponsor: lena})
	h.gives(recovery.NameSponsor{})
	h.do(recovery.AddStep{Track: recovery.Amends, Text: "Write by hand", Who: lena})
	h.gives(recovery.NameSponsor{Sponsor: henri}, "sponsor.named", "plan.changed")
	h.idle(lena)
	newHouse(t).away(henri, olga).open().mara().refuses(recovery.NameSponsor{}, errs.Conflict, "No manager is there")
}

func TestWhoIsChosen(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*recovery.Staff) // of Jon, who carries more than Mara
		owner  id.Person
	}{
		"the lightest load":         {func(*recovery.Staff) {}, mara},
		"skill before load":         {func(s *recovery.Staff) { s.Skills = []string{"delivery"} }, jon},
		"among equals the elder":    {func(s *recovery.Staff) { s.Load = 3 }, mara},
		"nobody who is not present": {func(s *recovery.Staff) { s.Load, s.Away = 0, true }, mara},
		"a lead only if need be":    {func(s *recovery.Staff) { s.Load, s.Role = 0, recovery.Lead }, mara},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			tt.change(&h.env.Staff[1])
			if h.open(); h.c.Owner != tt.owner {
				t.Errorf("owner %d, want %d", h.c.Owner, tt.owner)
			}
		})
	}
}
