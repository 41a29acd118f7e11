package recovery

import (
	"strings"
	"time"
	"unicode/utf8"

	"amends/internal/errs"
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
	why, err := reason("why", r.Why, "Say why the case is taken up again.")
	if err != nil {
		return err
	}
	return t.reopen(why)
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
		if (kind == Decision || kind == Resolution) && t.planned(kind) == nil {
			t.commit(k, t.Now)
		}
	}
	return nil
}

// firstFailed begins the reason a reopened case keeps for its changed plan.
const firstFailed = "The first attempt failed: "

// Close ends the case with its cause, and what is done about the cause or why nothing is.
type Close struct {
	Cause Cause
}

// Name is the command's name in the table of who may.
func (Close) Name() string { return "close" }

func (k Close) decide(t *turn) error {
	cause := k.Cause.tidy()
	if t.State == Closed && cause.same(t.Cause) {
		return nil
	}
	switch {
	case t.State == Closed:
		return errs.Conflictf("This case is closed already. Reopen it to name another cause.")
	case t.State != Resolved:
		return errs.Conflictf("Resolve the case before you close it.")
	}
	if err := t.checkCause(cause); err != nil {
		return err
	}
	if err := t.checkNothingWaits(); err != nil {
		return err
	}
	if cause.Action != "" && cause.ActionBy == 0 {
		cause.ActionBy = t.promiser(0)
	}
	t.release("The case is closed.", Update, Decision, Resolution, FollowUpFix)
	t.emit(CaseClosed{Cause: cause})
	return nil
}

// tidy is the cause as it is kept: what is done about it, or else why nothing is.
func (c Cause) tidy() Cause {
	c.Text, c.Action, c.NoAction = strings.TrimSpace(c.Text), strings.TrimSpace(c.Action), strings.TrimSpace(c.NoAction)
	c.ActionDue = tidy(c.ActionDue)
	if c.Action != "" {
		c.NoAction = ""
	}
	return c
}

// same reports whether a form was sent twice; who acts may have been filled in by the house.
func (c Cause) same(kept Cause) bool {
	if c.ActionBy == 0 {
		c.ActionBy = kept.ActionBy
	}
	return c == kept
}

func (t *turn) checkCause(c Cause) error {
	switch {
	case c.Text == "" && t.Playbook.Closing.NeedsCause:
		return errs.Invalidf("cause", "Name the cause. A closed case has one.")
	case c.Action == "" && c.NoAction == "" && t.Playbook.Closing.NeedsActionOrReason:
		return errs.Invalidf("action", "Name what is done about the cause, or say why nothing is.")
	case c.ActionDue.After(t.Now.Add(maxAhead)):
		return errs.Invalidf("action_due", "This is more than two years away. Please check the date.")
	case c.ActionDue.Year() < 1970 && !c.ActionDue.IsZero():
		return errs.Invalidf("action_due", "This time has already passed. By when can it really be done?")
	}
	for field, text := range map[string]string{"cause": c.Text, "action": c.Action, "no_action": c.NoAction} {
		if _, err := short(field, text); err != nil {
			return err
		}
	}
	return nil
}

// checkNothingWaits refuses to close over a word the customer still waits for.
func (t *turn) checkNothingWaits() error {
	if x := t.Owed(FollowUpFix); x != nil && !t.saidFixed() {
		return errs.Conflictf("We have not asked yet whether the fix held. The question goes out by itself; close the case after it.")
	}
	x := find(t.Commitments, func(x *Commitment) bool { return x.Owed() && x.Told != "" && (x.Kind == Promise || x.Kind == Update) })
	if x != nil {
		return errs.Conflictf("The customer still waits for this: %s. Keep it first, or release it with the reason.", x.What)
	}
	return nil
}

func (t *turn) saidFixed() bool {
	n := len(t.Answers)
	return n > 0 && t.Answers[n-1].Fixed == "yes" && t.Answers[n-1].Attempt == t.Reopened
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

// Kind is the event's name in the log.
func (CaseResolved) Kind() string { return "case.resolved" }

// Kind is the event's name in the log.
func (CaseReopened) Kind() string { return "case.reopened" }

// Kind is the event's name in the log.
func (CaseClosed) Kind() string { return "case.closed" }

func (e CaseResolved) apply(c *Case, s Stamp) { c.State, c.ResolvedAt, c.How = Resolved, s.At, e.How }

func (e CaseReopened) apply(c *Case, s Stamp) {
	c.State, c.ResolvedAt, c.ClosedAt = Working, time.Time{}, time.Time{}
	c.Cause, c.How = Cause{}, ""
	c.NoTemplate = true
	c.Because = append(c.Because, firstFailed+e.Why)
	c.Reopened++
}

func (e CaseClosed) apply(c *Case, s Stamp) { c.State, c.ClosedAt, c.Cause = Closed, s.At, e.Cause }
