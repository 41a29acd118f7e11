package web

import (
	"net/http"

	"amends/internal/endpoint"
)

// route is one line of the table of pages.
type route struct {
	pattern string
	handler http.Handler
}

// rooms are the pages behind the door: for colleagues who have signed in.
func (s *site) rooms() []route {
	return []route{
		{"GET /{$}", s.today()},
		{"GET /cases", s.cases()},
		{"GET /cases/new", s.newCase()},
		{"POST /cases", s.logComplaint()},
		{"GET /cases/{id}", s.casePage()},
		{"POST /cases/{id}/reply", s.reply()},
		{"POST /cases/{id}/check", s.check()},
		{"POST /cases/{id}/note", s.note()},
		{"POST /cases/{id}/call", s.call()},
		{"POST /cases/{id}/draft", s.draft()},
		{"POST /cases/{id}/insert", s.insert()},
		{"POST /cases/{id}/coach", s.coach()},
		{"POST /cases/{id}/{command}", s.command()},
		{"GET /find", s.find()},
		{"GET /live", s.listen()},
		{"POST /demo/clock", s.moveClock()},
		{"/", http.HandlerFunc(s.nothingHere)},
	}
}

// open are what needs no session.
func (s *site) open() []route {
	return []route{
		{"GET " + assetsAt + "{file}", endpoint.Assets(Bundle(), assetsAt)},
	}
}
