package store

import (
	"context"
	"errors"

	"amends/internal/errs"
)

// sentinel is an error that can be a constant.
type sentinel string

func (e sentinel) Error() string { return string(e) }

const (
	// errMissing is what one returns when no row matches. A method turns it into its own words;
	// one that does not is turned into errs.Missing at the end of the transaction.
	errMissing sentinel = "no such row"

	// errLostRace says that another transaction was first and that the same closure may win
	// when it runs again. Store.attempt does that, nobody else.
	errLostRace sentinel = "lost a race with another transaction"

	// errOver says that a Tx was kept after its transaction ended.
	errOver sentinel = "this transaction is over"

	// errClosed says that the store was closed.
	errClosed sentinel = "the store is closed"

	// ErrLost says that the lease of a claimed job ended and somebody else may hold the job now.
	// The transaction that meant to finish it is rolled back: whoever holds it does the work.
	ErrLost sentinel = "the lease of this job has ended"
)

// sayAway is for a database that does not answer. An accepted write may still have happened.
const sayAway = "The database does not answer at the moment. Please try again shortly."

// final turns what a transaction ended with into what callers see: an *errs.Error wherever a
// person can act on it, anything else unchanged for the log.
func final(err error) error {
	var said *errs.Error
	var away *awayError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &away):
		return away.said
	case errors.Is(err, errLostRace):
		return errs.Busyf("Many changes happen here at once. Please try again.").Because(err)
	case errors.As(err, &said), errors.Is(err, ErrLost):
		return err
	case errors.Is(err, errMissing):
		return errs.Missingf("This is not here, or not here any more.").Because(err)
	case errors.Is(err, errClosed):
		return errs.Busyf("Amends is shutting down. Please try again in a minute.").Because(err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return errs.Busyf("This took too long and was given up. Please try again.").Because(err)
	}
	return err
}

// IsMissing reports whether a method of Tx found no such row.
func IsMissing(err error) bool { return errors.Is(err, errMissing) || errs.Is(err, errs.Missing) }
