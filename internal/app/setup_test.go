package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"amends/internal/blob"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/live"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// monday is a Monday at ten in the morning in Berlin, where the default playbook's company is.
var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// clock is a time that only tests move.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// desk is a company at work: one team with its lead, a manager, an administrator, and time.
type desk struct {
	t     *testing.T
	app   *App
	store *store.Store
	clock *clock
	at    store.Config // where the database is

	team                               id.Team
	mara, jon, ines, lena, henrik, ada Actor // three representatives, lead, manager, administrator
}

// each runs body for a company on each engine, on Monday morning.
func each(t *testing.T, body func(d *desk)) {
	t.Helper()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		now := &clock{at: monday}
		c.Clock = now.now
		body(newDesk(t, storetest.OpenConfig(t, c), now, c))
	})
}

// newApp is the use cases over an empty store, as the demo has them.
func newApp(t *testing.T, s *store.Store) *App {
	t.Helper()
	files, err := blob.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(t.Context(), Config{
		Store: s, Files: files, Live: live.NewHub(), Log: slog.New(slog.DiscardHandler), Base: "https://care.example", Demo: true,
	})
	if err != nil {
		t.Fatalf("make the use cases: %v", err)
	}
	return a
}

func newDesk(t *testing.T, s *store.Store, now *clock, at store.Config) *desk {
	t.Helper()
	d := &desk{t: t, app: newApp(t, s), store: s, clock: now, at: at}
	var err error
	if d.team, err = d.app.SaveTeam(t.Context(), recovery.System(), 0, "Care"); err != nil {
		t.Fatal(err)
	}
	d.ada = d.hire("Ada Falk", recovery.Admin)
	d.henrik = d.hire("Henrik Sol", recovery.Manager)
	d.lena = d.hire("Lena Roth", recovery.Lead)
	d.mara = d.hire("Mara Lind", recovery.Representative)
	d.jon = d.hire("Jon Berg", recovery.Representative)
	d.ines = d.hire("Ines Kral", recovery.Representative)
	return d
}

// hire adds a colleague and is them, signed in.
func (d *desk) hire(name string, role recovery.Role) Actor {
	d.t.Helper()
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	p, err := d.app.SavePerson(d.t.Context(), recovery.System(), PersonIn{Name: name, Email: first + "@care.example", Role: role, Team: d.team})
	if err != nil {
		d.t.Fatalf("hire %s: %v", name, err)
	}
	return Actor{Kind: recovery.ByPerson, Person: p, Role: role, Team: d.team, Name: name}
}

// complain takes in a complaint of somebody by their name, with an address made of it.
func (d *desk) complain(name, text string) Receipt {
	d.t.Helper()
	address := strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@mail.example"
	r, err := d.app.Complain(d.t.Context(), Actor{}, Complaint{Channel: recovery.Form, Name: name, Email: address, Text: text, Reference: "NM-4711"})
	if err != nil {
		d.t.Fatalf("complaint of %s: %v", name, err)
	}
	return r
}

// do has somebody give a command, and fails when it is refused.
func (d *desk) do(who Actor, c id.Case, cmd recovery.Command) {
	d.t.Helper()
	if err := d.app.Do(d.t.Context(), who, c, cmd); err != nil {
		d.t.Fatalf("%s in case %s: %v", cmd.Name(), c.Text(), err)
	}
}

// state is a case as it is.
func (d *desk) state(c id.Case) recovery.Case {
	d.t.Helper()
	var found recovery.Case
	d.read(func(tx *store.Tx) (err error) {
		found, err = tx.Case(c)
		return err
	})
	return found
}

func (d *desk) read(fn func(*store.Tx) error) {
	d.t.Helper()
	if err := d.store.Read(d.t.Context(), fn); err != nil {
		d.t.Fatal(err)
	}
}

// work does every job that is due, and those they bring, as the worker would.
func (d *desk) work() {
	d.t.Helper()
	for range 1000 {
		jobs, err := d.store.Claim(d.t.Context(), d.clock.now(), 50, time.Minute)
		if err != nil {
			d.t.Fatal(err)
		}
		if len(jobs) == 0 {
			return
		}
		for _, j := range jobs {
			if err := d.perform(d.t.Context(), j); err != nil {
				d.t.Fatalf("job %s %s: %v", j.Kind, j.Args, err)
			}
		}
	}
	d.t.Fatal("the work never ends")
}

// perform hands mail to nobody and calls it sent.
func (d *desk) perform(ctx context.Context, j job.Claimed) error {
	switch j.Kind {
	case job.Send{}.Kind():
		if _, err := d.app.Outgoing(ctx, j); err != nil {
			return err
		}
		return d.app.Sent(ctx, j)
	case job.Post{}.Kind():
		args, err := readArgs[job.Post](j)
		if err != nil {
			return err
		}
		_, err = d.app.PostToSend(ctx, args.ID)
		return errors.Join(err, d.app.PostSent(ctx, j))
	}
	return d.app.Perform(ctx, j)
}

// until lets time pass; everything that falls due on the way is done when it does.
func (d *desk) until(at time.Time) {
	d.t.Helper()
	for {
		d.work()
		next, ok, err := d.store.NextDue(d.t.Context())
		if err != nil {
			d.t.Fatal(err)
		}
		if !ok || next.After(at) {
			break
		}
		d.clock.set(next)
	}
	d.clock.set(at)
	d.work()
}

// healthy fails when doctor finds that the data contradict themselves.
func (d *desk) healthy() {
	d.t.Helper()
	for _, f := range d.doctor() {
		if f.Wrong {
			d.t.Errorf("doctor: %s", f.Say)
		}
	}
}

func (d *desk) doctor() []DoctorFinding {
	d.t.Helper()
	var found []DoctorFinding
	if err := d.app.Doctor(d.t.Context(), func(f DoctorFinding) { found = append(found, f) }); err != nil {
		d.t.Fatal(err)
	}
	return found
}

// mended brings a case to resolved: a word, a remedy given and delivered.
func (d *desk) mended(c id.Case) {
	d.t.Helper()
	owner := d.ownerOf(c)
	d.say(owner, c, "I am sorry that your parcel never came. I have asked the carrier and look after it myself.")
	d.until(d.clock.now().Add(time.Minute))
	d.do(owner, c, recovery.Resolve{How: "The parcel arrived after all."})
}

// say sends a reply.
func (d *desk) say(who Actor, c id.Case, text string) {
	d.t.Helper()
	if _, err := d.app.Reply(d.t.Context(), who, ReplyIn{Case: c, Text: text, Promises: []recovery.NewPromise{}, Override: "a test", Anyway: true}); err != nil {
		d.t.Fatalf("reply: %v", err)
	}
}

func (d *desk) ownerOf(c id.Case) Actor {
	d.t.Helper()
	owner := d.state(c).Owner
	for _, who := range []Actor{d.mara, d.jon, d.ines, d.lena, d.henrik, d.ada} {
		if who.Person == owner {
			return who
		}
	}
	d.t.Fatalf("case %s belongs to nobody", c.Text())
	return Actor{}
}

// refused checks that an error is a refusal of a kind that says something.
func refused(t *testing.T, err error, kind errs.Kind) {
	t.Helper()
	if !errs.Is(err, kind) {
		t.Errorf("got %v, want a refusal of the kind %s", err, kind)
	}
}

// program is another program with a role.
func program(role recovery.Role) Actor {
	return Actor{Kind: recovery.ByToken, Role: role, Name: fmt.Sprint("a ", role)}
}
