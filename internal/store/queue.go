package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/job"
)

// The queue is one table in which a job is a timer: scheduling, claiming, retrying and snoozing all
// set run_at, and a process that died is a lease that ends. A claimed job's lease is the fence: who
// comes back after it finds run_at changed. A key keeps a second job out only while the
// first one waits: a job that already runs may have read what came before the second.

const sqlEnqueue = `
INSERT INTO jobs (id, kind, args, run_at, attempt, waiting, key)
VALUES ($1, $2, $3, $4, 0, TRUE, $5)
ON CONFLICT (key) WHERE waiting DO NOTHING`

// soon is how far ahead a job may be due for other processes to be told about it: they look
// by themselves at least this often.
const soon = 10 * time.Second

// Enqueue puts jobs into the queue; they exist when the transaction commits. A job whose Key already waits is
// left out, and the waiting one stays as it is. A RunAt that is zero or past means at once.
func (t *Tx) Enqueue(jobs ...job.New) error {
	tell := false
	for _, j := range jobs {
		at := j.RunAt
		if at.IsZero() {
			at = t.now
		}
		var key *string
		if j.Key != "" {
			key = &j.Key
		}
		if _, err := t.exec(sqlEnqueue, t.NewID(), j.Args.Kind(), asJSON(j.Args), micros(at), key); err != nil {
			return err
		}
		tell = tell || at.Before(t.now.Add(soon))
	}
	if len(jobs) > 0 {
		t.OnCommit(func() { t.store.enqueued(tell) })
	}
	return nil
}

func (s *Store) enqueued(tell bool) {
	s.Nudge()
	if tell {
		s.engine.tell()
	}
}

// Wake gets a value when something was enqueued since the last one was taken, by this process or,
// on PostgreSQL, another. It is a hint for one receiver; whoever waits must also look at NextDue.
func (s *Store) Wake() <-chan struct{} { return s.wake }

// Nudge makes Wake ready, for whoever moved the clock.
func (s *Store) Nudge() {
	select {
	case s.wake <- struct{}{}:
	default: // it is ready
	}
}

// The second look at run_at makes this right on engines that do not know SKIP LOCKED.
const sqlClaim = `
WITH due AS MATERIALIZED (
	SELECT id FROM jobs WHERE run_at <= $1 ORDER BY run_at, id LIMIT $2 /* locked, skipping */
)
UPDATE jobs SET run_at = $3, attempt = attempt + 1, waiting = FALSE
WHERE id IN (SELECT id FROM due) AND run_at <= $1
RETURNING id, kind, args, attempt`

// Claim takes up to n jobs that are due at now, those due longest first, and holds them until now + lease.
// Whoever claims them finishes or delays each before that, or somebody else gets it. The order of
// the answer is by id.
func (s *Store) Claim(ctx context.Context, now time.Time, n int, lease time.Duration) ([]job.Claimed, error) {
	until := now.Add(lease).UTC().Truncate(time.Microsecond)
	var claimed []job.Claimed
	err := s.Write(ctx, func(t *Tx) (err error) {
		claimed, err = all(t, sqlClaim, scanClaimed(until), micros(now), n, micros(until))
		return err
	})
	slices.SortFunc(claimed, func(a, b job.Claimed) int { return cmp.Compare(a.ID, b.ID) })
	return claimed, err
}

func scanClaimed(until time.Time) func(row) (job.Claimed, error) {
	return func(r row) (job.Claimed, error) {
		j := job.Claimed{Lease: until}
		var args JSON[json.RawMessage]
		err := r.Scan(&j.ID, &j.Kind, &args, &j.Attempt)
		j.Args = args.V
		return j, err
	}
}

const sqlFinishJob = `DELETE FROM jobs WHERE id = $1 AND run_at = $2 AND NOT waiting`

// FinishJob takes a claimed job out of the queue, in the transaction of its effect. ErrLost means that the
// lease ended and somebody else took it: return it, so that the effect is undone.
func (t *Tx) FinishJob(j job.Claimed) error {
	return t.fenced(sqlFinishJob, j.ID, micros(j.Lease))
}

// fenced runs a statement that touches a row only while the lease stands.
func (t *Tx) fenced(text string, args ...any) error {
	n, err := t.exec(text, args...)
	if err == nil && n == 0 {
		return ErrLost
	}
	return err
}

