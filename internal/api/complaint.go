package api

import (
	"context"
	"net/http"
	"time"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/money"
	"amends/internal/recovery"

	"github.com/danielgtaylor/huma/v2"
)

// complaintBody is a complaint as another program sends it.
type complaintBody struct {
	Channel    string    `json:"channel,omitempty" enum:"api,form,mail,phone,in_person,page" doc:"The way it reached you; api when left out."`
	From       sender    `json:"from"`
	Subject    string    `json:"subject,omitempty"`
	Text       string    `json:"text" doc:"What happened, in the customer's words."`
	Reference  string    `json:"reference,omitempty" doc:"Order, booking or account."`
	OccurredAt string    `json:"occurred_at,omitempty" doc:"When it happened: a moment (RFC 3339) or a date."`
	Wants      string    `json:"wants,omitempty" doc:"What would put it right, in the customer's words."`
	Value      *priceOut `json:"value,omitempty" doc:"What the customer paid for it."`
}

type sender struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty" doc:"An address or a number is needed, so that we can answer."`
	Phone string `json:"phone,omitempty"`
}

type complainIn struct {
	Key     string `header:"Idempotency-Key" maxLength:"200" doc:"The same key makes one case, however often it is sent."`
	Body    complaintBody
	RawBody []byte // kept as it came
}

type complainOut struct {
	Status int
	Body   receipt
}

type receipt struct {
	ID      string `json:"id"`
	Number  int64  `json:"number" doc:"What people call the case."`
	PageURL string `json:"page_url" doc:"The customer's own page. Whoever has the address can open it."`
}

func (d *desk) complaintRoutes(api huma.API) {
	o := op(api, http.MethodPost, "complaints", "complain", "Take a complaint in; it is durable when this answers", http.StatusCreated)
	o.Description = "201 with a new case; 200 with the same body when the Idempotency-Key was used before."
	o.Responses["200"] = &huma.Response{Description: "The same as before"}
	huma.Register(api, o, serve(d, d.complain))
	// Keeping the body as it came describes it as bytes too, which is nobody's business.
	delete(api.OpenAPI().Paths[o.Path].Post.RequestBody.Content, "application/octet-stream")
}

func (d *desk) complain(ctx context.Context, who app.Actor, in *complainIn) (*complainOut, error) {
	complaint, err := in.complaint()
	if err != nil {
		return nil, err
	}
	got, err := d.App.Complain(ctx, who, complaint)
	if err != nil {
		return nil, err
	}
	out := &complainOut{Status: http.StatusCreated, Body: receipt{ID: got.Case.Text(), Number: got.Number, PageURL: got.PageURL}}
	if got.Again {
		out.Status = http.StatusOK
	}
	return out, nil
}

func (in *complainIn) complaint() (app.Complaint, error) {
	b := in.Body
	at, err := occurred(b.OccurredAt)
	if err != nil {
		return app.Complaint{}, err
	}
	value, err := b.Value.amount("value")
	if err != nil {
		return app.Complaint{}, err
	}
	channel := recovery.API
	if b.Channel != "" {
		channel = recovery.Channel(b.Channel)
	}
	return app.Complaint{
		Key: in.Key, Channel: channel, Name: b.From.Name, Email: b.From.Email, Phone: b.From.Phone, Subject: b.Subject, Text: b.Text,
		Reference: b.Reference, OccurredAt: at, Wants: b.Wants, Value: value, Raw: in.RawBody,
	}, nil
}

// occurred reads a moment or a date, which other programs have rather than a moment.
func occurred(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, errs.Invalidf("occurred_at", "We could not read this date. Write it as 2026-11-24 or 2026-11-24T09:30:00Z.")
}

// priceOut is an amount of money: a decimal as text, so that no program rounds it.
type priceOut struct {
	Amount   string `json:"amount" example:"186.00"`
	Currency string `json:"currency" pattern:"^[A-Z]{3}$" patternDescription:"three capital letters" example:"EUR"`
}

func price(a money.Amount) *priceOut {
	if a.Currency == "" {
		return nil
	}
	return &priceOut{Amount: a.Decimal(), Currency: a.Currency}
}

func (p *priceOut) amount(field string) (money.Amount, error) {
	if p == nil {
		return money.Amount{}, nil
	}
	a, err := money.Parse(p.Amount, p.Currency)
	if err != nil {
		return a, errs.Invalidf(field, "We could not read this amount. Write it as 186.00.").Because(err)
	}
	return a, nil
}
