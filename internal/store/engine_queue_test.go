package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

func monday() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// openAt opens a store whose clock stands still.
func openAt(t *testing.T, c store.Config, now time.Time) *store.Store {
	t.Helper()
	c.Clock = func() time.Time { return now }
	return storetest.OpenConfig(t, c)
}

func enqueue(t *testing.T, s *store.Store, jobs ...job.New) {
	t.Helper()
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.Enqueue(jobs...) }); err != nil {
		t.Fatal(err)
	}
}

func claim(t *testing.T, s *store.Store, now time.Time, n int) []job.Claimed {
	t.Helper()
	claimed, err := s.Claim(t.Context(), now, n, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return claimed
}

func finish(ctx context.Context, s *store.Store, j job.Claimed) error {
	return s.Write(ctx, func(tx *store.Tx) error { return tx.FinishJob(j) })
}

func TestClaimTakesWhatIsDueWithItsArguments(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := openAt(t, c, monday())
		at := monday().Add(90*time.Minute + 7*time.Microsecond)
		enqueue(t, s,
			job.New{Args: job.PassDue{Case: 1 << 60, Commitment: 7, At: at}, RunAt: at},
			job.New{Args: job.Send{Case: 3, Message: 4}})
		if due, some, err := s.NextDue(t.Context()); err != nil || !some || !due.Equal(monday()) {
			t.Errorf("next due is %v, %v, %v", due, some, err)
		}
		first := claim(t, s, monday(), 10)
		if len(first) != 1 || first[0].Kind != "send" || first[0].Attempt != 1 {
			t.Fatalf("claimed %+v", first)
		}
		if early := claim(t, s, at.Add(-time.Microsecond), 10); len(early) != 1 || early[0].ID != first[0].ID {
			t.Errorf("before the second is due: %+v", early)
		}
		second := claim(t, s, at, 10)
		if len(second) != 1 || second[0].Kind != "pass_due" {
			t.Fatalf("claimed %+v", second)
		}
		var args job.PassDue
		if err := json.Unmarshal(second[0].Args, &args); err != nil || args.Case != 1<<60 || args.Commitment != 7 || !args.At.Equal(at) {
			t.Errorf("arguments came back as %+v, %v", args, err)
		}
	})
}

func TestLeaseFencesOffWhoComesLate(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := openAt(t, c, monday())
		enqueue(t, s, job.New{Args: job.Sweep{}})
		late := claim(t, s, monday(), 1)[0]
		if again := claim(t, s, monday().Add(59*time.Second), 1); len(again) != 0 {
			t.Errorf("a held job was claimed: %+v", again)
		}
		holder := claim(t, s, monday().Add(time.Minute), 1)
		if len(holder) != 1 || holder[0].Attempt != 2 {
			t.Fatalf("after the lease: %+v", holder)
		}
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			if err := tx.SetMeta("effect", "of the late one"); err != nil {
				return err
			}
			return tx.FinishJob(late)
		})
		if !errors.Is(err, store.ErrLost) || count(t, s, `SELECT count(*) FROM meta`) != 0 {
			t.Errorf("the late one finished: %v", err)
		}
		if err := s.Delay(t.Context(), late, monday(), "late"); !errors.Is(err, store.ErrLost) {
			t.Errorf("the late one delayed: %v", err)
		}
		if err := finish(t.Context(), s, holder[0]); err != nil {
			t.Error(err)
		}
		if _, some, err := s.NextDue(t.Context()); some || err != nil {
			t.Errorf("something is left: %v", err)
		}
	})
}

func TestKeyKeepsASecondJobOutWhileTheFirstWaits(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := openAt(t, c, monday())
		keyed := job.New{Args: job.Sweep{}, Key: "sweep"}
		enqueue(t, s, keyed, keyed)
		enqueue(t, s, keyed)
		running := claim(t, s, monday(), 10)
		if len(running) != 1 {
			t.Fatalf("%d jobs have one key", len(running))
		}
		enqueue(t, s, keyed) // the running one may have read what came before
		if err := s.Delay(t.Context(), running[0], monday(), "failed"); err != nil {
			t.Fatal(err)
		}
		rest := claim(t, s, monday().Add(time.Second), 10)
		if len(rest) != 1 || rest[0].ID == running[0].ID {
			t.Errorf("the newer one stands for both, got %+v", rest)
		}
	})
}

