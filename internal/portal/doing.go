package portal

import (
	"cmp"
	"slices"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/recovery"
	"amends/internal/words"
)

// doingView is what we do, on both tracks.
type doingView struct {
	stop  look.SeamView // so that it does not get worse; without beads where there is nothing to stop
	right look.SeamView // to put it right
}

// thing is something done or owed, at its place in time.
type thing struct {
	at    time.Time
	ended bool
	bead  look.Bead
}

// place puts what is done before what is owed, and what has no time after that.
func (x thing) place() int {
	switch {
	case x.ended:
		return 0
	case x.at.IsZero():
		return 2
	}
	return 1
}

func doing(p *words.Printer, v app.CustomerPage) doingView {
	t := teller{p: p, page: v}
	var stop, right []thing
	for _, s := range v.Steps {
		if s.Told == "" {
			continue
		}
		if s.Track == recovery.Containment {
			stop = append(stop, t.step(s))
		} else {
			right = append(right, t.step(s))
		}
	}
	right = append(right, t.beginning()...)
	for _, c := range t.commitments() {
		right = append(right, t.commitment(c))
	}
	if o := v.Offer; o != nil && o.State == recovery.OfferOpen {
		right = t.turnOf(right, o.ExpiresAt)
	}
	mended := v.State == recovery.Closed
	return doingView{
		stop:  look.SeamView{Seed: v.Number + 1, Beads: inOrder(stop), Mended: mended},
		right: look.SeamView{Seed: v.Number, Beads: inOrder(right), Mended: mended},
	}
}

// inOrder puts what is done first, by time, and marks what comes next.
func inOrder(list []thing) []look.Bead {
	slices.SortStableFunc(list, func(a, b thing) int {
		return cmp.Or(cmp.Compare(a.place(), b.place()), a.at.Compare(b.at))
	})
	var beads []look.Bead
	next := false
	for _, x := range list {
		if !x.ended && !next && x.bead.State == look.Open {
			x.bead.State, next = look.Next, true
		}
		beads = append(beads, x.bead)
	}
	return beads
}

// teller says things to the customer of one page.
type teller struct {
	p    *words.Printer
	page app.CustomerPage
}

// beginning is that we have it, unless an acknowledgement says so.
func (t teller) beginning() []thing {
	for _, c := range t.page.Owed {
		if c.Kind == recovery.Acknowledgement && c.Told != "" {
			return nil
		}
	}
	sub := t.p.When(t.page.Opened, t.page.Now)
	return []thing{{at: t.page.Opened, ended: true, bead: look.Bead{State: look.Kept, Label: t.p.T("We received your message"), Sub: sub}}}
}

// commitments are those told to the customer, each once: what moved is among what is owed, as a rule.
func (t teller) commitments() []recovery.Commitment {
	var list []recovery.Commitment
	known := map[id.Commitment]bool{}
	for _, c := range slices.Concat(t.page.Owed, t.page.Moved) {
		if c.Told != "" && !known[c.ID] {
			known[c.ID] = true
			list = append(list, c)
		}
	}
	return list
}

func (t teller) commitment(c recovery.Commitment) thing {
	x := thing{at: c.Due, ended: !c.Owed(), bead: look.Bead{State: state(c, t.page.Now), Label: capital(c.Told)}}
	if x.ended && !c.EndedAt.IsZero() {
		x.at = c.EndedAt
	}
	x.bead.Sub = t.how(c, x.bead.State)
	return x
}

func state(c recovery.Commitment, now time.Time) look.State {
	switch {
	case c.State == recovery.Broken:
		return look.Broken
	case c.State == recovery.Released:
		return look.Released
	case c.State == recovery.Kept && !c.KeptInTime():
		return look.KeptLate
	case c.State == recovery.Kept:
		return look.Kept
	case c.Due.Before(now):
		return look.Late
	}
	return look.Open
}

// how says plainly who has a commitment, by when, and how it stands.
func (t teller) how(c recovery.Commitment, s look.State) string {
	p, who := t.p, t.name(c.Owner)
	due, ended := p.When(c.Due, t.page.Now), p.When(c.EndedAt, t.page.Now)
	switch s {
	case look.Kept:
		return p.T("%[1]s, %[2]s", who, ended)
	case look.KeptLate:
		return p.T("%[1]s, %[2]s. That was later than we said.", who, ended)
	case look.Broken:
		return p.T("We said by %s, and did not keep our word.", p.By(c.Due, t.page.Now))
	case look.Released:
		return p.T("Not needed any more")
	case look.Late:
		return p.T("%[1]s. It was due %[2]s, and we are late.", who, due)
	}
	if c.Moved > 0 && c.Due.After(c.FirstDue) {
		return p.T("%[1]s, now by %[2]s. It was %[3]s; we moved it: %[4]s", who, p.By(c.Due, t.page.Now), p.When(c.FirstDue, t.page.Now), c.Because)
	}
	return p.T("%[1]s, by %[2]s", who, p.By(c.Due, t.page.Now))
}

func (t teller) step(s recovery.Step) thing {
	p, now, who := t.p, t.page.Now, t.name(s.Who)
	x := thing{at: s.Due, bead: look.Bead{State: look.Open, Label: capital(s.Told), Sub: who}}
	switch {
	case !s.DoneAt.IsZero():
		x.at, x.ended, x.bead.State = s.DoneAt, true, look.Kept
		x.bead.Sub = p.T("%[1]s, %[2]s", t.name(cmp.Or(s.DoneBy, s.Who)), p.When(s.DoneAt, now))
	case s.Due.Before(now) && !s.Due.IsZero():
		x.bead.State = look.Late
		x.bead.Sub = p.T("%[1]s. It was due %[2]s, and we are late.", who, p.When(s.Due, now))
	case !s.Due.IsZero():
		x.bead.Sub = p.T("%[1]s, by %[2]s", who, p.By(s.Due, now))
	}
	return x
}

// turnOf says that it is the customer's turn; the playbook may have it as a step already.
func (t teller) turnOf(list []thing, until time.Time) []thing {
	turn := thing{at: t.page.Now, bead: look.Bead{State: look.Open, Label: t.p.T("You choose how we put it right"), Sub: t.whenever(until)}}
	for i, x := range list {
		if x.bead.Label == turn.bead.Label && !x.ended {
			list[i] = turn
			return list
		}
	}
	return append(list, turn)
}

func (t teller) whenever(until time.Time) string {
	if until.IsZero() {
		return t.p.T("You, whenever you like")
	}
	return t.p.T("You, until %s", t.p.Date(until))
}

// name is a colleague as the customer knows them.
func (t teller) name(who id.Person) string {
	if f := t.page.Names[who]; f.Name != "" {
		return f.First()
	}
	return cmp.Or(capital(t.page.Company.Team), t.page.Company.Name)
}
