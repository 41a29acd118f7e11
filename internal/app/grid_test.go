package app

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

// grid is who may do what, written out: x may, . may not. A program with a token may what a
// colleague with its role may. "own" is the customer in their own case, "other" in somebody else's.
const grid = `
                  visitor own other representative lead manager admin system
open              .       x   .     x              x    x       x     x
receive           .       x   .     x              x    x       x     x
correct           .       .   .     x              x    x       x     x
answer_question   .       .   .     x              x    x       x     x
promise           .       .   .     x              x    x       x     x
keep              .       .   .     x              x    x       x     x
renegotiate       .       .   .     x              x    x       x     x
release           .       .   .     x              x    x       x     x
pass_due          .       .   .     .              .    .       .     x
reply             .       .   .     x              x    x       x     x
write             .       .   .     .              .    .       .     x
take_back         .       .   .     x              x    x       x     x
mark_sent         .       .   .     .              .    .       .     x
mark_failed       .       .   .     .              .    .       .     x
add_note          .       .   .     x              x    x       x     x
log_call          .       .   .     x              x    x       x     x
add_step          .       .   .     x              x    x       x     x
do_step           .       .   .     x              x    x       x     x
leave_step        .       .   .     x              x    x       x     x
assign            .       .   .     x              x    x       x     x
hand_over         .       .   .     .              x    x       x     x
name_sponsor      .       .   .     x              x    x       x     x
make_offer        .       .   .     x              x    x       x     x
withdraw          .       .   .     x              x    x       x     x
choose            .       x   .     x              x    x       x     x
suggest_other     .       x   .     .              .    .       .     x
expire_offer      .       .   .     .              .    .       .     x
approve           .       .   .     .              x    x       x     x
refuse            .       .   .     .              x    x       x     x
give              .       .   .     x              x    x       x     x
deliver           .       .   .     x              x    x       x     x
fail_delivery     .       .   .     x              x    x       x     x
resolve           .       .   .     x              x    x       x     x
reopen            .       .   .     x              x    x       x     x
close             .       .   .     x              x    x       x     x
answer_follow_up  .       x   .     x              x    x       x     x
not_fixed         .       x   .     x              x    x       x     x
prefer            .       x   .     x              x    x       x     x
see_page          .       x   .     .              .    .       .     x
revoke_link       .       .   .     x              x    x       x     x
erase             .       .   .     .              .    x       x     x

see_work          .       .   .     x              x    x       x     x
see_customers     .       .   .     x              x    x       x     x
see_team          .       .   .     x              x    x       x     x
see_figures       .       .   .     x              x    x       x     x
see_playbook      .       .   .     x              x    x       x     x
see_settings      .       .   .     .              x    x       x     x
see_page_of_case  .       x   .     .              .    .       .     x
see_file          .       x   .     x              x    x       x     x
see_mailbox       .       .   .     x              x    x       x     x
complain          x       x   .     x              x    x       x     x
draft             .       .   .     x              x    x       x     x
save_customer     .       .   .     x              x    x       x     x
export_customer   .       .   .     .              .    x       x     x
save_playbook     .       .   .     .              .    x       x     x
save_people       .       .   .     .              .    .       x     x
set_away          .       .   .     .              x    x       x     x
save_tokens       .       .   .     .              .    .       x     x
invite            .       .   .     .              .    .       x     x
move_clock        .       .   .     x              x    x       x     x
`

// somebody is one sort of actor, asking about a case.
type somebody struct {
	name  string
	actor Actor
	about id.Case
}

const myCase = id.Case(7)

// everybody is every column of the grid; a column of a role is both a person and a program.
func everybody(mine, others id.Case) []somebody {
	customer := Actor{Kind: recovery.ByCustomer, Customer: 3, Case: mine}
	all := []somebody{{"visitor", Actor{}, mine}, {"own", customer, mine}, {"other", customer, others}, {"system", recovery.System(), mine}}
	for _, role := range recovery.Roles() {
		person := Actor{Kind: recovery.ByPerson, Person: 5, Role: role, Team: 2, Name: "Somebody"}
		all = append(all, somebody{string(role), person, mine}, somebody{string(role), program(role), mine})
	}
	return all
}

