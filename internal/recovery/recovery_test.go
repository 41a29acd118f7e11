package recovery_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"amends/internal/calendar"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// tester is a *testing.T or a *rapid.T.
type tester interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}

// house is one company in which cases are decided: its policy, its people, its clock.
type house struct {
	t     tester
	env   recovery.Env
	maker *id.Maker
	c     recovery.Case
	log   []recovery.Recorded
}

const (
	mara  = id.Person(101) // representative
	jon   = id.Person(102) // representative
	lena  = id.Person(103) // lead
	henri = id.Person(104) // manager
	olga  = id.Person(105) // the owner of the company
)

// monday is a Monday at ten in the morning in Berlin.
var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// policy is the default playbook with its calendar. Both are only read.
var policy = sync.OnceValues(func() (*playbook.Playbook, *calendar.Calendar) {
	book, problems := playbook.Parse(playbook.Default())
	if len(problems) > 0 {
		panic(problems[0].String())
	}
	zone, err := time.LoadLocation(book.Company.Zone)
	if err != nil {
		panic(err)
	}
	days, err := book.Calendar(zone)
	if err != nil {
		panic(err)
	}
	return book, days
})

func newHouse(t tester) *house {
	t.Helper()
	book, days := policy()
	h := &house{t: t, maker: id.NewMaker(1)}
	h.env = recovery.Env{
		Now: monday, Actor: recovery.System(), Calendar: days, Playbook: book, Version: 1,
		NewID: func() int64 { return h.maker.Next(h.env.Now) },
		Staff: []recovery.Staff{
			{ID: mara, Name: "Mara Lind", Role: recovery.Representative, Team: 1, Load: 3},
			{ID: jon, Name: "Jon Bergqvist", Role: recovery.Representative, Team: 1, Load: 5},
			{ID: lena, Name: "Lena Fuchs", Role: recovery.Lead, Team: 1},
			{ID: henri, Name: "Henrik Aas", Role: recovery.Manager, Team: 1},
			{ID: olga, Name: "Olga Wirth", Role: recovery.Admin},
		},
	}
	return h
}

// as lets the next commands come from a colleague.
func (h *house) as(p id.Person, role recovery.Role) *house {
	h.env.Actor = recovery.Actor{Kind: recovery.ByPerson, Person: p, Role: role, Team: 1}
	return h
}

func (h *house) mara() *house  { return h.as(mara, recovery.Representative) }
func (h *house) lena() *house  { return h.as(lena, recovery.Lead) }
func (h *house) henri() *house { return h.as(henri, recovery.Manager) }

func (h *house) customer() *house {
	h.env.Actor = recovery.Actor{Kind: recovery.ByCustomer, Customer: 7, Case: 1}
	return h
}

func (h *house) system() *house {
	h.env.Actor = recovery.System()
	return h
}

// away takes colleagues out of the house.
func (h *house) away(list ...id.Person) *house {
	for i := range h.env.Staff {
		h.env.Staff[i].Away = slices.Contains(list, h.env.Staff[i].ID)
	}
	return h
}

// later lets time pass.
func (h *house) later(d time.Duration) *house {
	h.env.Now = h.env.Now.Add(d)
	return h
}

// do decides and applies; a refusal fails the test.
func (h *house) do(cmd recovery.Command) []recovery.Event {
	h.t.Helper()
	events, err := h.try(cmd)
	if err != nil {
		h.t.Fatalf("%s was refused: %v", cmd.Name(), err)
	}
	return events
}

func (h *house) try(cmd recovery.Command) ([]recovery.Event, error) {
	events, err := recovery.Decide(h.c, cmd, h.env)
	if err != nil {
		return nil, err
	}
	after, recorded := h.c.After(events, h.env.Now, h.env.Actor)
	h.c, h.log = after, append(h.log, recorded...)
	return events, nil
}

// gives checks which events a command brings.
func (h *house) gives(cmd recovery.Command, want ...string) []recovery.Event {
	h.t.Helper()
	events := h.do(cmd)
	if got := kinds(events); !slices.Equal(got, want) {
		h.t.Errorf("%s gave %v, want %v", cmd.Name(), got, want)
	}
	return events
}

