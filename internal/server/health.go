package server

import (
	"context"
	"io"
	"net/http"
	"time"
)

// pingWithin is how long the database may take to count as there.
const pingWithin = 2 * time.Second

// alive answers as long as the process does.
func alive(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok\n") }

// ready answers whether work should be sent here: the database is there, and we are not on our way out.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	if s.draining.Err() != nil {
		say(w, http.StatusServiceUnavailable, "shutting down\n")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), pingWithin)
	defer cancel()
	if err := s.store.Ping(ctx); err != nil {
		say(w, http.StatusServiceUnavailable, "the database does not answer\n")
		return
	}
	say(w, http.StatusOK, "ready\n")
}

func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // the asker may have gone
}
