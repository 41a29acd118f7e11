package store

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	sqlAddFind   = `INSERT INTO finds (word, kind, ref) VALUES ($1, $2, $3) ON CONFLICT (word, kind, ref) DO NOTHING`
	sqlDropFinds = `DELETE FROM finds WHERE kind = $1 AND ref = $2`
	sqlFind      = `SELECT ref FROM finds WHERE word >= $1 AND word < $2 AND kind = $3 ORDER BY word, ref LIMIT $4`
)

// Bounds of what is indexed for one thing.
const (
	maxWords   = 24
	maxWordLen = 64
)

// indexWords makes a thing findable by the beginnings of the words in texts, and by nothing else.
func (t *Tx) indexWords(kind string, ref int64, texts ...string) error {
	if _, err := t.exec(sqlDropFinds, kind, ref); err != nil {
		return err
	}
	words := Words(strings.Join(texts, " "))
	for _, w := range words[:min(len(words), maxWords)] {
		if _, err := t.exec(sqlAddFind, w, kind, ref); err != nil {
			return err
		}
	}
	return nil
}

// IndexCase makes a case findable by its reference.
func (t *Tx) IndexCase(ref int64, reference string) error {
	return t.indexWords("case", ref, reference)
}

// FindRefs are things of a kind (customer, case) whose words begin with word, at most limit.
func (t *Tx) FindRefs(kind, word string, limit int) ([]int64, error) {
	word = clip(strings.ToLower(word))
	if word == "" {
		return nil, nil
	}
	return all(t, sqlFind, scalar[int64], word, word+"\U0010ffff", kind, limit)
}

// Words are the words of a text as they are found: lower case, each once, addresses also whole.
func Words(text string) []string {
	seen := map[string]bool{}
	var words []string
	add := func(w string) {
		if w = clip(w); utf8.RuneCountInString(w) > 1 && !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	for _, whole := range strings.Fields(strings.ToLower(text)) {
		add(strings.Trim(whole, ".,;:!?\"'()<>"))
		for _, part := range strings.FieldsFunc(whole, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			add(part)
		}
	}
	return words
}

func clip(w string) string {
	for len(w) > maxWordLen {
		_, n := utf8.DecodeLastRuneInString(w)
		w = w[:len(w)-n]
	}
	return w
}
