package worker

import (
	"context"
	"errors"

	"amends/internal/app"
	"amends/internal/job"
	"amends/internal/mail"
)

// sendAttempts is after how many attempts a mail that is only ever put off counts as undeliverable:
// with an hour between them about four days, as mail servers do (RFC 5321, section 4.5.4.1).
const sendAttempts = 100

// send hands a word of ours to the outside and records what came of it.
func (w *Worker) send(ctx context.Context, j job.Claimed) error {
	letter, err := w.App.Outgoing(ctx, j)
	if err != nil {
		return err
	}
	failed := w.handOn(ctx, letter)
	if failed == nil {
		return w.App.Sent(ctx, j)
	}
	if final(failed, j.Attempt) {
		return w.App.Undeliverable(ctx, j, reason(failed))
	}
	return failed
}

func (w *Worker) handOn(ctx context.Context, l app.Letter) error {
	if l.Gone || !l.Mail {
		return nil
	}
	return w.deliver(ctx, l.From, l.To, l.Raw)
}

func (w *Worker) deliver(ctx context.Context, from, to string, raw []byte) error {
	if w.Sender == nil {
		return nil
	}
	return w.Sender.Send(ctx, from, []string{to}, raw)
}

// final reports that trying again does not help.
func final(failed error, attempt int) bool {
	var said *mail.SendError
	return attempt >= sendAttempts || (errors.As(failed, &said) && !said.Temporary)
}

// reason is what colleagues read on the case.
func reason(failed error) string {
	var said *mail.SendError
	if errors.As(failed, &said) && said.Say != "" {
		return said.Say
	}
	return "The mail could not be delivered."
}
