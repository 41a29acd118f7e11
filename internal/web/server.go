// Package web is the colleagues' pages: Today, cases, the case itself and what belongs to running
// the house. It reads a request, asks a use case of package app and shows the read model it gives.
// It must not hold a rule, open a transaction or know the store; what may be done is decided below.
package web

import (
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"amends/internal/endpoint"
	"amends/internal/live"
	"amends/internal/look"
)

//go:embed all:dist
var dist embed.FS

// Bundle is the styles, scripts and fonts of all surfaces, as ui/build made them.
func Bundle() fs.FS {
	bundle, err := fs.Sub(dist, "dist")
	if err != nil {
		return dist
	}
	return bundle
}

// assetsAt is where the bundle is served.
const assetsAt = "/assets/"

// Config is what the pages stand on.
type Config struct {
	Desk    Desk
	Live    *live.Hub
	Log     *slog.Logger
	Session endpoint.Session
	Open    endpoint.Open // whose a session is: app.Session
	Client  endpoint.Client
	Now     func() time.Time // the wall clock: for limits, not for what is owed
	Demo    bool             // the clock can be moved and the mailbox read
}

// How often one client may ask to come in: each time a mail leaves or a secret is tried. A whole
// office may sit behind one address.
const (
	knockEvery, knockBurst = 10 * time.Second, 20
)

// site is the pages over one house.
type site struct {
	Config
	assets  look.Assets
	surface endpoint.Surface
}

// New is the colleagues' pages as one handler. Its texts are those of endpoint.Words.
func New(c Config) (http.Handler, error) {
	assets, err := look.LoadAssets(Bundle(), assetsAt)
	if err != nil {
		return nil, err
	}
	s := &site{Config: c, assets: assets}
	s.surface = endpoint.Surface{Log: c.Log, Refuse: s.refuse}
	return s.mux(), nil
}

func (s *site) mux() *http.ServeMux {
	mux := http.NewServeMux()
	door := endpoint.Door(s.Session.Key, s.Open, s.turnedAway)
	for _, r := range s.rooms() {
		mux.Handle(r.pattern, door(endpoint.Sized(endpoint.FormSize)(r.handler)))
	}
	for _, r := range s.open() {
		mux.Handle(r.pattern, endpoint.Sized(endpoint.FormSize)(r.handler))
	}
	return mux
}

// turnedAway leads whoever has no session to the sign-in page; scripts get the refusal itself.
func (s *site) turnedAway(w http.ResponseWriter, r *http.Request, err error) {
	if r.Method == http.MethodGet && r.Header.Get("X-Fragment") == "" && endpoint.StatusOf(err) == http.StatusForbidden {
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return
	}
	s.surface.Answer(w, r, err)
}
