// Package money holds amounts: whole minor units of one currency. No floats, no silent
// rounding, and no mixing of currencies. How an amount is shown is package words' matter.
package money

import (
	"fmt"
	"strconv"
	"strings"
)

// Amount is a sum of money: Minor is in the currency's minor unit (cents for EUR, yen for JPY,
// fils for KWD). Currency is an ISO 4217 code; the zero Amount has none and means "no money".
type Amount struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// Of is an amount of minor units.
func Of(minor int64, currency string) Amount { return Amount{Minor: minor, Currency: currency} }

// IsZero reports whether there is nothing in it.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// Exponent is the number of decimals of a currency by ISO 4217 (as published 2024): 2 for most.
func Exponent(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}

// Plain is the amount as a plain decimal with its currency, for logs, CSV and the API: "186.00 EUR".
func (a Amount) Plain() string { return a.Decimal() + " " + a.Currency }

// String is Plain.
func (a Amount) String() string { return a.Plain() }

// Decimal is the amount as a plain decimal number: "186.00", "-0.05", "1200".
func (a Amount) Decimal() string {
	exp := Exponent(a.Currency)
	digits := strconv.FormatUint(magnitude(a.Minor), 10)
	if len(digits) <= exp {
		digits = strings.Repeat("0", exp+1-len(digits)) + digits
	}
	sign := ""
	if a.Minor < 0 {
		sign = "-"
	}
	if exp == 0 {
		return sign + digits
	}
	return sign + digits[:len(digits)-exp] + "." + digits[len(digits)-exp:]
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}

// maxDigits keeps a parsed amount inside 64 bits with room to add: 999 trillion in cents.
const maxDigits = 17

// Parse reads a decimal as people type it: "186", "186.5", "1,240.00", "1.240,00" or "1 240". The
// last separator is the decimal one when at most the currency's decimals follow it; more decimals
// than the currency has are refused, never rounded, and so are thousands in the wrong places.
func Parse(text, currency string) (Amount, error) {
	s := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "", "−", "-").Replace(strings.TrimSpace(text))
	s, negative := strings.CutPrefix(s, "-")
	exp := Exponent(currency)
	whole, frac, point := s, "", ""
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && isDecimal(s, i, exp) {
		whole, frac, point = s[:i], s[i+1:], s[i:i+1]
	}
	if len(frac) > exp {
		return Amount{}, fmt.Errorf("%s has %d decimals", currency, exp)
	}
	digits, ok := ungroup(whole, point)
	digits += frac + strings.Repeat("0", exp-len(frac))
	minor, err := strconv.ParseUint(digits, 10, 63)
	if !ok || whole+frac == "" || err != nil || len(digits) > maxDigits {
		return Amount{}, fmt.Errorf("not an amount of money: %q", text)
	}
	if negative {
		return Of(-int64(minor), currency), nil
	}
	return Of(int64(minor), currency), nil
}

// isDecimal decides whether the separator at i ends the whole units: it does when it is not a
// thousands separator, that is unless exactly three digits follow in a currency with fewer decimals.
func isDecimal(s string, i, exp int) bool {
	after := len(s) - i - 1
	return after != 3 || exp >= 3 || strings.HasPrefix(s, "0")
}

// ungroup takes the thousands separators out of whole units. They are all the same, not the
// decimal point, and three digits follow the last; groups before it may have two, as in India.
func ungroup(whole, point string) (string, bool) {
	i := strings.IndexAny(whole, ".,")
	if i < 0 {
		return whole, true
	}
	groups := strings.Split(whole, whole[i:i+1])
	last := len(groups) - 1
	ok := whole[i:i+1] != point && i > 0 && i <= 3 && len(groups[last]) == 3
	for _, group := range groups[1:last] {
		ok = ok && (len(group) == 2 || len(group) == 3)
	}
	return strings.Join(groups, ""), ok
}

// Add is the sum. The currencies must be the same, or one amount be nothing.
func (a Amount) Add(b Amount) (Amount, error) {
	if a.IsZero() && a.Currency == "" {
		return b, nil
	}
	if b.IsZero() && b.Currency == "" {
		return a, nil
	}
	if a.Currency != b.Currency {
		return Amount{}, fmt.Errorf("cannot add %s to %s", b.Currency, a.Currency)
	}
	sum := a.Minor + b.Minor
	if (sum > a.Minor) != (b.Minor > 0) {
		return Amount{}, fmt.Errorf("sum of %s and %s is too large", a.Plain(), b.Plain())
	}
	return Amount{Minor: sum, Currency: a.Currency}, nil
}

// Share is percent hundredths of the amount, rounded half away from nought to a minor unit.
// Amounts that Parse reads have room for any percent from -1,000 to 1,000.
func (a Amount) Share(percent int64) Amount {
	// The hundreds and the rest apart: their product with percent as one may not fit.
	rest := a.Minor % 100 * percent
	half := int64(50)
	if rest < 0 {
		half = -50
	}
	return Amount{Minor: a.Minor/100*percent + (rest+half)/100, Currency: a.Currency}
}

// AtMost reports whether the amount does not exceed the limit. Amounts of different currencies
// cannot be compared and are not at most.
func (a Amount) AtMost(limit Amount) bool {
	return a.IsZero() || (a.Currency == limit.Currency && a.Minor <= limit.Minor)
}
