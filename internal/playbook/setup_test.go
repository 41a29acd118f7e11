package playbook

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"amends/internal/money"
)

func setup(t *testing.T) *Playbook {
	t.Helper()
	p, problems := Parse(Default())
	for _, problem := range problems {
		t.Error(problem)
	}
	if p == nil {
		t.Fatal("the default playbook has problems")
	}
	return p
}

// changed is the default with one text put in the place of another, which must be there.
func changed(t *testing.T, old, now string) []byte {
	t.Helper()
	src := string(Default())
	if !strings.Contains(src, old) {
		t.Fatalf("the default playbook does not say %q", old)
	}
	return []byte(strings.Replace(src, old, now, 1))
}

func euros(whole int64) money.Amount { return money.Of(whole*100, "EUR") }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
