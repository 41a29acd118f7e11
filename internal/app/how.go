package app

import (
	"context"
	"time"

	"amends/internal/errs"
	"amends/internal/insight"
	"amends/internal/store"
)

// What is shown of how we do.
const (
	defaultStretch = 90 * 24 * time.Hour
	maxStretch     = 2 * 366 * 24 * time.Hour
	maxCauses      = 50
	ratedWell      = 4 // of 5: what counts as satisfied
)

// How is how we do over a stretch of time. What it says of cases is of those opened then, but for
// what was resolved: that counts when it was resolved, whenever it began.
func (a *App) How(ctx context.Context, actor Actor, in HowIn) (How, error) {
	if err := allowed(actor, "see_figures"); err != nil {
		return How{}, err
	}
	in, err := in.tidy(a.store.Now())
	if err != nil {
		return How{}, err
	}
	var h How
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		h = How{From: in.From, To: in.To}
		for _, w := range weeksOf(in.From, in.To, a.Zone()) {
			if err := h.addWeek(tx, w); err != nil {
				return err
			}
		}
		if err := h.addSpreads(tx); err != nil {
			return err
		}
		return a.addBreakdowns(tx, &h)
	})
	return h, err
}

func (in HowIn) tidy(now time.Time) (HowIn, error) {
	if in.To.IsZero() {
		in.To = now
	}
	if in.From.IsZero() {
		in.From = in.To.Add(-defaultStretch)
	}
	switch {
	case !in.From.Before(in.To):
		return in, errs.Invalidf("from", "The beginning has to lie before the end.")
	case in.To.Sub(in.From) > maxStretch:
		return in, errs.Invalidf("from", "Choose at most two years at once.")
	}
	return in, nil
}

// week is a week from its Monday on; the first and the last may be cut by the stretch.
type week struct {
	monday, from, to time.Time
}

// weeksOf cuts a stretch at the midnights before Mondays as the company's clock has them.
func weeksOf(from, to time.Time, zone *time.Location) []week {
	local := from.In(zone)
	back := (int(local.Weekday()) + 6) % 7
	monday := time.Date(local.Year(), local.Month(), local.Day()-back, 0, 0, 0, 0, zone)
	var weeks []week
	for monday.Before(to) {
		next := time.Date(monday.Year(), monday.Month(), monday.Day()+7, 0, 0, 0, 0, zone)
		w := week{monday: monday, from: monday, to: next}
		if w.from.Before(from) {
			w.from = from
		}
		if w.to.After(to) {
			w.to = to
		}
		weeks = append(weeks, w)
		monday = next
	}
	return weeks
}

// addWeek counts one week, and it into the whole.
func (h *How) addWeek(tx *store.Tx, w week) error {
	f, err := tx.FlowBetween(w.from, w.to)
	if err != nil {
		return err
	}
	h.Weeks = append(h.Weeks, HowWeek{
		Start: w.monday, Opened: f.Opened, Resolved: f.Resolved, Kept: f.Kept, KeptLate: f.KeptLate, Broken: f.Broken,
	})
	h.Opened += f.Opened
	h.Answered += f.Answered
	h.Reopened += f.Reopened
	h.Resolved += f.Resolved
	h.Kept += f.Kept
	h.KeptLate += f.KeptLate
	h.Broken += f.Broken
	return nil
}

func (h *How) addSpreads(tx *store.Tx) error {
	words, err := tx.FirstWords(h.From, h.To)
	if err != nil {
		return err
	}
	resolutions, err := tx.Resolutions(h.From, h.To)
	h.FirstWord, h.Resolution = spreadOf(words), spreadOf(resolutions)
	return err
}

func spreadOf(sorted []time.Duration) Spread {
	return Spread{Count: len(sorted), Median: insight.Quantile(sorted, 0.5), P90: insight.Quantile(sorted, 0.9)}
}

// addBreakdowns counts by kind and by cause, and what customers said.
func (a *App) addBreakdowns(tx *store.Tx, h *How) error {
	kinds, err := tx.KindsBetween(h.From, h.To, a.Policy().Company.Currency)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		h.ByKind = append(h.ByKind, HowKind{Key: k.Kind, Label: a.labelOf(k.Kind), Cases: k.Cases, Reopened: k.Reopened, Given: k.Given})
	}
	causes, err := tx.CausesBetween(h.From, h.To, maxCauses)
	if err != nil {
		return err
	}
	for _, c := range causes {
		h.ByCause = append(h.ByCause, HowCause{Text: c.Text, Cases: c.Cases, WithFix: c.WithFix})
	}
	h.Rated, h.RatedWell, err = tx.RatingsBetween(h.From, h.To, ratedWell)
	return err
}

// AnswerRate is the share of complaints that were answered.
func (h How) AnswerRate() insight.Share { return insight.ShareOf(h.Answered, h.Opened) }

// KeptRate is the share of commitments that were kept in time, of those that were kept or broken.
func (h How) KeptRate() insight.Share {
	return insight.ShareOf(h.Kept, h.Kept+h.KeptLate+h.Broken)
}

// ReopenedRate is the share of cases that were taken up again.
func (h How) ReopenedRate() insight.Share { return insight.ShareOf(h.Reopened, h.Opened) }

// SatisfiedRate is the share of ratings that are 4 or 5 of 5.
func (h How) SatisfiedRate() insight.Share { return insight.ShareOf(h.RatedWell, h.Rated) }
