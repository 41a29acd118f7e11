package email

import "strings"

// Trim parts what somebody wrote now from what they quoted and from their signature. Every line
// that is not blank is in one of the two. It goes by structure: quote marks, the line that
// introduces a quote, the copied header of an older mail, a signature's dashes, the line a
// phone adds. Answers written between quotes are all kept; a mail of nothing but quotes is
// all reply, because then the quote is what its writer wanted to show.
func Trim(text string) (reply, quoted string) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	lines := strings.Split(text, "\n")
	marks := markLines(lines)
	var now, old []string
	for i, line := range lines {
		if marks[i] {
			old = append(old, line)
		} else {
			now = append(now, line)
		}
	}
	reply, quoted = tidy(now), tidy(old)
	if strings.TrimSpace(reply) == "" {
		return tidy(lines), ""
	}
	return reply, quoted
}

// markLines says of every line whether it is old.
func markLines(lines []string) []bool {
	old := make([]bool, len(lines))
	fences := true // false once a fence was found that nothing closes
	for i := 0; i < len(lines); i++ {
		if fences && isFence(lines[i]) {
			end := closingFence(lines, i)
			fences = end > i
			i = end // code and logs are shown as they are, whatever they look like
			continue
		}
		if n := introLines(lines, i); n > 0 {
			markAll(old[i : i+n])
			// An unmarked quote has no end but the mail's, unless it is the answer that follows.
			if !isQuote(nextText(lines, i+n)) && hasText(lines[:i]) {
				markAll(old[i:])
				break
			}
			i += n - 1
			continue
		}
		if isSignature(lines[i]) {
			markAll(old[i:])
			break
		}
		if isDivider(lines[i]) || isCopiedHeader(lines, i) {
			if hasText(lines[:i]) { // with nothing above it, what was forwarded is the message
				markAll(old[i:])
			}
			break
		}
		old[i] = isQuote(lines[i])
	}
	markDevices(lines, old)
	return old
}

func markAll(old []bool) {
	for i := range old {
		old[i] = true
	}
}

// isQuote: the mark counts at the start of a line only, and ">:" is the end of an introduction
// that was wrapped inside an address.
func isQuote(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, ">") && line != ">:" && line != "> wrote:"
}

func nextText(lines []string, from int) string {
	for i := from; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) != "" {
			return lines[i]
		}
	}
	return ""
}

func isFence(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "```") }

// closingFence is the line that ends the ``` block beginning at i, or i when none does.
func closingFence(lines []string, i int) int {
	for j := i + 1; j < len(lines); j++ {
		if strings.TrimSpace(lines[j]) == "```" {
			return j
		}
	}
	return i
}

// isSignature: two dashes alone, with the blank that RFC 3676 wants or without.
func isSignature(line string) bool { return strings.TrimRight(line, " \t") == "--" }

func hasText(lines []string) bool { return nextText(lines, 0) != "" }

// tidy drops blank lines at both ends and more than one between.
func tidy(lines []string) string {
	var out []string
	for _, line := range lines {
		line = strings.TrimRight(line, " \t")
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}
