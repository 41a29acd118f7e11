package recovery

import "amends/internal/playbook"

// Facts are the case as the playbook's conditions see it. Nothing of the customer's person is in
// it, so that no rule can weigh it.
func Facts(c *Case) playbook.Facts {
	f := playbook.Facts{
		Kind: c.Reading.Kind.Value, Severity: c.Reading.Severity.Value, Emotion: c.Reading.Emotion.Value,
		Fault: string(c.Reading.Fault), Channel: string(c.Channel), Reference: c.Reference,
		UsedAnyway: c.Reading.UsedAnyway.Value, OrderValue: c.Value,
		Repeat: c.Repeat.Earlier, RepeatSameKind: c.Repeat.SameKind,
	}
	f.Given = append(f.Given, c.Given...)
	for _, q := range c.Questions {
		if q.Answer != "" {
			f.Given = append(f.Given, q.Key)
		}
	}
	for _, x := range c.Reading.Flags {
		f.Flags = append(f.Flags, x.Value)
	}
	for _, x := range c.Reading.Wants {
		f.Wants = append(f.Wants, x.Value)
	}
	return f
}
