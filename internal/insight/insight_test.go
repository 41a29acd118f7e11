package insight_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"amends/internal/insight"
)

func TestQuantile(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		values []time.Duration
		q      float64
		want   time.Duration
	}{
		{"none", nil, 0.5, 0},
		{"one", []time.Duration{7}, 0.9, 7},
		{"median of three", []time.Duration{1, 5, 100}, 0.5, 5},
		{"median of four lies between", []time.Duration{10, 20, 40, 80}, 0.5, 30},
		{"nine tenths of eleven", []time.Duration{0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100}, 0.9, 90},
		{"nine tenths of two", []time.Duration{0, 100}, 0.9, 90},
		{"below nought", []time.Duration{3, 4}, -1, 3},
		{"above one", []time.Duration{3, 4}, 2, 4},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			if got := insight.Quantile(x.values, x.q); got != x.want {
				t.Errorf("got %d, want %d", got, x.want)
			}
		})
	}
}

func TestQuantileStaysAmongTheValuesAndGrows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Int64Range(-1e12, 1e12), 1, 50).Draw(t, "values")
		slices.Sort(values)
		a, b := rapid.Float64Range(0, 1).Draw(t, "a"), rapid.Float64Range(0, 1).Draw(t, "b")
		low, high := insight.Quantile(values, min(a, b)), insight.Quantile(values, max(a, b))
		if low > high || low < values[0] || high > values[len(values)-1] {
			t.Fatalf("quantiles %d and %d of %v", low, high, values)
		}
	})
}

// The published figures: Newcombe 1998, table I, method 3 (score, no continuity correction).
func TestShareOfMatchesNewcombe(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		count, of int
		low, high float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	} {
		s := insight.ShareOf(x.count, x.of)
		if math.Abs(s.Low-x.low) > 5e-5 || math.Abs(s.High-x.high) > 5e-5 {
			t.Errorf("%d of %d is %.4f to %.4f, want %.4f to %.4f", x.count, x.of, s.Low, s.High, x.low, x.high)
		}
	}
}

func TestShareOfSaysWhenThereIsNotEnough(t *testing.T) {
	t.Parallel()
	if s := insight.ShareOf(0, 0); s.Enough || s.Low != 0 || s.High != 1 {
		t.Errorf("of nothing everything is possible: %+v", s)
	}
	if insight.ShareOf(9, insight.Enough-1).Enough || !insight.ShareOf(9, insight.Enough).Enough {
		t.Error("the bound is not where it is said to be")
	}
}

func TestShareOfHoldsItsValue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.IntRange(1, 1e6).Draw(t, "of")
		s := insight.ShareOf(rapid.IntRange(-5, of+5).Draw(t, "count"), of)
		if s.Low < 0 || s.High > 1 || s.Value < s.Low-1e-12 || s.Value > s.High+1e-12 {
			t.Fatalf("%+v does not hold its value", s)
		}
	})
}
