package words

import (
	"regexp"
	"strconv"
)

// verbPattern finds the verbs of package fmt, with the number of their argument where given.
var verbPattern = regexp.MustCompile(`%(?:%|[-+# 0]*(?:\[(\d{1,3})\])?[\d.]*([a-zA-Z]))`)

// verbs maps the number of each argument of text, from 1, to the letter that prints it.
func verbs(text string) map[int]string {
	found := map[int]string{}
	next := 1
	for _, m := range verbPattern.FindAllStringSubmatch(text, -1) {
		if m[2] == "" {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n
		}
		found[next] = m[2]
		next++
	}
	return found
}

// used is how many arguments text needs.
func used(text string) int {
	most := 0
	for place := range verbs(text) {
		most = max(most, place)
	}
	return most
}
