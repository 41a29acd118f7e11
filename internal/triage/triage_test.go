package triage

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func values(found []Finding[string]) []string {
	var out []string
	for _, f := range found {
		out = append(out, f.Value)
	}
	return out
}

func TestReadsTheKind(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, kind string }{
		{"My parcel never arrived.", "parcel_missing"},
		{"Order marked delivered. No food.", "parcel_missing"},
		{"I ordered on the 3rd, you promised Friday, it is now Tuesday and nobody answers. My parcel never came. I need it for my daughter's wedding on Saturday. I want my money back. Order A-1009.", "parcel_missing"},
		{"My claim was denied because of a clause nobody had shown me.", Policy},
		{"The repair is three weeks late and we are still waiting.", "late"},
		{"The mug arrived smashed, in pieces.", "damaged"},
		{"You sent the wrong size.", "wrong_item"},
		{"I ordered the 7th edition and got the 5th.", "wrong_item"},
		{"You charged my card twice for one order.", "double_charge"},
		{"My bill is wrong: I was overcharged and want a refund.", "billing"},
		{"The waiter was rude and laughed at me.", "rude_staff"},
		{"Nobody answers. I was on hold for an hour and then cut off.", "no_answer"},
		{"The website is down and the app crashes at login.", "outage"},
		{"The engineer botched the repair.", "service_quality"},
		{"You cancelled our flight at midnight.", "cancelled"},
		{"You sent my statement to my ex. This is a data breach under GDPR.", "data_privacy"},
		{"I was in hospital after an allergic reaction.", "safety"},
		{"You promised you would be better than that.", BrokenPromise},
		{"I am not happy with you.", Other},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			got := Read(Input{Text: tt.text})
			if !got.Complaint.Value || got.Kind.Value != tt.kind {
				t.Errorf("complaint %v, kind %s, want %s", got.Complaint.Value, got.Kind.Value, tt.kind)
			}
			if tt.kind != Other && !strings.Contains(tt.text, got.Kind.Words) || got.Kind.Why == "" {
				t.Errorf("shown by %q because %q", got.Kind.Words, got.Kind.Why)
			}
			if !slices.Contains(Kinds(), got.Kind.Value) {
				t.Errorf("%s is no kind", got.Kind.Value)
			}
		})
	}
}

func TestWhatIsNoComplaint(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "🎉🎉", "What time do you open on Saturday?", "Just to say the new lamp is gorgeous. Please pass on my thanks.",
		"Automatic reply: I am out of the office until Monday.", "Undeliverable: your message was not delivered",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got := Read(Input{Text: text})
			if got.Complaint.Value || got.Kind.Value != Other || got.Complaint.Why == "" {
				t.Errorf("read as %+v of kind %s", got.Complaint, got.Kind.Value)
			}
		})
	}
}

func TestReadsTheRest(t *testing.T) {
	t.Parallel()
	text := "Hi,\nyour driver lost the cake for my daughter's wedding on Saturday. Order no. AB-48213. You said it would come at 9. " +
		"I have called you three times and NOBODY ANSWERS!!! I want my money back or I will see my lawyer. I'm done with you.\nAda"
	got := Read(Input{Text: text, Wants: "Please say sorry and explain"})
	for _, flag := range []string{"broken_promise", "date_that_matters", "legal_or_regulator", "repeat_contact", "threat_to_leave", "vulnerable"} {
		if !slices.Contains(values(got.Flags), flag) {
			t.Errorf("flag %s is missing of %v", flag, values(got.Flags))
		}
	}
	for _, want := range []string{"refund", "apology", "explanation"} {
		if !slices.Contains(values(got.Wants), want) {
			t.Errorf("want %s is missing of %v", want, values(got.Wants))
		}
	}
	if got.Emotion.Value < 1 || got.Reference != "AB-48213" || got.Language != "en" {
		t.Errorf("emotion %d, reference %q, language %s", got.Emotion.Value, got.Reference, got.Language)
	}
	if want := "your driver lost the cake for my daughter's wedding on Saturday."; !strings.Contains(got.Headline, want) {
		t.Errorf("headline %q", got.Headline)
	}
}

