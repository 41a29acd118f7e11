package money_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"amends/internal/money"
)

// currencies have two, no, three and four decimals.
var currencies = rapid.SampledFrom([]string{"EUR", "JPY", "KWD", "CLF"})

// typed is what a person can enter: up to 17 digits.
var typed = rapid.Int64Range(-99_999_999_999_999_999, 99_999_999_999_999_999)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, currency string
		minor          int64
	}{
		{"186", "EUR", 18600},
		{"186.5", "EUR", 18650},
		{"186,50", "EUR", 18650},
		{"1,240.00", "EUR", 124000},
		{"1.240,00", "EUR", 124000},
		{"1 240,00", "EUR", 124000},
		{"1'240.00", "CHF", 124000},
		{"1’240.00", "CHF", 124000},
		{"1,240", "EUR", 124000},
		{"1,24,000.00", "INR", 12400000},
		{"1.240.000", "EUR", 124000000},
		{".5", "EUR", 50},
		{"5.", "EUR", 500},
		{"0,05", "EUR", 5},
		{"-0.05", "EUR", -5},
		{"−12", "EUR", -1200},
		{" 12\u00a0", "EUR", 1200},
		{"1,200", "JPY", 1200},
		{"1.250", "KWD", 1250},
		{"1,240.500", "KWD", 1240500},
		{"1.234", "CLF", 12340},
		{"999999999999999.99", "EUR", 99999999999999999},
	} {
		if a, err := money.Parse(tt.text, tt.currency); err != nil || a != money.Of(tt.minor, tt.currency) {
			t.Errorf("Parse(%q, %s) = %s, %v, want %d", tt.text, tt.currency, a.Plain(), err, tt.minor)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, currency, says string }{
		{"", "EUR", "not an amount"},
		{"-", "EUR", "not an amount"},
		{".", "EUR", "not an amount"},
		{"--5", "EUR", "not an amount"},
		{"+5", "EUR", "not an amount"},
		{".-5", "EUR", "not an amount"},
		{"5.-3", "EUR", "not an amount"},
		{"5 EUR", "EUR", "not an amount"},
		{"1e5", "EUR", "not an amount"},
		{"12.34.56", "EUR", "not an amount"},
		{"1.240.00", "EUR", "not an amount"},
		{"12345,678", "EUR", "not an amount"},
		{",240", "EUR", "not an amount"},
		{"1,2,345", "EUR", "not an amount"},
		{"٣", "EUR", "not an amount"},
		{"1000000000000000.00", "EUR", "not an amount"},
		{"99999999999999999999", "JPY", "not an amount"},
		{"0.125", "EUR", "EUR has 2 decimals"},
		{"-0.125", "EUR", "EUR has 2 decimals"},
		{"1.2345", "EUR", "EUR has 2 decimals"},
		{"186.00", "JPY", "JPY has 0 decimals"},
	} {
		if a, err := money.Parse(tt.text, tt.currency); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("Parse(%q, %s) = %s, %v, want a refusal that says %q", tt.text, tt.currency, a.Plain(), err, tt.says)
		}
	}
}

func TestDecimal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		amount money.Amount
		want   string
	}{
		{money.Of(18600, "EUR"), "186.00 EUR"},
		{money.Of(-5, "EUR"), "-0.05 EUR"},
		{money.Of(1200, "JPY"), "1200 JPY"},
		{money.Of(5, "KWD"), "0.005 KWD"},
		{money.Of(math.MinInt64, "EUR"), "-92233720368547758.08 EUR"},
	} {
		if got := tt.amount.Plain(); got != tt.want {
			t.Errorf("%d is %q, want %q", tt.amount.Minor, got, tt.want)
		}
	}
}

func TestDecimalReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := money.Of(typed.Draw(t, "minor"), currencies.Draw(t, "currency"))
		if again, err := money.Parse(a.Decimal(), a.Currency); err != nil || again != a {
			t.Fatalf("%s reads back as %s, %v", a.Plain(), again.Plain(), err)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"186", "1,240.00", "1.240,00", "-0.05", "1 240", ".-5", "1,24,000"} {
		f.Add(seed, "EUR")
	}
	f.Add("1.250", "KWD")
	f.Add("1,200", "JPY")
	f.Fuzz(func(t *testing.T, text, currency string) {
		a, err := money.Parse(text, currency)
		if err != nil {
			return
		}
		if again, err := money.Parse(a.Decimal(), currency); err != nil || again != a {
			t.Fatalf("%q is %s, which reads as %s, %v", text, a.Plain(), again.Plain(), err)
		}
		if !strings.ContainsAny(text, "0123456789") {
			t.Fatalf("%q has no digits and is %s", text, a.Plain())
		}
	})
}

func TestAdd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := money.Of(rapid.Int64().Draw(t, "a"), "EUR")
		b := money.Of(rapid.Int64().Draw(t, "b"), "EUR")
		want := new(big.Int).Add(big.NewInt(a.Minor), big.NewInt(b.Minor))
		sum, err := a.Add(b)
		if want.IsInt64() != (err == nil) || err == nil && sum != money.Of(want.Int64(), "EUR") {
			t.Fatalf("%s + %s = %s, %v, want %s", a.Plain(), b.Plain(), sum.Plain(), err, want)
		}
		if none, err := a.Add(money.Amount{}); err != nil || none != a {
			t.Fatalf("%s and no money is %s, %v", a.Plain(), none.Plain(), err)
		}
		if _, err := a.Add(money.Of(b.Minor, "JPY")); err == nil {
			t.Fatal("yen were added to euros")
		}
	})
}

func TestShare(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ minor, percent, want int64 }{
		{18600, 20, 3720},
		{5, 50, 3}, {-5, 50, -3}, {5, -50, -3}, // half goes away from nought
		{1, 49, 0}, {-1, 49, 0},
		{333, 33, 110},
		{99_999_999_999_999_999, 100, 99_999_999_999_999_999},
	} {
		if got := money.Of(tt.minor, "EUR").Share(tt.percent); got != money.Of(tt.want, "EUR") {
			t.Errorf("%d%% of %d = %d, want %d", tt.percent, tt.minor, got.Minor, tt.want)
		}
	}
}

func TestShareIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := money.Of(typed.Draw(t, "minor"), "EUR")
		percent := rapid.Int64Range(-1000, 1000).Draw(t, "percent")
		// The error times 100 is at most 50, and a tie lies away from nought.
		product := new(big.Int).Mul(big.NewInt(a.Minor), big.NewInt(percent))
		got := a.Share(percent).Minor
		off := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(got), big.NewInt(100)), product)
		tie := off.CmpAbs(big.NewInt(50)) == 0
		if off.CmpAbs(big.NewInt(50)) > 0 || tie && off.Sign() != product.Sign() {
			t.Fatalf("%d%% of %d = %d", percent, a.Minor, got)
		}
	})
}

func TestAtMost(t *testing.T) {
	t.Parallel()
	limit := money.Of(5000, "EUR")
	for _, tt := range []struct {
		amount money.Amount
		want   bool
	}{
		{money.Of(5000, "EUR"), true},
		{money.Of(5001, "EUR"), false},
		{money.Of(1, "USD"), false},
		{money.Of(0, "USD"), true},
		{money.Amount{}, true},
	} {
		if got := tt.amount.AtMost(limit); got != tt.want {
			t.Errorf("%s at most %s: %t", tt.amount.Plain(), limit.Plain(), got)
		}
	}
}
