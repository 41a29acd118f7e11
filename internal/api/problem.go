package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"

	"amends/internal/endpoint"
	"amends/internal/errs"

	"github.com/danielgtaylor/huma/v2"
)

const problemType = "application/problem+json"

// Problem is a refusal as RFC 9457 has it, with the field that is wrong named.
type Problem struct {
	Type    string `json:"type" doc:"Always about:blank: the status and the field say it."`
	Title   string `json:"title"`
	Status  int    `json:"status"`
	Detail  string `json:"detail" doc:"What happened and what to do, for people."`
	Field   string `json:"field,omitempty" doc:"The field that is wrong, as body.from.email."`
	Errors  []Flaw `json:"errors,omitempty" doc:"All that is wrong, where it is more than one thing."`
	Request string `json:"request,omitempty" doc:"The name of the request in our log."`
}

// Flaw is one thing that is wrong with a request.
type Flaw struct {
	Message  string `json:"message"`
	Location string `json:"location,omitempty"`
}

func typeOfProblem() reflect.Type { return reflect.TypeFor[Problem]() }

// Error is for the log.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the status of HTTP.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of problems, whatever was negotiated.
func (p *Problem) ContentType(string) string { return problemType }

func problemOf(no endpoint.Refusal) *Problem {
	p := &Problem{
		Type: "about:blank", Title: http.StatusText(no.Status), Status: no.Status, Detail: no.Say, Field: bodyField(no.Field), Request: no.Request,
	}
	if p.Field != "" {
		p.Errors = []Flaw{{Message: no.Say, Location: p.Field}}
	}
	return p
}

// bodyField is where the API has what the use cases name by itself.
func bodyField(field string) string {
	if field == "" || strings.HasPrefix(field, "query.") {
		return field
	}
	switch field {
	case "name", "email", "phone":
		return "body.from." + field
	case "due":
		return "body.due_at"
	}
	return "body." + field
}

// Refuse answers with a problem. It is for whatever refuses before an operation is reached.
func Refuse(w http.ResponseWriter, _ *http.Request, no endpoint.Refusal) {
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(no.Status)
	_ = json.NewEncoder(w).Encode(problemOf(no)) // the asker may have gone
}

// noKey refuses who brings no token, or one that opens nothing: 401 (RFC 6750), not 403.
func (d *desk) noKey(w http.ResponseWriter, r *http.Request, err error) {
	if !errs.Is(err, errs.Denied) && !errs.Is(err, errs.Missing) {
		d.surface.Answer(w, r, err)
		return
	}
	no := endpoint.RefusalOf(r.Context(), errs.Deniedf("Send a valid API token as a bearer token. `amends token create` makes one.").Because(err))
	no.Status = http.StatusUnauthorized
	w.Header().Set("WWW-Authenticate", `Bearer realm="amends"`)
	Refuse(w, r, no)
}

// plainProblem makes the refusals of the JSON reader problems of ours: with the field named and
// without what was sent, which may be large or private.
func plainProblem(ctx huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	no := endpoint.Refusal{Status: m.Status, Request: endpoint.RequestID(ctx.Context()), Say: sayOf(m)}
	p := problemOf(no)
	for _, e := range m.Errors {
		p.Errors = append(p.Errors, Flaw{Message: sentence(e.Message), Location: e.Location})
	}
	if len(p.Errors) > 0 {
		p.Field = p.Errors[0].Location
	}
	return p, nil
}

func sayOf(m *huma.ErrorModel) string {
	switch {
	case m.Status == http.StatusRequestEntityTooLarge:
		return "That is more than we can take at once. Please send less."
	case m.Status >= http.StatusInternalServerError:
		return "Something went wrong on our side. Please try again."
	case m.Status == http.StatusUnsupportedMediaType:
		return "Send JSON, with the content type application/json."
	case len(m.Errors) > 0 && m.Status == http.StatusBadRequest:
		return "The body is not JSON that can be read: " + m.Errors[0].Message + "."
	case len(m.Errors) > 0:
		return "The request does not fit: " + m.Errors[0].Location + " " + m.Errors[0].Message + "."
	}
	return sentence(m.Detail)
}

func sentence(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + strings.TrimSuffix(text[1:], ".") + "."
}
