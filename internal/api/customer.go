package api

import (
	"context"
	"net/http"
	"time"

	"amends/internal/app"
	"amends/internal/id"

	"github.com/danielgtaylor/huma/v2"
)

func (d *desk) customerRoutes(api huma.API) {
	huma.Register(api, op(api, http.MethodGet, "customers", "list-customers", "Customers, by name", http.StatusOK), serve(d, d.customers))
	huma.Register(api, op(api, http.MethodGet, "customers/{id}", "get-customer", "One customer with their cases", http.StatusOK), serve(d, d.customer))
}

type customerBody struct {
	ID    string    `json:"id"`
	Name  string    `json:"name"`
	Email string    `json:"email,omitempty"`
	Phone string    `json:"phone,omitempty"`
	Since time.Time `json:"since"`
	Value *priceOut `json:"value,omitempty" doc:"What they have spent with us, where known."`
}

func customerOf(c app.Customer) customerBody {
	return customerBody{c.ID.Text(), c.Name, c.Email, c.Phone, c.Since, price(c.Value)}
}

type customersIn struct {
	Find  string `query:"find" maxLength:"200" doc:"A name, an address or a number."`
	After string `query:"after" doc:"The next of the page before."`
}

type customersOut struct {
	Body struct {
		Items []customerBody `json:"items"`
		Next  string         `json:"next" doc:"Send it as after for the next page; empty at the end."`
	}
}

func (d *desk) customers(ctx context.Context, who app.Actor, in *customersIn) (*customersOut, error) {
	found, err := d.App.Customers(ctx, who, app.CustomersIn{Find: in.Find, After: in.After})
	if err != nil {
		return nil, err
	}
	out := &customersOut{}
	out.Body.Items, out.Body.Next = make([]customerBody, 0, len(found.Items)), found.Next
	for _, c := range found.Items {
		out.Body.Items = append(out.Body.Items, customerOf(c))
	}
	return out, nil
}

type customerIn struct {
	ID    string `path:"id"`
	After string `query:"after" doc:"The next of the page before, for more cases."`
}

type customerOut struct {
	Body struct {
		customerBody
		Cases []caseItem `json:"cases"`
		Next  string     `json:"next"`
	}
}

func (d *desk) customer(ctx context.Context, who app.Actor, in *customerIn) (*customerOut, error) {
	i, err := idAt[id.Customer](in.ID)
	if err != nil {
		return nil, err
	}
	v, err := d.App.Customer(ctx, who, i, in.After)
	if err != nil {
		return nil, err
	}
	out := &customerOut{}
	out.Body.customerBody, out.Body.Cases, out.Body.Next = customerOf(v.Customer), rows(v.Cases), v.Next
	return out, nil
}
