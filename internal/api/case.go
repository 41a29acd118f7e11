package api

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"

	"github.com/danielgtaylor/huma/v2"
)

func (d *desk) caseRoutes(api huma.API) {
	huma.Register(api, op(api, http.MethodGet, "cases", "list-cases", "Cases, newest first", http.StatusOK), serve(d, d.cases))
	huma.Register(api, op(api, http.MethodGet, "cases/{id}", "get-case", "One case", http.StatusOK), serve(d, d.oneCase))
	huma.Register(api, op(api, http.MethodGet, "cases/{id}/events", "list-events", "What happened in a case, oldest first", http.StatusOK), serve(d, d.events))
}

type casesIn struct {
	State    string `query:"state" enum:"received,working,offered,mending,resolved,closed"`
	Kind     string `query:"kind" doc:"A kind of failure, as the playbook names it."`
	Owner    string `query:"owner" doc:"The id of a colleague."`
	Customer string `query:"customer" doc:"The id of a customer."`
	Find     string `query:"find" maxLength:"200" doc:"Words, a case number, a reference, a name or an address."`
	After    string `query:"after" doc:"The next of the page before."`
	Limit    int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

type casesOut struct {
	Body struct {
		Items []caseItem `json:"items"`
		Next  string     `json:"next" doc:"Send it as after for the next page; empty at the end."`
	}
}

type caseItem struct {
	ID        string     `json:"id"`
	Number    int64      `json:"number"`
	State     string     `json:"state"`
	Failure   failure    `json:"failure"`
	Customer  named      `json:"customer"`
	Owner     *named     `json:"owner,omitempty"`
	Quote     string     `json:"quote" doc:"The customer's own sentence."`
	OpenedAt  time.Time  `json:"opened_at"`
	NextDueAt *time.Time `json:"next_due_at,omitempty"`
	Late      bool       `json:"late"`
	Reopened  int        `json:"reopened"`
}

type failure struct {
	Kind     string `json:"kind"`
	Severity int    `json:"severity" minimum:"1" maximum:"4"`
	Fault    string `json:"fault" enum:"ours,shared,unclear,not_ours"`
}

type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func face(f app.Face) *named {
	if f.ID == 0 {
		return nil
	}
	return &named{ID: f.ID.Text(), Name: f.Name}
}

func (d *desk) cases(ctx context.Context, who app.Actor, in *casesIn) (*casesOut, error) {
	owner, err := idIn[id.Person]("query.owner", in.Owner)
	if err != nil {
		return nil, err
	}
	customer, err := idIn[id.Customer]("query.customer", in.Customer)
	if err != nil {
		return nil, err
	}
	found, err := d.App.Cases(ctx, who, app.CasesIn{
		State: recovery.State(in.State), Kind: in.Kind, Owner: owner, Customer: customer, Find: in.Find, After: in.After, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	out := &casesOut{}
	out.Body.Items, out.Body.Next = rows(found.Items), found.Next
	return out, nil
}

func rows(list []app.CaseRow) []caseItem {
	items := make([]caseItem, 0, len(list))
	for _, r := range list {
		items = append(items, caseItem{
			ID: r.ID.Text(), Number: r.Number, State: string(r.State), Failure: failure{r.Kind, r.Severity, string(r.Fault)},
			Customer: named{r.Customer.ID.Text(), r.Customer.Name}, Owner: face(r.Owner), Quote: r.Quote, OpenedAt: r.OpenedAt,
			NextDueAt: moment(r.NextDue), Late: r.Late, Reopened: r.Reopened,
		})
	}
	return items
}

// moment leaves a time out that is not set.
func moment(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// idIn reads an optional id out of a query.
func idIn[T ~int64](field, text string) (T, error) {
	if text == "" {
		return 0, nil
	}
	i, ok := id.Parse[any](text)
	if !ok {
		return 0, errs.Invalidf(field, "This is not an id of ours.")
	}
	return T(i), nil
}

// idAt reads the id in the path; a wrong one is as one that does not exist.
func idAt[T ~int64](text string) (T, error) {
	i, ok := id.Parse[any](text)
	if !ok {
		return 0, errs.Missingf("There is nothing here.")
	}
	return T(i), nil
}

type caseIn struct {
	ID string `path:"id"`
}

type caseOut struct{ Body caseBody }

type caseBody struct {
	ID          string           `json:"id"`
	Number      int64            `json:"number"`
	State       string           `json:"state"`
	Failure     failure          `json:"failure"`
	Customer    customerBody     `json:"customer"`
	Owner       *named           `json:"owner"`
	Sponsor     *named           `json:"sponsor,omitempty"`
	Reference   string           `json:"reference,omitempty"`
	Quote       string           `json:"quote"`
	OpenedAt    time.Time        `json:"opened_at"`
	Reopened    int              `json:"reopened"`
	Repeat      int              `json:"repeat" doc:"Earlier failures of this customer within the playbook's window."`
	PageURL     string           `json:"page_url"`
	Messages    []messageBody    `json:"messages" doc:"Words between us and the customer, oldest first."`
	Commitments []commitmentBody `json:"commitments"`
	Offers      []offerBody      `json:"offers"`
}

type messageBody struct {
	ID        string    `json:"id"`
	Direction string    `json:"direction" enum:"in,out"`
	Channel   string    `json:"channel"`
	Text      string    `json:"text"`
	At        time.Time `json:"at"`
	State     string    `json:"state" enum:"received,queued,sent,recalled,failed"`
}

type commitmentBody struct {
	ID    string    `json:"id"`
	Kind  string    `json:"kind"`
	What  string    `json:"what"`
	Owner *named    `json:"owner"`
	DueAt time.Time `json:"due_at"`
	State string    `json:"state" enum:"open,kept,late,broken,released"`
	Moved int       `json:"moved,omitempty" doc:"Times it was renegotiated; because holds the reason."`

	Because string `json:"because,omitempty"`
}

func (d *desk) oneCase(ctx context.Context, who app.Actor, in *caseIn) (*caseOut, error) {
	i, err := idAt[id.Case](in.ID)
	if err != nil {
		return nil, err
	}
	v, err := d.App.Case(ctx, who, i, "")
	if err != nil {
		return nil, err
	}
	body := caseOf(v)
	for pages := 1; v.StoryNext != "" && pages < mostPages; pages++ {
		if v, err = d.App.Case(ctx, who, i, v.StoryNext); err != nil {
			return nil, err
		}
		body.Messages = append(messagesOf(v.Story), body.Messages...)
	}
	return &caseOut{Body: body}, nil
}

// mostPages of a story are read for one answer; a case with more is read by its events.
const mostPages = 20

func caseOf(v app.CaseView) caseBody {
	c := v.Case
	return caseBody{
		ID: c.ID.Text(), Number: c.Number, State: string(c.State),
		Failure:  failure{c.Reading.Kind.Value, c.Reading.Severity.Value, string(c.Reading.Fault)},
		Customer: customerOf(v.Customer), Owner: face(v.Owner), Sponsor: face(v.Sponsor), Reference: c.Reference, Quote: v.Quote,
		OpenedAt: c.OpenedAt, Reopened: c.Reopened, Repeat: c.Repeat.Earlier, PageURL: v.PageURL,
		Messages: messagesOf(v.Story), Commitments: commitmentsOf(v), Offers: offersOf(c),
	}
}

func messagesOf(story []app.Moment) []messageBody {
	list := []messageBody{}
	for _, s := range story {
		if m := s.Message; m != nil && (m.Direction == "in" || m.Direction == "out") {
			list = append(list, messageBody{m.ID.Text(), m.Direction, string(m.Channel), m.Text, m.At, m.State})
		}
	}
	slices.SortStableFunc(list, func(a, b messageBody) int { return a.At.Compare(b.At) })
	return list
}

func commitmentsOf(v app.CaseView) []commitmentBody {
	list := []commitmentBody{}
	for _, x := range v.Case.Commitments {
		list = append(list, commitmentOf(v, x))
	}
	return list
}

func commitmentOf(v app.CaseView, x recovery.Commitment) commitmentBody {
	return commitmentBody{
		ID: x.ID.Text(), Kind: string(x.Kind), What: x.What, Owner: face(v.Names[x.Owner]), DueAt: x.Due, State: string(x.State), Moved: x.Moved, Because: x.Because,
	}
}

type eventsIn struct {
	ID    string `path:"id"`
	After int64  `query:"after" minimum:"0" doc:"The next of the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

type eventsOut struct {
	Body struct {
		Items []eventBody `json:"items"`
		Next  int64       `json:"next" doc:"Send it as after for what comes later; 0 at the end."`
	}
}

type eventBody struct {
	Seq   int64           `json:"seq"`
	At    time.Time       `json:"at"`
	Actor string          `json:"actor" doc:"person:ID, customer:ID, token:NAME or system."`
	Kind  string          `json:"kind"`
	Body  json.RawMessage `json:"body"`
}

func (d *desk) events(ctx context.Context, who app.Actor, in *eventsIn) (*eventsOut, error) {
	i, err := idAt[id.Case](in.ID)
	if err != nil {
		return nil, err
	}
	found, err := d.App.CaseEvents(ctx, who, i, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &eventsOut{}
	out.Body.Items = make([]eventBody, 0, len(found))
	for _, r := range found {
		body, err := recovery.Encode(r.Event)
		if err != nil {
			return nil, err
		}
		out.Body.Items = append(out.Body.Items, eventBody{r.Seq, r.At, r.Actor.Text(), r.Event.Kind(), body})
	}
	if len(found) == in.Limit {
		out.Body.Next = found[len(found)-1].Seq
	}
	return out, nil
}
