package playbook

import (
	"slices"
	"testing"
	"time"

	"amends/internal/calendar"
	"amends/internal/money"

	"pgregory.net/rapid"
)

func TestFill(t *testing.T) {
	t.Parallel()
	values := map[string]string{"customer.first_name": "Ada", "next_word": "Tuesday 11:00", "case.quote": "{{owner.name}}", "empty": ""}
	tests := []struct {
		name, text, want string
		missing          []string
	}{
		{"filled", "Dear {{customer.first_name}}, by {{next_word}}.", "Dear Ada, by Tuesday 11:00.", nil},
		{"blanks inside", "{{ customer.first_name }}", "Ada", nil},
		{"missing, once", "{{owner.name}} {{owner.name}} {{next_word}}", "{{owner.name}} {{owner.name}} Tuesday 11:00", []string{"owner.name"}},
		{"empty is missing", "{{empty}}", "{{empty}}", []string{"empty"}},
		{"a value is not filled again", "“{{case.quote}}”", "“{{owner.name}}”", nil},
		{"single braces are text", "{next_word}", "{next_word}", nil},
		{"nothing", "", "", nil},
	}
	for _, tt := range tests {
		got, missing := Fill(tt.text, values)
		if got != tt.want || !slices.Equal(missing, tt.missing) {
			t.Errorf("%s: %q missing %q, want %q missing %q", tt.name, got, missing, tt.want, tt.missing)
		}
	}
}

func TestTemplatesFor(t *testing.T) {
	t.Parallel()
	p := setup(t)
	tests := []struct {
		purpose string
		facts   Facts
		want    string
	}{
		{PurposeAcknowledgement, Facts{Kind: "late"}, "acknowledgement"},
		{PurposeAcknowledgement, Facts{Kind: "late", Repeat: 1}, "acknowledgement_again"},
		{PurposeAcknowledgement, Facts{Kind: "rude_staff"}, "acknowledgement_anger"},
		{PurposeAcknowledgement, Facts{Kind: "safety", Repeat: 1}, "acknowledgement_safety"},
		{PurposeReply, Facts{Kind: "late", Fault: "ours"}, "apology"},
		{PurposeReply, Facts{Kind: "late"}, "apology_open"},
		{PurposeReply, Facts{Kind: "late", Fault: "ours", Repeat: 1}, ""},
		{PurposeFollowUpFix, Facts{}, "fix_check"},
		{PurposeFollowUpStill, Facts{}, "relationship_check"},
		{PurposeLate, Facts{}, "late_promise"},
	}
	for _, tt := range tests {
		got, ok := p.TemplateFor(tt.purpose, tt.facts)
		if got.Key != tt.want || ok != (tt.want != "") {
			t.Errorf("%s %+v: %q, want %q", tt.purpose, tt.facts, got.Key, tt.want)
		}
	}
	if _, ok := p.Template("apology"); !ok {
		t.Error("the apology is not found by its key")
	}
}

func TestRemedies(t *testing.T) {
	t.Parallel()
	p := setup(t)
	tests := []struct {
		name  string
		facts Facts
		key   string
		worth money.Amount
		asks  bool
		mends bool
	}{
		{"not used: all of it", Facts{Kind: "parcel_missing", Fault: "ours", UsedAnyway: "no", OrderValue: euros(186)}, "refund", euros(186), false, true},
		{"used: a part", Facts{Kind: "damaged", Fault: "ours", UsedAnyway: "yes", OrderValue: euros(100)}, "partial_refund", euros(20), false, true},
		{"no order value: a person says", Facts{Kind: "damaged", Fault: "ours"}, "refund", money.Of(0, "EUR"), true, true},
		{"a small credit for a wait", Facts{Kind: "late", Fault: "ours", OrderValue: euros(100)}, "store_credit", euros(10), false, true},
		{"a credit below the cap of a small order", Facts{Kind: "late", Fault: "ours", OrderValue: euros(4)}, "store_credit", euros(6), false, true},
		{"rights are asked", Facts{Kind: "cancelled", Fault: "not_ours", OrderValue: euros(100)}, "legal_compensation", money.Of(0, "EUR"), true, true},
		{"a note for a second failure", Facts{Kind: "billing", Repeat: 1}, "hand_written_note", money.Of(0, "EUR"), false, false},
	}
	for _, tt := range tests {
		list := p.Remedies(tt.facts)
		i := slices.IndexFunc(list, func(s Suggestion) bool { return s.Key == tt.key })
		if i < 0 {
			t.Errorf("%s: %s is not suggested", tt.name, tt.key)
			continue
		}
		s := list[i]
		if s.Worth != tt.worth || s.Asks != tt.asks || s.Mends != tt.mends || s.Reason == "" {
			t.Errorf("%s: %s asks %v mends %v because %q", tt.name, s.Worth.Plain(), s.Asks, s.Mends, s.Reason)
		}
	}
}

