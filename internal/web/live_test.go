package web

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"amends/internal/endpoint"
	"amends/internal/live"
)

func TestAPageHearsOfItsCaseOnly(t *testing.T) {
	t.Parallel()
	hub := live.NewHub()
	s := &site{Config: Config{Live: hub}}
	server := httptest.NewServer(endpoint.Sized(endpoint.FormSize)(s.listen()))
	t.Cleanup(server.Close)
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/live?case=12", nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	lines := bufio.NewScanner(got.Body)
	if !lines.Scan() || lines.Text() != ": hello" {
		t.Fatalf("the stream begins with %q", lines.Text())
	}
	hub.Tell(live.Change{Case: 13, Seq: 5})
	hub.Tell(live.Change{Case: 12, Seq: 47})
	var told []string
	for len(told) < 2 && lines.Scan() {
		if lines.Text() != "" {
			told = append(told, lines.Text())
		}
	}
	if want := "event: changed\ndata: {\"case\":\"12\",\"seq\":47}"; strings.Join(told, "\n") != want {
		t.Errorf("heard %q, want %q", told, want)
	}
}

func TestListsHearAtMostOnceInAWhile(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	s := &stream{w: w, control: http.NewResponseController(w)}
	for seq := range int64(5) {
		if err := s.hear(live.Change{Case: 12, Seq: seq}, ""); err != nil {
			t.Fatal(err)
		}
	}
	if w.Body.Len() > 0 {
		t.Fatalf("a list was told at once: %s", w.Body)
	}
	for range 2 {
		if err := s.tellWaiting(); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(w.Body.String(), "event: changed"); n != 1 {
		t.Errorf("told %d times, want once", n)
	}
}
