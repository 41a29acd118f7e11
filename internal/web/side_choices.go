package web

import (
	"slices"
	"strconv"

	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/recovery"
	"amends/internal/words"
)

func (s caseSheet) flags() string {
	var list []string
	for _, f := range s.C.Case.Reading.Flags {
		list = append(list, flagWord(s.Printer, f.Value))
	}
	return s.List(list)
}

func (s caseSheet) kindChoices() []look.Choice {
	var list []look.Choice
	for _, f := range s.C.Failures {
		list = append(list, look.Choice{Value: f.Key, Label: f.Label})
	}
	return list
}

func (s caseSheet) severityChoices() []look.Choice {
	var list []look.Choice
	for n := 1; n <= 4; n++ {
		list = append(list, look.Choice{Value: strconv.Itoa(n), Label: s.T("%[1]d, %[2]s", n, severityWord(s.Printer, n))})
	}
	return list
}

func (s caseSheet) emotionChoices() []look.Choice {
	var list []look.Choice
	for n := 0; n <= 3; n++ {
		list = append(list, look.Choice{Value: strconv.Itoa(n), Label: emotionWord(s.Printer, n)})
	}
	return list
}

func (s caseSheet) faultChoices() []look.Choice {
	var list []look.Choice
	for _, f := range recovery.Faults() {
		list = append(list, look.Choice{Value: string(f), Label: faultWord(s.Printer, f)})
	}
	return list
}

func (s caseSheet) answerChoices(answers ...string) []look.Choice {
	var list []look.Choice
	for _, a := range answers {
		list = append(list, look.Choice{Value: a, Label: answerWord(s.Printer, a)})
	}
	return list
}

func (s caseSheet) wantChoices() []look.Choice {
	return s.ticks(playbook.Wants(), s.C.Case.Reading.Wants, wantWord)
}

func (s caseSheet) flagChoices() []look.Choice {
	return s.ticks(playbook.Flags(), s.C.Case.Reading.Flags, flagWord)
}

func (s caseSheet) ticks(all []string, found []recovery.Finding, word func(*words.Printer, string) string) []look.Choice {
	var list []look.Choice
	for _, key := range all {
		on := slices.ContainsFunc(found, func(f recovery.Finding) bool { return f.Value == key })
		list = append(list, look.Choice{Value: key, Label: word(s.Printer, key), On: on})
	}
	return list
}
