package portal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// fastest is how quickly a person can fill in the form; programs are faster.
const fastest = 2 * time.Second

// stamp is when a form was opened, signed.
func (d *desk) stamp(at time.Time) string {
	text := strconv.FormatInt(at.UnixMilli(), 10)
	return text + "." + d.sign(text)
}

// slow reports whether the stamp is ours and a person could have filled in the form since. A form
// may stay open as long as somebody likes.
func (d *desk) slow(stamp string) bool {
	opened, ours := d.opened(stamp)
	return ours && d.Now().Sub(opened) >= fastest
}

// opened is when a form with this stamp was opened, if the stamp is ours.
func (d *desk) opened(stamp string) (time.Time, bool) {
	text, signature, _ := strings.Cut(stamp, ".")
	if !hmac.Equal([]byte(signature), []byte(d.sign(text))) {
		return time.Time{}, false
	}
	millis, err := strconv.ParseInt(text, 10, 64)
	return time.UnixMilli(millis), err == nil
}

func (d *desk) sign(text string) string {
	mac := hmac.New(sha256.New, d.Key)
	mac.Write([]byte("complain " + text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}
