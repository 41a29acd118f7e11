package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"amends/internal/id"
	"amends/internal/recovery"
)

// TestWhatEventsBring is the whole table of reactions: an event, and the jobs it brings as
// "kind arguments @ when key". now is the event's time.
func TestWhatEventsBring(t *testing.T) {
	t.Parallel()
	now := monday
	hour := now.Add(time.Hour)
	c := recovery.Case{ID: 7, Commitments: []recovery.Commitment{{ID: 4, Kind: recovery.FollowUpFix}, {ID: 5, Kind: recovery.FollowUpRelationship}}}
	due := fmt.Sprintf("due:%%d:%d", hour.UnixMicro())
	timer := func(k int) string {
		return fmt.Sprintf(`pass_due {"case":"7","commitment":"%d","at":"2026-11-23T10:00:00Z"} @ 1h0m0s %s`, k, fmt.Sprintf(due, k))
	}
	write := func(purpose, k, o string) string {
		return fmt.Sprintf(`write {"case":"7","purpose":%q,"commitment":%q,"offer":%q} @ at once `, purpose, k, o)
	}
	tests := []struct {
		event recovery.Event
		jobs  []string
	}{
		{recovery.CommitmentMade{Commitment: recovery.Commitment{ID: 1, Kind: recovery.Promise, NextAt: hour}}, []string{timer(1)}},
		{recovery.CommitmentMade{Commitment: recovery.Commitment{ID: 1, Kind: recovery.Promise}}, nil},
		{recovery.CommitmentMade{Commitment: recovery.Commitment{ID: 2, Kind: recovery.Acknowledgement, NextAt: hour}}, []string{write("acknowledgement", "2", ""), timer(2)}},
		{recovery.CommitmentMoved{Commitment: 1, Next: hour}, []string{timer(1)}},
		{recovery.CommitmentMoved{Commitment: 1}, nil},
		{recovery.CommitmentLate{Commitment: 1, Next: hour}, []string{timer(1)}},
		{recovery.CommitmentLate{Commitment: 1}, nil},
		{recovery.CommitmentClimbed{Commitment: 1, Name: "lead", Tell: 9, Next: hour}, []string{
			timer(1), `tell {"case":"7","commitment":"1","person":"9","rung":"lead"} @ at once `,
		}},
		{recovery.CommitmentClimbed{Commitment: 1, Name: "sponsor", Next: hour}, []string{timer(1)}},
		{recovery.FollowUpDue{Commitment: 4, Next: hour}, []string{write("followup_fix", "4", ""), timer(4)}},
		{recovery.FollowUpDue{Commitment: 5, Next: hour}, []string{write("followup_relationship", "5", ""), timer(5)}},
		{recovery.MessageQueued{Outgoing: recovery.Outgoing{Message: 6, SendAt: now.Add(10 * time.Second)}}, []string{`send {"case":"7","message":"6"} @ 10s send:6`}},
		{recovery.OfferPut{Offer: 8, Expires: hour}, []string{
			write("options", "", "8"), `expire_offer {"case":"7","offer":"8","at":"2026-11-23T10:00:00Z"} @ 1h0m0s `,
		}},
	}
	tried := map[string]bool{}
	for _, x := range tests {
		tried[x.event.Kind()] = true
		if got := jobsOf(t, &c, x.event, now); !slices.Equal(got, x.jobs) {
			t.Errorf("%s brings\n%q\nwant\n%q", x.event.Kind(), got, x.jobs)
		}
	}
	for _, e := range recovery.Kinds() {
		if tried[e.Kind()] {
			continue
		}
		if got := jobsOf(t, &c, e, now); len(got) > 0 {
			t.Errorf("%s brings %q and has no line here", e.Kind(), got)
		}
	}
}

func TestReactionsComeInTheOrderOfEvents(t *testing.T) {
	t.Parallel()
	made := func(k id.Commitment) recovery.Recorded {
		return recovery.Recorded{Event: recovery.CommitmentMade{Commitment: recovery.Commitment{ID: k, NextAt: monday}}}
	}
	jobs := react(&recovery.Case{ID: 7}, []recovery.Recorded{made(3), {Event: recovery.PageOpened{}}, made(1), made(2)})
	var keys []string
	for _, j := range jobs {
		keys = append(keys, j.Key[:6])
	}
	if want := []string{"due:3:", "due:1:", "due:2:"}; !slices.Equal(keys, want) {
		t.Errorf("got %q, want %q", keys, want)
	}
}

// jobsOf are the jobs an event brings, as text.
func jobsOf(t *testing.T, c *recovery.Case, e recovery.Event, now time.Time) []string {
	t.Helper()
	var lines []string
	for _, j := range react(c, []recovery.Recorded{{Event: e}}) {
		args, err := json.Marshal(j.Args)
		if err != nil {
			t.Fatal(err)
		}
		when := "at once"
		if !j.RunAt.IsZero() {
			when = j.RunAt.Sub(now).String()
		}
		lines = append(lines, fmt.Sprintf("%s %s @ %s %s", j.Args.Kind(), args, when, j.Key))
	}
	return lines
}
