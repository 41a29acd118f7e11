package app

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/migrate"
	"amends/internal/store/storetest"
)

// The seed of the twins' days is printed; -twins repeats one of them.
var (
	twinSeed  = flag.Uint64("twins", 0, "seed of the twins' days, 0 for another each time")
	twinSteps = flag.Int("twinsteps", 1500, "commands the twins are given")
)

// twin is one of two companies to which the same happens, one on each engine.
type twin struct {
	*desk
	cases     []id.Case
	customers []string
	keys      int
}

// TestTwins gives two companies the same thousands of commands, at the same times. They must answer
// alike, and in the end their tables must hold the same.
func TestTwins(t *testing.T) {
	t.Parallel()
	seed := *twinSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("go test ./internal/app -run TestTwins -twins %d", seed)
	a, b := newTwin(t, migrate.SQLite), newTwin(t, migrate.Postgres)
	accepted := 0
	for step := range uint64(*twinSteps) {
		did, said := a.live(rand.New(rand.NewPCG(seed, step)))
		again, saidAgain := b.live(rand.New(rand.NewPCG(seed, step)))
		if did != again || said != saidAgain {
			t.Fatalf("step %d: SQLite: %s: %s\nPostgreSQL: %s: %s", step, did, said, again, saidAgain)
		}
		if said == "done" {
			accepted++
		}
	}
	if t.Logf("%d commands accepted in %d cases", accepted, len(a.cases)); accepted < *twinSteps/4 || len(a.cases) < *twinSteps/20 {
		t.Error("too little came about to compare")
	}
	compareDumps(t, dump(t, a.at), dump(t, b.at))
	a.healthy()
	b.healthy()
}

func newTwin(t *testing.T, engine string) *twin {
	t.Helper()
	now := &clock{at: monday}
	c := storetest.Config(t, engine)
	c.Clock = now.now
	return &twin{desk: newDesk(t, storetest.OpenConfig(t, c), now, c)}
}

// live does one random thing and gives its name and the refusal.
func (w *twin) live(r *rand.Rand) (did, said string) {
	deeds := w.deeds()
	if len(w.cases) == 0 {
		return "complaint", answer(w.someComplaint(r))
	}
	total := 0
	for _, d := range deeds {
		total += d.weight
	}
	at := r.IntN(total)
	for _, d := range deeds {
		if at -= d.weight; at < 0 {
			return d.name, answer(d.do(r))
		}
	}
	return "nothing", ""
}

// answer is what a refusal says, without what the engine meant by it.
func answer(err error) string {
	var refused *errs.Error
	switch {
	case err == nil:
		return "done"
	case errors.As(err, &refused):
		return fmt.Sprintf("%s %s: %s", refused.Kind, refused.Field, ids.ReplaceAllString(refused.Text(), "#"))
	}
	return "failed: " + err.Error()
}

// deed is something that happens to a company, more or less often.
type deed struct {
	name   string
	weight int
	do     func(r *rand.Rand) error
}

func (w *twin) deeds() []deed {
	command := func(name string, weight int, make func(r *rand.Rand, c recovery.Case) recovery.Command) deed {
		return deed{name, weight, func(r *rand.Rand) error {
			c := w.someCase(r)
			return w.app.Do(w.t.Context(), w.colleague(r, c), c.ID, make(r, c))
		}}
	}
	return []deed{
		{"complaint", 8, w.someComplaint}, {"mail", 5, w.someMail}, {"reply", 14, w.someReply}, {"take back", 3, w.takeBack},
		{"word", 8, w.someWord}, {"choose", 8, w.choose}, {"customer", 4, w.ofCustomer}, {"time", 9, w.passTime},
		{"absence", 2, w.absence}, {"erase", 1, w.erase}, {"draft", 3, w.draft}, {"call", 3, w.call}, {"decision", 6, w.decideApproval},
		command("promise", 4, w.promise), command("keep", 4, w.keep), command("renegotiate", 3, w.renegotiate),
		command("release", 2, w.release), command("offer", 9, w.offer), command("give", 2, w.give), command("deliver", 8, w.deliver),
		command("resolve", 6, w.resolve), command("close", 5, w.close), command("reopen", 1, w.reopen),
		command("correct", 4, w.correct), command("assign", 2, w.assign), command("sponsor", 1, w.sponsor),
		command("step", 3, w.step), command("question", 2, w.question), command("withdraw", 1, w.withdraw),
		command("revoke", 1, func(*rand.Rand, recovery.Case) recovery.Command { return recovery.RevokeLink{} }),
	}
}

// someCase is a case, more likely a new one.
func (w *twin) someCase(r *rand.Rand) recovery.Case {
	at := max(r.IntN(len(w.cases)), r.IntN(len(w.cases)))
	return w.state(w.cases[at])
}

// colleague is somebody who does something in a case: mostly its owner.
func (w *twin) colleague(r *rand.Rand, c recovery.Case) Actor {
	all := []Actor{w.mara, w.jon, w.ines, w.lena, w.henrik, w.ada}
	for _, who := range all {
		if who.Person == c.Owner && r.IntN(4) > 0 {
			return who
		}
	}
	return all[r.IntN(len(all))]
}

func (w *twin) customerOf(c recovery.Case) Actor {
	return Actor{Kind: recovery.ByCustomer, Customer: c.Customer, Case: c.ID}
}

func either[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// one is any of a list, or nothing when it is empty.
func one[T any](r *rand.Rand, list []T) T {
	var none T
	if len(list) == 0 {
		return none
	}
	return list[r.IntN(len(list))]
}

// passTime lets minutes or days go by.
func (w *twin) passTime(r *rand.Rand) error {
	most := either(r, time.Minute, time.Hour, 8*time.Hour, 24*time.Hour, 24*time.Hour)
	w.until(w.clock.now().Add(time.Duration(r.Int64N(int64(most)))))
	return nil
}

// note remembers a case that came about.
func (w *twin) note(c id.Case) {
	if c != 0 && !slices.Contains(w.cases, c) {
		w.cases = append(w.cases, c)
	}
}

// noteNewest remembers cases that mails have made.
func (w *twin) noteNewest() {
	w.read(func(tx *store.Tx) error {
		found, err := tx.Cases(store.CaseFilter{}, 0, 5)
		for _, c := range slices.Backward(found) {
			w.note(c.ID)
		}
		return err
	})
}
