package email

import (
	"slices"
	"strings"
	"unicode"
)

// isDivider reports whether line is what a mail program writes above an older mail:
// "-----Original Message-----", "Begin forwarded message:".
func isDivider(line string) bool {
	bare := strings.TrimSpace(line)
	inner := strings.Trim(bare, "-_ ")
	dashed := strings.HasPrefix(bare, "--") && strings.HasSuffix(bare, "--") && inner != ""
	return dashed && len(bare) < 200 && strings.Contains(inner, " ") ||
		strings.EqualFold(bare, "Begin forwarded message:")
}

// isRule is a line drawn above a copied header.
func isRule(line string) bool {
	bare := strings.TrimSpace(line)
	return len(bare) >= 10 && strings.Trim(bare, "_") == "" || len(bare) >= 10 && strings.Trim(bare, "-") == ""
}

// isCopiedHeader reports whether an older mail's header begins at line i: From and two more
// of its fields within six lines, with or without a rule above.
func isCopiedHeader(lines []string, i int) bool {
	first := i
	if isRule(lines[i]) {
		for first++; first < len(lines) && first < i+4 && strings.TrimSpace(lines[first]) == ""; first++ {
		}
	}
	if first >= len(lines) || !slices.Contains(fromLabels(), label(lines[first])) {
		return false
	}
	known := 0
	for j := first + 1; j < len(lines) && j <= first+6; j++ {
		if slices.Contains(headerLabels(), label(lines[j])) {
			known++
		}
	}
	return known >= 2
}

// label is the field name at the start of a line, without the stars of bold text, in lower case.
func label(line string) string {
	name, _, ok := strings.Cut(strings.TrimLeft(line, " >*\t"), ":")
	if !ok || len(name) > 40 {
		return ""
	}
	return strings.ToLower(strings.Trim(name, " *\u00a0"))
}

// fromLabels are the names of From in the copied headers of common mail programs.
func fromLabels() []string {
	return []string{"from", "von", "de", "da", "van", "od", "från", "fra", "lähettäjä", "от", "від", "gönderen", "kimden", "发件人", "寄件者", "差出人", "보낸 사람"}
}

// headerLabels are the names of Date, To, Cc and Subject there.
func headerLabels() []string {
	return []string{
		"sent", "date", "to", "cc", "subject", "reply-to",
		"gesendet", "datum", "an", "betreff", "envoyé", "à", "objet", "enviado", "enviado el", "fecha", "para", "asunto", "assunto", "data",
		"inviato", "a", "oggetto", "verzonden", "aan", "onderwerp", "wysłano", "do", "temat", "skickat", "till", "ämne", "sendt", "til", "emne",
		"отправлено", "дата", "кому", "тема", "надіслано", "发送时间", "日期", "收件人", "主题", "日付", "宛先", "件名",
	}
}

// maxIntro is how many lines an introduction is wrapped into at most, and maxIntroBytes how
// long a single one may be.
const (
	maxIntro      = 4
	maxIntroBytes = 400
)

// introLines is the number of lines from i on that introduce a quote ("On Monday, Ann <a@b.c>
// wrote:"), 0 if none do. In English the words are enough. In any language it is what begins
// with an address or a time, ends in a colon and has a quote below it, or no quote where it
// ends in an address and names a year.
func introLines(lines []string, i int) int {
	joined := ""
	for n := 1; n <= maxIntro && i+n <= len(lines); n++ {
		line := strings.TrimSpace(lines[i+n-1])
		if line == "" || isQuote(line) || len(joined)+len(line) > maxIntroBytes {
			return 0
		}
		if n > 1 && startsIntro(line) {
			return 0 // the introduction begins further down
		}
		joined = strings.TrimSpace(joined + " " + line)
		english := startsIntro(joined)
		if !english && !namesSender(lines[i]) {
			return 0
		}
		switch {
		case english && (strings.HasSuffix(joined, "wrote:") || endsInAddress(joined)):
			return n
		case strings.HasSuffix(joined, ":") && isQuote(nextText(lines, i+n)):
			return n
		case endsInAddress(joined) && namesYear(joined):
			return n
		}
	}
	return 0
}

func startsIntro(s string) bool {
	rest, ok := strings.CutPrefix(s, "On ")
	return ok && (strings.ContainsFunc(rest, unicode.IsDigit) || strings.Contains(rest, ","))
}

func endsInAddress(s string) bool {
	return strings.HasSuffix(s, ">:") && strings.Contains(s, "@") && strings.Contains(s, "<")
}

func namesYear(s string) bool {
	run := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && isDigit(s[i]) {
			run++
			continue
		}
		if run == 4 && (s[i-4] == '1' || s[i-4] == '2') {
			return true
		}
		run = 0
	}
	return false
}

// namesSender: an address, or a date with a clock time.
func namesSender(s string) bool {
	at := strings.IndexByte(s, '@')
	clock := false
	for i := 1; i+1 < len(s); i++ {
		clock = clock || s[i] == ':' && isDigit(s[i-1]) && isDigit(s[i+1])
	}
	return at > 0 || clock
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// markDevices marks the line a phone or a mail program adds under a text. It counts only as
// the last of what was written, because a sentence may begin with the same words.
func markDevices(lines []string, old []bool) {
	for i := len(lines) - 1; i >= 0; i-- {
		if old[i] || strings.TrimSpace(lines[i]) == "" {
			continue
		}
		if !isDevice(lines[i]) {
			return
		}
		old[i] = true
	}
}

func isDevice(line string) bool {
	line = strings.ToLower(strings.Trim(line, " \t()<>*"))
	if len(line) > 120 {
		return false
	}
	if strings.HasPrefix(line, "get outlook for ") || strings.HasPrefix(line, "get [outlook for ") {
		return true
	}
	begins := func(start string) bool { return strings.HasPrefix(line, start) }
	names := func(device string) bool { return strings.Contains(line, device) }
	return slices.ContainsFunc(sentWords(), begins) && slices.ContainsFunc(deviceWords(), names)
}

// sentWords begin the line in the languages whose phones are common here.
func sentWords() []string {
	return []string{
		"sent from", "sent via", "sent with", "sent by", "von meinem", "gesendet von", "gesendet mit", "envoyé de", "envoyé à partir", "enviado desde",
		"enviado do", "enviado de", "inviato da", "verzonden vanaf", "verzonden met", "sendt fra", "skickat från", "wysłane z", "отправлено с",
	}
}

func deviceWords() []string {
	return []string{
		"iphone", "ipad", "ipod", "phone", "blackberry", "android", "mobile", "mobilgerät", "galaxy", "samsung", "outlook", "windows", "mailbox",
		"yahoo", "mail for", "airmail", "[mail]", "my cell", "tablet", "device", "proton", "htc", "alcatel",
	}
}
