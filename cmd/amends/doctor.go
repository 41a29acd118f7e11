package main

import (
	"context"
	"fmt"

	"amends/internal/app"
	"amends/internal/server"
)

type doctorCmd struct {
	server.Place `embed:""`
}

// Run prints what it finds, a line for each: first what is wrong, which makes the exit code 1, and
// what is only late.
func (c *doctorCmd) Run(ctx context.Context, o output) error {
	tools, err := server.Open(ctx, c.Place, "")
	if err != nil {
		return err
	}
	defer tools.Close()
	wrong, late := 0, 0
	err = tools.App.Doctor(ctx, func(f app.DoctorFinding) {
		if f.Wrong {
			wrong++
			fmt.Fprintln(o.out, "wrong:", f.Say)
			return
		}
		late++
		fmt.Fprintln(o.out, "late: ", f.Say)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "%d wrong, %d late.\n", wrong, late)
	if wrong > 0 {
		return foundError{}
	}
	return nil
}
