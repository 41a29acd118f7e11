package mail

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// peer is a submission server whose answers a test sets.
type peer struct {
	onMail, onRcpt, onData error
	hold                   chan struct{} // when set, DATA is answered only after it is closed
	in                     chan struct{} // when set, closed once a whole mail is here
	password               string

	mu   sync.Mutex
	got  []string
	user string
}

func (p *peer) NewSession(*smtp.Conn) (smtp.Session, error) { return &peerSession{p}, nil }

type peerSession struct{ *peer }

func (s *peerSession) Mail(string, *smtp.MailOptions) error { return s.onMail }
func (s *peerSession) Rcpt(string, *smtp.RcptOptions) error { return s.onRcpt }
func (s *peerSession) Reset()                               {}
func (s *peerSession) Logout() error                        { return nil }
func (s *peerSession) AuthMechanisms() []string             { return []string{sasl.Plain} }
func (s *peerSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != s.password {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}
func (s *peerSession) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.in != nil {
		close(s.in)
	}
	if s.hold != nil {
		<-s.hold
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, string(b))
	return s.onData
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// startPeer serves p and gives its address.
func startPeer(t *testing.T, p *peer, secure *tls.Config, implicit bool) string {
	t.Helper()
	server := smtp.NewServer(p)
	server.Domain = "peer.example"
	server.AllowInsecureAuth = true
	server.TLSConfig = secure
	server.MaxMessageBytes = 1 << 20
	server.ErrorLog = serverLog{quiet()}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if implicit {
		l = tls.NewListener(l, secure)
	}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return addr
}

// certificate makes a server's certificate for 127.0.0.1 and the pool that trusts it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, pool
}

const letter = "Subject: s\r\n\r\n.a line that begins with a dot\r\nand ends.\r\n"

func send(s Sender) error {
	return s.Send(context.Background(), "care@shop.example", []string{"ann@example.org", "bob@example.org"}, []byte(letter))
}

func TestSendHandsTheMailOn(t *testing.T) {
	t.Parallel()
	secure, roots := certificate(t)
	for _, mode := range []TLSMode{NoTLS, StartTLS, FullTLS} {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			p := &peer{password: "secret"}
			addr := startPeer(t, p, secure, mode == FullTLS)
			s := NewSMTP(SMTPConfig{Addr: addr, TLS: mode, Roots: roots, Username: "care", Password: "secret"})
			if err := send(s); err != nil {
				t.Fatal(err)
			}
			if len(p.got) != 1 || p.got[0] != letter || p.user != "care" {
				t.Errorf("got %q from %q", p.got, p.user)
			}
		})
	}
}

func TestSendSaysWhetherToTryAgain(t *testing.T) {
	t.Parallel()
	no := func(code int) error { return &smtp.SMTPError{Code: code, Message: "because"} }
	tests := []struct {
		name      string
		peer      *peer
		temporary bool
		code      int
	}{
		{"sender put off", &peer{onMail: no(451)}, true, 451},
		{"sender refused", &peer{onMail: no(550)}, false, 550},
		{"recipient put off", &peer{onRcpt: no(450)}, true, 450},
		{"recipient refused", &peer{onRcpt: no(550)}, false, 550},
		{"mail put off", &peer{onData: no(452)}, true, 452},
		{"mail refused", &peer{onData: no(554)}, false, 554},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			addr := startPeer(t, tc.peer, nil, false)
			failed := failure(t, send(NewSMTP(SMTPConfig{Addr: addr, TLS: NoTLS})))
			if failed.Temporary != tc.temporary || failed.Code != tc.code || failed.Unsure || failed.Say == "" {
				t.Errorf("got %+v", failed)
			}
		})
	}
}

func failure(t *testing.T, err error) *SendError {
	t.Helper()
	var failed *SendError
	if !errors.As(err, &failed) {
		t.Fatalf("not a SendError: %v", err)
	}
	return failed
}

