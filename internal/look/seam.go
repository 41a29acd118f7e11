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

// stretch is the crooked way from bead i to bead i+1, in a box of the given length; its ends lie
// on the middle line so that neighbours meet at the bead.
func (s SeamView) stretch(i int, from, length, middle, swing float64) []point {
	const kinks = 5
	way := []point{{from, middle}}
	for k := 1; k < kinks; k++ {
		along := from + length*(float64(k)+0.3*jitter(s.Seed, i*31+k))/kinks
		way = append(way, point{along, middle + swing*jitter(s.Seed, i*97+k*7)})
	}
	return append(way, point{from + length, middle})
}

// strokes draws the stretch that follows bead i. A late bead ahead tears the line before it;
// a bead that was broken or kept late leaves a joint behind it.
func (s SeamView) strokes(i int, way []point, swing float64, draw func([]point) string) []stroke {
	tear := i+1 < len(s.Beads) && s.Beads[i+1].State == Late && !s.Mended
	var out []stroke
	if tear {
		out = append(out, torn(s.lineClass(i), way, swing, draw)...)
	} else {
		out = append(out, stroke{s.lineClass(i), draw(way)})
	}
	return append(out, s.joint(i, way, swing, draw)...)
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
func torn(class string, way []point, swing float64, draw func([]point) string) []stroke {
	n := len(way)
	left := append([]point(nil), way[:n-2]...)
	lip, end := way[n-2], way[n-1]
	gap := (end.along - way[0].along) * 0.07
	left = append(left, point{lip.along - gap, end.off - swing*0.8})
	right := []point{{lip.along + gap, end.off + swing*0.8}, end}
	return []stroke{{class, draw(left)}, {"vein torn", draw(right)}}
}

// joint draws two staples across the line after a bead that did not hold in time.
func (s SeamView) joint(i int, way []point, swing float64, draw func([]point) string) []stroke {
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
	for _, at := range []float64{0.3, 0.38} {
		along := way[0].along + length*at
		off := offAt(way, along)
		out = append(out, stroke{class, draw([]point{{along, off - swing}, {along + length*0.01, off + swing}})})
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
	return s.strokes(i, s.stretch(i, 0, 100, 12, 6), 6, lying)
}

// down are the strokes after bead i for the upright seam: a sheet of 20 by 100.
func (s SeamView) down(i int) []stroke {
	return s.strokes(i, s.stretch(i, 0, 100, 10, 4), 5, standing)
}

// whole are all strokes on one small sheet of 110 by 14.
func (s SeamView) whole() []stroke {
	var out []stroke
	if len(s.Beads) == 0 {
		return []stroke{{"vein", lying(s.stretch(0, 0, 110, 7, 2.5))}}
	}
	step := 110 / float64(len(s.Beads))
	for i := range s.Beads {
		out = append(out, s.strokes(i, s.stretch(i, step*float64(i), step, 7, 2.5), 3, lying)...)
	}
	return out
}
