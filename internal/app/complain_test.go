package app

import (
	"testing"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
)

// customerOfCase is whose case it is.
func (d *desk) customerOfCase(c id.Case) (found store.Customer) {
	d.t.Helper()
	i := d.state(c).Customer
	d.read(func(tx *store.Tx) (err error) {
		found, err = tx.Customer(i)
		return err
	})
	return found
}

// Who knows somebody's number must not get their mail, in which the link to their page is.
func TestANumberDoesNotBringAStrangersAddress(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		call := Complaint{Channel: recovery.Phone, Name: "Ann Doe", Phone: "+49 30 5550 1201", Text: "My parcel never came."}
		first, err := d.app.Complain(t.Context(), d.mara, call)
		d.must(err)
		for _, who := range []Actor{{}, {Kind: recovery.ByCustomer, Name: "Eve"}, program(recovery.Representative)} {
			stranger := Complaint{Channel: recovery.Form, Name: "Eve", Email: "eve@mail.example", Phone: "+493055501201", Text: "Mine neither."}
			got, err := d.app.Complain(t.Context(), who, stranger)
			d.must(err)
			if c := d.customerOfCase(got.Case); c.Name != "Eve" {
				t.Errorf("%v: the case is %s's", who.Kind, c.Name)
			}
			if c := d.customerOfCase(first.Case); c.Email != "" {
				t.Errorf("%v: mail to Ann goes to %s", who.Kind, c.Email)
			}
		}
		call.Email = "ann@mail.example"
		again, err := d.app.Complain(t.Context(), d.jon, call)
		d.must(err)
		if c := d.customerOfCase(again.Case); c.Email != call.Email || c.ID != d.state(first.Case).Customer {
			t.Errorf("a colleague cannot add an address: %+v", c)
		}
	})
}

func TestAnAddressHasToBeOneMailCanGoTo(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		for _, address := range []string{"Ann <ann@mail.example>", "ann", "ann@mail.example, eve@mail.example", "ann@mail.example\r\nBcc: eve@mail.example", "<ann@mail.example>"} {
			_, err := d.app.Complain(t.Context(), Actor{}, Complaint{Channel: recovery.Form, Name: "Ann", Email: address, Text: "My parcel never came."})
			refused(t, err, errs.Invalid)
		}
	})
}
