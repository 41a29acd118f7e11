// Package demo fills a believable company and lets its time be moved: everything in it was done by
// the same use cases that people use, at times that have passed. It must not insert a row by itself
// and must not be needed by anything but the demo.
package demo

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"amends/internal/errs"
)

// Clock is the demo's time: the wall's, some way off. It only ever moves forward, and where it
// stands is kept in a file, so that a second run goes on from there. It is safe for use by many goroutines.
type Clock struct {
	file string

	mu  sync.Mutex
	off time.Duration
	new bool // it was never kept
}

// clockFile is in the data folder.
const clockFile = "demo-clock.json"

type kept struct {
	Off time.Duration `json:"ahead_of_wall_ns"`
}

// OpenClock reads where the clock stood, or makes one that stands before the demo's first day.
func OpenClock(data string) (*Clock, error) {
	c := &Clock{file: filepath.Join(data, clockFile)}
	text, err := os.ReadFile(c.file)
	if errors.Is(err, fs.ErrNotExist) {
		c.new = true
		c.Set(presentOf(time.Now().UTC()).Add(-history - 24*time.Hour))
		return c, nil
	}
	var k kept
	if err == nil {
		err = json.Unmarshal(text, &k)
	}
	if err != nil {
		return nil, errs.Invalidf("--data", "The demo's clock in %s cannot be read. Start over with make demo-reset.", c.file).Because(err)
	}
	c.off = k.Off
	return c, nil
}

// Now is the demo's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.off)
}

// Set makes the clock show a time from now on. Before the seeding it may be in the past.
func (c *Clock) Set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.off = time.Until(to)
}

// Kept reports whether the clock has stood somewhere before this process.
func (c *Clock) Kept() bool { return !c.new }

// Keep makes where the clock stands outlive the process.
func (c *Clock) Keep() error {
	c.mu.Lock()
	text, err := json.Marshal(kept{Off: c.off})
	c.mu.Unlock()
	if err != nil {
		return err
	}
	part := c.file + ".part"
	if err := os.WriteFile(part, text, 0o600); err != nil {
		return err
	}
	return os.Rename(part, c.file)
}
