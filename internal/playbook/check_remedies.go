package playbook

import (
	"slices"
	"strings"
)

func checkRemedies(p *Playbook, r *report) {
	for _, rem := range p.Catalogue {
		path := []string{"remedies", rem.Key}
		checkWorth(p, rem, join(path, "amount"), r)
		if _, share := rem.Cost.percent(); !share && rem.Cost != "" && rem.Cost != nothing && rem.Cost != asked {
			checkAmount(p, join(path, "cost"), string(rem.Cost), r)
		}
		if rem.Cost == asked {
			r.at(join(path, "cost"), "the cost cannot be asked; write nothing, a share or an amount")
		}
		if rem.Kind == "policy_exception" && !rem.Circumstances {
			r.atKey(path, "kind", "an exception to policy needs its circumstances; add needs_circumstances: true")
		}
		checkNames(join(path, "tell"), rem.Tell, []string{"remedy.amount", "case.reference", "company.name", "sponsor.name", "owner.name"}, r)
		conditions := make([]Condition, len(rem.Why))
		for i, w := range rem.Why {
			conditions[i] = w.When
		}
		checkReached(p, conditions, func(i int) []string { return join(path, "why", index(i)) }, r)
		if !slices.ContainsFunc(conditions, p.always) {
			r.at(join(path, "why"), "end with a reason that has no condition, so that there is always one to say")
		}
	}
	checkLosses(p, r)
}

// checkWorth keeps amounts below the caps and within what somebody may give.
func checkWorth(p *Playbook, rem Remedy, path []string, r *report) {
	if rem.Amount == nothing || rem.Amount == asked {
		return
	}
	if share, ok := rem.Amount.percent(); ok {
		if share > p.Offers.HardCap {
			r.at(path, "%s is above offers.hard_cap (%d%%)", rem.Amount, p.Offers.HardCap)
		}
		return
	}
	a := checkAmount(p, path, string(rem.Amount), r)
	if most := p.Authority("admin", rem.Money); !a.AtMost(most) {
		r.at(path, "%s is more %s than anybody may give (%s)", a.Plain(), rem.Money, most.Plain())
	}
}

// checkLosses reports a loss that failures bring and no remedy mends.
func checkLosses(p *Playbook, r *report) {
	for _, f := range p.Failures {
		mends := func(rem Remedy) bool { return slices.Contains(rem.For, f.Loss) }
		if !slices.ContainsFunc(p.Catalogue, mends) {
			r.at([]string{"failures", f.Key, "loss"}, "no remedy mends a loss of %s; add one to the catalogue", f.Loss)
		}
	}
}

func checkOffers(p *Playbook, r *report) {
	if p.Offers.Options > p.Offers.AtMost {
		r.at([]string{"offers", "options"}, "%d options are more than the %d allowed", p.Offers.Options, p.Offers.AtMost)
	}
	if p.Offers.SoftCap > p.Offers.HardCap {
		r.at([]string{"offers", "soft_cap"}, "%d%% is above the hard cap of %d%%", p.Offers.SoftCap, p.Offers.HardCap)
	}
}

// sent are the purposes of texts that go out by themselves, so that there must always be one.
func sent() []string {
	return []string{PurposeAcknowledgement, PurposeFollowUpFix, PurposeFollowUpStill, PurposeLate}
}

func checkTemplates(p *Playbook, r *report) {
	for _, t := range p.Templates {
		path := []string{"templates", t.Key}
		checkNames(join(path, "subject"), t.Subject, placeholderNames(), r)
		checkNames(join(path, "body"), t.Body, placeholderNames(), r)
	}
	for _, purpose := range sent() {
		checkPurpose(p, purpose, r)
	}
}

// checkPurpose looks at the texts of one purpose, of which the first that holds is sent.
func checkPurpose(p *Playbook, purpose string, r *report) {
	var conditions []Condition
	var keys []string
	for _, t := range p.Templates {
		if t.Purpose == purpose {
			conditions, keys = append(conditions, t.When), append(keys, t.Key)
		}
	}
	if !slices.ContainsFunc(conditions, p.always) {
		r.at([]string{"templates"}, "there is no template for %s without a condition, and one must always be there to send", purpose)
	}
	checkReached(p, conditions, func(i int) []string { return []string{"templates", keys[i]} }, r)
}

// checkNames reports placeholders nobody fills, and braces that are not closed.
func checkNames(path []string, text string, known []string, r *report) {
	for _, name := range placeholders(text) {
		if !slices.Contains(known, name) {
			r.at(path, "nothing fills {{%s}}%s", name, didYouMean(name, known))
		}
	}
	if rest := placeholder.ReplaceAllString(text, ""); strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
		r.at(path, "a placeholder is not closed; write {{name}}")
	}
}

func placeholderNames() []string {
	var names []string
	for _, ph := range Placeholders() {
		names = append(names, ph.Name)
	}
	return names
}
