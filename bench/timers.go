package main

import (
	"context"
	"fmt"
	"time"

	"amends/internal/id"
	"amends/internal/recovery"
)

// aSecond is over how long the timers fall due.
const aSecond = time.Second

// ring makes promises in real cases that all fall due within a second, and says how long after its
// due time each was recorded as late: when the transaction that recorded it began.
func (h *house) ring(ctx context.Context, n int) ([]time.Duration, error) {
	if n == 0 {
		return nil, nil
	}
	cases, err := h.newest(ctx, min(n, h.real))
	if err != nil {
		return nil, err
	}
	// Making them takes its time; none may fall due before all are made.
	first := time.Now().Add(time.Duration(n)*20*time.Millisecond + 2*time.Second)
	for i := range n {
		due := first.Add(aSecond * time.Duration(i) / time.Duration(n))
		cmd := recovery.MakePromise{What: fmt.Sprintf("ring %d", i), Due: due}
		if err := h.server.App.Do(ctx, recovery.System(), cases[i%len(cases)], cmd); err != nil {
			return nil, err
		}
	}
	if err := wait(ctx, time.Until(first.Add(aSecond))); err != nil {
		return nil, err
	}
	const rung = `SELECT COUNT(*) FROM commitments WHERE owed AND due_at >= $1 AND due_at < $2 AND kind = 'promise' AND state = 'late'`
	err = h.until(ctx, "the timers", func() (bool, error) {
		var got int
		err := h.rows.QueryRowContext(ctx, rung, first.UnixMicro(), first.Add(aSecond).UnixMicro()).Scan(&got)
		return got >= n, err
	})
	if err != nil {
		return nil, err
	}
	return h.lags(ctx, first)
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// newest are real cases: the copies have ids before them.
func (h *house) newest(ctx context.Context, n int) ([]id.Case, error) {
	rows, err := h.rows.QueryContext(ctx, `SELECT id FROM cases ORDER BY id DESC LIMIT $1`, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []id.Case
	for rows.Next() {
		var c id.Case
		if err := rows.Scan(&c); err != nil {
			return nil, err
		}
		found = append(found, c)
	}
	return found, rows.Err()
}

func (h *house) lags(ctx context.Context, since time.Time) ([]time.Duration, error) {
	const text = `
SELECT e.at - k.due_at FROM case_events e JOIN commitments k ON k.case_id = e.case_id AND CAST(k.id AS TEXT) = e.body->>'commitment'
WHERE e.kind = 'commitment.late' AND e.at >= $1 AND k.due_at >= $1`
	rows, err := h.rows.QueryContext(ctx, text, since.UnixMicro())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var lags []time.Duration
	for rows.Next() {
		var us int64
		if err := rows.Scan(&us); err != nil {
			return nil, err
		}
		lags = append(lags, time.Duration(us)*time.Microsecond)
	}
	return lags, rows.Err()
}
