package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"text/tabwriter"

	"amends/internal/server"

	"github.com/alecthomas/kong"
)

type configCmd struct {
	Check configCheckCmd `cmd:"" help:"Print every setting and where it came from, and check them."`
}

type configCheckCmd struct {
	server.Config `embed:""`
}

// Run prints the settings as serve would see them, and refuses those that cannot work.
func (c *configCheckCmd) Run(_ context.Context, o output, k *kong.Context) error {
	table := tabwriter.NewWriter(o.out, 0, 0, 2, ' ', 0)
	for _, f := range k.Selected().Flags {
		if f.Name != "help" {
			fmt.Fprintf(table, "--%s\t%s\t%s\n", f.Name, shown(k.FlagValue(f)), origin(k, f))
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if err := c.Config.Check(); err != nil {
		return err
	}
	fmt.Fprintln(o.out, "\nThese settings fit.")
	return nil
}

// origin says where a setting came from.
func origin(k *kong.Context, f *kong.Flag) string {
	for _, step := range k.Path {
		if step.Flag == f {
			return "command line"
		}
	}
	for _, name := range f.Envs {
		if _, ok := os.LookupEnv(name); ok {
			return name
		}
	}
	return "default"
}

// shown is a value with the passwords of an address masked.
func shown(value any) string {
	text := fmt.Sprint(value)
	if text == "" {
		return "-"
	}
	address := strings.Contains(text, "://")
	if u, err := url.Parse(text); err == nil && address {
		return withoutPasswords(u)
	}
	if address && strings.Contains(text, "@") || strings.Contains(text, "password=") {
		return "(not readable, not shown)"
	}
	return text
}

// withoutPasswords is an address of PostgreSQL without those it may hold among its settings too.
func withoutPasswords(u *url.URL) string {
	settings := u.Query()
	for name := range settings {
		if strings.Contains(name, "password") {
			settings.Set(name, "xxxxx")
			u.RawQuery = settings.Encode()
		}
	}
	return u.Redacted()
}
