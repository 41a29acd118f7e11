package portal

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/mail"
	"net/url"
	"path"
	"unicode"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/look"
	"amends/internal/recovery"
)

// The lengths of the form's boxes, in characters.
const (
	maxLine  = 200
	maxWants = 2_000
	maxWords = 100_000
)

// complaint is the form as it came, and what it means.
type complaint struct {
	app.Complaint
	Date   string // as it stands in its box
	Opened string // the stamp
}

// blank is the form before anything is written in it.
func (d *desk) blank(context.Context, recovery.Actor, endpoint.None) (complaint, error) {
	return complaint{Complaint: app.Complaint{Key: rand.Text()}, Opened: d.stamp(d.Now())}, nil
}

func (d *desk) readComplaint(r *http.Request) (complaint, error) {
	f := endpoint.Anybody(r)
	in := complaint{Opened: f.Line("opened", maxLine), Date: f.Line("occurred_at", maxLine)}
	in.Complaint = app.Complaint{
		Key:       f.Line("key", maxLine),
		Channel:   recovery.Form,
		Name:      f.Line("name", maxLine),
		Email:     f.Line("email", maxLine),
		Phone:     f.Line("phone", maxLine),
		Text:      f.Text("text", maxWords),
		Reference: f.Line("reference", maxLine),
		Wants:     f.Text("wants", maxWants),
	}
	in.OccurredAt = f.Moment("occurred_at")
	for _, u := range f.Files("files") {
		in.Files = append(in.Files, app.Upload(u))
	}
	d.check(f, in)
	return in, f.Err()
}

// check refuses in the order of the boxes. What keeps programs out never loses a person's words:
// sending the form that comes back is enough.
func (d *desk) check(f *endpoint.Fields, in complaint) {
	switch {
	case in.Text == "":
		f.Refuse("text", "Please write a sentence or two about what happened, so that we know what to put right.")
	case in.Name == "":
		f.Refuse("name", "Please tell us your name, so that we know whom we answer.")
	case in.Email == "" && in.Phone == "":
		f.Refuse("email", "Please give us your email address or your phone number. Without one of them we cannot answer you.")
	case in.Email != "" && !isAddress(in.Email):
		f.Refuse("email", "This is not a whole email address. Is something missing around the @?")
	case in.Phone != "" && !isPhone(in.Phone):
		f.Refuse("phone", "This does not look like a phone number. Please write it with its digits, like +47 22 00 00 00.")
	case in.OccurredAt.After(d.Now().AddDate(0, 0, 1)):
		f.Refuse("occurred_at", "This date is still to come. When did it happen?")
	case f.Line("website", maxWords) != "":
		f.Refuse("", "A box that people do not see was filled in. We have emptied it; please send the form once more.")
	case !d.slow(in.Opened):
		f.Refuse("", "To keep programs out we ask you to send this once more. Everything you wrote is still here; only files have to be chosen again.")
	}
}

func isAddress(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text
}

// isPhone is generous: people write numbers in many ways, with words beside them.
func isPhone(text string) bool {
	digits := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits >= 5
}

// complain takes it. Whoever complains is a customer we do not know yet.
func (d *desk) complain(ctx context.Context, _ recovery.Actor, in complaint) (app.Receipt, error) {
	return d.App.Complain(ctx, recovery.Actor{Kind: recovery.ByCustomer, Name: in.Name}, in.Complaint)
}

func (d *desk) thank(w http.ResponseWriter, r *http.Request, got app.Receipt) error {
	page, err := url.Parse(got.PageURL)
	if err != nil {
		return err
	}
	to := "/complain/thanks/" + url.PathEscape(path.Base(page.Path))
	if embedded(r) {
		to += "?embed=1"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func embedded(r *http.Request) bool { return r.URL.Query().Get("embed") != "" }

func (d *desk) showForm(w http.ResponseWriter, r *http.Request, in complaint) error {
	return d.writeForm(w, r, in, endpoint.Refusal{Status: http.StatusOK})
}

// complainAgain brings the form back. A stamp of ours stays: whoever was quick need not wait twice.
func (d *desk) complainAgain(w http.ResponseWriter, r *http.Request, in complaint, no endpoint.Refusal) error {
	if in.Key == "" {
		in.Key = rand.Text()
	}
	if _, ours := d.opened(in.Opened); !ours {
		in.Opened = d.stamp(d.Now())
	}
	return d.writeForm(w, r, in, no)
}

func (d *desk) writeForm(w http.ResponseWriter, r *http.Request, in complaint, no endpoint.Refusal) error {
	v := formView{frame: d.embeddable(w, r, d.frame(r, complainTitle(r))), in: in, no: no}
	return endpoint.HTML(w, r, no.Status, complainPage(v))
}

func complainTitle(r *http.Request) string {
	return endpoint.Words(r.Context()).T("Tell us what went wrong")
}

// formView is the public form.
type formView struct {
	frame
	in complaint
	no endpoint.Refusal
}

func (v formView) action() string {
	if v.embed {
		return "/complain?embed=1"
	}
	return "/complain"
}

// fault is what is wrong with a box.
func (v formView) fault(box string) string {
	if v.no.Field != box {
		return ""
	}
	return v.no.Say
}

func (v formView) hidden() []look.Hidden {
	return []look.Hidden{{Name: "key", Value: v.in.Key}, {Name: "opened", Value: v.in.Opened}}
}

// refusal is said at the head of the form: that something is missing when a box says what.
func (v formView) refusal() string {
	switch v.no.Field {
	case "":
		return v.no.Say
	case "name", "email", "phone", "text", "wants", "reference", "occurred_at", "files":
		return v.p.T("One thing is missing before we can take this. It is marked below; everything you wrote is still here.")
	}
	return v.no.Say
}

func (d *desk) showThanks(w http.ResponseWriter, r *http.Request, page app.CustomerPage) error {
	p := endpoint.Words(r.Context())
	v := thanksView{frame: d.embeddable(w, r, d.frame(r, p.T("We have it")).clocked(page.Now.UnixMilli())), page: page, next: nextWord(p, page)}
	v.link = "/c/" + url.PathEscape(r.PathValue("token"))
	return endpoint.HTML(w, r, http.StatusOK, thanksPage(v))
}

// thanksView says that a complaint was taken.
type thanksView struct {
	frame
	page app.CustomerPage
	next nextView
	link string
}
