// Package insight holds the statistics of how we do: quantiles, and shares with their uncertainty.
// It is pure: numbers go in, numbers come out. It must not know what was counted or where.
package insight

import "math"

// Quantile is the value below which a share q (0 to 1) of the values lies, with straight lines between
// neighbours (definition 7 of Hyndman and Fan 1996, what R and NumPy call the default), so that 0.5 is the
// median. The values are sorted, the smallest first. There is none of no values: 0.
func Quantile[T ~int64](sorted []T, q float64) T {
	if len(sorted) == 0 {
		return 0
	}
	place := min(max(q, 0), 1) * float64(len(sorted)-1)
	below := int(place)
	if below == len(sorted)-1 {
		return sorted[below]
	}
	part := place - float64(below)
	return sorted[below] + T(math.Round(part*float64(sorted[below+1]-sorted[below])))
}

// Enough is how many of something there must be before its share says anything: below it the
// 95 % interval is wider than forty points about the middle.
const Enough = 20

// Share is how many of some, with what the true share may be.
type Share struct {
	Count, Of int
	Value     float64 // Count / Of, 0 of none
	Low, High float64 // the 95 % interval
	Enough    bool    // Of reaches Enough: below it say that there is not enough data
}

// z is the standard normal's 97.5 % quantile: of the 95 % interval.
const z = 1.959963984540054

// ShareOf is count of some as a share with Wilson's score interval (Wilson 1927; recommended over
// the textbook's for small numbers by Brown, Cai and DasGupta 2001). A count outside 0 to of is moved to it.
func ShareOf(count, of int) Share {
	if of <= 0 {
		return Share{High: 1}
	}
	count = min(max(count, 0), of)
	n := float64(of)
	p := float64(count) / n
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return Share{
		Count: count, Of: of, Value: p, Enough: of >= Enough,
		Low: max(middle-half, 0), High: min(middle+half, 1),
	}
}
