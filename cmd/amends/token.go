package main

import (
	"context"
	"fmt"

	"amends/internal/recovery"
	"amends/internal/server"
)

type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token and print it, this once. It works at once, also in a running server."`
}

type tokenCreateCmd struct {
	server.Place `embed:""`

	Name string `required:"" placeholder:"NAME" help:"What the token is for; the story of a case shows it."`
	Role string `required:"" enum:"representative,lead,manager,admin" placeholder:"ROLE" help:"What it may do: representative, lead, manager or admin."`
}

// Run prints the token and nothing else.
func (c *tokenCreateCmd) Run(ctx context.Context, o output) error {
	tools, err := server.Open(ctx, c.Place, "")
	if err != nil {
		return err
	}
	defer tools.Close()
	token, err := tools.App.CreateToken(ctx, recovery.System(), c.Name, recovery.Role(c.Role))
	if err != nil {
		return err
	}
	fmt.Fprintln(o.out, token)
	return nil
}
