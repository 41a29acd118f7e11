package playbook

import (
	"strings"

	"amends/internal/money"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// Facts are what the rules may look at. The zero value of every field means "not known".
type Facts struct {
	Kind           string // a key of the playbook's failures
	Severity       int    // 1 to 4 as a person set it; 0 lets the playbook judge
	Fault          string // ours, shared, unclear, not_ours
	UsedAnyway     string // yes, no, unknown
	Channel        string // mail, phone, in_person, form, page, api ...
	Emotion        int    // 0 calm to 3 furious or in despair
	Reference      string // order, booking or account
	Flags          []string
	Wants          []string
	Given          []string // what the customer has told us: see Givens, and keys of answered questions
	Repeat         int      // earlier failures of this customer within Repeats.AnyKind
	RepeatSameKind bool     // one of the same kind within Repeats.SameKind
	Public         bool     // the complaint stands where others read it
	Staffed        bool     // people are at work now
	OrderValue     money.Amount
	CustomerValue  int64 // what the customer has spent with us so far, in whole units of the currency
}

// Faults are the values of Facts.Fault. This list and the next ones are closed: what a rule
// compares with a fact is checked against them.
func Faults() []string { return []string{"ours", "shared", "unclear", "not_ours"} }

// Uses are the values of Facts.UsedAnyway.
func Uses() []string { return []string{"yes", "no", "unknown"} }

// Flags are the values of Facts.Flags.
func Flags() []string {
	return []string{"threat_to_leave", "legal_or_regulator", "public_exposure", "safety", "vulnerable",
		"repeat_contact", "broken_promise", "abusive", "date_that_matters", "third_party"}
}

// Wants are the values of Facts.Wants.
func Wants() []string {
	return []string{"refund", "replacement", "compensation", "fix", "explanation", "apology",
		"answer", "cancellation", "prevention", "none_stated"}
}

// Givens are the values of Facts.Given, besides the keys of questions that were answered.
func Givens() []string {
	return []string{"name", "email", "phone", "reference", "occurred_at", "wants", "files"}
}

// fact is one name a rule may use.
type fact struct {
	name  string
	kind  *cel.Type
	means string
	value func(Facts) any
}

// vocabulary is every name a rule may use, with its type and its value.
func vocabulary() []fact {
	list := cel.ListType(cel.StringType)
	return []fact{
		{"kind", cel.StringType, "the kind of failure, a key of `failures`", func(f Facts) any { return types.String(f.Kind) }},
		{"severity", cel.IntType, "1 to 4; in `severity` rules the failure's own, before the rules", func(f Facts) any { return types.Int(f.Severity) }},
		{"fault", cel.StringType, "ours, shared, unclear, not_ours", func(f Facts) any { return types.String(f.Fault) }},
		{"used_anyway", cel.StringType, "yes, no, unknown: did the customer use or keep it?", func(f Facts) any { return types.String(f.UsedAnyway) }},
		{"channel", cel.StringType, "mail, phone, in_person, form, page, api ...", func(f Facts) any { return types.String(f.Channel) }},
		{"emotion", cel.IntType, "0 calm, 1 annoyed, 2 angry, 3 furious or in despair", func(f Facts) any { return types.Int(f.Emotion) }},
		{"reference", cel.StringType, "order, booking or account; \"\" when not known", func(f Facts) any { return types.String(short(f.Reference)) }},
		{"flags", list, "what the message shows: a list", func(f Facts) any { return stringList(f.Flags) }},
		{"wants", list, "what the customer wants: a list", func(f Facts) any { return stringList(f.Wants) }},
		{"given", list, "what the customer has told us already: a list", func(f Facts) any { return stringList(f.Given) }},
		{"repeat", cel.IntType, "earlier failures within `repeat.any_kind_within`", func(f Facts) any { return types.Int(f.Repeat) }},
		{"repeat_same_kind", cel.BoolType, "one of the same kind within `repeat.same_kind_within`", func(f Facts) any { return types.Bool(f.RepeatSameKind) }},
		{"public", cel.BoolType, "the complaint stands where others read it", func(f Facts) any { return types.Bool(f.Public) }},
		{"staffed", cel.BoolType, "people are at work now", func(f Facts) any { return types.Bool(f.Staffed) }},
		{"order_value", cel.IntType, "what was paid, to compare with money(\"100.00\"); 0 when not known", func(f Facts) any { return types.Int(f.OrderValue.Minor) }},
		{"customer_value", cel.IntType, "spent with us so far, in whole units of the currency", func(f Facts) any { return types.Int(f.CustomerValue) }},
	}
}

// What a rule sees of one fact is bounded, so that the cost of a rule is known when it is read.
const (
	maxText = 200
	maxList = 40
)

func short(s string) string {
	if len(s) <= maxText {
		return s
	}
	return strings.ToValidUTF8(s[:maxText], "")
}

func stringList(list []string) any {
	list = list[:min(len(list), maxList)]
	bounded := make([]string, len(list))
	for i, s := range list {
		bounded[i] = short(s)
	}
	return types.NewStringList(types.DefaultTypeAdapter, bounded)
}

// bindings are the facts as a rule sees them.
func bindings(f Facts) map[string]any {
	names := vocabulary()
	m := make(map[string]any, len(names))
	for _, n := range names {
		m[n.name] = n.value(f)
	}
	return m
}
