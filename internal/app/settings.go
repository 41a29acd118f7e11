package app

import (
	"context"
	"net/mail"
	"slices"
	"strings"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/job"
	"amends/internal/recovery"
	"amends/internal/store"
)

// Settings are people, teams and tokens.
func (a *App) Settings(ctx context.Context, actor Actor) (SettingsView, error) {
	if err := allowed(actor, "see_settings"); err != nil {
		return SettingsView{}, err
	}
	var v SettingsView
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		people, err := a.people(tx)
		if err != nil {
			return err
		}
		v = SettingsView{Me: face(people, actor.Person, tx.Now())}
		for _, p := range people {
			v.People = append(v.People, personRow(p))
		}
		slices.SortFunc(v.People, func(x, y PersonRow) int { return strings.Compare(store.SortName(x.Name), store.SortName(y.Name)) })
		return settingsOf(tx, &v)
	})
	return v, err
}

func settingsOf(tx *store.Tx, v *SettingsView) error {
	teams, err := tx.Teams()
	if err != nil {
		return err
	}
	for _, t := range teams {
		v.Teams = append(v.Teams, TeamRow{ID: t.ID, Name: t.Name})
	}
	tokens, err := tx.Tokens()
	for _, t := range tokens {
		v.Tokens = append(v.Tokens, TokenRow{ID: t.ID, Name: t.Name, Role: t.Role, MadeAt: t.MadeAt, UsedAt: t.UsedAt, Revoked: t.Revoked})
	}
	return err
}

func personRow(p store.Person) PersonRow {
	return PersonRow{
		ID: p.ID, Name: p.Name, Email: p.Email, Role: p.Role, Team: p.Team, TeamName: p.TeamName, Skills: p.Skills,
		AwayFrom: p.AwayFrom, AwayUntil: p.AwayUntil, Gone: p.Gone, LastSeen: p.SeenAt,
	}
}

// SavePerson adds or changes a colleague. One who has left is signed out, and everything they owe is
// handed over.
func (a *App) SavePerson(ctx context.Context, actor Actor, in PersonIn) (id.Person, error) {
	if err := allowed(actor, "save_people"); err != nil {
		return 0, err
	}
	in, err := in.tidy()
	if err != nil {
		return 0, err
	}
	var saved id.Person
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		before, err := in.before(tx)
		if err != nil {
			return err
		}
		after, what := in.over(before), "person.changed"
		if after.ID == 0 {
			after.ID, what = id.Person(tx.NewID()), "person.added"
		}
		saved = after.ID
		if err := tx.SavePerson(after); err != nil {
			return err
		}
		if after.Gone && !before.Gone {
			if err := sayGoodbye(tx, after.ID); err != nil {
				return err
			}
		}
		tx.OnCommit(a.peopleChanged)
		return tx.Audit(actor, what, aboutPerson(after))
	})
	return saved, err
}

// sayGoodbye signs out who has left and hands over everything they owe.
func sayGoodbye(tx *store.Tx, p id.Person) error {
	if err := tx.EndSessions(p); err != nil {
		return err
	}
	return tx.Enqueue(job.New{Args: job.HandoverAll{Person: p}})
}

func aboutPerson(p store.Person) string {
	about := "person:" + p.ID.Text() + " " + p.Name + ", " + string(p.Role)
	if p.Gone {
		about += ", gone"
	}
	return about
}

// maxSkills is how many kinds of work somebody may be known for.
const maxSkills = 30

func (in PersonIn) tidy() (PersonIn, error) {
	in.Name, in.Email = line(in.Name, maxName), strings.ToLower(strings.TrimSpace(clean(in.Email)))
	if in.Name == "" {
		return in, errs.Invalidf("name", "Write the colleague's name, as customers will read it.")
	}
	if x, err := mail.ParseAddress(in.Email); err != nil || x.Address != in.Email || len(in.Email) > 254 {
		return in, errs.Invalidf("email", "This address is not complete. Please check it.")
	}
	if !slices.Contains(recovery.Roles(), in.Role) {
		return in, errs.Invalidf("role", "A role is representative, lead, manager or admin.")
	}
	var skills []string
	for _, s := range in.Skills {
		if s = strings.ToLower(cut(clean(s), 60)); s != "" && !slices.Contains(skills, s) {
			skills = append(skills, s)
		}
	}
	if in.Skills = skills; len(skills) > maxSkills {
		return in, errs.Invalidf("skills", "At most %d skills, please.", maxSkills)
	}
	return in, nil
}

// before is the colleague as they were, nobody for one to be added, once what is wanted fits the house.
func (in PersonIn) before(tx *store.Tx) (store.Person, error) {
	people, err := tx.Colleagues()
	if err != nil {
		return store.Person{}, err
	}
	var before store.Person
	admins := 0
	for _, p := range people {
		switch {
		case p.ID == in.ID:
			before = p
		case p.Email == in.Email:
			return before, errs.Invalidf("email", "%s has this address already.", p.Name)
		case p.Role == recovery.Admin && !p.Gone:
			admins++
		}
	}
	if in.ID != 0 && before.ID == 0 {
		return before, errNoPerson()
	}
	if admins == 0 && (in.Role != recovery.Admin || in.Gone) {
		return before, errs.Conflictf("Somebody has to be administrator. Make a colleague administrator first.")
	}
	return before, in.checkTeam(tx)
}

func (in PersonIn) checkTeam(tx *store.Tx) error {
	teams, err := tx.Teams()
	if err != nil {
		return err
	}
	if in.Team != 0 && !slices.ContainsFunc(teams, func(t store.Team) bool { return t.ID == in.Team }) {
		return errs.Invalidf("team", "There is no such team. Choose one from the list.")
	}
	return nil
}

// over is a colleague with what was asked for.
func (in PersonIn) over(p store.Person) store.Person {
	p.Name, p.Email, p.Role, p.Team, p.Skills, p.Gone = in.Name, in.Email, in.Role, in.Team, in.Skills, in.Gone
	return p
}

// SaveTeam adds a team (t is 0) or renames one.
func (a *App) SaveTeam(ctx context.Context, actor Actor, t id.Team, name string) (id.Team, error) {
	if err := allowed(actor, "save_people"); err != nil {
		return 0, err
	}
	name = line(name, maxName)
	if name == "" {
		return 0, errs.Invalidf("name", "Name the team.")
	}
	var saved id.Team
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		if err := teamFits(tx, t, name); err != nil {
			return err
		}
		if saved = t; t == 0 {
			saved = id.Team(tx.NewID())
		}
		if err := tx.SaveTeam(store.Team{ID: saved, Name: name}); err != nil {
			return err
		}
		tx.OnCommit(a.peopleChanged)
		return tx.Audit(actor, "team.saved", "team:"+saved.Text()+" "+name)
	})
	return saved, err
}

func teamFits(tx *store.Tx, t id.Team, name string) error {
	teams, err := tx.Teams()
	if err != nil {
		return err
	}
	known := t == 0
	for _, x := range teams {
		known = known || x.ID == t
		if x.ID != t && strings.EqualFold(x.Name, name) {
			return errs.Invalidf("name", "There is a team called %s already.", x.Name)
		}
	}
	if !known {
		return errs.Missingf("There is no such team.")
	}
	return nil
}
