package tone

import (
	"slices"
	"strconv"
	"strings"

	"amends/internal/calendar"
)

// when is a time as the words give it, before it is put on the calendar.
type when struct {
	day       calendar.Date
	hasDay    bool
	named     bool // the day is a bare weekday or date, which may also tell the past: "on Monday"
	end       period
	clock     int // minute of the day
	hasClock  bool
	ambiguous bool   // a clock without am or pm: "by 2"
	part      string // morning, noon, evening ...
	first     bool   // "first thing"
	amount    int    // of unit; a stretch counted from now
	unit      string // a unit of the lexicon: m60, d1 ...
	working   bool   // the unit is counted in working time
	bound     bool   // by, within, before: it cannot tell the past
	before    bool   // the moment itself is too late: "before Friday"
	after     bool   // a lower bound only: "after 10"
	vague     bool   // "shortly"
}

// period is a stretch of the calendar whose end is meant.
type period string

const (
	endOfDay   period = "day"
	endOfWeek  period = "week"
	endOfMonth period = "month"
)

func (w *when) empty() bool {
	return !w.hasDay && !w.hasClock && w.part == "" && w.unit == "" && w.end == "" && !w.first
}

// timeReader reads times out of tokens; today is the day the words were written on.
type timeReader struct {
	lex   *lexicon
	toks  []token
	today calendar.Date
	hour  int // of the moment the words were written
}

// read takes the longest run of time words that begins at i and says where it ends; next is i
// when there is none. Commas and brackets inside the run are taken along.
func (r *timeReader) read(i int) (w when, next int) {
	next = i
	for at := i; at < len(r.toks); {
		step := r.component(&w, at)
		if step == 0 {
			if at == i || !strings.Contains(",()", r.toks[at].low) {
				break
			}
			at++
			continue
		}
		at += step
		next = at
	}
	if w.empty() {
		return when{}, i
	}
	return r.alternative(w, i, next)
}

// alternative takes the later of "today or tomorrow" and of "between the 3rd and the 7th".
func (r *timeReader) alternative(w when, i, next int) (when, int) {
	switch word := r.word(next); {
	case word == "or", word == "to", word == "-", word == "–":
	case word == "and" && r.word(i) == "between":
	default:
		return w, next
	}
	other, end := r.read(next + 1)
	if at := r.skip(next+1, "the"); end == next+1 {
		day, n := r.ordinalDay(at)
		other, end = when{day: day, hasDay: n > 0}, at+n
	}
	if end == next+1 || !other.hasDay || !w.hasDay || other.day.Compare(w.day) < 0 {
		return w, next
	}
	other.bound = w.bound || other.bound
	return other, end
}

// word is the token at i in lower case, "" past the end.
func (r *timeReader) word(i int) string {
	if i < 0 || i >= len(r.toks) {
		return ""
	}
	return r.toks[i].low
}

func (r *timeReader) has(i int, words ...string) bool {
	return i >= 0 && i < len(r.toks) && hasWords(r.toks[i:], words)
}

// component reads one part of a time at i into w and says how many tokens it took.
func (r *timeReader) component(w *when, i int) int {
	if n := r.filler(i); n > 0 && !w.empty() {
		return n
	}
	preps := r.prepositions(w, i)
	at := i + preps
	for _, read := range []func(*when, int, bool) int{
		r.span, r.periodEnd, r.relativeDay, r.weekday, r.date, r.week, r.partOfDay, r.clockTime,
	} {
		if n := read(w, at, preps > 0); n > 0 {
			return preps + n
		}
	}
	return 0
}

// filler is what may follow a time and adds nothing to it.
func (r *timeReader) filler(i int) int {
	for _, words := range [][]string{
		{"at", "the", "latest"}, {"at", "the", "very", "latest"}, {"latest"}, {"sharp"}, {"the", "latest"},
		{"your", "time"}, {"our", "time"}, {"utc"}, {"cet"}, {"gmt"}, {"if", "not", "sooner"}, {"if", "not", "before"}, {"or", "sooner"},
		{"from", "now"}, {"from", "today"}, {"o'clock"},
	} {
		if r.has(i, words...) {
			return len(words)
		}
	}
	return 0
}

