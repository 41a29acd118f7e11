// Package server is the assembly: it reads the settings, builds the house out of all other packages,
// runs it and takes it down again. It is the only package that knows all others, and it holds no
// rule and no page.
package server

import (
	"net"
	"net/url"
	"os"
	"strings"

	"amends/internal/errs"
	"amends/internal/mail"
)

// Place says where the data is. Every verb has it.
type Place struct {
	Data     string `default:"./amends-data" placeholder:"DIR" help:"Folder for data: the database, unless it is elsewhere, and files."`
	Database string `placeholder:"URL" help:"PostgreSQL, as postgres://user:password@host/name. Left out, the data is in the folder."`
	ListenDB string `name:"listen-db" placeholder:"URL" help:"A direct way to the same PostgreSQL when --database goes through a pooler."`
}

// Config is every setting. The tags are its flags; each is also read from AMENDS_ and its name, as
// in AMENDS_BASE_URL. It is read once, checked once, and then never changes.
type Config struct {
	Place `embed:""`

	Listen     string `default:"127.0.0.1:8080" placeholder:"ADDR" help:"Address and port of the pages and the API."`
	BaseURL    string `name:"base-url" placeholder:"URL" help:"Public address in links, as https://care.example. Left out, it is the address listened on."`
	TrustProxy bool   `name:"trust-proxy" help:"A proxy of yours stands in front and always writes X-Forwarded-For."`
	Frames     string `placeholder:"ORIGINS" help:"Sites that may show the complaint form in a frame, as https://www.shop.example, with commas between."`

	SMTPListen string `name:"smtp-listen" placeholder:"ADDR" help:"Take mail in on this address and port."`
	SMTPDomain string `name:"smtp-domain" placeholder:"DOMAIN" help:"The domain whose mail is taken in; that of the playbook's mail_from when not set."`

	MailSMTP         string `name:"mail-smtp" placeholder:"HOST:PORT" help:"Server that mail is handed to. Left out, mail is kept in the folder and reaches nobody."`
	MailTLS          string `name:"mail-tls" enum:"starttls,tls,none" default:"starttls" help:"How the way to it is protected: starttls, tls or none."`
	MailUser         string `name:"mail-user" placeholder:"NAME" help:"Name to sign in to it with."`
	MailPasswordFile string `name:"mail-password-file" placeholder:"FILE" help:"File that holds the password."`

	APIRate int    `name:"api-rate" default:"5000" placeholder:"N" help:"Requests a second one address may make to the API."`
	Log     string `enum:"text,json" default:"text" help:"How the log is written: text or json."`
	Demo    bool   `help:"Nothing leaves the machine: mail is read on a page, and time can be moved."`
}

// Check refuses settings that cannot work, with the flag named.
func (c Config) Check() error {
	for _, check := range []func(Config) error{checkData, checkListen, checkBase, checkIncoming, checkOutgoing, checkFrames} {
		if err := check(c); err != nil {
			return err
		}
	}
	if c.APIRate < 1 {
		return errs.Invalidf("--api-rate", "--api-rate must be at least 1.")
	}
	return nil
}

// Check refuses a place that cannot be used.
func (p Place) Check() error { return checkData(Config{Place: p}) }

func checkData(c Config) error {
	for _, x := range []struct{ flag, value string }{{"--database", c.Database}, {"--listen-db", c.ListenDB}} {
		u, err := url.Parse(x.value)
		if x.value != "" && (err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql")) {
			return errs.Invalidf(x.flag, "%s is not an address of PostgreSQL. Write it as postgres://user:password@host/name.", x.flag)
		}
	}
	if c.ListenDB != "" && c.Database == "" {
		return errs.Invalidf("--listen-db", "--listen-db only makes sense with --database.")
	}
	if strings.TrimSpace(c.Data) == "" {
		return errs.Invalidf("--data", "--data needs a folder.")
	}
	return nil
}

func checkListen(c Config) error {
	for _, x := range []struct{ flag, value string }{{"--listen", c.Listen}, {"--smtp-listen", c.SMTPListen}} {
		if x.value == "" && x.flag != "--listen" {
			continue
		}
		if _, err := net.ResolveTCPAddr("tcp", x.value); err != nil || x.value == "" {
			return errs.Invalidf(x.flag, "%s needs an address and a port, as 127.0.0.1:8080, not %q.", x.flag, x.value).Because(err)
		}
	}
	return nil
}

func checkBase(c Config) error {
	u, err := url.Parse(c.BaseURL)
	if c.BaseURL == "" || (err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && strings.Trim(u.Path, "/") == "") {
		return nil
	}
	return errs.Invalidf("--base-url", "--base-url needs an address without a path, as https://care.example, not %q.", c.BaseURL)
}

func checkIncoming(c Config) error {
	if c.SMTPListen == "" && c.SMTPDomain != "" {
		return errs.Invalidf("--smtp-domain", "--smtp-domain needs --smtp-listen, the address where mail is taken in.")
	}
	return nil
}

func checkOutgoing(c Config) error {
	if c.MailSMTP == "" {
		if c.MailUser != "" || c.MailPasswordFile != "" {
			return errs.Invalidf("--mail-smtp", "--mail-user and --mail-password-file need --mail-smtp.")
		}
		return nil
	}
	if c.Demo {
		return errs.Invalidf("--mail-smtp", "Nothing leaves the machine in the demo, so leave out --mail-smtp.")
	}
	if host, port, err := net.SplitHostPort(c.MailSMTP); err != nil || host == "" || port == "" {
		return errs.Invalidf("--mail-smtp", "--mail-smtp needs a host and a port, as mail.example:587, not %q.", c.MailSMTP)
	}
	if c.MailUser != "" && c.MailTLS == string(mail.NoTLS) {
		return errs.Invalidf("--mail-tls", "A password is never sent in the clear: with --mail-user, --mail-tls must be starttls or tls.")
	}
	_, err := c.mailPassword()
	return err
}

// mailPassword reads the password's file; its last line break is not part of it.
func (c Config) mailPassword() (string, error) {
	if (c.MailUser == "") != (c.MailPasswordFile == "") {
		return "", errs.Invalidf("--mail-password-file", "Signing in to send mail needs both --mail-user and --mail-password-file.")
	}
	if c.MailPasswordFile == "" {
		return "", nil
	}
	text, err := os.ReadFile(c.MailPasswordFile)
	if err != nil {
		return "", errs.Invalidf("--mail-password-file", "The password's file %s cannot be read.", c.MailPasswordFile).Because(err)
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}

func checkFrames(c Config) error {
	for _, origin := range c.frames() {
		u, err := url.Parse(origin)
		if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.Path != "" || u.RawQuery != "" {
			return errs.Invalidf("--frames", "--frames needs sites as https://www.shop.example, not %q.", origin)
		}
	}
	return nil
}

func (c Config) frames() []string {
	var list []string
	for part := range strings.SplitSeq(c.Frames, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// base is the public address without a slash at its end; listening is where we really listen.
func (c Config) base(listening net.Addr) string {
	if c.BaseURL != "" {
		return strings.TrimRight(c.BaseURL, "/")
	}
	host, port, err := net.SplitHostPort(listening.String())
	if err != nil {
		return "http://" + listening.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// secure reports whether people reach us by https.
func secure(base string) bool { return strings.HasPrefix(base, "https://") }
