package triage

import (
	"bytes"
	"slices"
	"testing"
)

func TestLearningGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	examples := []Example{
		{Text: "My parcel never came.", Complaint: true, Failure: "not_received", Emotion: 1, Flags: []string{"repeat_contact"}},
		{Text: "What time do you open?", Failure: "none"},
		{Text: "The lamp is broken.", Complaint: true, Failure: "damaged_or_defective", Emotion: 2, Wants: []string{"replacement"}},
	}
	first, second := Learn(examples), Learn(examples)
	if !bytes.Equal(first, second) {
		t.Fatal("the same examples gave two models")
	}
	m, err := unpack(first)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		r := newReader(Input{Text: e.Text})
		r.judge(m)
		kinds := r.scores[kindAt:emotionAt]
		if got := failures()[slices.Index(kinds, slices.Max(kinds))]; got != e.Failure {
			t.Errorf("%q read as %s", e.Text, got)
		}
	}
}

func TestBrokenWeightsAreRefused(t *testing.T) {
	t.Parallel()
	for _, data := range [][]byte{nil, {1, 2, 3}, trainedWeights[:len(trainedWeights)-1]} {
		if _, err := unpack(data); err == nil {
			t.Errorf("%d bytes were taken for a model", len(data))
		}
	}
	if len(trainedWeights) > 2_000_000 {
		t.Errorf("%d bytes of weights ship with the program", len(trainedWeights))
	}
}

// TestRulesMatchNearTheirWords holds that trying an alternative near its words only finds what
// trying it everywhere finds.
func TestRulesMatchNearTheirWords(t *testing.T) {
	t.Parallel()
	texts := records(t, "train/messages.jsonl")
	for _, rule := range english().named {
		for _, p := range rule.patterns {
			for _, part := range p.parts {
				for _, r := range texts[:200] {
					got := part.find(r.Text, lower(r.Text)) != nil
					whole := lower(r.Text)
					if part.minds {
						whole = r.Text
					}
					if want := part.expr.MatchString(whole); want != got {
						t.Fatalf("%s: %v in %q", part.expr, want, r.Text)
					}
				}
			}
		}
	}
}
