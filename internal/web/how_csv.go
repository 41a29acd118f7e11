package web

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/endpoint"
)

// howCSV is the same figures for a spreadsheet: one figure a row. Its heads and keys are for
// programs too, so they are the same in every language.
func (s *site) howCSV() http.Handler {
	view := func(w http.ResponseWriter, r *http.Request, h app.How) error {
		head := w.Header()
		head.Set("Content-Type", "text/csv; charset=utf-8; header=present")
		name := "how-we-do-" + h.To.In(s.Desk.Zone()).Format(time.DateOnly) + ".csv"
		head.Set("Content-Disposition", `attachment; filename="`+name+`"`)
		out := csv.NewWriter(w)
		_ = out.WriteAll(guarded(howRows(h, s.Desk.Zone()))) // that the other side went away is not a failure of ours
		return nil
	}
	return endpoint.Page(s.surface, s.readHow, s.Desk.How, view)
}

// howRows are part, item, measure and value.
func howRows(h app.How, zone *time.Location) [][]string {
	day := func(t time.Time) string { return t.In(zone).Format(time.DateOnly) }
	rows := [][]string{{"part", "item", "measure", "value"}, {"period", "", "from", day(h.From)}, {"period", "", "to", day(h.To)}}
	count := func(part, item, measure string, n int) {
		rows = append(rows, []string{part, item, measure, strconv.Itoa(n)})
	}
	for _, x := range []struct {
		measure string
		n       int
	}{
		{"complaints", h.Opened}, {"answered", h.Answered}, {"resolved", h.Resolved}, {"reopened", h.Reopened},
		{"kept_in_time", h.Kept}, {"kept_late", h.KeptLate}, {"broken", h.Broken}, {"rated", h.Rated}, {"rated_well", h.RatedWell},
	} {
		count("all", "", x.measure, x.n)
	}
	rows = append(rows, spreadRows("first_word", h.FirstWord)...)
	rows = append(rows, spreadRows("resolution", h.Resolution)...)
	for _, k := range h.ByKind {
		count("kind", k.Label, "complaints", k.Cases)
		count("kind", k.Label, "reopened", k.Reopened)
		rows = append(rows, []string{"kind", k.Label, "given_" + strings.ToLower(k.Given.Currency), k.Given.Decimal()})
	}
	for _, c := range h.ByCause {
		count("cause", c.Text, "cases", c.Cases)
		count("cause", c.Text, "with_action", c.WithFix)
	}
	for _, w := range h.Weeks {
		item := day(w.Start)
		count("week", item, "complaints", w.Opened)
		count("week", item, "resolved", w.Resolved)
		count("week", item, "kept_in_time", w.Kept)
		count("week", item, "kept_late", w.KeptLate)
		count("week", item, "broken", w.Broken)
	}
	return rows
}

// spreadRows are a spread in minutes.
func spreadRows(measure string, x app.Spread) [][]string {
	minutes := func(d time.Duration) string { return strconv.FormatFloat(d.Minutes(), 'f', 1, 64) }
	return [][]string{
		{"all", "", measure + "_count", strconv.Itoa(x.Count)},
		{"all", "", measure + "_median_minutes", minutes(x.Median)},
		{"all", "", measure + "_p90_minutes", minutes(x.P90)},
	}
}

// guarded keeps spreadsheets from running a cell as a formula: what a customer or a colleague wrote
// can begin with what starts one (OWASP, CSV injection).
func guarded(rows [][]string) [][]string {
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") && !isNumber(cell) {
				row[i] = "'" + cell
			}
		}
	}
	return rows
}

func isNumber(cell string) bool {
	_, err := strconv.ParseFloat(cell, 64)
	return err == nil
}
