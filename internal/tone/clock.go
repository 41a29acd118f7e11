package tone

import (
	"strconv"
	"strings"
)

const hour = 60 // minutes of the day are counted in minutes

// partOfDay reads "morning", "this afternoon", "in the evening", "noon", "first thing".
func (r *timeReader) partOfDay(w *when, i int, _ bool) int {
	if r.has(i, "first", "thing") {
		w.first, w.bound = true, true
		return 2
	}
	if r.has(i, "the", "close") || r.has(i, "lunch", "time") {
		return 0
	}
	at := r.skip(i, "this", "the", "early", "late", "mid", "-", "that", "end", "of", "same")
	word := strings.TrimPrefix(r.word(at), "mid-")
	if _, known := r.lex.Parts[word]; !known || w.part != "" && w.part != word && !w.hasClock {
		return 0
	}
	if r.has(at, "morning") && r.has(at-1, "the") && !w.hasDay && !w.hasClock && r.hour >= 9 {
		w.on(r.today.AddDays(1), 0) // "in the morning", said during the day
	}
	if at > i && r.has(at-1, "this") && !w.hasDay {
		w.on(r.today, 0)
	}
	if !w.hasClock {
		w.bound = true
	}
	w.part = word
	return at + 1 - i
}

// clockTime reads "10", "10am", "10.30", "17:30", "half past 5", "half 6", "quarter to 5" and the
// upper end of "9 to 12", "between 9 and 12". A bare number is a clock only after a preposition
// or a day, and only when no counted thing follows it.
func (r *timeReader) clockTime(w *when, i int, prep bool) int {
	if w.hasClock || w.unit != "" {
		return 0
	}
	at := r.skip(i, "the")
	minutes, sure, n := r.clock(at)
	spoken := n > 1 || r.colon(at)
	if n == 0 || !spoken && !(prep || w.hasDay && w.end == "" || w.part != "") {
		return 0
	}
	until, untilSure, m := r.rangeEnd(at + n)
	if m > 0 {
		minutes, sure, n = until, untilSure, n+m
		w.after = false
	}
	if !spoken && m == 0 && !r.clockMayEnd(at+n) {
		return 0
	}
	w.clock, w.hasClock = minutes, true
	w.ambiguous = !sure
	return at + n - i
}

// rangeEnd reads the rest of "9 to 12".
func (r *timeReader) rangeEnd(at int) (minutes int, sure bool, n int) {
	switch r.word(at) {
	case "-", "–", "—", "to", "and", "until", "till":
		minutes, sure, n = r.clock(at + 1)
		if n > 0 && (sure || r.clockMayEnd(at+1+n)) {
			return minutes, sure, n + 1
		}
	}
	return 0, false, 0
}

// clock reads one reading of the clock; sure when it says which half of the day it means.
func (r *timeReader) clock(at int) (minutes int, sure bool, n int) {
	if minutes, n = r.spokenClock(at); n > 0 {
		return r.halfOfDay(minutes, false, at, n)
	}
	h, m, written := r.digits(at)
	if !written {
		return 0, false, 0
	}
	return r.halfOfDay(h*hour+m, h > 12 || h == 0 || strings.HasPrefix(r.word(at), "0"), at, 1)
}

// digits reads "10", "10:30", "10.30" and small number words.
func (r *timeReader) digits(at int) (h, m int, ok bool) {
	word := r.word(at)
	if v, known := r.lex.Numbers[word]; known && v <= 12 && word != "a" && word != "an" {
		return v, 0, true
	}
	left, right, parted := strings.Cut(strings.Replace(word, ".", ":", 1), ":")
	h, errH := strconv.Atoi(left)
	if parted {
		var errM error
		if m, errM = strconv.Atoi(right); errM != nil || len(right) != 2 {
			return 0, 0, false
		}
	}
	return h, m, errH == nil && len(left) <= 2 && h >= 0 && h <= 24 && m >= 0 && m < 60 && h*hour+m <= 24*hour
}

// spokenClock reads "half past five", "half 6" (British: 6:30), "quarter to five", "ten past two".
func (r *timeReader) spokenClock(at int) (minutes, n int) {
	lead, used := 30, 1
	switch {
	case r.has(at, "half", "past"):
		used = 2
	case r.has(at, "half"):
	case r.has(at, "quarter", "past"), r.has(at, "a", "quarter", "past"):
		lead, used = 15, r.skip(at, "a", "quarter", "past")-at
	case r.has(at, "quarter", "to"), r.has(at, "a", "quarter", "to"):
		lead, used = -15, r.skip(at, "a", "quarter", "to")-at
	default:
		return r.minutesPast(at)
	}
	h, m, ok := r.digits(at + used)
	if !ok || m != 0 || h < 1 || h > 12 {
		return 0, 0
	}
	return h*hour + lead, used + 1
}

func (r *timeReader) minutesPast(at int) (minutes, n int) {
	lead, ok := r.lex.Numbers[r.word(at)]
	sign := 1
	switch r.word(at + 1) {
	case "past":
	case "to":
		sign = -1
	default:
		return 0, 0
	}
	h, m, written := r.digits(at + 2)
	if !ok || !written || m != 0 || h < 1 || h > 12 || lead%5 != 0 || lead > 25 {
		return 0, 0
	}
	return h*hour + sign*lead, 3
}

// halfOfDay takes "am", "p.m." and the like along.
func (r *timeReader) halfOfDay(minutes int, sure bool, at, n int) (int, bool, int) {
	switch r.word(at + n) {
	case "am", "a.m", "a.m.":
		minutes, sure, n = minutes%(12*hour), true, n+1
	case "pm", "p.m", "p.m.":
		if minutes < 13*hour {
			minutes = minutes%(12*hour) + 12*hour
		}
		sure, n = true, n+1
	case "hours", "hrs", "h":
		if minutes >= 100 && r.colon(at) {
			return minutes, sure, n + 1
		}
		return minutes, sure, n
	default:
		return minutes, sure, n
	}
	if r.has(at+n, ".") && at+n+1 < len(r.toks) {
		n++ // the full stop of "p.m." and not the one of the sentence
	}
	return minutes, sure, n
}

func (r *timeReader) colon(at int) bool { return strings.Contains(r.word(at), ":") }

// clockMayEnd reports whether what follows a bare number leaves it a clock: "by 10 on Friday",
// not "by 10 euros" nor "at 20%".
func (r *timeReader) clockMayEnd(at int) bool {
	if at >= len(r.toks) || !r.toks[at].word {
		return at >= len(r.toks) || strings.Contains(",.;:!?()\"'”’—–-…", r.toks[at].low) || r.toks[at].start > r.toks[at-1].end
	}
	switch r.word(at) {
	case "on", "in", "at", "by", "and", "or", "with", "so", "to", "today", "tomorrow", "tonight", "this", "the", "sharp", "latest",
		"o'clock", "because", "unless", "if", "about", "when", "once", "from", "your", "our", "then", "but", "for", "after", "please",
		"where", "as", "next", "utc", "cet", "gmt", "myself", "personally", "either", "regardless", "whatever", "even", "no", "without", "myself,":
		return true
	}
	_, isDay := r.lex.Weekdays[r.word(at)]
	_, isPart := r.lex.Parts[r.word(at)]
	_, isMonth := r.lex.Months[r.word(at)]
	number, _ := ordinal(r.word(at))
	return isDay || isPart || (number > 0 && isMonth) || len(r.word(at)) == isoDate
}
