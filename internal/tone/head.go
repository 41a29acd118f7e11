package tone

import "strings"

// headKind is the way a clause promises.
type headKind int

const (
	own       headKind = iota + 1 // "I will call you"
	softly                        // "let me check", "I am sending it": a promise only with a time
	receive                       // "you will hear from me"
	person                        // "my colleague Sam will call you"
	done                          // "your refund will be with you"
	continued                     // "... and send it on Friday": the second deed of a head
)

// head is where a promise begins: its subject and its verb, as tokens.
type head struct {
	start, verb int
	kind        headKind
	will        int // the token after the subject
}

// headAt reads a head at token i: at the pronoun of "I will", "you will", "let me", and at the
// "will" of any other subject.
func (p *promiseReader) headAt(i int) (head, bool) {
	switch word := p.word(i); word {
	case "i", "we":
		return p.ownHead(i)
	case "ill":
		if p.opensClause(i) && p.lex.Deeds[p.word(i+1)] {
			return head{start: i, verb: i + 1, kind: own, will: i}, true
		}
	case "you":
		return p.receiveHead(i)
	case "let":
		if w := p.word(i + 1); (w == "me" || w == "us") && p.opensClause(i) && p.lex.Deeds[p.word(i+2)] {
			return head{start: i, verb: i + 2, kind: softly, will: i}, true
		}
	case "expect":
		if p.opensClause(i) || p.word(i-1) == "please" {
			return head{start: i, verb: i, kind: softly, will: i}, true
		}
	case "will", "shall":
		return p.otherHead(i, i+1)
	case "going":
		if w := p.word(i - 1); p.word(i+1) == "to" && (w == "is" || w == "are") {
			return p.otherHead(i-1, i+2)
		}
	}
	return head{}, false
}

// afterAdverbs is the first token from i on that is no adverb.
func (p *promiseReader) afterAdverbs(i int) int {
	for p.lex.Adverbs[p.word(i)] {
		i++
	}
	return i
}

// ownHead reads "I will call", "we are going to send", "I promise to write", "I've booked".
func (p *promiseReader) ownHead(i int) (head, bool) {
	if w := p.word(i - 1); w == "will" || w == "shall" || w == "should" || w == "can" || w == "do" {
		return head{}, false // a question: "shall I call you?"
	}
	at := p.afterAdverbs(i + 1)
	h := head{start: i, will: at, kind: own}
	switch word := p.word(at); {
	case word == "will" || word == "shall":
		h.verb = p.afterAdverbs(at + 1)
		return p.checkOwn(h)
	case word == "am" || word == "are":
		return p.progressive(h)
	case word == "have" || word == "can":
		h.verb, h.kind = p.afterAdverbs(at+1), softly
		return h, p.lex.Booked[p.word(h.verb)] && word == "have"
	case p.lex.Performatives[word]:
		to := at + 1
		if p.word(to) == "you" {
			to++
		}
		h.verb = to + 1
		if p.word(to) != "to" {
			return head{}, false
		}
		return p.checkOwn(h)
	}
	return head{}, false
}

// checkOwn refuses what "I will" promises to nobody: "I will need", "we will be closed".
func (p *promiseReader) checkOwn(h head) (head, bool) {
	word := p.word(h.verb)
	if word == "be" {
		return p.checkBe(h)
	}
	if p.lex.Negations[word] || p.lex.NotDeeds[word] || h.verb >= len(p.toks) || !p.toks[h.verb].word {
		return head{}, false
	}
	if word == "have" && p.word(h.verb+1) == "to" || word == "do" && (p.word(h.verb+2) == "best" || p.word(h.verb+1) == "everything") {
		return head{}, false
	}
	return h, true
}

// checkBe keeps "be in touch", "be calling", "be able to send" and "be with you" of all that is.
func (p *promiseReader) checkBe(h head) (head, bool) {
	next := p.afterAdverbs(h.verb + 1)
	switch word := p.word(next); word {
	case "in":
		return h, p.word(next+1) == "touch" || p.word(next+1) == "contact"
	case "back":
		return h, p.word(next+1) == "in" || p.word(next+1) == "to" || p.word(next+1) == "with"
	case "with", "round", "there", "at":
		return h, true
	case "able":
		h.verb = next + 2
		return h, p.word(next+1) == "to" && p.lex.Deeds[p.word(h.verb)]
	default:
		h.verb = next
		return h, p.lex.Deeds[gerund(p.lex, word)]
	}
}

