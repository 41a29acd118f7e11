package main

import (
	"context"
	"fmt"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/server"
)

type customerCmd struct {
	Export customerExportCmd `cmd:"" help:"Print everything we hold of a customer, as JSON."`
	Erase  customerEraseCmd  `cmd:"" help:"Forget a customer: their words and data go, what happened stays."`
}

type customerExportCmd struct {
	server.Place `embed:""`

	ID string `arg:"" help:"The customer's id."`
}

// Run prints the JSON and nothing else.
func (c *customerExportCmd) Run(ctx context.Context, o output) error {
	return withCustomer(ctx, c.Place, c.ID, func(tools *server.Tools, i id.Customer) error {
		text, err := tools.App.ExportCustomer(ctx, recovery.System(), i)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(o.out, string(text))
		return err
	})
}

type customerEraseCmd struct {
	server.Place `embed:""`

	ID  string `arg:"" help:"The customer's id."`
	Yes bool   `help:"Really do it: it cannot be undone."`
}

// Run asks for --yes, because nothing brings the words back.
func (c *customerEraseCmd) Run(ctx context.Context, o output) error {
	if !c.Yes {
		return errs.Invalidf("--yes", "Erasing cannot be undone. Say --yes if you mean it; nothing was changed.")
	}
	return withCustomer(ctx, c.Place, c.ID, func(tools *server.Tools, i id.Customer) error {
		if err := tools.App.EraseCustomer(ctx, recovery.System(), i); err != nil {
			return err
		}
		fmt.Fprintln(o.out, "The customer is forgotten.")
		return nil
	})
}

func withCustomer(ctx context.Context, p server.Place, text string, do func(*server.Tools, id.Customer) error) error {
	i, ok := id.Parse[any](text)
	if !ok {
		return errs.Invalidf("ID", "%q is not the id of a customer.", text)
	}
	tools, err := server.Open(ctx, p, "")
	if err != nil {
		return err
	}
	defer tools.Close()
	return do(tools, id.Customer(i))
}
