package recovery_test

import (
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

func TestAcknowledgement(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	k := h.owed(recovery.Acknowledgement).ID
	write := recovery.Write{Message: 80, Purpose: recovery.PurposeAcknowledge, Channel: recovery.Mail, Commitment: k}
	h.gives(write, "message.queued")
	h.gives(write)
	h.gives(recovery.MarkSent{Message: 80}, "message.sent", "commitment.kept")
	h.gives(recovery.MarkSent{Message: 80})
	h.gives(write)
	if h.c.State != recovery.Received || !h.c.FirstWordAt.IsZero() {
		t.Errorf("the house's own word counts as a person's: %s, %v", h.c.State, h.c.FirstWordAt)
	}
}

func TestReply(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", 5*time.Hour)
	reply := recovery.Reply{
		Message: 80, Channel: recovery.Mail, SendAt: monday.Add(10 * time.Second), Keeps: []id.Commitment{call.ID},
		Promises: []recovery.NewPromise{{What: "Send the label", Due: monday.Add(24 * time.Hour)}},
	}
	h.gives(reply, "message.queued")
	h.gives(reply)
	if reply.Promises[0].Owner != 0 {
		t.Error("the command was changed")
	}
	h.later(10*time.Second).system().gives(recovery.MarkSent{Message: 80},
		"message.sent", "commitment.kept", "commitment.kept", "commitment.made", "commitment.made")
	if x := h.owedAs("Send the label"); x.Owner != mara || x.Said != 80 || x.Told != x.What {
		t.Errorf("promised: %+v", x)
	}
	if h.c.State != recovery.Working || !h.c.FirstWordAt.Equal(h.env.Now) || len(h.c.Outbox) > 0 {
		t.Errorf("%s, first word %v, %d waiting", h.c.State, h.c.FirstWordAt, len(h.c.Outbox))
	}
}

func TestReplyIsRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	due := monday.Add(time.Hour)
	for name, tt := range map[string]struct {
		in   recovery.Reply
		kind errs.Kind
		says string
	}{
		"promise without a time":  {recovery.Reply{Promises: []recovery.NewPromise{{What: "Call"}}}, errs.Invalid, "Say by when"},
		"promise of nothing":      {recovery.Reply{Promises: []recovery.NewPromise{{Due: due}}}, errs.Invalid, "Say what is promised"},
		"promise of a stranger":   {recovery.Reply{Promises: []recovery.NewPromise{{What: "Call", Due: due, Owner: 999}}}, errs.Invalid, "not away"},
		"keeps what is not there": {recovery.Reply{Keeps: []id.Commitment{9}}, errs.Missing, "no such commitment"},
		"keeps the resolution":    {recovery.Reply{Keeps: []id.Commitment{h.owed(recovery.Resolution).ID}}, errs.Conflict, "Resolve the case"},
		"leaves in the year 9999": {recovery.Reply{SendAt: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)}, errs.Invalid, "two years"},
	} {
		t.Run(name, func(t *testing.T) {
			tt.in.Message = 80
			h.refuses(tt.in, tt.kind, tt.says)
		})
	}
}

func TestALongPromiseIsCutNotRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(recovery.Reply{Message: 80, SendAt: monday, Promises: []recovery.NewPromise{{What: strings.Repeat("ü", 500), Due: monday.Add(time.Hour)}}})
	h.do(recovery.MarkSent{Message: 80})
	if n := len([]rune(h.owedAs("üü").What)); n != 200 {
		t.Errorf("%d characters", n)
	}
}

func TestAReplyToAClosedCaseLeavesItClosed(t *testing.T) {
	t.Parallel()
	h := newHouse(t).closed().mara()
	h.gives(recovery.Reply{Message: 80, Channel: recovery.Mail, SendAt: monday}, "message.queued")
	h.gives(recovery.MarkSent{Message: 80}, "message.sent")
	if h.c.State != recovery.Closed || h.c.Owed(recovery.Update) != nil {
		t.Errorf("the case is %s and owes %+v", h.c.State, h.c.Owed(recovery.Update))
	}
}

func TestTakeBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(recovery.Reply{Message: 80, SendAt: monday.Add(10 * time.Second), Promises: []recovery.NewPromise{{What: "Call", Due: monday.Add(time.Hour)}}})
	h.gives(recovery.TakeBack{Message: 80}, "message.recalled")
	h.gives(recovery.TakeBack{Message: 80})
	h.gives(recovery.MarkSent{Message: 80})
	h.do(recovery.Reply{Message: 81, SendAt: monday.Add(10 * time.Second)})
	h.later(10*time.Second).refuses(recovery.TakeBack{Message: 81}, errs.Conflict, "already left")
	h.system().gives(recovery.TakeBack{Message: 81}, "message.recalled")
	h.mara().refuses(recovery.TakeBack{Message: 82}, errs.Conflict, "already left")
}

