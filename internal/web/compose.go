package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/tone"
)

// promised is a promise as the composer lists it: found in the text, or as the form brought it.
type promised struct {
	Row   string // the row's number in the form
	Words string // the words it was read from; they tell one promise from another
	What  string
	Due   time.Time // zero when it has none yet
	Owner id.Person
	Off   bool // the writer says that it is none
}

func (s caseSheet) promised(i int, p tone.Promise) promised {
	found := promised{Row: strconv.Itoa(i), Words: p.Text, What: p.What, Due: p.Due, Owner: s.Who.Person}
	if sent := s.sentPromise(p.Text); sent != nil {
		sent.Row = found.Row
		return *sent
	}
	return found
}

// sentPromise is a promise of a form that came back, by its words.
func (s caseSheet) sentPromise(words string) *promised {
	for _, p := range s.Back.promises {
		if p.Words == words {
			return &p
		}
	}
	return nil
}

// replyIn is a reply as its form brings it.
type replyIn struct {
	app.ReplyIn
	Promises []promised
}

func (s *site) readReply(r *http.Request) (replyIn, error) {
	c, err := pathCase(r)
	if err != nil {
		return replyIn{}, err
	}
	f := endpoint.Colleague(r)
	in := replyIn{Promises: readPromises(f)}
	in.Case, in.Text = c, f.Text("text", textLong)
	in.Override, in.Anyway = f.Text("override", lineLong), f.Yes("anyway")
	in.SeenSeq = readSeq(f)
	in.Keeps = readKeeps(f)
	if in.Text == "" {
		f.Refuse("text", "There are no words in it yet.")
	}
	in.ReplyIn.Promises = kept(in.Promises)
	return in, f.Err()
}

func readKeeps(f *endpoint.Fields) []id.Commitment {
	var list []id.Commitment
	for _, text := range f.Many("keeps") {
		if k, ok := id.Parse[int](text); ok {
			list = append(list, id.Commitment(k))
		}
	}
	return list
}

func readSeq(f *endpoint.Fields) int64 {
	seq, err := strconv.ParseInt(f.Text("seen", lineLong), 10, 64)
	if err != nil {
		return 0
	}
	return seq
}

// readPromises reads the rows of promises. A row without its tick is none of ours.
func readPromises(f *endpoint.Fields) []promised {
	var list []promised
	for _, row := range f.Many("row") {
		p := promised{Row: row, Words: f.Text("words_"+row, textLong), What: f.Text("what_"+row, lineLong), Owner: personOf(f, "who_"+row)}
		p.Off = !f.Yes("owe_" + row)
		if !p.Off {
			p.Due = f.Moment("due_" + row)
		}
		list = append(list, p)
	}
	return list
}

// kept are the promises that will be owed: an empty list, not nil, when the writer makes none.
func kept(list []promised) []recovery.NewPromise {
	owed := []recovery.NewPromise{}
	for _, p := range list {
		if !p.Off {
			owed = append(owed, recovery.NewPromise{What: p.What, Due: p.Due, Owner: p.Owner})
		}
	}
	return owed
}

// reply sends a reply. A promise in its words that the writer has not seen in the list yet is
// shown first: nothing is promised in passing.
func (s *site) reply() http.Handler {
	type sent struct {
		c   id.Case
		out app.ReplyOut
	}
	use := func(ctx context.Context, who recovery.Actor, in replyIn) (sent, error) {
		if err := s.unseen(ctx, who, in); err != nil {
			return sent{}, err
		}
		out, err := s.Desk.Reply(ctx, who, in.ReplyIn)
		return sent{in.Case, out}, err
	}
	view := func(w http.ResponseWriter, r *http.Request, x sent) error {
		flashSent(w, x.c, x.out)
		http.Redirect(w, r, "/cases/"+x.c.Text()+"#composer", http.StatusSeeOther)
		return nil
	}
	return endpoint.Form(s.surface, s.readReply, use, view, s.checked)
}

