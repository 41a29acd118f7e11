package main

import (
	"context"
	"fmt"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/input"

	"amends/internal/app"
	"amends/internal/recovery"
)

// What somebody does on a screen before its picture is taken.

// wait looks again until something is so. A page that is being left cannot be asked, which is no
// reason to give up before the picture's time is over.
func wait(p *rod.Page, js string) error {
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		if is, err := p.Eval(js); err == nil && is.Value.Bool() {
			return nil
		}
		select {
		case <-again.C:
		case <-p.GetContext().Done():
			return fmt.Errorf("never so: %s", js)
		}
	}
}

func openPalette(p *rod.Page) error {
	if err := p.KeyActions().Press(input.ControlLeft).Type(input.KeyK).Do(); err != nil {
		return err
	}
	if err := p.InsertText("Okonkwo"); err != nil {
		return err
	}
	return wait(p, `() => document.querySelector("#palette-found [role=option]")?.textContent.includes("Okonkwo") === true`)
}

func openHelp(p *rod.Page) error {
	if err := p.Keyboard.Type('?'); err != nil {
		return err
	}
	return wait(p, `() => document.getElementById("help").open`)
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
	return wait(p, `() => document.querySelector("[aria-invalid=true]") !== null`)
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
		return wait(p, `() => document.querySelector("[data-owed]")?.childElementCount > 0 && /\d/.test(document.querySelector("[data-saved]")?.textContent ?? "")`)
	}
}

// enter presses the button that uses a link up.
func enter(p *rod.Page) error {
	if _, err := p.Eval(`() => document.querySelector("main form").requestSubmit()`); err != nil {
		return err
	}
	return wait(p, `() => document.querySelector(".refusal") !== null`)
}

// slip makes two mistakes in the playbook and asks what it would do.
func slip(p *rod.Page) error {
	_, err := p.Eval(`() => {
		const box = document.querySelector("[data-code] textarea");
		box.value = box.value.replace(/^undo: .*$/m, "undo: ten seconds").replace("when: severity >= 3", "when: severty >= 3");
		const form = box.form;
		form.requestSubmit(form.querySelector("[formaction$='preview']") ?? undefined);
	}`)
	if err != nil {
		return err
	}
	return wait(p, `() => document.querySelector(".problems li") !== null`)
}

// reply is what Mara writes to the customer whose parcel never came.
const reply = "Dear %s, you wrote to us twice, and we left you without an answer. That is our fault, and I am sorry if it upset you. " +
	"Somebody looks for it at the depot now. I'll call you tomorrow by 10 to tell you where it is.\nKind regards, Mara"

// picture is one picture of the case page, wide and light, as the README shows it.
func picture(ctx context.Context, h *house, c *camera, file string) error {
	v, err := h.find(ctx, recovery.Received, func(v app.CaseView) bool {
		return v.Customer.Name == "Noa Feldman"
	})
	if err != nil {
		return err
	}
	session, err := h.session(ctx, representative)
	if err != nil {
		return err
	}
	act := write(fmt.Sprintf(reply, v.Customer.First()))
	return c.shoot(ctx, file, view{url: h.Base() + "/cases/" + v.Case.ID.Text(), session: session, wide: true, fold: true, act: act})
}