func TestAWordThatDidNotArrive(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(recovery.Reply{Message: 80, SendAt: monday, Promises: []recovery.NewPromise{{What: "Call", Due: monday.Add(time.Hour)}}})
	h.system().gives(recovery.MarkFailed{Message: 80, Why: "No such mailbox."}, "message.failed", "commitment.made")
	h.gives(recovery.MarkFailed{Message: 80, Why: "No such mailbox."})
	if x := h.owedAs("Reach the customer another way"); x.Owner != mara || x.Told != "" {
		t.Errorf("%+v", x)
	}
	for _, x := range h.c.Commitments {
		if x.Kind == recovery.Promise {
			t.Errorf("a promise nobody heard is owed: %+v", x)
		}
	}
}

func TestTheCustomerWrites(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		in    recovery.Receive
		begin func(*house) *house
		want  []string
		state recovery.State
	}{
		"while we work":          {recovery.Receive{}, (*house).open, []string{"message.received", "commitment.moved"}, recovery.Received},
		"an out-of-office":       {recovery.Receive{Auto: true}, (*house).open, []string{"message.received"}, recovery.Received},
		"after it was put right": {recovery.Receive{}, (*house).resolved, []string{"message.received", "commitment.made"}, recovery.Resolved},
		"that it is not fixed": {recovery.Receive{NotFixed: true}, (*house).resolved, []string{"message.received", "case.reopened", "commitment.released",
			"commitment.released", "sponsor.named", "commitment.made", "commitment.made", "commitment.made"}, recovery.Working},
		"to a closed case": {recovery.Receive{}, (*house).closed, []string{"message.received", "case.reopened", "commitment.released",
			"sponsor.named", "commitment.made", "commitment.made", "commitment.made"}, recovery.Working},
		"an out-of-office, closed": {recovery.Receive{Auto: true}, (*house).closed, []string{"message.received"}, recovery.Closed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := tt.begin(newHouse(t)).customer()
			tt.in.Message, tt.in.Channel = 71, recovery.Page
			h.gives(tt.in, tt.want...)
			if h.c.State != tt.state {
				t.Errorf("the case is %s, want %s", h.c.State, tt.state)
			}
		})
	}
}

func TestAnAnswerIsOwedSoonAndOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().customer()
	h.do(recovery.Receive{Message: 71, Channel: recovery.Mail})
	x := h.owed(recovery.Update)
	if !x.Due.Equal(h.env.Calendar.AddWorking(monday, 4*time.Hour)) || x.Moved != 0 {
		t.Errorf("owed by %v, moved %d", x.Due, x.Moved)
	}
	h.later(time.Hour).gives(recovery.Receive{Message: 72, Channel: recovery.Mail}, "message.received")
}

func TestLogCall(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	call := h.promise("Call", time.Hour)
	promised := []recovery.NewPromise{{What: "Call again", Due: monday.Add(24 * time.Hour)}}
	h.refuses(recovery.LogCall{Message: 80, Channel: recovery.Mail}, errs.Invalid, "phone or in person")
	h.gives(recovery.LogCall{Message: 80, Channel: recovery.Phone, Keeps: []id.Commitment{call.ID}, Promises: promised}, "call.logged", "commitment.made")
	if !h.c.Commitment(call.ID).Owed() || h.c.State != recovery.Received {
		t.Error("a call nobody answered kept a promise")
	}
	h.gives(recovery.LogCall{Message: 81, Channel: recovery.Phone, Reached: true, Keeps: []id.Commitment{call.ID}},
		"call.logged", "commitment.kept", "commitment.kept", "commitment.made")
	if h.c.State != recovery.Working || h.c.FirstWordAt.IsZero() {
		t.Errorf("the case is %s, first word %v", h.c.State, h.c.FirstWordAt)
	}
}

func TestNote(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.gives(recovery.AddNote{Message: 80}, "note.added")
	if h.c.State != recovery.Received {
		t.Errorf("a note made the case %s", h.c.State)
	}
}

func TestOptionsAreWrittenOncePerOffer(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.do(recovery.MakeOffer{Options: []recovery.Option{{Remedy: "replacement"}}})
	first := h.c.Offers[0].ID
	write := recovery.Write{Message: 80, Purpose: recovery.PurposeOptions, Channel: recovery.Mail, Offer: first}
	h.system().gives(write, "message.queued")
	h.gives(write)
	// While the first mail still waits a second offer is told of too.
	h.mara().do(recovery.MakeOffer{Options: []recovery.Option{{Remedy: "refund", Amount: euros(2000)}}})
	second := recovery.Write{Message: 81, Purpose: recovery.PurposeOptions, Channel: recovery.Mail, Offer: h.c.Offers[1].ID}
	h.system().gives(second, "message.queued")
	h.gives(recovery.MarkSent{Message: 81}, "message.sent")
	h.gives(recovery.Write{Message: 82, Purpose: recovery.PurposeOptions, Channel: recovery.Mail, Offer: h.c.Offers[1].ID})
}
