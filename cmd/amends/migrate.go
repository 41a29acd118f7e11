package main

import (
	"context"
	"fmt"

	"amends/internal/server"
)

type migrateCmd struct {
	server.Place `embed:""`
}

// Run opens the database, which brings it to this version. It makes one where there is none.
func (c *migrateCmd) Run(ctx context.Context, o output) error {
	tools, err := server.OpenNew(ctx, c.Place)
	if err != nil {
		return err
	}
	defer tools.Close()
	fmt.Fprintln(o.out, "The database is at this version.")
	return nil
}
