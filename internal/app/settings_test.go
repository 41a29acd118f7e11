package app

import (
	"errors"
	"strings"
	"testing"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

// TestWhoMayChangeTheHouse walks the use cases of this package's administration with every role.
func TestWhoMayChangeTheHouse(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		r := d.complain("Anna Whitcombe", "My parcel never came.")
		customer := d.state(r.Case).Customer
		who := []Actor{d.mara, d.lena, d.henrik, d.ada}
		ctx := d.t.Context()
		for _, x := range []struct {
			name string
			from recovery.Role
			try  func(Actor) error
		}{
			{"settings", recovery.Lead, func(a Actor) error { _, err := d.app.Settings(ctx, a); return err }},
			{"save a person", recovery.Admin, func(a Actor) error { _, err := d.app.SavePerson(ctx, a, PersonIn{}); return err }},
			{"save a team", recovery.Admin, func(a Actor) error { _, err := d.app.SaveTeam(ctx, a, 0, ""); return err }},
			{"make a token", recovery.Admin, func(a Actor) error { _, err := d.app.CreateToken(ctx, a, "", ""); return err }},
			{"revoke a token", recovery.Admin, func(a Actor) error { return d.app.RevokeToken(ctx, a, 1) }},
			{"invite", recovery.Admin, func(a Actor) error { _, err := d.app.SignInLink(ctx, a, 1); return err }},
			{"absence", recovery.Lead, func(a Actor) error { return d.app.SetAway(ctx, a, AwayIn{Person: 1}) }},
			{"save the playbook", recovery.Manager, func(a Actor) error { _, err := d.app.SavePlaybook(ctx, a, nil, ""); return err }},
			{"preview the playbook", recovery.Manager, func(a Actor) error { _, err := d.app.PreviewPlaybook(ctx, a, nil); return err }},
			{"read the playbook", recovery.Representative, func(a Actor) error { _, err := d.app.Playbook(ctx, a, 0, ""); return err }},
			{"figures", recovery.Representative, func(a Actor) error { _, err := d.app.How(ctx, a, HowIn{}); return err }},
			{"team", recovery.Representative, func(a Actor) error { _, err := d.app.Team(ctx, a); return err }},
			{"customers", recovery.Representative, func(a Actor) error { _, err := d.app.Customers(ctx, a, CustomersIn{}); return err }},
			{"export", recovery.Manager, func(a Actor) error { _, err := d.app.ExportCustomer(ctx, a, customer); return err }},
			{"erase", recovery.Manager, func(a Actor) error { return d.app.EraseCustomer(ctx, a, 1) }},
			{"save a customer", recovery.Representative, func(a Actor) error { return d.app.SaveCustomer(ctx, a, CustomerIn{ID: 1}) }},
		} {
			for i, a := range who {
				denied, allowed := errs.Is(x.try(a), errs.Denied), i >= indexOf(x.from)
				if denied == allowed {
					d.t.Errorf("%s by a %s: denied is %v", x.name, a.Role, denied)
				}
			}
			if err := x.try(Actor{Kind: recovery.ByCustomer, Customer: customer, Case: r.Case}); !errs.Is(err, errs.Missing) {
				d.t.Errorf("%s by a customer: %v", x.name, err)
			}
		}
	})
}

func indexOf(role recovery.Role) int {
	for i, r := range recovery.Roles() {
		if r == role {
			return i
		}
	}
	return -1
}

func TestSavePersonRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		good := PersonIn{Name: "Nora Vik", Email: "nora@care.example", Role: recovery.Lead, Team: d.team}
		for _, x := range []struct {
			name   string
			change func(*PersonIn)
			kind   errs.Kind
			field  string
		}{
			{"no name", func(in *PersonIn) { in.Name = " " }, errs.Invalid, "name"},
			{"no address", func(in *PersonIn) { in.Email = "nora" }, errs.Invalid, "email"},
			{"an address with a name", func(in *PersonIn) { in.Email = "Nora <nora@care.example>" }, errs.Invalid, "email"},
			{"somebody else's address", func(in *PersonIn) { in.Email = "MARA@care.example" }, errs.Invalid, "email"},
			{"no such role", func(in *PersonIn) { in.Role = "queen" }, errs.Invalid, "role"},
			{"no such team", func(in *PersonIn) { in.Team = 7 }, errs.Invalid, "team"},
			{"too many skills", func(in *PersonIn) { in.Skills = strings.Split("abcdefghijklmnopqrstuvwxyz0123456789", "") }, errs.Invalid, "skills"},
			{"nobody such", func(in *PersonIn) { in.ID = 7 }, errs.Missing, ""},
			{"the last administrator steps down", func(in *PersonIn) { in.ID = d.ada.Person }, errs.Conflict, ""},
			{"the last administrator leaves", func(in *PersonIn) { in.ID, in.Role, in.Gone = d.ada.Person, recovery.Admin, true }, errs.Conflict, ""},
		} {
			in := good
			x.change(&in)
			_, err := d.app.SavePerson(d.t.Context(), d.ada, in)
			var e *errs.Error
			if !errors.As(err, &e) || e.Kind != x.kind || e.Field != x.field {
				d.t.Errorf("%s: %v, want %s at %q", x.name, err, x.kind, x.field)
			}
		}
	})
}

func TestSavePersonChanges(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		in := PersonIn{ID: d.jon.Person, Name: "Jon Berg", Email: "jon@care.example", Role: recovery.Lead, Skills: []string{" Delivery ", "delivery", ""}}
		if p, err := d.app.SavePerson(d.t.Context(), d.ada, in); err != nil || p != d.jon.Person {
			d.t.Fatal(p, err)
		}
		v, err := d.app.Settings(d.t.Context(), d.lena)
		if err != nil {
			d.t.Fatal(err)
		}
		var names []string
		var jon PersonRow
		for _, p := range v.People {
			names = append(names, p.Name)
			if p.ID == in.ID {
				jon = p
			}
		}
		if got := strings.Join(names, ", "); got != "Ada Falk, Henrik Sol, Ines Kral, Jon Berg, Lena Roth, Mara Lind" {
			d.t.Errorf("people are %s", got)
		}
		if jon.Role != recovery.Lead || jon.Team != 0 || len(jon.Skills) != 1 || jon.Skills[0] != "delivery" {
			d.t.Errorf("Jon is %+v", jon)
		}
	})
}

func TestSaveTeam(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		second, err := d.app.SaveTeam(d.t.Context(), d.ada, 0, " Returns ")
		if err != nil {
			d.t.Fatal(err)
		}
		if _, err := d.app.SaveTeam(d.t.Context(), d.ada, second, "Returns and repairs"); err != nil {
			d.t.Fatal(err)
		}
		_, err = d.app.SaveTeam(d.t.Context(), d.ada, second, "CARE")
		refused(d.t, err, errs.Invalid)
		_, err = d.app.SaveTeam(d.t.Context(), d.ada, id.Team(7), "Ghosts")
		refused(d.t, err, errs.Missing)
		v, err := d.app.Settings(d.t.Context(), d.ada)
		if err != nil || len(v.Teams) != 2 || v.Teams[1].Name != "Returns and repairs" {
			d.t.Errorf("teams are %+v, %v", v.Teams, err)
		}
	})
}