func TestRemediesThatDoNotFitAreLeftOut(t *testing.T) {
	t.Parallel()
	p := setup(t)
	tests := []struct {
		name  string
		facts Facts
		key   string
	}{
		{"no part of the money when it was not used", Facts{Kind: "damaged", UsedAnyway: "no"}, "partial_refund"},
		{"no refund of what was used", Facts{Kind: "damaged", UsedAnyway: "yes"}, "refund"},
		{"no goodwill when it is not our fault", Facts{Kind: "late", Fault: "not_ours"}, "store_credit"},
		{"no code where others read", Facts{Kind: "late", Fault: "ours", Channel: "review"}, "discount_code"},
		{"no code on a repeat", Facts{Kind: "late", Fault: "ours", Channel: "mail", Repeat: 1}, "discount_code"},
	}
	for _, tt := range tests {
		if slices.ContainsFunc(p.Remedies(tt.facts), func(s Suggestion) bool { return s.Key == tt.key }) {
			t.Error(tt.name)
		}
	}
}

// Whatever the facts: what mends comes first, and nothing passes the hard cap of the order.
func TestRemediesKeepTheirOrderAndCap(t *testing.T) {
	t.Parallel()
	p := setup(t)
	rapid.Check(t, func(t *rapid.T) {
		f := Facts{
			Kind:       rapid.SampledFrom(p.Failures).Draw(t, "failure").Key,
			Fault:      rapid.SampledFrom(Faults()).Draw(t, "fault"),
			UsedAnyway: rapid.SampledFrom(Uses()).Draw(t, "used"),
			Flags:      rapid.SliceOf(rapid.SampledFrom(Flags())).Draw(t, "flags"),
			Emotion:    rapid.IntRange(0, 3).Draw(t, "emotion"),
			Repeat:     rapid.IntRange(0, 3).Draw(t, "repeat"),
			OrderValue: money.Of(rapid.Int64Range(0, 1e9).Draw(t, "value"), "EUR"),
		}
		list := p.Remedies(f)
		if !slices.IsSortedFunc(list, func(a, b Suggestion) int { return first(a.Mends) - first(b.Mends) }) {
			t.Fatal("a remedy that mends less comes first")
		}
		for _, s := range list {
			if f.OrderValue.Minor > 0 && !s.Worth.AtMost(f.OrderValue.Share(p.Offers.HardCap)) {
				t.Fatalf("%s of %s for an order of %s", s.Key, s.Worth.Plain(), f.OrderValue.Plain())
			}
		}
	})
}

func TestAuthority(t *testing.T) {
	t.Parallel()
	p := setup(t)
	tests := []struct {
		role, kind string
		order      money.Amount
		want       money.Amount
	}{
		{"representative", Goodwill, money.Amount{}, euros(50)},
		{"representative", Goodwill, euros(30), euros(30)},
		{"representative", Goodwill, euros(80), euros(50)},
		{"representative", Goodwill, money.Of(3000, "USD"), euros(50)},
		{"representative", Restitution, euros(30), euros(250)},
		{"lead", Goodwill, euros(30), euros(200)},
		{"manager", Statutory, euros(30), euros(10000)},
		{"passer-by", Goodwill, euros(30), money.Of(0, "EUR")},
		{"lead", "bribe", euros(30), money.Of(0, "EUR")},
	}
	for _, tt := range tests {
		if got := p.AuthorityFor(tt.role, tt.kind, tt.order); got != tt.want {
			t.Errorf("%s, %s, order %s: %s, want %s", tt.role, tt.kind, tt.order.Plain(), got.Plain(), tt.want.Plain())
		}
	}
}

func TestLadders(t *testing.T) {
	t.Parallel()
	p := setup(t)
	tests := []struct {
		kind, first, broken string
		rungs               int
	}{
		{"decision", "-30m working", "2 business days", 4},
		{"delivery", "-30m working", "2 business days", 4},
		{"acknowledgement", "0m", "24h", 2},
		{"resolution", "-4h working", "27 days", 4},
	}
	for _, tt := range tests {
		l := p.Ladder(tt.kind)
		if len(l.Rungs) != tt.rungs || l.Rungs[0].After.String() != tt.first || l.BrokenAfter.String() != tt.broken {
			t.Errorf("%s: %+v", tt.kind, l)
		}
	}
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	c, err := setup(t).Calendar(time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	day := func(d int, hour int) time.Time { return time.Date(2026, time.December, d, hour, 0, 0, 0, time.UTC) }
	for at, open := range map[time.Time]bool{
		day(23, 17): true,  // a Wednesday
		day(23, 18): false, // after hours
		day(24, 11): true,  // Christmas Eve, until noon
		day(24, 13): false,
		day(25, 11): false, // Christmas Day
		day(27, 11): false, // a Sunday
	} {
		if c.Open(at) != open {
			t.Errorf("%s: open %v, want %v", at, !open, open)
		}
	}
	if c.Closed[calendar.Date{Year: 2026, Month: time.December, Day: 25}] != "Christmas Day" {
		t.Error("the holiday has lost its name")
	}
	if _, err := setup(t).Calendar(nil); err == nil {
		t.Error("a calendar without a zone was made")
	}
}
