package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

func TestADraftKnowsItsVersion(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		save := func(text string, by id.Person, seq, on int64) (version int64, err error) {
			err = s.Write(t.Context(), func(tx *store.Tx) (err error) {
				version, err = tx.SaveDraft(7, store.Draft{Text: text, Person: by, Seq: seq}, on)
				return err
			})
			return version, err
		}
		for _, x := range []struct {
			text         string
			by           id.Person
			seq, on      int64
			version      int64
			refused      bool
			stands       string
			begunAt, now int64
		}{
			{"Dear Rosa", 1, 4, 0, 1, false, "Dear Rosa", 4, 1},
			{"Dear Rosa, I", 1, 5, 1, 2, false, "Dear Rosa, I", 4, 2},
			{"Hello", 2, 6, 1, 0, true, "Dear Rosa, I", 4, 2},
			{"Hello", 2, 6, 0, 0, true, "Dear Rosa, I", 4, 2},
			{"", 2, 6, 2, 3, false, "", 4, 3},
			{"Anew", 2, 9, 3, 4, false, "Anew", 9, 4},
		} {
			version, err := save(x.text, x.by, x.seq, x.on)
			if version != x.version || x.refused != errs.Is(err, errs.Conflict) || !x.refused && err != nil {
				t.Errorf("%q on %d: version %d, %v", x.text, x.on, version, err)
			}
			read(t, s, func(tx *store.Tx) error {
				d, err := tx.Draft(7)
				if d.Text != x.stands || d.Seq != x.begunAt || d.Version != x.now {
					t.Errorf("after %q on %d stands %+v", x.text, x.on, d)
				}
				return err
			})
		}
		write(t, s, func(tx *store.Tx) error { return tx.ClearDraft(7) })
		if _, err := save("late", 1, 1, 4); !errs.Is(err, errs.Conflict) {
			t.Errorf("a draft written on one that was sent: %v", err)
		}
	})
}

func TestAnIntakeIsKeptOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for i, x := range []struct {
			source, key string
			added       bool
		}{
			{"form", "a", true}, {"form", "a", false}, {"mail", "a", true}, {"form", "A", true},
			{"form", "", true}, {"form", "", true}, {"mail", "", true},
		} {
			write(t, s, func(tx *store.Tx) error {
				added, err := tx.AddIntake(store.Intake{ID: id.Intake(i + 1), Source: x.source, Key: x.key, At: monday(), Raw: []byte{0, 255, byte(i)}})
				if added != x.added {
					t.Errorf("%s %q: added %v, want %v", x.source, x.key, added, x.added)
				}
				return err
			})
		}
		write(t, s, func(tx *store.Tx) error { return tx.Understood(1, 9) })
		read(t, s, func(tx *store.Tx) error {
			first, err := tx.IntakeByKey("form", "a")
			if err != nil || first.ID != 1 || first.Case != 9 || !slices.Equal(first.Raw, []byte{0, 255, 0}) {
				t.Errorf("the first with its key: %+v, %v", first, err)
			}
			var waiting []id.Intake
			list, err := tx.IntakesWaiting(monday().Add(time.Second), 0, 3)
			for _, x := range list {
				waiting = append(waiting, x.ID)
			}
			if !slices.Equal(waiting, []id.Intake{3, 4, 5}) {
				t.Errorf("not understood yet: %v", waiting)
			}
			return err
		})
	})
}

func TestANoticeWakesOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		appendTo(t, s, 7, life()[0])
		for i, x := range []struct {
			person id.Person
			rung   string
			added  bool
		}{{1, "owner", true}, {1, "owner", false}, {1, "lead", true}, {2, "owner", true}} {
			write(t, s, func(tx *store.Tx) error {
				added, err := tx.AddNotice(store.Notice{ID: id.Row(i + 1), Person: x.person, At: monday(), Case: 7, Commitment: 11, What: "Call", Rung: x.rung})
				if added != x.added {
					t.Errorf("%d %s: woken %v, want %v", x.person, x.rung, added, x.added)
				}
				return err
			})
		}
		write(t, s, func(tx *store.Tx) error { return tx.SeeNotices(1, 7) })
		read(t, s, func(tx *store.Tx) error {
			mine, err := tx.Notices(1, 10)
			theirs, err2 := tx.Notices(2, 10)
			if len(mine) != 0 || len(theirs) != 1 || err2 != nil {
				t.Errorf("seen %v, not seen %v: %v", mine, theirs, err2)
			}
			return err
		})
	})
}

