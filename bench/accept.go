package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"amends/internal/insight"
)

// accept is complaints taken in over the API, each durable when answered.
type accept struct {
	Clients   int
	Accepted  int
	PerSecond float64
	Bare      float64 // rows a second of the engine alone, before and after
	P50, P99  time.Duration
	Work      time.Duration // of processors in this process for each, until it was acknowledged
}

// bareRows is how long the engine works alone before and after: long enough to be steady.
const bareRows = 2000

// acceptAll sends complaints from some clients at once. Mails go out meanwhile, as they do.
func (h *house) acceptAll(ctx context.Context, clients, n int) (accept, error) {
	a := accept{Clients: clients}
	before, err := h.bare.rate(ctx, min(n, bareRows))
	if err != nil {
		return a, err
	}
	began, worked := time.Now(), work()
	took, err := h.send(ctx, clients, n)
	a.PerSecond = perSecond(len(took), time.Since(began))
	if err != nil {
		return a, err
	}
	if err := h.quiet(ctx); err != nil {
		return a, err
	}
	a.Work = (work() - worked) / time.Duration(max(len(took), 1))
	after, err := h.bare.rate(ctx, min(n, bareRows))
	slices.Sort(took)
	a.Accepted, a.Bare = len(took), (before+after)/2
	a.P50, a.P99 = insight.Quantile(took, 0.5), insight.Quantile(took, 0.99)
	return a, err
}

// work is what this process has had of the processors so far; other programs do not count in it.
func work() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// send sends n complaints from some clients at once and says how long each took.
func (h *house) send(ctx context.Context, clients, n int) ([]time.Duration, error) {
	var next atomic.Int64
	var mu sync.Mutex
	var took []time.Duration
	var failed error
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			var mine []time.Duration
			var err error
			for i := next.Add(1); i <= int64(n) && err == nil; i = next.Add(1) {
				began := time.Now()
				if err = h.complain(ctx, fmt.Sprintf("%d-%d", clients, i)); err == nil {
					mine = append(mine, time.Since(began))
				}
			}
			mu.Lock()
			defer mu.Unlock()
			took, failed = append(took, mine...), errors.Join(failed, err)
		})
	}
	all.Wait()
	return took, failed
}

// complaint is what a shop sends.
type complaint struct {
	Channel   string `json:"channel"`
	From      from   `json:"from"`
	Subject   string `json:"subject"`
	Text      string `json:"text"`
	Reference string `json:"reference"`
	Wants     string `json:"wants"`
}

type from struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

func (h *house) complain(ctx context.Context, key string) error {
	body, err := json.Marshal(complaint{
		Channel: "api", From: from{Name: "Customer " + key, Email: "c" + key + "@mail.example"}, Subject: "My parcel",
		Text: rowText, Reference: "NM-" + key, Wants: "The parcel, or my money back.",
	})
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url("/api/v1/complaints"), bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+h.token)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", key)
	_, err = h.ask(r, http.StatusCreated)
	return err
}

// ask sends a request and gives the answer's size; another status is an error.
func (h *house) ask(r *http.Request, want int) (int, error) {
	answer, err := h.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != want {
		err = fmt.Errorf("%s %s answers %s: %.300s", r.Method, r.URL.Path, answer.Status, text)
	}
	return len(text), err
}