// progressive reads "I am going to call", "we're about to send", "I'm calling you tomorrow".
func (p *promiseReader) progressive(h head) (head, bool) {
	next := p.afterAdverbs(h.will + 1)
	switch word := p.word(next); word {
	case "going", "about", "due":
		if p.word(next+1) == "to" {
			h.verb = p.afterAdverbs(next + 2)
			return p.checkOwn(h)
		}
	default:
		if p.lex.Deeds[gerund(p.lex, word)] {
			h.verb, h.kind = next, softly
			return h, true
		}
	}
	return head{}, false
}

// gerund is the verb of an -ing form when it is one that promises: "calling" is "call".
func gerund(lex *lexicon, word string) string {
	stem, ok := strings.CutSuffix(word, "ing")
	if !ok || len(stem) < 2 {
		return ""
	}
	for _, verb := range []string{stem, stem + "e", stem[:len(stem)-1]} {
		if lex.Deeds[verb] {
			return verb
		}
	}
	return ""
}

// receiveHead reads "you will hear from us", "you can expect it", "you should get".
func (p *promiseReader) receiveHead(i int) (head, bool) {
	at := p.afterAdverbs(i + 1)
	h := head{start: i, will: at, kind: receive, verb: p.afterAdverbs(at + 1)}
	switch p.word(at) {
	case "will", "should", "shall":
		word := p.word(h.verb)
		if word == "be" {
			next := p.word(p.afterAdverbs(h.verb + 1))
			return h, p.lex.DoneTo[next] && strings.HasSuffix(next, "ed") || p.lex.Receives[gerundOf(next)]
		}
		return h, p.lex.Receives[word] && p.word(h.verb+1) != "to"
	case "can", "may":
		return h, p.word(h.verb) == "expect"
	}
	return head{}, false
}

func gerundOf(word string) string {
	switch word {
	case "hearing":
		return "hear"
	case "receiving":
		return "receive"
	case "getting":
		return "get"
	}
	return ""
}

// otherHead reads "X will V" for a subject that is not a pronoun of its own kind: a person of
// ours who acts, or a thing that will be done or will arrive.
func (p *promiseReader) otherHead(will, after int) (head, bool) {
	start := p.subjectStart(will)
	h := head{start: start, will: will, verb: p.afterAdverbs(after)}
	word := p.word(h.verb)
	if p.lex.Negations[word] || !p.mayAct(start, will) {
		return head{}, false
	}
	if word == "be" {
		next := p.word(p.afterAdverbs(h.verb + 1))
		h.kind = done
		return h, p.lex.DoneTo[next] && !(next == "in" && p.word(h.verb+2) != "touch") || p.lex.Contacts[gerund(p.lex, next)]
	}
	if p.isPerson(start, will) && p.lex.Contacts[word] {
		h.kind = person
		return h, true
	}
	h.kind = done
	return h, p.lex.Arrives[word] && start < will
}

// longestSubject is how many words a subject is followed back.
const longestSubject = 10

func (p *promiseReader) subjectStart(will int) int {
	start := will
	for start > 0 && will-start < longestSubject && (p.toks[start-1].word || isMoneySign(p.word(start-1))) {
		switch w := p.word(start - 1); w {
		case "and", "but", "so", "then", "that", "because", "or", "when", "once", "whether", "while", "if", "as":
			return start
		case "he", "she", "they", "it", "who", "which", "this":
			return start - 1
		}
		start--
	}
	return start
}

func isMoneySign(mark string) bool { return mark == "£" || mark == "€" || mark == "$" }

// mayAct refuses subjects that are the customer, nobody or a stranger, and "will I ...?".
func (p *promiseReader) mayAct(start, will int) bool {
	if next := p.word(will + 1); next == "i" || next == "we" || next == "you" || next == "the" || next == "my" || next == "it" {
		return false
	}
	if start == will {
		return p.word(start-1) == "and" || p.word(start-1) == "then" || will == 0 && p.word(len(p.toks)-1) != "?"
	}
	for i := start; i < will; i++ {
		if p.lex.NotPeople[p.word(i)] || p.lex.Negations[p.word(i)] {
			return false
		}
	}
	return true
}

// isPerson reports whether the subject is somebody of ours: a colleague by role or by name, or
// left out as in "Will call you tomorrow".
func (p *promiseReader) isPerson(start, will int) bool {
	if start == will {
		return true
	}
	named := will-start <= 3
	for i := start; i < will; i++ {
		if p.lex.People[p.word(i)] {
			return true
		}
		named = named && p.toks[i].capital
	}
	return named
}
