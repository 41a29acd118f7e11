package server

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"testing"

	"amends/internal/errs"
)

// fits are settings nothing is wrong with.
func fits() Config {
	return Config{Place: Place{Data: "data"}, Listen: "127.0.0.1:0", MailTLS: "starttls", APIRate: 100, Log: "text"}
}

func TestSettingsThatCannotWorkNameTheirFlag(t *testing.T) {
	t.Parallel()
	tests := []struct {
		flag   string // "" when they fit
		change func(c *Config)
	}{
		{"", func(*Config) {}},
		{"", func(c *Config) { c.Database = "postgres://db.example/amends" }},
		{"", func(c *Config) { c.BaseURL = "https://care.example/" }},
		{"", func(c *Config) { c.SMTPListen, c.SMTPDomain = "127.0.0.1:0", "shop.example" }},
		{"", func(c *Config) { c.Frames = "https://a.example, https://b.example" }},
		{"--data", func(c *Config) { c.Data = " " }},
		{"--database", func(c *Config) { c.Database = "mysql://db.example/amends" }},
		{"", func(c *Config) { c.Database = "postgres:///amends?host=/run/postgresql" }},
		{"--listen-db", func(c *Config) { c.ListenDB = "postgres://db.example/amends" }},
		{"--listen", func(c *Config) { c.Listen = "" }},
		{"--listen", func(c *Config) { c.Listen = "127.0.0.1" }},
		{"--base-url", func(c *Config) { c.BaseURL = "care.example" }},
		{"--base-url", func(c *Config) { c.BaseURL = "https://care.example/desk" }},
		{"--smtp-domain", func(c *Config) { c.SMTPDomain = "shop.example" }},
		{"--mail-smtp", func(c *Config) { c.MailSMTP = "mail.example" }},
		{"--mail-smtp", func(c *Config) { c.MailUser = "care" }},
		{"--mail-smtp", func(c *Config) { c.MailSMTP, c.Demo = "mail.example:587", true }},
		{"--mail-tls", func(c *Config) { c.MailSMTP, c.MailUser, c.MailTLS = "mail.example:25", "care", "none" }},
		{"--mail-password-file", func(c *Config) { c.MailSMTP, c.MailUser = "mail.example:587", "care" }},
		{"--mail-password-file", func(c *Config) { c.MailSMTP, c.MailUser, c.MailPasswordFile = "mail.example:587", "care", "nowhere" }},
		{"--frames", func(c *Config) { c.Frames = "https://a.example/page" }},
		{"--api-rate", func(c *Config) { c.APIRate = 0 }},
	}
	for _, tc := range tests {
		c := fits()
		tc.change(&c)
		err := c.Check()
		var said *errs.Error
		if got := errors.As(err, &said); got != (tc.flag != "") || (got && said.Field != tc.flag) {
			t.Errorf("%+v: %v, wanted %q", c, err, tc.flag)
		}
	}
}

func TestThePasswordIsItsFileWithoutTheLineBreak(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte(" hush \r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Config{MailUser: "care", MailPasswordFile: file}.mailPassword()
	if err != nil || got != " hush " {
		t.Errorf("%q, %v", got, err)
	}
}

func TestThePublicAddress(t *testing.T) {
	t.Parallel()
	tests := []struct{ base, listening, want string }{
		{"https://care.example/", "10.0.0.1:8080", "https://care.example"},
		{"", "127.0.0.1:8080", "http://127.0.0.1:8080"},
		{"", "0.0.0.0:8080", "http://localhost:8080"},
		{"", "[::]:8080", "http://localhost:8080"},
		{"", "[::1]:8080", "http://[::1]:8080"},
	}
	for _, tc := range tests {
		addr, err := net.ResolveTCPAddr("tcp", tc.listening)
		if err != nil {
			t.Fatal(err)
		}
		if got := (Config{BaseURL: tc.base}).base(addr); got != tc.want {
			t.Errorf("%q on %s is %s", tc.base, tc.listening, got)
		}
	}
}
