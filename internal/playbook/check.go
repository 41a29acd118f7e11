package playbook

import (
	"slices"
	"time"

	"amends/internal/calendar"
	"amends/internal/money"
)

// check reports what the schema cannot see: parts of the policy that contradict each other, or
// that could never take effect. The file is as the schema has it.
func check(p *Playbook, r *report) {
	clock := checkHours(p, r)
	checkHolidays(p, r)
	checkSpans(p, clock, r)
	checkLadders(p, clock, r)
	checkSeverity(p, r)
	checkChanges(p, r)
	checkFailures(p, r)
	checkCommitments(p, r)
	checkAuthority(p, r)
	checkRemedies(p, r)
	checkOffers(p, r)
	checkTemplates(p, r)
}

// clock measures spans: it says how far each reaches from a Monday noon in the company's hours.
type clock struct {
	calendar *calendar.Calendar
	noon     time.Time
}

func (c clock) length(s calendar.Span) time.Duration {
	return s.From(c.noon, c.calendar).Sub(c.noon)
}

// checkHours reports windows out of order and a week that never opens. Where the hours cannot be
// used the clock never stops, so that the other checks still make sense.
func checkHours(p *Playbook, r *report) clock {
	noon := time.Date(2025, time.June, 2, 12, 0, 0, 0, time.UTC)
	for day, windows := range p.Hours.Week() {
		checkWindows([]string{"hours", weekday(day)}, windows, r)
	}
	c := &calendar.Calendar{Zone: time.UTC, Week: p.Hours.Week()}
	if c.Check() == nil {
		return clock{calendar: c, noon: noon}
	}
	if !slices.ContainsFunc(c.Week[:], func(w []calendar.Window) bool { return len(w) > 0 }) {
		r.at([]string{"hours"}, "nobody ever works; give at least one day its hours")
	}
	return clock{calendar: calendar.Always(time.UTC), noon: noon}
}

func weekday(day int) string {
	return []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}[day]
}

func checkWindows(path []string, windows []calendar.Window, r *report) {
	for i := 1; i < len(windows); i++ {
		if windows[i].From < windows[i-1].To {
			r.at(join(path, index(i)), "%s begins before %s ends; put the stretches of a day in order", windows[i], windows[i-1])
		}
	}
}

func checkHolidays(p *Playbook, r *report) {
	named := map[calendar.Date]string{}
	for i, h := range p.Holidays {
		path := []string{"holidays", index(i)}
		if first, ok := named[h.Date]; ok {
			r.at(join(path, "date"), "%s stands here twice; it is %s already", h.Date, first)
		}
		named[h.Date] = h.Name
		checkWindows(join(path, "hours"), h.Hours, r)
	}
}

// checkSpans reports lengths of time that are not after the moment they count from.
func checkSpans(p *Playbook, c clock, r *report) {
	forward := func(s *calendar.Span, path ...string) {
		if s != nil && c.length(*s) <= 0 {
			r.at(path, "%s must be longer than nothing", s)
		}
	}
	forward(&p.Repeats.AnyKind, "repeat", "any_kind_within")
	forward(&p.Repeats.SameKind, "repeat", "same_kind_within")
	forward(&p.Offers.ExpireAfter, "offers", "expire_after")
	forward(&p.Reopen.Within, "reopen", "within")
	for _, rem := range p.Catalogue {
		forward(&rem.DeliverWithin, "remedies", rem.Key, "deliver_within")
	}
	for _, com := range p.Commitments {
		forward(&com.Within, "commitments", com.Kind, "within")
		forward(com.Every, "commitments", com.Kind, "every")
		for i, f := range com.Faster {
			forward(&f.Within, "commitments", com.Kind, "faster", index(i), "within")
			forward(f.Every, "commitments", com.Kind, "faster", index(i), "every")
		}
	}
	eachStep(p, func(path []string, s Doing) { forward(s.Within, join(path, "within")...) })
}

// eachStep visits every step of the file.
func eachStep(p *Playbook, visit func(path []string, s Doing)) {
	tracks := func(containment, amends []Doing, path ...string) {
		for _, s := range containment {
			visit(join(path, "containment", s.Key), s)
		}
		for _, s := range amends {
			visit(join(path, "amends", s.Key), s)
		}
	}
	tracks(p.EveryFailure.Containment, p.EveryFailure.Amends, "every_failure")
	for _, f := range p.Failures {
		tracks(f.Containment, f.Amends, "failures", f.Key)
	}
}

func checkLadders(p *Playbook, c clock, r *report) {
	for _, l := range p.Ladders {
		path := []string{"ladders", l.Key}
		names := map[string]bool{}
		for i, rung := range l.Rungs {
			at := join(path, "rungs", index(i))
			if names[rung.Name] {
				r.at(join(at, "name"), "this ladder has a rung %q already", rung.Name)
			}
			names[rung.Name] = true
			if i > 0 && c.length(rung.After) <= c.length(l.Rungs[i-1].After) {
				r.at(join(at, "after"), "%s does not come after the rung before it (%s); put the rungs in order", rung.After, l.Rungs[i-1].After)
			}
		}
		last := l.Rungs[len(l.Rungs)-1].After
		if c.length(l.BrokenAfter) < c.length(last) || c.length(l.BrokenAfter) < 0 {
			r.at(join(path, "broken_after"), "%s is before the last rung (%s); nobody would be told any more", l.BrokenAfter, last)
		}
	}
}

