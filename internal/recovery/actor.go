package recovery

import (
	"strings"

	"amends/internal/id"
)

// ActorKind says what sort of somebody acts.
type ActorKind string

// The kinds of actors.
const (
	ByPerson   ActorKind = "person"   // a colleague, signed in
	ByCustomer ActorKind = "customer" // through the signed link of one case
	ByToken    ActorKind = "token"    // another program, with an API token
	BySystem   ActorKind = "system"   // a timer, the reader, the demo's clock
)

// Actor is who does something. Surfaces make it at the door; it is stored with every event.
type Actor struct {
	Kind     ActorKind
	Person   id.Person
	Customer id.Customer
	Case     id.Case // the one case a customer's link opens
	Role     Role    // of a person or a token
	Team     id.Team // of a person
	Name     string  // for the story; not stored for people and customers
}

// System is the house itself: timers and the reader.
func System() Actor { return Actor{Kind: BySystem, Name: "Amends"} }

// Text is the actor as it is stored: "person:12", "customer:7", "token:shop", "system".
func (a Actor) Text() string {
	switch a.Kind {
	case ByPerson:
		return "person:" + a.Person.Text()
	case ByCustomer:
		return "customer:" + a.Customer.Text()
	case ByToken:
		return "token:" + a.Name
	}
	return string(BySystem)
}

// ParseActor reads what Text wrote; role and team are not part of it.
func ParseActor(s string) Actor {
	kind, rest, _ := strings.Cut(s, ":")
	switch ActorKind(kind) {
	case ByPerson:
		p, _ := id.Parse[personOf](rest)
		return Actor{Kind: ByPerson, Person: id.Person(p)}
	case ByCustomer:
		c, _ := id.Parse[personOf](rest)
		return Actor{Kind: ByCustomer, Customer: id.Customer(c)}
	case ByToken:
		return Actor{Kind: ByToken, Name: rest}
	}
	return System()
}

type personOf struct{}
