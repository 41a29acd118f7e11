package look

import "github.com/a-h/templ"

// PageView is the frame of any page: staff, customer, door or error.
type PageView struct {
	Lang    string // BCP 47: "en", "de"
	Title   string // of this page; Site follows it in the tab
	Site    string
	Theme   string // "light", "dark", or "" for what the reader's system says
	Body    string // class of the body: "staff", "portal", "door"
	Script  string // "staff.js", "portal.js", or "" for none
	Assets  Assets
	Attrs   templ.Attributes // of the body: data-live and the like
	NoIndex bool             // pages behind a signed link
}

func (p PageView) tab() string {
	if p.Site == "" || p.Title == p.Site {
		return p.Title
	}
	return p.Title + " · " + p.Site
}

// TopView is the bar over every staff page; on a phone its first four items sit at the bottom.
type TopView struct {
	Brand  string
	Home   string
	Items  []NavItem
	Find   string // where the search form leads without scripts
	Person string
	Role   string
	Menu   []NavItem // of the person: settings, mailbox, sign out
	Theme  string
	Token  []Hidden // carried by menu items that post
}

// NavItem is a way to go. Key is the letter after g that leads there.
type NavItem struct {
	Label   string
	Href    string
	Icon    string
	Key     string
	Current bool
	Post    bool // a form that posts, for signing out
}

const barItems = 4

// rest are the items that do not fit the phone's bottom bar; they are in the person's menu there.
func (t TopView) rest() []NavItem {
	if len(t.Items) <= barItems {
		return nil
	}
	return t.Items[barItems:]
}

// scriptPhrases are the texts the scripts say by themselves, keyed by their English; {n} is
// where the script puts a number or a time.
func scriptPhrases(w Words) map[string]string {
	return map[string]string{
		"{n} min":       w.T("{n} min"),
		"{n} min ago":   w.T("{n} min ago"),
		"now":           w.T("now"),
		"saving":        w.T("saving"),
		"saved {n}":     w.T("saved {n}"),
		"not saved yet": w.T("not saved yet, trying again"),
		"draft changed": w.T("Somebody else changed this draft. Theirs is below; yours is still in the box."),
		"offline":       w.T("The connection is gone; this page may be old."),
		"1 to mend":     w.T("1 to mend"),
		"{n} to mend":   w.T("{n} to mend"),
		"take it":       w.T("Take it"),
	}
}

func pressed(on bool) string {
	if on {
		return "true"
	}
	return "false"
}
