package app

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"amends/internal/email"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
)

// mails has somebody send a mail, with more headers than the usual ones.
func (d *desk) mails(from, to, text string, headers ...string) {
	d.t.Helper()
	head := fmt.Sprintf("From: %s\r\nTo: %s\r\nSubject: Help\r\n", from, to)
	for _, h := range headers {
		head += h + "\r\n"
	}
	d.must(d.app.TakeMail(d.t.Context(), []byte(head+"\r\n"+text+"\r\n")))
	d.work()
}

// cases are all cases of the house, newest first.
func (d *desk) cases() []store.CaseRow {
	d.t.Helper()
	var list []store.CaseRow
	d.read(func(tx *store.Tx) (err error) {
		list, err = tx.Cases(store.CaseFilter{}, 0, 1000)
		return err
	})
	return list
}

// words are the messages of a case.
func (d *desk) words(c id.Case) []store.Message {
	d.t.Helper()
	var list []store.Message
	d.read(func(tx *store.Tx) (err error) {
		list, err = tx.MessagesOf(c, 0, 1000)
		return err
	})
	return list
}

// said reports whether a text stands in a case.
func (d *desk) said(c id.Case, text string) bool {
	for _, m := range d.words(c) {
		if strings.Contains(m.Text, text) {
			return true
		}
	}
	return false
}

func TestAMailJoinsOnlyTheCaseOfItsSender(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		d.mails("Ann Doe <ann@mail.example>", "care@shop.example", "My parcel never came.", "Message-ID: <first@mail.example>")
		ann := d.cases()[0].ID
		address := email.ReplyAddress("care@shop.example", d.app.replyToken(ann))
		forged := email.ReplyAddress("care@shop.example", ann.Text()+".00000000000000000000")
		ours := "<" + d.words(ann)[1].MailID + ">"

		d.mails("Eve <eve@mail.example>", address, "words of eve, one", "Message-ID: <1@evil.example>")
		d.mails("Eve <eve@mail.example>", "care@shop.example", "words of eve, two", "Message-ID: <2@evil.example>", "In-Reply-To: "+ours)
		d.mails("Ann <ann@mail.example>", forged, "by a forged address", "Message-ID: <3@mail.example>")
		for _, text := range []string{"words of eve, one", "words of eve, two", "by a forged address"} {
			if d.said(ann, text) {
				t.Errorf("%q was joined to Ann's case", text)
			}
		}
		if n := len(d.cases()); n != 4 {
			t.Errorf("%d cases: a mail was lost", n)
		}

		d.mails("Ann <ann@mail.example>", address, "by the address", "Message-ID: <4@mail.example>")
		d.mails("Ann <ann@mail.example>", "care@shop.example", "by the thread", "Message-ID: <5@mail.example>", "In-Reply-To: "+ours)
		d.mails("Ann <ann@mail.example>", address, "by the address", "Message-ID: <4@mail.example>")
		if !d.said(ann, "by the address") || !d.said(ann, "by the thread") || len(d.cases()) != 4 || len(d.words(ann)) != 4 {
			t.Errorf("%d words in Ann's case, %d cases", len(d.words(ann)), len(d.cases()))
		}
	})
}

func TestMachinesThatAnswerMakeNoCase(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		for i, header := range []string{"Auto-Submitted: auto-replied", "X-Autoreply: yes", "X-Failed-Recipients: x@y.example", "X-Amends-Origin: " + d.app.origin()} {
			d.mails("ann@mail.example", "care@shop.example", "I am away.", header, fmt.Sprintf("Message-ID: <%d@mail.example>", i))
		}
		if n := len(d.cases()); n != 0 {
			t.Errorf("%d cases", n)
		}
		d.mails("care@other.example", "care@shop.example", "We are your customer too.", "X-Amends-Origin: amends", "Message-ID: <other@other.example>")
		if n := len(d.cases()); n != 1 {
			t.Errorf("what another company wrote with its Amends made %d cases", n)
		}
	})
}

// A machine that says of itself that a person wrote, and answers every mail with a new one.
func TestTheHouseAnswersNobodyWithoutEnd(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		send := func(from string, i int) {
			d.mails(from, "care@shop.example", "Your message has been received.", fmt.Sprintf("Message-ID: <%s.%d@mail.example>", from, i))
		}
		for i := range mostAcknowledged + 5 {
			send("robot@mail.example", i)
		}
		send("ann@mail.example", 0)
		if n := d.acknowledged("robot@mail.example"); n != mostAcknowledged {
			t.Errorf("%d mails to the machine, want %d", n, mostAcknowledged)
		}
		if n := d.acknowledged("ann@mail.example"); n != 1 {
			t.Errorf("%d mails to Ann", n)
		}
		for _, c := range d.cases() {
			if len(d.words(c.ID)) != 2 {
				t.Errorf("case %d: no acknowledgement on its page", c.Number)
			}
		}
		d.until(monday.Add(25 * time.Hour))
		before := d.acknowledged("robot@mail.example")
		send("robot@mail.example", 99)
		if after := d.acknowledged("robot@mail.example"); after != before+1 {
			t.Errorf("%d mails after a day, %d before", after, before)
		}
	})
}

// acknowledged is how many mails of ours went to an address to say that we have read it.
func (d *desk) acknowledged(address string) int {
	d.t.Helper()
	n := 0
	d.read(func(tx *store.Tx) error {
		list, err := tx.SentMails(math.MaxInt64, 1000)
		for _, m := range list {
			if m.Address == address && m.Purpose == recovery.PurposeAcknowledge {
				n++
			}
		}
		return err
	})
	return n
}
