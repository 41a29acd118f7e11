package portal

import (
	"net/http"

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

// frame prepares a page, and lets other sites hold the form in a frame where the company allows it.
func (d *desk) frame(w http.ResponseWriter, r *http.Request, title string) frame {
	p, company := endpoint.Words(r.Context()), d.Company()
	f := frame{p: p, company: company, embed: embedded(r)}
	f.look = look.PageView{
		Lang: p.Lang(), Title: title, Site: company.Name, Body: "portal", Script: "portal.js", Assets: d.Assets,
	}
	if f.embed {
		endpoint.AllowFrames(w, d.Frames)
		f.look.Body = "portal embed"
	}
	return f
}

// private is for the pages behind a link.
func (f frame) private(now int64) frame {
	f.look.NoIndex = true
	f.look.Attrs = templ.Attributes{"data-now": now}
	return f
}
