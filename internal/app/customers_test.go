package app

import (
	"fmt"
	"strings"
	"testing"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
)

func TestCustomersByNameInPages(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		const n = defaultPage + 3
		for i := range n {
			d.complain(fmt.Sprintf("Guest %02d", (i*7)%n), "It broke.")
		}
		var names []string
		for after, pages := "", 0; ; pages++ {
			list, err := d.app.Customers(d.t.Context(), d.mara, CustomersIn{After: after})
			d.must(err)
			for _, c := range list.Items {
				names = append(names, c.Name)
				if c.Cases != 1 {
					d.t.Errorf("%s has %d cases", c.Name, c.Cases)
				}
			}
			if after = list.Next; after == "" || pages > 3 {
				break
			}
		}
		if len(names) != n || names[0] != "Guest 00" || names[n-1] != fmt.Sprintf("Guest %02d", n-1) {
			d.t.Errorf("%d names: %s", len(names), strings.Join(names, ", "))
		}
	})
}

func TestACustomersHistory(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		first := d.complain("Anna Whitcombe", "My parcel never came.")
		second := d.complain("Anna Whitcombe", "Now it came, broken.")
		d.complain("Bo Olsen", "The cup arrived broken.")
		d.do(d.mara, first.Case, recovery.Give{Option: recovery.Option{Remedy: "partial_refund", Amount: money.Of(500, "EUR")}})
		customer := d.state(first.Case).Customer
		d.must(d.app.SaveCustomer(d.t.Context(), d.mara, CustomerIn{
			ID: customer, Name: "Anna Whitcombe", Phone: "+49 170 1", Note: "Likes tea.", Value: money.Of(120_000, "EUR"),
		}))
		v, err := d.app.Customer(d.t.Context(), d.mara, customer, "")
		d.must(err)
		if len(v.Cases) != 2 || v.Cases[0].ID != second.Case || v.Customer.Cases != 2 || v.Customer.Note != "Likes tea." || v.Customer.Value.Minor != 120_000 {
			d.t.Errorf("the history is %+v", v)
		}
		if len(v.Redress) != 1 || v.Redress[0].Amount.Minor != 500 {
			d.t.Errorf("given was %+v", v.Redress)
		}
		_, err = d.app.Customer(d.t.Context(), d.mara, 7, "")
		refused(d.t, err, errs.Missing)
		refused(d.t, d.app.SaveCustomer(d.t.Context(), d.mara, CustomerIn{ID: customer, Value: money.Of(1, "USD")}), errs.Invalid)
	})
}

func TestTheCaseListFilters(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		var all []id.Case
		for i := range 6 {
			all = append(all, d.complain(fmt.Sprintf("Guest %d", i), "My parcel never came.").Case)
		}
		d.work()
		for _, c := range all {
			d.do(d.lena, c, recovery.Assign{Owner: d.jon.Person})
		}
		d.do(d.lena, all[0], recovery.Assign{Owner: d.ines.Person})
		d.do(d.jon, all[5], recovery.Resolve{How: "It came."})
		for _, x := range []struct {
			name string
			in   CasesIn
			want []int
		}{
			{"all", CasesIn{}, []int{5, 4, 3, 2, 1, 0}},
			{"owner", CasesIn{Owner: d.ines.Person}, []int{0}},
			{"state", CasesIn{State: recovery.Resolved}, []int{5}},
			{"owner and state", CasesIn{Owner: d.jon.Person, State: d.state(all[1]).State}, []int{4, 3, 2, 1}},
			{"customer", CasesIn{Customer: d.state(all[2]).Customer}, []int{2}},
			{"kind that is not", CasesIn{Kind: "safety"}, nil},
			{"name", CasesIn{Find: "guest 3"}, []int{3}},
			{"name and owner", CasesIn{Find: "guest", Owner: d.ines.Person}, []int{0}},
			{"number", CasesIn{Find: fmt.Sprintf("#%d", d.state(all[4]).Number)}, []int{4}},
			{"reference", CasesIn{Find: "nm-47"}, []int{5, 4, 3, 2, 1, 0}},
			{"address", CasesIn{Find: "guest.1@mail"}, []int{1}},
			{"nothing", CasesIn{Find: "nobody"}, nil},
		} {
			if got := d.listed(x.in, 100); fmt.Sprint(got) != fmt.Sprint(pick(all, x.want)) {
				d.t.Errorf("%s: %v, want %v", x.name, got, pick(all, x.want))
			}
			if got := d.listed(x.in, 2); fmt.Sprint(got) != fmt.Sprint(pick(all, x.want)) {
				d.t.Errorf("%s in pages of two: %v, want %v", x.name, got, pick(all, x.want))
			}
		}
		_, err := d.app.Cases(d.t.Context(), d.mara, CasesIn{After: "?"})
		refused(d.t, err, errs.Invalid)
	})
}

func pick(all []id.Case, places []int) []id.Case {
	var list []id.Case
	for _, i := range places {
		list = append(list, all[i])
	}
	return list
}

// listed walks the whole list in pages of a size.
func (d *desk) listed(in CasesIn, size int) []id.Case {
	d.t.Helper()
	in.Limit = size
	var ids []id.Case
	for range 20 {
		list, err := d.app.Cases(d.t.Context(), d.mara, in)
		d.must(err)
		for _, c := range list.Items {
			ids = append(ids, c.ID)
			if c.Label == "" || c.Customer.Name == "" || len(c.Seam) == 0 || c.Owner.Name == "" || c.Quote == "" {
				d.t.Errorf("a row without words: %+v", c)
			}
		}
		if in.After = list.Next; in.After == "" {
			return ids
		}
	}
	d.t.Fatal("the list never ends")
	return nil
}

func TestFind(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		anna := d.complain("Anna Whitcombe", "My parcel never came.")
		d.complain("Bo Olsen", "The cup arrived broken.")
		for _, text := range []string{"whit", "ANNA w", "anna.whitcombe@mail.example", fmt.Sprint(anna.Number), " #" + fmt.Sprint(anna.Number)} {
			found, err := d.app.Find(d.t.Context(), d.mara, text)
			d.must(err)
			if len(found.Cases) != 1 || found.Cases[0].ID != anna.Case {
				d.t.Errorf("%q finds the cases %+v", text, found.Cases)
			}
		}
		found, err := d.app.Find(d.t.Context(), d.mara, "whit")
		if err != nil || len(found.Customers) != 1 || found.Customers[0].Name != "Anna Whitcombe" {
			d.t.Errorf("%+v, %v", found, err)
		}
		for _, text := range []string{"", "%", "zz", "'; DROP TABLE cases; --", "\x00", "999999"} {
			found, err := d.app.Find(d.t.Context(), d.mara, text)
			if err != nil || len(found.Cases)+len(found.Customers) > 0 {
				d.t.Errorf("%q finds %+v, %v", text, found, err)
			}
		}
	})
}
