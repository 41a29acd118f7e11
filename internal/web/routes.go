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
		{"GET /customers", s.customers()},
		{"GET /customers/{id}", s.customer()},
		{"POST /customers/{id}", s.saveCustomer()},
		{"GET /customers/{id}/export", s.exportCustomer()},
		{"POST /customers/{id}/erase", s.eraseCustomer()},
		{"GET /team", s.team()},
		{"POST /team/{id}/away", s.goAway()},
		{"POST /team/{id}/back", s.comeBack()},
		{"GET /how", s.how()},
		{"GET /how.csv", s.howCSV()},
		{"GET /playbook", s.readPlaybook()},
		{"GET /playbook/change", s.changePlaybook()},
		{"GET /playbook/versions", s.playbookVersions()},
		{"GET /playbook/versions/{version}", s.readPlaybook()},
		{"POST /playbook/preview", s.previewPlaybook()},
		{"POST /playbook", s.savePlaybook()},
		{"GET /settings", s.people()},
		{"POST /settings/people", s.savePerson()},
		{"GET /settings/people/{id}", s.person()},
		{"POST /settings/people/{id}", s.savePerson()},
		{"POST /settings/people/{id}/link", s.linkPerson()},
		{"GET /settings/teams", s.teams()},
		{"POST /settings/teams", s.saveTeam()},
		{"GET /settings/hours", s.hours()},
		{"GET /settings/tokens", s.tokens()},
		{"POST /settings/tokens", s.createToken()},
		{"POST /settings/tokens/{id}/revoke", s.revokeToken()},
		{"POST /sign-out", s.signOut()},
		{"GET /demo/mail", s.mailbox()},
		{"POST /demo/clock", s.moveClock()},
		{"/", http.HandlerFunc(s.nothingHere)},
	}
}

// open are what needs no session.
func (s *site) open() []route {
	seldom := endpoint.NewLimit(knockEvery, knockBurst, s.Now).Each(s.surface, s.Client)
	return []route{
		{"GET /sign-in", s.signIn()},
		{"POST /sign-in", seldom(s.askSignIn())},
		{"GET /in/{token}", s.threshold()},
		{"POST /in/{token}", seldom(s.enter())},
		{"GET " + assetsAt + "{file}", endpoint.Assets(Bundle(), assetsAt)},
	}
}
