package recovery

import (
	"slices"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
)

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
	if !t.owedOnce(a.To) {
		return errs.Conflictf("It is not put right yet, so there is nothing to answer. Write to us in your own words.")
	}
	if t.answered(a) {
		return nil
	}
	if a.Message != 0 {
		t.emit(MessageReceived{Message: a.Message, Channel: Page})
	}
	t.emit(FollowUpAnswered{Answer{To: a.To, Fixed: a.Fixed, Rating: a.Rating, Message: a.Message, At: t.Now, Attempt: t.Reopened}})
	if a.Fixed != "yes" {
		return t.notFixed()
	}
	// Who has answered is not asked again.
	t.keepAll(a.To)
	if a.Message != 0 && !t.Ended() {
		t.oweAnswer("The customer wrote again.")
	}
	return nil
}

// owedOnce reports whether a question was ever owed to the customer: it is from the day it was put right.
func (t *turn) owedOnce(kind CommitmentKind) bool {
	return slices.ContainsFunc(t.Commitments, func(x Commitment) bool { return x.Kind == kind })
}

// answered reports whether this is the last answer sent twice. An answer to an earlier attempt is
// none to this one.
func (t *turn) answered(a AnswerFollowUp) bool {
	n := len(t.Answers)
	return n > 0 && t.Answers[n-1].same(a) && (!t.Ended() || t.Answers[n-1].Attempt == t.Reopened)
}

// becauseNotFixed is why a case is taken up again.
const becauseNotFixed = "The customer says that it is not put right."

// notFixed takes an ended case up again, and in any other owes the customer a word.
func (t *turn) notFixed() error {
	if t.Ended() {
		return t.reopen(becauseNotFixed)
	}
	t.oweAnswer(becauseNotFixed)
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
	return t.notFixed()
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
func (FollowUpDue) Kind() string { return "followup.due" }

// Kind is the event's name in the log.
func (FollowUpAnswered) Kind() string { return "followup.answered" }

func (e FollowUpDue) apply(c *Case, _ Stamp) {
	if x := c.Commitment(e.Commitment); x != nil {
		x.Asked, x.NextAt = true, e.Next
	}
}

func (e FollowUpAnswered) apply(c *Case, _ Stamp) { c.Answers = append(c.Answers, e.Answer) }
