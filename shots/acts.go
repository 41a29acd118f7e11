package main

import (
	"context"
	"path/filepath"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"
	"github.com/go-rod/rod/lib/proto"

	"amends/internal/recovery"
)

// What somebody does on a screen before its picture is taken.

func openPalette(p *rod.Page) error {
	if err := p.KeyActions().Press(input.ControlLeft).Type(input.KeyK).Do(); err != nil {
		return err
	}
	if err := p.InsertText("Okonkwo"); err != nil {
		return err
	}
	return p.Wait(rod.Eval(`() => document.querySelectorAll("#palette-found [role=option]").length > 0`))
}

func openHelp(p *rod.Page) error {
	if err := p.InsertText(""); err != nil {
		return err
	}
	if _, err := p.Eval(`() => document.getElementById("help").showModal()`); err != nil {
		return err
	}
	return p.Wait(rod.Eval(`() => document.getElementById("help").open`))
}

// sendEmptyForm sends the complaint without a name, past what the browser checks by itself.
func sendEmptyForm(p *rod.Page) error {
	_, err := p.Eval(`() => {
		document.querySelector("[name=text]").value = "The parcel came open and half of it was gone.";
		const form = document.querySelector("main form");
		form.noValidate = true;
		form.requestSubmit();
	}`)
	if err != nil {
		return err
	}
	return p.Wait(rod.Eval(`() => document.querySelector("[aria-invalid=true]") !== null`))
}

// write types a reply and waits until the coach has read it and the draft is kept.
func write(text string) func(*rod.Page) error {
	return func(p *rod.Page) error {
		box, err := p.Element("#reply")
		if err != nil {
			return err
		}
		if err := box.SelectAllText(); err != nil {
			return err
		}
		if err := box.Input(text); err != nil {
			return err
		}
		return p.Wait(rod.Eval(`() => document.querySelector("[data-owed]")?.childElementCount > 0 && /\d/.test(document.querySelector("[data-saved]")?.textContent)`))
	}
}

// readmeReply is what Mara writes in the picture of the case page.
const readmeReply = ""

// picture is one picture of the case page, wide and light, as the README shows it.
func picture(ctx context.Context, h *house, c *camera, file string) error {
	v, err := h.find(ctx, recovery.Working, anyCase)
	if err != nil {
		return err
	}
	session, err := h.session(ctx, representative)
	if err != nil {
		return err
	}
	if err := c.shoot(ctx, file, view{url: h.Base() + "/cases/" + v.Case.ID.Text(), session: session, wide: true, fold: true, act: write(readmeReply)}); err != nil {
		return err
	}
	_ = filepath.Base
	_ = time.Now
	_ = proto.PageEnable{}
	return nil
}
