package web

import (
	"strings"

	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/words"
)

// each puts a list of keys, separated by commas, into words.
func (t teller) each(keys string, word func(*words.Printer, string) string) string {
	var list []string
	for _, key := range strings.Split(keys, ",") {
		if key = strings.TrimSpace(key); key != "" {
			list = append(list, word(t.Printer, key))
		}
	}
	if len(list) == 0 {
		return t.T("nothing")
	}
	return t.List(list)
}

func (t teller) ofMessage(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.MessageReceived:
		return t.T("%[1]s wrote, %[2]s.", t.customer(), wayWord(t.Printer, e.Channel))
	case recovery.MessageQueued:
		return t.queued(e.Outgoing)
	case recovery.MessageSent:
		return t.sent(e)
	case recovery.MessageRecalled:
		return t.T("%s took the message back before it left.", t.actor)
	case recovery.MessageFailed:
		return t.with(t.T("Our message did not arrive."), e.Why)
	}
	return ""
}

func (t teller) queued(o recovery.Outgoing) string {
	if o.Purpose == recovery.PurposeReply {
		return t.T("%[1]s wrote to %[2]s; it leaves at %[3]s.", t.actor, t.customer(), t.Clock(o.SendAt))
	}
	return t.T("A message to %s was written.", t.customer())
}

func (t teller) sent(e recovery.MessageSent) string {
	switch e.Purpose {
	case recovery.PurposeAcknowledge:
		return t.T("Acknowledged: %s was told who has it and when the next word comes.", t.customer())
	case recovery.PurposeOptions:
		return t.T("The options went to %s.", t.customer())
	case recovery.PurposeFix:
		return t.T("%s was asked whether it held.", t.customer())
	case recovery.PurposeRelationship:
		return t.T("%s was asked how things stand between us.", t.customer())
	}
	if e.Author != 0 {
		return t.T("The reply of %[1]s went to %[2]s.", t.name(e.Author), t.customer())
	}
	return t.T("Our message went to %s.", t.customer())
}

func (t teller) ofTalk(e recovery.Event) string {
	switch e := e.(type) {
	case recovery.NoteAdded:
		return t.T("%s wrote a note for colleagues.", t.actor)
	case recovery.CallLogged:
		if e.Reached {
			return t.T("%[1]s spoke with %[2]s, %[3]s.", t.actor, t.customer(), wayWord(t.Printer, e.Channel))
		}
		return t.T("%[1]s tried to reach %[2]s, %[3]s.", t.actor, t.customer(), wayWord(t.Printer, e.Channel))
	case recovery.QuestionAnswered:
		return stop(t.T("%[1]s found out: %[2]s %[3]s", t.actor, t.question(e.Key), e.Answer))
	case recovery.StepAdded:
		return stop(t.T("%[1]s planned: %[2]s", t.actor, e.Step.Text))
	case recovery.StepDone:
		return stop(t.T("%[1]s did it: %[2]s", t.actor, t.step(e.Step)))
	case recovery.StepLeft:
		return stop(t.T("%[1]s left out, because it is not needed: %[2]s", t.actor, t.step(e.Step)))
	}
	return ""
}

func (t teller) question(key string) string {
	for _, q := range t.Case.Case.Questions {
		if q.Key == key {
			return q.Text
		}
	}
	return plain(key)
}

func (t teller) step(s id.Step) string {
	for _, x := range t.Case.Case.Steps {
		if x.ID == s {
			return x.Text
		}
	}
	return t.T("a step")
}
