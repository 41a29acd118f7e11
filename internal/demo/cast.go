package demo

import (
	"context"
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/money"
	"amends/internal/recovery"
)

// The people of Northmill.
const (
	mara   = "Mara Lindgren"
	jon    = "Jon Bergqvist"
	aisha  = "Aisha Rahman"
	lena   = "Lena Fuchs"
	henrik = "Henrik Aas"
	ines   = "Ines Okafor"
)

func address(name string) string {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return first + "@northmill.example"
}

// cast is who acts: the colleagues, and the house they act in.
type cast struct {
	*Stage
	present time.Time
	people  map[string]app.Actor // by name
}

// hire makes the company's people.
func (s *Stage) hire(ctx context.Context, present time.Time) (*cast, error) {
	c := &cast{Stage: s, present: present, people: map[string]app.Actor{}}
	team, err := s.App.SaveTeam(ctx, recovery.System(), 0, "Care")
	if err != nil {
		return nil, err
	}
	for _, p := range []app.PersonIn{
		{Name: ines, Role: recovery.Admin},
		{Name: henrik, Role: recovery.Manager, Skills: []string{"safety", "privacy"}},
		{Name: lena, Role: recovery.Lead, Skills: []string{"care", "service"}},
		{Name: mara, Role: recovery.Representative, Skills: []string{"delivery", "product", "safety"}},
		{Name: jon, Role: recovery.Representative, Skills: []string{"billing", "technical", "privacy"}},
		{Name: aisha, Role: recovery.Representative, Skills: []string{"booking", "service", "care"}},
	} {
		p.Email, p.Team = address(p.Name), team
		i, err := s.App.SavePerson(ctx, recovery.System(), p)
		if err != nil {
			return nil, err
		}
		c.people[p.Name] = app.Actor{Kind: recovery.ByPerson, Person: i, Role: p.Role, Team: team, Name: p.Name}
	}
	return c, nil
}

// absences are when colleagues were not there: Jon is away this week, and his cases went to others.
func (c *cast) absences() []moment {
	return []moment{{ago{1, 8, 30}.in(c), func(ctx context.Context) error {
		return c.App.SetAway(ctx, c.people[lena], app.AwayIn{
			Person: c.people[jon].Person, From: ago{1, 8, 30}.in(c), Until: ago{-6, 9, 0}.in(c), HandOver: true,
		})
	}}}
}

// euro is an amount, or none.
func euro(cents int64) money.Amount {
	if cents == 0 {
		return money.Amount{}
	}
	return money.Of(cents, "EUR")
}
