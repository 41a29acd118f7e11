package tone

// clauseEnd is where the clause of a head ends: at the next head, a semicolon, "but", or a
// condition of its own.
func (p *promiseReader) clauseEnd(h head) int {
	for i := h.verb + 1; i < len(p.toks); i++ {
		switch word := p.word(i); word {
		case ";", "but", "however":
			return i
		case "and":
			if p.word(i+1) == "if" || p.word(i+1) == "should" {
				return i
			}
		}
		if next, ok := p.headAt(i); ok && next.start > h.verb && next.kind != softly {
			return p.beforeJoint(next.start)
		}
	}
	return len(p.toks)
}

// beforeJoint leaves out the "and" or comma that joins the next clause.
func (p *promiseReader) beforeJoint(end int) int {
	for end > 1 && (!p.toks[end-1].word || p.word(end-1) == "and" || p.word(end-1) == "then" || p.word(end-1) == "so") {
		end--
	}
	return end
}

// isDeed reports whether a head promises something even without a time.
func (p *promiseReader) isDeed(h head) bool {
	word := p.word(h.verb)
	switch h.kind {
	case own:
		return p.lex.Deeds[word] || word == "be" || p.lex.Deeds[gerund(p.lex, word)]
	case receive:
		return word == "hear" || word == "receive" || word == "be"
	case person:
		return true
	case done:
		next := p.word(p.afterAdverbs(h.verb + 1))
		return word == "be" && (len(next) > len("ready") || next == "sent" || next == "paid" || next == "in")
	}
	return false
}
