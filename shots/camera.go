package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"
)

// The two sizes every screen is photographed in.
const (
	wide, wideHigh     = 1440, 1000
	narrow, narrowHigh = 390, 844
)

// withMouse is a machine with a mouse: what shows on pointing at it only is not in the picture.
const withMouse = "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"

// patience is how long one picture may take.
const patience = time.Minute

// camera is a browser and where its pictures go.
type camera struct {
	out      string
	launched *launcher.Launcher
	browser  *rod.Browser
}

func openCamera(out string) (*camera, error) {
	bin, ok := launcher.LookPath()
	if !ok {
		return nil, errors.New("Chromium is missing: on Debian, apt-get install chromium")
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	c := &camera{out: out, launched: launcher.New().Bin(bin).NoSandbox(true).Set("disable-background-networking").Set("no-first-run").Set("hide-scrollbars").Set("blink-settings", withMouse)}
	control, err := c.launched.Launch()
	if err != nil {
		return nil, err
	}
	c.browser = rod.New().ControlURL(control)
	return c, c.browser.Connect()
}

func (c *camera) close() error {
	err := c.browser.Close()
	c.launched.Cleanup()
	return err
}

// view is a screen as it is to be photographed.
type view struct {
	url     string
	session string // a colleague's, "" for nobody
	wide    bool
	dark    bool
	fold    bool                  // only what is seen without scrolling: for what lies above a page
	act     func(*rod.Page) error // what somebody does first; may be nil
}

func (v view) size() *proto.EmulationSetDeviceMetricsOverride {
	if v.wide {
		return &proto.EmulationSetDeviceMetricsOverride{Width: wide, Height: wideHigh, DeviceScaleFactor: 1}
	}
	return &proto.EmulationSetDeviceMetricsOverride{Width: narrow, Height: narrowHigh, DeviceScaleFactor: 1, Mobile: true}
}

func (v view) theme() string {
	if v.dark {
		return "dark"
	}
	return "light"
}

// name is the picture's file: <screen>-<width>-<theme>.png.
func (v view) name(screen string) string {
	return fmt.Sprintf("%s-%d-%s.png", screen, v.size().Width, v.theme())
}

// shoot takes one picture of a screen as one person sees it, with nothing left of the one before.
func (c *camera) shoot(ctx context.Context, file string, v view) error {
	seen, err := c.browser.Context(ctx).Incognito()
	if err != nil {
		return err
	}
	defer func() { _ = proto.TargetDisposeBrowserContext{BrowserContextID: seen.BrowserContextID}.Call(seen) }()
	page, err := seen.Page(proto.TargetCreateTarget{URL: "about:blank"})
	if err != nil {
		return err
	}
	page = page.Timeout(patience)
	if err := prepare(page, v); err != nil {
		return err
	}
	if v.act != nil {
		if err := v.act(page); err != nil {
			return err
		}
	}
	picture, err := page.Screenshot(!v.fold, nil)
	if err != nil {
		return err
	}
	return os.WriteFile(file, picture, 0o644)
}

func prepare(page *rod.Page, v view) error {
	cookies := []*proto.NetworkCookieParam{{Name: "theme", Value: v.theme(), URL: v.url}}
	if v.session != "" {
		cookies = append(cookies, &proto.NetworkCookieParam{Name: "amends", Value: v.session, URL: v.url})
	}
	scheme := &proto.EmulationMediaFeature{Name: "prefers-color-scheme", Value: v.theme()}
	still := &proto.EmulationMediaFeature{Name: "prefers-reduced-motion", Value: "reduce"}
	return errors.Join(
		page.SetViewport(v.size()),
		proto.EmulationSetTouchEmulationEnabled{Enabled: !v.wide}.Call(page),
		page.SetCookies(cookies),
		proto.EmulationSetEmulatedMedia{Features: []*proto.EmulationMediaFeature{scheme, still}}.Call(page),
		page.Navigate(v.url),
		page.WaitLoad(),
		page.Wait(rod.Eval(`() => document.fonts.status === "loaded"`)),
	)
}

// all takes a screen in both sizes and both themes.
func (c *camera) all(ctx context.Context, s screen, session, base string) error {
	for _, isWide := range []bool{true, false} {
		for _, dark := range []bool{false, true} {
			v := view{url: base + s.path, session: session, wide: isWide, dark: dark, fold: s.fold, act: s.act}
			if err := c.shoot(ctx, filepath.Join(c.out, v.name(s.name)), v); err != nil {
				return fmt.Errorf("%s: %w", v.name(s.name), err)
			}
		}
	}
	return nil
}
