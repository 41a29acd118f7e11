package look

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSeamDrawsWhatHappened(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name    string
		seam    SeamView
		gold    int // stretches of gold
		torn    bool
		joints  int
		summary string
	}{
		{"nothing owed yet", SeamView{}, 0, false, 0, "0 of 0 commitments kept"},
		{"kept lays gold", SeamView{Beads: []Bead{{State: Kept}, {State: Next}, {}}}, 1, false, 0, "1 of 3 commitments kept"},
		{"late tears the line before it", SeamView{Beads: []Bead{{State: Kept}, {State: Late}}}, 1, true, 0, "1 of 2 commitments kept, 1 late"},
		{"broken leaves a joint", SeamView{Beads: []Bead{{State: Broken}, {State: Kept}}}, 1, false, 1, "1 of 2 commitments kept, 1 broken"},
		{"kept late is gold with a joint", SeamView{Beads: []Bead{{State: KeptLate}}}, 1, false, 1, "1 of 1 commitments kept"},
		{"mended is whole", SeamView{Mended: true, Beads: []Bead{{State: Broken}, {State: Late}, {State: Kept}}}, 3, false, 1, "Mended: all commitments settled"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			gold, torn, joints := 0, false, 0
			for _, s := range c.seam.whole() {
				gold += strings.Count(s.class, "vein gold")
				torn = torn || s.class == "vein torn"
				joints += strings.Count(s.class, "joint")
			}
			if gold != c.gold || torn != c.torn || joints != c.joints {
				t.Errorf("gold %d torn %v joints %d, want %d %v %d", gold, torn, joints, c.gold, c.torn, c.joints)
			}
			if got := c.seam.Summary(w); got != c.summary {
				t.Errorf("it says %q, want %q", got, c.summary)
			}
		})
	}
}

// The same case always draws the same line, neighbours meet at the bead, and the line goes on.
func TestStretchIsSteady(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := SeamView{Seed: rapid.Int64().Draw(t, "seed"), Beads: make([]Bead, 4)}
		kinks := rapid.IntRange(1, 9).Draw(t, "kinks")
		way := s.stretch(rapid.IntRange(0, 3).Draw(t, "bead"), sheet{kinks: kinks, middle: 12, swing: 6}, 10, 100)
		if way[0] != (point{10, 12}) || way[len(way)-1] != (point{110, 12}) {
			t.Fatalf("it does not begin and end at the beads: %v", way)
		}
		for i := 1; i < len(way); i++ {
			if way[i].along <= way[i-1].along {
				t.Fatalf("it turns back: %v", way)
			}
			if way[i].off < 6 || way[i].off > 18 {
				t.Fatalf("it leaves the sheet: %v", way)
			}
		}
	})
}

func TestNowIsWhatMatters(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		beads []Bead
		want  int
	}{
		"late before next": {[]Bead{{State: Kept}, {State: Late}, {State: Next}}, 1},
		"next":             {[]Bead{{State: Kept}, {State: Kept}, {State: Next}, {}}, 2},
		"last settled":     {[]Bead{{State: Kept}, {State: Released}, {}}, 1},
		"none":             {nil, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := (SeamView{Beads: c.beads}).now(); got != c.want {
				t.Errorf("bead %d, want %d", got, c.want)
			}
		})
	}
}
