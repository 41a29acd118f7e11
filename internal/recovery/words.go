// Package recovery holds the case: one failure for one customer, and its recovery. Commands say
// what is wanted, events what happened; Decide turns one into the other and Apply folds events
// into the state. It is pure: no clock, no randomness, no store, no log. Of the floor it stands
// on it knows only playbook, the company's policy that every decision asks.
package recovery

// Channel is the way a word came in or goes out.
type Channel string

// The channels.
const (
	Mail     Channel = "mail"
	Form     Channel = "form"
	API      Channel = "api"
	Phone    Channel = "phone"
	InPerson Channel = "in_person"
	Page     Channel = "page" // the customer's own page
)

// Channels are all of them, in the order they are offered to people.
func Channels() []Channel { return []Channel{Mail, Phone, InPerson, Form, Page, API} }

// State is where a case stands. docs/architecture.md maps it to the steps of ISO 10002:2018 clause 7.
type State string

// The states of a case.
const (
	Received State = "received" // in, acknowledged by itself; no person has answered yet
	Working  State = "working"  // a person has it
	Offered  State = "offered"  // options are with the customer
	Mending  State = "mending"  // chosen; the remedy is on its way
	Resolved State = "resolved" // put right; we still ask whether it held
	Closed   State = "closed"   // with a cause named
)

// States are all of them, in order.
func States() []State { return []State{Received, Working, Offered, Mending, Resolved, Closed} }

// Fault says whose fault the failure is.
type Fault string

// The faults. A person sets Ours; the reader never does.
const (
	FaultOurs    Fault = "ours"
	FaultShared  Fault = "shared"
	FaultUnclear Fault = "unclear"
	FaultNotOurs Fault = "not_ours"
)

// Faults are all of them.
func Faults() []Fault { return []Fault{FaultOurs, FaultShared, FaultUnclear, FaultNotOurs} }

// CommitmentKind is what is owed.
type CommitmentKind string

// The kinds of commitments.
const (
	Acknowledgement      CommitmentKind = "acknowledgement"
	Update               CommitmentKind = "update"
	Decision             CommitmentKind = "decision"
	Resolution           CommitmentKind = "resolution"
	Promise              CommitmentKind = "promise"
	Delivery             CommitmentKind = "delivery"
	FollowUpFix          CommitmentKind = "followup_fix"
	FollowUpRelationship CommitmentKind = "followup_relationship"
)

// FollowsUp reports whether the commitment is a question we owe after the fix.
func (k CommitmentKind) FollowsUp() bool { return k == FollowUpFix || k == FollowUpRelationship }

// CommitmentState is how a commitment stands.
type CommitmentState string

// The states of a commitment. A renegotiated one is open again and has Moved and a reason.
const (
	Open     CommitmentState = "open"
	Late     CommitmentState = "late"
	Kept     CommitmentState = "kept"
	Broken   CommitmentState = "broken"
	Released CommitmentState = "released" // no longer owed: the case went another way
)

// Role is what a person is in the company; it carries the authority.
type Role string

// The roles, from the front line up.
const (
	Representative Role = "representative"
	Lead           Role = "lead"
	Manager        Role = "manager"
	Admin          Role = "admin"
)

// Roles are all of them, from the front line up.
func Roles() []Role { return []Role{Representative, Lead, Manager, Admin} }

// Purpose says why we wrote.
type Purpose string

// The purposes of an outgoing message.
const (
	PurposeAcknowledge  Purpose = "acknowledgement"
	PurposeReply        Purpose = "reply"
	PurposeOptions      Purpose = "options"
	PurposeFix          Purpose = "followup_fix"
	PurposeRelationship Purpose = "followup_relationship"
)

// Track is one of the two fronts a case is worked on.
type Track string

// The tracks.
const (
	Containment Track = "containment" // stop the damage
	Amends      Track = "amends"      // put it right
)
