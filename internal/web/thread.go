package web

import (
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/recovery"
)

// beat is one entry of the thread: a letter, or some sentences that belong together.
type beat struct {
	Day    string // set on the first entry of a day
	At     time.Time
	Letter *app.Message
	Said   string // over a letter that needs it: "Jon tried to reach Ada"
	Lines  []sentence
	ByThem bool // the customer did it
	who    string
}

// sentence is one thing that happened, said.
type sentence struct {
	Text string
	Seen bool // the customer sees it on their page
}

// foldAfter is how many sentences of one moment stand in sight when there are more than one more.
const foldAfter = 2

// inSight are the sentences to read at once, folded the rest of a long list.
func (b beat) inSight() (first, folded []sentence) {
	if len(b.Lines) <= foldAfter+1 {
		return b.Lines, nil
	}
	return b.Lines[:foldAfter], b.Lines[foldAfter:]
}

// thread puts the moments of the story together as they are read: a message stands where it was
// first spoken of, sentences of one minute and one hand become one entry, and every entry stands
// under its day.
func (v view) thread(c app.CaseView) []beat {
	var list []beat
	spoken := map[id.Message]bool{}
	for _, m := range c.Story {
		b := v.beat(c, m, spoken)
		if n := len(list); n > 0 && list[n-1].takes(b) {
			list[n-1].Lines = append(list[n-1].Lines, b.Lines...)
			continue
		}
		if len(list) == 0 || !v.sameDay(list[len(list)-1].At, b.At) {
			b.Day = v.day(b.At)
		}
		list = append(list, b)
	}
	return list
}

func (v view) beat(c app.CaseView, m app.Moment, spoken map[id.Message]bool) beat {
	b := beat{At: m.At, who: m.ByName + m.By.Name}
	text := v.tell(c, m)
	if m.Message != nil && carriesLetter(m) && !spoken[m.Message.ID] {
		spoken[m.Message.ID] = true
		b.Letter, b.Said = m.Message, text
		return b
	}
	b.ByThem = byCustomer(m)
	b.Lines = []sentence{{Text: text, Seen: m.Seen && !b.ByThem}}
	return b
}

// byCustomer tells what the customer did from what the house made of it, though they brought it about.
func byCustomer(m app.Moment) bool {
	if m.By.Name != "" {
		return false
	}
	switch m.Event.(type) {
	case recovery.CaseOpened, recovery.MessageReceived, recovery.OfferChosen, recovery.OfferDeclined,
		recovery.FollowUpAnswered, recovery.ContactPreferred, recovery.PageOpened:
		return true
	}
	return false
}

// carriesLetter tells the events that show a message's words from those that only speak of it.
func carriesLetter(m app.Moment) bool {
	switch m.Event.(type) {
	case recovery.MessageReceived, recovery.MessageSent, recovery.MessageQueued, recovery.NoteAdded, recovery.CallLogged:
		return true
	}
	return false
}

// takes reports whether another entry's sentences belong to this one.
func (b beat) takes(other beat) bool {
	return b.Letter == nil && other.Letter == nil && b.ByThem == other.ByThem && b.who == other.who &&
		b.At.Truncate(time.Minute).Equal(other.At.Truncate(time.Minute))
}

// letter is a message as the thread shows it.
func (v view) letter(c app.CaseView, m app.Message) look.LetterView {
	l := look.LetterView{In: m.Direction == "in", From: m.Author.Name, Text: m.Text, Quoted: m.Quoted, ID: "m" + m.ID.Text()}
	if l.In {
		l.From = c.Customer.Name
	}
	if l.From == "" {
		l.From = v.T("Amends")
	}
	if m.Erased {
		l.Text = v.T("These words were erased.")
	}
	l.Aside = v.letterAside(m)
	for _, f := range m.Files {
		l.Files = append(l.Files, look.FileLink{Name: f.Name, Href: "/files/" + f.ID.Text(), Size: v.size(f.Size)})
	}
	return l
}

func (v view) letterAside(m app.Message) string {
	switch {
	case m.Direction == "in":
		return wayWord(v.Printer, m.Channel)
	case m.Direction == "note" && (m.Channel == recovery.Phone || m.Channel == recovery.InPerson):
		return wayWord(v.Printer, m.Channel)
	case m.Direction == "note":
		return v.T("among colleagues")
	case m.State == "queued":
		return v.T("leaves at %s", v.Clock(m.SendAt))
	case m.State == "recalled":
		return v.T("taken back, never sent")
	case m.State == "failed":
		return v.T("did not arrive")
	case m.To != "":
		return v.T("to %s", m.To)
	}
	return wayWord(v.Printer, m.Channel)
}

// size is the size of a file in round units.
func (v view) size(bytes int64) string {
	const kilo, mega = 1000, 1000 * 1000
	switch {
	case bytes >= mega:
		return v.T("%d MB", int((bytes+mega/2)/mega))
	case bytes >= kilo:
		return v.T("%d kB", int((bytes+kilo/2)/kilo))
	}
	return v.N(int(bytes), "%d byte", "%d bytes")
}
