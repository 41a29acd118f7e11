package email

import (
	"strings"

	"github.com/emersion/go-message/mail"
)

// maxAddressBytes bounds one address field; longer lists are cut at a comma.
const maxAddressBytes = 64 << 10

// addresses reads every field named key. Lists that break the grammar are read address by
// address, and what holds no @ is dropped with a Problem.
func (r *reader) addresses(h header, key string) []Address {
	var all []Address
	for _, value := range h.Values(key) {
		if len(value) > maxAddressBytes {
			r.problem("The list of addresses in " + key + " is far too long; only its beginning was read.")
			value = value[:strings.LastIndexByte(value[:maxAddressBytes], ',')+1]
		}
		list, err := mail.ParseAddressList(value)
		if err != nil && strings.TrimSpace(value) != "" {
			all = append(all, r.looseAddresses(key, value)...)
			continue
		}
		for _, a := range list {
			all = append(all, addressOf(a))
		}
	}
	return all
}

func (r *reader) looseAddresses(key, value string) []Address {
	var all []Address
	for _, one := range splitOutside(value, ',') {
		if a, ok := looseAddress(one); ok {
			all = append(all, a)
			continue
		}
		if strings.TrimSpace(one) != "" {
			r.problem("An address in " + key + " cannot be read.")
		}
	}
	return all
}

func looseAddress(s string) (Address, bool) {
	if a, err := mail.ParseAddress(s); err == nil {
		return addressOf(a), true
	}
	name, addr := "", strings.TrimSpace(s)
	if open := strings.LastIndexByte(s, '<'); open >= 0 {
		name = s[:open]
		addr, _, _ = strings.Cut(s[open+1:], ">")
	} else if i := strings.LastIndexAny(addr, " \t:;"); i >= 0 {
		name, addr = addr[:i], addr[i+1:]
	}
	addr = oneLine(strings.Trim(addr, " \t<>\"';,"))
	at := strings.LastIndexByte(addr, '@')
	if at < 1 || at == len(addr)-1 || strings.ContainsAny(addr, " <>()") {
		return Address{}, false
	}
	return Address{Name: decodeWords(strings.Trim(name, " \t\"'")), Addr: addr}, true
}

// addressOf also decodes words inside quotes, where the grammar forbids them and many mailers
// put them.
func addressOf(a *mail.Address) Address {
	name := a.Name
	if strings.Contains(name, "=?") {
		name = decodeWords(name)
	}
	return Address{Name: oneLine(name), Addr: oneLine(a.Address)}
}

func decodeWords(s string) string {
	var h header
	h.Set("Subject", s)
	text, _ := h.Text("Subject") // on an error the library gives the text as it came
	return oneLine(text)
}

// splitOutside cuts s at sep where sep stands outside quotes and angle brackets.
func splitOutside(s string, sep byte) []string {
	var parts []string
	quoted, angled, start := false, false, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == '<' && !quoted:
			angled = true
		case c == '>' && !quoted:
			angled = false
		case c == sep && !quoted && !angled:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// messageIDs are all ids of s in order. Ids stand in angle brackets; where a mailer forgot
// them, words with an @ are taken.
func messageIDs(s string) []string {
	var ids []string
	if !strings.Contains(s, "<") {
		for word := range strings.FieldsSeq(s) {
			if word = strings.Trim(word, ",;>"); strings.Contains(word, "@") {
				ids = append(ids, oneLine(word))
			}
		}
		return ids
	}
	for {
		_, after, ok := strings.Cut(s, "<")
		if !ok {
			return ids
		}
		id, rest, closed := strings.Cut(after, ">")
		if id = strings.Join(strings.Fields(oneLine(id)), ""); id != "" && closed {
			ids = append(ids, id)
		}
		s = rest
	}
}

func firstID(s string) string {
	if ids := messageIDs(s); len(ids) > 0 {
		return ids[0]
	}
	return strings.Join(strings.Fields(strings.Trim(oneLine(s), "<>")), "")
}
