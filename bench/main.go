// Command bench measures the whole house as it is run, beside what the engine can do alone in the
// same minute on the same machine: complaints accepted, pages with many cases, timers. It prints a
// table, and writes it into the documentation when asked. It decides nothing: its figures are ratios
// to a limit measured in the same run, because figures of another machine say little.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"
	"time"
)

// plan is how much is measured.
type plan struct {
	engines    []string
	dir        string // where the data is made and removed again
	complaints int    // for each number of clients
	cases      int    // when pages are asked for
	pages      int    // of each kind
	timers     int    // that fall due
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	engines := flags.String("engines", "sqlite,postgres", "engines to measure, with commas between")
	write := flags.String("write", "", "file to write the table into, as docs/performance.md")
	var p plan
	flags.StringVar(&p.dir, "dir", "", "folder on the disk to measure (default: the system's temporary one)")
	flags.IntVar(&p.complaints, "complaints", 4000, "complaints sent for each number of clients")
	flags.IntVar(&p.cases, "cases", 100_000, "cases when pages are asked for")
	flags.IntVar(&p.pages, "pages", 400, "pages of each kind asked for")
	flags.IntVar(&p.timers, "timers", 1000, "timers that fall due")
	profile := flags.String("cpuprofile", "", "file to write a profile of the processors into, for go tool pprof")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *profile != "" {
		stop, err := profiled(*profile)
		if err != nil {
			return err
		}
		defer stop()
	}
	p.engines = strings.Split(*engines, ",")
	report := report{At: time.Now(), Machine: machine(), Commit: commit(ctx)}
	for _, engine := range p.engines {
		r, err := measure(ctx, engine, p, func(what string) { fmt.Fprintf(os.Stderr, "%s: %s\n", engine, what) })
		if err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
		report.Results = append(report.Results, r)
	}
	text := report.markdown()
	if _, err := io.WriteString(out, text); err != nil || *write == "" {
		return err
	}
	return os.WriteFile(*write, []byte(text), 0o644)
}

// profiled writes down where the time goes until stop is called.
func profiled(name string) (stop func(), err error) {
	file, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() {
		pprof.StopCPUProfile()
		_ = file.Close() // StopCPUProfile has written all of it
	}, nil
}

// result is what was measured of one engine.
type result struct {
	Engine string
	Accept []accept
	Cases  int
	Pages  []page
	Armed  int // timers that wait while others fall due
	Timers []time.Duration
}

// clients are how many ask at once.
func clients() []int { return []int{1, 8, 64} }

// measure builds a house, measures it and takes it down.
func measure(ctx context.Context, engine string, p plan, say func(string)) (r result, err error) {
	r = result{Engine: engine}
	h, err := build(ctx, engine, p.dir)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	for _, n := range clients() {
		say(fmt.Sprintf("complaints from %d at once", n))
		a, err := h.acceptAll(ctx, n, p.complaints)
		if err != nil {
			return r, err
		}
		say(fmt.Sprintf("%.0f a second, beside %.0f rows", a.PerSecond, a.Bare))
		r.Accept = append(r.Accept, a)
	}
	say(fmt.Sprintf("making %d cases", p.cases))
	if r.Cases, r.Armed, err = h.multiply(ctx, p.cases); err != nil {
		return r, err
	}
	say("pages")
	if r.Pages, err = h.readAll(ctx, p.pages); err != nil {
		return r, err
	}
	say(fmt.Sprintf("%d timers fall due", p.timers))
	r.Timers, err = h.ring(ctx, p.timers)
	slices.Sort(r.Timers)
	return r, err
}
