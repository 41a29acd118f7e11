package web

import (
	"net/http"
	"net/url"
	"regexp"
	"time"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/look"
)

// mailSheet is what the demo's mailbox shows.
type mailSheet struct {
	frame
	app.Mailbox
	After string // the cursor of this page
	Open  app.Mail
}

// mailbox is what left the house, read as the customer reads it.
func (s *site) mailbox() http.Handler {
	read := func(r *http.Request) (string, error) { return r.URL.Query().Get("after"), nil }
	view := func(w http.ResponseWriter, r *http.Request, box app.Mailbox) error {
		f := s.frame(w, r, "", "")
		f.Title = f.T("Mailbox")
		sheet := mailSheet{frame: f, Mailbox: box, After: r.URL.Query().Get("after")}
		for i, m := range box.Items {
			if i == 0 || m.ID.Text() == r.URL.Query().Get("mail") {
				sheet.Open = m
			}
		}
		return s.show(w, r, http.StatusOK, f, mailboxPage(sheet))
	}
	return endpoint.Page(s.surface, read, s.Desk.Mailbox, view)
}

// href leads to a mail of this page of the box.
func (s mailSheet) href(m app.Mail) string {
	q := url.Values{"mail": {m.ID.Text()}}
	if s.After != "" {
		q.Set("after", s.After)
	}
	return "/demo/mail?" + q.Encode()
}

func (s mailSheet) pager() look.PagerView {
	p := look.PagerView{}
	if s.After != "" {
		p.First = "/demo/mail"
	}
	if s.Next != "" {
		p.Next = "/demo/mail?" + url.Values{"after": {s.Next}}.Encode()
	}
	return p
}

func (s mailSheet) none() look.EmptyView {
	return look.EmptyView{
		Title: s.T("Nothing has left the house."), Text: s.T("Send a complaint, or let time pass with the clock above, and read here what the customer receives."),
		Do: []look.ButtonView{{Label: s.T("Write down a complaint"), Href: "/cases/new", Icon: "plus"}},
	}
}

// piece is a part of a mail: words, or an address that can be followed.
type piece struct{ Text, Href string }

// pieces cuts a mail's text at the addresses in it.
func pieces(text string) []piece {
	var list []piece
	addresses := regexp.MustCompile(`https?://[^\s<>"]+[^\s<>".,;:!?)]`)
	at := 0
	for _, span := range addresses.FindAllStringIndex(text, -1) {
		if span[0] > at {
			list = append(list, piece{Text: text[at:span[0]]})
		}
		address := text[span[0]:span[1]]
		list = append(list, piece{Text: address, Href: address})
		at = span[1]
	}
	if at < len(text) {
		list = append(list, piece{Text: text[at:]})
	}
	return list
}

// leaps are how far the demo's clock can be moved at once.
func (f frame) leaps() []look.Choice {
	return []look.Choice{
		{Value: "hour", Label: f.T("+1 hour")}, {Value: "morning", Label: f.T("to tomorrow 09:00")},
		{Value: "days", Label: f.T("+3 days")}, {Value: "month", Label: f.T("+30 days")},
	}
}

// moveClock lets time pass in the demo.
func (s *site) moveClock() http.Handler {
	read := func(r *http.Request) (time.Time, error) {
		f := endpoint.Colleague(r)
		step := f.Choice("to", "hour", "morning", "days", "month")
		if step == "" {
			f.Refuse("to", "Choose how far the clock moves.")
		}
		return later(s.Desk.Now().In(s.Desk.Zone()), step), f.Err()
	}
	back := func(r *http.Request, _ endpoint.None) string { return cameFrom(r) }
	return endpoint.Page(s.surface, read, endpoint.Just(s.Desk.SetClock), endpoint.SeeOther(back))
}

// later is the moment a leap leads to.
func later(now time.Time, step string) time.Time {
	const opens = 9
	switch step {
	case "morning":
		y, m, d := now.Date()
		return time.Date(y, m, d+1, opens, 0, 0, 0, now.Location())
	case "days":
		return now.AddDate(0, 0, 3)
	case "month":
		return now.AddDate(0, 0, 30)
	}
	return now.Add(time.Hour)
}
