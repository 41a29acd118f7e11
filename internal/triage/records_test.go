package triage

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// record is a labelled message; in the development set what two readings disagree on is null.
type record struct {
	ID, Channel, Text string
	IsComplaint       *bool `json:"is_complaint"`
	Failure           *string
	Emotion           *int
	EmotionEither     []int `json:"emotion_either"`
	Flags, Wants      []string
	FlagsDisputed     []string `json:"flags_disputed"`
	WantsDisputed     []string `json:"wants_disputed"`
}

// example is a record as the learner takes it.
func (r record) example() Example {
	return Example{Text: r.Text, Channel: r.Channel, Complaint: *r.IsComplaint, Failure: *r.Failure, Emotion: *r.Emotion, Flags: r.Flags, Wants: r.Wants}
}

// score counts as the judges do.
type score struct {
	complaints, flags, wants tally
	kinds, kindsRight        float64
	emotions, withinOne      float64
}

type tally struct{ right, false, missed float64 }

func (c tally) f1() float64 { return 2 * c.right / max(1, 2*c.right+c.false+c.missed) }

func (s *score) log(t *testing.T) {
	t.Helper()
	t.Logf("complaint F1 %.3f, kind %.3f, flags F1 %.3f, wants F1 %.3f, emotion within one %.3f",
		s.complaints.f1(), s.kindsRight/s.kinds, s.flags.f1(), s.wants.f1(), s.withinOne/s.emotions)
}

// records decodes a file with a record a line, or gives nil where there is none.
func records(t *testing.T, path string) []record {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	var out []record
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// TestDevelopmentRecords reads ../shared's labelled messages, of which nothing was learned, and
// holds what is reached on them. It is skipped only where they are absent.
func TestDevelopmentRecords(t *testing.T) {
	t.Parallel()
	all := records(t, "../../../shared/data/triage/dev.jsonl")
	if all == nil {
		t.Skip("the labelled messages are not here")
	}
	var s score
	for _, r := range all {
		s.add(r, Read(Input{Channel: r.Channel, Text: r.Text}))
	}
	s.log(t)
	if s.complaints.f1() < 0.97 || s.kindsRight/s.kinds < 0.54 || s.flags.f1() < 0.68 || s.withinOne/s.emotions < 0.97 {
		t.Error("the reader has become worse")
	}
}

// TestCrossValidation learns from two thirds of the training messages and reads the last third,
// three times, so that the figure is of messages never seen.
func TestCrossValidation(t *testing.T) {
	if testing.Short() {
		t.Skip("learning three times takes seconds")
	}
	t.Parallel()
	const folds = 3
	all, written := records(t, "train/messages.jsonl"), records(t, "train/written.jsonl")
	var s score
	for fold := range folds {
		var seen []Example
		for i, r := range all {
			if i%folds != fold {
				seen = append(seen, r.example())
			}
		}
		for _, r := range written {
			seen = append(seen, Example{Text: r.Text, Failure: *r.Failure, KindOnly: true})
		}
		m, err := unpack(Learn(seen))
		if err != nil {
			t.Fatal(err)
		}
		for i := fold; i < len(all); i += folds {
			s.add(all[i], readWith(m, Input{Channel: all[i].Channel, Text: all[i].Text}))
		}
	}
	s.log(t)
	if s.complaints.f1() < 0.95 || s.kindsRight/s.kinds < 0.50 || s.flags.f1() < 0.58 || s.withinOne/s.emotions < 0.95 {
		t.Error("what is learned carries less far than it did")
	}
}

func (s *score) add(r record, got Reading) {
	if r.IsComplaint != nil {
		s.complaints.add(*r.IsComplaint, got.Complaint.Value)
	}
	if r.Failure != nil {
		s.kinds++
		if Guideline(got.Kind.Value) == *r.Failure {
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
	s.flags.addCodes(flagCodes(), r.Flags, r.FlagsDisputed, got.Flags)
	s.wants.addCodes(wantCodes(), r.Wants, r.WantsDisputed, got.Wants)
}

func (c *tally) addCodes(codes, want, disputed []string, got []Finding[string]) {
	for _, code := range codes {
		if slices.Contains(disputed, code) && !slices.Contains(want, code) {
			continue
		}
		c.add(slices.Contains(want, code), slices.Contains(values(got), code))
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
