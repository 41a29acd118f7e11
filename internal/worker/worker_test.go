package worker

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/mail"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// house is the use cases as these tests need them: they note what they were asked, and finish jobs.
type house struct {
	store *store.Store

	mu     sync.Mutex
	now    time.Time
	done   []string
	wrong  map[string]error // by what was asked
	letter app.Letter
	hold   chan struct{} // Perform waits for it, when set
	began  chan struct{}
}

func setup(t *testing.T, sender mail.Sender) (*house, *Worker) {
	t.Helper()
	h := &house{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), wrong: map[string]error{}}
	c := storetest.Config(t, "sqlite")
	c.Clock = h.clock
	h.store = storetest.OpenConfig(t, c)
	return h, New(Config{Store: h.store, App: h, Sender: sender, Log: slog.New(slog.DiscardHandler), AtOnce: 4})
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func (h *house) log() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string(nil), h.done...)
}

func (h *house) put(t *testing.T, jobs ...job.New) {
	t.Helper()
	if err := h.store.Write(t.Context(), func(tx *store.Tx) error { return tx.Enqueue(jobs...) }); err != nil {
		t.Fatal(err)
	}
}

// end finishes a job and notes it, unless it is to go wrong.
func (h *house) end(ctx context.Context, j job.Claimed, what string) error {
	h.mu.Lock()
	failed := h.wrong[what]
	h.mu.Unlock()
	if failed != nil {
		return failed
	}
	err := h.store.Write(ctx, func(tx *store.Tx) error { return tx.FinishJob(j) })
	if err == nil {
		h.mu.Lock()
		h.done = append(h.done, what)
		h.mu.Unlock()
	}
	return err
}

func (h *house) Perform(ctx context.Context, j job.Claimed) error {
	if h.hold != nil {
		h.began <- struct{}{}
		<-h.hold
	}
	if j.Kind == (job.Sweep{}).Kind() {
		panic("a broken job")
	}
	return h.end(ctx, j, j.Kind)
}

func (h *house) Outgoing(context.Context, job.Claimed) (app.Letter, error) { return h.letter, nil }
func (h *house) Sent(ctx context.Context, j job.Claimed) error             { return h.end(ctx, j, "sent") }
func (h *house) PostSent(ctx context.Context, j job.Claimed) error {
	return h.end(ctx, j, "post sent")
}

func (h *house) Undeliverable(ctx context.Context, j job.Claimed, why string) error {
	return h.end(ctx, j, "undeliverable: "+why)
}

func (h *house) PostToSend(context.Context, id.Row) (app.Mail, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return app.Mail{ID: 7, To: "mara@shop.example", From: "care@shop.example", Subject: "Hello", Text: "A link"}, h.wrong["post"]
}

// post takes mail, or fails as told.
type post struct {
	mu   sync.Mutex
	fail error
	to   []string
}

func (p *post) Send(_ context.Context, _ string, to []string, _ []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail == nil {
		p.to = append(p.to, to...)
	}
	return p.fail
}

func (h *house) settle(t *testing.T, w *Worker, want ...string) {
	t.Helper()
	if err := w.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := h.log(); len(got) != len(want) {
		t.Fatalf("did %q, not %q", got, want)
	}
	for i, x := range want {
		if got := h.log()[i]; got != x {
			t.Errorf("did %q, not %q", got, x)
		}
	}
}

// failing is the one job that failed.
func (h *house) failing(t *testing.T) store.JobRow {
	t.Helper()
	list, err := h.store.JobsFailing(t.Context(), store.JobMark{}, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("%d jobs fail: %v", len(list), err)
	}
	return list[0]
}

func TestJobsAreDoneWhenTheyAreDue(t *testing.T) {
	t.Parallel()
	h, w := setup(t, nil)
	h.put(t, job.New{Args: job.Write{}}, job.New{Args: job.PassDue{}, RunAt: h.now.Add(time.Hour)})
	h.settle(t, w, "write")
	h.pass(time.Hour)
	h.settle(t, w, "write", "pass_due")
}

