// Command build bundles the scripts, styles and fonts of ui/ into internal/web/dist:
// hashed names, a manifest from plain name to hashed name, and a .gz beside every text.
// It must not know what the pages do; it only turns files into files.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// job is where to read, where to write and whether to stay.
type job struct {
	ui    string
	out   string
	watch bool
}

func main() {
	var j job
	flag.StringVar(&j.ui, "ui", "ui", "folder with package.json, styles and scripts")
	flag.StringVar(&j.out, "out", filepath.Join("internal", "web", "dist"), "folder to write to")
	flag.BoolVar(&j.watch, "watch", false, "stay and build again whenever a file changes")
	flag.Parse()
	if err := run(j); err != nil {
		fmt.Fprintln(os.Stderr, "ui:", err)
		os.Exit(1)
	}
}

func run(j job) error {
	if err := install(j.ui); err != nil {
		return err
	}
	if j.watch {
		return watch(j)
	}
	return report(api.Build(options(j)))
}

// install runs npm when node_modules is missing or older than the lock file.
// Scripts of packages are never run: nothing here needs them.
func install(ui string) error {
	lock, err := os.Stat(filepath.Join(ui, "package-lock.json"))
	if err != nil {
		return fmt.Errorf("no package-lock.json in %s; run this from the project's root folder: %w", ui, err)
	}
	done, err := os.Stat(filepath.Join(ui, "node_modules", ".package-lock.json"))
	if err == nil && !done.ModTime().Before(lock.ModTime()) {
		return nil
	}
	cmd := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
	cmd.Dir, cmd.Stdout, cmd.Stderr = ui, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("npm ci failed in %s (Node 20 or newer is needed): %w", ui, err)
	}
	return nil
}

func options(j job) api.BuildOptions {
	return api.BuildOptions{
		EntryPointsAdvanced: []api.EntryPoint{
			{InputPath: filepath.Join(j.ui, "scripts", "staff.js"), OutputPath: "staff"},
			{InputPath: filepath.Join(j.ui, "scripts", "portal.js"), OutputPath: "portal"},
			{InputPath: filepath.Join(j.ui, "styles", "app.css"), OutputPath: "app"},
			{InputPath: filepath.Join(j.ui, "styles", "mark.svg"), OutputPath: "mark"},
		},
		Outdir:            j.out,
		EntryNames:        "[name]-[hash]",
		ChunkNames:        "[name]-[hash]",
		AssetNames:        "[name]-[hash]",
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile, ".svg": api.LoaderCopy},
		Bundle:            true,
		Splitting:         true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		LegalComments:     api.LegalCommentsNone,
		Write:             true,
		Plugins:           []api.Plugin{finish(j.out)},
	}
}

func watch(j job) error {
	ctx, failed := api.Context(options(j))
	if failed != nil {
		return report(api.BuildResult{Errors: failed.Errors})
	}
	defer ctx.Dispose()
	if err := ctx.Watch(api.WatchOptions{}); err != nil {
		return fmt.Errorf("watching %s: %w", j.ui, err)
	}
	fmt.Println("ui: watching", j.ui, "(Ctrl-C ends)")
	select {}
}

// report prints what esbuild found, plainly, and answers with an error when the bundle failed.
func report(result api.BuildResult) error {
	show := func(kind api.MessageKind, list []api.Message) {
		for _, line := range api.FormatMessages(list, api.FormatMessagesOptions{Kind: kind}) {
			fmt.Fprint(os.Stderr, line)
		}
	}
	show(api.WarningMessage, result.Warnings)
	show(api.ErrorMessage, result.Errors)
	if n := len(result.Errors); n > 0 {
		return fmt.Errorf("the bundle has %d error(s)", n)
	}
	return nil
}
