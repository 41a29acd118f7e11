package web

import (
	"net/http"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
)

// readGift reads the remedies that were ticked: put to the customer as options, or one given on
// the spot. What a remedy is called and told stands in the case's suggestions; the form brings
// the keys, the amounts and the circumstances.
func (s *site) readGift(r *http.Request, c id.Case, name string) (commandIn, error) {
	f := endpoint.Colleague(r)
	view, err := s.Desk.Case(r.Context(), endpoint.Who(r.Context()), c, "")
	if err != nil {
		return commandIn{}, err
	}
	var options []recovery.Option
	for _, key := range f.Many("remedy") {
		for _, remedy := range view.Remedies {
			if remedy.Key == key {
				options = append(options, optionOf(f, remedy))
			}
		}
	}
	in := commandIn{Case: c, Command: recovery.MakeOffer{Options: options, Reason: f.Text("reason", lineLong)}}
	switch {
	case len(options) == 0:
		f.Refuse("options", "Tick what you want to offer first.")
	case name == "give" && len(options) > 1:
		f.Refuse("options", "On the spot you give one thing. Put several to the customer to choose from.")
	case name == "give":
		in.Command = recovery.Give{Option: options[0]}
	}
	return in, f.Err()
}

// optionOf is a remedy as it was ticked. An amount that was left as it stood keeps the text the
// customer reads; another one gets a text of its own.
func optionOf(f *endpoint.Fields, r app.Remedy) recovery.Option {
	o := recovery.Option{
		Remedy: r.Key, Label: r.Label, Told: r.Told, Amount: r.Worth, Money: recovery.MoneyKind(r.Money), Why: r.Reason,
		Circumstances: f.Text("circumstances_"+r.Key, textLong),
	}
	currency := r.Worth.Currency
	if currency == "" {
		currency = r.Limit.Currency
	}
	if amount := f.Money("amount_"+r.Key, currency); amount != (money.Amount{}) && amount != r.Worth {
		o.Amount, o.Told = amount, ""
	}
	return o
}
