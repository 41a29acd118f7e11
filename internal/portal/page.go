package portal

import (
	"context"
	"net/http"
	"slices"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/look"
	"amends/internal/recovery"

	"github.com/a-h/templ"
)

// page is the customer's page as it stands now.
func (d *desk) page(ctx context.Context, who recovery.Actor, _ endpoint.None) (app.CustomerPage, error) {
	return d.App.CustomerPage(ctx, who)
}

// seen notes that the customer has opened the page. A browser or a mail program that only looks
// ahead is not the customer; and a page that cannot be noted is shown all the same.
func (d *desk) seen(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if byPerson(r) {
			who := endpoint.Who(r.Context())
			if err := d.App.Do(r.Context(), who, who.Case, recovery.SeePage{}); err != nil {
				endpoint.Note(r.Context(), d.Log, r.Pattern, err)
			}
		}
		next.ServeHTTP(w, r)
	})
}

func byPerson(r *http.Request) bool {
	ahead := r.Header.Get("Sec-Purpose") + r.Header.Get("Purpose") + r.Header.Get("X-Moz")
	return r.Method == http.MethodGet && ahead == ""
}

func (d *desk) showPage(w http.ResponseWriter, r *http.Request, page app.CustomerPage) error {
	return d.writePage(w, r, page, refused{no: endpoint.Refusal{Status: http.StatusOK}})
}

// refused is a form of the page that was not taken.
type refused struct {
	form string
	in   wish
	no   endpoint.Refusal
}

// again shows the page as it is now, with the form that was refused. Where something else was
// chosen meanwhile, in another window or on the phone, the page shows that.
func (d *desk) again(form string) endpoint.Again[wish] {
	return func(w http.ResponseWriter, r *http.Request, in wish, no endpoint.Refusal) error {
		page, err := d.App.CustomerPage(r.Context(), endpoint.Who(r.Context()))
		if err != nil {
			return err
		}
		return d.writePage(w, r, page, refused{form: form, in: in, no: no})
	}
}

func (d *desk) writePage(w http.ResponseWriter, r *http.Request, page app.CustomerPage, ref refused) error {
	p := endpoint.Words(r.Context())
	f := d.frame(r, p.T("Your case %s", number(page))).clocked(page.Now.UnixMilli())
	f.company = page.Company
	v := pageView{frame: f, page: page, refused: ref, here: pageOf(r)}
	if ref.form == "" {
		v.done = done(p, page, r.URL.Query().Get("done"))
	}
	return endpoint.HTML(w, r, ref.no.Status, customerPage(v))
}

// pageView is the customer's page.
type pageView struct {
	frame
	page    app.CustomerPage
	refused refused
	here    string // the page's own address, which is a secret
	done    string // what was just done, "" for nothing
}

// meant gives the words of a form back when that form was refused.
func (v pageView) meant(form string) wish {
	if v.refused.form != form {
		return wish{Channel: string(v.page.Contact.Channel), When: v.page.Contact.When}
	}
	return v.refused.in
}

// fault is what is wrong with a box of a form.
func (v pageView) fault(form, box string) string {
	if v.refused.form != form || v.refused.no.Field != box {
		return ""
	}
	return v.refused.no.Say
}

// refusal is said at the head of the page. Where a box that can be seen is at fault, the box says it.
func (v pageView) refusal() string {
	if v.refused.no.Kind == errs.Invalid && slices.Contains(boxes(v.refused.form), v.refused.no.Field) {
		return ""
	}
	return v.refused.no.Say
}

// boxes are those of a form beside which a fault is shown.
func boxes(form string) []string {
	switch form {
	case "choose":
		return []string{"option", "text"}
	case "word", "not-fixed":
		return []string{"text", "files"}
	case "answer":
		return []string{"fixed", "text"}
	case "contact":
		return []string{"channel", "when"}
	}
	return nil
}

// ended reports whether we believe that it is put right.
func (v pageView) ended() bool {
	return v.page.State == recovery.Resolved || v.page.State == recovery.Closed
}

func (v pageView) doingTitle() string {
	if v.ended() {
		return v.p.T("What we did")
	}
	return v.p.T("What we are doing")
}

// open reports whether a folded form is shown open: when it came back refused.
func (v pageView) open(form string) bool { return v.refused.form == form }

func (v pageView) textBox(form, label, hint string) look.FieldView {
	return look.FieldView{
		ID: form + "-text", Name: "text", Label: label, Hint: hint, Value: v.meant(form).Text,
		Error: v.fault(form, "text"), Attrs: remembered(),
	}
}

// remembered keeps the words of a box in the browser until they are sent, where scripts run.
func remembered() templ.Attributes { return templ.Attributes{"data-remember": true, "rows": "4"} }
