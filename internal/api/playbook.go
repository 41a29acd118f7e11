package api

import (
	"context"
	"net/http"
	"time"

	"amends/internal/app"

	"github.com/danielgtaylor/huma/v2"
)

func (d *desk) playbookRoutes(api huma.API) {
	huma.Register(api, op(api, http.MethodGet, "playbook", "get-playbook", "The company's playbook", http.StatusOK), serve(d, d.playbook))
}

type playbookIn struct {
	Version int64 `query:"version" minimum:"0" doc:"An earlier version; the one in force when left out."`
}

type playbookOut struct {
	Body struct {
		Version int64     `json:"version"`
		At      time.Time `json:"at"`
		By      string    `json:"by"`
		Note    string    `json:"note,omitempty"`
		Source  string    `json:"source" doc:"The YAML file, comments and all."`
	}
}

func (d *desk) playbook(ctx context.Context, who app.Actor, in *playbookIn) (*playbookOut, error) {
	v, err := d.App.Playbook(ctx, who, in.Version, "")
	if err != nil {
		return nil, err
	}
	out := &playbookOut{}
	out.Body.Version, out.Body.At, out.Body.By, out.Body.Note, out.Body.Source = v.Version.Version, v.Version.At, v.Version.By, v.Version.Note, v.Source
	return out, nil
}
