package demo

import (
	"context"

	"amends/internal/app"
	"amends/internal/recovery"
)

// Way is a link into the demo.
type Way struct {
	Say string
	URL string
}

// Ways are a representative's and a lead's way in, which work once, and one customer's page.
func (s *Stage) Ways(ctx context.Context) ([]Way, error) {
	var ways []Way
	for _, x := range []struct{ say, name string }{
		{"Sign in as Mara, a representative (works once):", mara},
		{"Sign in as Lena, the team lead (works once):", lena},
	} {
		link, err := s.App.LinkFor(ctx, address(x.name))
		if err != nil {
			return nil, err
		}
		ways = append(ways, Way{x.say, link})
	}
	page, err := s.customersPage(ctx)
	if err != nil || page.URL == "" {
		return ways, err
	}
	return append(ways, page), nil
}

// customersPage is the page of somebody who has options to choose from.
func (s *Stage) customersPage(ctx context.Context) (Way, error) {
	found, err := s.App.Cases(ctx, recovery.System(), app.CasesIn{State: recovery.Offered, Limit: 1})
	if err != nil || len(found.Items) == 0 {
		return Way{}, err
	}
	v, err := s.App.Case(ctx, recovery.System(), found.Items[0].ID, "")
	return Way{Say: "Open the page of " + v.Customer.Name + ", a customer who may choose:", URL: v.PageURL}, err
}
