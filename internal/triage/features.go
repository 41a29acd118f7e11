package triage

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"go.yaml.in/yaml/v3"
)

//go:embed lang/en_words.yaml
var enWords []byte

// wordClasses gives the classes of a stem, or of up to three stems with a space between.
var wordClasses = sync.OnceValue(func() map[string][]string {
	var lists map[string]string
	if err := yaml.Unmarshal(enWords, &lists); err != nil {
		panic(fmt.Sprintf("triage: the embedded words do not parse: %v", err))
	}
	classes := map[string][]string{}
	for class, list := range lists {
		for entry := range strings.FieldsSeq(list) {
			var stems []string
			for _, t := range tokens(strings.ReplaceAll(entry, "_", " ")) {
				stems = append(stems, t.stem)
			}
			key := strings.Join(stems, " ")
			if !slices.Contains(classes[key], class) {
				classes[key] = append(classes[key], class)
			}
		}
	}
	for key := range classes {
		slices.Sort(classes[key])
	}
	return classes
})

// token is one word, number or mark of a text.
type token struct {
	word, stem string
	start, end int
	ends       bool // closes a sentence
}

// tokens cuts a text into words, in the order of the text.
func tokens(text string) []token {
	out := make([]token, 0, len(text)/5+1)
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = append(out, wordToken(text, start, end))
			start = -1
		}
	}
	for i, r := range text {
		if isWordRune(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
		if t, ok := markToken(r, i); ok {
			out = append(out, t)
		}
	}
	flush(len(text))
	return out
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || r == '&' || r == '@' || r == '£' || r == '$' || r == '€' || r == '-'
}

func markToken(r rune, at int) (token, bool) {
	t := token{start: at, end: at + len(string(r)), ends: true}
	switch {
	case r == '!' || r == '?' || r == '.':
		t.stem = string(r)
	case r == '\n' || r == ';':
		t.stem = "."
	case r > 0x2190 && unicode.IsSymbol(r):
		t.stem, t.ends = string(r), false
	default:
		return t, false
	}
	t.word = t.stem
	return t, true
}

func wordToken(text string, start, end int) token {
	word := strings.ToLower(text[start:end])
	if strings.ContainsAny(word, "'’") {
		word = strings.ReplaceAll(strings.ReplaceAll(word, "'", ""), "’", "")
	}
	word = strings.Trim(word, "-")
	return token{word: word, stem: stem(word), start: start, end: end}
}

// stem takes the commonest endings off; what is a number, a sum or a handle becomes one of three
// words.
func stem(w string) string {
	switch {
	case w == "":
		return w
	case w[0] == '@':
		return "@name"
	case strings.ContainsAny(w, "£$€"):
		return "#sum"
	case w[0] >= '0' && w[0] <= '9':
		return "#" + strings.TrimLeft(w, "0123456789")
	case strings.Contains(w, "xx"):
		return "#xx"
	}
	for _, ending := range [...]struct{ off, on string }{{"ies", "y"}, {"ied", "y"}, {"ing", ""}, {"ed", ""}, {"ly", ""}, {"es", "e"}, {"s", ""}} {
		if len(w) > len(ending.off)+2 && strings.HasSuffix(w, ending.off) && !strings.HasSuffix(w, "ss") {
			return bare(w[:len(w)-len(ending.off)] + ending.on)
		}
	}
	return bare(w)
}

// bare undoes a doubled letter and a last e, so that "stopped", "stopping" and "stop" are one.
func bare(w string) string {
	if n := len(w); n > 3 && w[n-1] == w[n-2] && w[n-1] != 's' && w[n-1] != 'l' && w[n-1] != 'e' {
		return w[:n-1]
	}
	if n := len(w); n > 3 && w[n-1] == 'e' {
		return w[:n-1]
	}
	return w
}

// feature is one thing seen in a text: what (hashed), how much, and which words show it.
type feature struct {
	key    uint32
	value  float32
	tokens [2]int32 // first and last token
}

// family sorts features, so that each kind has its say whatever the length of the text.
type family uint8

const (
	famWord family = iota
	famPair
	famClass
	famClassPair
	famLetters
	famOpening
	famWhole
	families
)

// say is how much each family may weigh together; of the whole text, how much each sight weighs.
func say() [families]float32 {
	return [families]float32{famWord: 1, famPair: 0.3, famClass: 1, famClassPair: 0.5, famLetters: 0.6, famOpening: 0.5, famWhole: 0.35}
}

