package playbook

import (
	"slices"
	"sync"
	"testing"

	"amends/internal/errs"
)

func TestEveryKindHasAPlan(t *testing.T) {
	t.Parallel()
	p := setup(t)
	for _, failure := range p.Failures {
		plan, err := p.Plan(Facts{Kind: failure.Key, Fault: "ours"})
		if err != nil {
			t.Errorf("%s: %v", failure.Key, err)
			continue
		}
		if len(plan.Questions) == 0 {
			t.Errorf("%s asks nothing", failure.Key)
		}
		for _, track := range []string{Containment, Amends} {
			if !slices.ContainsFunc(plan.Steps, func(s PlannedStep) bool { return s.Track == track }) {
				t.Errorf("%s has no step of %s", failure.Key, track)
			}
		}
		var kinds []string
		for _, c := range plan.Commitments {
			kinds = append(kinds, c.Kind)
		}
		want := []string{"acknowledgement", "decision", "update", "resolution", "followup_fix", "followup_relationship"}
		if !slices.Equal(kinds, want) {
			t.Errorf("%s owes %v, want %v", failure.Key, kinds, want)
		}
		if len(plan.Because) > 0 && failure.Severity < 3 {
			t.Errorf("%s: an ordinary case is changed because %q", failure.Key, plan.Because)
		}
	}
}

func TestUnknownKindIsRefused(t *testing.T) {
	t.Parallel()
	_, err := setup(t).Plan(Facts{Kind: "aliens"})
	if !errs.Is(err, errs.Invalid) {
		t.Errorf("got %v, want invalid", err)
	}
}

func TestSeverity(t *testing.T) {
	t.Parallel()
	p := setup(t)
	tests := []struct {
		name  string
		facts Facts
		want  int
	}{
		{"late", Facts{Kind: "late"}, 1},
		{"parcel missing", Facts{Kind: "parcel_missing"}, 2},
		{"privacy", Facts{Kind: "data_privacy"}, 3},
		{"safety", Facts{Kind: "safety"}, 4},
		{"late and somebody hurt", Facts{Kind: "late", Flags: []string{"safety"}}, 4},
		{"late and a wedding", Facts{Kind: "late", Flags: []string{"date_that_matters"}}, 3},
		{"late and a lawyer", Facts{Kind: "late", Flags: []string{"legal_or_regulator"}}, 3},
		{"late and calm though vulnerable", Facts{Kind: "late", Flags: []string{"vulnerable"}, Emotion: 1}, 1},
		{"late and vulnerable and upset", Facts{Kind: "late", Flags: []string{"vulnerable"}, Emotion: 2}, 3},
		{"late and furious", Facts{Kind: "late", Emotion: 3}, 3},
		{"late for the second time", Facts{Kind: "late", Repeat: 1}, 2},
		{"late like last year", Facts{Kind: "late", RepeatSameKind: true}, 3},
		{"late and a word not kept", Facts{Kind: "late", Flags: []string{"broken_promise"}}, 2},
		{"late, 499.99", Facts{Kind: "late", OrderValue: euros(500).Share(99)}, 1},
		{"late, 500", Facts{Kind: "late", OrderValue: euros(500)}, 3},
		{"a kind nobody described", Facts{Kind: "aliens"}, 2},
		{"what a person set is not looked at", Facts{Kind: "late", Severity: 4}, 1},
	}
	for _, tt := range tests {
		got, because := p.Severity(tt.facts)
		if got != tt.want {
			t.Errorf("%s: severity %d because %q, want %d", tt.name, got, because, tt.want)
		}
		if lifted := got > p.ownSeverity(tt.facts.Kind); lifted != (len(because) > 0) {
			t.Errorf("%s: severity %d with reasons %q", tt.name, got, because)
		}
	}
}

func TestWhatAPersonSetCounts(t *testing.T) {
	t.Parallel()
	plan, err := setup(t).Plan(Facts{Kind: "safety", Severity: 1})
	if err != nil || plan.Severity != 1 || plan.Sponsor != "" {
		t.Errorf("severity %d, sponsor %q, %v; want 1 and none", plan.Severity, plan.Sponsor, err)
	}
}

func TestRepeatChangesThePlan(t *testing.T) {
	t.Parallel()
	p := setup(t)
	tests := []struct {
		name              string
		facts             Facts
		sponsor           string
		priority          int
		noTemplate, other bool
	}{
		{"first", Facts{Kind: "late"}, "", 0, false, false},
		{"second", Facts{Kind: "late", Repeat: 1}, "", 1, true, true},
		{"third", Facts{Kind: "late", Repeat: 2}, "manager", 3, true, true},
		{"same kind within the year", Facts{Kind: "late", RepeatSameKind: true}, "", 1, true, true},
		{"second, same kind", Facts{Kind: "late", Repeat: 1, RepeatSameKind: true}, "", 1, true, true},
		{"grave", Facts{Kind: "safety"}, "manager", 2, true, false},
		{"serious and angry", Facts{Kind: "late", Emotion: 3}, "lead", 0, false, false},
		{"lawyer and angry: the higher sponsor", Facts{Kind: "late", Emotion: 3, Flags: []string{"legal_or_regulator"}}, "manager", 0, true, false},
		{"public and loyal", Facts{Kind: "late", Public: true, CustomerValue: 1000}, "", 2, false, false},
	}
	for _, tt := range tests {
		plan, err := p.Plan(tt.facts)
		if err != nil {
			t.Fatal(err)
		}
		if plan.Sponsor != tt.sponsor || plan.Priority != tt.priority || plan.NoTemplate != tt.noTemplate || plan.OtherOwner != tt.other {
			t.Errorf("%s: sponsor %q priority %d no template %v other owner %v, because %q",
				tt.name, plan.Sponsor, plan.Priority, plan.NoTemplate, plan.OtherOwner, plan.Because)
		}
		if tt.name != "first" && len(plan.Because) == 0 {
			t.Errorf("%s: the plan changed without a reason", tt.name)
		}
	}
}