func TestAnAddressBelongsToOneCustomer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(tx *store.Tx) error {
			for _, c := range []store.Customer{
				{ID: 1, Name: "Rosa", Email: " Rosa@Mail.example ", Phone: "+49 (30) 12-34"},
				{ID: 2, Name: "Also Rosa", Email: "rosa@mail.example"},
				{ID: 1, Name: "Rosa Blum", Email: "blum@mail.example", Phone: "+49301234"},
			} {
				if err := tx.SaveCustomer(c); err != nil {
					return err
				}
			}
			return nil
		})
		read(t, s, func(tx *store.Tx) error {
			for kind, value := range map[string]string{"email": "ROSA@mail.example", "phone": "+49 30 1234"} {
				c, err := tx.CustomerByContact(kind, store.ContactValue(kind, value))
				if err != nil || c.ID != 1 {
					t.Errorf("%s %s is %d's, want 1's: %v", kind, value, c.ID, err)
				}
			}
			all, err := tx.ContactsOf(1)
			if want := []string{"email:blum@mail.example", "email:rosa@mail.example", "phone:+49301234"}; !slices.Equal(all, want) {
				t.Errorf("addresses %v, want %v", all, want)
			}
			return err
		})
	})
}

func TestWordsAreFoundByTheirBeginning(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		long := strings.Repeat("ä", 60)
		write(t, s, func(tx *store.Tx) error {
			for i, name := range []string{"Rosa Blüm", "Rosalie O'Hara", "Émile Zola", long, "100% Rosa_"} {
				if err := tx.SaveCustomer(store.Customer{ID: id.Customer(i + 1), Name: name, Email: "x" + string(rune('a'+i)) + "@mail.example"}); err != nil {
					return err
				}
			}
			return tx.IndexCase(9, "Rosa-1")
		})
		find := func(kind, word string, want ...int64) {
			t.Helper()
			read(t, s, func(tx *store.Tx) error {
				got, err := tx.FindRefs(kind, word, 50)
				slices.Sort(got)
				if got = slices.Compact(got); !slices.Equal(got, want) {
					t.Errorf("%s %q: %v, want %v", kind, word, got, want)
				}
				return err
			})
		}
		find("customer", "rosa", 1, 2, 5)
		find("customer", "ROSAL", 2)
		find("customer", "blü", 1)
		find("customer", "é", 3)
		find("customer", "hara", 2)
		find("customer", "%")
		find("customer", "osa")
		find("customer", "")
		find("customer", long, 4)
		find("customer", "xc@mail.ex", 3)
		find("case", "rosa", 9)
		write(t, s, func(tx *store.Tx) error { return tx.SaveCustomer(store.Customer{ID: 1, Name: "Iris"}) })
		find("customer", "rosa", 2, 5)
		find("customer", "iris", 1)
	})
}

func TestErasedWordsAreGone(t *testing.T) {
	t.Parallel()
	storetest.EachConfig(t, func(t *testing.T, c store.Config) {
		s := storetest.OpenConfig(t, c)
		write(t, s, func(tx *store.Tx) error {
			for _, m := range []store.Message{
				{ID: 1, Case: 7, Direction: "in", Text: "my secret", Files: []store.File{{ID: 1, Name: "secret.jpg", Hash: "h1"}, {ID: 2, Name: "b", Hash: "h2"}}},
				{ID: 2, Case: 8, Direction: "in", Text: "another's", Files: []store.File{{ID: 3, Name: "b", Hash: "h2"}}},
			} {
				if err := tx.AddMessage(m); err != nil {
					return err
				}
			}
			if _, err := tx.AddIntake(store.Intake{ID: 1, Source: "mail", Key: "secret-key", Raw: []byte("secret"), Case: 7}); err != nil {
				return err
			}
			if _, err := tx.AddNotice(store.Notice{ID: 1, Person: 1, Case: 7, What: "secret"}); err != nil {
				return err
			}
			_, err := tx.SaveDraft(7, store.Draft{Text: "secret"}, 0)
			return err
		})
		write(t, s, func(tx *store.Tx) error {
			forgotten, err := tx.EraseWords(7)
			if !slices.Equal(forgotten, []string{"h1"}) {
				t.Errorf("bodies nobody holds: %v, want h1: another case has h2", forgotten)
			}
			return err
		})
		if places := storetest.Holding(t, c, "secret"); len(places) > 0 {
			t.Errorf("still in %v", places)
		}
		if places := storetest.Holding(t, c, "another"); len(places) != 1 {
			t.Errorf("another customer's words stand in %v", places)
		}
	})
}

func TestAMessageComesBackWithItsFiles(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		m := store.Message{
			ID: 3, Case: 7, Direction: "out", Channel: recovery.Mail, Purpose: recovery.PurposeReply, Author: 5, Subject: "Re: Paket", Text: "Liebe Rosa,\n…",
			Quoted: "> alt", At: monday(), State: "queued", SendAt: monday().Add(time.Minute), Address: "rosa@mail.example", MailID: "3@care", Reason: "why",
			Files: []store.File{{ID: 1, Case: 7, Message: 3, Name: "a.pdf", Type: "application/pdf", Size: 3, Hash: "h"}},
		}
		write(t, s, func(tx *store.Tx) error { return tx.AddMessage(m) })
		read(t, s, func(tx *store.Tx) error {
			got, err := tx.Message(3)
			if a, b := text(t, got), text(t, m); a != b {
				t.Errorf("got %s, want %s", a, b)
			}
			if c, err := tx.CaseOfMail("3@care"); err != nil || c != 7 {
				t.Errorf("the mail belongs to %d: %v", c, err)
			}
			return err
		})
	})
}
