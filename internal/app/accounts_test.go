package app

import (
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// secretIn is the one-time secret at the end of a sign-in link.
func secretIn(t *testing.T, link string) string {
	t.Helper()
	secret, found := strings.CutPrefix(link, "https://care.example/in/")
	if !found || len(secret) < 40 {
		t.Fatalf("%q is no sign-in link", link)
	}
	return secret
}

func TestASignInLinkWorksOnce(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		link, err := d.app.SignInLink(d.t.Context(), d.ada, d.mara.Person)
		if err != nil {
			d.t.Fatal(err)
		}
		secret := secretIn(d.t, link)
		session, err := d.app.SignIn(d.t.Context(), secret)
		if err != nil {
			d.t.Fatal(err)
		}
		who, err := d.app.Session(d.t.Context(), session)
		if err != nil || who != d.mara {
			d.t.Errorf("the session is %+v (%v), want Mara's", who, err)
		}
		_, err = d.app.SignIn(d.t.Context(), secret)
		refused(d.t, err, errs.Denied)
		if places := storetest.Holding(d.t, d.at, session); len(places) > 0 {
			d.t.Errorf("the session's secret stands in %v", places)
		}
	})
}

func TestASignInLinkEnds(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		link, err := d.app.SignInLink(d.t.Context(), d.ada, d.mara.Person)
		if err != nil {
			d.t.Fatal(err)
		}
		d.clock.set(monday.Add(givenLife))
		_, err = d.app.SignIn(d.t.Context(), secretIn(d.t, link))
		refused(d.t, err, errs.Denied)
	})
}

func TestASessionEnds(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		sessions := map[string]string{}
		for _, name := range []string{"out", "old", "gone"} {
			sessions[name] = d.signIn("mara@care.example")
		}
		if err := d.app.SignOut(d.t.Context(), sessions["out"]); err != nil {
			d.t.Fatal(err)
		}
		_, err := d.app.Session(d.t.Context(), sessions["out"])
		refused(d.t, err, errs.Denied)
		d.clock.set(monday.Add(sessionLife - time.Second))
		if _, err := d.app.Session(d.t.Context(), sessions["old"]); err != nil {
			d.t.Errorf("a second before its end: %v", err)
		}
		d.fire(d.mara)
		_, err = d.app.Session(d.t.Context(), sessions["gone"])
		refused(d.t, err, errs.Denied)
		jon := d.signIn("jon@care.example")
		d.clock.set(d.clock.now().Add(sessionLife))
		_, err = d.app.Session(d.t.Context(), jon)
		refused(d.t, err, errs.Denied)
	})
}

// signIn signs a colleague in and gives the session's secret.
func (d *desk) signIn(email string) string {
	d.t.Helper()
	link, err := d.app.LinkFor(d.t.Context(), email)
	if err != nil {
		d.t.Fatal(err)
	}
	session, err := d.app.SignIn(d.t.Context(), secretIn(d.t, link))
	if err != nil {
		d.t.Fatal(err)
	}
	return session
}

// fire notes that somebody has left the company.
func (d *desk) fire(who Actor) {
	d.t.Helper()
	first, _, _ := strings.Cut(strings.ToLower(who.Name), " ")
	_, err := d.app.SavePerson(d.t.Context(), d.ada, PersonIn{
		ID: who.Person, Name: who.Name, Email: first + "@care.example", Role: who.Role, Team: d.team, Gone: true,
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

func TestAskSignInTellsNobodyWhoIsHere(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		d.fire(d.ines)
		for _, email := range []string{"nobody@care.example", "ines@care.example", "", " MARA@care.example "} {
			if err := d.app.AskSignIn(d.t.Context(), email); err != nil {
				d.t.Errorf("%q: %v", email, err)
			}
		}
		d.work()
		var sent []store.Post
		d.read(func(tx *store.Tx) (err error) {
			sent, err = tx.SentPost(1<<62, 10)
			return err
		})
		if len(sent) != 1 || sent[0].Address != "mara@care.example" {
			d.t.Fatalf("sent %+v, want one mail to Mara", sent)
		}
		_, after, _ := strings.Cut(sent[0].Text, "https://")
		link, _, _ := strings.Cut(after, "\n")
		if _, err := d.app.SignIn(d.t.Context(), secretIn(d.t, "https://"+link)); err != nil {
			d.t.Errorf("the mailed link: %v", err)
		}
	})
}

func TestPostIsForgottenOutsideTheDemo(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		d.app.demo = false
		if err := d.app.AskSignIn(d.t.Context(), "mara@care.example"); err != nil {
			d.t.Fatal(err)
		}
		if len(storetest.Holding(d.t, d.at, "care.example/in/")) == 0 {
			d.t.Fatal("the mail is not kept until it is sent")
		}
		d.work()
		if places := storetest.Holding(d.t, d.at, "care.example/in/"); len(places) > 0 {
			d.t.Errorf("a link that was sent stands in %v", places)
		}
	})
}

func TestTheFirstAdministrator(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a := newApp(t, s)
		first, made, err := a.FirstAdmin(t.Context())
		if err != nil || !made {
			t.Fatalf("made is %v, %v", made, err)
		}
		again, made, err := a.FirstAdmin(t.Context())
		if err != nil || made || again == "" || again == first {
			t.Errorf("before anybody signed in: link %q, made %v, %v; want a new link for the same", again, made, err)
		}
		session, err := a.SignIn(t.Context(), secretIn(t, again))
		if err != nil {
			t.Fatal(err)
		}
		who, err := a.Session(t.Context(), session)
		if err != nil || who.Role != recovery.Admin {
			t.Errorf("signed in as %+v, %v", who, err)
		}
		if link, made, err := a.FirstAdmin(t.Context()); link != "" || made || err != nil {
			t.Errorf("once they were in: link %q, made %v, %v", link, made, err)
		}
	})
}

func TestARevokedTokenIsDenied(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		token, err := d.app.CreateToken(d.t.Context(), d.ada, "shop", recovery.Lead)
		if err != nil {
			d.t.Fatal(err)
		}
		who, err := d.app.Bearer(d.t.Context(), token)
		if want := (Actor{Kind: recovery.ByToken, Name: "shop", Role: recovery.Lead}); err != nil || who != want {
			d.t.Errorf("the token is %+v (%v), want %+v", who, err, want)
		}
		_, err = d.app.CreateToken(d.t.Context(), d.ada, "shop", recovery.Lead)
		refused(d.t, err, errs.Invalid)
		v, err := d.app.Settings(d.t.Context(), d.ada)
		if err != nil || len(v.Tokens) != 1 || v.Tokens[0].UsedAt.IsZero() {
			d.t.Fatalf("tokens are %+v, %v; want one that was used", v.Tokens, err)
		}
		if err := d.app.RevokeToken(d.t.Context(), d.ada, v.Tokens[0].ID); err != nil {
			d.t.Fatal(err)
		}
		_, err = d.app.Bearer(d.t.Context(), token)
		refused(d.t, err, errs.Denied)
		_, err = d.app.Bearer(d.t.Context(), "amends_nothing")
		refused(d.t, err, errs.Denied)
		if _, err = d.app.CreateToken(d.t.Context(), d.ada, "shop", recovery.Lead); err != nil {
			d.t.Errorf("the name of a revoked token: %v", err)
		}
	})
}