func TestContextCounts(t *testing.T) {
	t.Parallel()
	threat := "You lost my bag. I will post this on Trustpilot for everyone to see."
	for channel, sure := range map[string]bool{"social": true, "email": false} {
		for _, f := range Read(Input{Text: threat, Channel: channel}).Flags {
			if f.Value == "public_exposure" && (f.Confidence >= 0.5) != sure {
				t.Errorf("by %s: confidence %.2f", channel, f.Confidence)
			}
		}
	}
	question := "Is it here?"
	with, without := Read(Input{Text: question, HasReference: true}), Read(Input{Text: question})
	if with.Complaint.Confidence >= without.Complaint.Confidence {
		t.Errorf("a question is no complaint with %.2f, and with an order behind it %.2f", without.Complaint.Confidence, with.Complaint.Confidence)
	}
}

func TestSmallThings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, language, reference, used string
	}{
		{"The parcel #10482 never arrived.", "en", "10482", UsedNo},
		{"Booking reference: X7K2PQ, we ate it although it was cold", "en", "X7K2PQ", UsedYes},
		{"Ich habe das Paket nicht bekommen und bin sehr wütend", "de", "", UsedUnknown},
		{"Je suis très déçu, mon colis est en retard et vous ne répondez pas", "fr", "", UsedUnknown},
		{"Где моя посылка?", "ru", "", UsedUnknown},
		{"أين طلبي؟", "ar", "", UsedUnknown},
		{"すみません、荷物が届きません", "ja", "", UsedUnknown},
		{"12345", "und", "", UsedUnknown},
		{"I ordered in May 2024 for 1,200 euros", "en", "", UsedUnknown},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			got := Read(Input{Text: tt.text})
			if got.Language != tt.language || got.Reference != tt.reference || got.UsedAnyway.Value != tt.used {
				t.Errorf("language %s, reference %q, used %s", got.Language, got.Reference, got.UsedAnyway.Value)
			}
		})
	}
}

func TestHeadlineIsShortAndWhole(t *testing.T) {
	t.Parallel()
	long := "My washing machine " + strings.Repeat("has been broken since Monday and ", 20)
	got := Read(Input{Text: "Hello\n" + long})
	if n := utf8.RuneCountInString(got.Headline); n > longestHeadline || !strings.HasSuffix(got.Headline, "…") {
		t.Errorf("headline of %d letters: %q", n, got.Headline)
	}
	if whole := strings.TrimSuffix(got.Headline, "…"); !strings.Contains(long, whole+" ") {
		t.Errorf("headline %q does not end with a whole word", got.Headline)
	}
	if got := Read(Input{Subject: "Broken again", Text: "Hi"}).Headline; got != "Broken again" {
		t.Errorf("headline of a message without words: %q", got)
	}
}

func TestEveryKindHasARule(t *testing.T) {
	t.Parallel()
	for _, kind := range Kinds() {
		ruled := slices.ContainsFunc(english().Kinds, func(k kindRule) bool { return k.Key == kind && k.Guideline != "" && k.Why != "" })
		if !ruled && kind != Other && kind != BrokenPromise {
			t.Errorf("%s has no rule", kind)
		}
	}
	for code, r := range english().Flags {
		if r.Why == "" || len(r.Match) == 0 {
			t.Errorf("flag %s has no reason or no words", code)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("subject", "You lost my bag\xff AGAIN!!! order #4821\u202e\x00", "refund")
	f.Add("", strings.Repeat("no full stop ", 200), "")
	f.Fuzz(func(t *testing.T, subject, text, wants string) {
		got := Read(Input{Subject: subject, Text: text, Wants: wants})
		if utf8.RuneCountInString(got.Headline) > longestHeadline || !utf8.ValidString(got.Headline) {
			t.Fatalf("headline %q", got.Headline)
		}
		if !slices.Contains(Kinds(), got.Kind.Value) || got.Emotion.Value < 0 || got.Emotion.Value > 3 || got.Kind.Confidence < 0 || got.Kind.Confidence > 1 {
			t.Fatalf("reading %+v", got)
		}
		whole := subject + "\n\n" + text + wants
		for _, finding := range append(got.Flags, got.Wants...) {
			if !strings.Contains(whole, finding.Words) {
				t.Fatalf("%q is not in the message", finding.Words)
			}
		}
	})
}

// TestVeryLongMessages reads what nobody should send.
func TestVeryLongMessages(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"you lost it and ", "😀", "\xff", "\x00", "مرحبا ", "> quoted\n"} {
		got := Read(Input{Text: strings.Repeat(unit, 1_000_000/len(unit))})
		if utf8.RuneCountInString(got.Headline) > longestHeadline {
			t.Errorf("%q: headline of %d bytes", unit, len(got.Headline))
		}
	}
}
