package store

import (
	"errors"
	"time"

	"amends/internal/id"
	"amends/internal/recovery"
)

// Person is a colleague.
type Person struct {
	ID        id.Person
	Name      string
	Email     string // lower case
	Role      recovery.Role
	Team      id.Team
	TeamName  string
	Skills    []string
	AwayFrom  time.Time
	AwayUntil time.Time
	Gone      bool
	SeenAt    time.Time
	Owed      int // commitments owed now
}

// Away reports whether the person is absent at a moment, or gone.
func (p Person) Away(at time.Time) bool {
	return p.Gone || (!p.AwayUntil.IsZero() && !at.Before(p.AwayFrom) && at.Before(p.AwayUntil))
}

const sqlPeople = `
SELECT p.id, p.name, p.email, p.role, p.team_id, COALESCE(t.name, ''), p.skills, p.away_from_at, p.away_until_at, p.gone, p.seen_at,
	(SELECT COUNT(*) FROM commitments c WHERE c.owner_id = p.id AND c.owed)
FROM people p LEFT JOIN teams t ON t.id = p.team_id
ORDER BY p.id`

// People are all colleagues with what they owe, in the order they joined. A company's people are few:
// this is the one list without pages.
func (t *Tx) People() ([]Person, error) { return all(t, sqlPeople, scanPerson) }

const sqlColleagues = `
SELECT p.id, p.name, p.email, p.role, p.team_id, COALESCE(t.name, ''), p.skills, p.away_from_at, p.away_until_at, p.gone, p.seen_at, 0
FROM people p LEFT JOIN teams t ON t.id = p.team_id
ORDER BY p.id`

// Colleagues are all people without what they owe, for pages that show names: nothing is counted.
func (t *Tx) Colleagues() ([]Person, error) { return all(t, sqlColleagues, scanPerson) }

const sqlPerson = `
SELECT p.id, p.name, p.email, p.role, p.team_id, COALESCE(t.name, ''), p.skills, p.away_from_at, p.away_until_at, p.gone, p.seen_at, 0
FROM people p LEFT JOIN teams t ON t.id = p.team_id
WHERE p.id = $1`

// Person is one colleague; errs.Missing when there is none.
func (t *Tx) Person(i id.Person) (Person, error) { return one(t, sqlPerson, scanPerson, i) }

const sqlPersonByEmail = `
SELECT p.id, p.name, p.email, p.role, p.team_id, COALESCE(t.name, ''), p.skills, p.away_from_at, p.away_until_at, p.gone, p.seen_at, 0
FROM people p LEFT JOIN teams t ON t.id = p.team_id
WHERE p.email = $1`

// PersonByEmail finds a colleague by their address in lower case.
func (t *Tx) PersonByEmail(email string) (Person, error) {
	return one(t, sqlPersonByEmail, scanPerson, email)
}

func scanPerson(r row) (Person, error) {
	var p Person
	var skills JSON[[]string]
	var role string
	var from, until, seen int64
	err := r.Scan(&p.ID, &p.Name, &p.Email, &role, &p.Team, &p.TeamName, &skills, &from, &until, &p.Gone, &seen, &p.Owed)
	p.Role, p.Skills = recovery.Role(role), skills.V
	p.AwayFrom, p.AwayUntil, p.SeenAt = moment(from), moment(until), moment(seen)
	return p, err
}

const sqlSavePerson = `
INSERT INTO people (id, name, email, role, team_id, skills, away_from_at, away_until_at, gone, seen_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, role = excluded.role, team_id = excluded.team_id,
	skills = excluded.skills, away_from_at = excluded.away_from_at, away_until_at = excluded.away_until_at,
	gone = excluded.gone, seen_at = excluded.seen_at`

// SavePerson adds or changes a colleague; errs.Conflict when the address is somebody else's.
func (t *Tx) SavePerson(p Person) error {
	_, err := t.exec(sqlSavePerson, p.ID, p.Name, p.Email, string(p.Role), p.Team, asJSON(p.Skills), micros(p.AwayFrom), micros(p.AwayUntil), p.Gone, micros(p.SeenAt))
	return err
}

const sqlSeePerson = `UPDATE people SET seen_at = $2 WHERE id = $1`

// SeePerson notes that somebody is here now.
func (t *Tx) SeePerson(i id.Person) error {
	_, err := t.exec(sqlSeePerson, i, micros(t.now))
	return err
}

// Team is some colleagues.
type Team struct {
	ID   id.Team
	Name string
}

const sqlTeams = `SELECT id, name FROM teams ORDER BY name, id`

// Teams are all teams by name.
func (t *Tx) Teams() ([]Team, error) {
	return all(t, sqlTeams, func(r row) (Team, error) {
		var x Team
		return x, r.Scan(&x.ID, &x.Name)
	})
}

const sqlSaveTeam = `INSERT INTO teams (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name`

// SaveTeam adds or renames a team.
func (t *Tx) SaveTeam(x Team) error {
	_, err := t.exec(sqlSaveTeam, x.ID, x.Name)
	return err
}

const sqlOwedCasesOf = `
SELECT DISTINCT case_id FROM commitments WHERE owner_id = $1 AND owed AND case_id > $2 ORDER BY case_id LIMIT $3`

const sqlOwnedCasesOf = `
SELECT id FROM cases WHERE owner_id = $1 AND state = $2 AND id > $3 ORDER BY id LIMIT $4`

