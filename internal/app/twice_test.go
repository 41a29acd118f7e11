package app

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// jobKinds are all kinds of jobs there are.
func jobKinds() []string {
	var kinds []string
	for _, a := range []job.Args{
		job.PassDue{}, job.Understand{}, job.Send{}, job.Tell{}, job.Write{}, job.ExpireOffer{}, job.Handover{}, job.HandoverAll{},
		job.Post{}, job.Forget{}, job.Sweep{},
	} {
		kinds = append(kinds, a.Kind())
	}
	slices.Sort(kinds)
	return kinds
}

// TestAJobDoneTwiceIsDoneOnce lets every job be claimed, its lease end, and somebody else claim it:
// who comes back late changes nothing, and neither does whoever does it again.
func TestAJobDoneTwiceIsDoneOnce(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		d.busyWeek()
		db := storetest.Raw(t, d.at)
		look := func() []string { return dumpOf(t, db, d.at.Database != "") }
		seen := map[string]int{}
		for end := d.clock.now().Add(21 * 24 * time.Hour); d.clock.now().Before(end) && len(seen) < len(jobKinds()); {
			d.stumble(seen, look)
			next, ok, err := d.store.NextDue(t.Context())
			if err != nil || !ok {
				t.Fatalf("nothing is due any more: %v", err)
			}
			if next.After(d.clock.now()) {
				d.clock.set(next)
			}
		}
		if got := slices.Sorted(maps.Keys(seen)); !slices.Equal(got, jobKinds()) {
			t.Errorf("jobs of these kinds were done twice: %v, want %v", got, jobKinds())
		}
		d.healthy()
	})
}

// busyWeek puts something of every kind into the queue.
func (d *desk) busyWeek() {
	d.t.Helper()
	ctx := d.t.Context()
	check := func(err error) {
		d.t.Helper()
		if err != nil {
			d.t.Fatal(err)
		}
	}
	check(d.app.Wind(ctx))
	c := d.complain("Rosa Blum", "My parcel never came.").Case
	check(d.app.TakeMail(ctx, []byte("From: Tom <tom@mail.example>\r\nMessage-ID: <1@mail.example>\r\nSubject: Chair\r\n\r\nIt is broken.\r\n")))
	d.do(d.lena, c, recovery.MakeOffer{Options: []recovery.Option{{Remedy: "redo"}}})
	check(d.app.SetAway(ctx, d.lena, AwayIn{Person: d.ownerOf(c).Person, From: d.clock.now(), Until: d.clock.now().Add(48 * time.Hour), HandOver: true}))
	r, err := d.app.Complain(ctx, Actor{}, Complaint{
		Channel: recovery.Form, Name: "Ann Gray", Email: "ann@mail.example", Text: "The lamp is broken.",
		Files: []Upload{{Name: "lamp.jpg", Type: "image/jpeg", Body: strings.NewReader("a picture")}},
	})
	check(err)
	check(d.app.EraseCustomer(ctx, d.henrik, d.state(r.Case).Customer))
}

// enough is how many jobs of a kind are done in vain; the others are only done.
const enough = 3

// stumble does what is due now, each job first by somebody whose lease has ended. look is all there is.
func (d *desk) stumble(seen map[string]int, look func() []string) {
	d.t.Helper()
	late, err := d.store.Claim(d.t.Context(), d.clock.now(), 100, time.Minute)
	if err != nil || len(late) == 0 {
		d.t.Fatalf("claim: %d, %v", len(late), err)
	}
	d.clock.set(d.clock.now().Add(time.Minute))
	again, err := d.store.Claim(d.t.Context(), d.clock.now(), 100, time.Minute)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, j := range again {
		i := slices.IndexFunc(late, func(l job.Claimed) bool { return l.ID == j.ID })
		stumbles := i >= 0 && seen[j.Kind] < enough
		if stumbles {
			d.inVain(late[i], look)
		}
		if err := d.perform(d.t.Context(), j); err != nil {
			d.t.Fatalf("job %s: %v", j.Kind, err)
		}
		if stumbles {
			d.inVain(j, look)
			seen[j.Kind]++
		}
	}
}

