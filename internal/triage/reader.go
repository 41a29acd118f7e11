package triage

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"amends/internal/sentence"
)

// reader is one reading of one message.
type reader struct {
	in    Input
	rules *ruleSet
	text  string // subject and text, as much as is read
	spans []sentence.Span
}

func newReader(in Input) *reader {
	text := in.Text
	if in.Subject != "" {
		text = in.Subject + "\n\n" + in.Text
	}
	text = cut(text, longestRead)
	return &reader{in: in, rules: english(), text: text, spans: sentence.Split(text)}
}

// cut shortens text to at most size bytes without cutting a letter.
func cut(text string, size int) string {
	if len(text) <= size {
		return text
	}
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}

// longestQuote bounds the words shown as grounds, in bytes.
const longestQuote = 120

// quote is what shows a finding: the matched words, and the rest of a short sentence around them.
func (r *reader) quote(at []int) string {
	if at == nil {
		return ""
	}
	i, _ := slices.BinarySearchFunc(r.spans, at[0], func(s sentence.Span, pos int) int { return cmp.Compare(s.End, pos+1) })
	if i < len(r.spans) && r.spans[i].Start <= at[0] && r.spans[i].End-r.spans[i].Start <= longestQuote && at[1] <= r.spans[i].End {
		return r.text[r.spans[i].Start:r.spans[i].End]
	}
	return strings.TrimSpace(cut(r.text[at[0]:at[1]], longestQuote))
}

const (
	strongPoints = 3
	weakPoints   = 1
)

// kind is the kind of failure that most words speak for. Only a message that shows no other is
// read as a broken promise.
func (r *reader) kind(flags []Finding[string]) Finding[string] {
	best, total := 0, 0
	found := Finding[string]{Value: Other, Why: "Nothing in the words says what failed.", Confidence: 0.2}
	for _, k := range r.rules.Kinds {
		strong, at := findAll(k.Strong, r.text)
		weak, atWeak := findAll(k.Weak, r.text)
		points := strong*strongPoints + weak*weakPoints
		total += points
		if points <= best {
			continue
		}
		best = points
		if at == nil {
			at = atWeak
		}
		found = Finding[string]{Value: k.Key, Words: r.quote(at), Why: k.Why}
	}
	if best >= strongPoints {
		found.Confidence = share(best, total)
		return found
	}
	if i := slices.IndexFunc(flags, func(f Finding[string]) bool { return f.Value == "broken_promise" }); i >= 0 {
		return Finding[string]{Value: BrokenPromise, Words: flags[i].Words, Why: flags[i].Why, Confidence: 0.5}
	}
	if best > 0 {
		found.Confidence = share(best, total) / 2
	}
	return found
}

// share is a confidence from points of all points, never sure.
func share(points, total int) float64 {
	return math.Round(100*float64(points)/float64(total+1)) / 100
}

// coded finds what of a list of codes the words show, in the order of the codes.
func (r *reader) coded(codes map[string]codeRule) []Finding[string] {
	var out []Finding[string]
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		count, at := findAll(codes[code].Match, r.text)
		if count == 0 {
			continue
		}
		out = append(out, Finding[string]{Value: code, Words: r.quote(at), Why: codes[code].Why, Confidence: min(0.9, 0.55+0.15*float64(count))})
	}
	return out
}

// flags are the codes that must not be missed. A threat of exposure that was not itself made in
// public stays below the confidence at which it is taken as read.
func (r *reader) flags() []Finding[string] {
	out := r.coded(r.rules.Flags)
	for i, f := range out {
		if f.Value == "public_exposure" && r.in.Channel != "social" && r.in.Channel != "review" {
			out[i].Confidence = 0.45
		}
	}
	return out
}

// wants reads the message, and the box where the customer said what would put it right.
func (r *reader) wants() []Finding[string] {
	out := r.coded(r.rules.Wants)
	if strings.TrimSpace(r.in.Wants) == "" {
		return out
	}
	asked := newReader(Input{Text: r.in.Wants})
	for _, f := range asked.coded(r.rules.Wants) {
		f.Confidence = 0.9
		if i := slices.IndexFunc(out, func(o Finding[string]) bool { return o.Value == f.Value }); i >= 0 {
			out[i] = f
			continue
		}
		out = append(out, f)
	}
	return out
}

