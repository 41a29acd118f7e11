package store

import (
	"time"

	"amends/internal/money"
	"amends/internal/recovery"
)

// Flow is what happened in a stretch of time.
type Flow struct {
	Opened   int
	Answered int // of Opened, with an acknowledgement or a first word
	Reopened int // of Opened, at least once
	Resolved int // resolved then, whenever they were opened

	Kept, KeptLate, Broken int // commitments that ended then
}

// Each walks one index over the stretch and nothing else.
const (
	sqlOpenedBetween = `
SELECT COUNT(*), COUNT(*) FILTER (WHERE acked_at > 0 OR first_word_at > 0), COUNT(*) FILTER (WHERE reopened > 0)
FROM cases WHERE opened_at >= $1 AND opened_at < $2`

	sqlResolvedBetween = `
SELECT COUNT(*) FROM cases WHERE resolved_at > 0 AND resolved_at >= $1 AND resolved_at < $2`

	// The minute of the due time counts as in time, as Commitment.InTime says.
	sqlEndedBetween = `
SELECT COUNT(*) FILTER (WHERE state = 'kept' AND ended_at - ended_at % 60000000 <= due_at),
	COUNT(*) FILTER (WHERE state = 'kept' AND ended_at - ended_at % 60000000 > due_at),
	COUNT(*) FILTER (WHERE state = 'broken')
FROM commitments WHERE ended_at > 0 AND ended_at >= $1 AND ended_at < $2`
)

// FlowBetween counts what happened from a time on and before another.
func (t *Tx) FlowBetween(from, to time.Time) (Flow, error) {
	opened, err := one(t, sqlOpenedBetween, func(r row) (Flow, error) {
		var f Flow
		return f, r.Scan(&f.Opened, &f.Answered, &f.Reopened)
	}, micros(from), micros(to))
	if err != nil {
		return Flow{}, err
	}
	f, err := one(t, sqlEndedBetween, func(r row) (Flow, error) {
		f := opened
		return f, r.Scan(&f.Kept, &f.KeptLate, &f.Broken)
	}, micros(from), micros(to))
	if err != nil {
		return Flow{}, err
	}
	f.Resolved, err = one(t, sqlResolvedBetween, scalar[int], micros(from), micros(to))
	return f, err
}

const (
	sqlFirstWords = `
SELECT first_word_at - opened_at FROM cases WHERE opened_at >= $1 AND opened_at < $2 AND first_word_at > 0 ORDER BY 1`

	sqlResolutions = `
SELECT resolved_at - opened_at FROM cases WHERE resolved_at > 0 AND resolved_at >= $1 AND resolved_at < $2 ORDER BY 1`
)

// FirstWords is how long customers of cases opened in a stretch of time waited for a person's first
// word, the shortest first; those who still wait are not in it.
func (t *Tx) FirstWords(from, to time.Time) ([]time.Duration, error) {
	return all(t, sqlFirstWords, scanLength, micros(from), micros(to))
}

// Resolutions is how long it took to resolve what was resolved in a stretch of time, the shortest first.
func (t *Tx) Resolutions(from, to time.Time) ([]time.Duration, error) {
	return all(t, sqlResolutions, scanLength, micros(from), micros(to))
}

func scanLength(r row) (time.Duration, error) {
	us, err := scalar[int64](r)
	return time.Duration(us) * time.Microsecond, err
}

// KindFigures is one kind of failure among the cases opened in a stretch of time.
type KindFigures struct {
	Kind            string
	Cases, Reopened int
	Given           money.Amount // what reached those customers
}

const (
	sqlKindsBetween = `
SELECT kind, COUNT(*), COUNT(*) FILTER (WHERE reopened > 0)
FROM cases WHERE opened_at >= $1 AND opened_at < $2 GROUP BY kind ORDER BY COUNT(*) DESC, kind`

	// What was opened comes first, and CROSS keeps it first: SQLite would read all redress there ever was.
	sqlGivenBetween = `
WITH opened AS MATERIALIZED (SELECT id, kind FROM cases WHERE opened_at >= $1 AND opened_at < $2)
SELECT c.kind, CAST(SUM(r.amount_minor) AS BIGINT)
FROM opened c CROSS JOIN redress r
WHERE r.case_id = c.id AND r.state = 'delivered' AND r.currency = $3 GROUP BY c.kind`
)

// KindsBetween are the kinds of failure, the most frequent first, with what was given in a currency.
func (t *Tx) KindsBetween(from, to time.Time, currency string) ([]KindFigures, error) {
	kinds, err := all(t, sqlKindsBetween, func(r row) (KindFigures, error) {
		var k KindFigures
		return k, r.Scan(&k.Kind, &k.Cases, &k.Reopened)
	}, micros(from), micros(to))
	if err != nil {
		return nil, err
	}
	given := map[string]int64{}
	_, err = all(t, sqlGivenBetween, func(r row) (struct{}, error) {
		var kind string
		var minor int64
		err := r.Scan(&kind, &minor)
		given[kind] = minor
		return struct{}{}, err
	}, micros(from), micros(to), currency)
	for i := range kinds {
		kinds[i].Given = money.Of(given[kinds[i].Kind], currency)
	}
	return kinds, err
}

// CauseFigures is one cause among the cases opened in a stretch of time.
type CauseFigures struct {
	Text           string
	Cases, WithFix int
}

const sqlCausesBetween = `
SELECT cause, COUNT(*), COUNT(*) FILTER (WHERE COALESCE(doc->'Cause'->>'action', '') <> '')
FROM cases WHERE opened_at >= $1 AND opened_at < $2 AND cause <> '' AND cause <> $4 GROUP BY cause ORDER BY COUNT(*) DESC, cause LIMIT $3`

// CausesBetween are the causes that were named, the most frequent first; those that were erased are left out.
func (t *Tx) CausesBetween(from, to time.Time, limit int) ([]CauseFigures, error) {
	return all(t, sqlCausesBetween, func(r row) (CauseFigures, error) {
		var c CauseFigures
		return c, r.Scan(&c.Text, &c.Cases, &c.WithFix)
	}, micros(from), micros(to), limit, recovery.Erased)
}

const sqlRatingsBetween = `
SELECT COUNT(*) FILTER (WHERE CAST(body->'answer'->>'rating' AS BIGINT) > 0),
	COUNT(*) FILTER (WHERE CAST(body->'answer'->>'rating' AS BIGINT) >= $3)
FROM case_events WHERE kind = 'followup.answered' AND at >= $1 AND at < $2`

// RatingsBetween counts the answers with a rating that came in a stretch of time, and those with well or more.
func (t *Tx) RatingsBetween(from, to time.Time, well int) (rated, ratedWell int, err error) {
	pair, err := one(t, sqlRatingsBetween, func(r row) ([2]int, error) {
		var n [2]int
		return n, r.Scan(&n[0], &n[1])
	}, micros(from), micros(to), well)
	return pair[0], pair[1], err
}