// inVain does a job that is somebody else's or done, and checks that nothing changes.
func (d *desk) inVain(j job.Claimed, look func() []string) {
	d.t.Helper()
	before := look()
	if err := d.perform(d.t.Context(), j); !errors.Is(err, store.ErrLost) {
		d.t.Errorf("job %s once more: got %v, want ErrLost", j.Kind, err)
	}
	if after := look(); !slices.Equal(before, after) {
		d.t.Errorf("job %s changed something although it was not its turn", j.Kind)
	}
}

// TestAJobOutlivesACaseThatCannotBeRead: only a case that is not there ends its jobs.
func TestAJobOutlivesACaseThatCannotBeRead(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		c := d.complain("Rosa Blum", "My parcel never came.").Case
		if _, err := storetest.Raw(t, d.at).Exec(`UPDATE cases SET doc = '[]' WHERE id = $1`, c); err != nil {
			t.Fatal(err)
		}
		jobs, err := d.store.Claim(t.Context(), d.clock.now(), 100, time.Minute)
		if err != nil || len(jobs) == 0 {
			t.Fatalf("%d jobs: %v", len(jobs), err)
		}
		for _, j := range jobs {
			if err := d.perform(t.Context(), j); err == nil || errs.Is(err, errs.Missing) {
				t.Errorf("job %s: %v, want what is wrong with the case", j.Kind, err)
			}
		}
		d.clock.set(d.clock.now().Add(time.Minute))
		again, err := d.store.Claim(t.Context(), d.clock.now(), 100, time.Minute)
		if err != nil || len(again) < len(jobs) {
			t.Errorf("%d jobs of %d are left: %v", len(again), len(jobs), err)
		}
	})
}

// atOnce runs fn n times at the same time and gives the errors.
func atOnce(n int, fn func(i int) error) []error {
	all := make([]error, n)
	begin := make(chan struct{})
	var running sync.WaitGroup
	for i := range n {
		running.Go(func() {
			<-begin
			all[i] = fn(i)
		})
	}
	close(begin)
	running.Wait()
	return all
}

func TestTwoTabsChooseOnce(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		c := d.complain("Rosa Blum", "My parcel never came.").Case
		d.do(d.lena, c, recovery.MakeOffer{Options: []recovery.Option{{Remedy: "redo"}, {Remedy: "replacement"}}})
		state := d.state(c)
		customer := Actor{Kind: recovery.ByCustomer, Customer: state.Customer, Case: c}
		answers := atOnce(10, func(i int) error {
			return d.app.Do(t.Context(), customer, c, recovery.Choose{Offer: state.Offers[0].ID, Option: 1 + i%2})
		})
		chosen := d.state(c).Offers[0].Chosen
		for i, err := range answers {
			if mine := 1 + i%2; mine == chosen && err != nil || mine != chosen && !errs.Is(err, errs.Conflict) {
				t.Errorf("option %d, when %d was chosen: %v", mine, chosen, err)
			}
		}
		if got := d.count(c, "offer.chosen"); got != 1 || len(d.state(c).Redress) != 1 {
			t.Errorf("chosen %d times, %d remedies on their way", got, len(d.state(c).Redress))
		}
		d.healthy()
	})
}

// count is how often something happened in a case.
func (d *desk) count(c id.Case, kind string) int {
	d.t.Helper()
	n := 0
	d.read(func(tx *store.Tx) error {
		n = 0
		log, err := tx.Events(c, 0, 1000)
		for _, e := range log {
			if e.Event.Kind() == kind {
				n++
			}
		}
		return err
	})
	return n
}

func TestTheSameKeyAtOnceMakesOneCase(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		const n = 50
		receipts := make([]Receipt, n)
		answers := atOnce(n, func(i int) (err error) {
			receipts[i], err = d.app.Complain(t.Context(), program(recovery.Representative), Complaint{
				Key: "order-1", Channel: recovery.API, Name: "Rosa Blum", Email: "rosa@mail.example", Text: "My parcel never came.",
			})
			return err
		})
		fresh := 0
		for i, err := range answers {
			if err != nil {
				t.Errorf("complaint %d: %v", i, err)
			}
			if !receipts[i].Again {
				fresh++
			}
			if receipts[i].Case != receipts[0].Case || receipts[i].Number != receipts[0].Number {
				t.Errorf("complaint %d became case %d, the first %d", i, receipts[i].Number, receipts[0].Number)
			}
		}
		if fresh != 1 {
			t.Errorf("%d complaints were called new, want 1", fresh)
		}
		d.casesAre(1)
	})
}

