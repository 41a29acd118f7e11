package endpoint

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// Assets serves the bundle under prefix ("/assets/"). The names carry a hash of what is in them,
// so browsers keep them for ever; what was compressed at build time is sent so.
func Assets(bundle fs.FS, prefix string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, prefix)
		if !fs.ValidPath(name) || strings.Contains(name, "/") || !served(name) {
			http.NotFound(w, r)
			return
		}
		body, err := fs.ReadFile(bundle, name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Add("Vary", "Accept-Encoding")
		if small, err := fs.ReadFile(bundle, name+".gz"); err == nil && takesGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body = small
		}
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		_ = write(w, r, http.StatusOK, kindOf(name), body)
	})
}

func served(name string) bool {
	return name != "manifest.json" && !strings.HasPrefix(name, ".") && path.Ext(name) != ".gz"
}

// kindOf names the kinds of our own files, for what the machine knows of them differs.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		return kind
	}
	return "application/octet-stream"
}
