package recovery

// Audience says who may see an event.
type Audience int

// The audiences, from the narrowest. An event that is not named below is for staff only, until
// somebody decides.
const (
	StaffOnly Audience = iota
	CustomerToo
)

// AudienceOf says who may see events of a kind. What the customer's page says of them is
// written for the customer; nothing of the event is shown as it stands.
func AudienceOf(e Event) Audience {
	switch e.(type) {
	case CaseOpened, CaseAssigned, CaseResolved, CaseReopened, CaseClosed, SponsorNamed,
		MessageReceived, MessageSent, CallLogged, StepDone,
		CommitmentMade, CommitmentKept, CommitmentMoved, CommitmentBroken,
		OfferPut, OfferChosen, OfferDeclined, OfferExpired,
		RedressStarted, RedressDelivered, FollowUpAnswered, ContactPreferred:
		return CustomerToo
	}
	return StaffOnly
}
