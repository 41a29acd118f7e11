package email

import (
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTrim(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"plain", "My parcel never came.\n\nAnn", "My parcel never came.\n\nAnn"},
		{"marked quote", "Yes.\n\nOn Mon, 1 Feb 2026 at 4:58, Care <care@x.y> wrote:\n> Is it there?", "Yes."},
		{"wrapped introduction", "Yes.\n\nOn Mon, 1 Feb 2026 at 4:58, The Care Team\n<care@x.y> wrote:\n\n> Is it there?", "Yes."},
		{"unmarked quote", "Yes.\n\nOn Mon, 1 Feb 2026, Care wrote:\n\nIs it there?", "Yes."},
		{"German introduction", "Ja.\n\nAm 01.02.2026 um 14:33 schrieb Care <care@x.y>:\n\n> Ist es da?", "Ja."},
		{"Outlook", "Yes.\n\n________________________________\nFrom: Care\nSent: Monday\nTo: Ann\nSubject: Re\n\nIs it there?", "Yes."},
		{"Outlook in German", "Ja.\n\nVon: Care\nGesendet: Montag\nAn: Ann\nBetreff: Re\n\nIst es da?", "Ja."},
		{"original message", "Yes.\n\n-----Original Message-----\nIs it there?", "Yes."},
		{"signature", "Yes.\n\n-- \nAnn\n555 123", "Yes."},
		{"phone", "Yes.\n\nSent from my iPhone", "Yes."},
		{"phone over a quote", "Yes.\n\nSent from my iPhone\n\nOn Mon, 1 Feb 2026, Care wrote:\n> x", "Yes."},
		{"answers between quotes", "> Is it there?\nNo.\n> Was it broken?\nYes, it was.", "No.\nYes, it was."},
		{"answer below", "On Mon, 1 Feb 2026, Care wrote:\n> Is it there?\n\nNo, it is not.", "No, it is not."},
		{"only a quote", "> Is it there?", "> Is it there?"},
		{"only a forward", "---------- Forwarded message ---------\nFrom: a\nTo: b\nSubject: c\n\nwords", "---------- Forwarded message ---------\nFrom: a\nTo: b\nSubject: c\n\nwords"},
		{"a list of facts is no header", "Order: 12\nName: Ann\nEmail: ann@x.y\nDate: Monday", "Order: 12\nName: Ann\nEmail: ann@x.y\nDate: Monday"},
		{"a sentence about wrote", "On Monday you wrote:\nwe call you. Nobody did.", "On Monday you wrote:\nwe call you. Nobody did."},
		{"a story about a phone", "I sent from my iPhone all the photos.\nPlease refund my iPhone", "I sent from my iPhone all the photos.\nPlease refund my iPhone"},
		{"code", "```\n> not a quote\n--\n```\nSee above.", "```\n> not a quote\n--\n```\nSee above."},
		{"dashes in a sentence", "It broke -- twice.\n--- really ---\nDone.", "It broke -- twice.\n--- really ---\nDone."},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, quoted := Trim(tc.text)
			if got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
			checkNothingLost(t, tc.text, got, quoted)
		})
	}
}

// checkNothingLost: every line with something in it is in exactly one half.
func checkNothingLost(t rapid.TB, text, reply, quoted string) {
	t.Helper()
	count := func(s string) map[string]int {
		lines := map[string]int{}
		for _, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
			if line = strings.TrimRight(line, " \t"); line != "" {
				lines[line]++
			}
		}
		return lines
	}
	have := count(reply)
	for line, n := range count(quoted) {
		have[line] += n
	}
	for line, n := range count(text) {
		if have[line] != n {
			t.Errorf("line %q: %d before, %d after", line, n, have[line])
		}
	}
}

// The set of the discourse mail trimmer, which has right answers. The share is a floor: raise it
// when Trim gets better. The four it misses are an introduction over five lines, quotes marked
// with "|", the set's wish to keep a nested quote, and device lines in the middle of others.
func TestTrimOnTheSetWithAnswers(t *testing.T) {
	t.Parallel()
	files := corpusFiles(t, func(p string) bool { return strings.Contains(p, "email_reply_trimmer/emails") })
	right := 0
	for _, path := range files {
		text := string(read(t, path))
		want := string(read(t, filepath.Join(filepath.Dir(path), "../trimmed", filepath.Base(path))))
		got, quoted := Trim(text)
		checkNothingLost(t, text, got, quoted)
		if strings.TrimSpace(got) == strings.TrimSpace(strings.ReplaceAll(want, "\r\n", "\n")) {
			right++
		} else {
			t.Logf("differs: %s", filepath.Base(path))
		}
	}
	t.Logf("%d of %d", right, len(files))
	if right*100 < len(files)*84 {
		t.Errorf("only %d of %d are right", right, len(files))
	}
}

func TestTrimLosesNothing(t *testing.T) {
	t.Parallel()
	line := rapid.SampledFrom([]string{"", "Yes.", "> old", ">> older", "-- ", "--", "On Mon, 1 Feb 2026, A <a@b.c> wrote:", "From: a", "To: b", "Subject: c", "Sent from my iPhone", "```", "________________", "> ", "naïve ✓"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(line, 0, 30).Draw(t, "lines"), "\n")
		reply, quoted := Trim(text)
		checkNothingLost(t, text, reply, quoted)
		if strings.TrimSpace(text) != "" && reply == "" {
			t.Errorf("nothing is left of %q", text)
		}
	})
}
