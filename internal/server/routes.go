package server

import (
	"context"
	"net/http"
	"strings"
	"time"

	"amends/internal/api"
	"amends/internal/endpoint"
	"amends/internal/look"
	"amends/internal/playbook"
	"amends/internal/portal"
	"amends/internal/web"
)

// assetsAt is where the pages of all surfaces find their styles and scripts; package web serves them.
const assetsAt = "/assets/"

// handler is the whole house as seen from outside.
func (s *Server) handler() (http.Handler, error) {
	pages, err := web.New(web.Config{
		Desk: s.App, Live: s.live, Log: s.log, Open: s.App.Session, Demo: s.Demo,
		Client: s.client(), Now: time.Now, Session: endpoint.Session{Secure: secure(s.base)},
	})
	if err != nil {
		return nil, err
	}
	assets, err := look.LoadAssets(web.Bundle(), assetsAt)
	if err != nil {
		return nil, err
	}
	if !assets.Built() {
		s.log.Warn("pages come without style and scripts, because the bundle was not built: run make build")
	}
	inside := http.NewServeMux()
	inside.Handle("/", pages)
	inside.Handle("GET /live", s.untilDrained(pages))
	inside.Handle(api.Prefix, api.New(api.Config{App: s.App, Open: s.App.Bearer, Log: s.log, Client: s.client(), PerSecond: s.APIRate, Now: time.Now}))
	portal.Routes(inside, portal.Config{
		App: s.App, Company: func() playbook.Company { return s.App.Policy().Company }, Assets: assets,
		Frames: s.frames(), Key: s.App.FormKey(), Client: s.client(), Log: s.log, Now: time.Now,
	})
	return s.outside(inside), nil
}

// outside adds what stands around all surfaces, and the two questions of whoever keeps us running.
func (s *Server) outside(inside http.Handler) http.Handler {
	framed := endpoint.Frame(endpoint.FrameConfig{
		Surface: endpoint.Surface{Log: s.log, Refuse: refuse}, Secure: secure(s.base), Zone: s.App.Zone, Client: s.client(),
	}, inside)
	mux := http.NewServeMux()
	mux.Handle("/", framed)
	mux.HandleFunc("GET /healthz", alive)
	mux.HandleFunc("GET /readyz", s.ready)
	return mux
}

// refuse answers what reached no surface, in the way of the one that was meant.
func refuse(w http.ResponseWriter, r *http.Request, no endpoint.Refusal) {
	if strings.HasPrefix(r.URL.Path, api.Prefix) {
		api.Refuse(w, r, no)
		return
	}
	say(w, no.Status, no.Say+"\n")
}

func (s *Server) client() endpoint.Client {
	if s.TrustProxy {
		return endpoint.Client{Header: "X-Forwarded-For"}
	}
	return endpoint.Client{}
}

// untilDrained ends streams when the server is on its way out; nothing else would end them.
func (s *Server) untilDrained(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(s.draining, cancel)()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
