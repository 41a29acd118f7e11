package sentence

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", nil},
		{"only space", " \n\t ", nil},
		{"two", "We lost it. I am sorry.", []string{"We lost it.", "I am sorry."}},
		{"no capitals", "it broke! what now? tell me", []string{"it broke!", "what now?", "tell me"}},
		{"title", "Dear Mr. Okonedo, we met Dr. Who.", []string{"Dear Mr. Okonedo, we met Dr. Who."}},
		{"decimals", "Script 4.12 failed at 10.30 today.", []string{"Script 4.12 failed at 10.30 today."}},
		{"a.m. inside", "Call at 10 a.m. on Friday. Yes.", []string{"Call at 10 a.m. on Friday.", "Yes."}},
		{"a.m. at the end", "I call at 10 a.m. We wait.", []string{"I call at 10 a.m.", "We wait."}},
		{"number", "See no. 5 please. I said no. Never.", []string{"See no. 5 please.", "I said no.", "Never."}},
		{"weekday", "On Wed. 25 Nov. at 10 I call.", []string{"On Wed. 25 Nov. at 10 I call."}},
		{"quotes belong", `He said "no." Then he left.`, []string{`He said "no."`, "Then he left."}},
		{"ellipsis", "Well... maybe. Wait… what?", []string{"Well...", "maybe.", "Wait…", "what?"}},
		{"emoji", "Done!🎉 Thanks", []string{"Done!", "🎉 Thanks"}},
		{"greeting line", "Hi Ada,\nwe lost it", []string{"Hi Ada,", "we lost it"}},
		{"wrapped", "I will call you tomorrow about the parcel that went\nmissing in Lisbon. Bye.",
			[]string{"I will call you tomorrow about the parcel that went\nmissing in Lisbon.", "Bye."}},
		{"wrapped before a name", "I will call you tomorrow about the parcel that my colleague\nAda sent.",
			[]string{"I will call you tomorrow about the parcel that my colleague\nAda sent."}},
		{"list", "We did:\n- the refund\n- the call", []string{"We did:", "- the refund", "- the call"}},
		{"signature", "Bye.\n\nAda\nExaminations", []string{"Bye.", "Ada", "Examinations"}},
		{"initial", "Ask J. Smith. So do I. Bye.", []string{"Ask J. Smith.", "So do I.", "Bye."}},
		{"address", "Write to a.b@example.com. Thanks", []string{"Write to a.b@example.com.", "Thanks"}},
		{"japanese", "すみません。明日電話します。", []string{"すみません。", "明日電話します。"}},
		{"quoted", "> I am angry.\nWe see.", []string{"> I am angry.", "We see."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range Split(tt.text) {
				got = append(got, tt.text[s.Start:s.End])
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("Split(%q)\n got %q\nwant %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestQuotedLinesAreMarked(t *testing.T) {
	t.Parallel()
	got := Split("> You said Friday.\n> And nothing came.\nWe know.")
	want := []bool{true, true, false}
	for i, s := range got {
		if s.Quoted != want[i] {
			t.Errorf("sentence %d: quoted is %v, want %v", i, s.Quoted, want[i])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("got %d sentences, want %d", len(got), len(want))
	}
}

func TestTextWithoutAnEndIsCut(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"words":   strings.Repeat("word ", 200_000),
		"one run": strings.Repeat("é", 500_000),
	} {
		for _, s := range Split(text) {
			if s.End-s.Start > 2*longest+utf8.UTFMax {
				t.Errorf("%s: a sentence of %d bytes", name, s.End-s.Start)
			}
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Hi Ada,\n> quoted. line\nMr. X at 10 a.m. We…\xff\x00 🎉")
	f.Add("\u202eمرحبا. كيف؟ \u0000")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, s := range Split(text) {
			if s.Start < last || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("span %v after %d in %d bytes", s, last, len(text))
			}
			if !onRune(text, s.Start) || !onRune(text, s.End) {
				t.Fatalf("span %v is not on rune boundaries of %q", s, text)
			}
			last = s.End
		}
	})
}

// onRune reports whether i is a boundary; in invalid text every byte that decodes alone is one.
func onRune(text string, i int) bool {
	for at := 0; at < len(text); {
		if at == i {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return i == len(text)
}
