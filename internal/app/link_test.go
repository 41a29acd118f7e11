package app

import (
	"encoding/base64"
	"io"
	"path"
	"strings"
	"testing"
	"time"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/store"
)

func tokenOf(r Receipt) string { return path.Base(r.PageURL) }

func TestALinkOpensOneCaseUntilItEnds(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		ann, bob := d.complain("Ann Doe", "My parcel never came."), d.complain("Bob Ray", "My cup broke.")
		who, err := d.app.Link(t.Context(), tokenOf(ann))
		d.must(err)
		if who.Kind != recovery.ByCustomer || who.Case != ann.Case || who.Customer != d.state(ann.Case).Customer {
			t.Fatalf("the link is %+v", who)
		}
		refused(t, d.app.Do(t.Context(), who, bob.Case, recovery.Prefer{Contact: recovery.Contact{Channel: recovery.Phone}}), errs.Missing)
		d.clock.set(monday.Add(linkLife))
		_, err = d.app.Link(t.Context(), tokenOf(ann))
		d.must(err)
		d.clock.set(monday.Add(linkLife + 25*time.Hour))
		_, err = d.app.Link(t.Context(), tokenOf(ann))
		refused(t, err, errs.Missing)
	})
}

// Every part of a link is signed: the case, the epoch, the day it ends, and the signature itself.
func TestAForgedLinkOpensNothing(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		good, err := base64.RawURLEncoding.DecodeString(tokenOf(d.complain("Ann Doe", "My parcel never came.")))
		d.must(err)
		for i := range good {
			forged := append([]byte{}, good...)
			forged[i] ^= 1
			_, err := d.app.Link(t.Context(), base64.RawURLEncoding.EncodeToString(forged))
			refused(t, err, errs.Missing)
		}
		for _, token := range []string{"", "x", strings.Repeat("A", 43), d.app.replyToken(d.cases()[0].ID), base64.RawURLEncoding.EncodeToString(good[:len(good)-1])} {
			_, err := d.app.Link(t.Context(), token)
			refused(t, err, errs.Missing)
		}
	})
}

// Whoever was shut out still has what the complaint was sent with, and may send it again.
func TestARevokedLinkDoesNotComeBack(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		in := Complaint{Channel: recovery.Form, Key: "of the form", Name: "Ann", Email: "ann@mail.example", Text: "My parcel never came."}
		first, err := d.app.Complain(t.Context(), Actor{}, in)
		d.must(err)
		d.do(d.mara, first.Case, recovery.RevokeLink{})
		again, err := d.app.Complain(t.Context(), Actor{}, in)
		d.must(err)
		if !again.Again || again.Case != first.Case {
			t.Errorf("the same complaint twice: %+v", again)
		}
		for _, r := range []Receipt{first, again} {
			_, err = d.app.Link(t.Context(), tokenOf(r))
			refused(t, err, errs.Missing)
		}
	})
}

func TestACustomerOpensOnlyTheirOwnFiles(t *testing.T) {
	t.Parallel()
	each(t, func(d *desk) {
		send := func(name string) (Actor, id.File) {
			r, err := d.app.Complain(t.Context(), Actor{}, Complaint{
				Channel: recovery.Form, Name: name, Email: name + "@mail.example", Text: "See the picture.",
				Files: []Upload{{Name: "cup.jpg", Type: "image/jpeg", Body: strings.NewReader("picture of " + name)}},
			})
			d.must(err)
			who, err := d.app.Link(t.Context(), tokenOf(r))
			d.must(err)
			var f id.File
			d.read(func(tx *store.Tx) error {
				list, err := tx.MessagesOf(r.Case, 0, 1)
				f = list[0].Files[0].ID
				return err
			})
			return who, f
		}
		ann, hers := send("ann")
		bob, his := send("bob")
		_, body, err := d.app.File(t.Context(), ann, hers)
		d.must(err)
		text, err := io.ReadAll(body)
		d.must(err)
		d.must(body.Close())
		if string(text) != "picture of ann" {
			t.Errorf("the file holds %q", text)
		}
		for who, f := range map[Actor]id.File{ann: his, bob: hers, {}: hers} {
			_, _, err := d.app.File(t.Context(), who, f)
			if err == nil {
				t.Errorf("%+v opened a file of another", who)
			}
		}
	})
}