const sqlDelay = `
UPDATE jobs SET run_at = $3, waiting = TRUE, error = $4, attempt = attempt - $5
WHERE id = $1 AND run_at = $2 AND NOT waiting`

// sqlDropTwin removes a claimed job that is to wait again while a newer one with its key waits.
const sqlDropTwin = `
DELETE FROM jobs
WHERE id = $1 AND run_at = $2 AND NOT waiting
  AND EXISTS (SELECT 1 FROM jobs AS twin WHERE twin.key = jobs.key AND twin.waiting)`

// Delay puts a claimed job back to wait until a time: a retry when why says what went wrong, a snooze that
// does not count as an attempt when why is "". When a newer job with its key waits, that one
// stands for both. ErrLost when the lease ended.
func (s *Store) Delay(ctx context.Context, j job.Claimed, until time.Time, why string) error {
	snooze := 0
	if why == "" {
		snooze = 1
	}
	err := s.Write(ctx, func(t *Tx) error {
		dropped, err := t.exec(sqlDropTwin, j.ID, micros(j.Lease))
		if err != nil || dropped > 0 {
			return err
		}
		return lostTwin(t.fenced(sqlDelay, j.ID, micros(j.Lease), micros(until), why, snooze))
	})
	s.Nudge()
	return err
}

// lostTwin makes a key that somebody enqueued just now a lost race: the next look finds the twin.
func lostTwin(err error) error {
	if errs.Is(err, errs.Conflict) {
		return errors.Join(errLostRace, err)
	}
	return err
}

const sqlNextDue = `SELECT run_at FROM jobs ORDER BY run_at LIMIT 1`

// NextDue is when the next job is due, or the next lease ends; false when the queue is empty.
func (s *Store) NextDue(ctx context.Context) (time.Time, bool, error) {
	var at time.Time
	err := s.Read(ctx, func(t *Tx) error {
		us, err := one(t, sqlNextDue, scalar[int64])
		at = moment(us)
		return err
	})
	if errs.Is(err, errs.Missing) {
		return time.Time{}, false, nil
	}
	return at, err == nil, err
}

// JobRow is a job as the administrator's page shows it.
type JobRow struct {
	ID      id.Job
	Kind    string
	Args    json.RawMessage
	RunAt   time.Time // when it is due, or when Running, when its lease ends
	Attempt int
	Running bool
	Key     string
	Error   string // what its last attempt failed with, or ""
}

// JobMark is where a page of jobs ended: the RunAt and ID of its last row. The zero mark is the beginning.
type JobMark struct {
	RunAt time.Time
	ID    id.Job
}

const sqlJobsWaiting = `
SELECT id, kind, args, run_at, attempt, waiting, COALESCE(key, ''), error FROM jobs
WHERE (run_at, id) > ($1, $2) ORDER BY run_at, id LIMIT $3`

// JobsWaiting is a page of the queue, next due first, after a mark.
func (s *Store) JobsWaiting(ctx context.Context, after JobMark, n int) ([]JobRow, error) {
	return s.jobs(ctx, sqlJobsWaiting, after, n)
}

const sqlJobsFailing = `
SELECT id, kind, args, run_at, attempt, waiting, COALESCE(key, ''), error FROM jobs
WHERE error <> '' AND (run_at, id) > ($1, $2) ORDER BY run_at, id LIMIT $3`

// JobsFailing is a page of the jobs whose last attempt failed, next due first, after a mark.
func (s *Store) JobsFailing(ctx context.Context, after JobMark, n int) ([]JobRow, error) {
	return s.jobs(ctx, sqlJobsFailing, after, n)
}

func (s *Store) jobs(ctx context.Context, text string, after JobMark, n int) (found []JobRow, err error) {
	err = s.Read(ctx, func(t *Tx) (err error) {
		found, err = all(t, text, scanJob, micros(after.RunAt), after.ID, n)
		return err
	})
	return found, err
}

func scanJob(r row) (JobRow, error) {
	var j JobRow
	var args JSON[json.RawMessage]
	var at int64
	var waiting bool
	err := r.Scan(&j.ID, &j.Kind, &args, &at, &j.Attempt, &waiting, &j.Key, &j.Error)
	j.Args, j.RunAt, j.Running = args.V, moment(at), !waiting
	return j, err
}
