//go:build ignore

// Command main trains the reader's model on the labelled messages beside it and writes
// weights.bin. It is run by go generate in internal/triage and gives the same bytes each time.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"amends/internal/triage"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	var examples []triage.Example
	for _, name := range []string{"train/messages.jsonl", "train/written.jsonl"} {
		more, err := read(name)
		if err != nil {
			return err
		}
		examples = append(examples, more...)
	}
	weights := triage.Learn(examples)
	fmt.Printf("%d messages, %d bytes of weights\n", len(examples), len(weights))
	return os.WriteFile("train/weights.bin", weights, 0o644)
}

// read decodes a file with one example a line.
func read(name string) ([]triage.Example, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var out []triage.Example
	for d := json.NewDecoder(bufio.NewReader(file)); ; {
		var e triage.Example
		if err := d.Decode(&e); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s, example %d: %w", name, len(out)+1, err)
		}
		out = append(out, e)
	}
}
