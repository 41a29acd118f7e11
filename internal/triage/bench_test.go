package triage

import (
	"strings"
	"testing"
)

// BenchmarkRead reads a message of 300 words.
func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("I ordered a lamp from you on the 3rd and was told it would come by Friday. It is now Tuesday and nobody answers the phone; I have called four times. ", 10)
	Read(Input{Text: text})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Read(Input{Text: text})
	}
}
