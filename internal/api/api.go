// Package api is the JSON surface under /api/v1 for other programs, with its OpenAPI 3.1 description
// made of the same types that serve it. It reads a request, asks a use case of package app and
// shapes the answer. It must not hold a rule or open a transaction, and what it answers is a
// promise to programs: fields are added, never renamed.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/recovery"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Prefix is where the API is mounted.
const Prefix = "/api/v1/"

// App is what the API asks of package app.
type App interface {
	Complain(ctx context.Context, who app.Actor, in app.Complaint) (app.Receipt, error)
	Cases(ctx context.Context, who app.Actor, in app.CasesIn) (app.Cases, error)
	Case(ctx context.Context, who app.Actor, c id.Case, before string) (app.CaseView, error)
	CaseEvents(ctx context.Context, who app.Actor, c id.Case, after int64, limit int) ([]recovery.Recorded, error)
	Do(ctx context.Context, who app.Actor, c id.Case, cmd recovery.Command) error
	Reply(ctx context.Context, who app.Actor, in app.ReplyIn) (app.ReplyOut, error)
	SaveDraft(ctx context.Context, who app.Actor, in app.DraftIn) (app.Draft, error)
	Customers(ctx context.Context, who app.Actor, in app.CustomersIn) (app.Customers, error)
	Customer(ctx context.Context, who app.Actor, c id.Customer, after string) (app.CustomerView, error)
	Playbook(ctx context.Context, who app.Actor, version int64, after string) (app.PlaybookView, error)
}

// Config is what the API stands on.
type Config struct {
	App       App
	Open      endpoint.Open // whose a token is: app.Bearer
	Log       *slog.Logger
	Client    endpoint.Client
	PerSecond int // requests one address may make
	Now       func() time.Time
}

// desk is the API's operations over one house.
type desk struct {
	Config
	surface endpoint.Surface
}

// New is the API as one handler, for Prefix.
func New(c Config) http.Handler {
	d := &desk{Config: c, surface: endpoint.Surface{Log: c.Log, Refuse: Refuse}}
	mux := http.NewServeMux()
	d.register(humago.New(mux, settings()))
	known := d.known(mux)
	door := endpoint.Door(endpoint.Bearer, c.Open, d.noKey)
	often := endpoint.NewLimit(time.Second/time.Duration(c.PerSecond), c.PerSecond, c.Now).Each(d.surface, c.Client)
	inside := door(known)
	return often(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, Prefix+"openapi") {
			known.ServeHTTP(w, r)
			return
		}
		inside.ServeHTTP(w, r)
	}))
}

func settings() huma.Config {
	c := huma.DefaultConfig("Amends", "1")
	c.Info.Description = "Complaints in, recovery out. Every id is a string. Errors are problems (RFC 9457) with the field named. " +
		"Make a token with `amends token create` and send it as a bearer token."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = Prefix+"openapi", "", ""
	c.CreateHooks = nil // they add $schema links, which nobody here follows
	c.Transformers = []huma.Transformer{plainProblem}
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}}
	c.Security = []map[string][]string{{"token": {}}}
	return c
}

func (d *desk) register(api huma.API) {
	d.complaintRoutes(api)
	d.caseRoutes(api)
	d.workRoutes(api)
	d.customerRoutes(api)
	d.playbookRoutes(api)
}

// known answers addresses and methods that do not exist with problems, where the mux has plain text.
func (d *desk) known(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		asked := &statusOnly{header: w.Header()}
		mux.ServeHTTP(asked, r)
		no := endpoint.Refusal{Status: asked.status, Request: endpoint.RequestID(r.Context()), Say: "There is no such address in this API."}
		if asked.status == http.StatusMethodNotAllowed {
			no.Say = "This address does not take this method."
		}
		Refuse(w, r, no)
	})
}

// statusOnly keeps the headers and the status of an answer and drops its text.
type statusOnly struct {
	header http.Header
	status int
}

func (s *statusOnly) Header() http.Header         { return s.header }
func (s *statusOnly) WriteHeader(status int)      { s.status = status }
func (s *statusOnly) Write(b []byte) (int, error) { return len(b), nil }

// op describes an operation. Its refusals are the problem of this package.
func op(api huma.API, method, path, name, summary string, status int) huma.Operation {
	schema := api.OpenAPI().Components.Schemas.Schema(typeOfProblem(), true, "Problem")
	return huma.Operation{
		OperationID: name, Method: method, Path: Prefix + path, Summary: summary, DefaultStatus: status,
		Responses: map[string]*huma.Response{"default": {
			Description: "A refusal", Content: map[string]*huma.MediaType{problemType: {Schema: schema}},
		}},
	}
}

// serve lets a use case answer an operation; what it refuses becomes a problem, logged once.
func serve[In, Out any](d *desk, use func(ctx context.Context, who app.Actor, in *In) (*Out, error)) func(context.Context, *In) (*Out, error) {
	return func(ctx context.Context, in *In) (*Out, error) {
		out, err := use(ctx, endpoint.Who(ctx), in)
		if err != nil {
			endpoint.Note(ctx, d.Log, "api", err)
			return nil, problemOf(endpoint.RefusalOf(ctx, err))
		}
		return out, nil
	}
}
