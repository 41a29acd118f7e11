package endpoint

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"amends/internal/errs"
)

// Refusal is what a surface shows instead of an answer.
type Refusal struct {
	Status  int           // of HTTP
	Kind    errs.Kind     // what sort of refusal it is
	Field   string        // the box it is about, or ""
	Say     string        // the only text to show, in the reader's language
	Request string        // the id under which the log has it
	Retry   time.Duration // when it is worth another try; 0 for not said
}

// StatusOf is the status of a refusal: the one table of the house.
func StatusOf(err error) int {
	var large *http.MaxBytesError
	var slow *tooMany
	switch {
	case err == nil:
		return http.StatusOK
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &slow):
		return http.StatusTooManyRequests
	}
	switch errs.KindOf(err) {
	case errs.Invalid:
		return http.StatusUnprocessableEntity
	case errs.Denied:
		return http.StatusForbidden
	case errs.Missing:
		return http.StatusNotFound
	case errs.Conflict:
		return http.StatusConflict
	case errs.Busy:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// busyRetry is how long a caller should wait when the house is busy.
const busyRetry = 5 * time.Second

// RefusalOf makes err ready to be shown to whoever asked. It logs nothing.
func RefusalOf(ctx context.Context, err error) Refusal {
	no := Refusal{Status: StatusOf(err), Kind: errs.KindOf(err), Request: RequestID(ctx)}
	var refusal *errs.Error
	if errors.As(err, &refusal) {
		no.Field = refusal.Field
	}
	var slow *tooMany
	switch {
	case errors.As(err, &slow):
		no.Retry = slow.wait
	case no.Status == http.StatusServiceUnavailable:
		no.Retry = busyRetry
	}
	if no.Status == http.StatusRequestEntityTooLarge {
		err = errTooLarge(err)
	}
	no.Say = Words(ctx).Err(err)
	return no
}

func errTooLarge(cause error) error {
	return errs.Invalidf("", "That is more than we can take at once. Please send less: shorter words, fewer or smaller files.").Because(cause)
}

// note logs a refusal and makes it ready to be shown. It is the only place where refusals are
// logged.
func (s Surface) note(r *http.Request, err error) Refusal {
	no := RefusalOf(r.Context(), err)
	Note(r.Context(), s.Log, routeOf(r), err)
	return no
}

// Note logs a refusal once, for surfaces that answer by themselves: our own faults as errors, what
// the house could not do now as warnings, what somebody may not or cannot do as information.
func Note(ctx context.Context, log *slog.Logger, route string, err error) {
	level := slog.LevelInfo
	switch kind := errs.KindOf(err); {
	case errors.Is(err, context.Canceled):
		level = slog.LevelDebug
	case StatusOf(err) == http.StatusInternalServerError:
		level = slog.LevelError
	case kind == errs.Busy:
		level = slog.LevelWarn
	}
	log.Log(ctx, level, "refused", "request", RequestID(ctx), "route", route, "actor", named(ctx), "err", err.Error())
}

func named(ctx context.Context) string {
	who := Who(ctx)
	if who.Kind == "" {
		return "nobody"
	}
	return who.Text()
}

// Answer shows a refusal as the surface does, and logs it. It is for handlers that stand outside
// Page and Form.
func (s Surface) Answer(w http.ResponseWriter, r *http.Request, err error) {
	s.show(w, r, s.note(r, err))
}

func (s Surface) show(w http.ResponseWriter, r *http.Request, no Refusal) {
	no.retry(w)
	s.Refuse(w, r, no)
}

func (no Refusal) retry(w http.ResponseWriter) {
	if no.Retry > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(max(no.Retry, time.Second)/time.Second)))
	}
}
