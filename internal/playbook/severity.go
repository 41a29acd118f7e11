package playbook

// Severity is how severe the playbook judges the failure, 1 to 4, and why: the greater of the
// failure's own severity and of every rule that holds. It does not look at Facts.Severity. A kind
// the playbook does not know counts as 2.
func (p *Playbook) Severity(f Facts) (int, []string) {
	f.Severity = p.ownSeverity(f.Kind)
	return p.lift(f.Severity, p.evaluate(f))
}

// unknownSeverity is that of a kind of failure nobody has described.
const unknownSeverity = 2

func (p *Playbook) ownSeverity(kind string) int {
	if failure, ok := p.Failure(kind); ok {
		return failure.Severity
	}
	return unknownSeverity
}

func (p *Playbook) lift(severity int, e *evaluation) (int, []string) {
	var because []string
	for _, rule := range p.SeverityRules {
		if rule.AtLeast > severity && e.holds(rule.When) {
			severity = rule.AtLeast
			because = append(because, rule.Because)
		}
	}
	return severity, append(because, e.excuses()...)
}
