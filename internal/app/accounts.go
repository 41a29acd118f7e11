package app

import (
	"context"
	"strings"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
)

// How long what lets somebody in works, and how exactly the house knows when they were last here.
const (
	sessionLife = 14 * 24 * time.Hour
	mailedLife  = 15 * time.Minute // of a link that went by mail
	givenLife   = 24 * time.Hour   // of a link that was handed over
	seenEvery   = 5 * time.Minute
)

// SignInLink makes a one-time link for a colleague, for them alone to be given.
func (a *App) SignInLink(ctx context.Context, actor Actor, i id.Person) (string, error) {
	if err := allowed(actor, "invite"); err != nil {
		return "", err
	}
	var link string
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := personHere(tx, i)
		if err != nil {
			return err
		}
		if link, err = a.oneTimeLink(tx, p, givenLife); err != nil {
			return err
		}
		return tx.Audit(actor, "sign_in_link.made", "person:"+p.ID.Text())
	})
	return link, err
}

// oneTimeLink is a link that signs somebody in once. Only the hash of its secret is kept.
func (a *App) oneTimeLink(tx *store.Tx, p store.Person, life time.Duration) (string, error) {
	secret := newSecret()
	return a.base + "/in/" + secret, tx.AddSignIn(hashOf(secret), p.ID, tx.Now().Add(life))
}

// AskSignIn mails a one-time link. It answers the same whether the address is known or not.
func (a *App) AskSignIn(ctx context.Context, email string) error {
	return a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.PersonByEmail(strings.ToLower(strings.TrimSpace(clean(email))))
		if store.IsMissing(err) || (err == nil && p.Gone) {
			return nil
		}
		if err != nil {
			return err
		}
		link, err := a.oneTimeLink(tx, p, mailedLife)
		if err != nil {
			return err
		}
		return a.postSignIn(tx, p, link)
	})
}

// SignIn redeems a one-time token and gives the session's secret.
func (a *App) SignIn(ctx context.Context, token string) (secret string, err error) {
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		i, err := tx.TakeSignIn(hashOf(token))
		if store.IsMissing(err) {
			return errBadSignIn()
		}
		if err != nil {
			return err
		}
		p, err := personHere(tx, i)
		if err != nil {
			return errBadSignIn().Because(err)
		}
		secret = newSecret()
		if err := tx.AddSession(hashOf(secret), p.ID, tx.Now().Add(sessionLife)); err != nil {
			return err
		}
		if err := tx.SeePerson(p.ID); err != nil {
			return err
		}
		return tx.Audit(actorOf(p), "signed_in", "person:"+p.ID.Text())
	})
	return secret, err
}

// errBadSignIn is the same for a link that was used, has ended or never was.
func errBadSignIn() *errs.Error {
	return errs.Deniedf("This sign-in link does not work any more: each works once and for a short time. Ask for a new one.")
}

// SignOut ends a session; one that has ended is ended already.
func (a *App) SignOut(ctx context.Context, secret string) error {
	return a.store.Write(ctx, func(tx *store.Tx) error { return tx.EndSession(hashOf(secret)) })
}

// Session is who a session's secret belongs to; denied when it has ended.
func (a *App) Session(ctx context.Context, secret string) (Actor, error) {
	var p store.Person
	err := a.store.Read(ctx, func(tx *store.Tx) error {
		i, err := tx.Session(hashOf(secret))
		if err == nil {
			p, err = personHere(tx, i)
		}
		return err
	})
	if errs.Is(err, errs.Missing) {
		return Actor{}, errs.Deniedf("Your session has ended. Please sign in again.").Because(err)
	}
	if err != nil {
		return Actor{}, err
	}
	a.seen(ctx, p.SeenAt, func(tx *store.Tx) error { return tx.SeePerson(p.ID) })
	return actorOf(p), nil
}

// seen notes that somebody is here, seldom enough that reading a page stays reading. A disk that
// is full must not keep people from reading, so a failure is only logged.
func (a *App) seen(ctx context.Context, last time.Time, note func(*store.Tx) error) {
	if a.store.Now().Sub(last) < seenEvery {
		return
	}
	if err := a.store.Write(ctx, note); err != nil {
		a.log.WarnContext(ctx, "note that somebody is here", "err", err)
	}
}

func actorOf(p store.Person) Actor {
	return Actor{Kind: recovery.ByPerson, Person: p.ID, Role: p.Role, Team: p.Team, Name: p.Name}
}

// personHere is a colleague who has not left; errs.Missing for any other.
func personHere(tx *store.Tx, i id.Person) (store.Person, error) {
	p, err := tx.Person(i)
	if store.IsMissing(err) || (err == nil && p.Gone) {
		return store.Person{}, errNoPerson()
	}
	return p, err
}

func errNoPerson() *errs.Error { return errs.Missingf("There is no such colleague.") }

// firstEmail is the address of the first administrator until they set their own.
const firstEmail = "admin@localhost"

// FirstAdmin makes the first administrator of an empty house, with a one-time link for them. While
// nobody but they are in the house and they have never signed in, it gives a new link: the first
// one may have been lost. Else the link is "".
func (a *App) FirstAdmin(ctx context.Context) (link string, made bool, err error) {
	err = a.store.Write(ctx, func(tx *store.Tx) error {
		link, made = "", false
		people, err := tx.Colleagues()
		if err != nil {
			return err
		}
		if len(people) == 0 {
			made = true
			people = []store.Person{{ID: id.Person(tx.NewID()), Name: "Administrator", Email: firstEmail, Role: recovery.Admin}}
			if err := a.addFirst(tx, people[0]); err != nil {
				return err
			}
		}
		if len(people) == 1 && people[0].SeenAt.IsZero() {
			link, err = a.oneTimeLink(tx, people[0], givenLife)
		}
		return err
	})
	return link, made, err
}

func (a *App) addFirst(tx *store.Tx, p store.Person) error {
	if err := tx.SavePerson(p); err != nil {
		return err
	}
	tx.OnCommit(a.peopleChanged)
	return tx.Audit(recovery.System(), "person.added", aboutPerson(p))
}

// LinkFor is a one-time link for the colleague with an address, for whoever may use the command line.
func (a *App) LinkFor(ctx context.Context, email string) (string, error) {
	var link string
	err := a.store.Write(ctx, func(tx *store.Tx) error {
		p, err := tx.PersonByEmail(strings.ToLower(strings.TrimSpace(email)))
		if store.IsMissing(err) || (err == nil && p.Gone) {
			return errs.Missingf("Nobody here has the address %s.", email)
		}
		if err != nil {
			return err
		}
		if link, err = a.oneTimeLink(tx, p, givenLife); err != nil {
			return err
		}
		return tx.Audit(recovery.System(), "sign_in_link.made", "person:"+p.ID.Text())
	})
	return link, err
}
