package mail

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/emersion/go-smtp"

	"amends/internal/errs"
)

// session is one peer's conversation: any number of mails, one after the other.
type session struct {
	listener *Listener
	line     *line
	remote   string
	from     string
	to       []string
}

func (l *Listener) newSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{listener: l, line: lineOf(c.Conn()), remote: c.Conn().RemoteAddr().String()}, nil
}

// Mail begins a mail.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.Reset()
	s.from = from
	return nil
}

// Rcpt takes an address that is ours and refuses all others.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if !s.listener.accept(to) {
		return refusal(550, smtp.EnhancedCode{5, 1, 1}, "There is no mailbox of this name here, and mail for others is not passed on.")
	}
	if !slices.Contains(s.to, to) {
		s.to = append(s.to, to)
	}
	return nil
}

// Data reads the mail and answers only after the receiver has it.
func (s *session) Data(r io.Reader) error {
	s.line.work(true)
	defer s.line.work(false)
	raw, err := io.ReadAll(r)
	if err != nil {
		return s.readError(err)
	}
	err = s.listener.receive(s.listener.ctx, Incoming{From: s.from, To: s.to, Raw: raw, Remote: s.remote})
	if err == nil {
		return nil
	}
	s.listener.log.Error("mail not taken in", "from", s.from, "to", s.to, "bytes", len(raw), "remote", s.remote, "error", err)
	return answer(err)
}

func (s *session) readError(err error) error {
	var known *smtp.SMTPError
	switch {
	case errors.As(err, &known) && known.Code == smtp.ErrDataTooLarge.Code:
		return refusal(552, smtp.EnhancedCode{5, 3, 4}, fmt.Sprintf("This mail is larger than the %d bytes we take. Please send less, or share a link.", s.listener.server.MaxMessageBytes))
	case errors.Is(err, smtp.ErrTooLongLine):
		return refusal(554, smtp.EnhancedCode{5, 6, 0}, "A line of this mail is too long to be read.")
	}
	return refusal(451, smtp.EnhancedCode{4, 4, 2}, "The mail did not arrive whole. Please send it again.")
}

// Reset forgets the mail under way.
func (s *session) Reset() { s.from, s.to = "", nil }

// Logout ends the conversation; there is nothing to free.
func (s *session) Logout() error { return nil }

// answer puts a receiver's error into SMTP. What is our fault, or unclear, is temporary: a
// mail that is sent again is better than one that is lost.
func answer(err error) *smtp.SMTPError {
	say := "We cannot take this mail in just now. Please try again later."
	var e *errs.Error
	if errors.As(err, &e) && e.Kind != errs.Internal && e.Say != "" {
		say = e.Text()
	}
	switch errs.KindOf(err) {
	case errs.Invalid:
		return refusal(554, smtp.EnhancedCode{5, 6, 0}, say)
	case errs.Denied:
		return refusal(550, smtp.EnhancedCode{5, 7, 1}, say)
	case errs.Missing:
		return refusal(550, smtp.EnhancedCode{5, 1, 1}, say)
	case errs.Busy:
		return refusal(451, smtp.EnhancedCode{4, 3, 2}, say)
	}
	return refusal(451, smtp.EnhancedCode{4, 3, 0}, say)
}

func refusal(code int, enhanced smtp.EnhancedCode, say string) *smtp.SMTPError {
	return &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: oneLine(say)}
}
