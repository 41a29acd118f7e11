package endpoint

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestLimit(t *testing.T) {
	t.Parallel()
	b := setup(t)
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	l := NewLimit(10*time.Second, 2, func() time.Time { return now })
	b.mux.Handle("GET /", l.Each(b.surface, Client{})(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})))
	from := func(address string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = address
		return b.do(r)
	}
	for i, want := range []int{200, 200, 429, 429} {
		if w := from("192.0.2.1:1000"); w.Code != want {
			t.Errorf("request %d: %d", i+1, w.Code)
		}
	}
	if w := from("192.0.2.1:1000"); w.Header().Get("Retry-After") != "10" {
		t.Errorf("Retry-After %q", w.Header().Get("Retry-After"))
	}
	if w := from("192.0.2.2:1000"); w.Code != http.StatusOK {
		t.Errorf("another client: %d", w.Code)
	}
	now = now.Add(10 * time.Second)
	if w := from("192.0.2.1:2000"); w.Code != http.StatusOK {
		t.Errorf("after a while: %d", w.Code)
	}
}

func TestLimitForgetsTheOldest(t *testing.T) {
	t.Parallel()
	l := NewLimit(time.Hour, 1, func() time.Time { return time.Unix(0, 0) })
	for i := range maxClients + 10 {
		if wait := l.take(fmt.Sprint(i)); wait > 0 {
			t.Fatalf("client %d waits %s", i, wait)
		}
	}
	if len(l.known) != maxClients || l.recent.Len() != maxClients {
		t.Errorf("remembers %d and %d", len(l.known), l.recent.Len())
	}
	if l.take("0") > 0 || l.take(fmt.Sprint(maxClients+9)) == 0 {
		t.Error("forgot the wrong ones")
	}
}

func TestClientAddress(t *testing.T) {
	t.Parallel()
	cases := []struct{ header, remote, said, want string }{
		{"", "192.0.2.1:99", "203.0.113.9", "192.0.2.1"},
		{"X-Forwarded-For", "192.0.2.1:99", "198.51.100.1, 203.0.113.9", "203.0.113.9"},
		{"X-Forwarded-For", "192.0.2.1:99", "198.51.100.1\n203.0.113.9", "203.0.113.9"},
		{"X-Forwarded-For", "192.0.2.1:99", "", "192.0.2.1"},
		{"X-Forwarded-For", "192.0.2.1:99", "203.0.113.9:4711", "203.0.113.9"},
		{"X-Forwarded-For", "192.0.2.1:99", "[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::/64"},
		{"", "[2001:db8:1:2:3::4]:99", "", "2001:db8:1:2::/64"},
		{"", "[::ffff:192.0.2.1]:99", "", "192.0.2.1"},
		{"", "@", "", "@"},
	}
	for _, c := range cases {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		for line := range strings.SplitSeq(c.said, "\n") {
			r.Header.Add("X-Forwarded-For", line)
		}
		if got := (Client{Header: c.header}).Address(r); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
