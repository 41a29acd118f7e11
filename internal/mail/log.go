package mail

import (
	"fmt"
	"log/slog"
	"strings"
)

// serverLog keeps what the server has to say, which is about peers and never needs a person.
type serverLog struct{ log *slog.Logger }

// Printf is part of the server's logger.
func (s serverLog) Printf(format string, v ...any) {
	s.log.Warn("smtp listener", "what", oneLine(fmt.Sprintf(format, v...)))
}

// Println is part of the server's logger.
func (s serverLog) Println(v ...any) { s.log.Warn("smtp listener", "what", oneLine(fmt.Sprint(v...))) }

// oneLine keeps words of a peer or a person from starting a line of their own in an answer or a log.
func oneLine(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return ' '
		}
		return c
	}, s)
}
