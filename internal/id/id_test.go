package id_test

import (
	"encoding/json"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"amends/internal/id"
)

// anyMoment lies in the years ids are made for, or before them, as a clock that was never set.
var anyMoment = rapid.Custom(func(t *rapid.T) time.Time {
	return time.UnixMilli(rapid.Int64Range(0, 3_900_000_000_000).Draw(t, "ms"))
})

func TestIdsGrowWhateverTheClockDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		maker := id.NewMaker(rapid.IntRange(0, id.MaxNode).Draw(t, "node"))
		last := int64(0)
		for _, now := range rapid.SliceOfN(anyMoment, 1, 50).Draw(t, "clock") {
			for range rapid.IntRange(1, 3).Draw(t, "at once") {
				next := maker.Next(now)
				if next <= last {
					t.Fatalf("%d follows %d", next, last)
				}
				last = next
			}
		}
	})
}

func TestMoreThanAMillisecondHolds(t *testing.T) {
	t.Parallel()
	maker, now := id.NewMaker(7), time.UnixMilli(1_795_000_000_000)
	seen := map[int64]bool{}
	for range 10_000 {
		seen[maker.Next(now)] = true
	}
	if len(seen) != 10_000 {
		t.Errorf("10,000 ids of one millisecond are %d different ones", len(seen))
	}
}

func TestNodesNeverMeet(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		nodes := rapid.SliceOfNDistinct(rapid.IntRange(0, id.MaxNode), 2, 4, rapid.ID[int]).Draw(t, "nodes")
		clock := rapid.SliceOfN(anyMoment, 1, 20).Draw(t, "clock")
		seen := map[int64]int{}
		for _, node := range nodes {
			maker := id.NewMaker(node)
			for _, now := range clock {
				next := maker.Next(now)
				if other, ok := seen[next]; ok {
					t.Fatalf("nodes %d and %d both made %d", node, other, next)
				}
				seen[next] = node
			}
		}
	})
}

func TestManyMakeIdsAtOnce(t *testing.T) {
	t.Parallel()
	maker, now := id.NewMaker(0), time.UnixMilli(1_795_000_000_000)
	var mu sync.Mutex
	var all sync.WaitGroup
	seen := map[int64]bool{}
	for range 8 {
		all.Go(func() {
			for range 500 {
				next := maker.Next(now)
				mu.Lock()
				seen[next] = true
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if len(seen) != 4000 {
		t.Errorf("4,000 ids are %d different ones", len(seen))
	}
}

func TestLaterIdsSortLaterAcrossNodes(t *testing.T) {
	t.Parallel()
	now := time.UnixMilli(1_795_000_000_000)
	early, late := id.NewMaker(id.MaxNode).Next(now), id.NewMaker(0).Next(now.Add(time.Millisecond))
	if early >= late {
		t.Errorf("%d was made before %d", early, late)
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "0", "-1", "+1", "01", " 1", "1.0", "1e3", "9223372036854775808", "twelve"} {
		if got, ok := id.Parse[struct{}](bad); ok {
			t.Errorf("Parse(%q) = %d", bad, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		want := id.Case(id.NewMaker(3).Next(anyMoment.Draw(t, "now")))
		if got, ok := id.Parse[struct{}](want.Text()); !ok || int64(got) != int64(want) {
			t.Fatalf("%s reads as %d", want.Text(), got)
		}
	})
}

func TestJSON(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		want id.Case
	}{
		{`"9007199254740993"`, 9007199254740993}, {`12`, 12}, {`""`, 0}, {`null`, 0},
	} {
		got := id.Case(5)
		if err := json.Unmarshal([]byte(tt.text), &got); err != nil || got != tt.want {
			t.Errorf("%s reads as %d, %v", tt.text, got, err)
		}
	}
	for _, bad := range []string{`"-5"`, `-5`, `"+5"`, `"005"`, `1.5`, `"x"`, `true`, `{}`, `"9223372036854775808"`} {
		got := id.Case(5)
		if err := json.Unmarshal([]byte(bad), &got); err == nil || got != 5 {
			t.Errorf("%s reads as %d, %v", bad, got, err)
		}
	}
	if b, err := json.Marshal([]id.Case{9007199254740993, 0}); err != nil || string(b) != `["9007199254740993",""]` {
		t.Errorf("wrote %s, %v", b, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1", "0", "-1", "9223372036854775807", "00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if i, ok := id.Parse[struct{}](text); ok && (i.Text() != text || i <= 0) {
			t.Fatalf("%q reads as %d", text, i)
		}
	})
}