// written is the grid: what, then who, then whether they may.
func written(t *testing.T) map[string]map[string]bool {
	t.Helper()
	var columns []string
	table := map[string]map[string]bool{}
	for line := range strings.Lines(grid) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0:
		case columns == nil:
			columns = fields
		case len(fields) != len(columns)+1:
			t.Fatalf("this line of the grid has %d fields: %s", len(fields), line)
		default:
			table[fields[0]] = map[string]bool{}
			for i, who := range columns {
				table[fields[0]][who] = fields[i+1] == "x"
			}
		}
	}
	return table
}

func TestWhoMayDoWhat(t *testing.T) {
	t.Parallel()
	table := written(t)
	if rows, rights := slices.Sorted(maps.Keys(table)), slices.Sorted(maps.Keys(rights())); !slices.Equal(rows, rights) {
		t.Fatalf("the grid and the table of rights have different rows:\n%s\n%s", rows, rights)
	}
	for what, row := range table {
		for _, s := range everybody(myCase, 8) {
			err := may(s.actor, s.about, what)
			if row[s.name] != (err == nil) {
				t.Errorf("%s by %s (%s): got %v, want allowed %v", what, s.name, s.actor.Kind, err, row[s.name])
			}
			if err != nil {
				refused(t, err, refusalOf(s))
			}
		}
	}
}

// refusalOf is how somebody is refused: a customer must not learn what there is.
func refusalOf(s somebody) errs.Kind {
	if s.actor.Kind == recovery.ByCustomer {
		return errs.Missing
	}
	return errs.Denied
}

func TestUnknownRolesAndThingsAreRefused(t *testing.T) {
	t.Parallel()
	for _, s := range everybody(myCase, 8) {
		refused(t, may(s.actor, s.about, "no_such_thing"), refusalOf(s))
	}
	for _, actor := range []Actor{{Kind: recovery.ByPerson}, {Kind: recovery.ByToken, Role: "owner"}, {Kind: "machine", Role: recovery.Admin}} {
		refused(t, may(actor, myCase, "see_work"), errs.Denied)
	}
}

// TestEveryCommandHasARight finds the commands in the source, so that a new one cannot be forgotten.
func TestEveryCommandHasARight(t *testing.T) {
	t.Parallel()
	names := commandNames(t)
	if len(names) < 30 {
		t.Fatalf("only %d commands were found", len(names))
	}
	table := written(t)
	for kind, name := range names {
		if _, ok := table[name]; !ok {
			t.Errorf("recovery.%s (%q) has no row in the grid", kind, name)
		}
	}
}

// commandNames are the types of package recovery that decide, with their names.
func commandNames(t *testing.T) map[string]string {
	t.Helper()
	decides, names := map[string]bool{}, map[string]string{}
	for _, fn := range methods(t, "../recovery") {
		kind := receiver(fn)
		switch {
		case fn.Name.Name == "decide":
			decides[kind] = true
		case fn.Name.Name == "Name" && len(fn.Body.List) == 1:
			if literal := returned(fn); literal != nil {
				names[kind], _ = strconv.Unquote(literal.Value)
			}
		}
	}
	maps.DeleteFunc(names, func(kind, _ string) bool { return !decides[kind] })
	for kind := range decides {
		if names[kind] == "" {
			t.Errorf("recovery.%s decides and has no name that can be read here", kind)
		}
	}
	return names
}

func methods(t *testing.T, folder string) []*ast.FuncDecl {
	t.Helper()
	files, err := fs.Glob(os.DirFS(folder), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	var found []*ast.FuncDecl
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), folder+"/"+name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv != nil {
				found = append(found, fn)
			}
		}
	}
	return found
}

func receiver(fn *ast.FuncDecl) string {
	kind := fn.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	name, ok := kind.(*ast.Ident)
	if !ok {
		return ""
	}
	return name.Name
}

func returned(fn *ast.FuncDecl) *ast.BasicLit {
	ret, ok := fn.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	literal, _ := ret.Results[0].(*ast.BasicLit)
	return literal
}

