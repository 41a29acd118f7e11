package web

import (
	"net/http"
	"slices"

	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/look"
	"amends/internal/recovery"
	"amends/internal/words"
)

// refused is the form a request has sent, as it comes back with why it was not taken.
func refused(r *http.Request, no endpoint.Refusal) form {
	return form{Name: formName(r), Words: r.Form, No: no}
}

// denied answers with the kind page when somebody may not do this at all: the form is not theirs, so
// it does not come back.
func (s *site) denied(w http.ResponseWriter, r *http.Request, no endpoint.Refusal) bool {
	if no.Kind == errs.Denied {
		s.refuse(w, r, no)
	}
	return no.Kind == errs.Denied
}

// is reports whether the form of this name came back.
func (b form) is(name string) bool { return b.Name == name && b.Words != nil }

// boxed is a box of a form: with what the person wrote when the form came back, else with what is
// known, and marked when the refusal is about it.
func (b form) boxed(name string, f look.FieldView) look.FieldView {
	if !b.is(name) {
		return f
	}
	f.Value = b.Words.Get(f.Name)
	if b.No.Field == f.Name {
		f.Error = b.No.Say
	}
	return f
}

// refusal is what is wrong with a form as a whole: what none of its boxes says.
func (b form) refusal(name string, boxes ...string) string {
	if !b.is(name) || slices.Contains(boxes, b.No.Field) {
		return ""
	}
	return b.No.Say
}

// formHead is what every form carries: its name, so that it can come back.
func (v view) formHead(name string) []look.Hidden {
	return append([]look.Hidden{{Name: "form", Value: name}}, v.Token...)
}

// reaches reports whether somebody has a role or one above it. Pages use it to leave out what the
// house would refuse; what may be done is decided there.
func reaches(who recovery.Actor, role recovery.Role) bool {
	all := recovery.Roles()
	return slices.Index(all, who.Role) >= slices.Index(all, role)
}

// roleChoices are the roles, from the front line up.
func roleChoices(p *words.Printer, chosen string) []look.Choice {
	var list []look.Choice
	for _, role := range recovery.Roles() {
		list = append(list, look.Choice{Value: string(role), Label: roleWord(p, role), On: string(role) == chosen})
	}
	return list
}

// readRole is the role chosen in a box.
func readRole(f *endpoint.Fields, name string) recovery.Role {
	var all []string
	for _, role := range recovery.Roles() {
		all = append(all, string(role))
	}
	return recovery.Role(f.Choice(name, all...))
}
