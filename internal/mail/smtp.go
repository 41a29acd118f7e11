package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// TLSMode says how the way to the submission server is protected.
type TLSMode string

// The ways. There is no falling back from one to another.
const (
	StartTLS TLSMode = "starttls" // usually port 587
	FullTLS  TLSMode = "tls"      // usually port 465
	NoTLS    TLSMode = "none"     // a server on this machine
)

// SMTPConfig is a submission server: one's provider, or a relay of one's own.
type SMTPConfig struct {
	Addr               string // host:port
	Username, Password string // no login when Username is ""
	TLS                TLSMode
	Roots              *x509.CertPool // whom to trust; nil is the machine's own list
	Hostname           string         // how we introduce ourselves; "" is localhost
	Timeout            time.Duration  // for each answer of the server; 0 is 1 minute
}

type submission struct{ cfg SMTPConfig }

// NewSMTP sends through a submission server, one connection per mail. Faults of the settings
// (a wrong password, an untrusted certificate) are temporary: the mail waits until they are
// put right.
func NewSMTP(cfg SMTPConfig) Sender {
	if cfg.Timeout <= 0 {
		cfg.Timeout = time.Minute
	}
	if cfg.Hostname == "" {
		cfg.Hostname = "localhost"
	}
	return submission{cfg}
}

// Send is part of Sender.
func (s submission) Send(ctx context.Context, from string, to []string, raw []byte) error {
	if len(to) == 0 {
		return &SendError{Say: "This mail has nobody to go to.", Err: errors.New("no recipients")}
	}
	conn, err := s.dial(ctx)
	if err != nil {
		return waiting("The mail server cannot be reached. The mail waits and is tried again.", err)
	}
	defer conn.Close()
	client, err := s.greet(conn)
	if err != nil {
		return err
	}
	if err := submit(client, from, to, raw); err != nil {
		return err
	}
	_ = client.Quit() // the server has the mail; how it says goodbye changes nothing
	return nil
}

func (s submission) dial(ctx context.Context) (net.Conn, error) {
	dialer := net.Dialer{Timeout: s.cfg.Timeout}
	plain, err := dialer.DialContext(ctx, "tcp", s.cfg.Addr)
	if err != nil {
		return nil, err
	}
	conn := newWire(ctx, plain, s.cfg.Timeout)
	if s.cfg.TLS == FullTLS {
		return tls.Client(conn, s.tlsConfig()), nil
	}
	return conn, nil
}

func (s submission) host() string {
	host, _, err := net.SplitHostPort(s.cfg.Addr)
	if err != nil {
		return s.cfg.Addr
	}
	return host
}

func (s submission) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: s.host(), RootCAs: s.cfg.Roots, MinVersion: tls.VersionTLS12}
}

// greet introduces us, protects the connection and logs in.
func (s submission) greet(conn net.Conn) (*smtp.Client, error) {
	if s.cfg.TLS == StartTLS {
		secure, err := smtp.NewClientStartTLS(conn, s.tlsConfig())
		if err != nil {
			return nil, waiting("The mail server offers no protected connection. The mail waits; please check the mail settings.", err)
		}
		return secure, s.introduce(secure)
	}
	client := smtp.NewClient(conn)
	return client, s.introduce(client)
}

func (s submission) introduce(client *smtp.Client) error {
	if err := client.Hello(s.cfg.Hostname); err != nil {
		return waiting("The mail server does not answer as a mail server should. The mail waits and is tried again.", err)
	}
	return s.login(client)
}

func (s submission) login(client *smtp.Client) error {
	if s.cfg.Username == "" {
		return nil
	}
	if s.cfg.TLS == NoTLS && !isLoopback(s.host()) {
		return waiting("The password is not sent over an unprotected connection. Please set the mail settings to starttls or tls.", errors.New("login without TLS"))
	}
	if err := client.Auth(sasl.NewPlainClient("", s.cfg.Username, s.cfg.Password)); err != nil {
		return waiting("The mail server refuses the user name or the password. The mail waits; please check the mail settings.", err)
	}
	return nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func submit(client *smtp.Client, from string, to []string, raw []byte) error {
	options := &smtp.MailOptions{Size: int64(len(raw)), UTF8: needsUTF8(from, to)}
	if ok, _ := client.Extension("SMTPUTF8"); options.UTF8 && !ok {
		return &SendError{Say: "The mail server cannot write to addresses with letters other than a to z.", Err: errors.New("no SMTPUTF8")}
	}
	if err := client.Mail(from, options); err != nil {
		return classified("The mail server does not take mail from this sender.", err)
	}
	for _, rcpt := range to {
		if err := client.Rcpt(rcpt, nil); err != nil {
			return classified("The mail server does not take mail for this recipient.", err)
		}
	}
	data, err := client.Data()
	if err != nil {
		return classified("The mail server does not take this mail.", err)
	}
	if _, err := data.Write(raw); err != nil {
		return classified("The mail server does not take this mail.", err)
	}
	if err := data.Close(); err != nil {
		failed := classified("The mail server does not take this mail.", err)
		failed.Unsure = failed.Code == 0 // all was sent, and no answer came
		return failed
	}
	return nil
}

func needsUTF8(from string, to []string) bool {
	for _, addr := range append([]string{from}, to...) {
		for _, c := range addr {
			if c > '~' {
				return true
			}
		}
	}
	return false
}

// classified reads the server's answer: 5xx is final and 4xx is not; no answer at all says
// nothing against the mail.
func classified(say string, err error) *SendError {
	var answer *smtp.SMTPError
	var network net.Error
	switch {
	case errors.As(err, &answer):
		return &SendError{Temporary: answer.Code < 500, Code: answer.Code, Say: say, Err: err}
	case errors.As(err, &network) && network.Timeout():
		return waiting("The mail server took too long to answer. The mail waits and is tried again.", err)
	}
	return waiting("The connection to the mail server broke. The mail waits and is tried again.", err)
}

func waiting(say string, err error) *SendError {
	failed := &SendError{Temporary: true, Say: say, Err: err}
	var answer *smtp.SMTPError
	if errors.As(err, &answer) {
		failed.Code = answer.Code
	}
	return failed
}
