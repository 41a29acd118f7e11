package recovery

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
	"time"
)

// Event is something that happened to a case. Kinds are stored for ever: never renamed, fields
// only added. Applying an event cannot fail.
type Event interface {
	Kind() string
	apply(c *Case, s Stamp)
}

// Stamp says which event it is, when it happened and who did it.
type Stamp struct {
	Seq   int64
	At    time.Time
	Actor Actor
}

// Recorded is an event with its stamp, as the log keeps it.
type Recorded struct {
	Stamp
	Event Event
}

// Apply folds one event into the case.
func (c *Case) Apply(r Recorded) {
	r.Event.apply(c, r.Stamp)
	c.Seq = r.Seq
}

// Fold replays a whole log.
func Fold(log []Recorded) Case {
	var c Case
	for _, r := range log {
		c.Apply(r)
	}
	return c
}

// Encode is the event's body as it is stored.
func Encode(e Event) ([]byte, error) { return json.Marshal(e) }

// Decode reads what Encode wrote. Fields it does not know are ignored, for a log written by a
// newer version; kinds it does not know are an error.
func Decode(kind string, body []byte) (Event, error) {
	t, ok := types()[kind]
	if !ok {
		return nil, fmt.Errorf("unknown kind of event %q", kind)
	}
	v := reflect.New(t)
	if err := json.Unmarshal(body, v.Interface()); err != nil {
		return nil, fmt.Errorf("event %s: %w", kind, err)
	}
	return v.Elem().Interface().(Event), nil
}

var types = sync.OnceValue(func() map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, e := range Kinds() {
		m[e.Kind()] = reflect.TypeOf(e)
	}
	return m
})

// Kinds are the kinds of events, each with an empty one, for the documentation and the golden files.
func Kinds() []Event {
	return []Event{
		CaseOpened{}, CaseAssigned{}, CaseResolved{}, CaseReopened{}, CaseClosed{}, CaseErased{},
		ReadingMade{}, ReadingCorrected{}, PlanMade{}, PlanChanged{}, SponsorNamed{},
		MessageReceived{}, MessageQueued{}, MessageSent{}, MessageRecalled{}, MessageFailed{},
		NoteAdded{}, CallLogged{}, QuestionAnswered{}, StepAdded{}, StepDone{}, StepLeft{},
		CommitmentMade{}, CommitmentKept{}, CommitmentMoved{}, CommitmentLate{}, CommitmentClimbed{},
		CommitmentBroken{}, CommitmentReleased{}, CommitmentHanded{},
		OfferMade{}, OfferPut{}, OfferChosen{}, OfferDeclined{}, OfferExpired{}, OfferWithdrawn{},
		ApprovalAsked{}, ApprovalGiven{}, ApprovalRefused{},
		RedressStarted{}, RedressDelivered{}, RedressFailed{},
		FollowUpDue{}, FollowUpAnswered{}, ContactPreferred{}, PageOpened{}, LinkRevoked{},
	}
}
