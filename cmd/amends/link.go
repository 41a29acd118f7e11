package main

import (
	"context"
	"fmt"

	"amends/internal/server"
)

type linkCmd struct {
	server.Place `embed:""`

	Email   string `required:"" placeholder:"ADDRESS" help:"The colleague's address."`
	BaseURL string `name:"base-url" default:"http://127.0.0.1:8080" placeholder:"URL" help:"Public address of the server."`
}

// Run prints the link and nothing else: it is how somebody gets in when mail does not work.
func (c *linkCmd) Run(ctx context.Context, o output) error {
	tools, err := server.Open(ctx, c.Place, c.BaseURL)
	if err != nil {
		return err
	}
	defer tools.Close()
	link, err := tools.App.LinkFor(ctx, c.Email)
	if err != nil {
		return err
	}
	fmt.Fprintln(o.out, link)
	return nil
}
