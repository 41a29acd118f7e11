// Package portal is what customers see, without an account and without scripts: the public form
// for complaints and the page behind a customer's own signed link. It must not know a rule, the
// store or anything that is only for colleagues: it shows what package app gives it.
package portal

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/recovery"
)

// App is what the portal asks of package app.
type App interface {
	Complain(ctx context.Context, who recovery.Actor, in app.Complaint) (app.Receipt, error)
	Link(ctx context.Context, token string) (recovery.Actor, error)
	CustomerPage(ctx context.Context, who recovery.Actor) (app.CustomerPage, error)
	Do(ctx context.Context, who recovery.Actor, c id.Case, cmd recovery.Command) error
	Word(ctx context.Context, who recovery.Actor, in app.WordIn) error
	File(ctx context.Context, who recovery.Actor, f id.File) (app.File, io.ReadCloser, error)
}

// Config is what the portal stands on.
type Config struct {
	App     App
	Company func() playbook.Company // as the playbook has it now
	Assets  look.Assets
	Frames  []string // origins that may show the form in a frame: "https://www.northmill.example"
	Key     []byte   // signs when a form was opened; any 32 random bytes, one set for all processes
	Client  endpoint.Client
	Log     *slog.Logger
	Now     func() time.Time // the wall clock: for limits and forms, not for what is owed
}

// desk is the portal's handlers.
type desk struct {
	Config
	surface endpoint.Surface
	often   endpoint.Middleware // for pages behind a link: one limit for all of them
}

// How often one client may ask. A whole office may sit behind one address.
const (
	complainEvery, complainBurst = 10 * time.Second, 30
	pageEvery, pageBurst         = time.Second / 2, 60
)

// Routes adds the portal's routes to the house's.
func Routes(mux *http.ServeMux, c Config) {
	d := &desk{Config: c}
	d.surface = endpoint.Surface{Log: c.Log, Refuse: d.refuse}
	d.often = endpoint.NewLimit(pageEvery, pageBurst, c.Now).Each(d.surface, c.Client)
	d.complainRoutes(mux)
	d.pageRoutes(mux)
}

func (d *desk) complainRoutes(mux *http.ServeMux) {
	often := endpoint.NewLimit(complainEvery, complainBurst, d.Now).Each(d.surface, d.Client)
	send := endpoint.Form(d.surface, d.readComplaint, d.complain, d.thank, d.complainAgain)
	mux.Handle("GET /complain", endpoint.Page(d.surface, endpoint.Nothing, d.blank, d.showForm))
	mux.Handle("POST /complain", often(send))
	mux.Handle("GET /complain/thanks/{token}", d.linked(endpoint.Page(d.surface, endpoint.Nothing, d.page, d.showThanks)))
}

func (d *desk) pageRoutes(mux *http.ServeMux) {
	show := endpoint.Page(d.surface, endpoint.Nothing, d.page, d.showPage)
	mux.Handle("GET /c/{token}", d.linked(d.seen(show)))
	mux.Handle("GET /c/{token}/files/{file}", d.linked(http.HandlerFunc(d.file)))
	for name, f := range d.wishes() {
		form := endpoint.Form(d.surface, f.read, f.use, backTo(name), d.again(name))
		mux.Handle("POST /c/{token}/"+name, d.linked(form))
	}
}

// linked lets in whoever brings a customer's link.
func (d *desk) linked(next http.Handler) http.Handler {
	door := endpoint.Door(endpoint.InPath("token"), d.App.Link, d.notOpened)
	return d.often(unlisted(door(next)))
}

// unlisted keeps the pages behind links out of search engines. That no other site learns the link
// is the referrer policy of every page; see package endpoint.
func unlisted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		endpoint.NoIndex(w)
		next.ServeHTTP(w, r)
	})
}
