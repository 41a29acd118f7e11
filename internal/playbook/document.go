package playbook

import (
	"time"

	"amends/internal/calendar"

	"go.yaml.in/yaml/v3"
)

// Company is who we are to the customer.
type Company struct {
	Name     string `yaml:"name"`
	Team     string `yaml:"team"`  // what customers call the people who answer
	Phone    string `yaml:"phone"` // public, "" for none
	MailFrom string `yaml:"mail_from"`
	Zone     string `yaml:"zone"` // IANA name; the caller loads it
	Currency string `yaml:"currency"`
	Language string `yaml:"language"` // BCP 47
}

// SeverityRule lifts the severity of a case to AtLeast when its condition holds.
type SeverityRule struct {
	When    Condition `yaml:"when"`
	AtLeast int       `yaml:"at_least"` // 1 to 4
	Because string    `yaml:"because"`
}

// Repeats are the windows in which an earlier failure of the same customer counts.
type Repeats struct {
	AnyKind  calendar.Span `yaml:"any_kind_within"`
	SameKind calendar.Span `yaml:"same_kind_within"`
}

// Change is what is done differently when its condition holds. All that hold are applied.
type Change struct {
	When       Condition `yaml:"when"`
	Because    string    `yaml:"because"`
	Sponsor    string    `yaml:"sponsor"`     // role; of several the highest stands
	Priority   int       `yaml:"priority"`    // added up
	NoTemplate bool      `yaml:"no_template"` // answer in own words
	OtherOwner bool      `yaml:"other_owner"` // not the person who had the earlier case
	Skill      string    `yaml:"skill"`
	Team       string    `yaml:"team"`
}

// Common is what is asked and done whatever went wrong.
type Common struct {
	Questions   byKey[Asking] `yaml:"questions"`
	Containment byKey[Doing]  `yaml:"containment"`
	Amends      byKey[Doing]  `yaml:"amends"`
}

// Failure is a kind of failure and how we recover from it.
type Failure struct {
	Key         string        `yaml:"-"`
	Label       string        `yaml:"label"`      // in our words
	Understood  string        `yaml:"understood"` // in words to the customer; follows "you wrote that"
	HeardAs     []string      `yaml:"heard_as"`   // in customers' words
	Severity    int           `yaml:"severity"`   // before the rules, 1 to 4
	Loss        string        `yaml:"loss"`       // money, product, service, attention
	Skill       string        `yaml:"skill"`
	Team        string        `yaml:"team"`
	Questions   byKey[Asking] `yaml:"questions"`
	Containment byKey[Doing]  `yaml:"containment"`
	Amends      byKey[Doing]  `yaml:"amends"`
}

// Asking is a deliberate question towards the source of the problem.
type Asking struct {
	Key    string    `yaml:"-"`
	Ask    string    `yaml:"ask"`
	Unless Condition `yaml:"unless"` // what we know already is not asked
}

// Doing is a step of one of the two tracks.
type Doing struct {
	Key    string         `yaml:"-"`
	Do     string         `yaml:"do"`
	Tell   string         `yaml:"tell"` // as the customer sees it; "" is not shown
	Who    string         `yaml:"who"`  // owner, lead, sponsor or a role
	Within *calendar.Span `yaml:"within"`
	When   Condition      `yaml:"when"`
}

// Commitment is something we owe in every case, by a time.
type Commitment struct {
	Kind   string         `yaml:"-"`
	What   string         `yaml:"what"`
	Tell   string         `yaml:"tell"`
	Who    string         `yaml:"who"`
	From   string         `yaml:"from"` // opened or resolved
	Within calendar.Span  `yaml:"within"`
	Every  *calendar.Span `yaml:"every"`
	When   Condition      `yaml:"when"`
	Faster []Faster       `yaml:"faster"`
}

// Faster is another time for a commitment. The first that holds counts.
type Faster struct {
	When    Condition      `yaml:"when"`
	Within  calendar.Span  `yaml:"within"`
	Every   *calendar.Span `yaml:"every"`
	Because string         `yaml:"because"`
}

// Remedy is an entry of the catalogue.
type Remedy struct {
	Key           string        `yaml:"-"`
	Label         string        `yaml:"label"`
	Tell          string        `yaml:"tell"` // as the customer reads it; may hold {{remedy.amount}}
	Kind          string        `yaml:"kind"`
	Money         string        `yaml:"money"`  // restitution, statutory, goodwill
	Amount        Worth         `yaml:"amount"` // what the customer gets
	Cost          Worth         `yaml:"cost"`   // what it costs us, when not the amount
	DeliverWithin calendar.Span `yaml:"deliver_within"`
	By            string        `yaml:"by"`  // owner, lead, sponsor or a role
	For           []string      `yaml:"for"` // kinds of loss it mends
	When          Condition     `yaml:"when"`
	Circumstances bool          `yaml:"needs_circumstances"` // a person must write down why
	Channels      []string      `yaml:"channels"`            // where it may be offered; none means all
	Why           []Reason      `yaml:"why"`
}

// Reason is one sentence to the representative. The first that holds is said.
type Reason struct {
	When Condition `yaml:"when"`
	Say  string    `yaml:"say"`
}

// Offers are the limits of what is put to a customer.
type Offers struct {
	Options     int           `yaml:"options"`      // how many we aim for
	AtMost      int           `yaml:"at_most"`      // how many are allowed
	ExpireAfter calendar.Span `yaml:"expire_after"` // from the moment it is sent
	SoftCap     int64         `yaml:"soft_cap"`     // percent of the order value, goodwill included: ask why
	HardCap     int64         `yaml:"hard_cap"`     // percent: not beyond
}

// Closing is what a case must have before it is closed.
type Closing struct {
	NeedsCause          bool `yaml:"needs_cause"`
	NeedsActionOrReason bool `yaml:"needs_action_or_reason"`
}

// Reopen is what a customer's word to a closed case does: within the span it opens the case
// again, later it opens a new case that is linked to it.
type Reopen struct {
	Within calendar.Span `yaml:"within"`
}

// Wait is a short time on the clock, written "10s".
type Wait time.Duration

// UnmarshalText reads what time.ParseDuration reads.
func (w *Wait) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	*w = Wait(d)
	return err
}

// byKey is a YAML mapping as a list, in the order of the file; every item knows its key.
type byKey[T any] []T

// UnmarshalYAML reads the mapping.
func (l *byKey[T]) UnmarshalYAML(n *yaml.Node) error {
	for i := 0; i+1 < len(n.Content); i += 2 {
		var item T
		if err := n.Content[i+1].Decode(&item); err != nil {
			return err
		}
		if k, ok := any(&item).(interface{ name(key string) }); ok {
			k.name(n.Content[i].Value)
		}
		*l = append(*l, item)
	}
	return nil
}

func (f *Failure) name(key string)    { f.Key = key }
func (a *Asking) name(key string)     { a.Key = key }
func (d *Doing) name(key string)      { d.Key = key }
func (c *Commitment) name(key string) { c.Kind = key }
func (r *Remedy) name(key string)     { r.Key = key }

func (f Failure) key() string    { return f.Key }
func (c Commitment) key() string { return c.Kind }
func (r Remedy) key() string     { return r.Key }
