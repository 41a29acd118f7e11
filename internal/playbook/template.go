package playbook

import (
	"regexp"
	"slices"
	"strings"
)

// The purposes of templates.
const (
	PurposeAcknowledgement = "acknowledgement"
	PurposeReply           = "reply"
	PurposeOptions         = "options"
	PurposeFollowUpFix     = "followup_fix"
	PurposeFollowUpStill   = "followup_relationship"
	PurposeLate            = "late_promise"
	PurposeUpdate          = "update"
)

// Template is a text to a customer with placeholders to fill from the case.
type Template struct {
	Key     string    `yaml:"-"`
	Label   string    `yaml:"label"` // in our words
	Purpose string    `yaml:"purpose"`
	When    Condition `yaml:"when"`
	Subject string    `yaml:"subject"`
	Body    string    `yaml:"body"`
}

func (t *Template) name(key string) { t.Key = key }
func (t Template) key() string      { return t.Key }

// Template is the template with this key.
func (p *Playbook) Template(key string) (Template, bool) { return find(p.Templates, key) }

// TemplateFor is the first template of a purpose whose condition holds, so the special ones
// stand before the general one. Acknowledgements, follow-ups and late promises always have one.
func (p *Playbook) TemplateFor(purpose string, f Facts) (Template, bool) {
	list := p.TemplatesFor(purpose, f)
	if len(list) == 0 {
		return Template{}, false
	}
	return list[0], true
}

// TemplatesFor are all templates of a purpose whose conditions hold, in the order of the file.
func (p *Playbook) TemplatesFor(purpose string, f Facts) []Template {
	e := p.evaluate(f)
	var list []Template
	for _, t := range p.Templates {
		if t.Purpose == purpose && e.holds(t.When) {
			list = append(list, t)
		}
	}
	return list
}

// Placeholder is a name that templates may use between double braces.
type Placeholder struct{ Name, Means string }

// Placeholders is the closed list of them.
func Placeholders() []Placeholder {
	return []Placeholder{
		{"customer.name", "the customer's full name"},
		{"customer.first_name", "the name they are greeted with"},
		{"owner.name", "the person who has the case"},
		{"owner.team", "the team that has it, as customers call it"},
		{"sponsor.name", "the senior person who stands behind it"},
		{"case.number", "the number of the case"},
		{"case.reference", "order, booking or account"},
		{"case.quote", "the customer's own sentence"},
		{"case.understood", "what went wrong, as the failure's `understood` says it"},
		{"next_word", "when the customer hears from us next, with day and time"},
		{"promise.what", "what was promised"},
		{"promise.due", "when it was due"},
		{"fix.summary", "what was done to put it right"},
		{"options", "the options, one per line"},
		{"offer.expires", "until when the options stand"},
		{"remedy.amount", "the amount of a remedy with its currency"},
		{"page.link", "the link to the customer's own page"},
		{"company.name", "our name"},
		{"company.phone", "our public number"},
	}
}

var placeholder = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)

// placeholders are the names a text uses, in order, each once.
func placeholders(text string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// Fill puts values where the text names them. A name without a value, or with an empty one,
// stays as it is and is reported, each once: such a text is not ready to be sent. Values are put
// in as they are: braces in them are not read again, and no markup is escaped.
func Fill(text string, values map[string]string) (filled string, missing []string) {
	filled = placeholder.ReplaceAllStringFunc(text, func(found string) string {
		name := strings.TrimSpace(found[2 : len(found)-2])
		if value := values[name]; value != "" {
			return value
		}
		if !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
		return found
	})
	return filled, missing
}
