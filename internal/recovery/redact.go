package recovery

import "slices"

// Erased stands where a text was that could tell of a person.
const Erased = "(erased)"

// Redact empties the free texts of an event, for a customer whose data must be forgotten. What is
// left are kinds, times, amounts and ids, so that figures and replay stay true. It is the one
// thing that changes the log; docs/adr/0003-erasure.md says why.
func Redact(e Event) Event {
	switch x := e.(type) {
	case CaseOpened:
		x.Subject, x.Reference, x.Contact.When = "", "", ""
		return x
	case ReadingMade:
		x.Reading = redactReading(x.Reading)
		return x
	case PlanMade:
		x.Questions, x.Steps = redactQuestions(x.Questions), redactSteps(x.Steps)
		return x
	case PlanChanged:
		x.Questions, x.Steps = redactQuestions(x.Questions), redactSteps(x.Steps)
		return x
	case MessageQueued:
		x.Promises = slices.Clone(x.Promises)
		for i := range x.Promises {
			x.Promises[i].What = Erased
		}
		return x
	case CommitmentMade:
		if x.Commitment.Kind == Promise {
			x.Commitment.What, x.Commitment.Told = Erased, ""
		}
		return x
	}
	return redactText(e)
}

// redactText empties the events that hold one text.
func redactText(e Event) Event {
	switch x := e.(type) {
	case QuestionAnswered:
		x.Answer = Erased
		return x
	case StepAdded:
		x.Step.Text, x.Step.Told = Erased, ""
		return x
	case CommitmentMoved:
		x.Because = Erased
		return x
	case CommitmentReleased:
		x.Because = Erased
		return x
	case MessageFailed:
		x.Why = Erased
		return x
	case ApprovalAsked:
		x.Approval.Reason = Erased
		return x
	case ApprovalRefused:
		x.Because = Erased
		return x
	case CaseReopened:
		x.Why = Erased
		return x
	case CaseResolved:
		x.How = Erased
		return x
	case OfferMade:
		x.Offer.Options = slices.Clone(x.Offer.Options)
		for i := range x.Offer.Options {
			x.Offer.Options[i].Circumstances = ""
		}
		return x
	case RedressDelivered:
		x.Proof = Erased
		return x
	case ContactPreferred:
		x.Contact.When = ""
		return x
	}
	return e
}

func redactReading(r Reading) Reading {
	r.Kind.Words, r.Severity.Words, r.Emotion.Words, r.UsedAnyway.Words = "", "", "", ""
	r.Wants, r.Flags = slices.Clone(r.Wants), slices.Clone(r.Flags)
	for i := range r.Wants {
		r.Wants[i].Words = ""
	}
	for i := range r.Flags {
		r.Flags[i].Words = ""
	}
	return r
}

func redactQuestions(list []Question) []Question {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Answer != "" {
			list[i].Answer = Erased
		}
	}
	return list
}

// redactSteps leaves what the playbook planned: it tells of nobody.
func redactSteps(list []Step) []Step {
	list = slices.Clone(list)
	for i := range list {
		if list[i].Key == "" {
			list[i].Text, list[i].Told = Erased, ""
		}
	}
	return list
}
