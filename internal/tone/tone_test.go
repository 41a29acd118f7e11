package tone

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// marked are the codes a reply is marked with, with their levels.
func marked(in Input) map[string]Level {
	codes := map[string]Level{}
	for _, m := range Check(in).Marks {
		if m.Level.rank() >= codes[m.Code].rank() {
			codes[m.Code] = m.Level
		}
	}
	return codes
}

func TestMarksInContext(t *testing.T) {
	t.Parallel()
	now, cal := setup(t)
	tests := []struct {
		name string
		in   Input
		has  map[string]Level
		not  []string
	}{
		{"owned and sorry", Input{Reply: "I'm sorry. We got this wrong.", Fault: FaultOurs},
			map[string]Level{"regret": Praise, "responsibility": Praise}, []string{"regret_without_responsibility"}},
		{"half an apology, ours", Input{Reply: "I'm so sorry that your parcel is late.", Fault: FaultOurs},
			map[string]Level{"regret_without_responsibility": Error}, nil},
		{"half an apology, shared", Input{Reply: "I'm so sorry that your parcel is late.", Fault: FaultShared},
			map[string]Level{"regret_without_responsibility": Warning}, nil},
		{"sympathy, not ours", Input{Reply: "I'm so sorry that your parcel is late.", Fault: FaultNotOurs},
			map[string]Level{"regret": Praise}, []string{"regret_without_responsibility"}},
		{"half an apology on legal hold", Input{Reply: "I'm so sorry that you were hurt. A mistake was made.", Fault: FaultOurs, LegalHold: true},
			map[string]Level{"regret": Praise}, []string{"regret_without_responsibility", "passive_responsibility"}},
		{"conditional, ours", Input{Reply: "We’re sorry if this caused a problem.", Fault: FaultOurs},
			map[string]Level{"conditional_apology": Error}, []string{"regret"}},
		{"conditional, not ours", Input{Reply: "We're sorry if this caused a problem.", Fault: FaultNotOurs},
			map[string]Level{"conditional_apology": Warning}, []string{"regret"}},
		{"displaced", Input{Reply: "I am sorry you feel that way.", Fault: FaultOurs}, map[string]Level{"displaced_apology": Error}, []string{"regret"}},
		{"but", Input{Reply: "I'm sorry, but the shop was very busy.", Fault: FaultOurs}, map[string]Level{"but_justification": Error}, nil},
		{"but of ownership", Input{Reply: "Sorry doesn't cover it, but I'll fix it."}, nil, []string{"but_justification"}},
		{"the courier is to blame", Input{Reply: "This is out of our hands.", Fault: FaultOurs}, map[string]Level{"deflects": Error}, nil},
		{"the customer is to blame", Input{Reply: "You should have read the label."}, map[string]Level{"blames_customer": Error}, nil},
		{"not the customer's fault", Input{Reply: "You should have been told."}, nil, []string{"blames_customer"}},
		{"wall", Input{Reply: "There is nothing we can do."}, map[string]Level{"policy_wall": Error}, nil},
		{"two apologies", Input{Reply: "I'm sorry about the delay. We lost it. I apologise for the delay."}, map[string]Level{"second_apology": Warning}, nil},
		{"apologised before", Input{Reply: "I'm sorry about the delay.", Earlier: []string{"We apologise."}}, map[string]Level{"second_apology": Hint}, nil},
		{"a new failure", Input{Reply: "I'm sorry about the delay.", Earlier: []string{"We apologise."}, Repeat: true}, nil, []string{"second_apology"}},
		{"nothing but sorry", Input{Reply: "I'm sorry. So sorry. Truly sorry."}, map[string]Level{"apology_long": Warning}, nil},
		{"money in public", Input{Reply: "We'll refund £20 today.", Channel: "social"}, map[string]Level{"public_offer": Error}, nil},
		{"money in private", Input{Reply: "We'll refund £20 today.", Channel: "email"}, nil, []string{"public_offer"}},
		{"empty field", Input{Reply: "Hi {{first_name}}, thanks."}, map[string]Level{"unfilled_field": Error}, nil},
		{"wrong name", Input{Reply: "Dear Mr Okonedo,\nWe lost it.", CustomerName: "Ada Byron"}, map[string]Level{"wrong_name": Error}, nil},
		{"right name", Input{Reply: "Dear Ms. Byron,\nWe lost it.", CustomerName: "Ada Byron"}, nil, []string{"wrong_name"}},
		{"no name", Input{Reply: "Dear customer,\nWe lost it.", CustomerName: "Ada Byron"}, nil, []string{"wrong_name"}},
		{"never again", Input{Reply: "I'll make sure it doesn't happen again."}, map[string]Level{"wont_happen_again": Warning}, nil},
		{"never again, again", Input{Reply: "I'll make sure it doesn't happen again.", Repeat: true}, map[string]Level{"wont_happen_again": Error}, nil},
		{"no time", Input{Reply: "I'll call you."}, map[string]Level{"promise_without_time": Hint}, []string{"timeline"}},
		{"vague time", Input{Reply: "I'll call you shortly."}, map[string]Level{"vague_time": Warning}, []string{"timeline", "promise_without_time"}},
		{"a time", Input{Reply: "I'll call you tomorrow by 10."}, map[string]Level{"timeline": Praise, "ownership": Praise}, []string{"vague_time"}},
		{"asks again", Input{Reply: "Please send your order number.", Complaint: "Order 48213 is lost"}, map[string]Level{"asks_again": Warning}, nil},
		{"asks first", Input{Reply: "Please send your order number.", Complaint: "It is lost"}, nil, []string{"asks_again"}},
		{"cold letter", Input{Reply: "The parcel is lost. It was on the van that we could not find on Tuesday.", Channel: "email"},
			map[string]Level{"missing_opening": Hint, "missing_close": Hint}, nil},
		{"chat", Input{Reply: "The parcel is lost. It was on the van that we could not find.", Channel: "chat"}, nil, []string{"missing_opening", "missing_close"}},
		{"quoted customer", Input{Reply: "> You should have read it, liar.\nThank you for telling me."},
			map[string]Level{"thanks": Praise}, []string{"blames_customer", "hostile"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.in.Now, tt.in.Calendar = now, cal
			got := marked(tt.in)
			for code, level := range tt.has {
				if got[code] != level {
					t.Errorf("%s is %q, want %q in %v", code, got[code], level, got)
				}
			}
			for _, code := range tt.not {
				if _, found := got[code]; found {
					t.Errorf("%s is marked: %v", code, got)
				}
			}
		})
	}
}

