package web

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/look"
	"amends/internal/recovery"
)

// settingsSheet is what the pages of the settings show.
type settingsSheet struct {
	frame
	app.SettingsView
	Back form
}

// settings asks for everything the settings show.
func (s *site) settings(ctx context.Context, who recovery.Actor, _ endpoint.None) (app.SettingsView, error) {
	return s.Desk.Settings(ctx, who)
}

func (s *site) settingsSheet(w http.ResponseWriter, r *http.Request, v app.SettingsView, back form) settingsSheet {
	f := s.frame(w, r, "settings", "")
	f.Title = f.T("Settings")
	return settingsSheet{frame: f, SettingsView: v, Back: back}
}

// settingsPage is one of the settings, which a view draws.
func (s *site) settingsPage(draw func(settingsSheet) templ.Component) http.Handler {
	view := func(w http.ResponseWriter, r *http.Request, v app.SettingsView) error {
		sheet := s.settingsSheet(w, r, v, form{})
		return s.show(w, r, http.StatusOK, sheet.frame, draw(sheet))
	}
	return endpoint.Page(s.surface, endpoint.Nothing, s.settings, view)
}

// settingsAgain shows one of the settings with a refused form in it.
func (s *site) settingsAgain(w http.ResponseWriter, r *http.Request, no endpoint.Refusal, draw func(settingsSheet) templ.Component) error {
	if s.denied(w, r, no) {
		return nil
	}
	v, err := s.settings(r.Context(), endpoint.Who(r.Context()), endpoint.None{})
	if err != nil {
		return err
	}
	sheet := s.settingsSheet(w, r, v, refused(r, no))
	return s.show(w, r, no.Status, sheet.frame, draw(sheet))
}

// parts are the parts of the settings; current is where the reader is.
func (s settingsSheet) parts(current string) []look.NavItem {
	items := []look.NavItem{
		{Label: s.T("People"), Href: "/settings"}, {Label: s.T("Teams"), Href: "/settings/teams"},
		{Label: s.T("Hours and holidays"), Href: "/settings/hours"}, {Label: s.T("Tokens"), Href: "/settings/tokens"},
	}
	for i := range items {
		items[i].Current = items[i].Href == current
	}
	return items
}

// mayChange reports whether the reader may change people, teams and tokens: administrators.
func (s settingsSheet) mayChange() bool { return reaches(s.Who, recovery.Admin) }
