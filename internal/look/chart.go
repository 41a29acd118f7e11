package look

import (
	"fmt"
	"math"
	"strings"
)

// Bar is one bar; Value is 0 or more, Text is how it is written.
type Bar struct {
	Label string
	Value float64
	Text  string
	Tone  Tone
	Href  string
}

// BarsView compares a few things. Bars are drawn against Of, or the largest when Of is 0.
type BarsView struct {
	Title string
	Desc  string
	Of    float64
	Bars  []Bar
}

// share is how long a bar is, 0 to 100.
func (v BarsView) share(b Bar) string {
	of := v.Of
	for _, other := range v.Bars {
		if v.Of == 0 {
			of = max(of, other.Value)
		}
	}
	if of <= 0 || b.Value <= 0 {
		return "0"
	}
	return fmt.Sprintf("%.1f", min(b.Value/of, 1)*100)
}

// Point is one measure in time; Low and High are its interval, both 0 for none.
type Point struct {
	Label     string
	Value     float64
	Text      string
	Low, High float64
	Odd       bool // stands out: drawn red and said
}

// Level is a horizontal line to compare with: a goal, a limit.
type Level struct {
	Label string
	Value float64
}

// LineView is a course over time. Top and Bottom are how the ends of the upright axis are
// written; Max is the upper end, or the largest value when 0. The lower end is nought.
type LineView struct {
	Title  string
	Desc   string
	Points []Point
	Levels []Level
	Max    float64
	Top    string
	Bottom string
}

// The sheet of a line chart; it is stretched to the space there is.
const (
	sheetWide = 600.0
	sheetHigh = 160.0
)

func (v LineView) ceiling() float64 {
	top := v.Max
	if top > 0 {
		return top
	}
	for _, p := range v.Points {
		top = max(top, p.Value, p.High)
	}
	for _, l := range v.Levels {
		top = max(top, l.Value)
	}
	if top <= 0 {
		return 1
	}
	return top
}

func (v LineView) x(i int) float64 {
	if len(v.Points) < 2 {
		return sheetWide / 2
	}
	return sheetWide * float64(i) / float64(len(v.Points)-1)
}

func (v LineView) y(value float64) float64 {
	return sheetHigh * (1 - math.Min(math.Max(value/v.ceiling(), 0), 1))
}

func (v LineView) course() string {
	way := make([]point, len(v.Points))
	for i, p := range v.Points {
		way[i] = point{v.x(i), v.y(p.Value)}
	}
	return trace(way, false)
}

// band is the outline of the intervals, or "" when no point has one.
func (v LineView) band() string {
	var upper, lower []point
	for i, p := range v.Points {
		if p.Low == 0 && p.High == 0 {
			continue
		}
		upper = append(upper, point{v.x(i), v.y(p.High)})
		lower = append([]point{{v.x(i), v.y(p.Low)}}, lower...)
	}
	if len(upper) < 2 {
		return ""
	}
	return trace(append(upper, lower...), false) + "Z"
}

func (v LineView) level(l Level) string {
	return fmt.Sprintf("M0 %.1fH%.0f", v.y(l.Value), sheetWide)
}

// spot is a point as a line of no length: its round cap stays round however the sheet is stretched.
func (v LineView) spot(i int) string {
	return fmt.Sprintf("M%.1f %.1fh.01", v.x(i), v.y(v.Points[i].Value))
}

// ticks are the labels under the axis: the ends, and between them as many as can stand exactly
// under their points, six at most.
func (v LineView) ticks() []string {
	last := len(v.Points) - 1
	if last < 1 {
		return v.labels(1)
	}
	for steps := min(last, 5); steps > 1; steps-- {
		if last%steps == 0 {
			return v.labels(last / steps)
		}
	}
	return v.labels(last)
}

func (v LineView) labels(step int) []string {
	var out []string
	for i := 0; i < len(v.Points); i += step {
		out = append(out, v.Points[i].Label)
	}
	return out
}

func (v LineView) sheet() string { return fmt.Sprintf("0 0 %.0f %.0f", sheetWide, sheetHigh) }

// sparkPath draws values from their least to their greatest on a sheet of 100 by 24.
func sparkPath(values []float64) string {
	if len(values) < 2 {
		return "M0 12H100"
	}
	low, high := values[0], values[0]
	for _, v := range values {
		low, high = min(low, v), max(high, v)
	}
	span := max(high-low, 1e-9)
	var b strings.Builder
	for i, v := range values {
		verb := "L"
		if i == 0 {
			verb = "M"
		}
		fmt.Fprintf(&b, "%s%.1f %.1f", verb, 100*float64(i)/float64(len(values)-1), 22-20*(v-low)/span)
	}
	return b.String()
}
