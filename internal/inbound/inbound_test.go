package inbound

import (
	"context"
	"errors"
	"log/slog"
	"net/smtp"
	"strings"
	"testing"

	"amends/internal/errs"
)

const letter = "From: ann@mail.example\r\nSubject: Parcel\r\n\r\nIt never came.\r\n"

// setup listens and gives the address and what was taken.
func setup(t *testing.T, fail error) (addr string, taken chan string) {
	t.Helper()
	taken = make(chan string, 10)
	l, err := Listen(Config{Addr: "127.0.0.1:0", Name: "shop.example", Domain: func() string { return "shop.example" }, Log: slog.New(slog.DiscardHandler), Take: func(_ context.Context, raw []byte) error {
		if fail == nil {
			taken <- string(raw)
		}
		return fail
	}})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- l.Serve() }()
	t.Cleanup(func() {
		if err := errors.Join(l.Shutdown(context.Background()), <-ended); err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String(), taken
}

func TestMailForUsIsTaken(t *testing.T) {
	t.Parallel()
	addr, taken := setup(t, nil)
	if err := smtp.SendMail(addr, nil, "ann@mail.example", []string{"Care+17@SHOP.example"}, []byte(letter)); err != nil {
		t.Fatal(err)
	}
	if got := <-taken; !strings.Contains(got, "It never came.") {
		t.Errorf("took %q", got)
	}
}

func TestMailForOthersIsRefused(t *testing.T) {
	t.Parallel()
	addr, taken := setup(t, nil)
	for _, to := range []string{"care@other.example", "shop.example@other.example"} {
		if err := smtp.SendMail(addr, nil, "ann@mail.example", []string{to}, []byte(letter)); err == nil {
			t.Errorf("%s was taken", to)
		}
	}
	if len(taken) != 0 {
		t.Error("something was taken")
	}
}

func TestMailThatIsNotDurableIsNotTaken(t *testing.T) {
	t.Parallel()
	for want, fail := range map[string]error{"4": errs.Busyf("The disk is full."), "5": errs.Invalidf("", "This mail is empty.")} {
		addr, _ := setup(t, fail)
		err := smtp.SendMail(addr, nil, "ann@mail.example", []string{"care@shop.example"}, []byte(letter))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v was answered with %v", fail, err)
		}
	}
}