func TestSendWaitsForSettingsToBePutRight(t *testing.T) {
	t.Parallel()
	secure, roots := certificate(t)
	plain := startPeer(t, &peer{password: "secret"}, nil, false)
	guarded := startPeer(t, &peer{password: "secret"}, secure, false)
	tests := []struct {
		name string
		cfg  SMTPConfig
	}{
		{"wrong password", SMTPConfig{Addr: guarded, TLS: StartTLS, Roots: roots, Username: "care", Password: "wrong"}},
		{"untrusted certificate", SMTPConfig{Addr: guarded, TLS: StartTLS}},
		{"no STARTTLS offered", SMTPConfig{Addr: plain, TLS: StartTLS, Roots: roots}},
		{"TLS where there is none", SMTPConfig{Addr: plain, TLS: FullTLS, Roots: roots, Timeout: 2 * time.Second}},
		{"a password in the clear", SMTPConfig{Addr: "localhost.invalid:25", TLS: NoTLS, Username: "care"}},
		{"nobody there", SMTPConfig{Addr: "127.0.0.1:1", TLS: NoTLS}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if failed := failure(t, send(NewSMTP(tc.cfg))); !failed.Temporary {
				t.Errorf("given up: %v", failed)
			}
		})
	}
}

func TestSendNeedsSomebodyAndLetters(t *testing.T) {
	t.Parallel()
	s := NewSMTP(SMTPConfig{Addr: startPeer(t, &peer{}, nil, false), TLS: NoTLS})
	if failed := failure(t, s.Send(t.Context(), "a@b.c", nil, []byte(letter))); failed.Temporary {
		t.Error("a mail to nobody is tried again")
	}
	if failed := failure(t, s.Send(t.Context(), "a@b.c", []string{"jürgen@b.c"}, []byte(letter))); failed.Temporary {
		t.Error("an address the server cannot write is tried again")
	}
	big := bytes.Repeat([]byte("x\r\n"), 1<<20)
	if failed := failure(t, s.Send(t.Context(), "a@b.c", []string{"d@e.f"}, big)); failed.Temporary || failed.Code != 552 {
		t.Errorf("too large a mail: %v", failed)
	}
	if failed := failure(t, s.Send(t.Context(), "a@b.c\r\nRCPT TO:<x@y.z>", []string{"d@e.f"}, []byte(letter))); failed.Code != 0 {
		t.Errorf("a line break went through: %v", failed)
	}
}

func TestSendGivesASilentServerItsTime(t *testing.T) {
	t.Parallel()
	hold := make(chan struct{})
	addr := startPeer(t, &peer{hold: hold}, nil, false)
	defer close(hold)
	failed := failure(t, send(NewSMTP(SMTPConfig{Addr: addr, TLS: NoTLS, Timeout: 100 * time.Millisecond})))
	if !failed.Temporary || !strings.Contains(failed.Say, "too long") {
		t.Errorf("got %+v", failed)
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	t.Parallel()
	hold, in := make(chan struct{}), make(chan struct{})
	addr := startPeer(t, &peer{hold: hold, in: in}, nil, false)
	defer close(hold)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-in
		cancel()
	}()
	s := NewSMTP(SMTPConfig{Addr: addr, TLS: NoTLS, Timeout: time.Hour})
	failed := failure(t, s.Send(ctx, "a@b.c", []string{"d@e.f"}, []byte(letter)))
	if !failed.Temporary || !failed.Unsure {
		t.Errorf("got %+v", failed)
	}
}

func TestSendIsUnsureWhenTheAnswerIsLost(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go dropAfterData(l)
	failed := failure(t, send(NewSMTP(SMTPConfig{Addr: l.Addr().String(), TLS: NoTLS})))
	if !failed.Temporary || !failed.Unsure || failed.Code != 0 {
		t.Errorf("got %+v", failed)
	}
}

// dropAfterData takes a whole mail and hangs up without a word.
func dropAfterData(l net.Listener) {
	conn, err := l.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	_, _ = io.WriteString(conn, "220 peer\r\n")
	for inData := false; lines.Scan(); {
		switch line := lines.Text(); {
		case inData && line == ".":
			return
		case inData:
		case strings.HasPrefix(line, "DATA"):
			inData = true
			_, _ = io.WriteString(conn, "354 go on\r\n")
		default:
			_, _ = io.WriteString(conn, "250 ok\r\n")
		}
	}
}
