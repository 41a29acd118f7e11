package badinput

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"amends/internal/money"
	"amends/internal/recovery"
)

// TestTwoChooseAtOnce has a customer's two windows take two options in the same moment: one is
// theirs, the other says so.
func TestTwoChooseAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		r := h.complains("Ada Lindqvist", "The parcel never came.")
		h.must(h.App.Do(t.Context(), h.mara(), h.case_(r), recovery.MakeOffer{Options: []recovery.Option{
			{Remedy: "refund", Amount: money.Of(8000, "EUR")}, {Remedy: "replacement", Amount: money.Of(2450, "EUR")},
		}}))
		h.settle()
		offer := h.state(r).Case.Offers[0]
		answers := make([]answer, 2)
		var both sync.WaitGroup
		for i := range answers {
			both.Go(func() {
				answers[i] = h.send(h.local(r.PageURL)+"/choose", url.Values{"offer": {offer.ID.Text()}, "option": {fmt.Sprint(i + 1)}})
			})
		}
		both.Wait()
		taken := 0
		for _, a := range answers {
			if a.status == http.StatusSeeOther {
				taken++
			} else if a.status != http.StatusConflict || !strings.Contains(a.body, "chosen") {
				t.Errorf("the other window: %d", a.status)
			}
		}
		v := h.state(r)
		if taken != 1 || len(v.Case.Redress) != 1 {
			t.Errorf("%d were taken and %d are on their way", taken, len(v.Case.Redress))
		}
		h.examine()
	})
}

// TestAWordAfterTheEnd takes up a closed case again: by the page and by mail.
func TestAWordAfterTheEnd(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		r := h.complains("Ada Lindqvist", "The parcel never came.")
		h.ends(r, "The wrong trailer.")
		if a := h.send(h.local(r.PageURL)+"/word", url.Values{"text": {"It came broken."}}); a.status != http.StatusSeeOther {
			t.Fatalf("a word on the page: %d %s", a.status, a.body)
		}
		if v := h.state(r); !strings.Contains(words(v), "It came broken.") {
			t.Error("the word on the page is lost")
		}
		box, err := h.App.Mailbox(t.Context(), recovery.System(), "")
		h.must(err)
		mail := box.Items[len(box.Items)-1]
		raw := "From: Ada <ada@customer.example>\r\nTo: care@northmill.example\r\nSubject: Re: " + mail.Subject + "\r\nMessage-ID: <again@customer.example>\r\n\r\nThe second one never came either.\r\n"
		h.must(h.App.TakeMail(t.Context(), []byte(raw)))
		h.settle()
		found := h.desk("/cases?find="+url.QueryEscape("second one never came"), nil)
		if !strings.Contains(found.body, "Ada Lindqvist") {
			t.Error("the mail after the end is in no case")
		}
		if a := h.desk("/cases/"+r.ID+"/resolve", url.Values{"form": {"resolve"}, "how": {"Twice."}}); a.status >= 500 {
			t.Errorf("to resolve it once more: %d", a.status)
		}
		h.examine()
	})
}

// TestTooOften is refused in words with the time to come back, and lets others in.
func TestTooOften(t *testing.T) {
	t.Parallel()
	h := setup(t, "sqlite")
	r := h.complains("Ada Lindqvist", "The parcel never came.")
	var last answer
	for range 200 {
		if last = h.get(h.local(r.PageURL)); last.status != http.StatusOK {
			break
		}
	}
	if last.status != http.StatusTooManyRequests && last.status != http.StatusServiceUnavailable {
		t.Fatalf("200 times at once: %d", last.status)
	}
	if last.header.Get("Retry-After") == "" || !strings.Contains(last.body, "wait a moment") {
		t.Errorf("no word about when to come back: %s", last.body)
	}
	if a := h.desk("/", nil); a.status != http.StatusOK {
		t.Errorf("colleagues are turned away too: %d", a.status)
	}
}
