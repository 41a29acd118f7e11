// Package triage is the reader: it reads an incoming message and says whether it is a complaint,
// what failed, how upset the writer is, what they want and what must not be missed, each with
// the words that show it. It must not decide anything: severity is the playbook's, money and
// people are nobody's to judge from a feeling.
//
// The kinds are those of the playbook. The annotation guideline has a list of its own; Guideline
// maps one to the other: double_charge and billing are one there, broken_promise is a delay. Flags,
// wants and emotion use the guideline's codes.
//
// Rules and classes of words are data in lang/. A small linear model, trained by train/ on the
// messages beside it, weighs what they and the words themselves say; what it finds is shown by
// the customer's words of the greatest weight.
package triage

// Input is a message as it came in.
type Input struct {
	Channel      string
	Subject      string
	Text         string
	Wants        string // what the customer wrote where we asked what would put it right
	HasReference bool   // an order or account number came beside the text
}

// Finding is one thing that was read, with its grounds.
type Finding[T any] struct {
	Value      T
	Words      string  // the customer's words that show it; "" when their absence does
	Why        string  // one plain sentence
	Confidence float64 // 0 to 1; below 0.5 a person should look
}

// Whether the customer used what failed all the same (evidence 2.3).
const (
	UsedYes     = "yes"
	UsedNo      = "no"
	UsedUnknown = "unknown"
)

// Reading is what was read out of one message.
type Reading struct {
	Complaint  Finding[bool]
	Kind       Finding[string]   // one of Kinds
	Emotion    Finding[int]      // 0 calm, 1 annoyed, 2 very upset, 3 furious or in despair
	Wants      []Finding[string] // the guideline's codes; empty when nothing is asked for
	Flags      []Finding[string] // the guideline's codes
	Language   string            // ISO 639-1, "und" when it does not show
	Reference  string            // an order or booking number found in the text, or ""
	Headline   string            // the customer's own most telling words, for the title of the case
	UsedAnyway Finding[string]   // one of the Used constants
}

// Other is the kind of what fits no other, and of what is no complaint.
const Other = "other"

// BrokenPromise is the kind of a complaint that shows nothing but a promise of ours not kept.
const BrokenPromise = "broken_promise"

// Policy is the kind of a complaint about a rule, a clause or a claim denied by one.
const Policy = "policy"

// Kinds lists the kinds of failure, the same keys as the playbook's.
func Kinds() []string {
	return []string{"parcel_missing", "late", "damaged", "wrong_item", "double_charge", "billing", "rude_staff", "no_answer", "outage",
		"service_quality", "cancelled", "data_privacy", "safety", Policy, BrokenPromise, Other}
}

// Guideline is the annotation guideline's code for a kind of ours: "not_received" for
// parcel_missing, "none" for other.
func Guideline(kind string) string {
	for _, k := range english().Kinds {
		if k.Key == kind {
			return k.Guideline
		}
	}
	if kind == BrokenPromise {
		return "delay"
	}
	return "none"
}

// longestRead bounds what is read of a message, in bytes: nobody's point comes later.
const longestRead = 60_000

// Read reads a message. It takes time linear in its length and accepts any bytes.
func Read(in Input) Reading { return readWith(trained(), in) }

func readWith(m *model, in Input) Reading {
	r := newReader(in)
	r.judge(m)
	flags := r.flags()
	out := Reading{
		Kind:       r.kind(flags),
		Emotion:    r.emotion(),
		Wants:      r.wants(),
		Flags:      flags,
		Language:   language(r.text),
		Reference:  reference(r.text),
		UsedAnyway: r.used(),
	}
	out.Complaint = r.complaint(out.Kind)
	if !out.Complaint.Value {
		out.Kind = Finding[string]{Value: Other, Why: "This is no complaint.", Confidence: out.Complaint.Confidence}
	} else if out.Emotion.Value == 0 {
		out.Emotion = Finding[int]{Value: 1, Words: out.Complaint.Words, Why: "Whoever complains is let down, also in calm words.", Confidence: 0.6}
	}
	out.Headline = headline(in)
	return out
}
