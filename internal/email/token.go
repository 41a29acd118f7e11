package email

import "strings"

// tokenMark stands between a mailbox's own name and the token of a case.
const tokenMark = "+c."

// maxLocal is the longest local part that every mail server takes (RFC 5321, 4.5.3.1.1).
const maxLocal = 64

// ReplyAddress puts token into base, so that an answer finds its case: care@host becomes
// care+c.TOKEN@host. The token is opaque here; it is made of letters, digits, "-", "_" and ".",
// and should not depend on case, because some relays lower it. Where the result would be no
// valid address base is returned as it is.
func ReplyAddress(base, token string) string {
	at := strings.LastIndexByte(base, '@')
	if at < 1 || !isToken(token) || at+len(tokenMark)+len(token) > maxLocal {
		return base
	}
	return base[:at] + tokenMark + token + base[at:]
}

// TokenFrom is the token that ReplyAddress put into addr, or "". It proves nothing by itself:
// whoever made the token checks it.
func TokenFrom(addr string) string {
	at := strings.LastIndexByte(addr, '@')
	if at < 0 {
		return ""
	}
	mark := strings.LastIndex(strings.ToLower(addr[:at]), tokenMark)
	if mark < 1 {
		return ""
	}
	if token := addr[mark+len(tokenMark) : at]; isToken(token) {
		return token
	}
	return ""
}

func isToken(s string) bool {
	for _, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return s != ""
}

// token looks where a reply address survives: the recipients, and what relays note of them.
func token(h header, m *Message) string {
	for _, list := range [][]Address{m.To, m.Cc} {
		for _, a := range list {
			if t := TokenFrom(a.Addr); t != "" {
				return t
			}
		}
	}
	for _, key := range []string{"Delivered-To", "X-Original-To", "Envelope-To"} {
		for _, value := range h.Values(key) {
			if t := TokenFrom(strings.Trim(value, " <>")); t != "" {
				return t
			}
		}
	}
	return ""
}
