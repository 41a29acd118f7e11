package tone

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"
)

// record is a labelled reply of the development set.
type record struct {
	Channel, Complaint, Reply string
	Agreed                    []struct{ Code string }
	Disputed                  []string
}

// TestDevelopmentRecords reads ../shared's labelled replies and holds what the rules reach, so
// that a rule that helps one case and harms ten is seen.
func TestDevelopmentRecords(t *testing.T) {
	t.Parallel()
	file, err := os.Open("../../../shared/data/tone/dev.jsonl")
	if err != nil {
		t.Skip("the labelled replies are not here")
	}
	defer file.Close()
	strengths, faults := tally{}, tally{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		count(r, &strengths, &faults)
	}
	t.Logf("strengths: precision %.3f, F1 %.3f; faults: precision %.3f, F1 %.3f", strengths.precision(), strengths.f1(), faults.precision(), faults.f1())
	if strengths.f1() < 0.60 || faults.precision() < 0.75 || faults.f1() < 0.35 {
		t.Errorf("the rules have become worse")
	}
}

type tally struct{ right, false, missed float64 }

func (c tally) precision() float64 { return c.right / max(1, c.right+c.false) }

func (c tally) f1() float64 { return 2 * c.right / max(1, 2*c.right+c.false+c.missed) }

func count(r record, strengths, faults *tally) {
	got := marked(Input{Reply: r.Reply, Complaint: r.Complaint, Channel: r.Channel, Now: time.Date(2026, time.November, 18, 14, 0, 0, 0, time.UTC)})
	want, disputed := map[string]bool{}, map[string]bool{}
	for _, m := range r.Agreed {
		want[m.Code] = true
	}
	for _, code := range r.Disputed {
		disputed[code] = true
	}
	for _, code := range guideline() {
		counter := faults
		if englishRules().byCode[code].Level == Praise {
			counter = strengths
		}
		_, found := got[code]
		switch {
		case found && want[code]:
			counter.right++
		case found && !disputed[code]:
			counter.false++
		case want[code]:
			counter.missed++
		}
	}
}

// guideline are the codes the records are labelled with.
func guideline() []string {
	return []string{"responsibility", "regret", "explanation", "repair", "prevention", "forgiveness", "empathy", "timeline", "ownership",
		"invitation", "thanks", "conditional_apology", "displaced_apology", "blames_customer", "deflects", "but_justification", "policy_wall",
		"passive_responsibility", "minimises", "argues", "commands", "vague_time", "overpromises", "boilerplate", "hostile", "asks_again"}
}
