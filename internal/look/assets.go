package look

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// Assets knows under which hashed name each bundled file is served. The zero Assets has none:
// pages then come without style and script but still work.
type Assets struct {
	prefix string
	hashed map[string]string
}

// LoadAssets reads manifest.json from the bundle. prefix is where the surface serves the files,
// for example "/assets/". A bundle that was never built is not an error: Built reports it.
func LoadAssets(bundle fs.FS, prefix string) (Assets, error) {
	text, err := fs.ReadFile(bundle, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return Assets{prefix: prefix}, nil
	}
	if err != nil {
		return Assets{}, fmt.Errorf("reading the bundle's manifest: %w", err)
	}
	hashed := map[string]string{}
	if err := json.Unmarshal(text, &hashed); err != nil {
		return Assets{}, fmt.Errorf("reading the bundle's manifest: %w", err)
	}
	return Assets{prefix: prefix, hashed: hashed}, nil
}

// Built reports whether there is a bundle.
func (a Assets) Built() bool { return len(a.hashed) > 0 }

// URL is where a bundled file ("app.css", "staff.js", "portal.js", "mark.svg") is served,
// or "" when it was not built.
func (a Assets) URL(name string) string {
	file, ok := a.hashed[name]
	if !ok {
		return ""
	}
	return path.Join("/", a.prefix, file)
}
