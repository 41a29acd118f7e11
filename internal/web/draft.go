package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/recovery"
)

func readDraft(r *http.Request) (app.DraftIn, error) {
	c, err := pathCase(r)
	if err != nil {
		return app.DraftIn{}, err
	}
	f := endpoint.Colleague(r)
	version, err := strconv.ParseInt(f.Text("version", lineLong), 10, 64)
	if err != nil {
		version = 0
	}
	in := app.DraftIn{Case: c, Text: f.Text("text", textLong), Version: version}
	return in, f.Err()
}

// draft keeps what is being written. When somebody else kept newer words meanwhile, they are
// shown beside: neither is lost.
func (s *site) draft() http.Handler {
	view := func(w http.ResponseWriter, r *http.Request, d app.Draft) error {
		return endpoint.JSON(w, r, http.StatusOK, map[string]string{
			"version": strconv.FormatInt(d.Version, 10), "at": s.view(r).Clock(d.SavedAt),
		})
	}
	again := func(w http.ResponseWriter, r *http.Request, in app.DraftIn, no endpoint.Refusal) error {
		if no.Kind != errs.Conflict {
			return endpoint.JSON(w, r, no.Status, map[string]string{"say": no.Say})
		}
		c, err := s.Desk.Case(r.Context(), endpoint.Who(r.Context()), in.Case, "")
		if err != nil {
			return err
		}
		return endpoint.JSON(w, r, no.Status, map[string]string{
			"say": no.Say, "text": c.Draft.Text, "version": strconv.FormatInt(c.Draft.Version, 10),
		})
	}
	return endpoint.Form(s.surface, readDraft, s.Desk.SaveDraft, view, again)
}

// insertIn puts a template of the case into the draft.
type insertIn struct {
	app.DraftIn
	Key string
}

// insert adds a template's words to what is written, and keeps both as the draft.
func (s *site) insert() http.Handler {
	read := func(r *http.Request) (insertIn, error) {
		draft, err := readDraft(r)
		return insertIn{DraftIn: draft, Key: r.FormValue("template")}, err
	}
	use := func(ctx context.Context, who recovery.Actor, in insertIn) (insertIn, error) {
		c, err := s.Desk.Case(ctx, who, in.Case, "")
		if err != nil {
			return in, err
		}
		for _, t := range c.Templates {
			if t.Key == in.Key {
				in.Text = strings.TrimSpace(in.Text + "\n\n" + t.Body)
				_, err := s.Desk.SaveDraft(ctx, who, in.DraftIn)
				return in, err
			}
		}
		return in, errs.Missingf("This text is not in the playbook any more.")
	}
	view := func(w http.ResponseWriter, r *http.Request, in insertIn) error {
		http.Redirect(w, r, "/cases/"+in.Case.Text()+"#composer", http.StatusSeeOther)
		return nil
	}
	again := func(w http.ResponseWriter, r *http.Request, in insertIn, no endpoint.Refusal) error {
		return s.again(w, r, in.Case, no)
	}
	return endpoint.Form(s.surface, read, use, view, again)
}
