package endpoint

import (
	"net/http"
	"strings"
)

// headers are those that every answer carries; handlers may set others over them. Pages hold
// people's data, so nothing is stored unless a handler says so.
func headers(secure bool) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", policy("'none'"))
			h.Set("X-Content-Type-Options", "nosniff")
			// No other site learns an address of ours, which may hold a customer's link. Not no-referrer:
			// browsers then send "Origin: null" with our own forms, which cannot be told from a foreign
			// one where there is no https.
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()")
			h.Set("Cache-Control", "no-store")
			if secure {
				h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
			}
			next.ServeHTTP(w, r)
		})
	}
}

// policy is the content policy of every page: nothing from elsewhere, nothing inline.
func policy(ancestors string) string {
	return "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors " + ancestors
}

// AllowFrames lets the pages of these origins ("https://www.northmill.example") hold the answer in
// a frame. Without origins nobody may.
func AllowFrames(w http.ResponseWriter, origins []string) {
	ancestors := "'none'"
	if len(origins) > 0 {
		ancestors = "'self' " + strings.Join(origins, " ")
	}
	w.Header().Set("Content-Security-Policy", policy(ancestors))
}

// NoIndex keeps a page that only one person should find out of search engines.
func NoIndex(w http.ResponseWriter) { w.Header().Set("X-Robots-Tag", "noindex, nofollow") }

// Sandboxed is for files that somebody sent us: whatever is in them, it runs nothing and shows
// nothing of ours.
func Sandboxed(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
}
