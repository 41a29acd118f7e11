// Command amends is the whole product in one program: one file for each verb. It reads flags and
// prints; what a verb does is in the packages below it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"amends/internal/errs"

	"github.com/alecthomas/kong"
)

// Exit codes, beside 0.
const (
	exitFound = 1 // the verb did its work and found something wrong
	exitUsage = 2 // it could not do its work: flags, files, ports, data
)

// grammar is the command line. Every flag is also read from AMENDS_ and its name.
type grammar struct {
	Serve    serveCmd    `cmd:"" help:"Run the desk: pages, API, mail and all work that falls due."`
	Config   configCmd   `cmd:"" help:"Look at the settings."`
	Migrate  migrateCmd  `cmd:"" help:"Bring the database to this version."`
	Token    tokenCmd    `cmd:"" help:"Tokens for other programs."`
	Link     linkCmd     `cmd:"" help:"Print a one-time sign-in link for a colleague."`
	Doctor   doctorCmd   `cmd:"" help:"Replay every case, sum the books and list what is late."`
	Playbook playbookCmd `cmd:"" help:"Work on a playbook."`
	Customer customerCmd `cmd:"" help:"What we hold of a customer."`
	Version  versionCmd  `cmd:"" help:"Print the version."`
	Demo     demoCmd     `cmd:"" hidden:"" help:"A company to try things in."`
}

// output is where a verb prints.
type output struct {
	out, err io.Writer
}

func main() {
	os.Exit(run(os.Args[1:], output{os.Stdout, os.Stderr}))
}

// run is the program; it gives the exit code. Ctrl-C ends a verb in good order, a second one at once.
func run(args []string, o output) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	err := dispatch(ctx, args, o)
	var found foundError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &found):
		return exitFound
	}
	fmt.Fprintln(o.err, "amends:", say(err))
	return exitUsage
}

func dispatch(ctx context.Context, args []string, o output) error {
	var g grammar
	parser, err := kong.New(&g,
		kong.Name("amends"), kong.Description("A service-recovery desk: from an angry message to a mended customer."),
		kong.DefaultEnvars("AMENDS"), kong.Writers(o.out, o.err), kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(o, args),
	)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return errs.Invalidf("", "%s. See amends --help.", err.Error())
	}
	return parsed.Run()
}

// foundError says that a verb has printed what it found wrong.
type foundError struct{}

func (foundError) Error() string { return "something is wrong" }

// say is the one sentence a person reads. What has none is a fault of ours, and shown whole.
func say(err error) string {
	var said *errs.Error
	if errors.As(err, &said) {
		return said.Text()
	}
	return err.Error()
}

// logger writes to standard error, so that what a verb prints can be used by other programs.
func logger(o output, form string, from slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: from}
	if form == "json" {
		return slog.New(slog.NewJSONHandler(o.err, options))
	}
	return slog.New(slog.NewTextHandler(o.err, options))
}
