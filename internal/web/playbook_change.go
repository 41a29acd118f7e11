package web

import (
	"context"
	"net/http"
	"slices"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// sourceLong is how long a playbook may be, in characters.
const sourceLong = 400_000

// draftSheet is what the page where the playbook is changed shows.
type draftSheet struct {
	policySheet
	Source   string // as it is being written
	Note     string
	Back     form
	Problems []playbook.Problem
	Preview  *app.Preview // what it would do; nil before it was asked
}

// changeIn is the playbook as somebody wrote it.
type changeIn struct {
	Source string
	Note   string
	Base   int64 // the version it was begun from
}

// changeOut is what came of it: a version, a preview or problems.
type changeOut struct {
	Version int64
	Preview app.Preview
}

// changePlaybook is the page with the playbook to write on: the one in force, or an older one to go back to.
func (s *site) changePlaybook() http.Handler {
	read := func(r *http.Request) (playbookIn, error) {
		version, err := versionOf(r.URL.Query().Get("from"))
		return playbookIn{Version: version}, err
	}
	use := func(ctx context.Context, who recovery.Actor, in playbookIn) (app.PlaybookView, error) {
		p, err := s.askPlaybook(ctx, who, in)
		if err == nil && !p.MayEdit {
			err = errs.Deniedf("Managers change the playbook. Tell them what you would change and why.")
		}
		return p, err
	}
	view := func(w http.ResponseWriter, r *http.Request, p app.PlaybookView) error {
		sheet := draftSheet{policySheet: s.policySheet(w, r, p), Source: p.Source}
		if !p.Version.Current {
			sheet.Note = sheet.T("Back to version %s", numberText(p.Version.Version))
		}
		return s.showPlaybook(w, r, http.StatusOK, sheet.policySheet, draftPage(sheet))
	}
	return endpoint.Page(s.surface, read, use, view)
}

func readChange(r *http.Request) (changeIn, error) {
	f := endpoint.Colleague(r)
	in := changeIn{Source: f.Text("source", sourceLong) + "\n", Note: f.Line("note", lineLong)}
	base, err := versionOf(f.Text("base", lineLong))
	if err == nil {
		err = f.Err()
	}
	in.Base = base
	return in, err
}

// previewPlaybook shows what is wrong with it, or what it would do with the newest cases.
func (s *site) previewPlaybook() http.Handler {
	use := func(ctx context.Context, who recovery.Actor, in changeIn) (app.Preview, error) {
		return s.Desk.PreviewPlaybook(ctx, who, []byte(in.Source))
	}
	view := func(w http.ResponseWriter, r *http.Request, seen app.Preview) error {
		status := http.StatusOK
		if len(seen.Problems) > 0 {
			status = http.StatusUnprocessableEntity
		}
		return s.draftAgain(w, r, status, draftSheet{Problems: seen.Problems, Preview: &seen})
	}
	return endpoint.Form(s.surface, readChange, use, view, s.changeRefused)
}

// savePlaybook puts it in force.
func (s *site) savePlaybook() http.Handler {
	view := func(w http.ResponseWriter, r *http.Request, saved app.SavedPlaybook) error {
		if len(saved.Problems) > 0 {
			return s.draftAgain(w, r, http.StatusUnprocessableEntity, draftSheet{Problems: saved.Problems})
		}
		setFlash(w, "playbook")
		http.Redirect(w, r, "/playbook", http.StatusSeeOther)
		return nil
	}
	return endpoint.Form(s.surface, readChange, s.saveChange, view, s.changeRefused)
}

// saveChange saves it unless somebody else has saved one meanwhile, whose words it would undo.
func (s *site) saveChange(ctx context.Context, who recovery.Actor, in changeIn) (app.SavedPlaybook, error) {
	now, err := s.askPlaybook(ctx, who, playbookIn{})
	if err != nil {
		return app.SavedPlaybook{}, err
	}
	if in.Base != now.Version.Version {
		return app.SavedPlaybook{}, errs.Conflictf("%s saved another version meanwhile. Look at what it changes, then save yours again if it still stands.", now.Version.By)
	}
	return s.Desk.SavePlaybook(ctx, who, []byte(in.Source), in.Note)
}

func (s *site) changeRefused(w http.ResponseWriter, r *http.Request, _ changeIn, no endpoint.Refusal) error {
	if s.denied(w, r, no) {
		return nil
	}
	return s.draftAgain(w, r, no.Status, draftSheet{Back: refused(r, no)})
}

// draftAgain shows the page with the person's words in it.
func (s *site) draftAgain(w http.ResponseWriter, r *http.Request, status int, sheet draftSheet) error {
	p, err := s.askPlaybook(r.Context(), endpoint.Who(r.Context()), playbookIn{})
	if err != nil {
		return err
	}
	sheet.policySheet = s.policySheet(w, r, p)
	sheet.Source, sheet.Note = r.FormValue("source"), r.FormValue("note")
	return s.showPlaybook(w, r, status, sheet.policySheet, draftPage(sheet))
}

// latest is the version in force, which a draft is compared with when it is saved.
func (s draftSheet) latest() string {
	for _, v := range s.Versions {
		if v.Current {
			return numberText(v.Version)
		}
	}
	return numberText(s.Version.Version)
}

func (s draftSheet) found() []look.ProblemView {
	var list []look.ProblemView
	for _, p := range s.Problems {
		say := p.Say
		if p.Path != "" {
			say = p.Path + ": " + say
		}
		if p.Column > 0 {
			say = s.T("column %[1]d, %[2]s", p.Column, say)
		}
		list = append(list, look.ProblemView{Line: p.Line, Text: say})
	}
	return list
}

func (s draftSheet) box() look.FieldView {
	f := look.FieldView{
		Name: "source", Label: s.T("The playbook as YAML"), Value: s.Source,
		Hint: s.T("Lines that begin with # are for you. Tab indents; Escape and then Tab leaves the box."),
	}
	if n := len(s.Problems); n > 0 {
		f.Error = s.N(n, "One line needs your eye.", "%d lines need your eye.")
	}
	return f
}

// refusal is what stands over the form when it was not taken.
func (s draftSheet) refusal() string {
	switch {
	case len(s.Problems) > 0:
		return s.T("Not everything is understood, so nothing was changed.")
	case s.Back.No.Field == "note":
		return ""
	}
	return s.Back.No.Say
}

// changed are the cases that would be planned differently.
func (s draftSheet) changed() []app.PreviewCase {
	return slices.DeleteFunc(slices.Clone(s.Preview.Cases), func(c app.PreviewCase) bool { return slices.Equal(c.Before, c.After) })
}

func (s draftSheet) verdict() string {
	all, changed := len(s.Preview.Cases), len(s.changed())
	switch {
	case all == 0:
		return s.T("It is understood. There is no case yet to try it on.")
	case changed == 0:
		return s.N(all, "It is understood, and the newest case would be planned as it is.", "It is understood, and the %d newest cases would be planned as they are.")
	}
	return s.T("It is understood. It would change the plan of %[1]d of the %[2]d newest cases.", changed, all)
}

// planLine is a line of a plan: taken out, put in, or the same.
type planLine struct {
	Text string
	Sign string // "del", "ins" or ""
}

// compared are both plans of a case as one list: what falls away stands before what comes instead.
func compared(c app.PreviewCase) []planLine {
	var list []planLine
	next := 0
	for _, line := range c.Before {
		at := slices.Index(c.After[next:], line)
		if at < 0 {
			list = append(list, planLine{line, "del"})
			continue
		}
		for _, added := range c.After[next : next+at] {
			list = append(list, planLine{added, "ins"})
		}
		list = append(list, planLine{line, ""})
		next += at + 1
	}
	for _, added := range c.After[next:] {
		list = append(list, planLine{added, "ins"})
	}
	return list
}

// checkKind makes checking the main thing until it was done.
func (s draftSheet) checkKind() look.ButtonKind {
	if s.understood() {
		return look.ButtonPlain
	}
	return look.ButtonMain
}

func (s draftSheet) saveKind() look.ButtonKind {
	if s.understood() {
		return look.ButtonMain
	}
	return look.ButtonPlain
}

func (s draftSheet) understood() bool { return s.Preview != nil && len(s.Problems) == 0 }
