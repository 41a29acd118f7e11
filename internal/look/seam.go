package look

import (
	"fmt"
	"strings"
)

// Bead is one commitment on the seam.
type Bead struct {
	State State
	Label string // "Options by 11:00"
	Sub   string // "in 38 min"
}

// SeamView is a case as a crack that mends: every kept commitment lays gold from its bead to
// the next. Seed (the case's number) fixes the crack's shape, so a case always looks like itself.
type SeamView struct {
	Seed   int64
	Beads  []Bead
	Mended bool // resolved and held: the line is whole
}

// Summary says the seam in one sentence, for those who do not see it.
func (s SeamView) Summary(w Words) string {
	if s.Mended {
		return w.T("Mended: all commitments settled")
	}
	kept, late, broken := 0, 0, 0
	for _, b := range s.Beads {
		switch b.State {
		case Kept, KeptLate:
			kept++
		case Late:
			late++
		case Broken:
			broken++
		}
	}
	parts := []string{w.T("%d of %d commitments kept", kept, len(s.Beads))}
	if late > 0 {
		parts = append(parts, w.T("%d late", late))
	}
	if broken > 0 {
		parts = append(parts, w.T("%d broken", broken))
	}
	return strings.Join(parts, ", ")
}

// now is the bead that matters at this moment: the first late one, else the next, else the
// last that is settled.
func (s SeamView) now() int {
	last := 0
	for i, b := range s.Beads {
		if b.State == Late {
			return i
		}
		if b.State != Open && b.State != "" && b.State != Next {
			last = i
		}
	}
	for i, b := range s.Beads {
		if b.State == Next {
			return i
		}
	}
	return last
}

// stroke is one line of a drawing.
type stroke struct {
	class string
	path  string
}

// point is a place on the line: along its way and off to the side.
type point struct{ along, off float64 }

// jitter is a steady pseudo-random number in -1..1 for the n-th kink of a seed.
func jitter(seed int64, n int) float64 {
	x := uint64(seed)*0x9E3779B97F4A7C15 + uint64(n+1)*0xBF58476D1CE4E5B9
	x ^= x >> 30
	x *= 0x94D049BB133111EB
	x ^= x >> 31
	return float64(x%2001)/1000 - 1
}

// sheet is what a stretch is drawn on: how crooked the line is and how it lies.
type sheet struct {
	kinks   int
	middle  float64   // where the line runs
	swing   float64   // how far a kink leaves the middle
	cut     float64   // how far the lips of a tear and the ends of a staple leave it
	staples []float64 // where on a stretch a joint is held, as a share of its length
	draw    func([]point) string
}

// stretch is the crooked way from bead i to the next; its ends lie on the middle line so that
// neighbours meet at the bead.
func (s SeamView) stretch(i int, on sheet, from, length float64) []point {
	way := []point{{from, on.middle}}
	for k := 1; k < on.kinks; k++ {
		along := from + length*(float64(k)+0.3*jitter(s.Seed, i*31+k))/float64(on.kinks)
		way = append(way, point{along, on.middle + on.swing*jitter(s.Seed, i*97+k*7)})
	}
	return append(way, point{from + length, on.middle})
}

// strokes draws the stretch that follows bead i. A late bead ahead tears the line before it;
// a bead that was broken or kept late leaves a joint behind it.
func (s SeamView) strokes(i int, on sheet, from, length float64) []stroke {
	way := s.stretch(i, on, from, length)
	ahead := i+1 < len(s.Beads) && s.Beads[i+1].State == Late
	out := []stroke{{s.lineClass(i), on.draw(way)}}
	if ahead && !s.Mended {
		out = torn(s.lineClass(i), way, on)
	}
	return append(out, s.joint(i, way, on)...)
}

func (s SeamView) lineClass(i int) string {
	state := s.Beads[i].State
	switch {
	case s.Mended, state == Kept, state == KeptLate:
		return "vein gold"
	case state == Released:
		return "vein rest"
	default:
		return "vein"
	}
}

// torn leaves a gap near the end of the way, its two lips apart.
func torn(class string, way []point, on sheet) []stroke {
	n := len(way)
	left := append([]point(nil), way[:n-2]...)
	lip, end := way[n-2], way[n-1]
	gap := (end.along - way[0].along) * 0.07
	left = append(left, point{lip.along - gap, on.middle - on.cut})
	right := []point{{lip.along + gap, on.middle + on.cut}, end}
	return []stroke{{class, on.draw(left)}, {"vein torn", on.draw(right)}}
}

// joint draws the staples across the line after a bead that did not hold in time.
func (s SeamView) joint(i int, way []point, on sheet) []stroke {
	state := s.Beads[i].State
	if state != Broken && state != KeptLate {
		return nil
	}
	class := "vein joint"
	if s.Mended || state == KeptLate {
		class = "vein joint healed"
	}
	length := way[len(way)-1].along - way[0].along
	var out []stroke
	for _, share := range on.staples {
		along := way[0].along + length*share
		off := offAt(way, along)
		out = append(out, stroke{class, on.draw([]point{{along, off - on.cut}, {along + length*0.01, off + on.cut}})})
	}
	return out
}

// offAt is how far off the middle the way is at a place along it.
func offAt(way []point, along float64) float64 {
	for k := 1; k < len(way); k++ {
		a, b := way[k-1], way[k]
		if along <= b.along && b.along > a.along {
			return a.off + (b.off-a.off)*(along-a.along)/(b.along-a.along)
		}
	}
	return way[len(way)-1].off
}

func lying(way []point) string    { return trace(way, false) }
func standing(way []point) string { return trace(way, true) }

// trace writes the way as SVG path data.
func trace(way []point, upright bool) string {
	var b strings.Builder
	for i, p := range way {
		x, y := p.along, p.off
		if upright {
			x, y = p.off, p.along
		}
		verb := "L"
		if i == 0 {
			verb = "M"
		}
		fmt.Fprintf(&b, "%s%.1f %.1f", verb, x, y)
	}
	return b.String()
}

// across are the strokes after bead i for the large seam: a sheet of 100 by 24.
func (s SeamView) across(i int) []stroke {
	on := sheet{kinks: 5, middle: 12, swing: 6, cut: 6, staples: []float64{0.3, 0.38}, draw: lying}
	return s.strokes(i, on, 0, 100)
}

// down are the strokes after bead i for the upright seam: a sheet of 20 by 100.
func (s SeamView) down(i int) []stroke {
	on := sheet{kinks: 5, middle: 10, swing: 4, cut: 6, staples: []float64{0.35, 0.45}, draw: standing}
	return s.strokes(i, on, 0, 100)
}

// whole are all strokes on one small sheet of 110 by 14.
func (s SeamView) whole() []stroke {
	on := sheet{kinks: 3, middle: 7, swing: 2.5, cut: 3.5, staples: []float64{0.5}, draw: lying}
	if len(s.Beads) == 0 {
		on.kinks = 9
		return []stroke{{"vein", lying(s.stretch(0, on, 0, 110))}}
	}
	step := 110 / float64(len(s.Beads))
	var out []stroke
	for i := range s.Beads {
		out = append(out, s.strokes(i, on, step*float64(i), step)...)
	}
	return out
}
