package tone

import (
	"time"

	"amends/internal/calendar"
	"amends/internal/sentence"
)

// Promise is something the text says we will do for the customer.
type Promise struct {
	Start, End int       // bytes of the text, on rune boundaries
	Text       string    // the words as written: "I'll call you tomorrow by 10"
	What       string    // a short deed: "Call the customer"
	By         string    // whom the text names as doing it ("my colleague Sam"); "" is the writer or all of us
	Due        time.Time // the last moment at which it is kept, in the calendar's zone; zero when Vague
	Words      string    // the words that say when: "tomorrow by 10"; "" when nothing does
	Vague      bool      // no time can be read, or it has passed: the promise needs one
}

// Promises reads the promises out of a reply, in the order of the text. Negated, conditional and
// reported promises are none, and lines quoted with ">" are not ours. Times are put on the
// calendar as of now; a nil calendar stands for Monday to Friday, 9 to 17, in now's zone.
//
// A day means the end of its work, a range its end, "3-5 days" the fifth, and days are literal:
// "tomorrow" said on a Friday is Saturday. "Next Friday" is Friday of the week after this one.
// What waits for an event ("within 3 days of receiving it") is Vague, as its clock has not begun.
func Promises(text string, now time.Time, cal *calendar.Calendar) []Promise {
	return promises(text, sentence.Split(text), newResolver(now, cal), "the customer")
}

func promises(text string, spans []sentence.Span, res *resolver, customer string) []Promise {
	var out []Promise
	for _, s := range spans {
		if s.Quoted {
			continue
		}
		p := promiseReader{lex: english(), text: text, toks: withoutQuotes(tokens(text, s.Start, s.End)), res: res, customer: customer}
		out = append(out, p.read()...)
	}
	return out
}

// withoutQuotes drops what stands in quotation marks: somebody's words, not a promise.
func withoutQuotes(toks []token) []token {
	out := toks[:0:0]
	for i := 0; i < len(toks); i++ {
		if closing := closingQuote(toks[i].low); closing != "" {
			if end := indexToken(toks, i+1, closing); end > 0 {
				i = end
				continue
			}
		}
		out = append(out, toks[i])
	}
	return out
}

func closingQuote(open string) string {
	switch open {
	case `"`:
		return `"`
	case "“", "„":
		return "”"
	case "‘":
		return "’"
	case "'":
		return "'"
	case "«":
		return "»"
	}
	return ""
}

// quoteReach bounds the search for a closing mark, in words.
const quoteReach = 60

func indexToken(toks []token, from int, low string) int {
	for i := from; i < min(len(toks), from+quoteReach); i++ {
		if toks[i].low == low {
			return i
		}
	}
	return -1
}

// promiseReader reads the promises of one sentence.
type promiseReader struct {
	lex      *lexicon
	text     string
	toks     []token
	res      *resolver
	customer string
}

// timed is a time found in the sentence with the tokens it takes.
type timed struct {
	when
	start, end int
}

func (p *promiseReader) read() []Promise {
	var out []Promise
	from := 0
	for i := 0; i < len(p.toks); i++ {
		h, ok := p.headAt(i)
		if !ok || h.verb < from || p.denied(h) {
			continue
		}
		end := p.clauseEnd(h)
		for _, part := range p.parts(h, end) {
			if promise, ok := p.promise(part, from); ok {
				out = append(out, promise)
			}
		}
		from, i = end, max(i, end-1)
	}
	return out
}

// part is one deed of a head: "call you by 10" of "I'll call you by 10 and send it on Friday".
type part struct {
	head
	end  int
	time timed
	told bool // a time was found
}

// parts cuts a clause before "and" plus another deed, when both sides have a time of their own.
func (p *promiseReader) parts(h head, end int) []part {
	var out []part
	start := h.verb
	for {
		t, told := p.timeIn(start, end, h)
		next := -1
		if told {
			next = p.nextDeed(t.end, end)
		}
		if next > 0 {
			if _, again := p.timeIn(next, end, h); again || out != nil {
				out = append(out, part{head: h, end: next - 1, time: t, told: true})
				h.start, h.verb, start = next, next, next
				h.kind = continued
				continue
			}
		}
		return append(out, part{head: h, end: end, time: t, told: told})
	}
}

// nextDeed is the verb after "and" or "then" that begins another deed.
func (p *promiseReader) nextDeed(from, end int) int {
	for i := from; i < end; i++ {
		if w := p.word(i); w != "and" && w != "then" && w != "," {
			continue
		}
		next := i + 1
		for next < end && (p.word(next) == "then" || p.word(next) == "also" || p.word(next) == "and") {
			next++
		}
		if next < end && p.lex.Deeds[p.word(next)] {
			return next
		}
	}
	return -1
}

// promise puts one part into words and on the calendar.
func (p *promiseReader) promise(part part, from int) (Promise, bool) {
	if !part.told && part.kind != continued {
		part.time, part.told = p.timeBefore(part.head, from)
	}
	if !part.told && !p.isDeed(part.head) {
		return Promise{}, false
	}
	start, end := p.toks[part.start].start, p.toks[p.trimmed(part)-1].end
	if part.told && part.time.end <= part.start {
		start = p.toks[part.time.start].start
	}
	out := Promise{Start: start, End: end, Text: p.text[start:end], What: p.deed(part), By: p.doer(part.head), Vague: true}
	if part.told {
		out.Words = p.text[p.toks[part.time.start].start:p.toks[part.time.end-1].end]
		if !p.waits(part) {
			due, ok := p.res.due(part.time.when)
			out.Due, out.Vague = due, !ok
		}
	}
	return out, true
}

// trimmed is the end of the part without marks at its end.
func (p *promiseReader) trimmed(part part) int {
	end := part.end
	for end > part.start+1 && !p.toks[end-1].word {
		end--
	}
	return max(end, part.time.end*btoi(part.told && part.time.start >= part.start))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *promiseReader) word(i int) string {
	if i < 0 || i >= len(p.toks) {
		return ""
	}
	return p.toks[i].low
}
