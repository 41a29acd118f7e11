package tone

func (p *promiseReader) times() *timeReader {
	return &timeReader{lex: p.lex, toks: p.toks, today: p.res.today(), hour: p.res.now.Hour()}
}

// timeIn finds the first time of a stretch that says when the deed is done, and not when
// something else was: "which was due on Monday" tells of the past.
func (p *promiseReader) timeIn(from, end int, h head) (timed, bool) {
	reader := p.times()
	reader.toks = p.toks[:end]
	aside := false
	for i := from; i < end; i++ {
		word := p.word(i)
		switch {
		case p.lex.Subordinators[word] || word == "your" && p.word(i+1) == "order":
			aside = word != "your"
		case (word == "and" || word == "then" || word == ",") && p.lex.Deeds[p.word(i+1)]:
			aside = false
		}
		w, next := reader.read(i)
		if n := p.lex.Vague.at(p.toks[:end], i); next == i && n > 0 && i > h.verb {
			if t, ok := p.exactAfter(i+n, end, h); ok {
				return t, true
			}
			return timed{when: when{vague: true}, start: i, end: i + n}, true
		}
		if next == i {
			continue
		}
		if p.tells(w, i, aside) {
			return timed{when: w, start: i, end: next}, true
		}
		i = next - 1
	}
	return timed{}, false
}

// exactAfter lets "as soon as possible, by Friday at the latest" be Friday.
func (p *promiseReader) exactAfter(from, end int, h head) (timed, bool) {
	t, ok := p.timeIn(from, end, head{start: h.start, verb: end})
	return t, ok && !t.vague
}

// tells decides whether a time is the time of the promise.
func (p *promiseReader) tells(w when, i int, aside bool) bool {
	switch p.word(i - 1) {
	case "since", "of", "last", "dated", "from", "ago":
		return false
	}
	if aside && !w.bound {
		return false
	}
	return !(w.after && w.named && !w.hasClock && p.word(i) == "from")
}

// timeBefore finds the time that opens the clause: "By Friday noon you will have it".
func (p *promiseReader) timeBefore(h head, from int) (timed, bool) {
	reader := p.times()
	reader.toks = p.toks[:h.start]
	for i := from; i < h.start; i++ {
		w, next := reader.read(i)
		if next == i {
			continue
		}
		if p.opensClause(i) && !p.saysMore(next, h.start) {
			return timed{when: w, start: i, end: next}, true
		}
		i = next - 1
	}
	return timed{}, false
}

// opensClause reports whether nothing of the same clause stands before i.
func (p *promiseReader) opensClause(i int) bool {
	if i == 0 || !p.toks[i-1].word {
		return true
	}
	switch p.word(i - 1) {
	case "and", "but", "so", "then", "that", "or":
		return true
	}
	return false
}

// saysMore reports whether a clause of its own stands between a time and the head.
func (p *promiseReader) saysMore(from, to int) bool {
	words := 0
	for i := from; i < to; i++ {
		if p.toks[i].word {
			words++
		}
	}
	return words > 2
}

// waits reports whether the promise begins with an event yet to come: a stretch of time then
// runs from there, and we cannot know the moment.
func (p *promiseReader) waits(part part) bool {
	t := part.time.when
	if t.unit == "" {
		return false
	}
	if p.word(part.time.end) == "of" || p.word(part.time.end) == "from" || p.word(part.time.end) == "after" {
		return true
	}
	for i := range part.end {
		if n := p.lex.Events.at(p.toks, i); n > 0 && i+n < part.end && (i < part.time.start || i >= part.time.end) && p.lex.Vague.at(p.toks, i) == 0 {
			return true
		}
	}
	return false
}
