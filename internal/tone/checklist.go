package tone

// checklist says which of the parts of a good reply are there, and which this case needs:
// responsibility, regret and repair when the fault is ours (evidence 1.1, 1.12), a time as soon
// as anything is owed, warmth wherever there is a letter form.
func (c *coach) checklist() []Item {
	ours := c.Fault == FaultOurs || c.Fault == FaultShared
	owes := len(c.found) > 0 || len(c.Open) > 0
	return []Item{
		{Key: "responsibility", Label: "Own it", Met: c.has["responsibility"], Needed: ours && !c.LegalHold},
		{Key: "regret", Label: "Say sorry, once", Met: c.has["regret"], Needed: c.Fault != FaultNotOurs},
		{Key: "explanation", Label: "Say what happened", Met: c.has["explanation"], Needed: false},
		{Key: "repair", Label: "Put it right, or offer a choice", Met: c.has["repair"], Needed: ours},
		{Key: "timeline", Label: "Say when", Met: c.has["timeline"], Needed: owes},
		{Key: "warmth", Label: "Open and close warmly", Met: c.opensWarmly() && (isBrief(c.Channel) || c.closesWarmly()), Needed: !isBrief(c.Channel)},
	}
}
