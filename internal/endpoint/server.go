package endpoint

import (
	"log/slog"
	"net/http"
	"time"
)

// How long the other side may take. A stream of events sets its own deadlines with
// http.ResponseController.
const (
	headWithin  = 10 * time.Second
	readWithin  = 2 * time.Minute // 25 MB over a bad line
	writeWithin = 2 * time.Minute
	idleFor     = 2 * time.Minute
	headSize    = 64 << 10
)

// Server is an http.Server that slow clients cannot hold up. The caller listens and shuts it down.
func Server(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: headWithin, ReadTimeout: readWithin, WriteTimeout: writeWithin,
		IdleTimeout: idleFor, MaxHeaderBytes: headSize, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
