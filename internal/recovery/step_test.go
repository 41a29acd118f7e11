package recovery_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/recovery"
)

func TestAddStep(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		in    recovery.AddStep
		field string
	}{
		"on a track":         {in: recovery.AddStep{Track: recovery.Amends, Text: "Ring the depot", Told: "We ring"}},
		"with a time":        {in: recovery.AddStep{Track: recovery.Containment, Text: "Stop", Due: monday.Add(time.Hour)}},
		"no track":           {in: recovery.AddStep{Text: "Stop"}, field: "track"},
		"nothing to do":      {in: recovery.AddStep{Track: recovery.Amends, Text: " "}, field: "text"},
		"too long":           {in: recovery.AddStep{Track: recovery.Amends, Text: strings.Repeat("x", 201)}, field: "text"},
		"told at length":     {in: recovery.AddStep{Track: recovery.Amends, Text: "x", Told: strings.Repeat("x", 201)}, field: "text"},
		"in the past":        {in: recovery.AddStep{Track: recovery.Amends, Text: "x", Due: monday.Add(-time.Hour)}, field: "due"},
		"for one who is out": {in: recovery.AddStep{Track: recovery.Amends, Text: "x", Who: henri}, field: "who"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t).open().away(henri).mara()
			events, err := h.try(tt.in)
			if field := fieldOf(err); field != tt.field || (err == nil) != (len(events) == 1) {
				t.Errorf("got %v, field %q, want %q", err, field, tt.field)
			}
			if again, _ := h.try(tt.in); len(again) > 0 {
				t.Error("the same step was added twice")
			}
		})
	}
}

func TestDoStep(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.gives(recovery.DoStep{Step: h.c.Steps[0].ID}, "step.done")
	h.gives(recovery.DoStep{Step: h.c.Steps[0].ID})
	h.refuses(recovery.DoStep{Step: 9}, errs.Missing, "no such step")
	if s := h.c.Steps[0]; s.DoneBy != mara || !s.DoneAt.Equal(monday) {
		t.Errorf("%+v", s)
	}
}

func TestAnswerQuestion(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	h.gives(recovery.AnswerQuestion{Key: "address", Answer: " Yes. "}, "question.answered")
	h.gives(recovery.AnswerQuestion{Key: "address", Answer: "Yes."})
	h.gives(recovery.AnswerQuestion{Key: "address"}, "question.answered")
	h.refuses(recovery.AnswerQuestion{Key: "moon", Answer: "x"}, errs.Missing, "no such question")
	h.refuses(recovery.AnswerQuestion{Key: "address", Answer: strings.Repeat("x", 100_001)}, errs.Invalid, "too long")
	for _, q := range h.c.Questions {
		if q.Answer == "" && !q.AnsweredAt.IsZero() {
			t.Errorf("answered with nothing: %+v", q)
		}
	}
}

func TestAStepLeftOutIsNobodysAnyMore(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open()
	h.as(mara, recovery.Representative)
	first := h.c.Steps[0]
	if got := kinds(h.do(recovery.LeaveStep{Step: first.ID})); !slices.Equal(got, []string{"step.left"}) {
		t.Fatalf("events are %v", got)
	}
	if h.c.Steps[0].Open() || len(h.do(recovery.LeaveStep{Step: first.ID})) != 0 || len(h.do(recovery.DoStep{Step: first.ID})) != 0 {
		t.Error("a step that was left out is still to be done")
	}
	h.do(recovery.Correct{Field: "severity", Value: "4"})
	for _, s := range h.c.Steps {
		if s.Key == first.Key && s.Open() {
			t.Error("a changed plan brought the step back")
		}
	}
}
