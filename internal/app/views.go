package app

import (
	"time"

	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// The read models below hold exactly what a page shows, read in one transaction. Times are
// moments; how they and money are written is package words' matter.

// Face is a person as a page names them.
type Face struct {
	ID   id.Person
	Name string
	Role recovery.Role
	Away bool
}

// First is the name a customer is told: "Mara".
func (f Face) First() string { return firstName(f.Name) }

// Debt is one thing we owe, as lists show it.
type Debt struct {
	Commitment recovery.Commitment
	Case       id.Case
	Number     int64
	Customer   string
	Quote      string // the customer's own sentence
	Owner      Face
	Severity   int
	Priority   int
	State      recovery.State
	Repeat     int // earlier failures
	Reopened   int
	Approval   id.Approval // set when the debt is an approval that waits for its owner
	Seam       []recovery.Commitment
}

// Band is a stretch of time on Today.
type Band struct {
	Key   string // late, hour, today, later
	Debts []Debt
	Next  string // keyset cursor of this band, "" at its end
	Count int    // up to CountLimit; more is shown as "more than"
}

// CountLimit is where counting stops: nothing on a page grows with the number of cases.
const CountLimit = 100

// TodayIn asks for the work list. Band and After page within one band.
type TodayIn struct {
	Scope string // mine, team, all
	Band  string
	After string
}

// Today is what we owe next.
type Today struct {
	Me      Face
	Scope   string
	Now     time.Time
	Bands   []Band
	Notices []Notice
}

// Notice woke somebody about a commitment.
type Notice struct {
	ID       id.Row
	At       time.Time
	Case     id.Case
	Number   int64
	Customer string
	What     string
	Rung     string
}

// CasesIn asks for a page of the case list. Fields left empty do not filter.
type CasesIn struct {
	State    recovery.State
	Kind     string
	Owner    id.Person
	Customer id.Customer
	Find     string // words in messages, a case number, a name or an address
	After    string
	Limit    int // 1 to 100, 0 for 50
}

// CaseRow is a case as lists show it.
type CaseRow struct {
	ID       id.Case
	Number   int64
	State    recovery.State
	Kind     string
	Label    string // of the kind, in our words
	Severity int
	Fault    recovery.Fault
	Customer Customer
	Quote    string
	Owner    Face
	OpenedAt time.Time
	NextDue  time.Time // zero when nothing is owed
	Late     bool
	Reopened int
	Seam     []recovery.Commitment
}

// Cases is one page of the case list.
type Cases struct {
	Items []CaseRow
	Next  string
	Kinds []playbook.Failure // to filter by
	Staff []Face
}

// Customer is whom we owe.
type Customer struct {
	ID       id.Customer
	Name     string
	Email    string
	Phone    string
	Since    time.Time
	Value    money.Amount // what they have spent with us, where known
	Note     string       // what colleagues should know
	Contact  recovery.Contact
	Cases    int // up to CountLimit
	ErasedAt time.Time
}

// First is the name they are greeted with.
func (c Customer) First() string { return firstName(c.Name) }

// CaseView is the whole case page.
type CaseView struct {
	Now       time.Time
	Me        Face
	Case      recovery.Case
	Label     string // of the kind of failure
	Quote     string // the customer's own sentence
	Customer  Customer
	Earlier   []CaseRow // the customer's other cases, newest first
	Owner     Face
	Sponsor   Face
	Names     map[id.Person]Face
	Story     []Moment
	StoryNext string // cursor to older moments, "" when the story is whole
	Staff     []Face // whom it could be given to
	Failures  []playbook.Failure
	Remedies  []Remedy // that fit this case, best first
	Like      LikeCases
	Templates []playbook.Template
	Draft     Draft
	Others    []Face           // who else has this case open now
	PageURL   string           // the customer's page
	Channel   recovery.Channel // how a reply would go out
	To        string           // where to
	Linked    *CaseRow
}

// Remedy is an entry of the catalogue as it would be offered in this case.
type Remedy struct {
	playbook.Suggestion
	Told   string       // the customer's text, filled
	Within bool         // within the reader's authority
	Limit  money.Amount // the authority for this kind of money
}

// LikeCases is what like cases got in the last year: the same kind of failure and severity.
type LikeCases struct {
	Count             int
	Median, Low, High money.Amount
}

// Moment is one thing in the story of a case: a message or an event.
type Moment struct {
	Seq     int64
	At      time.Time
	By      Face   // a colleague, or zero
	ByName  string // "Amends", the customer's name, a token's name
	Event   recovery.Event
	Message *Message // for messages, notes and calls
	Seen    bool     // the customer saw it
}

// Message is a word in either direction, or among colleagues.
type Message struct {
	ID        id.Message
	Direction string // in, out, note
	Channel   recovery.Channel
	Purpose   recovery.Purpose
	Author    Face
	Subject   string
	Text      string
	Quoted    string // what it quoted of earlier ones
	At        time.Time
	State     string // received, queued, sent, recalled, failed
	SendAt    time.Time
	To        string
	Files     []File
	Override  string // why it was sent although the coach had marked an error
	Erased    bool
}

// File is something a customer or colleague attached.
type File struct {
	ID   id.File
	Name string
	Type string
	Size int64
}

// Draft is a reply being written, kept on the server.
type Draft struct {
	Text    string
	Version int64 // 0 for none yet
	SavedAt time.Time
	By      Face
	Seq     int64 // the case's last event when it was begun; older than the case is stale
}

// CustomersIn asks for a page of customers.
type CustomersIn struct {
	Find  string
	After string
}

// Customers is a page of customers, by name.
type Customers struct {
	Items []Customer
	Next  string
}

// CustomerView is a customer's whole history.
type CustomerView struct {
	Customer Customer
	Cases    []CaseRow
	Next     string
	Redress  []recovery.Redress // what they were given
}

// TeamView is how the load lies.
type TeamView struct {
	Now   time.Time
	Me    Face
	Teams []TeamLoad
	Risk  []Debt // promises about to break, soonest first
}

// TeamLoad is one team.
type TeamLoad struct {
	ID      id.Team
	Name    string
	Members []MemberLoad
}

// MemberLoad is what one colleague carries.
type MemberLoad struct {
	Face      Face
	Skills    []string
	Cases     int // open cases owned
	Owed      int // commitments owed
	Late      int
	AwayFrom  time.Time
	AwayUntil time.Time
}

// HowIn asks how we do, over a stretch of time.
type HowIn struct {
	From, To time.Time // zero is the last 90 days
}

// How is the first view of how we do.
type How struct {
	From, To   time.Time
	Opened     int
	Answered   int // of Opened, with an acknowledgement or a first word
	FirstWord  Spread
	Resolution Spread
	Kept       int // commitments that ended in time
	KeptLate   int
	Broken     int
	Reopened   int // of Opened, at least once
	Resolved   int
	ByKind     []HowKind
	ByCause    []HowCause
	Weeks      []HowWeek
	Rated      int // answers with a rating
	RatedWell  int // 4 or 5 of 5
}

// Spread is how a length of time spreads.
type Spread struct {
	Count       int
	Median, P90 time.Duration
}

// HowKind is one kind of failure.
type HowKind struct {
	Key, Label      string
	Cases, Reopened int
	Given           money.Amount
}

// HowCause is one cause that was named.
type HowCause struct {
	Text    string
	Cases   int
	WithFix int // with an action
}

// HowWeek is one week.
type HowWeek struct {
	Start                  time.Time
	Opened, Resolved       int
	Kept, KeptLate, Broken int
}

// PlaybookView is the playbook and its history.
type PlaybookView struct {
	Version  PlaybookVersion
	Source   string
	Versions []PlaybookVersion
	Next     string
	MayEdit  bool
}

// PlaybookVersion is one saved playbook.
type PlaybookVersion struct {
	Version int64
	At      time.Time
	By      string
	Note    string
	Current bool
}

// Preview is what a playbook would do with the cases opened lately.
type Preview struct {
	Problems []playbook.Problem
	Cases    []PreviewCase
}

// PreviewCase is how one recent case would be planned.
type PreviewCase struct {
	Number        int64
	Quote         string
	Before, After []string // the plan in lines: commitments with their spans, sponsor, severity
}

// SettingsView is people, teams and tokens.
type SettingsView struct {
	Me     Face
	People []PersonRow
	Teams  []TeamRow
	Tokens []TokenRow
}

// PersonRow is a colleague.
type PersonRow struct {
	ID                  id.Person
	Name                string
	Email               string
	Role                recovery.Role
	Team                id.Team
	TeamName            string
	Skills              []string
	AwayFrom, AwayUntil time.Time
	Gone                bool
	LastSeen            time.Time
}

// TeamRow is a team.
type TeamRow struct {
	ID   id.Team
	Name string
}

// TokenRow is an API token; the token itself was shown once.
type TokenRow struct {
	ID      id.Row
	Name    string
	Role    recovery.Role
	MadeAt  time.Time
	UsedAt  time.Time
	Revoked bool
}

// Found is what the palette finds.
type Found struct {
	Cases     []CaseRow
	Customers []Customer
}

// CustomerPage is what the customer sees: written to one person, without anything that is only
// for colleagues.
type CustomerPage struct {
	Now      time.Time
	Company  playbook.Company
	Number   int64
	Customer Customer
	Opened   time.Time
	State    recovery.State
	Said     string // the customer's complaint, in their words
	Quote    string
	Label    string // what we understood, as a phrase that follows "you wrote that"
	Fault    recovery.Fault
	Owner    Face
	Sponsor  Face
	Names    map[id.Person]Face    // colleagues who do something in this case
	Next     *recovery.Commitment  // when they hear from us
	Owed     []recovery.Commitment // told to them, in order of time, kept ones too
	Steps    []recovery.Step       // told to them, both tracks
	Offer    *recovery.Offer       // open or chosen
	Redress  []recovery.Redress
	Messages []Message               // in and out, oldest first; the last 50
	Ask      recovery.CommitmentKind // a question that waits for their answer, "" for none
	Answered []recovery.Answer
	Contact  recovery.Contact
	How      string                // what put it right, once resolved
	Moved    []recovery.Commitment // renegotiated, with the reason they were told
	Changed  string                // what was changed about the cause, once it is closed
}
