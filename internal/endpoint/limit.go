package endpoint

import (
	"container/list"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"amends/internal/errs"

	"golang.org/x/time/rate"
)

// Client finds the address of whoever asks.
type Client struct {
	// Header is the one in which a proxy of ours writes the client's address, such as
	// "X-Forwarded-For"; "" when there is no proxy. It is believed as it stands, so it may only be
	// set where the proxy always writes it.
	Header string
}

// Address is the client's: of IPv6 the network of 64 bits, for that is what one subscriber has.
func (c Client) Address(r *http.Request) string {
	text, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		text = r.RemoteAddr
	}
	if c.Header != "" {
		// The last entry of the last line is the one our own proxy wrote; those before it are the
		// client's say. Some proxies lengthen the line that is there, others add one (HAProxy).
		said := strings.Split(strings.Join(r.Header.Values(c.Header), ","), ",")
		if last := strings.TrimSpace(said[len(said)-1]); last != "" {
			text = last
		}
	}
	address, err := netip.ParseAddr(text)
	if err != nil {
		// Some proxies write the port too, which is another for each connection.
		both, err := netip.ParseAddrPort(text)
		if err != nil {
			return text
		}
		address = both.Addr()
	}
	address = address.Unmap()
	if address.Is6() {
		if network, err := address.WithZone("").Prefix(64); err == nil {
			return network.String()
		}
	}
	return address.String()
}

// maxClients is how many clients a Limit remembers; the one heard of longest ago is forgotten
// first, so that a flood of addresses costs a fixed amount of memory.
const maxClients = 20_000

// Limit is how often one client may ask. Make it with NewLimit; it is safe for use by many
// goroutines.
type Limit struct {
	every time.Duration
	burst int
	now   func() time.Time

	mu     sync.Mutex
	known  map[string]*list.Element
	recent *list.List // of *client, the one heard of last in front
}

type client struct {
	address string
	tokens  *rate.Limiter
}

// NewLimit allows one request in every, and up to burst at once. now is the clock.
func NewLimit(every time.Duration, burst int, now func() time.Time) *Limit {
	return &Limit{every: every, burst: burst, now: now, known: map[string]*list.Element{}, recent: list.New()}
}

// take spends one request of the client and says how long it would have to wait for it.
func (l *Limit) take(address string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	entry, ok := l.known[address]
	if !ok {
		entry = l.recent.PushFront(&client{address: address, tokens: rate.NewLimiter(rate.Every(l.every), l.burst)})
		l.known[address] = entry
	}
	l.recent.MoveToFront(entry)
	for l.recent.Len() > maxClients {
		last := l.recent.Back()
		delete(l.known, l.recent.Remove(last).(*client).address)
	}
	now := l.now()
	spent := entry.Value.(*client).tokens.ReserveN(now, 1)
	wait := spent.DelayFrom(now)
	if wait > 0 {
		spent.CancelAt(now)
	}
	return wait
}

// Each refuses clients that ask too often, with 429.
func (l *Limit) Each(s Surface, c Client) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if wait := l.take(c.Address(r)); wait > 0 {
				s.Answer(w, r, errs.Busyf("That was a lot at once. Please wait a moment and try again.").Because(&tooMany{wait}))
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// tooMany is the cause of a refusal for asking too often.
type tooMany struct{ wait time.Duration }

func (t *tooMany) Error() string { return fmt.Sprintf("too many requests, next in %s", t.wait) }

// The sizes of requests.
const (
	FormSize  = 1 << 20  // bytes of a form without files, and of any text in a form with files
	FilesSize = 25 << 20 // bytes of a form with files, and of anything at all
)

// Sized refuses bodies of more than size bytes, with 413 once they are read. Frame and the readers
// of forms set the sizes above by themselves; this is for what takes less.
func Sized(size int64) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Body = http.MaxBytesReader(w, r.Body, size)
			next.ServeHTTP(w, r)
		})
	}
}