// useCase asks for a use case about a case. What it asks for is well-formed, so that only the
// permission decides between Denied and anything else.
type useCase struct {
	right string
	ask   func(ctx context.Context, a *App, who Actor, c id.Case) error
}

// useCases are all methods of App that somebody asks for, with the row of the grid they stand under.
func useCases() map[string]useCase {
	return map[string]useCase{
		"Today": {"see_work", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.Today(ctx, who, TodayIn{}))
		}},
		"Cases": {"see_work", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.Cases(ctx, who, CasesIn{}))
		}},
		"Case": {"see_work", func(ctx context.Context, a *App, who Actor, c id.Case) error { return second(a.Case(ctx, who, c, "")) }},
		"CaseEvents": {"see_work", func(ctx context.Context, a *App, who Actor, c id.Case) error {
			return second(a.CaseEvents(ctx, who, c, 0, 1))
		}},
		"Find": {"see_work", func(ctx context.Context, a *App, who Actor, _ id.Case) error { return second(a.Find(ctx, who, "x")) }},
		"Customers": {"see_customers", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.Customers(ctx, who, CustomersIn{}))
		}},
		"Customer": {"see_customers", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.Customer(ctx, who, 1, ""))
		}},
		"SaveCustomer": {"save_customer", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return a.SaveCustomer(ctx, who, CustomerIn{ID: 1})
		}},
		"ExportCustomer": {"export_customer", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.ExportCustomer(ctx, who, 1))
		}},
		"EraseCustomer": {"erase", func(ctx context.Context, a *App, who Actor, _ id.Case) error { return a.EraseCustomer(ctx, who, 1) }},
		"Team":          {"see_team", func(ctx context.Context, a *App, who Actor, _ id.Case) error { return second(a.Team(ctx, who)) }},
		"How":           {"see_figures", func(ctx context.Context, a *App, who Actor, _ id.Case) error { return second(a.How(ctx, who, HowIn{})) }},
		"Settings":      {"see_settings", func(ctx context.Context, a *App, who Actor, _ id.Case) error { return second(a.Settings(ctx, who)) }},
		"Playbook": {"see_playbook", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.Playbook(ctx, who, 0, ""))
		}},
		"SavePlaybook": {"save_playbook", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.SavePlaybook(ctx, who, []byte("no"), ""))
		}},
		"PreviewPlaybook": {"save_playbook", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.PreviewPlaybook(ctx, who, []byte("no")))
		}},
		"SavePerson": {"save_people", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.SavePerson(ctx, who, PersonIn{}))
		}},
		"SaveTeam": {"save_people", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.SaveTeam(ctx, who, 0, ""))
		}},
		"SetAway": {"set_away", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return a.SetAway(ctx, who, AwayIn{Person: 1})
		}},
		"CreateToken": {"save_tokens", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.CreateToken(ctx, who, "", ""))
		}},
		"RevokeToken": {"save_tokens", func(ctx context.Context, a *App, who Actor, _ id.Case) error { return a.RevokeToken(ctx, who, 1) }},
		"SignInLink": {"invite", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.SignInLink(ctx, who, 1))
		}},
		"SetClock": {"move_clock", func(ctx context.Context, a *App, who Actor, _ id.Case) error { return a.SetClock(ctx, who, a.Now()) }},
		"Complain": {"complain", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return second(a.Complain(ctx, who, Complaint{}))
		}},
		"Do": {"add_step", func(ctx context.Context, a *App, who Actor, c id.Case) error {
			return a.Do(ctx, who, c, recovery.AddStep{})
		}},
		"Reply": {"reply", func(ctx context.Context, a *App, who Actor, c id.Case) error {
			return second(a.Reply(ctx, who, ReplyIn{Case: c}))
		}},
		"Coach": {"reply", func(ctx context.Context, a *App, who Actor, c id.Case) error {
			return second(a.Coach(ctx, who, c, "x"))
		}},
		"Note": {"add_note", func(ctx context.Context, a *App, who Actor, c id.Case) error { return a.Note(ctx, who, c, "x") }},
		"Call": {"log_call", func(ctx context.Context, a *App, who Actor, c id.Case) error {
			return a.Call(ctx, who, CallIn{Case: c, Text: "x"})
		}},
		"SaveDraft": {"draft", func(ctx context.Context, a *App, who Actor, c id.Case) error {
			return second(a.SaveDraft(ctx, who, DraftIn{Case: c}))
		}},
		"Mailbox": {"see_mailbox", func(ctx context.Context, a *App, who Actor, _ id.Case) error { return second(a.Mailbox(ctx, who, "")) }},
		"File": {"see_file", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			_, _, err := a.File(ctx, who, 1)
			return err
		}},
	}
}

