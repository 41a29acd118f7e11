package playbook

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// A condition that could run long is refused when the file is read, before it ever runs.
func TestHostileConditionsAreRefused(t *testing.T) {
	t.Parallel()
	list := "[" + strings.Repeat("1,", 200) + "1]"
	tests := map[string]string{
		"loops in loops":     "'" + list + ".all(a, " + list + ".all(b, a + b > 0))'",
		"facts in facts":     `'flags.all(a, flags.all(b, flags.all(c, flags.all(d, a + b != c + d))))'`,
		"a wall of brackets": "'" + strings.Repeat("(", 400) + "true" + strings.Repeat(")", 400) + "'",
		"too long":           "'" + strings.Repeat("true && ", 200) + "true'",
		"text that explodes": `'reference.matches("(((a{100}){100}){100})")'`,
		"unknown function":   `'exec("rm -rf /")'`,
		"nothing":            `''`,
		"only blanks":        `'   '`,
		"nul":                `"\0"`,
		"a list":             `[true]`,
		"a number":           `1`,
	}
	for name, condition := range tests {
		if p, problems := Parse(changed(t, "  - when: repeat_same_kind\n", "  - when: "+condition+"\n")); p != nil || len(problems) == 0 {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestHonestConditionsAreAccepted(t *testing.T) {
	t.Parallel()
	for _, condition := range []string{
		`'flags.exists(f, f.startsWith("re"))'`,
		`'size(wants) > 1 && channel.matches("mail|form")'`,
		`'reference.contains("A-") ? severity > 2 : emotion > 1'`,
		"|\n      severity > 2 &&\n      emotion > 1",
		`given.filter(g, g != "phone").size() > 2`,
	} {
		if _, problems := Parse(changed(t, "  - when: repeat_same_kind\n", "  - when: "+condition+"\n")); problems != nil {
			t.Errorf("%s: %v", condition, problems)
		}
	}
}

func TestHostileFilesAreRefused(t *testing.T) {
	t.Parallel()
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [lol]\n")
	for i := range 30 {
		fmt.Fprintf(&bomb, "a%d: &a%d [*a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i)
	}
	tests := map[string][]byte{
		"10 MB":                bytes.Repeat([]byte("a: b\n"), 2<<20),
		"10 MB of noughts":     make([]byte, 10<<20),
		"a bomb":               []byte(bomb.String()),
		"itself in itself":     []byte("a: &a [*a]\n"),
		"brackets":             bytes.Repeat([]byte("["), 1<<20),
		"braces":               bytes.Repeat([]byte("{a: "), 5000),
		"dashes":               bytes.Repeat([]byte("- "), 9000),
		"ninety thousand keys": manyKeys(90_000),
		"nine thousand keys":   manyKeys(9_000),
		"merge":                []byte("<<: {company: {name: x}}\n"),
		"a key of keys":        []byte("? {a: b}\n: c\n"),
		"a byte order mark":    []byte("\xef\xbb\xbfhello"),
		"carriage returns":     []byte("company:\r  name: x\r"),
	}
	for name, src := range tests {
		p, problems := Parse(src)
		if p != nil || len(problems) == 0 {
			t.Errorf("%s: accepted", name)
		}
		if len(problems) > maxProblems+1 {
			t.Errorf("%s: %d problems at once", name, len(problems))
		}
	}
}

func manyKeys(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "k%d: 1\n", i)
	}
	return b.Bytes()
}

// Whatever the bytes: no panic, and a playbook or problems, never both or neither.
func FuzzParse(f *testing.F) {
	f.Add(Default())
	f.Add([]byte("company: {name: x}\nseverity:\n  - {when: 'a && b', at_least: 9}\n"))
	f.Add([]byte("a: &a [*a]\n---\n\t- 'x"))
	f.Add([]byte("hours: {monday: [\"09:00-12:00\", 5, null]}\nladders: {standard: {rungs: []}}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		p, problems := Parse(src)
		if (p == nil) != (len(problems) > 0) {
			t.Fatalf("playbook %v with problems %v", p != nil, problems)
		}
		for _, problem := range problems {
			if problem.Say == "" || problem.Line < 0 || problem.Column < 0 {
				t.Fatalf("a problem that helps nobody: %+v", problem)
			}
		}
		if p == nil {
			return
		}
		for _, failure := range p.Failures {
			if _, err := p.Plan(Facts{Kind: failure.Key}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzCondition puts any text in the place of a condition, which reaches deeper than FuzzParse.
func FuzzCondition(f *testing.F) {
	f.Add(`severity > 2 && "safety" in flags`)
	f.Add(`flags.all(a, wants.exists(b, a == b))`)
	f.Add(`money("1") > money(reference)`)
	src, rest, _ := bytes.Cut(Default(), []byte("repeat_same_kind\n"))
	f.Fuzz(func(t *testing.T, condition string) {
		p, problems := Parse(fmt.Appendf(nil, "%s%q\n%s", src, condition, rest))
		if (p == nil) != (len(problems) > 0) {
			t.Fatalf("playbook %v with problems %v", p != nil, problems)
		}
		if p != nil {
			p.Severity(Facts{Kind: "late", Flags: []string{"safety"}, Reference: strings.Repeat("a", 999)})
		}
	})
}
