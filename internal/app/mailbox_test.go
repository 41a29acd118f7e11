package app

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
)

func TestTheMailboxShowsAllThatLeft(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		const n = mailboxPage + 5
		for i := range n {
			d.complain(fmt.Sprintf("Guest %d", i), "My parcel never came.")
			d.work()
		}
		d.must(d.app.AskSignIn(d.t.Context(), "mara@care.example"))
		d.work()
		first, err := d.app.Mailbox(d.t.Context(), d.mara, "")
		d.must(err)
		rest, err := d.app.Mailbox(d.t.Context(), d.mara, first.Next)
		d.must(err)
		all := append(first.Items, rest.Items...)
		if len(all) != n+1 || len(first.Items) != mailboxPage || rest.Next != "" || all[0].To != "mara@care.example" || all[0].Case != 0 {
			d.t.Fatalf("%d and %d mails, the newest is %+v", len(first.Items), len(rest.Items), all[0])
		}
		for i, m := range all[1:] {
			if want := fmt.Sprintf("guest.%d@mail.example", n-1-i); m.To != want || m.Subject == "" || m.Number == 0 || m.PageURL == "" {
				d.t.Errorf("mail %d is %+v, want one to %s", i, m, want)
			}
		}
		_, err = d.app.Mailbox(d.t.Context(), d.mara, "?")
		refused(d.t, err, errs.Invalid)
		d.app.demo = false
		_, err = d.app.Mailbox(d.t.Context(), d.mara, "")
		refused(d.t, err, errs.Missing)
	})
}

func TestTheLadderMailsWhoeverItWakes(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := d.complain("Anna Whitcombe", "My parcel never came.")
		d.until(monday.Add(30 * time.Hour))
		box, err := d.app.Mailbox(d.t.Context(), d.mara, "")
		d.must(err)
		woken := map[string]bool{}
		for _, m := range box.Items {
			if !strings.Contains(m.Text, "/cases/"+r.Case.Text()) {
				continue
			}
			woken[m.To] = true
			if strings.Contains(m.Text, "Whitcombe") || strings.Contains(m.Text, "parcel") {
				d.t.Errorf("a notice tells of the customer: %s", m.Text)
			}
		}
		owner, _, _ := strings.Cut(strings.ToLower(d.ownerOf(r.Case).Name), " ")
		if !woken[owner+"@care.example"] || !woken["lena@care.example"] {
			d.t.Errorf("woken were %v, want the owner and the lead", woken)
		}
	})
}