func (s *site) unseen(ctx context.Context, who recovery.Actor, in replyIn) error {
	said, err := s.Desk.Coach(ctx, who, in.Case, in.Text)
	if err != nil {
		return err
	}
	for _, p := range said.Promises {
		if !slices.ContainsFunc(in.Promises, func(seen promised) bool { return seen.Words == p.Text }) {
			return errs.Invalidf("promises", "You promise something here. See that the time and the name are right, then send it.")
		}
	}
	return nil
}

// check shows what the coach says and what is promised, before anything is sent and without scripts.
func (s *site) check() http.Handler {
	use := func(_ context.Context, _ recovery.Actor, in replyIn) (replyIn, error) { return in, nil }
	view := func(w http.ResponseWriter, r *http.Request, in replyIn) error {
		return s.checked(w, r, in, endpoint.Refusal{Status: http.StatusOK})
	}
	return endpoint.Form(s.surface, s.readReply, use, view, s.checked)
}

// checked writes the case page with the words in the composer, and what the coach says of them.
func (s *site) checked(w http.ResponseWriter, r *http.Request, in replyIn, no endpoint.Refusal) error {
	ctx, who := r.Context(), endpoint.Who(r.Context())
	c, err := s.Desk.Case(ctx, who, in.Case, "")
	if err != nil {
		return err
	}
	back := form{Name: "reply", Words: r.Form, No: no, promises: in.Promises}
	said, err := s.Desk.Coach(ctx, who, in.Case, in.Text)
	if err != nil {
		return err
	}
	sheet := caseSheet{view: s.view(r), C: c, Who: who, Back: back}
	checked := sheet.coached(in.Text, said)
	back.Coach = &checked
	return s.showCase(w, r, no.Status, c, back)
}

// note puts a word among colleagues into the case.
func (s *site) note() http.Handler {
	use := func(ctx context.Context, who recovery.Actor, in textIn) (id.Case, error) {
		if in.Text == "" {
			return in.Case, errs.Invalidf("text", "There are no words in it yet.")
		}
		return in.Case, s.Desk.Note(ctx, who, in.Case, in.Text)
	}
	again := func(w http.ResponseWriter, r *http.Request, in textIn, no endpoint.Refusal) error {
		return s.again(w, r, in.Case, no)
	}
	return endpoint.Form(s.surface, readText, use, said("noted"), again)
}

// said leads back to the case after a word in it.
func said(flash string) endpoint.View[id.Case] {
	return func(w http.ResponseWriter, r *http.Request, c id.Case) error {
		setFlash(w, flash)
		http.Redirect(w, r, "/cases/"+c.Text(), http.StatusSeeOther)
		return nil
	}
}

// call logs a conversation, or the attempt at one.
func (s *site) call() http.Handler {
	read := func(r *http.Request) (app.CallIn, error) {
		c, err := pathCase(r)
		if err != nil {
			return app.CallIn{}, err
		}
		f := endpoint.Colleague(r)
		in := app.CallIn{Case: c, Text: f.Text("text", textLong), Reached: f.Yes("reached"), Keeps: readKeeps(f)}
		in.Channel = recovery.Channel(f.Choice("channel", string(recovery.Phone), string(recovery.InPerson)))
		if what := f.Text("what", lineLong); what != "" {
			in.Promises = []recovery.NewPromise{{What: what, Due: f.Moment("due"), Owner: personOf(f, "owner")}}
		}
		return in, f.Err()
	}
	use := func(ctx context.Context, who recovery.Actor, in app.CallIn) (id.Case, error) {
		return in.Case, s.Desk.Call(ctx, who, in)
	}
	again := func(w http.ResponseWriter, r *http.Request, in app.CallIn, no endpoint.Refusal) error {
		return s.again(w, r, in.Case, no)
	}
	return endpoint.Form(s.surface, read, use, said("called"), again)
}