func checkSeverity(p *Playbook, r *report) {
	unique := map[string]int{}
	for i, rule := range p.SeverityRules {
		checkRepeated([]string{"severity", index(i), "when"}, rule.When, i, unique, r)
	}
}

func checkChanges(p *Playbook, r *report) {
	unique := map[string]int{}
	for i, c := range p.Changes {
		checkRepeated([]string{"changes", index(i), "when"}, c.When, i, unique, r)
	}
}

// checkRepeated reports a condition that stands in the same list before.
func checkRepeated(path []string, c Condition, i int, seen map[string]int, r *report) {
	if first, ok := seen[c.Text]; ok {
		r.at(path, "entry %d of this list has the same condition; put the two together", first+1)
		return
	}
	seen[c.Text] = i
}

// checkReached reports entries of a list in which the first that holds counts, and that can
// never be reached because one before them always holds or has the same condition.
func checkReached(p *Playbook, conditions []Condition, path func(i int) []string, r *report) {
	seen := map[string]int{}
	always := -1
	for i, c := range conditions {
		first, same := seen[c.Text]
		switch {
		case always >= 0:
			r.at(path(i), "this is never reached: entry %d before it always holds", always+1)
		case same:
			r.at(path(i), "this is never reached: entry %d before it has the same condition", first+1)
		case p.always(c):
			always = i
		}
		seen[c.Text] = i
	}
}

// always reports whether a condition holds whatever the facts.
func (p *Playbook) always(c Condition) bool {
	constant := p.rules[c.at].constant
	return c.Text == "" || constant != nil && *constant
}

func checkFailures(p *Playbook, r *report) {
	common := map[string]bool{}
	for _, q := range p.EveryFailure.Questions {
		common[q.Key] = true
	}
	for _, f := range p.Failures {
		for _, q := range f.Questions {
			if common[q.Key] {
				r.atKey([]string{"failures", f.Key, "questions"}, q.Key, "every failure asks a question of this key already; take one out or rename it")
			}
		}
		checkSteps(p, f, r)
	}
}

// checkSteps reports keys used twice in one plan: a step is known by its key.
func checkSteps(p *Playbook, f Failure, r *report) {
	seen := map[string]bool{}
	for _, s := range slices.Concat(p.EveryFailure.Containment, p.EveryFailure.Amends) {
		seen[s.Key] = true
	}
	for _, s := range f.Containment {
		once(r, seen, s.Key, "failures", f.Key, "containment")
	}
	for _, s := range f.Amends {
		once(r, seen, s.Key, "failures", f.Key, "amends")
	}
}

// once reports a step whose key was seen before.
func once(r *report, seen map[string]bool, key string, path ...string) {
	if seen[key] {
		r.atKey(path, key, "this failure's plan has a step of this key already; rename one")
	}
	seen[key] = true
}

func checkCommitments(p *Playbook, r *report) {
	for _, c := range p.Commitments {
		path := []string{"commitments", c.Kind}
		followsUp := c.Kind == "followup_fix" || c.Kind == "followup_relationship"
		if followsUp != (c.From == "resolved") {
			r.at(join(path, "from"), "follow-ups count from resolved, all others from opened")
		}
		if c.Every != nil && c.Kind != "update" {
			r.atKey(path, "every", "only updates are repeated")
		}
		conditions := make([]Condition, len(c.Faster))
		for i, f := range c.Faster {
			conditions[i] = f.When
		}
		checkReached(p, conditions, func(i int) []string { return join(path, "faster", index(i), "when") }, r)
	}
}

func checkAuthority(p *Playbook, r *report) {
	for _, kind := range []string{Restitution, Statutory, Goodwill} {
		below, lower := money.Amount{}, ""
		for _, key := range roleKeys() {
			role, _ := find(p.Roles, key)
			limit, _ := role.limit(kind)
			path := []string{"authority", key, kind, "up_to"}
			a := checkAmount(p, path, limit.UpTo, r)
			if lower != "" && !below.AtMost(a) {
				r.at(path, "%s is less than a %s may give (%s)", a.Plain(), lower, below.Plain())
			}
			below, lower = a, key
		}
	}
}

// checkAmount is the amount, reported when the currency does not know such decimals.
func checkAmount(p *Playbook, path []string, decimal string, r *report) money.Amount {
	a, err := money.Parse(decimal, p.Company.Currency)
	if err != nil {
		r.at(path, "%q is not an amount in %s", decimal, p.Company.Currency)
	}
	return a
}
