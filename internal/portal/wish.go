package portal

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

// wish is what a customer asks for on their page: the boxes of all its forms, of which each has some.
type wish struct {
	Text    string
	Files   []app.Upload
	Offer   id.Offer
	Option  string // "1" is the first, "other" something else
	To      string // the question answered
	Fixed   string
	Rating  int
	Channel string
	When    string
}

// wishForm is one form of the page.
type wishForm struct {
	read endpoint.Read[wish]
	use  endpoint.UseCase[wish, endpoint.None]
}

// other is the option that is none of ours.
const other = "other"

// wishes are the page's forms, by the name that ends their address.
func (d *desk) wishes() map[string]wishForm {
	return map[string]wishForm{
		"choose":    {readChoice, endpoint.Just(d.choose)},
		"word":      {readWord, endpoint.Just(d.word)},
		"not-fixed": {readWord, endpoint.Just(d.notFixed)},
		"answer":    {readAnswer, endpoint.Just(d.answer)},
		"contact":   {readContact, endpoint.Just(d.prefer)},
	}
}

func readChoice(r *http.Request) (wish, error) {
	f := endpoint.Anybody(r)
	in := wish{Offer: endpoint.ID[id.Offer](f, "offer"), Option: f.Line("option", maxLine), Text: f.Text("text", maxWords)}
	switch {
	case in.Option == "":
		f.Refuse("option", "Please choose one of the ways first.")
	case in.Option == other && in.Text == "":
		f.Refuse("text", "Please tell us what would put it right. Your own words are enough.")
	}
	return in, f.Err()
}

func (d *desk) choose(ctx context.Context, who recovery.Actor, in wish) error {
	if in.Option == other {
		return d.App.Word(ctx, who, app.WordIn{Text: in.Text, Offer: in.Offer})
	}
	option, err := strconv.Atoi(in.Option)
	if err != nil {
		return errs.Invalidf("option", "Choose one of the options.").Because(err)
	}
	return d.App.Do(ctx, who, who.Case, recovery.Choose{Offer: in.Offer, Option: option})
}

func readWord(r *http.Request) (wish, error) {
	f := endpoint.Anybody(r)
	in := wish{Text: f.Text("text", maxWords)}
	for _, u := range f.Files("files") {
		in.Files = append(in.Files, app.Upload(u))
	}
	if in.Text == "" && len(in.Files) == 0 {
		f.Refuse("text", "Please write a word or choose a file first.")
	}
	return in, f.Err()
}

func (d *desk) word(ctx context.Context, who recovery.Actor, in wish) error {
	return d.App.Word(ctx, who, app.WordIn{Text: in.Text, Files: in.Files})
}

func (d *desk) notFixed(ctx context.Context, who recovery.Actor, in wish) error {
	return d.App.Word(ctx, who, app.WordIn{Text: in.Text, Files: in.Files, NotFixed: true})
}

func readAnswer(r *http.Request) (wish, error) {
	f := endpoint.Anybody(r)
	in := wish{
		To:     f.Choice("to", string(recovery.FollowUpFix), string(recovery.FollowUpRelationship)),
		Fixed:  f.Choice("fixed", "yes", "partly", "no"),
		Rating: f.Number("rating", 1, 5),
		Text:   f.Text("text", maxWords),
	}
	if in.Fixed == "" {
		f.Refuse("fixed", "Please tell us first: is it put right, partly, or not?")
	}
	return in, f.Err()
}

func (d *desk) answer(ctx context.Context, who recovery.Actor, in wish) error {
	return d.App.Word(ctx, who, app.WordIn{
		Text: in.Text, To: recovery.CommitmentKind(in.To), Fixed: in.Fixed, Rating: in.Rating,
	})
}

func readContact(r *http.Request) (wish, error) {
	f := endpoint.Anybody(r)
	in := wish{
		Channel: f.Choice("channel", string(recovery.Mail), string(recovery.Phone), string(recovery.Page)),
		When:    f.Line("when", maxLine),
	}
	return in, f.Err()
}

func (d *desk) prefer(ctx context.Context, who recovery.Actor, in wish) error {
	contact := recovery.Contact{Channel: recovery.Channel(in.Channel), When: in.When}
	return d.App.Do(ctx, who, who.Case, recovery.Prefer{Contact: contact})
}

// backTo leads back to the page, which then says that it was done.
func backTo(done string) endpoint.View[endpoint.None] {
	return endpoint.SeeOther(func(r *http.Request, _ endpoint.None) string {
		return pageOf(r) + "?done=" + done
	})
}

func pageOf(r *http.Request) string { return "/c/" + url.PathEscape(r.PathValue("token")) }
