package portal

import (
	"io"
	"mime"
	"net/http"
	"strconv"

	"amends/internal/endpoint"
	"amends/internal/id"
)

// file sends a file of the customer's own case, to be saved and never to be shown: whatever is in
// it, it runs nothing here.
func (d *desk) file(w http.ResponseWriter, r *http.Request) {
	name, err := endpoint.PathID[id.File](r, "file")
	if err != nil {
		d.surface.Answer(w, r, err)
		return
	}
	file, body, err := d.App.File(r.Context(), endpoint.Who(r.Context()), name)
	if err != nil {
		d.surface.Answer(w, r, err)
		return
	}
	defer body.Close()
	endpoint.Sandboxed(w)
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	h.Set("Content-Length", strconv.FormatInt(file.Size, 10))
	// That the other side went away is not a failure of ours.
	_, _ = io.Copy(w, body)
}
