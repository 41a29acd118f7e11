package triage

import (
	"math"
	"slices"
)

// Example is a labelled message. Its labels are the annotation guideline's codes.
type Example struct {
	Text      string   `json:"text"`
	Channel   string   `json:"channel"`
	Complaint bool     `json:"is_complaint"`
	Failure   string   `json:"failure"`
	Emotion   int      `json:"emotion"`
	Flags     []string `json:"flags"`
	Wants     []string `json:"wants"`
	KindOnly  bool     `json:"kind_only,omitempty"` // nothing but Failure was labelled
	Weight    float32  `json:"weight,omitempty"`    // how much it counts; 0 means 1
}

// Passes over the examples, size of a step, and pull towards nought: chosen by cross-validation.
const (
	passes   = 30
	stepSize = 0.35
	shrink   = 2e-4
)

// learner is a model while it is trained: a row of weights for each feature, one per output.
type learner struct {
	rows map[uint32]*row
	bias row
}

// row is the weights of a feature and the squares of their steps so far (AdaGrad).
type row struct {
	w, g [outputs]float32
}

// Learn trains a model on examples and writes it for Read's own use. It gives the same bytes
// for the same examples.
func Learn(examples []Example) []byte {
	return pack(train(examples))
}

func train(examples []Example) *learner {
	l := &learner{rows: map[uint32]*row{}}
	seen := make([][]feature, len(examples))
	for i, e := range examples {
		r := newReader(Input{Text: e.Text, Channel: e.Channel})
		r.see()
		seen[i] = r.seen
	}
	stride := coprime(len(examples))
	for pass := range passes {
		rate := stepSize * float32(1-float64(pass)/passes)
		at := pass
		for range examples {
			at = (at + stride) % len(examples)
			l.step(seen[at], &examples[at], rate)
		}
	}
	return l
}

// coprime is a stride that visits every one of n places in a scattered order.
func coprime(n int) int {
	for s := n*5/8 + 1; ; s++ {
		a, b := n, s
		for b != 0 {
			a, b = b, a%b
		}
		if a == 1 {
			return s
		}
	}
}

// step moves the weights a little towards the labels of one example.
func (l *learner) step(seen []feature, e *Example, rate float32) {
	var scores [outputs]float32
	rows := make([]*row, len(seen))
	for i, f := range seen {
		r := l.rows[f.key]
		if r == nil {
			r = &row{}
			l.rows[f.key] = r
		}
		rows[i] = r
		for o := range scores {
			scores[o] += f.value * r.w[o]
		}
	}
	for o := range scores {
		scores[o] += l.bias.w[o]
	}
	slope := slopes(scores, e)
	for i, f := range seen {
		rows[i].move(slope, f.value, rate)
	}
	l.bias.move(slope, 0.3, rate)
}

func (r *row) move(slope [outputs]float32, value, rate float32) {
	for o, s := range slope {
		if s == 0 {
			continue
		}
		d := s*value + shrink*r.w[o]
		r.g[o] += d * d
		r.w[o] -= rate * d / (float32(math.Sqrt(float64(r.g[o]))) + 0.05)
	}
}

// slopes are the differences between what the scores say and what the labels say.
func slopes(scores [outputs]float32, e *Example) [outputs]float32 {
	var out [outputs]float32
	softmax(scores[kindAt:emotionAt])
	copy(out[kindAt:emotionAt], scores[kindAt:emotionAt])
	if k := slices.Index(failures(), e.Failure); k >= 0 {
		out[kindAt+k]--
	}
	if !e.KindOnly {
		softmax(scores[emotionAt:complaintAt])
		copy(out[emotionAt:complaintAt], scores[emotionAt:complaintAt])
		out[emotionAt+e.Emotion]--
		out[complaintAt] = sigmoid(scores[complaintAt]) - truth(e.Complaint)
		for i, f := range flagCodes() {
			out[flagsAt+i] = sigmoid(scores[flagsAt+i]) - truth(slices.Contains(e.Flags, f))
		}
		for i, w := range wantCodes() {
			out[wantsAt+i] = sigmoid(scores[wantsAt+i]) - truth(slices.Contains(e.Wants, w))
		}
	}
	if e.Weight > 0 {
		for o := range out {
			out[o] *= e.Weight
		}
	}
	return out
}

func truth(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// softmax turns scores into shares that sum to 1, in place.
func softmax(scores []float32) {
	most, sum := slices.Max(scores), 0.0
	for i, s := range scores {
		e := math.Exp(float64(s - most))
		scores[i] = float32(e)
		sum += e
	}
	for i := range scores {
		scores[i] /= float32(sum)
	}
}
