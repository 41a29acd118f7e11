package app

import (
	"fmt"
	"time"

	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/recovery"
)

// react says which jobs events bring, and when: what happens when a remedy is chosen or a
// commitment is made is one line here. It is pure; after is the case with the events applied.
func react(after *recovery.Case, events []recovery.Recorded) []job.New {
	var jobs []job.New
	for _, r := range events {
		jobs = append(jobs, reactTo(after, r.Event)...)
	}
	return jobs
}

func reactTo(c *recovery.Case, event recovery.Event) []job.New {
	switch e := event.(type) {
	case recovery.CommitmentMade:
		if e.Commitment.Kind == recovery.Acknowledgement {
			return append(write(c.ID, recovery.PurposeAcknowledge, e.Commitment.ID, 0), timer(c.ID, e.Commitment.ID, e.Commitment.NextAt)...)
		}
		return timer(c.ID, e.Commitment.ID, e.Commitment.NextAt)
	case recovery.CommitmentMoved:
		return timer(c.ID, e.Commitment, e.Next)
	case recovery.CommitmentLate:
		return timer(c.ID, e.Commitment, e.Next)
	case recovery.CommitmentClimbed:
		return append(timer(c.ID, e.Commitment, e.Next), tell(c.ID, e)...)
	case recovery.FollowUpDue:
		x := c.Commitment(e.Commitment)
		return append(write(c.ID, recovery.Purpose(x.Kind), e.Commitment, 0), timer(c.ID, e.Commitment, e.Next)...)
	case recovery.MessageQueued:
		return []job.New{{Args: job.Send{Case: c.ID, Message: e.Message}, RunAt: e.SendAt, Key: "send:" + e.Message.Text()}}
	case recovery.OfferPut:
		expire := job.New{Args: job.ExpireOffer{Case: c.ID, Offer: e.Offer, At: e.Expires}, RunAt: e.Expires}
		return append(write(c.ID, recovery.PurposeOptions, 0, e.Offer), expire)
	}
	return nil
}

// timer wakes a case at the next moment of a commitment. The key keeps a second timer for the same
// moment out.
func timer(c id.Case, k id.Commitment, at time.Time) []job.New {
	if at.IsZero() {
		return nil
	}
	return []job.New{{Args: job.PassDue{Case: c, Commitment: k, At: at}, RunAt: at, Key: fmt.Sprintf("due:%d:%d", k, at.UnixMicro())}}
}

func write(c id.Case, why recovery.Purpose, k id.Commitment, o id.Offer) []job.New {
	return []job.New{{Args: job.Write{Case: c, Purpose: string(why), Commitment: k, Offer: o}}}
}

func tell(c id.Case, e recovery.CommitmentClimbed) []job.New {
	if e.Tell == 0 {
		return nil
	}
	return []job.New{{Args: job.Tell{Case: c, Commitment: e.Commitment, Person: e.Tell, Rung: e.Name}}}
}
