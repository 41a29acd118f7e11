package app

import (
	"context"
	"strconv"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/playbook"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/words"
)

// Sizes of what the Playbook page shows and takes.
const (
	versionsPage = 20
	maxPlaybook  = 1 << 20 // bytes
	previewCases = 10
)

// Playbook shows one version (0 the current one) and the history, paged by after.
func (a *App) Playbook(ctx context.Context, actor Actor, version int64, after string) (PlaybookView, error) {
	if err := allowed(actor, "see_playbook"); err != nil {
		return PlaybookView{}, err
	}
	before, err := readMark[versionOf](after)
	if err != nil {
		return PlaybookView{}, err
	}
	var v PlaybookView
	err = a.store.Read(ctx, func(tx *store.Tx) (err error) {
		v, err = a.playbookView(tx, version, int64(before))
		v.MayEdit = allowed(actor, "save_playbook") == nil
		return err
	})
	return v, err
}

type versionOf struct{}

func (a *App) playbookView(tx *store.Tx, version, before int64) (PlaybookView, error) {
	latest, err := tx.PlaybookNumber()
	if err != nil {
		return PlaybookView{}, err
	}
	if version == 0 {
		version = latest
	}
	if before == 0 {
		before = latest + 1
	}
	saved, err := tx.Playbook(version)
	if store.IsMissing(err) {
		return PlaybookView{}, errs.Missingf("There is no version %d of the playbook.", version)
	}
	if err != nil {
		return PlaybookView{}, err
	}
	people, err := a.people(tx)
	if err != nil {
		return PlaybookView{}, err
	}
	v := PlaybookView{Source: saved.Source, Version: playbookVersion(saved, people, latest)}
	log, err := tx.PlaybookLog(before, versionsPage+1)
	if len(log) > versionsPage {
		log = log[:versionsPage]
		v.Next = writeMark(id.ID[versionOf](log[versionsPage-1].Version))
	}
	for _, p := range log {
		v.Versions = append(v.Versions, playbookVersion(p, people, latest))
	}
	return v, err
}

func playbookVersion(p store.Playbook, people map[id.Person]store.Person, latest int64) PlaybookVersion {
	author := recovery.ParseActor(p.Author)
	by := author.Name
	if author.Kind == recovery.ByPerson {
		by = people[author.Person].Name
	}
	return PlaybookVersion{Version: p.Version, At: p.At, By: by, Note: p.Note, Current: p.Version == latest}
}

// SavePlaybook makes a source the playbook in force for new cases, or says what is wrong with it.
// Cases that are open keep the version they were opened under.
func (a *App) SavePlaybook(ctx context.Context, actor Actor, source []byte, note string) (SavedPlaybook, error) {
	if err := allowed(actor, "save_playbook"); err != nil {
		return SavedPlaybook{}, err
	}
	p, problems, err := readPlaybook(source)
	if err != nil || len(problems) > 0 {
		return SavedPlaybook{Problems: problems}, err
	}
	var saved SavedPlaybook
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		latest, err := tx.LatestPlaybook()
		if err != nil {
			return err
		}
		saved = SavedPlaybook{Version: latest.Version}
		if latest.Source == string(source) {
			return nil
		}
		saved.Version++
		version := store.Playbook{Version: saved.Version, Source: string(source), Author: actor.Text(), Note: cut(clean(note), 200)}
		if err := tx.AddPlaybook(version); err != nil {
			return errSavedMeanwhile(err)
		}
		used := *p
		used.version = saved.Version
		tx.OnCommit(func() { a.remember(&used) })
		return tx.Audit(actor, "playbook.saved", "version "+strconv.FormatInt(saved.Version, 10))
	})
	return saved, err
}

func errSavedMeanwhile(err error) error {
	if errs.Is(err, errs.Conflict) {
		return errs.Conflictf("Somebody else has saved the playbook just now. Look at their version, then save yours again.").Because(err)
	}
	return err
}

// readPlaybook makes a source usable, or says what is wrong with it.
func readPlaybook(source []byte) (*policy, []playbook.Problem, error) {
	if len(source) > maxPlaybook {
		return nil, nil, errs.Invalidf("source", "A playbook is at most 1 MB of text.")
	}
	return ready(0, string(source))
}

// PreviewPlaybook is what a playbook would do with the newest cases, beside what the one in force does.
func (a *App) PreviewPlaybook(ctx context.Context, actor Actor, source []byte) (Preview, error) {
	if err := allowed(actor, "save_playbook"); err != nil {
		return Preview{}, err
	}
	wanted, problems, err := readPlaybook(source)
	if err != nil || len(problems) > 0 {
		return Preview{Problems: problems}, err
	}
	var out Preview
	err = a.store.Read(ctx, func(tx *store.Tx) error {
		out = Preview{}
		now, err := a.latest(tx)
		if err != nil {
			return err
		}
		rows, err := tx.Cases(store.CaseFilter{}, 0, previewCases)
		if err != nil {
			return err
		}
		for _, r := range rows {
			c, err := tx.Case(r.ID)
			if err != nil {
				return err
			}
			out.Cases = append(out.Cases, PreviewCase{
				Number: r.Number, Quote: r.Quote, Before: a.planLines(now, c), After: a.planLines(wanted, c),
			})
		}
		return nil
	})
	return out, err
}

// planLines is the plan a playbook makes for a case as if it came in now, one line for each part.
func (a *App) planLines(p *policy, c recovery.Case) []string {
	say := a.say()
	facts := recovery.Facts(&c)
	if !c.Reading.Severity.Fixed {
		facts.Severity = 0
	}
	plan, err := p.book.Plan(facts)
	if err != nil {
		return []string{say.Err(err)}
	}
	lines := planHead(say, plan)
	for _, k := range plan.Commitments {
		lines = append(lines, planOwed(say, k))
	}
	for _, s := range plan.Steps {
		lines = append(lines, say.T("To do: %s", s.Text))
	}
	for _, q := range plan.Questions {
		lines = append(lines, say.T("To ask: %s", q.Text))
	}
	return append(lines, plan.Because...)
}

func planHead(say *words.Printer, plan playbook.Plan) []string {
	lines := []string{say.T("Severity %d", plan.Severity)}
	if plan.Sponsor != "" {
		lines = append(lines, say.T("Sponsor: %s", plan.Sponsor))
	}
	if plan.Skill != "" {
		lines = append(lines, say.T("Skill: %s", plan.Skill))
	}
	if plan.Team != "" {
		lines = append(lines, say.T("Team: %s", plan.Team))
	}
	return lines
}

func planOwed(say *words.Printer, k playbook.PlannedCommitment) string {
	if k.Every != nil {
		return say.T("Owed: %[1]s, within %[2]s, then every %[3]s", k.What, k.Within.String(), k.Every.String())
	}
	return say.T("Owed: %[1]s, within %[2]s", k.What, k.Within.String())
}
