package recovery_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
)

func TestCorrectIsRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ field, value, says string }{
		{"kind", "moon", "no failure of this kind"},
		{"severity", "5", "1, 2, 3 or 4"},
		{"severity", "high", "1, 2, 3 or 4"},
		{"emotion", "4", "0, 1, 2 or 3"},
		{"fault", "theirs", "ours, shared"},
		{"used_anyway", "partly", "one of the answers"},
		{"justified", "unknown", "one of the answers"},
		{"wants", "refund,moon", `no "moon"`},
		{"flags", "angry", `no "angry"`},
		{"number", "1", "no such field"},
	} {
		h := newHouse(t).open().mara()
		h.refuses(recovery.Correct{Field: tt.field, Value: tt.value}, errs.Invalid, tt.says)
	}
}

func TestCorrect(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ field, value string }{
		{"kind", "late"}, {"severity", "3"}, {"emotion", "0"}, {"fault", "ours"}, {"used_anyway", "yes"},
		{"justified", "partly"}, {"wants", "refund, apology"}, {"flags", "vulnerable"},
	} {
		h := newHouse(t).open().mara()
		if events := h.do(recovery.Correct{Field: tt.field, Value: tt.value}); len(events) == 0 || events[0].Kind() != "reading.corrected" {
			t.Errorf("%s was not corrected: %v", tt.field, kinds(events))
		}
		h.gives(recovery.Correct{Field: tt.field, Value: tt.value})
		if h.c.State != recovery.Working {
			t.Errorf("who corrects works: %s", h.c.State)
		}
	}
}

func TestAGraverReadingMakesUsFaster(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	before := h.owed(recovery.Resolution)
	h.do(recovery.Correct{Field: "severity", Value: "4"})
	if h.c.Sponsor != henri || h.c.Priority == 0 || !h.c.NoTemplate || len(h.c.Because) == 0 {
		t.Errorf("the plan did not change: %+v", h.c)
	}
	if x := h.owed(recovery.Resolution); !x.Due.Before(before.Due) || x.Moved != 0 {
		t.Errorf("not sooner: %+v", x)
	}
	note := slices.IndexFunc(h.c.Steps, func(s recovery.Step) bool { return s.Key == "sponsor_note" })
	if note < 0 || h.c.Steps[note].Who != henri {
		t.Error("the sponsor's step is not the sponsor's")
	}
	sooner := h.owed(recovery.Resolution)
	h.do(recovery.Correct{Field: "severity", Value: "1"})
	if x := h.owed(recovery.Resolution); !x.Due.Equal(sooner.Due) {
		t.Error("a milder reading gave more time")
	}
}

func TestAGraverReadingTooLateMeansSoon(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().later(48 * time.Hour).mara()
	h.do(recovery.Correct{Field: "severity", Value: "4"})
	if x := h.owed(recovery.Resolution); !x.Due.Equal(h.env.Calendar.AddWorking(h.env.Now, 4*time.Hour)) {
		t.Errorf("due %v", x.Due)
	}
}

func TestStepsOfTheSponsorAreTheSponsors(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	cmd := parcel()
	cmd.Reading.Kind.Value = "safety"
	h.do(cmd)
	for _, s := range h.c.Steps {
		if s.Key == "visit" && (s.Who != h.c.Sponsor || h.c.Sponsor == 0) {
			t.Errorf("%q is for %d, the sponsor is %d", s.Text, s.Who, h.c.Sponsor)
		}
	}
}

func TestWhatWasDoneSurvivesAnotherKind(t *testing.T) {
	t.Parallel()
	h := newHouse(t).open().mara()
	done := h.c.Steps[0]
	h.do(recovery.DoStep{Step: done.ID})
	h.do(recovery.AddStep{Track: recovery.Amends, Text: "Ring the depot"})
	h.do(recovery.AnswerQuestion{Key: "address", Answer: "Yes."})
	h.do(recovery.Correct{Field: "kind", Value: "late"})
	var texts, keys []string
	for _, s := range h.c.Steps {
		texts = append(texts, s.Text)
	}
	for _, q := range h.c.Questions {
		keys = append(keys, q.Key)
	}
	if !slices.Contains(texts, done.Text) || !slices.Contains(texts, "Ring the depot") || !slices.Contains(keys, "address") || slices.Contains(keys, "neighbours") {
		t.Errorf("steps %v, questions %v", texts, keys)
	}
}

func TestAReopenedCaseStaysChanged(t *testing.T) {
	t.Parallel()
	h := newHouse(t).resolved().customer()
	h.do(recovery.NotFixed{})
	h.mara().do(recovery.Correct{Field: "severity", Value: "1"})
	if !h.c.NoTemplate || !strings.HasPrefix(h.c.Because[len(h.c.Because)-1], "The first attempt failed") {
		t.Errorf("the setback is forgotten: %v, %v", h.c.NoTemplate, h.c.Because)
	}
}

func TestAClosedCaseIsCorrectedWithoutNewWork(t *testing.T) {
	t.Parallel()
	h := newHouse(t).closed().mara()
	h.gives(recovery.Correct{Field: "severity", Value: "4"}, "reading.corrected")
}

func TestNobodyElseIsThereForARepeat(t *testing.T) {
	t.Parallel()
	h := newHouse(t).away(jon, lena, henri, olga)
	cmd := parcel()
	cmd.Repeat = recovery.Repeat{Earlier: 1, Last: 9, LastOwner: mara}
	h.do(cmd)
	if h.c.Owner != mara {
		t.Errorf("the case has no owner although Mara is there: %d", h.c.Owner)
	}
}

func TestACaseIsTakenInWhenNobodyIsThere(t *testing.T) {
	t.Parallel()
	h := newHouse(t).away(mara, jon, lena, henri, olga).open()
	if h.c.Owner != 0 || h.c.Owed(recovery.Acknowledgement) == nil {
		t.Fatalf("owner %d", h.c.Owner)
	}
	h.away().lena().do(recovery.Assign{Owner: jon})
	if x := h.owed(recovery.Resolution); x.Owner != jon {
		t.Errorf("what nobody had is not Jon's: %+v", x)
	}
}

func TestOpenIsRefused(t *testing.T) {
	t.Parallel()
	negative, huge, ahead := parcel(), parcel(), parcel()
	negative.Value, huge.Value, ahead.OccurredAt = euros(-1), money.Of(1<<62, "EUR"), monday.AddDate(1, 0, 0)
	h := newHouse(t)
	h.refuses(negative, errs.Invalid, "check the amount")
	h.refuses(huge, errs.Invalid, "check the amount")
	h.refuses(ahead, errs.Invalid, "in the future")
	h.refuses(recovery.SeePage{}, errs.Missing, "no such case")
	h.open().refuses(parcel(), errs.Conflict, "already open")
	old := parcel()
	old.OccurredAt = time.Date(1, 2, 3, 0, 0, 0, 0, time.UTC)
	h = newHouse(t)
	h.do(old)
	if !h.c.OccurredAt.IsZero() {
		t.Errorf("it happened %v", h.c.OccurredAt)
	}
	if h.c.Number != 1001 || h.c.ID != id.Case(1) {
		t.Errorf("%+v", h.c)
	}
}
