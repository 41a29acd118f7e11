package recovery_test

import (
	"testing"
	"time"

	"amends/internal/id"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// house is one company in which cases are decided: its policy, its people, its clock.
type house struct {
	t     *testing.T
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
)

// monday is a Monday at ten in the morning in Berlin.
var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func newHouse(t *testing.T) *house {
	t.Helper()
	policy, problems := playbook.Parse(playbook.Default())
	if len(problems) > 0 {
		t.Fatalf("the default playbook has problems: %v", problems)
	}
	zone, err := time.LoadLocation(policy.Company.Zone)
	if err != nil {
		t.Fatal(err)
	}
	days, err := policy.Calendar(zone)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, maker: id.NewMaker(1)}
	h.env = recovery.Env{
		Now: monday, Actor: recovery.System(), Calendar: days, Playbook: policy, Version: 1,
		NewID: func() int64 { return h.maker.Next(h.env.Now) },
		Staff: []recovery.Staff{
			{ID: mara, Name: "Mara Lind", Role: recovery.Representative, Team: 1, Load: 3},
			{ID: jon, Name: "Jon Bergqvist", Role: recovery.Representative, Team: 1, Load: 5},
			{ID: lena, Name: "Lena Fuchs", Role: recovery.Lead, Team: 1},
			{ID: henri, Name: "Henrik Aas", Role: recovery.Manager, Team: 1},
		},
	}
	return h
}

// as lets the next commands come from a colleague.
func (h *house) as(p id.Person, role recovery.Role) *house {
	h.env.Actor = recovery.Actor{Kind: recovery.ByPerson, Person: p, Role: role, Team: 1}
	return h
}

func (h *house) system() *house {
	h.env.Actor = recovery.System()
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
	for _, e := range events {
		r := recovery.Recorded{Stamp: recovery.Stamp{Seq: h.c.Seq + 1, At: h.env.Now, Actor: h.env.Actor}, Event: e}
		h.log = append(h.log, r)
		h.c.Apply(r)
	}
	return events, nil
}

// open begins a case of a missing parcel.
func (h *house) open() *house {
	h.t.Helper()
	h.system().do(recovery.OpenCase{
		Case: 1, Number: 1001, Customer: 7, Message: 70, Channel: recovery.Mail, Reference: "A-1009",
		Reading: recovery.Reading{Kind: recovery.Finding{Value: "parcel_missing"}, Emotion: recovery.Grade{Value: 2}},
	})
	return h
}

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