// emotion is the highest step the words show, and a step more for shouting.
func (r *reader) emotion() Finding[int] {
	step, why, words := 0, "The words are calm.", ""
	for level := 3; level > 0; level-- {
		if count, at := findAll(r.rules.Emotion[level], r.text); count > 0 {
			step, why, words = level, "The words say so.", r.quote(at)
			break
		}
	}
	if shouted, at := shouting(r.text); shouted && step < 3 {
		step, why, words = step+1, "They shout.", cmp.Or(words, r.quote(at))
	}
	return Finding[int]{Value: step, Words: words, Why: why, Confidence: 0.6}
}

// shouting reports three marks in a row or two words in capitals that are no abbreviation.
func shouting(text string) (bool, []int) {
	for _, marks := range []string{"!!!", "???", "?!?"} {
		if i := strings.Index(text, marks); i >= 0 {
			return true, []int{i, i + len(marks)}
		}
	}
	loud, first := 0, ""
	for word := range strings.FieldsSeq(text) {
		if isLoud(word) {
			loud++
			first = cmp.Or(first, word)
		}
	}
	if loud < loudWords {
		return false, nil
	}
	i := strings.Index(text, first)
	return true, []int{i, i + len(first)}
}

// loudWords is how many words in capitals are shouting and not a name.
const loudWords = 2

// isLoud reports a word in capitals that is no abbreviation and nothing blacked out ("XXXX").
func isLoud(word string) bool {
	word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(word) >= 4 && strings.ToUpper(word) == word && strings.ToLower(word) != word && !strings.Contains(word, "XX")
}

// complaint weighs what speaks for a complaint against what speaks for praise or a question.
func (r *reader) complaint(read Reading) Finding[bool] {
	if _, at := findAll(r.rules.Complaint.Auto, r.text); at != nil {
		return Finding[bool]{Words: r.quote(at), Why: "This is an automatic reply or a bounce.", Confidence: 0.9}
	}
	if strings.TrimFunc(r.text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) == "" {
		return Finding[bool]{Why: "There are no words.", Confidence: 0.9}
	}
	yes, at := findAll(r.rules.Complaint.Yes, r.text)
	no, atNo := findAll(r.rules.Complaint.No, r.text)
	points := 2*yes - 2*no + 2*max(0, read.Emotion.Value-1)
	if read.Kind.Value != Other && read.Kind.Confidence > 0.2 {
		points += 3
	}
	if r.in.HasReference {
		points++ // who gives an order number has bought something
	}
	for _, f := range read.Flags {
		if f.Value == "repeat_contact" || f.Value == "broken_promise" || f.Value == "legal_or_regulator" || f.Value == "threat_to_leave" {
			points += 2
		}
	}
	sure := min(0.95, 0.5+0.08*math.Abs(float64(points)+0.5))
	if points > 0 || points == 0 && no == 0 {
		return Finding[bool]{Value: true, Words: cmp.Or(read.Kind.Words, r.quote(at)), Why: "They tell of something that went wrong.", Confidence: sure}
	}
	return Finding[bool]{Words: r.quote(atNo), Why: "They ask or praise, and tell of nothing that went wrong.", Confidence: sure}
}

func (r *reader) used() Finding[string] {
	if count, at := findAll(r.rules.Used.No, r.text); count > 0 {
		return Finding[string]{Value: UsedNo, Words: r.quote(at), Why: "They could not use it.", Confidence: 0.6}
	}
	if count, at := findAll(r.rules.Used.Yes, r.text); count > 0 {
		return Finding[string]{Value: UsedYes, Words: r.quote(at), Why: "They used it all the same.", Confidence: 0.6}
	}
	return Finding[string]{Value: UsedUnknown, Why: "The message does not say.", Confidence: 0.5}
}
