package look

import "github.com/a-h/templ"

// ButtonKind is how much a button weighs.
type ButtonKind string

// The kinds. A form has one Main; Give is for amends; Harm for what cannot be undone.
const (
	ButtonPlain ButtonKind = ""
	ButtonMain  ButtonKind = "main"
	ButtonGive  ButtonKind = "give"
	ButtonHarm  ButtonKind = "harm"
	ButtonQuiet ButtonKind = "quiet"
)

// ButtonView is a button that submits its form, or a link when Href is set.
type ButtonView struct {
	Label string
	Kind  ButtonKind
	Icon  string // a name of Icon, or ""
	Href  string
	Name  string
	Value string
	Wide  bool
	Small bool
	Attrs templ.Attributes // data-key, data-opens, formaction ...
}

func (b ButtonView) classes() templ.CSSClasses {
	return templ.Classes("btn", string(b.Kind), templ.KV("wide", b.Wide), templ.KV("small", b.Small))
}

// FieldView is one labelled box of a form.
type FieldView struct {
	Name     string
	ID       string // "f-" + Name when empty
	Label    string
	Aside    string // beside the label: "optional", a limit
	Hint     string
	Error    string // what is wrong and what to do; marks the box
	Value    string
	Type     string // of the input: text when empty
	Required bool
	Attrs    templ.Attributes // autocomplete, inputmode, maxlength, rows ...
}

func (f FieldView) id() string {
	if f.ID != "" {
		return f.ID
	}
	return "f-" + f.Name
}

func (f FieldView) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// box is what input, select and textarea have in common.
func (f FieldView) box() templ.Attributes {
	attrs := templ.Attributes{"id": f.id(), "name": f.Name, "required": f.Required}
	if f.Error != "" {
		attrs["aria-invalid"] = "true"
	}
	if by := f.describedBy(); by != "" {
		attrs["aria-describedby"] = by
	}
	for name, value := range f.Attrs {
		attrs[name] = value
	}
	return attrs
}

func (f FieldView) describedBy() string {
	switch {
	case f.Error != "" && f.Hint != "":
		return f.id() + "-fault " + f.id() + "-hint"
	case f.Error != "":
		return f.id() + "-fault"
	case f.Hint != "":
		return f.id() + "-hint"
	default:
		return ""
	}
}

// Choice is one entry of a select, a set of radios or of ticks.
type Choice struct {
	Value string
	Label string
	Sub   string // a second line; selects leave it out
	Group string // consecutive choices of one group stand under its name in a select
	On    bool
}

// groups cuts choices where the group changes.
func groups(all []Choice) [][]Choice {
	var out [][]Choice
	for i, c := range all {
		if i == 0 || c.Group != all[i-1].Group {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], c)
	}
	return out
}

func tickValue(f FieldView) string {
	if f.Value == "" {
		return "yes"
	}
	return f.Value
}

func radioType(many bool) string {
	if many {
		return "checkbox"
	}
	return "radio"
}
