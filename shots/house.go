package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path"
	"slices"
	"strings"

	"amends/internal/app"
	"amends/internal/recovery"
	"amends/internal/server"
)

// house is the demo, running.
type house struct {
	*server.Server
	stop  context.CancelFunc
	ended chan error
	made  string // the folder that was made for it
}

func openHouse(ctx context.Context, data string) (*house, error) {
	h := &house{ended: make(chan error, 1)}
	if data == "" {
		var err error
		if h.made, err = os.MkdirTemp("", "amends-shots-"); err != nil {
			return nil, err
		}
		data = h.made
	}
	config := server.Config{Place: server.Place{Data: data}, Listen: "127.0.0.1:0", MailTLS: "starttls", APIRate: 5000, Demo: true}
	var err error
	if h.Server, err = server.Build(ctx, config, slog.New(slog.NewTextHandler(io.Discard, nil))); err != nil {
		return nil, errors.Join(err, h.clean())
	}
	if _, err := h.Stage.Fill(ctx); err != nil {
		return nil, errors.Join(err, h.Close(), h.clean())
	}
	ctx, h.stop = context.WithCancel(ctx)
	go func() { h.ended <- h.Run(ctx) }()
	return h, nil
}

func (h *house) close() error {
	h.stop()
	return errors.Join(<-h.ended, h.Close(), h.clean())
}

func (h *house) clean() error {
	if h.made == "" {
		return nil
	}
	return os.RemoveAll(h.made)
}

// session signs somebody in, as their one-time link does.
func (h *house) session(ctx context.Context, first string) (string, error) {
	link, err := h.App.LinkFor(ctx, first+"@northmill.example")
	if err != nil {
		return "", err
	}
	return h.App.SignIn(ctx, path.Base(link))
}

// find is the newest case in a state that looks as asked.
func (h *house) find(ctx context.Context, state recovery.State, fits func(app.CaseView) bool) (app.CaseView, error) {
	found, err := h.App.Cases(ctx, recovery.System(), app.CasesIn{State: state, Limit: 100})
	if err != nil {
		return app.CaseView{}, err
	}
	for _, row := range found.Items {
		v, err := h.App.Case(ctx, recovery.System(), row.ID, "")
		if err != nil {
			return app.CaseView{}, err
		}
		if fits(v) {
			return v, nil
		}
	}
	return app.CaseView{}, fmt.Errorf("no case in the demo is %q as it should be for a picture", state)
}

func anyCase(app.CaseView) bool { return true }

func brokenWord(v app.CaseView) bool {
	return slices.ContainsFunc(v.Case.Commitments, func(c recovery.Commitment) bool { return c.State == recovery.Broken && c.Told != "" })
}

// wasAsked is a case whose customer was asked whether it held and has not answered.
func wasAsked(v app.CaseView) bool {
	return slices.ContainsFunc(v.Case.Commitments, func(c recovery.Commitment) bool {
		return c.Kind.FollowsUp() && c.State == recovery.Kept && c.EndedAt.After(v.Case.ResolvedAt)
	})
}

func awaitsApproval(v app.CaseView) bool {
	return slices.ContainsFunc(v.Case.Approvals, func(a recovery.Approval) bool { return a.State == recovery.ApprovalPending })
}

// local is the path of an address of ours.
func (h *house) local(url string) string { return strings.TrimPrefix(url, h.Base()) }
