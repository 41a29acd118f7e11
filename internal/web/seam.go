package web

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"amends/internal/look"
	"amends/internal/recovery"
)

// maxBeads is how many beads the large seam has room to write under.
const maxBeads = 7

// beadState is how a commitment stands at now; the next one due is told apart by the caller.
func beadState(c recovery.Commitment) look.State {
	switch c.State {
	case recovery.Late:
		return look.Late
	case recovery.Kept:
		if c.KeptInTime() {
			return look.Kept
		}
		return look.KeptLate
	case recovery.Broken:
		return look.Broken
	case recovery.Released:
		return look.Released
	}
	return look.Open
}

// ordered are the commitments by the time they ended or are due.
func ordered(list []recovery.Commitment) []recovery.Commitment {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b recovery.Commitment) int {
		return cmp.Or(placeOf(a).Compare(placeOf(b)), cmp.Compare(a.ID, b.ID))
	})
	return list
}

func placeOf(c recovery.Commitment) time.Time {
	if c.Owed() || c.EndedAt.IsZero() {
		return c.Due
	}
	return c.EndedAt
}

// shown leaves out what is no longer owed and, where there are too many, the oldest updates kept.
func shown(list []recovery.Commitment, most int) []recovery.Commitment {
	list = slices.DeleteFunc(ordered(list), func(c recovery.Commitment) bool { return c.State == recovery.Released })
	for len(list) > most {
		i := slices.IndexFunc(list, func(c recovery.Commitment) bool { return c.Kind == recovery.Update && c.KeptInTime() })
		if i < 0 {
			i = slices.IndexFunc(list, func(c recovery.Commitment) bool { return c.KeptInTime() })
		}
		list = slices.Delete(list, max(i, 0), max(i, 0)+1)
	}
	return list
}

// seam is the case's line. number fixes its shape.
func (v view) seam(number int64, all []recovery.Commitment, state recovery.State, names func(recovery.Commitment) string) look.SeamView {
	s := look.SeamView{Seed: number, Mended: state == recovery.Closed}
	next := false
	for _, c := range shown(all, maxBeads) {
		bead := look.Bead{State: beadState(c), Label: v.beadLabel(c), Sub: v.beadSub(c, names)}
		if bead.State == look.Open && !next {
			bead.State, next = look.Next, true
		}
		next = next || bead.State == look.Late
		s.Beads = append(s.Beads, bead)
	}
	return s
}

// mini is the seam of a list, without words.
func (v view) mini(number int64, all []recovery.Commitment, state recovery.State) look.SeamView {
	return v.seam(number, all, state, func(recovery.Commitment) string { return "" })
}

func (v view) beadLabel(c recovery.Commitment) string {
	switch c.Kind {
	case recovery.Acknowledgement:
		return v.doneOr(c, v.T("Acknowledged"), v.T("Acknowledge"))
	case recovery.Update:
		return v.doneOr(c, v.T("Kept posted"), v.T("A word"))
	case recovery.Decision:
		return v.doneOr(c, v.T("Decided"), v.T("A decision"))
	case recovery.Resolution:
		return v.doneOr(c, v.T("Made good"), v.T("Put right"))
	case recovery.Delivery:
		return v.doneOr(c, v.T("Delivered"), v.T("Delivery"))
	case recovery.FollowUpFix:
		return v.T("Did it hold?")
	case recovery.FollowUpRelationship:
		return v.T("Still with us?")
	}
	if utf8.RuneCountInString(c.What) <= labelRoom {
		return c.What
	}
	return v.doneOr(c, v.T("Promise kept"), v.T("A promise"))
}

// labelRoom is how many characters of a promise fit under its bead.
const labelRoom = 34

func (v view) doneOr(c recovery.Commitment, done, open string) string {
	if c.State == recovery.Kept {
		return done
	}
	return open
}

// beadSub says when it was kept, how quickly when that was in minutes, and by whom, or by when it is owed.
func (v view) beadSub(c recovery.Commitment, names func(recovery.Commitment) string) string {
	if c.Owed() {
		return v.owedBy(c)
	}
	when := v.short(c.EndedAt)
	if took := c.EndedAt.Sub(c.MadeAt); c.Kind == recovery.Acknowledgement && took < time.Minute {
		return v.T("%[1]s, in %[2]d s", when, max(int(took/time.Second), 1))
	}
	if name := names(c); name != "" {
		return v.T("%[1]s, %[2]s", when, name)
	}
	return when
}

func (v view) owedBy(c recovery.Commitment) string {
	left := c.Due.Sub(v.Now)
	switch {
	case left < 0:
		return v.Ago(-left)
	case left < time.Hour:
		return v.T("in %s", v.Until(left))
	}
	return v.T("by %s", v.short(c.Due))
}

// short is the clock for today, and the day with it otherwise.
func (v view) short(at time.Time) string {
	if v.sameDay(at, v.Now) {
		return v.Clock(at)
	}
	return v.When(at, v.Now)
}
