package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"amends/internal/live"
)

// The rhythm of the stream of changes.
const (
	stayAlive  = 25 * time.Second // a comment, so that nothing on the way ends a silent line
	listPace   = 2 * time.Second  // lists hear of changes at most so often
	writeTakes = 10 * time.Second
)

// listen tells an open page that something changed. With ?case= only of that case, at once;
// without, of any case, and so often that a busy house does not keep every list busy.
func (s *site) listen() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		changes, end := s.Live.Listen()
		defer end()
		h := w.Header()
		h.Set("Content-Type", "text/event-stream")
		h.Set("X-Accel-Buffering", "no")
		stream := &stream{w: w, control: http.NewResponseController(w)}
		if stream.send(": hello\n\n") != nil {
			return
		}
		only := r.URL.Query().Get("case")
		stream.follow(r, changes, only)
	})
}

// stream is one open page.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	waiting *live.Change // the last change a list has not heard of yet
}

func (s *stream) follow(r *http.Request, changes <-chan live.Change, only string) {
	alive, pace := time.NewTicker(stayAlive), time.NewTicker(listPace)
	defer alive.Stop()
	defer pace.Stop()
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-alive.C:
			err = s.send(": still here\n\n")
		case <-pace.C:
			err = s.tellWaiting()
		case c := <-changes:
			err = s.hear(c, only)
		}
		if err != nil {
			return
		}
	}
}

func (s *stream) hear(c live.Change, only string) error {
	if only == "" {
		s.waiting = &c
		return nil
	}
	if fmt.Sprint(c.Case) != only {
		return nil
	}
	return s.tell(c)
}

func (s *stream) tellWaiting() error {
	if s.waiting == nil {
		return nil
	}
	c := *s.waiting
	s.waiting = nil
	return s.tell(c)
}

func (s *stream) tell(c live.Change) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.send("event: changed\ndata: " + string(text) + "\n\n")
}

// send writes and lets it leave at once. A writer without deadlines, as in tests, has none to set.
func (s *stream) send(text string) error {
	_ = s.control.SetWriteDeadline(time.Now().Add(writeTakes))
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.control.Flush()
}