func TestTheSameMailAtOnceMakesOneCase(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		raw := []byte("From: Rosa <rosa@mail.example>\r\nMessage-ID: <7@mail.example>\r\nSubject: Parcel\r\n\r\nIt never came.\r\n")
		for i, err := range atOnce(20, func(int) error { return d.app.TakeMail(t.Context(), raw) }) {
			if err != nil {
				t.Errorf("mail %d: %v", i, err)
			}
		}
		d.work()
		if err := d.app.TakeMail(t.Context(), raw); err != nil {
			t.Errorf("the mail once more: %v", err)
		}
		d.work()
		d.casesAre(1)
	})
}

func (d *desk) casesAre(want int) {
	d.t.Helper()
	d.read(func(tx *store.Tx) error {
		found, err := tx.Cases(store.CaseFilter{}, 0, 100)
		if len(found) != want {
			d.t.Errorf("%d cases, want %d", len(found), want)
		}
		return err
	})
	d.healthy()
}

// TestAReplyIsSentOrTakenBack has both at once: the house takes it back while the worker sends it.
func TestAReplyIsSentOrTakenBack(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		for i := range 8 {
			c := d.complain(fmt.Sprintf("Rosa Blum %d", i), "My parcel never came.").Case
			d.work()
			d.say(d.ownerOf(c), c, "I am sorry. I look after it myself.")
			m := d.state(c).Outbox[0]
			d.clock.set(m.SendAt)
			send := d.claimSend(m.Message)
			letter, err := d.app.Outgoing(t.Context(), send)
			if err != nil || !letter.Mail || letter.Gone {
				t.Fatalf("the letter: %+v, %v", letter, err)
			}
			refused(t, d.app.Do(t.Context(), d.ownerOf(c), c, recovery.TakeBack{Message: m.Message}), errs.Conflict)
			answers := atOnce(2, func(i int) error {
				if i == 0 {
					return d.app.Sent(t.Context(), send)
				}
				return d.app.Do(t.Context(), recovery.System(), c, recovery.TakeBack{Message: m.Message})
			})
			sent, recalled := d.count(c, "message.sent"), d.count(c, "message.recalled")
			if answers[0] != nil || sent+recalled != 2 || (recalled == 1) != (answers[1] == nil) {
				t.Errorf("sent %d times with the acknowledgement, taken back %d times: %v", sent, recalled, answers)
			}
		}
		d.healthy()
	})
}

// claimSend takes the job that sends a message.
func (d *desk) claimSend(m id.Message) job.Claimed {
	d.t.Helper()
	jobs, err := d.store.Claim(d.t.Context(), d.clock.now(), 100, time.Hour)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, j := range jobs {
		args, err := readArgs[job.Send](j)
		if err == nil && j.Kind == (job.Send{}).Kind() && args.Message == m {
			return j
		}
	}
	d.t.Fatalf("no job sends message %s", m.Text())
	return job.Claimed{}
}

// TestTheSameLetterHasTheSameName: a worker that died after sending sends again, and the mailbox knows it.
func TestTheSameLetterHasTheSameName(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		c := d.complain("Rosa Blum", "My parcel never came.").Case
		d.work()
		d.say(d.ownerOf(c), c, "I am sorry. I look after it myself.")
		m := d.state(c).Outbox[0]
		d.clock.set(m.SendAt)
		send := d.claimSend(m.Message)
		first, err := d.app.Outgoing(t.Context(), send)
		again, err2 := d.app.Outgoing(t.Context(), send)
		if err != nil || err2 != nil || first.MailID == "" || first.MailID != again.MailID {
			t.Errorf("%q and %q: %v, %v", first.MailID, again.MailID, err, err2)
		}
		if err := d.app.Sent(t.Context(), send); err != nil {
			t.Fatal(err)
		}
		if gone, err := d.app.Outgoing(t.Context(), send); err != nil || !gone.Gone {
			t.Errorf("a letter that has left: %+v, %v", gone, err)
		}
	})
}
