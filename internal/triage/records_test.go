package triage

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// record is a labelled message of the development set; what two readings disagree on is null.
type record struct {
	ID, Channel, Text string
	IsComplaint       *bool `json:"is_complaint"`
	Failure           *string
	Emotion           *int
	EmotionEither     []int `json:"emotion_either"`
	Flags             []string
	FlagsDisputed     []string `json:"flags_disputed"`
}

// score counts as the judges do.
type score struct {
	complaints, flags   tally
	kinds, kindsRight   float64
	emotions, withinOne float64
}

type tally struct{ right, false, missed float64 }

func (c tally) f1() float64 { return 2 * c.right / max(1, 2*c.right+c.false+c.missed) }

// TestDevelopmentRecords reads ../shared's labelled messages and holds what the rules reach, so
// that a rule that helps one case and harms ten is seen.
func TestDevelopmentRecords(t *testing.T) {
	t.Parallel()
	file, err := os.Open("../../../shared/data/triage/dev.jsonl")
	if err != nil {
		t.Skip("the labelled messages are not here")
	}
	defer file.Close()
	var s score
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		s.add(r, Read(Input{Channel: r.Channel, Text: r.Text}))
	}
	t.Logf("complaint F1 %.3f, kind %.3f, flags F1 %.3f, emotion within one %.3f",
		s.complaints.f1(), s.kindsRight/s.kinds, s.flags.f1(), s.withinOne/s.emotions)
	if s.complaints.f1() < 0.93 || s.kindsRight/s.kinds < 0.40 || s.flags.f1() < 0.55 || s.withinOne/s.emotions < 0.90 {
		t.Error("the rules have become worse")
	}
}

func (s *score) add(r record, got Reading) {
	if r.IsComplaint != nil {
		s.complaints.add(*r.IsComplaint, got.Complaint.Value)
	}
	if r.Failure != nil {
		s.kinds++
		if kind := Guideline(got.Kind.Value); kind == *r.Failure || *r.Failure == "none" && !got.Complaint.Value {
			s.kindsRight++
		}
	}
	want := r.EmotionEither
	if r.Emotion != nil {
		want = []int{*r.Emotion}
	}
	s.emotions++
	if slices.ContainsFunc(want, func(e int) bool { return math.Abs(float64(e-got.Emotion.Value)) <= 1 }) {
		s.withinOne++
	}
	s.addFlags(r, got)
}

func (s *score) addFlags(r record, got Reading) {
	for code := range english().Flags {
		found := slices.ContainsFunc(got.Flags, func(f Finding[string]) bool { return f.Value == code })
		if slices.Contains(r.FlagsDisputed, code) && !slices.Contains(r.Flags, code) {
			continue
		}
		s.flags.add(slices.Contains(r.Flags, code), found)
	}
}

func (c *tally) add(want, got bool) {
	switch {
	case want && got:
		c.right++
	case got:
		c.false++
	case want:
		c.missed++
	}
}
