package worker

import (
	"context"
	"encoding/json"
	"strings"

	"amends/internal/app"
	"amends/internal/email"
	"amends/internal/errs"
	"amends/internal/job"
)

// post hands a mail for a colleague on: a sign-in link, a notice. One that cannot be delivered is
// only logged: the colleague sees the same on their Today page, or asks for another link.
func (w *Worker) post(ctx context.Context, j job.Claimed) error {
	var args job.Post
	if err := json.Unmarshal(j.Args, &args); err != nil {
		return err
	}
	m, err := w.App.PostToSend(ctx, args.ID)
	if errs.Is(err, errs.Missing) {
		return w.App.PostSent(ctx, j)
	}
	if err != nil {
		return err
	}
	raw, err := build(m)
	if err != nil {
		return err
	}
	failed := w.deliver(ctx, m.From, m.To, raw)
	if failed != nil && !final(failed, j.Attempt) {
		return failed
	}
	if failed != nil {
		w.Log.WarnContext(ctx, "mail to a colleague not delivered", "job", j.ID.Text(), "err", failed)
	}
	return w.App.PostSent(ctx, j)
}

// build writes a mail to a colleague. The same one always has the same Message-ID, so that a
// mailbox knows it when it comes twice.
func build(m app.Mail) ([]byte, error) {
	_, domain, _ := strings.Cut(m.From, "@")
	return email.Build(email.Out{
		MessageID: "post." + m.ID.Text() + "@" + domain, From: email.Address{Addr: m.From}, To: []email.Address{{Addr: m.To}},
		Subject: m.Subject, Text: m.Text, Date: m.At, Automatic: true,
	})
}