func TestRewrites(t *testing.T) {
	t.Parallel()
	now, cal := setup(t)
	tests := []struct {
		code, want string
		in         Input
	}{
		{"conditional_apology", "We apologise for the trouble this has caused you.", Input{Reply: "We apologise for any inconvenience this may have caused."}},
		{"displaced_apology", "I am sorry about what happened.", Input{Reply: "I am sorry that you feel that way."}},
		{"regret_without_responsibility", "We got this wrong. I'm sorry it is late.", Input{Reply: "I'm sorry it is late.", Fault: FaultOurs}},
		{"wrong_name", "Hi Ada,", Input{Reply: "Hi Grace,", CustomerName: "Ada Byron"}},
		{"wrong_name", "Dear Ms Byron,", Input{Reply: "Dear Ms Hopper,", CustomerName: "Ada Byron"}},
		{"unfilled_field", "Order 48213 is here.", Input{Reply: "Order {{order}} is here.", Values: map[string]string{"order": "48213"}}},
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			t.Parallel()
			tt.in.Now, tt.in.Calendar = now, cal
			for _, m := range Check(tt.in).Marks {
				if m.Code != tt.code || m.Rewrite == nil {
					continue
				}
				if got := tt.in.Reply[:m.Start] + *m.Rewrite + tt.in.Reply[m.End:]; got != tt.want {
					t.Errorf("rewritten %q, want %q", got, tt.want)
				}
				return
			}
			t.Error("no rewrite")
		})
	}
}

