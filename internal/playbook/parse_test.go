package playbook

import "testing"

func TestDefaultHasNoProblems(t *testing.T) {
	t.Parallel()
	p, problems := Parse(Default())
	for _, problem := range problems {
		t.Error(problem)
	}
	if p == nil {
		t.Fatal("no playbook")
	}
}
