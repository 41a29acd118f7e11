package recovery_test

import (
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/recovery"
)

func TestResolve(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.refuses(recovery.Resolve{How: " "}, errs.Invalid, "what put it right")
	h.do(credit(1000))
	h.refuses(recovery.Resolve{How: "Done."}, errs.Conflict, "has not arrived yet")
	h.do(recovery.Deliver{Redress: h.c.Redress[0].ID})
	h.do(offerOf(refund(2000)))
	h.refuses(recovery.Resolve{How: "Done."}, errs.Conflict, "not chosen")
	h.do(recovery.Withdraw{Offer: h.c.Offers[0].ID})
	h.do(recovery.Resolve{How: " Done. "})
	h.gives(recovery.Resolve{How: "Again."})
	if h.c.State != recovery.Resolved || h.c.How != "Done." || h.c.Owed(recovery.Resolution) != nil {
		t.Errorf("%+v", h.c)
	}
	if x := h.owed(recovery.FollowUpRelationship); !x.Due.Equal(monday.AddDate(0, 0, 30)) {
		t.Errorf("asked how things stand at %v", x.Due)
	}
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	yes := recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: "yes", Rating: 5}
	for name, tt := range map[string]struct {
		begin func(*house) *house
		in    recovery.AnswerFollowUp
		state recovery.State
		kind  errs.Kind
		says  string
	}{
		"yes":                   {(*house).resolved, yes, recovery.Resolved, "", ""},
		"partly":                {(*house).resolved, recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: "partly"}, recovery.Working, "", ""},
		"no, after it closed":   {(*house).closed, recovery.AnswerFollowUp{To: recovery.FollowUpRelationship, Fixed: "no"}, recovery.Working, "", ""},
		"before it is resolved": {(*house).open, yes, recovery.Received, errs.Conflict, "not put right yet"},
		"no word":               {(*house).resolved, recovery.AnswerFollowUp{To: recovery.FollowUpFix}, recovery.Resolved, errs.Invalid, "yes, partly or no"},
		"six stars":             {(*house).resolved, recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: "yes", Rating: 6}, recovery.Resolved, errs.Invalid, "1 to 5"},
		"to nothing we ask":     {(*house).resolved, recovery.AnswerFollowUp{To: recovery.Update, Fixed: "yes"}, recovery.Resolved, errs.Invalid, "not a question"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := tt.begin(newHouse(t)).customer()
			if tt.says != "" {
				h.refuses(tt.in, tt.kind, tt.says)
				return
			}
			h.do(tt.in)
			h.gives(tt.in)
			if h.c.State != tt.state {
				t.Errorf("the case is %s, want %s", h.c.State, tt.state)
			}
		})
	}
}

func TestWhoHasAnsweredIsNotAsked(t *testing.T) {
	t.Parallel()
	h := newHouse(t).resolved().customer()
	h.gives(recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: "yes"}, "followup.answered", "commitment.kept")
	if h.c.Owed(recovery.FollowUpFix) != nil || h.c.Owed(recovery.FollowUpRelationship) == nil {
		t.Error("the wrong question is left")
	}
}

// The same answer counts once for each attempt to put it right.
func TestTheSameAnswerToASecondAttemptCounts(t *testing.T) {
	t.Parallel()
	h := newHouse(t).resolved()
	no := recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: "no"}
	for attempt := 1; attempt <= 3; attempt++ {
		h.later(time.Hour).customer().do(no)
		h.gives(no)
		if h.c.State != recovery.Working || h.c.Reopened != attempt || len(h.c.Answers) != attempt {
			t.Fatalf("attempt %d: %s, reopened %d, %d answers", attempt, h.c.State, h.c.Reopened, len(h.c.Answers))
		}
		h.later(time.Hour).mara().do(recovery.Resolve{How: "Now it is."})
	}
}

func TestReopenChangesThePlan(t *testing.T) {
	t.Parallel()
	h := newHouse(t).closed().later(time.Hour).mara()
	h.refuses(recovery.Reopen{}, errs.Invalid, "Say why")
	h.do(recovery.Reopen{Why: "The refund bounced."})
	h.gives(recovery.Reopen{Why: "The refund bounced."})
	if h.c.Sponsor != henri || !h.c.NoTemplate || h.c.Reopened != 1 || h.c.How != "" || h.c.Cause != (recovery.Cause{}) || !h.c.ClosedAt.IsZero() {
		t.Errorf("%+v", h.c)
	}
	if h.c.Owed(recovery.FollowUpRelationship) != nil {
		t.Error("asks how things stand in the middle of it")
	}
	for _, kind := range []recovery.CommitmentKind{recovery.Update, recovery.Decision, recovery.Resolution} {
		if x := h.owed(kind); !x.Due.After(h.env.Now) || x.Told == "" {
			t.Errorf("%s: %+v", kind, x)
		}
	}
	h.do(recovery.LogCall{Message: 80, Channel: recovery.Phone, Reached: true})
	h.owed(recovery.Update) // and the rhythm goes on
}

func TestNotFixed(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().customer()
	h.gives(recovery.NotFixed{Message: 71}, "message.received", "commitment.moved")
	h.gives(recovery.NotFixed{})
	h.mara().do(recovery.Resolve{How: "Done."})
	h.customer().do(recovery.NotFixed{})
	h.gives(recovery.NotFixed{})
	if h.c.Reopened != 1 {
		t.Errorf("reopened %d times", h.c.Reopened)
	}
}

func TestClose(t *testing.T) {
	t.Parallel()
	cause := recovery.Cause{Text: "Wrong trailer", Action: "Scan", ActionDue: monday.AddDate(0, 1, 0)}
	newHouse(t).open().mara().refuses(recovery.Close{Cause: cause}, errs.Conflict, "Resolve the case")
	h := newHouse(t).resolved()
	h.refuses(recovery.Close{Cause: cause}, errs.Conflict, "not asked yet")
	h.customer().do(recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: "yes"})
	h.mara()
	for field, bad := range map[string]recovery.Cause{
		"cause":      {Action: "Scan"},
		"action":     {Text: "Wrong trailer", Action: " ", NoAction: " "},
		"action_due": {Text: "Wrong trailer", Action: "Scan", ActionDue: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		if _, err := h.try(recovery.Close{Cause: bad}); fieldOf(err) != field {
			t.Errorf("got %v, want a refusal of %s", err, field)
		}
	}
	h.gives(recovery.Close{Cause: cause}, "case.closed")
	h.gives(recovery.Close{Cause: cause})
	h.refuses(recovery.Close{Cause: recovery.Cause{Text: "Another", NoAction: "None"}}, errs.Conflict, "closed already")
	if h.c.Cause.ActionBy != mara || h.c.Owed(recovery.FollowUpRelationship) == nil {
		t.Errorf("%+v", h.c.Cause)
	}
}

func TestCloseWaitsForWhatTheCustomerWaitsFor(t *testing.T) {
	t.Parallel()
	h := newHouse(t).resolved().customer()
	h.do(recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: "yes"})
	h.do(recovery.Receive{Message: 71, Channel: recovery.Page})
	nothing := recovery.Close{Cause: recovery.Cause{Text: "Wrong trailer", NoAction: "It was one mistake."}}
	h.mara().refuses(nothing, errs.Conflict, "Answer the customer")
	h.do(recovery.LogCall{Message: 80, Channel: recovery.Phone, Reached: true})
	call := h.promise("Call again", time.Hour)
	h.refuses(nothing, errs.Conflict, "Call again")
	h.do(recovery.Release{Commitment: call.ID, Because: "She called."})
	h.gives(nothing, "case.closed")
}
