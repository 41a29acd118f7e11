package app

import (
	"context"
	"encoding/json"
	"time"

	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
	"amends/internal/store"
)

// dossier is everything we hold of a customer, as it is handed to them. Its names are those of the API.
type dossier struct {
	ExportedAt time.Time        `json:"exported_at"`
	ID         id.Customer      `json:"id"`
	Name       string           `json:"name"`
	Email      string           `json:"email"`
	Phone      string           `json:"phone"`
	Note       string           `json:"note"` // what colleagues wrote down of them
	Spent      money.Amount     `json:"spent"`
	Since      time.Time        `json:"since"`
	ErasedAt   time.Time        `json:"erased_at,omitzero"`
	Preferred  recovery.Contact `json:"preferred_contact"`
	Contacts   []string         `json:"contacts"` // "email:..." and "phone:...", every one they were heard from
	Cases      []dossierCase    `json:"cases"`
}

type dossierCase struct {
	ID          id.Case               `json:"id"`
	Number      int64                 `json:"number"`
	State       recovery.State        `json:"state"`
	Quote       string                `json:"quote"`
	Reference   string                `json:"reference"`
	OpenedAt    time.Time             `json:"opened_at"`
	Reading     recovery.Reading      `json:"reading"`
	Commitments []recovery.Commitment `json:"commitments"`
	Offers      []recovery.Offer      `json:"offers"`
	Redress     []recovery.Redress    `json:"redress"`
	Draft       string                `json:"draft,omitempty"`
	Messages    []dossierMessage      `json:"messages"`
	Events      []dossierEvent        `json:"events"`
}

type dossierMessage struct {
	ID        id.Message       `json:"id"`
	Direction string           `json:"direction"` // in, out, note
	Channel   recovery.Channel `json:"channel"`
	At        time.Time        `json:"at"`
	State     string           `json:"state"`
	Address   string           `json:"address,omitempty"`
	Subject   string           `json:"subject,omitempty"`
	Text      string           `json:"text"`
	Quoted    string           `json:"quoted,omitempty"`
	Files     []dossierFile    `json:"files,omitempty"`
}

type dossierFile struct {
	ID   id.File `json:"id"`
	Name string  `json:"name"`
	Type string  `json:"type"`
	Size int64   `json:"size"` // bytes
}

type dossierEvent struct {
	Seq   int64          `json:"seq"`
	At    time.Time      `json:"at"`
	Actor string         `json:"actor"`
	Kind  string         `json:"kind"`
	Body  recovery.Event `json:"body"`
}

// ExportCustomer is everything we hold of a customer, as JSON.
func (a *App) ExportCustomer(ctx context.Context, actor Actor, i id.Customer) ([]byte, error) {
	if err := allowed(actor, "export_customer"); err != nil {
		return nil, err
	}
	var d dossier
	err := a.store.Read(ctx, func(tx *store.Tx) (err error) {
		d, err = dossierOf(tx, i)
		return err
	})
	if err != nil {
		return nil, err
	}
	audit := func(tx *store.Tx) error { return tx.Audit(actor, "customer.exported", "customer:"+i.Text()) }
	if err := a.store.Write(ctx, audit); err != nil {
		return nil, err
	}
	return json.MarshalIndent(d, "", "  ")
}

func dossierOf(tx *store.Tx, i id.Customer) (dossier, error) {
	c, err := tx.Customer(i)
	if err != nil {
		return dossier{}, missingCustomer(err)
	}
	d := dossier{
		ExportedAt: tx.Now(), ID: c.ID, Name: c.Name, Email: c.Email, Phone: c.Phone, Note: c.Note, Spent: c.Value, Since: c.Since,
		ErasedAt: c.ErasedAt, Preferred: c.Contact,
	}
	if d.Contacts, err = tx.ContactsOf(i); err != nil {
		return d, err
	}
	rows, err := tx.Cases(store.CaseFilter{Customer: i}, 0, maxDossier)
	if err != nil {
		return d, err
	}
	for _, r := range rows {
		x, err := dossierCaseOf(tx, r)
		if err != nil {
			return d, err
		}
		d.Cases = append(d.Cases, x)
	}
	return d, nil
}

// maxDossier is more cases than one customer can have.
const maxDossier = 1 << 30

func dossierCaseOf(tx *store.Tx, r store.CaseRow) (dossierCase, error) {
	c, err := tx.Case(r.ID)
	if err != nil {
		return dossierCase{}, err
	}
	x := dossierCase{
		ID: c.ID, Number: c.Number, State: c.State, Quote: r.Quote, Reference: c.Reference, OpenedAt: c.OpenedAt, Reading: c.Reading,
		Commitments: c.Commitments, Offers: c.Offers, Redress: c.Redress,
	}
	draft, err := tx.Draft(c.ID)
	if err != nil {
		return x, err
	}
	x.Draft = draft.Text
	if x.Messages, err = dossierMessages(tx, c.ID); err != nil {
		return x, err
	}
	x.Events, err = dossierEvents(tx, c.ID)
	return x, err
}

func dossierMessages(tx *store.Tx, c id.Case) ([]dossierMessage, error) {
	var list []dossierMessage
	for last := id.Message(0); ; {
		found, err := tx.MessagesOf(c, last, logPage)
		if err != nil {
			return nil, err
		}
		for _, m := range found {
			list = append(list, dossierMessageOf(m))
			last = m.ID
		}
		if len(found) < logPage {
			return list, nil
		}
	}
}

func dossierMessageOf(m store.Message) dossierMessage {
	x := dossierMessage{
		ID: m.ID, Direction: m.Direction, Channel: m.Channel, At: m.At, State: m.State, Address: m.Address, Subject: m.Subject, Text: m.Text, Quoted: m.Quoted,
	}
	for _, f := range m.Files {
		x.Files = append(x.Files, dossierFile{ID: f.ID, Name: f.Name, Type: f.Type, Size: f.Size})
	}
	return x
}

func dossierEvents(tx *store.Tx, c id.Case) ([]dossierEvent, error) {
	var list []dossierEvent
	for last := int64(0); ; {
		log, err := tx.Events(c, last, logPage)
		if err != nil {
			return nil, err
		}
		for _, r := range log {
			list = append(list, dossierEvent{Seq: r.Seq, At: r.At, Actor: r.Actor.Text(), Kind: r.Event.Kind(), Body: r.Event})
			last = r.Seq
		}
		if len(log) < logPage {
			return list, nil
		}
	}
}