// hash is FNV-1a over the parts of a feature's name.
func hash(f family, parts ...string) uint32 {
	h := uint32(2166136261)
	h = (h ^ uint32(f)) * 16777619
	for _, p := range parts {
		for i := range len(p) {
			h = (h ^ uint32(p[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619
	}
	return h
}

// seer collects the features of one text.
type seer struct {
	toks    []token
	classes [][]string // of each token
	asks    []bool     // whether the token stands in a sentence that asks for something
	found   [families][]feature
}

// see gives the features of a text and its tokens; whole are features of the text as a whole,
// such as the rules that matched.
func see(text string, whole []string) ([]feature, []token) {
	s := &seer{toks: tokens(text)}
	s.classes = make([][]string, len(s.toks))
	s.classify()
	s.asks = asking(s.toks)
	opening := true
	for i, t := range s.toks {
		s.word(i)
		s.classPairs(i)
		if opening {
			s.opening(i)
		}
		opening = opening && (!t.ends || i < 6)
	}
	for _, w := range whole {
		s.add(famWhole, 0, -1, w)
	}
	return s.weighed(), s.toks
}

func (s *seer) add(f family, first, last int, parts ...string) {
	s.found[f] = append(s.found[f], feature{key: hash(f, parts...), value: 1, tokens: [2]int32{int32(first), int32(last)}})
}

// classify looks up words, pairs and triples; a phrase belongs to its last word.
func (s *seer) classify() {
	known := wordClasses()
	for i, t := range s.toks {
		phrase := t.stem
		s.classes[i] = append(s.classes[i], known[phrase]...)
		for j := i - 1; j >= max(0, i-3); j-- {
			phrase = s.toks[j].stem + " " + phrase
			s.classes[i] = append(s.classes[i], known[phrase]...)
		}
	}
}

func (s *seer) word(i int) {
	t := s.toks[i]
	if s.asks[i] {
		s.add(famWord, i, i, "asks", t.stem)
	} else {
		s.add(famWord, i, i, t.stem)
	}
	if i > 0 {
		s.add(famPair, i-1, i, s.toks[i-1].stem, t.stem)
	}
	if i > 1 {
		s.add(famPair, i-2, i, s.toks[i-2].stem, "*", t.stem)
	}
	for _, c := range s.classes[i] {
		if s.asks[i] {
			s.add(famClass, i, i, "asks", c)
			continue
		}
		s.add(famClass, i, i, c)
	}
	if w := t.word; len(w) > 4 && len(w) < 24 {
		for j := 0; j+4 <= len(w); j++ {
			s.add(famLetters, i, i, w[j:j+4])
		}
	}
}

// reach is how far apart two classes may stand to be seen together.
const reach = 5

// classPairs sees a class with the classes and the small words before it in the sentence.
func (s *seer) classPairs(i int) {
	if len(s.classes[i]) == 0 {
		return
	}
	for j := i - 1; j >= max(0, i-reach) && !s.toks[j].ends; j-- {
		for _, before := range s.classes[j] {
			for _, c := range s.classes[i] {
				s.add(famClassPair, j, i, before, c)
			}
		}
	}
}

func (s *seer) opening(i int) {
	for _, c := range s.classes[i] {
		s.add(famOpening, i, i, c)
	}
	if i < 3 {
		s.add(famOpening, i, i, "first", s.toks[i].stem)
	}
}

// weighed joins what was seen more than once and gives each family its say.
func (s *seer) weighed() []feature {
	var out []feature
	for f, list := range s.found {
		slices.SortStableFunc(list, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
		list = slices.CompactFunc(list, func(a, b feature) bool { return a.key == b.key })
		share := say()[f]
		if family(f) != famWhole {
			share /= float32(math.Sqrt(float64(max(1, len(list)))))
		}
		for _, x := range list {
			x.value = share
			out = append(out, x)
		}
	}
	return out
}

// asking marks the sentences that ask for something: "refund me" there does not say that the
// refund is what failed.
func asking(toks []token) []bool {
	out := make([]bool, len(toks))
	for start := 0; start < len(toks); {
		end := start
		for end < len(toks) && !toks[end].ends {
			end++
		}
		if isDemand(toks[start:end]) {
			for i := start; i < end; i++ {
				out[i] = true
			}
		}
		start = end + 1
	}
	return out
}

// isDemand reports a sentence that begins as demands do, or holds a please.
func isDemand(sentence []token) bool {
	for i, t := range sentence {
		switch t.word {
		case "please", "pls", "plz":
			return true
		case "refund", "give", "send", "cancel", "fix", "sort", "replace", "reply", "call", "ring", "explain", "tell", "take", "stop", "kindly", "pay", "apologise", "apologize":
			if i == 0 {
				return true
			}
		case "want", "need", "expect", "demand", "request", "like", "id", "deserve":
			if i > 0 && i < 4 && (sentence[i-1].word == "i" || sentence[i-1].word == "we" || sentence[i-1].word == "id" || sentence[i-1].word == "just" || sentence[i-1].word == "would") {
				return true
			}
		}
	}
	return false
}
