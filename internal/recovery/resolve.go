package recovery

import (
	"strings"
	"time"
	"unicode/utf8"

	"amends/internal/errs"
	"amends/internal/id"
)

// Resolve says that it is put right. We still ask whether it held.
type Resolve struct {
	How string // what put it right, for the customer's page
}

// Name is the command's name in the table of who may.
func (Resolve) Name() string { return "resolve" }

func (r Resolve) decide(t *turn) error {
	if t.Ended() {
		return nil
	}
	how := strings.TrimSpace(r.How)
	if how == "" || utf8.RuneCountInString(how) > maxText {
		return errs.Invalidf("how", "Say in a sentence what put it right: the customer reads it on their page.")
	}
	if x := t.Underway(); x != nil {
		return errs.Conflictf("%s has not arrived yet. Mark it as delivered first.", x.Label)
	}
	if x := t.pendingOffer(); x != nil {
		return errs.Conflictf("The customer has not chosen from your options yet. Note their choice or take the offer back first.")
	}
	t.emit(CaseResolved{How: how})
	t.keepAll(Resolution, Decision, Update)
	return t.followUps()
}

// followUps owes the questions we ask after the fix, counted from when it was resolved.
func (t *turn) followUps() error {
	plan, err := t.Playbook.Plan(t.facts())
	if err != nil {
		return errs.Conflictf("The playbook could not make a plan for this case. Check it on the Playbook page.").Because(err)
	}
	for _, k := range plan.Commitments {
		if k.From == fromResolved {
			t.commit(k, t.ResolvedAt)
		}
	}
	return nil
}

// AnswerFollowUp is what the customer says when we ask whether it held.
type AnswerFollowUp struct {
	To      CommitmentKind // followup_fix or followup_relationship
	Fixed   string         // yes, partly, no
	Rating  int            // 1 to 5, 0 for none
	Message id.Message     // the customer's words, 0 for none
}

// Name is the command's name in the table of who may.
func (AnswerFollowUp) Name() string { return "answer_follow_up" }

func (a AnswerFollowUp) decide(t *turn) error {
	switch {
	case !a.To.FollowsUp():
		return errs.Invalidf("to", "This is not a question we asked.")
	case a.Fixed != "yes" && a.Fixed != "partly" && a.Fixed != "no":
		return errs.Invalidf("fixed", "Tell us whether it is put right: yes, partly or no.")
	case a.Rating < 0 || a.Rating > 5:
		return errs.Invalidf("rating", "Choose from 1 to 5, or leave it out.")
	}
	if n := len(t.Answers); n > 0 && t.Answers[n-1].same(a) {
		return nil
	}
	if a.Message != 0 {
		t.emit(MessageReceived{Message: a.Message, Channel: Page})
	}
	t.emit(FollowUpAnswered{Answer{To: a.To, Fixed: a.Fixed, Rating: a.Rating, Message: a.Message, At: t.Now}})
	if a.Fixed == "yes" {
		if a.Message != 0 && !t.Ended() {
			t.oweAnswer()
		}
		return nil
	}
	if t.Ended() {
		return t.reopen("The customer says that it is not put right.")
	}
	t.oweAnswer()
	return nil
}

func (a Answer) same(b AnswerFollowUp) bool {
	return a.To == b.To && a.Fixed == b.Fixed && a.Rating == b.Rating && b.Message == 0 && a.Message == 0
}

// NotFixed is the customer saying at any time that it is not put right.
type NotFixed struct {
	Message id.Message
}

// Name is the command's name in the table of who may.
func (NotFixed) Name() string { return "not_fixed" }

func (n NotFixed) decide(t *turn) error {
	if n.Message != 0 {
		t.emit(MessageReceived{Message: n.Message, Channel: Page})
	}
	if t.Ended() {
		return t.reopen("The customer says that it is not put right.")
	}
	t.oweAnswer()
	return nil
}

// Reopen takes a resolved or closed case up again.
type Reopen struct {
	Why string
}

// Name is the command's name in the table of who may.
func (Reopen) Name() string { return "reopen" }

func (r Reopen) decide(t *turn) error {
	if !t.Ended() {
		return nil
	}
	if strings.TrimSpace(r.Why) == "" {
		return errs.Invalidf("why", "Say why the case is taken up again.")
	}
	return t.reopen(strings.TrimSpace(r.Why))
}

