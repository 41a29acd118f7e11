package web

import (
	"time"

	"amends/internal/app"
)

// noon and evening are where the day's greeting changes, in hours of the reader's zone.
const (
	noon    = 12
	evening = 18
)

// greeting is the title of Today: who it is for and how much is owed.
func (v view) greeting(t app.Today) string {
	return v.hello(t.Me.First()) + " " + v.owedToday(t)
}

func (v view) hello(name string) string {
	switch hour := v.Now.In(v.Zone()).Hour(); {
	case hour < noon:
		return v.T("Good morning, %s.", name)
	case hour < evening:
		return v.T("Good afternoon, %s.", name)
	}
	return v.T("Good evening, %s.", name)
}

func (v view) owedToday(t app.Today) string {
	today := count(t, "late") + count(t, "hour") + count(t, "today")
	if n, whole := v.beforeNoon(t); whole && n > 0 {
		return v.N(n, "%[2]s promise before noon.", "%[2]s promises before noon.", spelled(v.Printer, n))
	}
	switch {
	case today == 0 && count(t, "later") == 0:
		return v.T("Nothing is owed.")
	case today == 0:
		return v.T("Nothing more is owed today.")
	case today >= app.CountLimit:
		return v.T("More than %d promises today.", app.CountLimit-1)
	}
	return v.N(today, "%[2]s promise today.", "%[2]s promises today.", spelled(v.Printer, today))
}

// beforeNoon counts what is owed before noon; whole is false when the page does not hold it all
// or the morning is over.
func (v view) beforeNoon(t app.Today) (n int, whole bool) {
	y, m, d := v.Now.In(v.Zone()).Date()
	twelve := time.Date(y, m, d, noon, 0, 0, 0, v.Zone())
	if !v.Now.Before(twelve) {
		return 0, false
	}
	for _, band := range t.Bands {
		if band.Key == "later" {
			continue
		}
		if band.Next != "" || len(band.Debts) < band.Count {
			return 0, false
		}
		for _, debt := range band.Debts {
			if !debt.Commitment.Due.After(twelve) {
				n++
			}
		}
	}
	return n, true
}

func count(t app.Today, key string) int {
	for _, band := range t.Bands {
		if band.Key == key {
			return max(band.Count, len(band.Debts))
		}
	}
	return 0
}

// lede says under the greeting what is worst, or that nothing is.
func (v view) lede(t app.Today) string {
	late := count(t, "late")
	waits := 0
	for _, band := range t.Bands {
		for _, debt := range band.Debts {
			if debt.Approval != 0 && debt.Owner.ID == t.Me.ID {
				waits++
			}
		}
	}
	text := v.T("Nothing is late.")
	switch {
	case late >= app.CountLimit:
		text = v.T("More than %d are late.", app.CountLimit-1)
	case late > 0:
		text = v.N(late, "%[2]s is late.", "%[2]s are late.", spelled(v.Printer, late))
	}
	if waits > 0 {
		text += " " + v.N(waits, "%[2]s decision waits for you.", "%[2]s decisions wait for you.", spelled(v.Printer, waits))
	}
	return text
}

func (v view) countText(n int) string {
	if n >= app.CountLimit {
		return v.T("more than %d", app.CountLimit-1)
	}
	return v.Number(n)
}
