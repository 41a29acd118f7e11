package tone

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"amends/internal/sentence"
)

// salutation is how a letter greets by name; closing how it ends. Both are compiled once.
var salutation = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:hi|hello|dear|hey|good (?:morning|afternoon|evening|day)|hiya|respected)(?: there)?(?:[ ,]+(mr|mrs|ms|miss|mx|dr|prof|sir|madam)\.?\b)?[ ,]*(\pL[\pL'’-]*(?: \p{Lu}[\pL'’-]*){0,2})?`)
})

var closing = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(regards|wishes|sincerely|faithfully|thank you|thanks|cheers|take care|yours|warmly|best|speak soon|love|xx?)\b`)
})

// names marks a salutation to somebody else.
func (c *coach) names() {
	if strings.TrimSpace(c.CustomerName) == "" || len(c.spans) == 0 {
		return
	}
	start := c.spans[0].Start
	at := salutation().FindStringSubmatchIndex(c.Reply[start:c.spans[0].End])
	if at == nil || at[4] < 0 {
		return
	}
	from, to := start+at[4], start+at[5]
	if greeted := c.Reply[from:to]; c.isStranger(greeted) {
		name := firstName(c.CustomerName)
		if at[2] >= 0 {
			name = lastName(c.CustomerName)
		}
		c.mark("wrong_name", from, to, "", &name)
	}
}

// isStranger reports whether a greeted name is written as a name and shares no part with the
// customer's.
func (c *coach) isStranger(greeted string) bool {
	if low := strings.ToLower(greeted); greeted == low || isNobody(strings.Fields(low)[0]) {
		return false
	}
	own := strings.FieldsFunc(strings.ToLower(c.CustomerName), notInName)
	for _, part := range strings.FieldsFunc(strings.ToLower(greeted), notInName) {
		if slices.Contains(own, part) {
			return false
		}
	}
	return true
}

func notInName(r rune) bool { return r == ' ' || r == '-' || r == '.' || r == ',' }

// isNobody tells greetings that name no person.
func isNobody(word string) bool {
	switch word {
	case "customer", "guest", "tenant", "there", "all", "both", "team", "sir", "madam", "valued", "member", "passenger", "client",
		"parent", "parents", "player", "user", "resident", "patient", "traveller", "thanks", "thank", "we", "i", "so", "sorry", "friend", "colleague":
		return true
	}
	return false
}

func firstName(name string) string {
	if parts := strings.Fields(name); len(parts) > 0 {
		return parts[0]
	}
	return ""
}

func lastName(name string) string {
	if parts := strings.Fields(name); len(parts) > 0 {
		return parts[len(parts)-1]
	}
	return ""
}

// fields offers the value for an empty template field where the case has it.
func (c *coach) fields() {
	for i, m := range c.marks {
		if m.Code != "unfilled_field" {
			continue
		}
		name := strings.Trim(c.Reply[m.Start:m.End], "{}[]<>$% .")
		if value, ok := c.Values[name]; ok && value != "" {
			c.marks[i].Rewrite = &value
		}
	}
}

// frame looks at the opening and the end.
func (c *coach) frame() {
	if isBrief(c.Channel) || len(c.spans) < 2 {
		return
	}
	if first := c.spans[0]; !c.opensWarmly() {
		c.mark("missing_opening", first.Start, min(first.End, first.Start+len(c.firstWords(first))), "", nil)
	}
	if last := c.spans[len(c.spans)-1]; !c.closesWarmly() {
		c.mark("missing_close", last.Start, last.End, "", nil)
	}
}

// firstWords is what an opening is missed before.
func (c *coach) firstWords(s sentence.Span) string {
	text := c.Reply[s.Start:s.End]
	if i := strings.IndexByte(text, ' '); i > 0 {
		return text[:i]
	}
	return text
}

func (c *coach) opensWarmly() bool {
	if len(c.spans) == 0 {
		return false
	}
	first := c.spans[0]
	text := c.Reply[first.Start:first.End]
	if salutation().MatchString(text) || c.markedWithin("thanks", first.Start, first.End) ||
		c.markedWithin("empathy", first.Start, first.End) || c.markedWithin("regret", first.Start, first.End) {
		return true
	}
	name := firstName(c.CustomerName)
	return name != "" && strings.Contains(strings.ToLower(text), strings.ToLower(name))
}

// longestSignature is how many words a last line may have to be a name and a title.
const longestSignature = 5

func (c *coach) closesWarmly() bool {
	for back := range min(3, len(c.spans)) {
		s := c.spans[len(c.spans)-1-back]
		text := c.Reply[s.Start:s.End]
		if closing().MatchString(text) || len(strings.Fields(text)) <= longestSignature && !strings.ContainsAny(text, ".!?") {
			return true
		}
	}
	return false
}
