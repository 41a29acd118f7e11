// Package mail carries mail between this machine and others: a listener that takes mail in, a
// client that hands mail to a submission server, and a folder that stands in for one.
// It knows envelopes and bytes; what a mail says, and what happens then, is for others.
package mail

import (
	"context"
	"fmt"
)

// Incoming is a mail as it arrived. From is the envelope sender, "" for a bounce; To are the
// recipients that were accepted, each once; Remote is the peer's network address.
type Incoming struct {
	From   string
	To     []string
	Raw    []byte
	Remote string
}

// Receiver takes a mail in. It returns nil only when the mail is durable, because the sending
// server forgets it then. The kind of an error (see errs) decides what the sender is told:
// invalid, denied and missing are final, all others, and errors of no kind, ask it to try
// again later. The same mail may come twice.
type Receiver func(ctx context.Context, in Incoming) error

// Sender hands a mail on. from and to are the envelope; from may be "". When it returns nil
// the next hop is answerable for the mail. Errors are *SendError.
type Sender interface {
	Send(ctx context.Context, from string, to []string, raw []byte) error
}

// SendError says why a mail did not leave and whether trying again can help.
type SendError struct {
	Temporary bool   // try again later; false means this mail will never be taken as it is
	Unsure    bool   // the mail may have been taken all the same: the answer was lost
	Code      int    // the server's answer, 0 when there was none
	Say       string // for people; a message of the catalogue in English
	Err       error  // for the log
}

// Error is for the log.
func (e *SendError) Error() string { return fmt.Sprintf("send: %s (%d): %v", e.Say, e.Code, e.Err) }

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }
