package ledger_test

import (
	"testing"

	"pgregory.net/rapid"

	"amends/internal/ledger"
	"amends/internal/money"
)

// A remedy's life, in whatever order the law allows, leaves every account but the given and the
// available ones empty, and the books balanced.
func TestLifeOfARemedyBalances(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := money.Of(rapid.Int64Range(0, 1<<40).Draw(t, "minor"), rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency"))
		entries := []ledger.Entry{ledger.Reserve("goodwill", a)}
		arrives := rapid.Bool().Draw(t, "arrives")
		if arrives {
			entries = append(entries, ledger.Pay("goodwill", a))
		} else {
			entries = append(entries, ledger.Release("goodwill", a))
		}
		sums := map[string]int64{}
		for _, e := range entries {
			if err := e.Check(); err != nil {
				t.Fatal(err)
			}
			for _, p := range e {
				sums[p.Account] += p.Amount.Minor
			}
		}
		if sums["reserved:goodwill"] != 0 {
			t.Fatalf("still reserved: %d", sums["reserved:goodwill"])
		}
		if want := a.Minor; arrives && sums["given:goodwill"] != want || !arrives && sums["available:goodwill"] != 0 {
			t.Fatalf("sums are %v for %s", sums, a.Plain())
		}
	})
}

func TestCheckFindsWhatIsOff(t *testing.T) {
	t.Parallel()
	e := ledger.Entry{{Account: "a", Amount: money.Of(5, "EUR")}, {Account: "b", Amount: money.Of(-5, "USD")}}
	if e.Check() == nil {
		t.Error("five euros against five dollars passed for balanced")
	}
}
