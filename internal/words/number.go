package words

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
	"golang.org/x/text/number"

	"amends/internal/money"
)

// noBreak keeps an amount and its currency on one line.
const noBreak = "\u00a0"

// Number is n with the language's separators: "1,240". A number that is a name, as of a case, is
// a string and does not come here.
func (p *Printer) Number(n int) string { return p.numbers.Sprint(number.Decimal(n)) }

// Percent is a share from 0 to 1 in whole per cent: "38%". A share of nothing (NaN) is a dash.
func (p *Printer) Percent(share float64) string {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return "–"
	}
	return p.numbers.Sprint(number.Percent(share, number.MaxFractionDigits(0)))
}

// Money is an amount in full, never rounded: "€186.00", "¥1,200", "KWD 1.250", in German
// "186,00 €". Its spaces do not break. A sign stands in front of all of it.
func (p *Printer) Money(a money.Amount) string {
	decimal, negative := strings.CutPrefix(a.Decimal(), "-")
	symbol := p.symbol(a.Currency)
	pattern := strings.ReplaceAll(p.T("€186.00"), " ", noBreak)
	if endsInLetter(symbol) {
		pattern = strings.ReplaceAll(pattern, "€186.00", "€"+noBreak+"186.00")
	}
	text := strings.NewReplacer("€", symbol, "186.00", p.decimal(decimal)).Replace(pattern)
	text = strings.Trim(text, noBreak)
	if negative {
		return "-" + text
	}
	return text
}

// symbol is the currency's sign where the language has one, otherwise its code.
func (p *Printer) symbol(code string) string {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return code
	}
	return p.numbers.Sprint(currency.Symbol(unit))
}

func endsInLetter(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(last)
}

// decimal writes "1240.50" as the language does, digit for digit, without a float on the way.
func (p *Printer) decimal(plain string) string {
	whole, fraction, found := strings.Cut(plain, ".")
	text := p.integer(whole)
	if found {
		text += p.point() + p.integer(fraction, number.NoSeparator(), number.MinIntegerDigits(len(fraction)))
	}
	return text
}

func (p *Printer) integer(digits string, options ...number.Option) string {
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil {
		return digits
	}
	return p.numbers.Sprint(number.Decimal(n, options...))
}

// point is the language's decimal separator: what stands between the digits of one and a half.
func (p *Printer) point() string {
	return strings.TrimFunc(p.numbers.Sprint(number.Decimal(1.5)), unicode.IsDigit)
}
