package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"amends/internal/insight"
)

// report is a whole run.
type report struct {
	At      time.Time
	Machine string
	Commit  string
	Results []result
}

// The aims of the house.
const (
	aimRatio = 0.25
	aimPage  = 20 * time.Millisecond
	aimDue   = time.Second
)

func (r report) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# How fast\n\nMeasured by `make bench` on %s, commit %s, on %s.\n", r.At.UTC().Format("2006-01-02 15:04 MST"), r.Commit, r.Machine)
	b.WriteString("The server, its worker, the database and the clients share this machine.\n")
	b.WriteString("\n## Complaints accepted\n\nOver HTTP through `POST /api/v1/complaints`, each durable when it is answered, while the acknowledgements go out. " +
		"Bare is the engine alone in the same minutes: one connection that inserts one row after the other, each durable. " +
		"Work is the time of processors in this process for each complaint, with the client and the acknowledgement; it does not depend on what else runs here.\n\n" +
		"| engine | clients | accepted | a second | bare | ratio | p50 | p99 | work | aim |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, x := range r.Results {
		for _, a := range x.Accept {
			ratio := a.PerSecond / a.Bare
			fmt.Fprintf(&b, "| %s | %d | %d | %.0f | %.0f | %.2f | %s | %s | %s | %s |\n",
				x.Engine, a.Clients, a.Accepted, a.PerSecond, a.Bare, ratio, short(a.P50), short(a.P99), short(a.Work), verdict(ratio >= aimRatio, "≥ 0.25"))
		}
	}
	r.pages(&b)
	r.timers(&b)
	return b.String()
}

func (r report) pages(b *strings.Builder) {
	b.WriteString("\n## Pages\n\nAsked for one after the other by a signed-in representative, from the request to the last byte. " +
		"A thousand of the cases were taken in over the API, the others are copies of their rows.\n\n" +
		"| engine | cases | page | bytes | p50 | p99 | aim |\n|---|---|---|---|---|---|---|\n")
	for _, x := range r.Results {
		for _, p := range x.Pages {
			fmt.Fprintf(b, "| %s | %d | %s | %d | %s | %s | %s |\n", x.Engine, x.Cases, p.Name, p.Size, short(p.P50), short(p.P99), verdict(p.P99 < aimPage, "< 20 ms"))
		}
	}
}

func (r report) timers(b *strings.Builder) {
	b.WriteString("\n## What falls due\n\nPromises in real cases that fall due within one second, while all the others wait. " +
		"The lag is from the due time to the beginning of the transaction that records it.\n\n" +
		"| engine | armed | fell due | p50 | p99 | most | aim |\n|---|---|---|---|---|---|---|\n")
	for _, x := range r.Results {
		if len(x.Timers) == 0 {
			continue
		}
		p99, most := insight.Quantile(x.Timers, 0.99), x.Timers[len(x.Timers)-1]
		fmt.Fprintf(b, "| %s | %d | %d | %s | %s | %s | %s |\n", x.Engine, x.Armed, len(x.Timers),
			short(insight.Quantile(x.Timers, 0.5)), short(p99), short(most), verdict(p99 < aimDue, "< 1 s"))
	}
}

func verdict(met bool, aim string) string {
	if met {
		return aim + ": met"
	}
	return aim + ": **missed**"
}

// short is a length of time with three digits.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%.0f µs", float64(d)/float64(time.Microsecond))
	case d < time.Second:
		return fmt.Sprintf("%.3g ms", float64(d)/float64(time.Millisecond))
	}
	return fmt.Sprintf("%.3g s", d.Seconds())
}

// machine is what it runs on, as far as Linux tells.
func machine() string {
	text := fmt.Sprintf("%d processors (%s/%s, %s)", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return text
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, value, _ := strings.Cut(lines.Text(), ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value) + ", " + text
		}
	}
	return text
}

// commit is what was measured, "unknown" outside a repository.
func commit(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "git", "describe", "--always", "--dirty").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}
