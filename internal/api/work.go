package api

import (
	"context"
	"net/http"
	"time"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"

	"github.com/danielgtaylor/huma/v2"
)

func (d *desk) workRoutes(api huma.API) {
	huma.Register(api, op(api, http.MethodPost, "cases/{id}/replies", "reply", "Write to the customer", http.StatusCreated), serve(d, d.reply))
	huma.Register(api, op(api, http.MethodPost, "cases/{id}/commitments", "promise", "Promise something by a time", http.StatusCreated), serve(d, d.promise))
	huma.Register(api, op(api, http.MethodPost, "cases/{id}/offers", "offer", "Put options to the customer", http.StatusCreated), serve(d, d.offer))
}

type replyIn struct {
	ID   string `path:"id"`
	Body struct {
		Text     string `json:"text"`
		Send     bool   `json:"send" doc:"true sends it now; false keeps it as the case's draft for a colleague."`
		Override string `json:"override,omitempty" doc:"Why it is sent although the coach marks an error."`
	}
}

type replyOut struct {
	Body struct {
		ID     string     `json:"id,omitempty"`
		State  string     `json:"state" enum:"queued,draft"`
		SendAt *time.Time `json:"send_at,omitempty"`
	}
}

func (d *desk) reply(ctx context.Context, who app.Actor, in *replyIn) (*replyOut, error) {
	i, err := idAt[id.Case](in.ID)
	if err != nil {
		return nil, err
	}
	if !in.Body.Send {
		return d.keepDraft(ctx, who, i, in.Body.Text)
	}
	sent, err := d.App.Reply(ctx, who, app.ReplyIn{Case: i, Text: in.Body.Text, Override: in.Body.Override, Anyway: true, Now: true})
	if err != nil {
		return nil, err
	}
	out := &replyOut{}
	out.Body.ID, out.Body.State, out.Body.SendAt = sent.Message.Text(), "queued", moment(sent.SendAt)
	return out, nil
}

func (d *desk) keepDraft(ctx context.Context, who app.Actor, i id.Case, text string) (*replyOut, error) {
	v, err := d.App.Case(ctx, who, i, "")
	if err != nil {
		return nil, err
	}
	if _, err := d.App.SaveDraft(ctx, who, app.DraftIn{Case: i, Text: text, Version: v.Draft.Version}); err != nil {
		return nil, err
	}
	out := &replyOut{}
	out.Body.State = "draft"
	return out, nil
}

type promiseIn struct {
	ID   string `path:"id"`
	Body struct {
		What  string    `json:"what" doc:"What is promised, among colleagues."`
		Told  string    `json:"told,omitempty" doc:"As the customer reads it; left out, the customer does not see it."`
		DueAt time.Time `json:"due_at"`
		Owner string    `json:"owner,omitempty" doc:"The id of a colleague; the owner of the case when left out."`
	}
}

type promiseOut struct{ Body commitmentBody }

func (d *desk) promise(ctx context.Context, who app.Actor, in *promiseIn) (*promiseOut, error) {
	i, err := idAt[id.Case](in.ID)
	if err != nil {
		return nil, err
	}
	owner, err := idIn[id.Person]("owner", in.Body.Owner)
	if err != nil {
		return nil, err
	}
	if err := d.App.Do(ctx, who, i, recovery.MakePromise{What: in.Body.What, Told: in.Body.Told, Due: in.Body.DueAt, Owner: owner}); err != nil {
		return nil, err
	}
	v, err := d.App.Case(ctx, who, i, "")
	if err != nil {
		return nil, err
	}
	return &promiseOut{Body: commitmentOf(v, newest(v.Case.Commitments))}, nil
}

// newest is the promise made last; ids grow with time.
func newest(list []recovery.Commitment) recovery.Commitment {
	var last recovery.Commitment
	for _, x := range list {
		if x.Kind == recovery.Promise && x.ID > last.ID {
			last = x
		}
	}
	return last
}

type offerIn struct {
	ID   string `path:"id"`
	Body struct {
		Options []optionIn `json:"options" minItems:"1" maxItems:"10"`
		Reason  string     `json:"reason,omitempty" doc:"For whoever has to approve it, where that is needed."`
	}
}

type optionIn struct {
	Remedy        string    `json:"remedy" doc:"A key of the playbook's remedies."`
	Told          string    `json:"told,omitempty" doc:"As the customer reads it; the playbook's words when left out."`
	Amount        *priceOut `json:"amount,omitempty"`
	Why           string    `json:"why,omitempty"`
	Circumstances string    `json:"circumstances,omitempty" doc:"For an exception to a policy: which and why."`
}

type offerOut struct{ Body offerBody }

type offerBody struct {
	ID        string       `json:"id"`
	State     string       `json:"state" enum:"waiting,open,chosen,declined,expired,withdrawn"`
	Options   []optionBody `json:"options"`
	Chosen    int          `json:"chosen,omitempty" doc:"1 is the first option."`
	ExpiresAt *time.Time   `json:"expires_at,omitempty"`
}

type optionBody struct {
	Remedy string    `json:"remedy"`
	Label  string    `json:"label"`
	Told   string    `json:"told"`
	Amount *priceOut `json:"amount,omitempty"`
	Money  string    `json:"money" enum:"restitution,statutory,goodwill"`
}

func offersOf(c recovery.Case) []offerBody {
	list := []offerBody{}
	for _, o := range c.Offers {
		list = append(list, offerOf(o))
	}
	return list
}

func offerOf(o recovery.Offer) offerBody {
	body := offerBody{ID: o.ID.Text(), State: string(o.State), Chosen: o.Chosen, ExpiresAt: moment(o.ExpiresAt), Options: []optionBody{}}
	for _, x := range o.Options {
		body.Options = append(body.Options, optionBody{x.Remedy, x.Label, x.Told, price(x.Amount), string(x.Money)})
	}
	return body
}

func (d *desk) offer(ctx context.Context, who app.Actor, in *offerIn) (*offerOut, error) {
	i, err := idAt[id.Case](in.ID)
	if err != nil {
		return nil, err
	}
	cmd := recovery.MakeOffer{Reason: in.Body.Reason}
	for _, x := range in.Body.Options {
		amount, err := x.Amount.amount("options")
		if err != nil {
			return nil, err
		}
		cmd.Options = append(cmd.Options, recovery.Option{Remedy: x.Remedy, Told: x.Told, Amount: amount, Why: x.Why, Circumstances: x.Circumstances})
	}
	if err := d.App.Do(ctx, who, i, cmd); err != nil {
		return nil, err
	}
	v, err := d.App.Case(ctx, who, i, "")
	if err != nil {
		return nil, err
	}
	if len(v.Case.Offers) == 0 {
		return nil, errs.Conflictf("The offer changed meanwhile. Look at the case and try again.")
	}
	return &offerOut{Body: offerOf(v.Case.Offers[len(v.Case.Offers)-1])}, nil
}