func TestNothingGivenIsAsked(t *testing.T) {
	t.Parallel()
	p := setup(t)
	tests := []struct {
		name    string
		facts   Facts
		skipped string
	}{
		{"the reference is known", Facts{Kind: "parcel_missing", Reference: "A-1009"}, "reference"},
		{"the reference was answered", Facts{Kind: "parcel_missing", Given: []string{"reference"}}, "reference"},
		{"the address was answered", Facts{Kind: "parcel_missing", Given: []string{"address"}}, "address"},
		{"they said what they want", Facts{Kind: "parcel_missing", Wants: []string{"refund"}}, "outcome"},
		{"we have a number", Facts{Kind: "parcel_missing", Given: []string{"phone"}}, "reach"},
		{"a picture came along", Facts{Kind: "damaged", Given: []string{"files"}}, "photo"},
	}
	for _, tt := range tests {
		before, _ := p.Plan(Facts{Kind: tt.facts.Kind})
		after, err := p.Plan(tt.facts)
		if err != nil {
			t.Fatal(err)
		}
		asks := func(plan Plan) bool {
			return slices.ContainsFunc(plan.Questions, func(q Question) bool { return q.Key == tt.skipped })
		}
		if !asks(before) || asks(after) {
			t.Errorf("%s: asked before %v, after %v", tt.name, asks(before), asks(after))
		}
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	p := setup(t)
	tests := []struct {
		facts                               Facts
		decision, update, every, resolution string
	}{
		{Facts{Kind: "late"}, "4h working", "2 business days", "2 business days", "3 business days"},
		{Facts{Kind: "data_privacy"}, "2h working", "1 business day", "1 business day", "2 business days"},
		{Facts{Kind: "safety"}, "1h working", "4h working", "1 business day", "1 business day"},
		{Facts{Kind: "late", Public: true}, "1h working", "15m working", "2 business days", "3 business days"},
	}
	for _, tt := range tests {
		plan, err := p.Plan(tt.facts)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]PlannedCommitment{}
		for _, c := range plan.Commitments {
			got[c.Kind] = c
		}
		if got["decision"].Within.String() != tt.decision || got["update"].Within.String() != tt.update ||
			got["update"].Every.String() != tt.every || got["resolution"].Within.String() != tt.resolution {
			t.Errorf("%s severity %d: decision %s, update %s every %s, resolution %s", tt.facts.Kind, plan.Severity,
				got["decision"].Within, got["update"].Within, got["update"].Every, got["resolution"].Within)
		}
	}
}

func TestSponsorsStepsGoToTheLeadWithoutASponsor(t *testing.T) {
	t.Parallel()
	p := setup(t)
	for sponsor, facts := range map[string]Facts{"lead": {Kind: "safety", Severity: 3}, "sponsor": {Kind: "safety"}} {
		plan, err := p.Plan(facts)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(plan.Steps, func(s PlannedStep) bool { return s.Key == "visit" })
		if i < 0 || plan.Steps[i].Who != sponsor {
			t.Errorf("the visit is not the %s's: %+v", sponsor, plan.Steps)
		}
	}
}

func TestARuleThatCannotBeWorkedOutIsLeftOut(t *testing.T) {
	t.Parallel()
	p, problems := Parse(changed(t, `'"legal_or_regulator" in flags'`, `'flags[7] == "safety"'`))
	if problems != nil {
		t.Fatal(problems)
	}
	plan, err := p.Plan(Facts{Kind: "late"})
	if err != nil || plan.Severity != 1 || len(plan.Because) != 1 {
		t.Errorf("severity %d because %q, %v; want an excuse and nothing else", plan.Severity, plan.Because, err)
	}
}

func TestPlansAtOnce(t *testing.T) {
	t.Parallel()
	p := setup(t)
	want, _ := p.Plan(Facts{Kind: "late", Repeat: 1})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				got, err := p.Plan(Facts{Kind: "late", Repeat: 1})
				if err != nil || !slices.Equal(got.Because, want.Because) || len(got.Steps) != len(want.Steps) {
					t.Errorf("got %+v, %v", got, err)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkPlan(b *testing.B) {
	p, _ := Parse(Default())
	for b.Loop() {
		if _, err := p.Plan(Facts{Kind: "parcel_missing", Fault: "ours", Emotion: 2, Flags: []string{"date_that_matters"}}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse(Default())
	}
}
