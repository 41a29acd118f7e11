package endpoint

import (
	"compress/gzip"
	"net/http"
	"strings"
)

// gzipped compresses pages, JSON, CSV and text for those who take it. Streams of events are left as they are:
// each has to leave at once.
func gzipped(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !takesGzip(r) || r.Method == http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Add("Vary", "Accept-Encoding")
		z := &zipper{ResponseWriter: w}
		defer z.close()
		next.ServeHTTP(z, r)
	})
}

func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "gzip" {
			return strings.TrimSpace(weight) != "q=0"
		}
	}
	return false
}

// zipper decides on the first byte whether to compress.
type zipper struct {
	http.ResponseWriter
	gz      *gzip.Writer
	decided bool
}

func (z *zipper) WriteHeader(status int) {
	if status >= http.StatusOK && !z.decided {
		z.decided = true
		h := z.Header()
		body := status != http.StatusNoContent && status != http.StatusNotModified
		if body && h.Get("Content-Encoding") == "" && compressible(h.Get("Content-Type")) {
			h.Set("Content-Encoding", "gzip")
			h.Del("Content-Length")
			z.gz = gzip.NewWriter(z.ResponseWriter)
		}
	}
	z.ResponseWriter.WriteHeader(status)
}

func (z *zipper) Write(b []byte) (int, error) {
	if !z.decided {
		if z.Header().Get("Content-Type") == "" {
			z.Header().Set("Content-Type", http.DetectContentType(b))
		}
		z.WriteHeader(http.StatusOK)
	}
	if z.gz != nil {
		return z.gz.Write(b)
	}
	return z.ResponseWriter.Write(b)
}

// FlushError sends what there is; http.ResponseController calls it.
func (z *zipper) FlushError() error {
	if z.gz != nil {
		if err := z.gz.Flush(); err != nil {
			return err
		}
	}
	return http.NewResponseController(z.ResponseWriter).Flush()
}

// Unwrap is for http.ResponseController.
func (z *zipper) Unwrap() http.ResponseWriter { return z.ResponseWriter }

// close ends the compressed answer. That the other side went away is not a failure of ours.
func (z *zipper) close() {
	if z.gz != nil {
		_ = z.gz.Close()
	}
}

func compressible(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	switch strings.TrimSpace(kind) {
	case "text/html", "text/css", "text/csv", "text/plain", "text/javascript", "application/json",
		"application/problem+json", "image/svg+xml", "application/yaml":
		return true
	}
	return false
}