// prepositions reads "by", "no later than", "between" ... and notes what they mean for w.
func (r *timeReader) prepositions(w *when, i int) int {
	at := i
	for {
		switch word := r.word(at); word {
		case "by", "within", "inside", "until", "till", "in", "over", "under":
			w.bound = w.bound || (word != "in" && word != "over" && word != "until" && word != "till")
		case "before":
			w.bound, w.before = true, true
		case "after", "from":
			w.after = true
		case "at", "on", "around", "about", "between", "approximately", "approx", "during", "for", "sometime", "some",
			"every", "just", "~", "@", "either":
		case "early", "late", "later":
			if !r.has(at+1, "on") && !r.has(at+1, "in") {
				return at - i
			}
		case "no", "not":
			if r.has(at+1, "later", "than") {
				w.bound = true
				at += 3
				continue
			}
			return at - i
		default:
			return at - i
		}
		at++
	}
}

// span reads a stretch from now: "2 working days", "3-5 days", "half an hour", "the next 24 hours".
// Without "in", "within" and the like it is a length and no time: "3 days of rent".
func (r *timeReader) span(w *when, i int, _ bool) int {
	if w.unit != "" {
		return 0
	}
	at := r.skip(i, "the", "next", "up", "to", "maximum", "max", "less", "than", "coming", "at", "most", "another", "space", "of")
	half := r.has(at, "half", "an", "hour") || r.has(at, "half", "hour")
	amount, n := r.amount(at)
	switch {
	case half:
		amount, n = 1, r.skip(at, "half", "an")-at
	case n == 0 && at > i:
		amount = 1 // "within the hour"
	case n == 0:
		return 0
	}
	at += n
	kind := r.skip(at, "working", "business", "office", "full", "clear", "more", "further", "-")
	unit, m := r.unitAt(kind)
	if m == 0 {
		return 0
	}
	end := kind + m
	if !r.spanPrep(i) && !r.has(end, "from", "now") && !r.has(end, "from", "today") && !r.has(end, "later") {
		return 0
	}
	w.amount, w.unit = amount, unit
	w.working = r.has(at, "working") || r.has(at, "business") || r.has(at, "office")
	if half {
		w.amount, w.unit = 30, "m1"
	}
	return end - i
}

// skip is the first token from i on that is none of the words.
func (r *timeReader) skip(i int, words ...string) int {
	for slices.Contains(words, r.word(i)) {
		i++
	}
	return i
}

// spanPrep tells "within 3 days" from "for 3 days" and "by 3 days".
func (r *timeReader) spanPrep(i int) bool {
	switch r.word(i - 1) {
	case "within", "in", "inside", "over", "every", "under", "than", "about", "around", "during", "approximately", "just", "after":
		return true
	}
	return false
}

// unitAt is the unit at a token, with a hyphen before it if need be: "24-hour".
func (r *timeReader) unitAt(at int) (unit string, n int) {
	skip := 0
	if r.has(at, "-") {
		skip = 1
	}
	if unit, known := r.lex.Units[r.word(at+skip)]; known {
		return unit, skip + 1
	}
	return "", 0
}

// mostOf bounds numbers, so that no sum of them leaves the calendar.
const mostOf = 5000

// amount reads "2", "two", "a couple of", "3-5", "two or three". Of a range the upper end counts:
// it is what the customer may hold us to.
func (r *timeReader) amount(i int) (value, n int) {
	switch {
	case r.has(i, "a", "couple", "of"):
		return 2, 3
	case r.has(i, "a", "couple"), r.has(i, "couple", "of"):
		return 2, 2
	}
	value, n = r.number(i)
	if n == 0 {
		return 0, 0
	}
	switch r.word(i + n) {
	case "-", "–", "to", "or", "and":
		if upper, m := r.number(i + n + 1); m > 0 && upper >= value {
			return upper, n + 1 + m
		}
	}
	return value, n
}

func (r *timeReader) number(i int) (value, n int) {
	if v, ok := r.lex.Numbers[r.word(i)]; ok {
		return v, 1
	}
	v, err := strconv.Atoi(r.word(i))
	if err != nil || v < 0 || v > mostOf {
		return 0, 0
	}
	return v, 1
}
