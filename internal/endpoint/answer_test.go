package endpoint

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestCompression(t *testing.T) {
	t.Parallel()
	b := setup(t)
	page := strings.Repeat("word ", 1000)
	serve := func(path, kind string) {
		b.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			_ = write(w, r, http.StatusOK, kind, []byte(page))
		})
	}
	serve("/page", "text/html; charset=utf-8")
	serve("/stream", "text/event-stream")
	serve("/picture", "image/png")
	cases := []struct {
		path, accept string
		squeezed     bool
	}{
		{"/page", "gzip, br", true}, {"/page", "gzip;q=0", false}, {"/page", "", false},
		{"/stream", "gzip", false}, {"/picture", "gzip", false},
	}
	for _, c := range cases {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		r.Header.Set("Accept-Encoding", c.accept)
		w := b.do(r)
		if got := w.Header().Get("Content-Encoding") == "gzip"; got != c.squeezed {
			t.Errorf("%s with %q: compressed %v", c.path, c.accept, got)
		}
		if text := opened(t, w); text != page {
			t.Errorf("%s with %q: %d bytes", c.path, c.accept, len(text))
		}
	}
}

func opened(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	if w.Header().Get("Content-Encoding") == "" {
		return w.Body.String()
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestStreamLeavesAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.mux.HandleFunc("GET /live", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "data: 47\n\n")
		if err := http.NewResponseController(w).Flush(); err != nil {
			t.Errorf("flush: %v", err)
		}
	})
	r := httptest.NewRequest(http.MethodGet, "/live", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	if w := b.do(r); !w.Flushed || w.Body.String() != "data: 47\n\n" {
		t.Errorf("flushed %v: %q", w.Flushed, w.Body)
	}
}

func TestAssets(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.mux.Handle("GET /assets/", Assets(fstest.MapFS{
		"app-AB.css": {Data: []byte("body{}")}, "app-AB.css.gz": {Data: []byte("small")}, "manifest.json": {Data: []byte("{}")}, ".keep": {},
		"inter.woff2": {Data: []byte("font")},
	}, "/assets/"))
	cases := []struct {
		path, accept, kind, body string
		status                   int
	}{
		{"/assets/app-AB.css", "", "text/css; charset=utf-8", "body{}", 200},
		{"/assets/app-AB.css", "gzip", "text/css; charset=utf-8", "small", 200},
		{"/assets/inter.woff2", "gzip", "font/woff2", "font", 200},
		{"/assets/manifest.json", "", "", "", 404},
		{"/assets/app-AB.css.gz", "", "", "", 404},
		{"/assets/.keep", "", "", "", 404},
		{"/assets/", "", "", "", 404},
		{"/assets/none.css", "", "", "", 404},
	}
	for _, c := range cases {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		r.Header.Set("Accept-Encoding", c.accept)
		w := b.do(r)
		if w.Code != c.status || c.status == 200 && (w.Body.String() != c.body || w.Header().Get("Content-Type") != c.kind) {
			t.Errorf("%s: %d %q %v", c.path, w.Code, w.Body, w.Header())
		}
		if kept := strings.Contains(w.Header().Get("Cache-Control"), "immutable"); kept != (c.status == 200) {
			t.Errorf("%s: %q", c.path, w.Header().Get("Cache-Control"))
		}
	}
}
