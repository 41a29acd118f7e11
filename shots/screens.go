package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/go-rod/rod"

	"amends/internal/app"
	"amends/internal/recovery"
)

// screen is one thing to photograph, and who sees it.
type screen struct {
	name, path string
	who        string // first name of a colleague, "" for a customer or a stranger
	fold       bool
	act        func(*rod.Page) error
}

// Who looks at the colleagues' screens.
const (
	representative = "mara"
	lead           = "lena"
	admin          = "ines"
)

// photograph takes every screen whose name holds only.
func photograph(ctx context.Context, h *house, c *camera, only string) error {
	screens, err := h.screens(ctx)
	if err != nil {
		return err
	}
	sessions := map[string]string{"": ""}
	for _, s := range screens {
		if !strings.Contains(s.name, only) {
			continue
		}
		if _, in := sessions[s.who]; !in {
			if sessions[s.who], err = h.session(ctx, s.who); err != nil {
				return err
			}
		}
		if err := c.all(ctx, s, sessions[s.who], h.Base()); err != nil {
			return err
		}
		fmt.Println(filepath.Join(c.out, s.name+"-*.png"))
	}
	return nil
}

// screens are all of them.
func (h *house) screens(ctx context.Context) ([]screen, error) {
	list := append(places(), strangers()...)
	cases, err := h.cases(ctx)
	if err != nil {
		return nil, err
	}
	return append(list, cases...), nil
}

// places are the parts of the house.
func places() []screen {
	return []screen{
		{name: "today-mine", path: "/", who: representative},
		{name: "today-team", path: "/?scope=team", who: lead},
		{name: "today-all", path: "/?scope=all", who: lead},
		{name: "cases", path: "/cases", who: lead},
		{name: "new", path: "/cases/new", who: representative},
		{name: "customers", path: "/customers", who: representative},
		{name: "team", path: "/team", who: lead},
		{name: "how", path: "/how", who: lead},
		{name: "playbook", path: "/playbook", who: admin},
		{name: "playbook-change", path: "/playbook/change", who: admin},
		{name: "playbook-problems", path: "/playbook/change", who: admin, act: slip},
		{name: "playbook-versions", path: "/playbook/versions", who: admin},
		{name: "settings-people", path: "/settings", who: admin},
		{name: "settings-teams", path: "/settings/teams", who: admin},
		{name: "settings-hours", path: "/settings/hours", who: admin},
		{name: "settings-tokens", path: "/settings/tokens", who: admin},
		{name: "mailbox", path: "/demo/mail", who: representative},
		{name: "palette", path: "/", who: representative, fold: true, act: openPalette},
		{name: "help", path: "/", who: representative, fold: true, act: openHelp},
		{name: "nowhere", path: "/nowhere", who: representative},
	}
}

// strangers are the screens of whoever has no session and no link.
func strangers() []screen {
	return []screen{
		{name: "sign-in", path: "/sign-in"},
		{name: "sign-in-sent", path: "/sign-in?sent"},
		{name: "sign-in-link", path: "/in/used-before"},
		{name: "sign-in-used", path: "/in/used-before", act: enter},
		{name: "complain", path: "/complain"},
		{name: "complain-refused", path: "/complain", act: sendEmptyForm},
		{name: "customer-expired", path: "/c/expired"},
	}
}

// state is a case to be found by what happened in it.
type state struct {
	name  string
	state recovery.State
	fits  func(app.CaseView) bool
}

func states() []state {
	return []state{
		{"received", recovery.Received, anyCase},
		{"working", recovery.Working, anyCase},
		{"offered", recovery.Offered, func(v app.CaseView) bool { return !awaitsApproval(v) }},
		{"mending", recovery.Mending, anyCase},
		{"broken", "", func(v app.CaseView) bool { return brokenWord(v) && !v.Case.Ended() }},
		{"asked", recovery.Resolved, wasAsked},
		{"closed", recovery.Closed, anyCase},
		{"repeat", "", func(v app.CaseView) bool { return len(v.Earlier) > 0 && !v.Case.Ended() }},
		{"approval", "", awaitsApproval},
		{"taken-up-again", "", func(v app.CaseView) bool { return v.Case.Reopened > 0 && !v.Case.Ended() }},
	}
}

// cases are the pages of cases in their states, as colleagues and as customers see them.
func (h *house) cases(ctx context.Context) ([]screen, error) {
	var list []screen
	for _, s := range states() {
		v, err := h.find(ctx, s.state, s.fits)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		who := representative
		if s.name == "approval" {
			who = lead
		}
		list = append(list,
			screen{name: "case-" + s.name, path: "/cases/" + v.Case.ID.Text(), who: who},
			screen{name: "customer-" + s.name, path: h.local(v.PageURL)},
		)
		if s.name == "repeat" {
			list = append(list, screen{name: "history", path: "/customers/" + v.Customer.ID.Text(), who: who})
		}
	}
	return list, nil
}
