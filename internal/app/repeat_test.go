package app

import (
	"testing"
	"time"

	"amends/internal/money"
	"amends/internal/recovery"
)

// A program that sends the same complaint again days later gets the very same answer.
func TestTheSameKeyGivesTheSameAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		in := Complaint{
			Key: "order-1", Channel: recovery.API, Email: "ada@example.org", Text: "My parcel never came.", Value: money.Of(0, "EUR"),
		}
		first, err := d.app.Complain(d.t.Context(), recovery.System(), in)
		if err != nil {
			d.t.Fatal(err)
		}
		d.until(d.app.Now().Add(72 * time.Hour))
		again, err := d.app.Complain(d.t.Context(), recovery.System(), in)
		if err != nil {
			d.t.Fatal(err)
		}
		if !again.Again || again.Case != first.Case || again.PageURL != first.PageURL {
			d.t.Errorf("%+v became %+v", first, again)
		}
		d.healthy()
	})
}
