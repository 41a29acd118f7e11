// Package errs holds the one error type of the house: what kind of refusal it is,
// which field it is about, what to say to a person, and the cause for the log.
// It must not know HTTP, SQL or any other wire.
package errs

import (
	"errors"
	"fmt"
)

// Kind says what a refusal means to the caller. The list is closed: surfaces map
// every kind to their own status.
type Kind string

// The kinds of refusal.
const (
	Invalid  Kind = "invalid"  // the input is wrong; Field names the box
	Denied   Kind = "denied"   // the actor may not do this
	Missing  Kind = "missing"  // there is no such thing, or not for this actor
	Conflict Kind = "conflict" // the thing changed meanwhile, or is in a state that forbids it
	Busy     Kind = "busy"     // try again later: limits, a database that is away
	Internal Kind = "internal" // our fault
)

// Error is a refusal. Say is the only text that is shown to people; it is a message
// of the catalogue in English (see package words) with Args for its verbs.
type Error struct {
	Kind  Kind
	Field string // the input's name as the surface knows it, or ""
	Say   string
	Args  []any
	Err   error // the cause, for the log only
}

// Error is for the log: kind, operation and cause, never shown to a customer.
func (e *Error) Error() string {
	text := string(e.Kind) + ": " + e.Text()
	if e.Field != "" {
		text = string(e.Kind) + " " + e.Field + ": " + e.Text()
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Text is Say in English with its arguments filled in.
func (e *Error) Text() string {
	if len(e.Args) == 0 {
		return e.Say
	}
	return fmt.Sprintf(e.Say, e.Args...)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Because keeps the cause of the refusal for the log and returns the refusal.
func (e *Error) Because(err error) *Error {
	e.Err = err
	return e
}

// Invalidf refuses an input; field names the box it came from.
func Invalidf(field, say string, args ...any) *Error {
	return &Error{Kind: Invalid, Field: field, Say: say, Args: args}
}

// Deniedf refuses an actor.
func Deniedf(say string, args ...any) *Error { return &Error{Kind: Denied, Say: say, Args: args} }

// Missingf says that there is no such thing.
func Missingf(say string, args ...any) *Error { return &Error{Kind: Missing, Say: say, Args: args} }

// Conflictf says that the thing's state forbids what was asked.
func Conflictf(say string, args ...any) *Error { return &Error{Kind: Conflict, Say: say, Args: args} }

// Busyf asks the caller to come back later.
func Busyf(say string, args ...any) *Error { return &Error{Kind: Busy, Say: say, Args: args} }

// KindOf is the kind of the first *Error in err's chain, Internal for any other error
// and "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is a refusal of this kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
