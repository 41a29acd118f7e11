package look

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// tokens reads the colours of both themes from the stylesheet: name to {light, dark}.
func tokens(t *testing.T) map[string][2]string {
	t.Helper()
	text, err := os.ReadFile("../../ui/styles/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	pattern := regexp.MustCompile(`--([a-z-]+):\s*light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)`)
	out := map[string][2]string{}
	for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
		out[m[1]] = [2]string{m[2], m[3]}
	}
	return out
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(hex string) float64 {
	channel := func(part string) float64 {
		n, err := strconv.ParseUint(part, 16, 8)
		if err != nil {
			panic(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(hex[0:2]) + 0.7152*channel(hex[2:4]) + 0.0722*channel(hex[4:6])
}

func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestTokensKeepContrast(t *testing.T) {
	t.Parallel()
	colours := tokens(t)
	grounds := []string{"paper", "sheet", "sunk", "ours"}
	pairs := []struct {
		front   string
		grounds []string
		least   float64 // 4.5 for text, 3 for the edges of controls and for marks
	}{
		{"ink", append([]string{"gold-wash", "late-wash", "kept-wash"}, grounds...), 7},
		{"soft", append([]string{"gold-wash", "late-wash"}, grounds...), 4.5},
		{"gold-ink", append([]string{"gold-wash"}, grounds...), 4.5},
		{"late", append([]string{"late-wash"}, grounds...), 4.5},
		{"kept", append([]string{"kept-wash"}, grounds...), 4.5},
		{"paper", []string{"ink"}, 7},
		{"ring", append([]string{"gold-wash", "late-wash"}, grounds...), 3},
		{"edge", []string{"paper", "sheet", "sunk"}, 3},
		{"gold", []string{"paper", "sheet"}, 3},
	}
	for _, p := range pairs {
		for _, ground := range p.grounds {
			for i, theme := range []string{"light", "dark"} {
				t.Run(fmt.Sprintf("%s on %s, %s", p.front, ground, theme), func(t *testing.T) {
					t.Parallel()
					front, okFront := colours[p.front]
					back, okBack := colours[ground]
					if !okFront || !okBack {
						t.Fatalf("no such token")
					}
					if got := contrast(front[i], back[i]); got < p.least {
						t.Errorf("contrast is %.2f, at least %.1f is needed", got, p.least)
					}
				})
			}
		}
	}
}
