package endpoint

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"amends/internal/errs"
	"amends/internal/words"
)

// FrameConfig is what stands around all surfaces.
type FrameConfig struct {
	Surface Surface // refuses what never reaches a surface of its own
	Secure  bool    // the public address is https
	Zone    func() *time.Location
	Client  Client
	Limit   *Limit // for every request; nil for none
}

// Frame is the whole house seen from outside. From the outermost: a name for the request, the
// access log, the catch for panics, headers, the rate limit, the refusal of forms from other
// sites, the size of what is sent, compression.
func Frame(c FrameConfig, inside http.Handler) http.Handler {
	across := http.NewCrossOriginProtection()
	across.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.Surface.Answer(w, r, errs.Deniedf("This came from another site, so we did not take it. Open the page here and send it again."))
	}))
	h := across.Handler(Sized(FilesSize)(gzipped(inside)))
	if c.Limit != nil {
		h = c.Limit.Each(c.Surface, c.Client)(h)
	}
	h = headers(c.Secure)(caught(c.Surface, h))
	return visited(c, h)
}

// visited names the request, writes its line in the access log and gives it its words.
func visited(c FrameConfig, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		name := rand.Text()[:12]
		ctx := context.WithValue(r.Context(), keyRequest, name)
		ctx = WithWords(ctx, words.For(r.Header.Get("Accept-Language"), c.Zone()))
		r = r.WithContext(ctx)
		w.Header().Set("X-Request-Id", name)
		seen := &watched{ResponseWriter: w, status: http.StatusOK}
		defer func() { logVisit(c.Surface.Log, r, seen, time.Since(began)) }()
		next.ServeHTTP(seen, r)
	})
}

// logVisit names the route, never the path or the query: they can hold secrets.
func logVisit(log *slog.Logger, r *http.Request, w *watched, took time.Duration) {
	log.LogAttrs(r.Context(), slog.LevelInfo, "request",
		slog.String("request", RequestID(r.Context())), slog.String("method", r.Method), slog.String("route", routeOf(r)),
		slog.Int("status", w.status), slog.Int64("bytes", w.bytes), slog.Duration("took", took))
}

// caught answers a panic with a page instead of a torn connection, and logs where it was.
func caught(s Surface, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			err := fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			if seen, ok := w.(*watched); ok && seen.sent {
				// Half an answer is out already: tear the connection, so that nobody takes it for whole.
				s.note(r, err)
				panic(http.ErrAbortHandler)
			}
			s.Answer(w, r, err)
		}()
		next.ServeHTTP(w, r)
	})
}

// watched counts what is sent.
type watched struct {
	http.ResponseWriter
	status int
	bytes  int64
	sent   bool
}

func (w *watched) WriteHeader(status int) {
	if !w.sent {
		w.status, w.sent = status, status >= http.StatusOK
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	w.sent = true
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap is for http.ResponseController.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
