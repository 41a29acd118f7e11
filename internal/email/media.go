package email

import (
	"mime"
	"path"
	"strings"
)

// mediaType is a Content-Type or a Content-Disposition: a name in lower case and parameters.
type mediaType struct {
	name   string
	params map[string]string
}

func contentType(h header) mediaType {
	kind := parseMedia(h.Get("Content-Type"))
	if !strings.Contains(kind.name, "/") {
		kind.name = "text/plain"
	}
	return kind
}

func disposition(h header) mediaType { return parseMedia(h.Get("Content-Disposition")) }

// parseMedia reads a value the standard library may refuse: its rules first, ours for the
// rest (doubled or unquoted parameters, which are common).
func parseMedia(value string) mediaType {
	if name, params, err := mime.ParseMediaType(value); err == nil {
		for key, v := range params {
			params[key] = decodeWords(v)
		}
		return mediaType{name, params}
	}
	parts := splitOutside(value, ';')
	out := mediaType{name: strings.ToLower(strings.TrimSpace(parts[0])), params: map[string]string{}}
	if end := strings.IndexFunc(out.name, notInType); end >= 0 {
		out.name = out.name[:end]
	}
	for _, p := range parts[1:] {
		key, v, ok := strings.Cut(p, "=")
		key = strings.ToLower(strings.TrimSpace(key))
		if _, twice := out.params[key]; ok && !twice {
			out.params[key] = decodeWords(strings.Trim(strings.TrimSpace(v), `"`))
		}
	}
	return out
}

func notInType(c rune) bool {
	return c <= ' ' || c > '~' || strings.ContainsRune(`()<>@,;:\"[]?=`, c)
}

// fileName is the name a part has been given, or "".
func fileName(kind, how mediaType) string {
	name := how.params["filename"]
	if name == "" {
		name = kind.params["name"]
	}
	return cleanName(name)
}

// maxName keeps file names short enough for every file system, in bytes.
const maxName = 150

// cleanName drops folders and what a file system or a header would stumble over.
func cleanName(name string) string {
	name = strings.ReplaceAll(oneLine(name), `\`, "/")
	name = path.Base("/" + name)
	if name == "/" || name == "." || name == ".." {
		return ""
	}
	if len(name) <= maxName {
		return name
	}
	ext := path.Ext(name)
	if len(ext) > 12 {
		ext = ""
	}
	return strings.ToValidUTF8(name[:maxName-len(ext)], "") + ext
}

func (r *reader) addFile(kind mediaType, h header, data []byte) {
	how := disposition(h)
	name := fileName(kind, how)
	if name == "" {
		name = defaultName(kind.name)
	}
	id := strings.Trim(oneLine(h.Get("Content-Id")), "<> ")
	r.files = append(r.files, File{
		Name:      name,
		Type:      kind.name,
		ContentID: id,
		Inline:    how.name == "inline" || how.name == "" && id != "",
		Bytes:     data,
	})
}

// defaultName is fixed per type, not taken from the machine's own tables.
func defaultName(kind string) string {
	switch kind {
	case "message/rfc822":
		return "message.eml"
	case "message/delivery-status":
		return "delivery-status.txt"
	case "text/rfc822-headers":
		return "headers.txt"
	case "text/calendar":
		return "invitation.ics"
	case "image/jpeg":
		return "image.jpg"
	case "image/png", "image/gif":
		return "image." + strings.TrimPrefix(kind, "image/")
	case "application/pdf":
		return "document.pdf"
	case "application/pgp-signature":
		return "signature.asc"
	case "text/plain":
		return "text.txt"
	case "text/html":
		return "text.html"
	}
	return "file.bin"
}
