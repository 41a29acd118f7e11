package tone

import (
	"slices"
	"strings"
	"unicode"
)

// applies reports whether a rule has a say in this case.
func (c *coach) applies(r *rule) bool {
	switch {
	case r.Code == "public_offer":
		return isPublic(c.Channel)
	case r.Needs == "reference":
		return givesNumber(c.Complaint)
	}
	return true
}

// excused holds back a weaker mark where a stronger one of the same sentence says it already.
func (c *coach) excused(r *rule, i int) bool {
	s := c.spans[i]
	switch r.Code {
	case "wont_happen_again":
		return c.markedWithin("overpromises", s.Start, s.End)
	case "vague_noun":
		return c.markedWithin("conditional_apology", s.Start, s.End) || c.markedWithin("boilerplate", s.Start, s.End)
	case "vague_time":
		return c.timedWithin(s.Start, s.End)
	}
	return false
}

func (c *coach) markedWithin(code string, start, end int) bool {
	return slices.ContainsFunc(c.marks, func(m Mark) bool { return m.Code == code && m.Start >= start && m.Start < end })
}

func (c *coach) timedWithin(start, end int) bool {
	return slices.ContainsFunc(c.found, func(p Promise) bool { return !p.Vague && p.Start >= start && p.Start < end })
}

// level is how much a rule matters in this case; "" is as the rule says.
func (c *coach) level(r *rule) Level {
	switch r.Code {
	case "conditional_apology", "displaced_apology", "deflects", "but_justification":
		if c.Fault != FaultOurs && c.Fault != FaultShared {
			return Warning
		}
	case "wont_happen_again":
		if c.Repeat {
			return Error
		}
	}
	return ""
}

// apologies looks at all that is sorry in the reply together, and in those before it.
func (c *coach) apologies() {
	slices.Sort(c.sorries)
	c.sorries = slices.Compact(c.sorries)
	if len(c.sorries) == 0 {
		return
	}
	first := c.spans[c.sorries[0]]
	if len(c.sorries) > 1 {
		s := c.spans[c.sorries[1]]
		c.mark("second_apology", s.Start, s.End, "", nil)
	} else if !c.Repeat && slices.ContainsFunc(c.Earlier, apologises) {
		c.mark("second_apology", first.Start, first.End, Hint, nil)
	}
	if c.tooSorry() {
		c.mark("apology_long", first.Start, c.spans[c.sorries[len(c.sorries)-1]].End, "", nil)
	}
	c.halfApology()
}

func apologises(reply string) bool {
	regret := englishRules().byCode["regret"]
	return matchesAny(regret.Match, reply)
}

const (
	mostApologies = 2  // sentences
	shortApology  = 30 // words: below it the share of the text says nothing
)

func (c *coach) tooSorry() bool {
	if len(c.sorries) > mostApologies {
		return true
	}
	words := 0
	for _, i := range c.sorries {
		words += len(strings.Fields(c.Reply[c.spans[i].Start:c.spans[i].End]))
	}
	return words > shortApology && words*4 > len(strings.Fields(c.Reply))
}

// halfApology marks regret without responsibility where the fault is ours. Under legal hold the
// coach never asks for an admission.
func (c *coach) halfApology() {
	if c.LegalHold || c.has["responsibility"] || c.Fault != FaultOurs && c.Fault != FaultShared {
		return
	}
	level := Error
	if c.Fault == FaultShared {
		level = Warning
	}
	s := c.spans[c.sorries[0]]
	owned := "We got this wrong. " + c.Reply[s.Start:s.End]
	c.mark("regret_without_responsibility", s.Start, s.End, level, &owned)
}

// isPublic reports whether others than the customer read the reply.
func isPublic(channel string) bool {
	switch strings.ToLower(channel) {
	case "social", "public", "review", "twitter", "x", "facebook", "instagram", "trustpilot", "google", "tiktok", "reddit":
		return true
	}
	return false
}

// isBrief reports whether a channel has no letter form: neither salutation nor signature is missed.
func isBrief(channel string) bool {
	switch strings.ToLower(channel) {
	case "chat", "sms", "whatsapp", "message", "call", "phone":
		return true
	}
	return isPublic(channel)
}

// shortestNumber is how many digits in a row an order or account number has at least.
const shortestNumber = 4

func givesNumber(text string) bool {
	run := 0
	for _, r := range text {
		if !unicode.IsDigit(r) {
			run = 0
			continue
		}
		if run++; run >= shortestNumber {
			return true
		}
	}
	return false
}
