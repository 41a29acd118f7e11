package playbook

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files and docs/playbook.md anew")

// brokenFiles are the default with one thing changed, and files that are no playbook at all.
func brokenFiles(t *testing.T) map[string][]byte {
	t.Helper()
	return map[string][]byte{
		"empty":               {},
		"comments_only":       []byte("# nothing\n\n# here\n"),
		"not_utf8":            []byte("company:\n  name: Caf\xe9\n"),
		"not_yaml":            []byte("company:\n  name: \"Northmill\n"),
		"tab":                 []byte("company:\n\tname: Northmill\n"),
		"a_word":              []byte("hello\n"),
		"a_list":              []byte("- company\n"),
		"two_documents":       append(Default(), "\n---\nundo: 5s\n"...),
		"nearly_nothing":      []byte("company:\n  name: Northmill\n"),
		"unknown_key":         changed(t, "    heard_as: [where is my order", "    herd_as: [where is my order"),
		"unknown_section":     changed(t, "reopen:\n", "re-open:\n"),
		"key_twice":           changed(t, "    label: Too late\n", "    label: Too late\n    label: Late\n"),
		"anchor":              changed(t, "  name: Northmill\n", "  name: &n Northmill\n"),
		"alias":               changed(t, "  team: our care team\n", "  team: *n\n"),
		"tag":                 changed(t, "  name: Northmill\n", "  name: !!binary Tm9ydGg=\n"),
		"wrong_kind_of_value": changed(t, "    severity: 1\n", "    severity: low\n"),
		"severity_five":       changed(t, "    at_least: 4\n", "    at_least: 5\n"),
		"span":                changed(t, "within: 4h working                #", "within: 4 hrs of work #"),
		"negative_span":       changed(t, "  expire_after: 7 days ", "  expire_after: -7 days "),
		"window":              changed(t, `tuesday: ["09:00-18:00"]`, `tuesday: ["09:00-13:00", "12:00-18:00"]`),
		"window_backwards":    changed(t, `tuesday: ["09:00-18:00"]`, `tuesday: ["18:00-09:00"]`),
		"holiday":             changed(t, "date: 2027-03-26", "date: 2027-02-30"),
		"holiday_twice":       changed(t, "date: 2026-12-26", "date: 2026-12-25"),
		"enum":                changed(t, "    loss: money\n", "    loss: mony\n"),
		"ladder_order":        changed(t, "{name: late, after: 1h working, tell: lead}", "{name: late, after: 5h working, tell: lead}"),
		"ladder_broken_early": changed(t, "broken_after: 27 days ", "broken_after: 2 days "),
		"rule_unknown_name":   changed(t, "  - when: emotion >= 3", "  - when: emotions >= 3"),
		"rule_wrong_type":     changed(t, `order_value >= money("500.00")`, `order_value >= "500.00"`),
		"rule_not_finished":   changed(t, "  - when: repeat_same_kind\n", "  - when: repeat_same_kind &&\n"),
		"rule_not_boolean":    changed(t, "  - when: repeat_same_kind\n", "  - when: repeat + 1\n"),
		"rule_unknown_word":   changed(t, `kind in ["rude_staff", "no_answer"`, `kind in ["rude_staf", "no_answer"`),
		"rule_unknown_flag":   changed(t, `'"vulnerable" in flags && emotion`, `'"vulnerabel" in flags && emotion`),
		"rule_amount":         changed(t, `money("500.00")`, `money("five hundred")`),
		"rule_never":          changed(t, "  - when: repeat_same_kind\n", "  - when: 1 > 2\n"),
		"rule_twice":          changed(t, "  - when: repeat >= 2\n", "  - when: repeat >= 1\n"),
		"never_reached":       changed(t, "      - when: severity >= 4\n        within: 1h working", "      - when: 'true'\n        within: 1h working"),
		"change_of_nothing":   changed(t, "    sponsor: lead\n    because: It is serious", "    because: It is serious"),
		"above_the_cap":       changed(t, "    amount: 20% ", "    amount: 160% "),
		"more_than_anybody":   changed(t, "    amount: 10.00 ", "    amount: 20000.00 "),
		"decimals":            changed(t, "  currency: EUR", "  currency: JPY"),
		"caps":                changed(t, "soft_cap: 120", "soft_cap: 160"),
		"authority_falls":     changed(t, "goodwill: {up_to: 200.00}", "goodwill: {up_to: 20.00}"),
		"placeholder":         changed(t, "{{next_word}}. You can also", "{{next_wort}}. You can also"),
		"placeholder_open":    changed(t, "(case {{case.number}})", "(case {{case.number)"),
		"no_general_template": changed(t, "    label: Acknowledgement\n", "    label: Acknowledgement\n    when: repeat == 0\n"),
		"exception":           changed(t, "    needs_circumstances: true\n", ""),
		"question_twice":      changed(t, "      neighbours:\n", "      deadline:\n"),
		"no_other":            changed(t, "\n  other:\n", "\n  others:\n"),
		"several":             changed(t, "    loss: product\n    skill: delivery\n", "    loss: prodct\n    skil: delivery\n"),
	}
}

// Every broken file gets the messages in testdata/problems.golden, with line and column.
func TestProblemsSayWhereAndWhat(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, name := range sortedKeys(brokenFiles(t)) {
		p, problems := Parse(brokenFiles(t)[name])
		if p != nil || len(problems) == 0 {
			t.Errorf("%s: no problem was found", name)
		}
		b.WriteString("== " + name + "\n")
		for _, problem := range problems {
			b.WriteString(problem.String() + "\n")
		}
	}
	golden(t, filepath.Join("testdata", "problems.golden"), b.String())
}

// golden compares with a file, or writes it with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what is there now; run with -update and look at the difference", file)
	}
}
