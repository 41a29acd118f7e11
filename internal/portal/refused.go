package portal

import (
	"net/http"

	"amends/internal/endpoint"
	"amends/internal/errs"
)

// refuse shows a page that says what happened and how to reach the company all the same.
func (d *desk) refuse(w http.ResponseWriter, r *http.Request, no endpoint.Refusal) {
	p := endpoint.Words(r.Context())
	v := refusedView{frame: d.embeddable(w, r, d.frame(r, p.T("This did not work"))).quiet(), title: p.T("This did not work."), say: no.Say}
	switch no.Status {
	case http.StatusNotFound:
		v.title = p.T("There is nothing here.")
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		v.title = p.T("One moment, please.")
	case http.StatusInternalServerError:
		v.title, v.request = p.T("Something went wrong on our side."), no.Request
	}
	if err := endpoint.HTML(w, r, no.Status, refusedPage(v)); err != nil {
		http.Error(w, no.Say, no.Status)
	}
}

// notOpened answers a link that opens nothing: forged, expired and revoked ones alike, so that
// nobody learns whether there is a case behind it.
func (d *desk) notOpened(w http.ResponseWriter, r *http.Request, err error) {
	switch errs.KindOf(err) {
	case errs.Missing, errs.Denied, errs.Invalid:
		err = errs.Missingf("The link may be old, or a part of it was lost on the way. The newest mail from us has one that works. " +
			"If you have none, call us or write to us here; we find you by your name.").Because(err)
	}
	d.surface.Answer(w, r, err)
}

// refusedView is a page that says no.
type refusedView struct {
	frame
	title   string
	say     string
	request string // to quote on the phone, "" for none
}
