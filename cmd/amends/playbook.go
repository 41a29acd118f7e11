package main

import (
	"fmt"
	"os"

	"amends/internal/errs"
	"amends/internal/playbook"
)

type playbookCmd struct {
	Check playbookCheckCmd `cmd:"" help:"Say what is wrong with a playbook, with line and column."`
}

type playbookCheckCmd struct {
	File string `arg:"" help:"The YAML file."`
}

// Run prints problems as FILE:LINE:COLUMN: text, as editors read them.
func (c *playbookCheckCmd) Run(o output) error {
	source, err := os.ReadFile(c.File)
	if err != nil {
		return errs.Invalidf("FILE", "The file %s cannot be read.", c.File).Because(err)
	}
	_, problems := playbook.Parse(source)
	for _, p := range problems {
		fmt.Fprintf(o.out, "%s:%d:%d: %s: %s\n", c.File, p.Line, p.Column, p.Path, p.Say)
	}
	if len(problems) > 0 {
		return foundError{}
	}
	fmt.Fprintf(o.out, "%s is a playbook without problems.\n", c.File)
	return nil
}
