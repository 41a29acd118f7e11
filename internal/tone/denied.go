package tone

// denied reports whether the words around a head take its promise away: a negation, a doubt, a
// report of what somebody said, or a condition.
func (p *promiseReader) denied(h head) bool {
	return p.doubted(h) || p.conditional(h) || p.onlyIf(h)
}

// doubted looks at the words right before the head: "I hope we will", "you said that we will",
// "I can't promise that I'll".
func (p *promiseReader) doubted(h head) bool {
	before := h.start - 1
	if p.word(before) == "that" {
		before--
	}
	word := p.word(before)
	if p.lex.Hedges[word] && !(word == "before" || word == "until") {
		return true
	}
	if p.lex.Reporters[word] && p.word(before-1) != "i" {
		return true
	}
	return p.refusedToSay(before)
}

// refusedReach is how far before a head a refusal to promise may begin, in words.
const refusedReach = 5

func (p *promiseReader) refusedToSay(before int) bool {
	says := false
	for i := before; i > before-refusedReach && i >= 0 && p.toks[i].word; i-- {
		switch word := p.word(i); {
		case word == "but" || word == "so" || word == "and":
			return false
		case p.lex.Negations[word]:
			return says
		case p.lex.Performatives[word] || word == "say" || word == "sure" || word == "certain" || word == "think" || word == "mean" || word == "know":
			says = true
		}
	}
	return false
}

// conditional looks for an "if" before the head that still governs it.
func (p *promiseReader) conditional(h head) bool {
	for i := h.start - 1; i >= 0; i-- {
		word := p.word(i)
		if word == ";" || word == "but" || word == "either" || word == "regardless" || word == "anyway" {
			return false
		}
		if p.isCondition(i) && word != "unless" {
			return true
		}
	}
	return false
}

// isCondition tells "if you send it" from "I'll see if", "even if" and a plain "should".
func (p *promiseReader) isCondition(i int) bool {
	word := p.word(i)
	if !p.lex.Conditions[word] || p.lex.Askers[p.word(i-1)] {
		return false
	}
	if word == "should" || word == "were" {
		return p.opensClause(i) && i+1 < len(p.toks) && p.toks[i+1].word
	}
	return true
}

// onlyIf looks for a condition after the head, other than a courtesy: "if that suits you".
func (p *promiseReader) onlyIf(h head) bool {
	end := p.clauseEnd(h)
	for i := h.verb; i < end; i++ {
		switch p.word(i) {
		case "know", "see", "check", "ask", "tell", "find", "confirm":
			return false // "I'll let you know by Friday if it is late" asks and sets no condition
		}
		if p.isCondition(i) && p.lex.SoftConditions.at(p.toks, i) == 0 {
			return true
		}
	}
	return false
}
