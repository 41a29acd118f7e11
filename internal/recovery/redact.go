package recovery

import "slices"

// Erased stands where a text was that could tell of a person.
const Erased = "(erased)"

// Redact empties the free texts of an event, for a customer whose data must be forgotten. What is
// left are kinds, times, amounts and ids, so that figures and replay stay true, and the cause: it
// is what the company learned. It is the one thing that changes the log; docs/adr/0003-erasure.md
// says why.
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
		if freelyWorded(x.Commitment.Kind) {
			x.Commitment.What, x.Commitment.Told = Erased, ""
		}
		return x
	case OfferMade:
		x.Offer.Options = redactOptions(x.Offer.Options)
		return x
	case RedressStarted:
		x.Redress.Label, x.Redress.Told = x.Redress.Remedy, Erased
		return x
	}
	return redactText(e)
}

// freelyWorded commitments are worded by a person or after what one wrote; the others by the playbook.
func freelyWorded(k CommitmentKind) bool { return k == Promise || k == Delivery || k == Decision }

// redactOptions leaves the catalogue's key: a person may have put an option into words of their own.
func redactOptions(list []Option) []Option {
	list = slices.Clone(list)
	for i := range list {
		list[i].Label, list[i].Told, list[i].Why, list[i].Circumstances = list[i].Remedy, Erased, "", ""
	}
	return list
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
	case OfferWithdrawn:
		x.Because = Erased
		return x
	case RedressFailed:
		x.Because = Erased
		return x
	case CommitmentBroken:
		x.Because = Erased
		return x
	case CaseAssigned:
		x.Why = Erased
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