func TestAFailedJobStaysWithItsError(t *testing.T) {
	t.Parallel()
	for name, args := range map[string]job.Args{"refused": job.Write{}, "panic": job.Sweep{}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, w := setup(t, nil)
			h.wrong["write"] = errors.New("no room")
			h.put(t, job.New{Args: args})
			h.settle(t, w)
			j := h.failing(t)
			if j.Error == "" || j.Attempt != 1 || j.Running || !j.RunAt.After(h.clock()) {
				t.Errorf("%+v", j)
			}
		})
	}
}

func TestAFailedJobIsTriedAgain(t *testing.T) {
	t.Parallel()
	h, w := setup(t, nil)
	h.wrong["write"] = errors.New("no room")
	h.put(t, job.New{Args: job.Write{}})
	h.settle(t, w)
	delete(h.wrong, "write")
	h.pass(2 * firstPause)
	h.settle(t, w, "write")
}

func TestPausesGrowToALimit(t *testing.T) {
	t.Parallel()
	for attempt, most := range map[int]time.Duration{1: firstPause, 2: 2 * firstPause, 5: 16 * firstPause, 11: 1024 * firstPause, 12: longestPause, 4000: longestPause} {
		got := backOff(attempt)
		if got < most*4/5 || got > most*6/5 || got > longestPause*6/5 {
			t.Errorf("attempt %d waits %s", attempt, got)
		}
	}
}

func TestSending(t *testing.T) {
	t.Parallel()
	letter := app.Letter{Mail: true, To: "ann@mail.example", From: "care@shop.example", Raw: []byte("x")}
	tests := []struct {
		name   string
		letter app.Letter
		fail   error
		want   []string
		left   int
	}{
		{"goes out", letter, nil, []string{"sent"}, 1},
		{"stands on the page", app.Letter{}, nil, []string{"sent"}, 0},
		{"was taken back", app.Letter{Mail: true, Gone: true}, nil, []string{"sent"}, 0},
		{"is put off", letter, &mail.SendError{Temporary: true}, nil, 0},
		{"is refused for good", letter, &mail.SendError{Say: "Nobody lives there."}, []string{"undeliverable: Nobody lives there."}, 0},
		{"fails in some way", letter, errors.New("hm"), nil, 0},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			p := &post{fail: tc.fail}
			h, w := setup(t, p)
			h.letter = tc.letter
			h.put(t, job.New{Args: job.Send{}})
			h.settle(t, w, tc.want...)
			if len(p.to) != tc.left {
				t.Errorf("%q got mail", p.to)
			}
		})
	}
}

func TestMailToColleagues(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		fail error
		gone error
		want []string
	}{
		{"goes out", nil, nil, []string{"post sent"}},
		{"has left already", nil, errs.Missingf("gone"), []string{"post sent"}},
		{"is put off", &mail.SendError{Temporary: true}, nil, nil},
		{"is refused for good", &mail.SendError{}, nil, []string{"post sent"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			h, w := setup(t, &post{fail: tc.fail})
			if tc.gone != nil {
				h.wrong["post"] = tc.gone
			}
			h.put(t, job.New{Args: job.Post{}})
			h.settle(t, w, tc.want...)
		})
	}
}

func TestRunWakesForNewWork(t *testing.T) {
	t.Parallel()
	h, w := setup(t, nil)
	h.hold, h.began = make(chan struct{}), make(chan struct{})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	for range 3 {
		h.put(t, job.New{Args: job.Write{}})
		<-h.began
		h.hold <- struct{}{}
	}
	stop()
	if err := <-ended; err != nil || len(h.log()) != 3 {
		t.Errorf("did %q: %v", h.log(), err)
	}
}

func TestRunFinishesWhatItBegan(t *testing.T) {
	t.Parallel()
	h, w := setup(t, nil)
	h.hold, h.began = make(chan struct{}), make(chan struct{})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- w.Run(ctx) }()
	h.put(t, job.New{Args: job.Write{}})
	<-h.began
	stop()
	select {
	case <-ended:
		t.Fatal("stopped in the middle of a job")
	case h.hold <- struct{}{}:
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if got := h.log(); len(got) != 1 {
		t.Errorf("did %q", got)
	}
}
