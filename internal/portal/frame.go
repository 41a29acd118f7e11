package portal

import (
	"net/http"
	"strconv"

	"amends/internal/endpoint"
	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/words"

	"github.com/a-h/templ"
)

// frame is what every page of the portal has.
type frame struct {
	p       *words.Printer
	look    look.PageView
	company playbook.Company
	embed   bool
}

// frame prepares a page.
func (d *desk) frame(r *http.Request, title string) frame {
	p, company := endpoint.Words(r.Context()), d.Company()
	return frame{p: p, company: company, look: look.PageView{
		Lang: p.Lang(), Title: title, Site: company.Name, Body: "portal", Script: "portal.js", Assets: d.Assets,
	}}
}

// embeddable lets other sites of the company hold the page in a frame, when it is asked for so. The
// customer's own page never is: what somebody lays over it could choose in their name.
func (d *desk) embeddable(w http.ResponseWriter, r *http.Request, f frame) frame {
	if embedded(r) {
		endpoint.AllowFrames(w, d.Frames)
		f.embed = true // on its own paper: what colours the other site has is not known
	}
	return f
}

// clocked tells the scripts the house's clock, in milliseconds: it may differ from the reader's.
func (f frame) clocked(now int64) frame {
	f.look.Attrs = templ.Attributes{"data-now": strconv.FormatInt(now, 10)}
	return f
}

// quiet is for a page that has one thing to say.
func (f frame) quiet() frame {
	f.look.Body = "door"
	return f
}
