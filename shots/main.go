// Command shots photographs every screen with the demo's company on it, wide and narrow, light and
// dark, into a folder to be looked at. It must not draw or judge: the browser tests do the judging.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	var o options
	flag.StringVar(&o.data, "data", "", "folder of a demo to photograph; left out, one is made for it")
	flag.StringVar(&o.out, "out", "shots/out", "folder for the pictures")
	flag.StringVar(&o.only, "only", "", "photograph only screens whose name holds this")
	flag.StringVar(&o.readme, "case", "", "file for one picture of the case page, as in docs/case.png; nothing else is photographed then")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "shots:", err)
		os.Exit(1)
	}
}

type options struct{ data, out, only, readme string }

func run(ctx context.Context, o options) (err error) {
	h, err := openHouse(ctx, o.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.close()) }()
	c, err := openCamera(o.out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.close()) }()
	if o.readme != "" {
		return picture(ctx, h, c, o.readme)
	}
	return photograph(ctx, h, c, o.only)
}
