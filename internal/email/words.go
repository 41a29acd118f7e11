package email

import (
	"encoding/base64"
	"strings"
)

// encodeWords writes s for a header: as it is when that is safe, else as encoded words of
// RFC 2047. Text that looks like an encoded word or has blanks that folding would lose is
// encoded too, so that it arrives as it was.
func encodeWords(s string) string {
	if !needsEncoding(s) {
		return s
	}
	var words []string
	for chunk := ""; s != ""; chunk = "" {
		for _, c := range s {
			if len(chunk)+len(string(c)) > maxWordBytes {
				break
			}
			chunk += string(c)
		}
		s = s[len(chunk):]
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(chunk))+"?=")
	}
	return strings.Join(words, " ")
}

// maxWordBytes keeps an encoded word under the 75 characters of RFC 2047.
const maxWordBytes = 42

func needsEncoding(s string) bool {
	if strings.Contains(s, "=?") || strings.Contains(s, "  ") {
		return true
	}
	run := 0
	for _, c := range s {
		run++
		if c == ' ' {
			run = 0
		}
		if c < ' ' || c > '~' || run > 60 {
			return true
		}
	}
	return false
}
