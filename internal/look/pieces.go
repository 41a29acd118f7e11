package look

import (
	"strconv"
	"time"
)

// Moment is a time on a page. Text is what the reader sees without scripts.
type Moment struct {
	At   time.Time
	Text string
	Due  bool // a countdown: the script rewrites Text while it is within the hour, and marks it late
}

func (m Moment) iso() string    { return m.At.UTC().Format(time.RFC3339) }
func (m Moment) millis() string { return strconv.FormatInt(m.At.UnixMilli(), 10) }

// EmptyView is a place with nothing in it yet; Do says what to do next.
type EmptyView struct {
	Title string
	Text  string
	Do    []ButtonView
}

// FlashView is a sentence about what was just done. Undo, when set, is a form to post to, with
// Seconds left to do so.
type FlashView struct {
	Say     string
	Tone    Tone
	Undo    string // the action of the undo form, or ""
	Token   []Hidden
	Seconds int
}

// Hidden is a hidden input.
type Hidden struct{ Name, Value string }

// PagerView leads to the next and the first page of a list without an end. Empty links are left out.
type PagerView struct {
	First string
	Next  string
	Count string // "50 of about 1,200", or ""
}

// Row is one line of a list of what is owed or to be done.
type Row struct {
	State State
	What  string
	Sub   string // who, where it was said
	Href  string
	End   string  // at the right: a name, a sum
	When  *Moment // at the right instead of End
}

// LetterView is a message as it was written.
type LetterView struct {
	In     bool // from the customer: stands in the serif
	From   string
	Aside  string // "to care@northmill.example", "seen 09:05"
	Text   string // plain text; line breaks are kept
	Quoted string // what the message quoted of earlier ones, folded away
	Files  []FileLink
	ID     string // an anchor, or ""
}

// FileLink is a file that can be opened.
type FileLink struct{ Name, Href, Size string }

// NoteView is a line of the story that is not a message.
type NoteView struct {
	Text       string
	ByCustomer bool
	Href       string
	LinkText   string
}

// OptionView is one way to put it right. With Name it can be chosen.
type OptionView struct {
	Name     string // of the input; "" draws a card that cannot be chosen
	Value    string
	Title    string
	Cost     string // "€186.00", or ""
	Sub      string
	Why      string // a second line
	Many     bool   // ticks instead of radios
	On       bool
	Picked   bool // chosen already
	Disabled bool
}

func (o OptionView) tag() string {
	if o.Many {
		return "checkbox"
	}
	return "radio"
}

// atLeastOne keeps a meter of nothing valid: max may not be 0.
func atLeastOne(n int64) int64 { return max(n, 1) }

func lineNumber(p ProblemView) string { return strconv.Itoa(p.Line) }
