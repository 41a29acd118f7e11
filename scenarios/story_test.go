// Package scenarios tells stories of the whole house in plain text and checks them on both engines:
// real use cases, real jobs, real customer pages, a clock that the story moves. What a story can say is
// listed in README.md beside it.
package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"amends/internal/store/storetest"
)

func TestStories(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := read(string(text))
		t.Run(strings.TrimSuffix(file, ".txt"), func(t *testing.T) {
			t.Parallel()
			for _, engine := range storetest.Engines() {
				t.Run(engine, func(t *testing.T) {
					t.Parallel()
					h := newHouse(t, engine, file)
					for _, l := range lines {
						h.tell(l)
					}
					h.examine()
				})
			}
		})
	}
}

// line is one line of a story with the indented text below it.
type line struct {
	number int
	words  string
	text   string
}

// read parses a story: a line each, its text indented by a tab below it, # for remarks.
func read(story string) []line {
	var lines []line
	for i, raw := range strings.Split(story, "\n") {
		body, indented := strings.CutPrefix(raw, "\t")
		switch {
		case indented && len(lines) > 0:
			last := &lines[len(lines)-1]
			last.text += body + "\n"
		case strings.TrimSpace(raw) == "" && len(lines) > 0 && lines[len(lines)-1].text != "":
			lines[len(lines)-1].text += "\n"
		case strings.TrimSpace(raw) == "" || strings.HasPrefix(raw, "#"):
		default:
			lines = append(lines, line{number: i + 1, words: strings.TrimSpace(raw)})
		}
	}
	for i := range lines {
		lines[i].text = strings.TrimSpace(lines[i].text)
	}
	return lines
}
