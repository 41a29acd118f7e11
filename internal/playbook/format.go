package playbook

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"amends/internal/calendar"
)

// format is a kind of text the schema knows by name, and how to say what it looks like.
type format struct {
	name string
	fits func(string) bool
	say  string
}

var errFormat = errors.New("does not fit")

// validate checks text and numbers; other kinds of values are the schema's matter.
func (f format) validate(v any) error {
	switch v := v.(type) {
	case string:
		if f.fits(v) {
			return nil
		}
		return errFormat
	case int64, float64:
		if f.fits(fmt.Sprint(v)) {
			return nil
		}
		return errFormat
	}
	return nil
}

var (
	keyForm      = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	amountForm   = regexp.MustCompile(`^[0-9]{1,12}(\.[0-9]{1,4})?$`)
	zoneForm     = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$`)
	currencyForm = regexp.MustCompile(`^[A-Z]{3}$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	mailForm     = regexp.MustCompile(`^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$`)
)

func formats() []format {
	return []format{
		{"key", keyForm.MatchString, "a key is small letters, digits and _, at most 40, such as wrong_item"},
		{"span", isSpan, "write a length of time such as 30m, 4h working, 2 business days or 30 days"},
		{"wait", isWait, "write seconds from 0s to 60s"},
		{"window", isWindow, "write a stretch of a day such as 09:00-12:30"},
		{"day", isDay, "write a day that exists, such as 2026-12-25"},
		{"amount", amountForm.MatchString, "write an amount such as 50.00, without the currency"},
		{"worth", isWorth, "write nothing, asked, a share of the order such as 20%, or an amount such as 10.00"},
		{"zone", zoneForm.MatchString, "write a time zone such as Europe/Berlin"},
		{"currency", currencyForm.MatchString, "write the three letters of a currency, such as EUR"},
		{"language", languageForm.MatchString, "write a language such as en or de-CH"},
		{"mail", mailForm.MatchString, "write a mail address such as care@company.example"},
	}
}

// sayFormat says what text of this format looks like.
func sayFormat(name string) string {
	for _, f := range formats() {
		if f.name == name {
			return f.say
		}
	}
	return "it has another form"
}

func isSpan(s string) bool {
	_, err := calendar.ParseSpan(s)
	return err == nil
}

func isWindow(s string) bool {
	_, err := calendar.ParseWindow(s)
	return err == nil
}

func isDay(s string) bool {
	_, err := calendar.ParseDate(s)
	return err == nil
}

func isWait(s string) bool {
	d, err := time.ParseDuration(s)
	return err == nil && d >= 0 && d <= time.Minute
}

func isWorth(s string) bool {
	if Worth(s) == nothing || Worth(s) == asked {
		return true
	}
	if share, found := strings.CutSuffix(s, "%"); found {
		n, err := strconv.Atoi(share)
		return err == nil && n > 0 && n <= 300
	}
	return amountForm.MatchString(s)
}