// reopen changes the plan: the first attempt failed, so somebody senior stands behind the second,
// no template is sent, and the clocks start anew (evidence 4.3 and 4.19, double deviation).
func (t *turn) reopen(why string) error {
	t.emit(CaseReopened{Why: why})
	t.release("The case was taken up again.", FollowUpFix, FollowUpRelationship)
	t.nameSponsor(Manager)
	t.owe(Commitment{
		Kind: Update, What: "Say why the first attempt failed and what is different now",
		Told: "We tell you why our first attempt failed and what we do now", Owner: t.Owner,
		Due: t.soon(),
	})
	plan, err := t.Playbook.Plan(t.facts())
	if err != nil {
		return errs.Conflictf("The playbook could not make a plan for this case. Check it on the Playbook page.").Because(err)
	}
	for _, k := range plan.Commitments {
		kind := CommitmentKind(k.Kind)
		if (kind == Decision || kind == Resolution) && t.Owed(kind) == nil {
			t.commit(k, t.Now)
		}
	}
	return nil
}

// Close ends the case with its cause, and what is done about the cause or why nothing is.
type Close struct {
	Cause Cause
}

// Name is the command's name in the table of who may.
func (Close) Name() string { return "close" }

func (k Close) decide(t *turn) error {
	switch {
	case t.State == Closed:
		return nil
	case t.State != Resolved:
		return errs.Conflictf("Resolve the case before you close it.")
	case strings.TrimSpace(k.Cause.Text) == "":
		return errs.Invalidf("cause", "Name the cause. A closed case has one.")
	case strings.TrimSpace(k.Cause.Action) == "" && strings.TrimSpace(k.Cause.NoAction) == "":
		return errs.Invalidf("action", "Name what is done about the cause, or say why nothing is.")
	}
	if x := t.Owed(FollowUpFix); x != nil && !t.saidFixed() {
		return errs.Conflictf("We have not asked yet whether the fix held. The question goes out by itself; close the case after it.")
	}
	cause := k.Cause
	if cause.Action != "" && cause.ActionBy == 0 {
		cause.ActionBy = t.promiser(0)
	}
	t.release("The case is closed.", Update, Decision, Resolution, FollowUpFix)
	t.emit(CaseClosed{Cause: cause})
	return nil
}

func (t *turn) saidFixed() bool {
	n := len(t.Answers)
	return n > 0 && t.Answers[n-1].Fixed == "yes" && t.Answers[n-1].At.After(t.ResolvedAt)
}

// CaseResolved says that it is put right.
type CaseResolved struct {
	How string `json:"how"`
}

// CaseReopened takes the case up again.
type CaseReopened struct {
	Why string `json:"why"`
}

// CaseClosed ends the case with its cause.
type CaseClosed struct {
	Cause Cause `json:"cause"`
}

// FollowUpDue says that it is time to ask the customer. Next is when a person is woken if it was
// not asked by then.
type FollowUpDue struct {
	Commitment id.Commitment `json:"commitment"`
	Next       time.Time     `json:"next"`
}

// FollowUpAnswered is what the customer said.
type FollowUpAnswered struct {
	Answer Answer `json:"answer"`
}

// Kind is the event's name in the log.
func (CaseResolved) Kind() string { return "case.resolved" }

// Kind is the event's name in the log.
func (CaseReopened) Kind() string { return "case.reopened" }

// Kind is the event's name in the log.
func (CaseClosed) Kind() string { return "case.closed" }

// Kind is the event's name in the log.
func (FollowUpDue) Kind() string { return "followup.due" }

// Kind is the event's name in the log.
func (FollowUpAnswered) Kind() string { return "followup.answered" }

func (e CaseResolved) apply(c *Case, s Stamp) { c.State, c.ResolvedAt, c.How = Resolved, s.At, e.How }

func (e CaseReopened) apply(c *Case, s Stamp) {
	c.State, c.ResolvedAt, c.ClosedAt = Working, time.Time{}, time.Time{}
	c.Cause = Cause{}
	c.NoTemplate = true
	c.Because = append(c.Because, "The first attempt failed: "+e.Why)
	c.Reopened++
}

func (e CaseClosed) apply(c *Case, s Stamp) { c.State, c.ClosedAt, c.Cause = Closed, s.At, e.Cause }

func (e FollowUpDue) apply(c *Case, _ Stamp) {
	if x := c.Commitment(e.Commitment); x != nil {
		x.Rung, x.NextAt = 1, e.Next
	}
}

func (e FollowUpAnswered) apply(c *Case, _ Stamp) { c.Answers = append(c.Answers, e.Answer) }