func TestChecklist(t *testing.T) {
	t.Parallel()
	now, cal := setup(t)
	good := "Hi Ada,\n\nWe lost your parcel, and that's on us. I'm sorry. It was left in the wrong cage because our scanner was off. " +
		"I'll send a new one today and call you tomorrow by 10.\n\nBest wishes,\nSam"
	review := Check(Input{Reply: good, Fault: FaultOurs, CustomerName: "Ada Byron", Channel: "email", Now: now, Calendar: cal})
	for _, item := range review.Checklist {
		if !item.Met || item.Label == "" {
			t.Errorf("%s is not met", item.Key)
		}
	}
	if review.Worst() != Praise {
		t.Errorf("worst is %s: %+v", review.Worst(), review.Marks)
	}
	empty := Check(Input{Reply: "", Fault: FaultOurs, LegalHold: true, Now: now})
	for _, item := range empty.Checklist {
		if item.Met || item.Key == "responsibility" && item.Needed {
			t.Errorf("of nothing: %+v", item)
		}
	}
}

func TestPromiseNamesTheCustomer(t *testing.T) {
	t.Parallel()
	now, cal := setup(t)
	review := Check(Input{Reply: "I'll call you tomorrow by 10.", CustomerName: "Ada Byron", Now: now, Calendar: cal})
	if len(review.Promises) != 1 || review.Promises[0].What != "Call Ada" {
		t.Errorf("promises %+v", review.Promises)
	}
}

func TestEveryRuleSpeaks(t *testing.T) {
	t.Parallel()
	codes := Codes()
	if slices.Sort(codes); len(slices.Compact(codes)) != len(englishRules().ordered) {
		t.Error("a code has two rules")
	}
	for _, r := range englishRules().ordered {
		if r.Why == "" || !strings.HasPrefix(r.Evidence, "evidence ") || r.Level.rank() == 0 && r.Level != Praise {
			t.Errorf("%s lacks a reason, evidence or level", r.Code)
		}
		if r.NotWith != "" && englishRules().byCode[r.NotWith] == nil {
			t.Errorf("%s is excused by %s, which does not exist", r.Code, r.NotWith)
		}
	}
}

// checkMarks fails on a span outside the text or inside a letter, and on a mark without a reason.
func checkMarks(t interface{ Fatalf(string, ...any) }, in Input) {
	for _, m := range Check(in).Marks {
		if m.Start < 0 || m.Start >= m.End || m.End > len(in.Reply) || m.Why == "" {
			t.Fatalf("mark %+v of %d bytes", m, len(in.Reply))
		}
		if utf8.ValidString(in.Reply) && !utf8.ValidString(in.Reply[m.Start:m.End]) {
			t.Fatalf("mark %+v cuts a letter of %q", m, in.Reply)
		}
	}
}

func FuzzCheck(f *testing.F) {
	now, _ := setupFuzz()
	for _, text := range []string{"", "Sorry, but… if you’d read it\xff", "{{name}} 🎉 we'll never\u202e let it happen again!!", "Dear \x00Mr Ünal,\n> no\nSorry."} {
		f.Add(text, "Ada", "social", "ours")
	}
	f.Fuzz(func(t *testing.T, reply, name, channel, fault string) {
		checkMarks(t, Input{Reply: reply, Complaint: name, CustomerName: name, Channel: channel, Fault: fault, Earlier: []string{reply}, Now: now})
	})
}

// TestHostileTexts holds the work proportional to the text: twice the text, about twice the
// allocations, so that a quadratic reading would show without a clock. Allocations are counted for
// the whole program, so this test runs alone.
func TestHostileTexts(t *testing.T) {
	now, _ := setupFuzz()
	for name, unit := range map[string]string{
		"no full stop": "I will call you and sorry but ", "one word": "sorry", "emoji": "😀🎉", "right to left": "\u202eمرحبا آسف ",
		"control": "\x00\x1b[31m", "invalid": "\xff\xfe\xc3", "quotes": "> > > I'll call\n", "times": "tomorrow by 10 or ",
	} {
		work := func(size int) float64 {
			in := Input{Reply: strings.Repeat(unit, size/len(unit)), Fault: FaultOurs, Now: now}
			checkMarks(t, in)
			return testing.AllocsPerRun(1, func() { Check(in) })
		}
		if small, large := work(15_000), work(30_000); large > 2.5*small+1000 {
			t.Errorf("%s: %.0f allocations, and %.0f for twice the text", name, small, large)
		}
	}
	checkMarks(t, Input{Reply: strings.Repeat("é", 500_000), Now: now})
}
