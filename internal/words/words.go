// Package words holds everything a person reads that is not their own: each text in their
// language, and dates, lengths of time, numbers and money as their country writes them. It must
// not know what the texts are about, and it decides nothing.
//
// As in gettext, the English text is the key: code says p.T("Save") and a language is one file,
// catalogue/<language>.json, that maps English to its own words. A text without a translation
// is shown in English. en.json lists all there is to translate; a test keeps it whole.
package words

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"amends/internal/calendar"
	"amends/internal/errs"
	"amends/internal/money"
)

// Printer writes for one person: in one language and one time zone. Make it with For. It never
// changes and is safe for use by many goroutines.
type Printer struct {
	lang    language.Tag // of the texts
	pages   []page       // most particular first: de-CH, de
	numbers *message.Printer
	zone    *time.Location
}

// For is the Printer for somebody who reads the languages of accept, an Accept-Language header
// or a single tag such as "de-CH", and lives in zone (nil is UTC). What we have no catalogue for,
// and what is not a language, is English.
func For(accept string, zone *time.Location) *Printer { return shipped().printer(accept, zone) }

// Lang is the language of the texts, as the lang attribute of a page wants it.
func (p *Printer) Lang() string { return p.lang.String() }

// Zone is where the clock hangs that the person looks at.
func (p *Printer) Zone() *time.Location { return p.zone }

// Mark returns text as it is. It tells the catalogue of a text that reaches T by way of a
// variable, as from a table.
func Mark(text string) string { return text }

// T is text in the person's language. Its verbs, those of package fmt, are filled with args:
// numbers with the language's separators, amounts of money as by Money, moments as by Moment, dates
// as by DateLong and durations as by Until (the last four with %s). Without args the text is
// taken as it is, per cent signs included.
func (p *Printer) T(text string, args ...any) string {
	if e, ok := p.find(text); ok {
		text = cmp.Or(e.text, text)
	}
	return p.fill(text, args)
}

// N is one or many in the plural form that the language has for n, filled with n and then args:
// N(3, "%d promise", "%d promises"). n is always the first argument, also where a form does not
// show it; such a form counts the others from 2: "one promise to %[2]s". English uses one for
// 1 and -1 and many for everything else, nought included; where nought deserves words of its own
// ("nothing is owed") the caller chooses them. The catalogue's key is one.
func (p *Printer) N(n int, one, many string, args ...any) string {
	text := many
	if pluralForm(language.English, n) == "one" {
		text = one
	}
	if e, ok := p.find(one); ok && len(e.forms) > 0 {
		text = cmp.Or(e.forms[pluralForm(p.lang, n)], e.forms["other"], text)
	}
	return p.fill(text, append([]any{n}, args...))
}

// formNames are CLDR's names of the plural forms, as the catalogue files use them.
func formNames() []string { return []string{"other", "zero", "one", "two", "few", "many"} }

func pluralForm(lang language.Tag, n int) string {
	// The rules look at the last six digits and at whether there are more.
	const enough = 1_000_000
	if n = max(n, -n); n < 0 || n > enough {
		n = enough + int(uint(n)%enough)
	}
	return formNames()[plural.Cardinal.MatchPlural(lang, n, 0, 0, 0, 0)]
}

// Err is what to say about an error: the refusal's own words, or for anything that was not meant
// for people one calm sentence. It is "" for nil.
func (p *Printer) Err(err error) string {
	if err == nil {
		return ""
	}
	var refusal *errs.Error
	if errors.As(err, &refusal) && refusal.Say != "" {
		return p.T(refusal.Say, refusal.Args...)
	}
	return p.T("Something went wrong on our side. Nothing you wrote is lost; please try again in a moment.")
}

// List joins items as a sentence does: "a, b and c". It is "" for none.
func (p *Printer) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	sum := items[0]
	for _, item := range items[1:last] {
		sum = p.T("%[1]s, %[2]s", sum, item)
	}
	return p.T("%[1]s and %[2]s", sum, items[last])
}

func (p *Printer) find(key string) (entry, bool) {
	for _, page := range p.pages {
		if e, ok := page[key]; ok {
			return e, true
		}
	}
	return entry{}, false
}

// fill passes on as many args as the text has verbs for, so that a form may leave out the last.
func (p *Printer) fill(text string, args []any) string {
	if len(args) == 0 {
		return text
	}
	shown := slices.Clone(args[:min(used(text), len(args))])
	for i, arg := range shown {
		shown[i] = p.readable(arg)
	}
	return p.numbers.Sprintf(text, shown...)
}

// readable turns what a country writes in its own way into text.
func (p *Printer) readable(arg any) any {
	switch v := arg.(type) {
	case money.Amount:
		return p.Money(v)
	case time.Time:
		return p.Moment(v)
	case calendar.Date:
		return p.DateLong(time.Date(v.Year, v.Month, v.Day, 12, 0, 0, 0, p.zone))
	case time.Duration:
		return p.Until(v)
	}
	return arg
}