// ofTheirOwn are asked about the one case an actor's link opens, and about no other.
func ofTheirOwn() map[string]useCase {
	return map[string]useCase{
		"CustomerPage": {"see_page_of_case", func(ctx context.Context, a *App, who Actor, _ id.Case) error { return second(a.CustomerPage(ctx, who)) }},
		"Word": {"receive", func(ctx context.Context, a *App, who Actor, _ id.Case) error {
			return a.Word(ctx, who, WordIn{Text: "x"})
		}},
	}
}

func second[T any](_ T, err error) error { return err }

// silent are use cases that refuse by saying nothing.
var silent = []string{"Present"}

func TestEveryUseCaseHasARight(t *testing.T) {
	t.Parallel()
	known := slices.Concat(slices.Collect(maps.Keys(useCases())), slices.Collect(maps.Keys(ofTheirOwn())), silent)
	house := reflect.TypeFor[*App]()
	for i := range house.NumMethod() {
		m := house.Method(i)
		asks := m.Type.NumIn() > 2 && m.Type.In(2) == reflect.TypeFor[Actor]()
		if asks != slices.Contains(known, m.Name) {
			t.Errorf("App.%s: asked for by an actor is %v, in the list of use cases is %v", m.Name, asks, !asks)
		}
	}
}

func TestEveryUseCaseAsksWhoMay(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		mine, others := d.complain("Rosa Blum", "My parcel never came."), d.complain("Tom Weiss", "My parcel never came either.")
		d.app.move = func(context.Context, time.Time) error { return nil }
		table := written(t)
		for name, u := range useCases() {
			for _, s := range everybody(mine.Case, others.Case) {
				err := u.ask(t.Context(), d.app, s.actor, s.about)
				if errs.Is(err, errs.Internal) {
					t.Errorf("%s by %s: %v", name, s.name, err)
				}
				if allowed := table[u.right][s.name]; allowed && errs.Is(err, errs.Denied) || !allowed && s.about == mine.Case && !errs.Is(err, refusalOf(s)) {
					t.Errorf("%s by %s (%s): got %v, want allowed %v", name, s.name, s.actor.Kind, err, allowed)
				}
			}
		}
	})
}

func TestTheirOwnPageIsNobodyElses(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		mine := d.complain("Rosa Blum", "My parcel never came.")
		for name, u := range ofTheirOwn() {
			for _, s := range everybody(mine.Case, mine.Case) {
				s.actor.Case = s.about
				err := u.ask(t.Context(), d.app, s.actor, s.about)
				if allowed := written(t)[u.right][s.name]; s.name != "other" && allowed != (err == nil) {
					t.Errorf("%s by %s (%s): got %v, want allowed %v", name, s.name, s.actor.Kind, err, allowed)
				}
			}
		}
	})
}

func TestOnlyColleaguesSeeWhoIsHere(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		c := d.complain("Rosa Blum", "My parcel never came.").Case
		d.app.Present(t.Context(), d.mara, c)
		for _, s := range everybody(c, c) {
			sees, colleague := len(d.app.Present(t.Context(), s.actor, c)) > 0, written(t)["see_work"][s.name]
			if s.name != "other" && sees != colleague {
				t.Errorf("%s (%s) sees who is here: %v, want %v", s.name, s.actor.Kind, sees, colleague)
			}
		}
	})
}