func TestDelayRetriesAndSnoozes(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := openAt(t, c, monday())
		enqueue(t, s, job.New{Args: job.Sweep{}, Key: "k"})
		later := monday().Add(time.Hour)
		if err := s.Delay(t.Context(), claim(t, s, monday(), 1)[0], later, "the mail server is away"); err != nil {
			t.Fatal(err)
		}
		failing, err := s.JobsFailing(t.Context(), store.JobMark{}, 10)
		if err != nil || len(failing) != 1 || failing[0].Error != "the mail server is away" || !failing[0].RunAt.Equal(later) || failing[0].Running || failing[0].Key != "k" {
			t.Errorf("failing: %+v, %v", failing, err)
		}
		second := claim(t, s, later, 1)[0]
		if second.Attempt != 2 {
			t.Errorf("a retry is attempt %d", second.Attempt)
		}
		if err := s.Delay(t.Context(), second, later.Add(time.Hour), ""); err != nil {
			t.Fatal(err)
		}
		if third := claim(t, s, later.Add(time.Hour), 1)[0]; third.Attempt != 2 {
			t.Errorf("a snooze counted: attempt %d", third.Attempt)
		}
		if failing, err = s.JobsFailing(t.Context(), store.JobMark{}, 10); err != nil || len(failing) != 0 {
			t.Errorf("a job that snoozed does not fail: %+v, %v", failing, err)
		}
	})
}

func TestJobsArePagedByDueTime(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := openAt(t, c, monday())
		for i := range 7 {
			enqueue(t, s, job.New{Args: job.Understand{Intake: id.Intake(i)}, RunAt: monday().Add(time.Duration(i/3) * time.Hour)})
		}
		var seen []id.Job
		var mark store.JobMark
		for {
			page, err := s.JobsWaiting(t.Context(), mark, 2)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, j := range page {
				seen = append(seen, j.ID)
			}
			last := page[len(page)-1]
			mark = store.JobMark{RunAt: last.RunAt, ID: last.ID}
		}
		if len(seen) != 7 || !slices.IsSorted(seen) {
			t.Errorf("the pages hold %v", seen)
		}
	})
}

func TestWakeComesAfterTheCommitAndReachesOtherProcesses(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := openAt(t, c, monday())
		other := s
		if s.Engine() == "postgres" {
			other = openAt(t, c, monday())
			<-other.Wake() // it listens now
		}
		enqueue(t, s, job.New{Args: job.Sweep{}})
		<-other.Wake()
		if claimed := claim(t, other, monday(), 1); len(claimed) != 1 {
			t.Error("woken before the job was there")
		}
	})
}

func TestRolledBackTransactionEnqueuesNothing(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := openAt(t, c, monday())
		refused := errors.New("refused")
		err := s.Write(t.Context(), func(tx *store.Tx) error { return errors.Join(tx.Enqueue(job.New{Args: job.Sweep{}}), refused) })
		if _, some, _ := s.NextDue(t.Context()); some || !errors.Is(err, refused) {
			t.Errorf("a refused transaction left a job: %v", err)
		}
	})
}

// TestManyWorkersDoEachJobOnce lets two processes work one queue and counts the effects.
func TestManyWorkersDoEachJobOnce(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		stores := []*store.Store{openAt(t, c, monday()), openAt(t, c, monday())}
		const jobs = 300
		var todo []job.New
		for i := range jobs {
			todo = append(todo, job.New{Args: job.Understand{Intake: id.Intake(i + 1)}})
		}
		enqueue(t, stores[0], todo...)
		var all sync.WaitGroup
		for worker := range 8 {
			all.Go(func() { work(t, stores[worker%2]) })
		}
		all.Wait()
		if n := count(t, stores[0], `SELECT count(*) FROM meta`); n != jobs {
			t.Errorf("%d effects, want %d", n, jobs)
		}
	})
}

// work does jobs until none is due. The effect is an insert that cannot happen twice.
func work(t *testing.T, s *store.Store) {
	for {
		claimed, err := s.Claim(context.Background(), monday(), 7, time.Minute)
		if err != nil {
			t.Error(err)
			return
		}
		if len(claimed) == 0 {
			return
		}
		for _, j := range claimed {
			if err := s.Write(context.Background(), func(tx *store.Tx) error {
				if _, err := tx.Exec(insertMeta, string(j.Args), "done"); err != nil {
					return err
				}
				return tx.FinishJob(j)
			}); err != nil {
				t.Error(err)
			}
		}
	}
}

// modelJob is what the model knows about one job.
type modelJob struct {
	run     time.Time
	attempt int
	waiting bool
	key     string
}

// queueModel drives a store and a map side by side.
type queueModel struct {
	s    *store.Store
	now  time.Time
	next int
	jobs map[id.Intake]*modelJob // by what their arguments say
	held []job.Claimed           // every claim ever given out, stale ones too
}

func TestQueueNeverLosesNorDoubles(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := openAt(t, c, monday())
		rapid.Check(t, func(r *rapid.T) {
			if err := s.Write(context.Background(), func(tx *store.Tx) error { _, err := tx.Exec(`DELETE FROM jobs`); return err }); err != nil {
				r.Fatal(err)
			}
			m := &queueModel{s: s, now: monday(), jobs: map[id.Intake]*modelJob{}}
			r.Repeat(map[string]func(*rapid.T){
				"":        m.check,
				"enqueue": m.enqueue,
				"claim":   m.claim,
				"finish":  m.finish,
				"delay":   m.delay,
				"wait": func(r *rapid.T) {
					m.now = m.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(r, "seconds")) * time.Second)
				},
			})
		})
	})
}

