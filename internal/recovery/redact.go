package recovery

import "slices"

// Erased stands where a text was that could tell of a person.
const Erased = "(erased)"

// gone is what is left of a text; where there was none there is none.
func gone(text string) string {
	if text == "" {
		return ""
	}
	return Erased
}

// Redact empties the free texts of an event, for a customer whose data must be forgotten. What is
// left are kinds, times, amounts and ids, so that figures and replay stay true. It is the one
// thing that changes the log; docs/adr/0003-erasure.md says why. The event given is not changed.
func Redact(e Event) Event {
	for _, redact := range []func(Event) (Event, bool){redactCase, redactPlan, redactWords, redactOwed, redactOffer} {
		if emptied, ok := redact(e); ok {
			return emptied
		}
	}
	return e
}

func redactCase(e Event) (Event, bool) {
	switch x := e.(type) {
	case CaseOpened:
		x.Subject, x.Reference, x.Contact.When = "", "", ""
		return x, true
	case CaseAssigned:
		x.Why = gone(x.Why)
		return x, true
	case CaseResolved:
		x.How = gone(x.How)
		return x, true
	case CaseReopened:
		x.Why = gone(x.Why)
		return x, true
	case CaseClosed:
		x.Cause.Text, x.Cause.Action, x.Cause.NoAction = gone(x.Cause.Text), gone(x.Cause.Action), gone(x.Cause.NoAction)
		return x, true
	case ContactPreferred:
		x.Contact.When = ""
		return x, true
	}
	return e, false
}

func redactPlan(e Event) (Event, bool) {
	switch x := e.(type) {
	case ReadingMade:
		x.Reading = redactReading(x.Reading)
		return x, true
	case ReadingCorrected:
		x.Why = gone(x.Why)
		return x, true
	case PlanMade:
		x.Questions, x.Steps = redactQuestions(x.Questions), redactSteps(x.Steps)
		x.Because = redactTexts(x.Because)
		return x, true
	case PlanChanged:
		x.Questions, x.Steps = redactQuestions(x.Questions), redactSteps(x.Steps)
		x.Because, x.Why = redactTexts(x.Because), gone(x.Why)
		return x, true
	case QuestionAnswered:
		x.Answer = gone(x.Answer)
		return x, true
	case StepAdded:
		x.Step = redactSteps([]Step{x.Step})[0]
		return x, true
	}
	return e, false
}

func redactWords(e Event) (Event, bool) {
	switch x := e.(type) {
	case MessageQueued:
		x.Promises = slices.Clone(x.Promises)
		for i := range x.Promises {
			x.Promises[i].What = gone(x.Promises[i].What)
		}
		return x, true
	case MessageFailed:
		x.Why = gone(x.Why)
		return x, true
	}
	return e, false
}

func redactOwed(e Event) (Event, bool) {
	switch x := e.(type) {
	case CommitmentMade:
		x.Commitment.What, x.Commitment.Told = gone(x.Commitment.What), gone(x.Commitment.Told)
		x.Commitment.Because = gone(x.Commitment.Because)
		return x, true
	case CommitmentMoved:
		x.Because = gone(x.Because)
		return x, true
	case CommitmentBroken:
		x.Because = gone(x.Because)
		return x, true
	case CommitmentReleased:
		x.Because = gone(x.Because)
		return x, true
	}
	return e, false
}

func redactOffer(e Event) (Event, bool) {
	switch x := e.(type) {
	case OfferMade:
		x.Offer.Options = redactOptions(x.Offer.Options)
		return x, true
	case OfferWithdrawn:
		x.Because = gone(x.Because)
		return x, true
	case ApprovalAsked:
		x.Approval.Reason, x.Approval.Because = gone(x.Approval.Reason), gone(x.Approval.Because)
		return x, true
	case ApprovalRefused:
		x.Because = gone(x.Because)
		return x, true
	case RedressStarted:
		x.Redress.Label, x.Redress.Told, x.Redress.Proof = gone(x.Redress.Label), gone(x.Redress.Told), gone(x.Redress.Proof)
		return x, true
	case RedressDelivered:
		x.Proof = gone(x.Proof)
		return x, true
	case RedressFailed:
		x.Because = gone(x.Because)
		return x, true
	}
	return e, false
}

func redactReading(r Reading) Reading {
	empty := func(f Finding) Finding {
		f.Words, f.Why = "", gone(f.Why)
		return f
	}
	r.Kind, r.UsedAnyway = empty(r.Kind), empty(r.UsedAnyway)
	r.Severity.Words, r.Severity.Why = "", gone(r.Severity.Why)
	r.Emotion.Words, r.Emotion.Why = "", gone(r.Emotion.Why)
	r.Wants, r.Flags = slices.Clone(r.Wants), slices.Clone(r.Flags)
	for i := range r.Wants {
		r.Wants[i] = empty(r.Wants[i])
	}
	for i := range r.Flags {
		r.Flags[i] = empty(r.Flags[i])
	}
	return r
}

func redactQuestions(list []Question) []Question {
	list = slices.Clone(list)
	for i := range list {
		list[i].Text, list[i].Answer = gone(list[i].Text), gone(list[i].Answer)
	}
	return list
}

func redactSteps(list []Step) []Step {
	list = slices.Clone(list)
	for i := range list {
		list[i].Text, list[i].Told = gone(list[i].Text), gone(list[i].Told)
	}
	return list
}

func redactOptions(list []Option) []Option {
	list = slices.Clone(list)
	for i := range list {
		o := &list[i]
		o.Label, o.Told, o.Why, o.Circumstances = gone(o.Label), gone(o.Told), gone(o.Why), gone(o.Circumstances)
	}
	return list
}

func redactTexts(list []string) []string {
	list = slices.Clone(list)
	for i := range list {
		list[i] = gone(list[i])
	}
	return list
}
