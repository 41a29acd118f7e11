package app

import (
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/money"
	"amends/internal/recovery"
)

func TestHowCountsWhatHappened(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		d.complain("Early Bird", "This was before the time that is asked for.")
		d.until(monday.Add(7 * 24 * time.Hour))
		from := d.clock.now()
		mended, reopened := d.complain("Anna Whitcombe", "My parcel never came."), d.complain("Bo Olsen", "My parcel never came.")
		d.complain("Cem Aydin", "My parcel never came.")
		d.until(from.Add(2 * time.Hour))
		d.mendedWith(mended, 700)
		d.mended(reopened.Case)
		d.until(from.Add(8 * 24 * time.Hour))
		d.answer(mended, "yes", 5)
		d.answer(reopened, "no", 2)
		d.do(d.lena, mended.Case, recovery.Close{Cause: recovery.Cause{Text: "The carrier lost it.", Action: "Change the carrier."}})
		h, err := d.app.How(d.t.Context(), d.mara, HowIn{From: from, To: d.clock.now().Add(time.Second)})
		d.must(err)
		if h.Opened != 3 || h.Answered != 3 || h.Reopened != 1 || h.Resolved != 1 || h.FirstWord.Count != 2 || h.Resolution.Count != 1 {
			d.t.Errorf("the figures are %+v", h)
		}
		if h.FirstWord.Median < 2*time.Hour || h.FirstWord.Median > h.FirstWord.P90 || h.FirstWord.P90 > 3*time.Hour {
			d.t.Errorf("first words after %s, %s", h.FirstWord.Median, h.FirstWord.P90)
		}
		if h.Rated != 2 || h.RatedWell != 1 || h.SatisfiedRate().Enough {
			d.t.Errorf("rated %d, well %d, %+v", h.Rated, h.RatedWell, h.SatisfiedRate())
		}
		given := h.ByKind[0].Given
		if h.ByKind[0].Label == "" || h.ByKind[0].Reopened != 1 || given != money.Of(700, "EUR") {
			d.t.Errorf("by kind: %+v", h.ByKind)
		}
		if len(h.ByCause) != 1 || h.ByCause[0] != (HowCause{Text: "The carrier lost it.", Cases: 1, WithFix: 1}) {
			d.t.Errorf("by cause: %+v", h.ByCause)
		}
		d.countsOwed(h)
		d.healthy()
	})
}

// mendedWith is mended with money given and arrived.
func (d *desk) mendedWith(r Receipt, minor int64) {
	d.t.Helper()
	d.do(d.jon, r.Case, recovery.Give{Option: recovery.Option{Remedy: "partial_refund", Amount: money.Of(minor, "EUR")}})
	d.do(d.jon, r.Case, recovery.Deliver{Redress: d.state(r.Case).Redress[0].ID, Proof: "The bank says so."})
	d.mended(r.Case)
}

// answer is what the customer says when we ask whether it held.
func (d *desk) answer(r Receipt, fixed string, rating int) {
	d.t.Helper()
	customer := Actor{Kind: recovery.ByCustomer, Case: r.Case, Customer: d.state(r.Case).Customer}
	d.must(d.app.Word(d.t.Context(), customer, WordIn{To: recovery.FollowUpFix, Fixed: fixed, Rating: rating}))
}

// countsOwed compares the figures of commitments with the commitments themselves.
func (d *desk) countsOwed(h How) {
	d.t.Helper()
	var kept, late, broken int
	all, err := d.app.Cases(d.t.Context(), d.mara, CasesIn{})
	d.must(err)
	for _, row := range all.Items {
		for _, x := range row.Seam {
			if x.EndedAt.Before(h.From) || !x.EndedAt.Before(h.To) {
				continue
			}
			switch {
			case x.KeptInTime():
				kept++
			case x.State == recovery.Kept:
				late++
			case x.State == recovery.Broken:
				broken++
			}
		}
	}
	weeks := HowWeek{}
	for _, w := range h.Weeks {
		weeks.Opened += w.Opened
		weeks.Kept += w.Kept
	}
	if h.Kept != kept || h.KeptLate != late || h.Broken != broken || kept == 0 || weeks.Kept != kept || weeks.Opened != h.Opened {
		d.t.Errorf("kept %d, late %d, broken %d, want %d, %d, %d; by week %+v", h.Kept, h.KeptLate, h.Broken, kept, late, broken, h.Weeks)
	}
}

func TestHowOfAnEmptyHouse(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		h, err := d.app.How(d.t.Context(), d.mara, HowIn{})
		if err != nil || h.Opened != 0 || h.AnswerRate().Enough || len(h.Weeks) < 12 || h.To.Sub(h.From) != defaultStretch {
			d.t.Errorf("%+v, %v", h, err)
		}
		_, err = d.app.How(d.t.Context(), d.mara, HowIn{From: monday, To: monday})
		refused(d.t, err, errs.Invalid)
		_, err = d.app.How(d.t.Context(), d.mara, HowIn{From: monday.AddDate(-3, 0, 0), To: monday})
		refused(d.t, err, errs.Invalid)
	})
}

func TestWeeksOfAStretch(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	// The clocks go back on Sunday 25 October 2026.
	from := time.Date(2026, 10, 22, 15, 0, 0, 0, berlin)
	to := time.Date(2026, 11, 2, 1, 0, 0, 0, berlin)
	weeks := weeksOf(from, to, berlin)
	if len(weeks) != 3 || !weeks[0].from.Equal(from) || !weeks[2].to.Equal(to) {
		t.Fatalf("weeks are %+v", weeks)
	}
	for i, w := range weeks {
		if w.monday.Weekday() != time.Monday || w.monday.Hour() != 0 || !w.from.Before(w.to) {
			t.Errorf("week %d is %+v", i, w)
		}
		if i > 0 && !w.from.Equal(weeks[i-1].to) {
			t.Errorf("between week %d and the one before something is missing or twice", i)
		}
	}
}
