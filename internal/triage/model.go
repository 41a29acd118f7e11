package triage

import (
	"cmp"
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sync"
)

//go:generate go run train/main.go

//go:embed train/weights.bin
var trainedWeights []byte

// Where each question's outputs begin in a row of weights.
const (
	kindAt      = 0
	emotionAt   = kindAt + 14
	complaintAt = emotionAt + 4
	flagsAt     = complaintAt + 1
	wantsAt     = flagsAt + 10
	outputs     = wantsAt + 9
)

// failures, flagCodes and wantCodes are the guideline's codes in the order of the outputs.
func failures() []string {
	return []string{"delay", "not_received", "damaged_or_defective", "wrong_item_or_information", "billing_or_charge",
		"cancelled_or_unavailable", "staff_conduct", "unreachable_or_ignored", "access_or_technical", "safety_or_health",
		"privacy_or_security", "policy_or_terms", "work_not_done_properly", "none"}
}

func flagCodes() []string {
	return []string{"abusive", "broken_promise", "date_that_matters", "legal_or_regulator", "public_exposure", "repeat_contact",
		"safety", "third_party", "threat_to_leave", "vulnerable"}
}

func wantCodes() []string {
	return []string{"answer", "apology", "cancellation", "compensation", "explanation", "fix", "prevention", "refund", "replacement"}
}

// mostFeatures bounds the size of a model; those of the least weight are left out.
const mostFeatures = 28_000

// model is a trained model as it is read: a byte for each weight, a scale for each output.
type model struct {
	scale, bias [outputs]float32
	rows        map[uint32]*[outputs]int8
}

// trained is the model the program ships with.
var trained = sync.OnceValue(func() *model {
	m, err := unpack(trainedWeights)
	if err != nil {
		panic(fmt.Sprintf("triage: the embedded weights do not load: %v", err))
	}
	return m
})

// pack writes what was learned: scales, biases, then the rows by ascending key.
func pack(l *learner) []byte {
	keys := heaviest(l)
	var scale [outputs]float32
	for _, k := range keys {
		for o, w := range l.rows[k].w {
			scale[o] = max(scale[o], float32(math.Abs(float64(w)))/127)
		}
	}
	var out []byte
	for o := range scale {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale[o]))
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(l.bias.w[o]))
	}
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint32(out, k)
		for o, w := range l.rows[k].w {
			out = append(out, byte(int8(math.Round(float64(w/max(scale[o], 1e-9))))))
		}
	}
	return out
}

// heaviest are the keys of the features kept, in ascending order.
func heaviest(l *learner) []uint32 {
	type weighed struct {
		key    uint32
		weight float32
	}
	all := make([]weighed, 0, len(l.rows))
	for k, r := range l.rows {
		w := weighed{key: k}
		for o := range r.w {
			w.weight += r.w[o] * r.w[o]
		}
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b weighed) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key)) })
	keys := make([]uint32, 0, mostFeatures)
	for _, w := range all[:min(len(all), mostFeatures)] {
		keys = append(keys, w.key)
	}
	slices.Sort(keys)
	return keys
}

func unpack(data []byte) (*model, error) {
	const head, size = outputs * 8, 4 + outputs
	if len(data) < head || (len(data)-head)%size != 0 {
		return nil, fmt.Errorf("%d bytes are no model of %d outputs", len(data), outputs)
	}
	m := &model{rows: make(map[uint32]*[outputs]int8, (len(data)-head)/size)}
	for o := range outputs {
		m.scale[o] = math.Float32frombits(binary.LittleEndian.Uint32(data[o*8:]))
		m.bias[o] = math.Float32frombits(binary.LittleEndian.Uint32(data[o*8+4:]))
	}
	for at := head; at < len(data); at += size {
		var r [outputs]int8
		for o := range r {
			r[o] = int8(data[at+4+o])
		}
		m.rows[binary.LittleEndian.Uint32(data[at:])] = &r
	}
	return m, nil
}

// scores are the shares and probabilities for each output.
func (m *model) scores(seen []feature) [outputs]float32 {
	var out [outputs]float32
	for _, f := range seen {
		r := m.rows[f.key]
		if r == nil {
			continue
		}
		for o := range out {
			out[o] += f.value * float32(r[o])
		}
	}
	for o := range out {
		out[o] = out[o]*m.scale[o] + m.bias[o]
	}
	softmax(out[kindAt:emotionAt])
	softmax(out[emotionAt:complaintAt])
	for o := complaintAt; o < outputs; o++ {
		out[o] = sigmoid(out[o])
	}
	return out
}

// weightOf gives for each token how much it speaks for an output.
func (m *model) weightOf(seen []feature, tokens, output int) []float32 {
	out := make([]float32, tokens)
	for _, f := range seen {
		r := m.rows[f.key]
		if r == nil || f.tokens[1] < 0 {
			continue
		}
		share := f.value * float32(r[output]) * m.scale[output] / float32(f.tokens[1]-f.tokens[0]+1)
		for i := f.tokens[0]; i <= f.tokens[1]; i++ {
			out[i] += share
		}
	}
	return out
}
