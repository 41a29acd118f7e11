package web

import (
	"net/http"
	"strconv"
	"time"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/look"
)

// periods are the stretches of time that can be looked at, in days.
func periods() []int { return []int{30, 90, 365} }

const usualPeriod = 90

// periodOf is the stretch asked for.
func periodOf(r *http.Request) int {
	for _, days := range periods() {
		if r.URL.Query().Get("days") == strconv.Itoa(days) {
			return days
		}
	}
	return usualPeriod
}

func (s *site) readHow(r *http.Request) (app.HowIn, error) {
	now := s.Desk.Now()
	return app.HowIn{From: now.AddDate(0, 0, -periodOf(r)), To: now}, nil
}

// how is how we do, in pictures and in plain sentences.
func (s *site) how() http.Handler {
	view := func(w http.ResponseWriter, r *http.Request, h app.How) error {
		f := s.frame(w, r, "how", "")
		f.Title = f.T("How we do")
		return s.show(w, r, http.StatusOK, f, howPage(howSheet{view: f.view, How: h, Days: periodOf(r)}))
	}
	return endpoint.Page(s.surface, s.readHow, s.Desk.How, view)
}

// howSheet is what the page shows.
type howSheet struct {
	view
	app.How
	Days int
}

// The least that is needed before a number says more about us than about chance.
const (
	enoughForHalf = 5  // a median or a share
	enoughForP90  = 10 // nine in ten
)

func (s howSheet) switches() []look.NavItem {
	var items []look.NavItem
	for _, days := range periods() {
		items = append(items, look.NavItem{Label: s.N(days, "%d day", "%d days"), Href: "/how?days=" + strconv.Itoa(days), Current: days == s.Days})
	}
	return items
}

func (s howSheet) csv() string { return "/how.csv?days=" + strconv.Itoa(s.Days) }

// ended is how many commitments came to an end.
func (s howSheet) ended() int { return s.Kept + s.KeptLate + s.Broken }

// title says the most important number as a sentence.
func (s howSheet) title() string {
	switch n := s.ended(); {
	case s.Opened == 0 && n == 0:
		return s.T("How we do")
	case n < enoughForHalf:
		return s.T("It is early days.")
	case s.Kept == n:
		return s.T("We kept every promise in time.")
	}
	return s.T("We kept %s of our promises in time.", s.Percent(share(s.Kept, s.ended())))
}

func (s howSheet) lede() string {
	days := s.N(s.Days, "the last day", "the last %d days")
	if s.Opened == 0 {
		return s.T("No complaint came in during %s.", days)
	}
	return s.T("%[1]s in %[2]s.", s.N(s.Opened, "One complaint", "%d complaints"), days)
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// percentOf is n of of in hundredths, as an SVG takes it.
func percentOf(n, of int) string {
	return strconv.FormatFloat(min(100*share(n, of), 100), 'f', 1, 64)
}

// figure is one number on top of the page.
type figure struct {
	Number, Label, Note string
	Tone                look.Tone
}

func (s howSheet) figures() []figure {
	return []figure{
		s.shareFigure(s.T("answered"), s.Answered, s.Opened),
		s.spreadFigure(s.T("to the first word"), s.FirstWord),
		s.spreadFigure(s.T("to resolution"), s.Resolution),
		s.keptFigure(),
		s.shareFigure(s.T("taken up again"), s.Reopened, s.Opened),
	}
}

func (s howSheet) shareFigure(label string, n, of int) figure {
	if of < enoughForHalf {
		return figure{Number: "–", Label: label, Note: s.tooFew(of)}
	}
	return figure{Number: s.Percent(share(n, of)), Label: label, Note: s.T("%[1]d of %[2]d", n, of)}
}

// keptFigure is the one that is gold: promises kept are what mends.
func (s howSheet) keptFigure() figure {
	f := s.shareFigure(s.T("promises kept in time"), s.Kept, s.ended())
	f.Tone = look.Gold
	return f
}

func (s howSheet) spreadFigure(label string, x app.Spread) figure {
	if x.Count < enoughForHalf {
		return figure{Number: "–", Label: label, Note: s.tooFew(x.Count)}
	}
	note := s.T("the middle of %d", x.Count)
	if x.Count >= enoughForP90 {
		note = s.T("nine in ten within %s", s.Until(x.P90))
	}
	return figure{Number: s.Until(x.Median), Label: label, Note: note}
}

func (s howSheet) tooFew(n int) string {
	if n == 0 {
		return s.T("nothing to count yet")
	}
	return s.N(n, "not enough yet: %d case", "not enough yet: %d cases")
}

// week is how a week is called: the day it begins, as one says it at its end.
func (s howSheet) week(at time.Time) string { return s.When(at, at.AddDate(0, 0, 7)) }

func (s howSheet) none() look.EmptyView {
	e := look.EmptyView{Title: s.T("Nothing to count yet."), Text: s.T("With the first complaint this page begins to tell how quickly we answer, whether we keep our word, and what keeps going wrong.")}
	if s.Days < 365 {
		e.Do = []look.ButtonView{{Label: s.T("Look at a whole year"), Href: "/how?days=365"}}
	}
	return e
}