// refuses checks that a command is refused, of which kind, and what is said to the person.
func (h *house) refuses(cmd recovery.Command, kind errs.Kind, says string) {
	h.t.Helper()
	before := h.c.Seq
	_, err := h.try(cmd)
	var refusal *errs.Error
	if !errors.As(err, &refusal) {
		h.t.Fatalf("%s was not refused: %v", cmd.Name(), err)
	}
	if refusal.Kind != kind || !strings.Contains(refusal.Text(), says) {
		h.t.Errorf("%s was refused as %v, want %s with %q", cmd.Name(), refusal, kind, says)
	}
	if h.c.Seq != before {
		h.t.Errorf("%s was refused and wrote something", cmd.Name())
	}
}

// parcel opens a case of a missing parcel, calm enough to stay without a sponsor.
func parcel() recovery.OpenCase {
	return recovery.OpenCase{
		Case: 1, Number: 1001, Customer: 7, Message: 70, Channel: recovery.Mail, Reference: "A-1009",
		Reading: recovery.Reading{Kind: recovery.Finding{Value: "parcel_missing"}, Emotion: recovery.Grade{Value: 2}},
	}
}

// open begins a case of a missing parcel.
func (h *house) open() *house {
	h.t.Helper()
	h.system().do(parcel())
	return h
}

// openWorth is open with what the customer paid.
func (h *house) openWorth(minor int64) *house {
	h.t.Helper()
	cmd := parcel()
	cmd.Value = euros(minor)
	h.system().do(cmd)
	return h
}

// resolved is a case that Mara has put right.
func (h *house) resolved() *house {
	h.t.Helper()
	h.open().mara().do(recovery.Resolve{How: "The parcel is there."})
	return h
}

// closed is a case that was closed after the customer said that it is fixed.
func (h *house) closed() *house {
	h.t.Helper()
	h.resolved().customer().do(recovery.AnswerFollowUp{To: recovery.FollowUpFix, Fixed: "yes"})
	h.mara().do(recovery.Close{Cause: recovery.Cause{Text: "Wrong trailer", Action: "Scan at loading"}})
	return h
}

func euros(minor int64) money.Amount { return money.Of(minor, "EUR") }

func kinds(events []recovery.Event) []string {
	var list []string
	for _, e := range events {
		list = append(list, e.Kind())
	}
	return list
}

// pass fires the timer of a commitment at the moment it is armed for.
func (h *house) pass(k id.Commitment) []recovery.Event {
	h.t.Helper()
	x := h.c.Commitment(k)
	if x.NextAt.After(h.env.Now) {
		h.env.Now = x.NextAt
	}
	return h.system().do(recovery.PassDue{Commitment: k, At: x.NextAt})
}

// owed is the first owed commitment of a kind; without one the test fails.
func (h *house) owed(kind recovery.CommitmentKind) recovery.Commitment {
	h.t.Helper()
	x := h.c.Owed(kind)
	if x == nil {
		h.t.Fatalf("no %s is owed", kind)
	}
	return *x
}

// owedAs is the owed commitment whose text begins so.
func (h *house) owedAs(what string) recovery.Commitment {
	h.t.Helper()
	for _, x := range h.c.Commitments {
		if x.Owed() && strings.HasPrefix(x.What, what) {
			return x
		}
	}
	h.t.Fatalf("nothing is owed that begins with %q", what)
	return recovery.Commitment{}
}

// promise makes a promise of Mara's and gives it.
func (h *house) promise(what string, in time.Duration) recovery.Commitment {
	h.t.Helper()
	h.mara().do(recovery.MakePromise{What: what, Told: what, Due: h.env.Now.Add(in)})
	return h.c.Commitments[len(h.c.Commitments)-1]
}

// told are the people the climbs among the events wake, in order.
func told(events []recovery.Event) []id.Person {
	var list []id.Person
	for _, e := range events {
		if x, ok := e.(recovery.CommitmentClimbed); ok {
			list = append(list, x.Tell)
		}
	}
	return list
}