// CasesOf are the cases in which a colleague owes something, or which they own and which are not
// closed, after an id; at most limit of each sort, so a case may come twice.
func (t *Tx) CasesOf(p id.Person, after id.Case, limit int) ([]id.Case, error) {
	found, err := all(t, sqlOwedCasesOf, scalar[id.Case], p, after, limit)
	for _, state := range recovery.States() {
		if state == recovery.Closed || err != nil {
			continue
		}
		var more []id.Case
		more, err = all(t, sqlOwnedCasesOf, scalar[id.Case], p, string(state), after, limit)
		found = append(found, more...)
	}
	return found, err
}

// Session keeps somebody signed in.
const (
	sqlAddSession  = `INSERT INTO sessions (hash, person_id, ends_at) VALUES ($1, $2, $3)`
	sqlSession     = `SELECT person_id FROM sessions WHERE hash = $1 AND ends_at > $2`
	sqlEndSession  = `DELETE FROM sessions WHERE hash = $1`
	sqlEndSessions = `DELETE FROM sessions WHERE person_id = $1`
	sqlOldSessions = `DELETE FROM sessions WHERE ends_at <= $1`
	sqlStretch     = `UPDATE sessions SET ends_at = ends_at + $1 WHERE ends_at > $2`
	sqlOldSignIns  = `DELETE FROM sign_ins WHERE ends_at <= $1`
	sqlAddSignIn   = `INSERT INTO sign_ins (hash, person_id, ends_at) VALUES ($1, $2, $3)`
	sqlTakeSignIn  = `DELETE FROM sign_ins WHERE hash = $1 AND ends_at > $2 RETURNING person_id`
)

// AddSession keeps the hash of a session's secret.
func (t *Tx) AddSession(hash string, p id.Person, ends time.Time) error {
	_, err := t.exec(sqlAddSession, hash, p, micros(ends))
	return err
}

// Session is whose session it is; errs.Missing when it has ended.
func (t *Tx) Session(hash string) (id.Person, error) {
	return one(t, sqlSession, scalar[id.Person], hash, micros(t.now))
}

// EndSession ends one session.
func (t *Tx) EndSession(hash string) error {
	_, err := t.exec(sqlEndSession, hash)
	return err
}

// EndSessions ends every session of somebody.
func (t *Tx) EndSessions(p id.Person) error {
	_, err := t.exec(sqlEndSessions, p)
	return err
}

// StretchSessions lets every session that has not ended last that much longer: for a demo whose time
// is about to be moved.
func (t *Tx) StretchSessions(leap time.Duration) error {
	_, err := t.exec(sqlStretch, leap.Microseconds(), micros(t.now))
	return err
}

// AddSignIn keeps the hash of a one-time secret.
func (t *Tx) AddSignIn(hash string, p id.Person, ends time.Time) error {
	_, err := t.exec(sqlAddSignIn, hash, p, micros(ends))
	return err
}

// TakeSignIn uses a one-time secret up; errs.Missing when it was used or has ended.
func (t *Tx) TakeSignIn(hash string) (id.Person, error) {
	return one(t, sqlTakeSignIn, scalar[id.Person], hash, micros(t.now))
}

// DropEnded forgets sessions and one-time secrets that have ended.
func (t *Tx) DropEnded() error {
	_, a := t.exec(sqlOldSessions, micros(t.now))
	_, b := t.exec(sqlOldSignIns, micros(t.now))
	return errors.Join(a, b)
}

// Token lets another program in.
type Token struct {
	ID      id.Row
	Name    string
	Role    recovery.Role
	MadeAt  time.Time
	UsedAt  time.Time
	Revoked bool
}

const (
	sqlAddToken    = `INSERT INTO tokens (id, hash, name, role, made_at, used_at, revoked) VALUES ($1, $2, $3, $4, $5, 0, FALSE)`
	sqlToken       = `SELECT id, name, role, made_at, used_at, revoked FROM tokens WHERE hash = $1`
	sqlTokens      = `SELECT id, name, role, made_at, used_at, revoked FROM tokens ORDER BY id`
	sqlUseToken    = `UPDATE tokens SET used_at = $2 WHERE id = $1`
	sqlRevokeToken = `UPDATE tokens SET revoked = TRUE WHERE id = $1`
)

// AddToken keeps the hash of a token.
func (t *Tx) AddToken(hash string, x Token) error {
	_, err := t.exec(sqlAddToken, x.ID, hash, x.Name, string(x.Role), micros(x.MadeAt))
	return err
}

// Token finds a token by its hash, revoked ones too.
func (t *Tx) Token(hash string) (Token, error) { return one(t, sqlToken, scanToken, hash) }

// Tokens are all tokens, in the order they were made.
func (t *Tx) Tokens() ([]Token, error) { return all(t, sqlTokens, scanToken) }

// UseToken notes when a token was last used.
func (t *Tx) UseToken(i id.Row) error {
	_, err := t.exec(sqlUseToken, i, micros(t.now))
	return err
}

// RevokeToken makes a token worthless.
func (t *Tx) RevokeToken(i id.Row) error {
	n, err := t.exec(sqlRevokeToken, i)
	if err == nil && n == 0 {
		return errMissing
	}
	return err
}

func scanToken(r row) (Token, error) {
	var x Token
	var role string
	var made, used int64
	err := r.Scan(&x.ID, &x.Name, &role, &made, &used, &x.Revoked)
	x.Role, x.MadeAt, x.UsedAt = recovery.Role(role), moment(made), moment(used)
	return x, err
}

const sqlAudit = `INSERT INTO audit (id, at, actor, what, about) VALUES ($1, $2, $3, $4, $5)`

// Audit notes a change outside the cases.
func (t *Tx) Audit(who recovery.Actor, what, about string) error {
	_, err := t.exec(sqlAudit, t.NewID(), micros(t.now), who.Text(), what, about)
	return err
}
