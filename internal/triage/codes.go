package triage

import (
	"slices"
	"strings"
)

// Probabilities at which a code is read: by the model alone, and where a rule for it matches.
const (
	alone    = 0.3
	withRule = 0.0
)

// coded finds which codes the message shows, in the order of the codes.
func (r *reader) coded(what string, codes []string, rules map[string]codeRule, first int) []Finding[string] {
	var out []Finding[string]
	for i, code := range codes {
		p := r.scores[first+i]
		_, ruled := r.hits[what+" "+code]
		if p < withRule || p < alone && !ruled {
			continue
		}
		out = append(out, Finding[string]{Value: code, Words: r.shown(what+" "+code, first+i), Why: rules[code].Why, Confidence: sure(p, ruled)})
	}
	return out
}

// sure is the confidence in a code: what a rule matched is taken as read.
func sure(p float32, ruled bool) float64 {
	if ruled {
		p = 0.5 + p/2
	}
	return hundredths(p)
}

// flags are the codes that must not be missed. A threat of exposure that was not itself made in
// public stays below the confidence at which it is taken as read.
func (r *reader) flags() []Finding[string] {
	out := r.coded("flag", flagCodes(), r.rules.Flags, flagsAt)
	for i, f := range out {
		if f.Value == "public_exposure" && r.in.Channel != "social" && r.in.Channel != "review" {
			out[i].Confidence = min(f.Confidence, 0.45)
		}
	}
	return out
}

// wants reads the message, and by the rules alone the box where the customer said what would put
// it right.
func (r *reader) wants() []Finding[string] {
	out := r.coded("want", wantCodes(), r.rules.Wants, wantsAt)
	if strings.TrimSpace(r.in.Wants) == "" {
		return out
	}
	asked := newReader(Input{Text: r.in.Wants})
	for _, code := range wantCodes() {
		at, ok := asked.hits["want "+code]
		if !ok {
			continue
		}
		f := Finding[string]{Value: code, Words: asked.quote(at), Why: r.rules.Wants[code].Why, Confidence: 0.9}
		if i := slices.IndexFunc(out, func(o Finding[string]) bool { return o.Value == code }); i >= 0 {
			out[i] = f
			continue
		}
		out = append(out, f)
	}
	return out
}
