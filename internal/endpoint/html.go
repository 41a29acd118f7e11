package endpoint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/a-h/templ"
)

// HTML writes a page. It is rendered before anything is sent, so that a page that fails half way
// is refused whole.
func HTML(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	var b bytes.Buffer
	if err := page.Render(r.Context(), &b); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	return write(w, r, status, "text/html; charset=utf-8", b.Bytes())
}

// JSON writes v.
func JSON(w http.ResponseWriter, r *http.Request, status int, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("json: %w", err)
	}
	return write(w, r, status, "application/json", append(text, '\n'))
}

// write sends a whole answer. That the other side went away is not a failure of ours.
func write(w http.ResponseWriter, r *http.Request, status int, kind string, body []byte) error {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
	return nil
}
