package mail

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"amends/internal/errs"
)

// box is a Receiver that keeps what it takes.
type box struct {
	mu   sync.Mutex
	got  []Incoming
	fail error
	in   chan struct{} // when set, told that a mail is being taken in
	hold chan struct{} // when set, waited for
}

func (b *box) take(ctx context.Context, in Incoming) error {
	if b.in != nil {
		b.in <- struct{}{}
		select {
		case <-b.hold:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail != nil {
		return b.fail
	}
	b.got = append(b.got, in)
	return nil
}

func (b *box) mails() []Incoming {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.got
}

func (b *box) failWith(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fail = err
}

func listen(t *testing.T, b *box, change func(*ListenConfig)) *Listener {
	t.Helper()
	cfg := ListenConfig{Addr: "127.0.0.1:0", Hostname: "desk.example", Accept: func(rcpt string) bool { return strings.HasSuffix(rcpt, "@shop.example") }}
	if change != nil {
		change(&cfg)
	}
	l, err := Listen(cfg, b.take, quiet())
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- l.Serve() }()
	t.Cleanup(func() {
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		_ = l.Shutdown(ended)
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return l
}

func dial(t *testing.T, l *Listener) *smtp.Client {
	t.Helper()
	c, err := smtp.Dial(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func code(err error) int {
	var e *smtp.SMTPError
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

func TestListenTakesMailIn(t *testing.T) {
	t.Parallel()
	b := &box{}
	c := dial(t, listen(t, b, nil))
	to := []string{"care@shop.example", "care@shop.example", "sales@shop.example"}
	if err := c.SendMail("ann@example.org", to, strings.NewReader(letter)); err != nil {
		t.Fatal(err)
	}
	if err := c.SendMail("", to[:1], strings.NewReader(letter)); err != nil {
		t.Fatalf("a bounce: %v", err)
	}
	got := b.mails()
	if len(got) != 2 || got[0].From != "ann@example.org" || strings.Join(got[0].To, " ") != "care@shop.example sales@shop.example" || string(got[0].Raw) != letter || !strings.HasPrefix(got[0].Remote, "127.0.0.1:") {
		t.Fatalf("got %+v", got)
	}
	if got[1].From != "" || len(got[1].To) != 1 {
		t.Errorf("the bounce: %+v", got[1])
	}
}

func TestListenRelaysNothing(t *testing.T) {
	t.Parallel()
	b := &box{}
	c := dial(t, listen(t, b, nil))
	if err := c.Mail("a@b.c", nil); err != nil {
		t.Fatal(err)
	}
	for _, rcpt := range []string{"x@elsewhere.example", "care@shop.example.evil", "care"} {
		if got := code(c.Rcpt(rcpt, nil)); got < 500 {
			t.Errorf("%s: %d", rcpt, got)
		}
	}
	if _, err := c.Data(); code(err) < 500 {
		t.Errorf("DATA without a recipient: %v", err)
	}
	if len(b.mails()) != 0 {
		t.Error("something was taken in")
	}
}

func TestListenAnnouncesAndKeepsItsSize(t *testing.T) {
	t.Parallel()
	b := &box{}
	l := listen(t, b, func(c *ListenConfig) { c.MaxBytes = 11 << 20 })
	c := dial(t, l)
	if err := c.Hello("peer"); err != nil {
		t.Fatal(err)
	}
	if size, ok := c.MaxMessageSize(); !ok || size != 11<<20 {
		t.Errorf("announced %d", size)
	}
	to := []string{"care@shop.example"}
	tooLarge := strings.Repeat("0123456789012345678901234567890\r\n", 12<<20/33)
	if got := code(c.SendMail("a@b.c", to, strings.NewReader(tooLarge))); got != 552 {
		t.Errorf("12 MB: %d", got)
	}
	if got := code(c.Mail("a@b.c", &smtp.MailOptions{Size: 12 << 20})); got != 552 {
		t.Errorf("12 MB announced: %d", got)
	}
	fits := tooLarge[:10<<20]
	if err := c.SendMail("a@b.c", to, strings.NewReader(fits)); err != nil {
		t.Fatalf("10 MB: %v", err)
	}
	if got := b.mails(); len(got) != 1 || len(got[0].Raw) < len(fits) {
		t.Errorf("%d mails", len(got))
	}
}

func TestListenAnswersByKind(t *testing.T) {
	t.Parallel()
	tests := []struct {
		err  error
		code int
		say  string
	}{
		{errors.New("disk on fire at /secret/path"), 451, "We cannot take"},
		{errs.Busyf("Come back in %d minutes.", 5), 451, "Come back in 5 minutes."},
		{errs.Conflictf("Not now."), 451, "Not now."},
		{&errs.Error{Kind: errs.Internal, Say: "Table full."}, 451, "We cannot take"},
		{errs.Invalidf("", "This is no mail."), 554, "This is no mail."},
		{errs.Deniedf("You sent too much\r\n250 ok"), 550, "You sent too much  250 ok"},
		{fmt.Errorf("intake: %w", errs.Missingf("Nobody here.")), 550, "Nobody here."},
	}
	for _, tc := range tests {
		t.Run(tc.err.Error(), func(t *testing.T) {
			t.Parallel()
			b := &box{fail: tc.err}
			c := dial(t, listen(t, b, nil))
			err := c.SendMail("a@b.c", []string{"care@shop.example"}, strings.NewReader(letter))
			if code(err) != tc.code || !strings.Contains(err.Error(), tc.say) || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %v", err)
			}
			b.failWith(nil)
			if err := c.SendMail("a@b.c", []string{"care@shop.example"}, strings.NewReader(letter)); err != nil || len(b.mails()) != 1 {
				t.Errorf("the second try: %v", err)
			}
		})
	}
}

func TestListenOffersTLS(t *testing.T) {
	t.Parallel()
	secure, roots := certificate(t)
	b := &box{}
	l := listen(t, b, func(c *ListenConfig) { c.TLS = secure })
	c, err := smtp.DialStartTLS(l.Addr().String(), &tls.Config{RootCAs: roots, ServerName: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SendMail("a@b.c", []string{"care@shop.example"}, strings.NewReader(letter)); err != nil || len(b.mails()) != 1 {
		t.Errorf("got %v", err)
	}
}

// talk is a peer that writes bytes as it likes.
func talk(t *testing.T, l *Listener) (net.Conn, *bufio.Scanner) {
	t.Helper()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return conn, bufio.NewScanner(conn)
}

func write(t *testing.T, conn net.Conn, s string) {
	t.Helper()
	if _, err := conn.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
}

// codes are the answers until the line ends, or n of them.
func codes(lines *bufio.Scanner, n int) string {
	var got []string
	for len(got) < n && lines.Scan() {
		if line := lines.Text(); len(line) > 3 && line[3] == ' ' {
			got = append(got, line[:3])
		}
	}
	return strings.Join(got, " ")
}

func TestListenUnderstandsPipelining(t *testing.T) {
	t.Parallel()
	b := &box{}
	conn, lines := talk(t, listen(t, b, nil))
	write(t, conn, "EHLO x\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<no@where>\r\nRCPT TO:<care@shop.example>\r\nDATA\r\n")
	if got := codes(lines, 6); got != "220 250 250 550 250 354" {
		t.Fatalf("got %s", got)
	}
	write(t, conn, "Subject: s\r\n\r\nx\r\n.\r\nMAIL FROM:<a@b.c>\r\nQUIT\r\n")
	if got := codes(lines, 3); got != "250 250 221" || len(b.mails()) != 1 {
		t.Errorf("got %s and %d mails", got, len(b.mails()))
	}
}

func TestListenSendsSilentPeersHome(t *testing.T) {
	t.Parallel()
	b := &box{}
	l := listen(t, b, func(c *ListenConfig) { c.Timeout = 50 * time.Millisecond })
	_, lines := talk(t, l)
	if got := codes(lines, 9); got != "220 421" {
		t.Errorf("a silent peer: %s", got)
	}
	conn, lines := talk(t, l)
	write(t, conn, "EHLO x\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<care@shop.example>\r\nDATA\r\nSubject: half")
	if got := codes(lines, 6); !strings.HasPrefix(got, "220 250 250 250 354 451") {
		t.Errorf("half a mail: %s", got)
	}
	if len(b.mails()) != 0 {
		t.Error("half a mail was taken in")
	}
}

func TestListenTakesNothingFromABrokenConnection(t *testing.T) {
	t.Parallel()
	b := &box{}
	l := listen(t, b, nil)
	conn, lines := talk(t, l)
	write(t, conn, "EHLO x\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<care@shop.example>\r\nDATA\r\nSubject: half")
	if got := codes(lines, 5); got != "220 250 250 250 354" {
		t.Fatalf("got %s", got)
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	codes(lines, 9) // until the server hangs up
	if len(b.mails()) != 0 {
		t.Error("half a mail was taken in")
	}
}

func TestListenBoundsRecipientsAndLines(t *testing.T) {
	t.Parallel()
	b := &box{}
	l := listen(t, b, nil)
	c := dial(t, l)
	if err := c.Mail("a@b.c", nil); err != nil {
		t.Fatal(err)
	}
	var err error
	for i := 0; i <= maxRecipients && err == nil; i++ {
		err = c.Rcpt(fmt.Sprintf("m%d@shop.example", i), nil)
	}
	if code(err) != 452 {
		t.Errorf("one recipient too many: %v", err)
	}
	long := dial(t, l)
	wide := "Subject: s\r\n\r\n" + strings.Repeat("x", 300_000) + "\r\n"
	if err := long.SendMail("a@b.c", []string{"care@shop.example"}, strings.NewReader(wide)); err != nil {
		t.Errorf("a page on one line: %v", err)
	}
	endless := "Subject: s\r\n\r\n" + strings.Repeat("x", maxLine+9) + "\r\n"
	if err := long.SendMail("a@b.c", []string{"care@shop.example"}, strings.NewReader(endless)); err == nil || len(b.mails()) != 1 {
		t.Errorf("an endless line: %v", err)
	}
}

func TestListenSaysThatItsAddressIsTaken(t *testing.T) {
	t.Parallel()
	l := listen(t, &box{}, nil)
	if _, err := Listen(ListenConfig{Addr: l.Addr().String()}, nil, quiet()); !errs.Is(err, errs.Conflict) {
		t.Errorf("got %v", err)
	}
}

func TestShutdownLetsAMailFinishAndSendsOthersHome(t *testing.T) {
	t.Parallel()
	b := &box{in: make(chan struct{}, 1), hold: make(chan struct{})}
	l := listen(t, b, nil)
	_, idle := talk(t, l)
	if got := codes(idle, 1); got != "220" {
		t.Fatal(got)
	}
	sent := make(chan error, 1)
	c := dial(t, l)
	go func() { sent <- c.SendMail("a@b.c", []string{"care@shop.example"}, strings.NewReader(letter)) }()
	<-b.in
	closed := make(chan error, 1)
	go func() { closed <- l.Shutdown(t.Context()) }()
	if got := codes(idle, 9); got != "421" {
		t.Errorf("the idle peer hears %q", got)
	}
	close(b.hold)
	if err := <-sent; err != nil || len(b.mails()) != 1 {
		t.Errorf("the mail under way: %v", err)
	}
	if err := <-closed; err != nil {
		t.Errorf("shutdown: %v", err)
	}
	if _, err := net.Dial("tcp", l.Addr().String()); err == nil {
		t.Error("still listening")
	}
}

func TestShutdownDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	b := &box{in: make(chan struct{}, 1), hold: make(chan struct{})}
	l := listen(t, b, nil)
	sent := make(chan error, 1)
	c := dial(t, l)
	go func() { sent <- c.SendMail("a@b.c", []string{"care@shop.example"}, strings.NewReader(letter)) }()
	<-b.in
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.Shutdown(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("shutdown: %v", err)
	}
	if err := <-sent; err == nil || len(b.mails()) != 0 {
		t.Errorf("the mail was answered with %v", err)
	}
}
