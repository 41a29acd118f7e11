// Package live tells open pages that something changed: "case 12 is now at 47". Nothing else
// travels here; who hears it fetches what they may see. It is a hint, never a truth: a page that
// missed it shows the change at its next request.
package live

import "sync"

// Change says that a case has reached an event.
type Change struct {
	Case int64 `json:"case,string"`
	Seq  int64 `json:"seq"`
}

// Hub passes changes on to whoever listens in this process.
type Hub struct {
	mu        sync.Mutex
	listeners map[chan Change]struct{}
}

// NewHub is a hub with no listeners.
func NewHub() *Hub { return &Hub{listeners: map[chan Change]struct{}{}} }

// backlog is how many changes a slow listener may lag behind before it loses some.
const backlog = 64

// Listen gives a channel of changes and the function that ends it. A listener that does not keep
// up loses changes and never holds anybody up.
func (h *Hub) Listen() (changes <-chan Change, end func()) {
	c := make(chan Change, backlog)
	h.mu.Lock()
	h.listeners[c] = struct{}{}
	h.mu.Unlock()
	return c, func() {
		h.mu.Lock()
		delete(h.listeners, c)
		h.mu.Unlock()
	}
}

// Tell passes a change on.
func (h *Hub) Tell(x Change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.listeners {
		select {
		case c <- x:
		default:
		}
	}
}
