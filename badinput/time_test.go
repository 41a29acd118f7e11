package badinput

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"amends/internal/recovery"
)

// TestDuesNobodyCanKeep are promises and times that make no sense.
func TestDuesNobodyCanKeep(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		r := h.complains("Ada Lindqvist", "The parcel never came.")
		v := h.state(r)
		owed := v.Case.Owed(recovery.Decision)
		for name, due := range map[string]string{"past": "2001-01-01T10:00", "far": "9999-12-31T23:59", "no time": "soon", "empty": "", "no such day": "2027-02-30T10:00"} {
			forms := map[string]url.Values{
				"promise":     {"what": {"Call about the parcel"}, "due": {due}},
				"renegotiate": {"commitment": {owed.ID.Text()}, "due": {due}, "because": {"The carrier is late"}},
			}
			for command, form := range forms {
				form.Set("form", command)
				a := h.desk("/cases/"+r.ID+"/"+command, form)
				if a.status != http.StatusUnprocessableEntity {
					t.Errorf("%s %s: %d", command, name, a.status)
				}
				if !strings.Contains(a.body, "refusal") && !strings.Contains(a.body, "fault") {
					t.Errorf("%s %s: no word about it", command, name)
				}
			}
		}
		for name, at := range map[string]string{"past": "0001-01-01", "far": "9999-12-31"} {
			a := h.api(http.MethodPost, "/complaints", `{"from":{"email":"a@b.example"},"text":"Late.","occurred_at":`+quote(at)+`}`)
			if a.status >= 500 {
				t.Errorf("a complaint about %s: %d %s", name, a.status, a.body)
			}
		}
		before := len(h.state(r).Case.Commitments)
		a := h.api(http.MethodPost, "/cases/"+r.ID+"/commitments", `{"what":"Call","due_at":"9999-12-31T23:59:59Z"}`)
		if a.status != http.StatusUnprocessableEntity {
			t.Errorf("the API takes the year 9999: %d %s", a.status, a.body)
		}
		if after := len(h.state(r).Case.Commitments); after != before {
			t.Errorf("%d commitments became %d", before, after)
		}
		h.examine()
	})
}

// TestAClockSetBack goes on in order: ids rise, dues are kept, nothing happens twice.
func TestAClockSetBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		first := h.complains("Ada Lindqvist", "The parcel never came.")
		h.Stage.Clock.Set(h.App.Now().Add(-48 * time.Hour))
		second := h.complains("Olu Adeyemi", "The lamp is broken.")
		if h.case_(second) <= h.case_(first) {
			t.Errorf("case %s came after %s", second.ID, first.ID)
		}
		if second.Number <= first.Number {
			t.Errorf("number %d came after %d", second.Number, first.Number)
		}
		a := h.api(http.MethodPost, "/cases/"+first.ID+"/replies", `{"text":"Dear Ada, it is our fault and I am sorry. It leaves today.","send":true}`)
		if a.status >= 400 {
			t.Errorf("a reply: %d %s", a.status, a.body)
		}
		h.settle()
		v := h.state(first)
		for i := 1; i < len(v.Story); i++ {
			if v.Story[i].Seq < v.Story[i-1].Seq {
				t.Errorf("event %d is told after %d", v.Story[i-1].Seq, v.Story[i].Seq)
			}
		}
		h.must(h.Stage.Move(t.Context(), h.App.Now().Add(7*24*time.Hour)))
		broken := 0
		for _, c := range h.state(second).Case.Commitments {
			if c.State == recovery.Broken {
				broken++
			}
		}
		if broken == 0 {
			t.Error("nothing fell due after the clock was set back")
		}
		h.examine()
	})
}