func (m *queueModel) enqueue(r *rapid.T) {
	m.next++
	j := modelJob{
		run:     m.now.Add(time.Duration(rapid.IntRange(-10, 100).Draw(r, "in")) * time.Second),
		key:     rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(r, "key"),
		waiting: true,
	}
	if err := m.s.Write(context.Background(), func(tx *store.Tx) error {
		return tx.Enqueue(job.New{Args: job.Understand{Intake: id.Intake(m.next)}, RunAt: j.run, Key: j.key})
	}); err != nil {
		r.Fatal(err)
	}
	if !m.waits(j.key) {
		m.jobs[id.Intake(m.next)] = &j
	}
}

func (m *queueModel) waits(key string) bool {
	for _, j := range m.jobs {
		if key != "" && j.waiting && j.key == key {
			return true
		}
	}
	return false
}

func (m *queueModel) claim(r *rapid.T) {
	lease := time.Duration(rapid.IntRange(1, 60).Draw(r, "lease")) * time.Second
	n := rapid.IntRange(1, 4).Draw(r, "n")
	claimed, err := m.s.Claim(context.Background(), m.now, n, lease)
	if err != nil {
		r.Fatal(err)
	}
	due := 0
	for _, j := range m.jobs {
		if !j.run.After(m.now) {
			due++
		}
	}
	if len(claimed) != min(n, due) {
		r.Fatalf("claimed %d of %d due, at most %d", len(claimed), due, n)
	}
	for _, c := range claimed {
		j := m.jobs[intake(r, c)]
		if j == nil || j.run.After(m.now) {
			r.Fatalf("claimed %s, which is not due or not there", c.Args)
		}
		j.run, j.waiting, j.attempt = m.now.Add(lease), false, j.attempt+1
		if c.Attempt != j.attempt || !c.Lease.Equal(j.run) {
			r.Fatalf("claimed %+v, want attempt %d until %v", c, j.attempt, j.run)
		}
	}
	m.held = append(m.held, claimed...)
}

// pick is a claim given out at some time, and its job when the claim still stands.
func (m *queueModel) pick(r *rapid.T) (job.Claimed, *modelJob) {
	if len(m.held) == 0 {
		r.Skip("nothing was claimed")
	}
	c := rapid.SampledFrom(m.held).Draw(r, "claim")
	j := m.jobs[intake(r, c)]
	if j == nil || j.waiting || !j.run.Equal(c.Lease) {
		return c, nil
	}
	return c, j
}

func (m *queueModel) finish(r *rapid.T) {
	c, j := m.pick(r)
	err := finish(context.Background(), m.s, c)
	if (j == nil) != errors.Is(err, store.ErrLost) || (j != nil && err != nil) {
		r.Fatalf("finishing with the claim standing %v: %v", j != nil, err)
	}
	if j != nil {
		delete(m.jobs, intake(r, c))
	}
}

func (m *queueModel) delay(r *rapid.T) {
	c, j := m.pick(r)
	until := m.now.Add(time.Duration(rapid.IntRange(-5, 60).Draw(r, "for")) * time.Second)
	why := rapid.SampledFrom([]string{"", "failed"}).Draw(r, "why")
	err := m.s.Delay(context.Background(), c, until, why)
	if (j == nil) != errors.Is(err, store.ErrLost) || (j != nil && err != nil) {
		r.Fatalf("delaying with the claim standing %v: %v", j != nil, err)
	}
	switch {
	case j == nil:
	case m.waits(j.key):
		delete(m.jobs, intake(r, c))
	default:
		j.run, j.waiting = until, true
		if why == "" {
			j.attempt--
		}
	}
}

// check compares the whole table with the model.
func (m *queueModel) check(r *rapid.T) {
	rows, err := m.s.JobsWaiting(context.Background(), store.JobMark{}, 1000)
	if err != nil || len(rows) != len(m.jobs) {
		r.Fatalf("the queue has %d jobs, the model %d; %v", len(rows), len(m.jobs), err)
	}
	for _, row := range rows {
		n := intake(r, job.Claimed{Args: row.Args})
		j := m.jobs[n]
		if j == nil {
			r.Fatalf("job %d is in the queue and not in the model", n)
		}
		got := fmt.Sprint(row.RunAt.UTC(), row.Attempt, row.Running, row.Key)
		if want := fmt.Sprint(j.run.UTC(), j.attempt, !j.waiting, j.key); got != want {
			r.Fatalf("job %d is %s, the model says %s", n, got, want)
		}
	}
}

func intake(r *rapid.T, c job.Claimed) id.Intake {
	var args job.Understand
	if err := json.Unmarshal(c.Args, &args); err != nil {
		r.Fatal(err)
	}
	return args.Intake
}
