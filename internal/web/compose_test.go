package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"amends/internal/app"
	"amends/internal/errs"
	"amends/internal/recovery"
)

const promisingText = "Dear Ada,\n\nwe lost your parcel, and I am sorry. I will call you tomorrow by 10.\n\nKind regards\nMara"

func TestAPromiseIsShownBeforeItIsSent(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	got := v.post(f.at("/reply"), url.Values{"text": {promisingText}, "form": {"reply"}})
	if got.status != http.StatusUnprocessableEntity || len(f.replies) > 0 {
		t.Fatalf("status %d, sent %d: it was sent in passing", got.status, len(f.replies))
	}
	needs(t, got, "You promise something here.", "I will call you tomorrow by 10.")
	if !strings.Contains(got.body, `value="2026-11-25T10:00"`) || !strings.Contains(got.body, "Send, keep the promise") {
		t.Error("the promise is not listed with its time")
	}
}

func TestAConfirmedPromiseIsSentWithTheReply(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	said, err := f.Coach(t.Context(), app.Actor{}, 0, promisingText)
	if err != nil || len(said.Promises) != 1 {
		t.Fatalf("promises %v, %v", said.Promises, err)
	}
	form := url.Values{
		"text": {promisingText}, "seen": {"12"}, "keeps": {f.owedID()},
		"row": {"0"}, "words_0": {said.Promises[0].Text}, "owe_0": {"yes"}, "what_0": {"Call Ada"}, "due_0": {"2026-11-25T09:30"}, "who_0": {"12"},
	}
	got := v.post(f.at("/reply"), form)
	if got.status != http.StatusSeeOther || len(f.replies) != 1 {
		t.Fatalf("status %d, sent %d", got.status, len(f.replies))
	}
	in := f.replies[0]
	if len(in.Promises) != 1 || in.Promises[0].What != "Call Ada" || in.Promises[0].Owner != jon || in.Promises[0].Due.Format(boxLayout) != "2026-11-25T09:30" || in.SeenSeq != 12 || len(in.Keeps) != 1 {
		t.Errorf("sent %+v", in)
	}
	form.Del("owe_0")
	v.post(f.at("/reply"), form)
	if len(f.replies) != 2 || f.replies[1].Promises == nil || len(f.replies[1].Promises) != 0 {
		t.Errorf("a promise that was unticked is owed all the same: %+v", f.replies)
	}
}

func TestASentReplyCanBeTakenBack(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	got := v.post(f.at("/reply"), url.Values{"text": {"Dear Ada,\nthank you."}})
	cookie, _, _ := strings.Cut(got.header.Get("Set-Cookie"), ";")
	page := v.get(f.at(""), "Cookie", "amends=good; "+cookie)
	needs(t, page, "Your reply is on its way.", "Undo")
	if !strings.Contains(page.body, `data-undo="10"`) || !strings.Contains(page.body, f.at("/take_back")) {
		t.Error("there is no way back")
	}
	forged := v.get(f.at(""), "Cookie", "amends=good; flash=sent.//evil.example.1.99999999999999")
	if strings.Contains(forged.body, "evil.example") {
		t.Error("a flash leads elsewhere")
	}
}

func TestARefusedReplyKeepsItsWords(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	for _, no := range []struct{ field, box string }{{"override", `name="override"`}, {"anyway", `name="anyway"`}, {"text", `aria-invalid="true"`}} {
		f.refuse = errs.Invalidf(no.field, "Please look at this again.")
		got := v.post(f.at("/reply"), url.Values{"form": {"reply"}, "text": {"Dear Ada,\nthese words must not be lost."}})
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, no.box) {
			t.Errorf("%s: status %d, or the box is missing", no.field, got.status)
		}
		needs(t, got, "these words must not be lost.")
	}
	f.refuse = errs.Conflictf("The customer wrote while you were writing. Read it first, then send.")
	late := v.post(f.at("/reply"), url.Values{"form": {"reply"}, "text": {"Dear Ada,\nthese words must not be lost."}})
	if late.status != http.StatusConflict || !strings.Contains(late.body, `name="anyway"`) {
		t.Errorf("the customer wrote meanwhile: status %d, or no way to send all the same", late.status)
	}
	empty := v.post(f.at("/reply"), url.Values{"form": {"reply"}, "text": {"  "}})
	needs(t, empty, "There are no words in it yet.")
}

func TestCheckWorksWithoutScripts(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	got := v.post(f.at("/check"), url.Values{"form": {"reply"}, "text": {"Dear Ada, we are sorry if you were upset. I will call you tomorrow by 10."}})
	if got.status != http.StatusOK || len(f.replies) > 0 {
		t.Fatalf("status %d, sent %d", got.status, len(f.replies))
	}
	needs(t, got, "An “if” in the apology.", "We owe", "sorry, once")
}

func TestTheCoachAnswersScripts(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	text := "🙂 We are sorry if you were upset. I will call you tomorrow by 10."
	got := v.post(f.at("/coach"), url.Values{"text": {text}})
	var said coached
	if err := json.Unmarshal([]byte(got.body), &said); err != nil || got.status != http.StatusOK {
		t.Fatalf("status %d, %v: %s", got.status, err, got.body)
	}
	if len(said.Marks) < 2 || len(said.Checklist) == 0 || !strings.Contains(said.Owed, `value="2026-11-25T10:00"`) {
		t.Fatalf("the coach says %+v", said)
	}
	last := said.Marks[len(said.Marks)-1]
	units := []rune(text) // one rune beyond the 16 bits stands before every mark
	if got := string(units[last.Start-1 : last.End-1]); !strings.HasPrefix(got, "I will call you") {
		t.Errorf("the promise is marked at %q", got)
	}
}

func TestDraftsAreKept(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	got := v.post(f.at("/draft"), url.Values{"text": {"Dear"}, "version": {"3"}})
	if got.status != http.StatusOK || got.body != `{"at":"10:22","version":"4"}`+"\n" || f.drafts[0].Version != 3 {
		t.Errorf("status %d: %s", got.status, got.body)
	}
	f.refuse = errs.Conflictf("Somebody else changed this draft.")
	f.view.Draft = app.Draft{Text: "Jon’s words", Version: 9}
	got = v.post(f.at("/draft"), url.Values{"text": {"mine"}, "version": {"4"}})
	if got.status != http.StatusConflict || !strings.Contains(got.body, "Jon’s words") || !strings.Contains(got.body, `"version":"9"`) {
		t.Errorf("status %d: %s", got.status, got.body)
	}
}

func TestATemplateGoesIntoTheDraft(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	if len(f.view.Templates) == 0 {
		t.Fatal("the case has no texts to start from")
	}
	got := v.post(f.at("/insert"), url.Values{"text": {"Dear Ada,"}, "version": {"0"}, "template": {f.view.Templates[0].Key}})
	if got.status != http.StatusSeeOther || len(f.drafts) != 1 || !strings.HasPrefix(f.drafts[0].Text, "Dear Ada,\n\n") {
		t.Errorf("status %d, drafts %+v", got.status, f.drafts)
	}
}

func TestNotesAndCalls(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	v.post(f.at("/note"), url.Values{"text": {"Ask the depot."}})
	v.post(f.at("/call"), url.Values{"text": {"She is relieved."}, "channel": {"phone"}, "reached": {"yes"}, "what": {"Call again"}, "due": {"2026-11-26T10:00"}})
	if len(f.notes) != 1 || len(f.calls) != 1 || !f.calls[0].Reached || f.calls[0].Channel != recovery.Phone || len(f.calls[0].Promises) != 1 {
		t.Errorf("notes %v, calls %+v", f.notes, f.calls)
	}
	got := v.post(f.at("/note"), url.Values{"form": {"note"}, "text": {""}})
	if got.status != http.StatusUnprocessableEntity {
		t.Errorf("an empty note: status %d", got.status)
	}
}

func TestAStaleDraftIsSaid(t *testing.T) {
	t.Parallel()
	f, v := setup(t)
	f.view.Draft = app.Draft{Text: "Dear Ada,", Version: 1, Seq: 1, SavedAt: f.now}
	needs(t, v.get(f.at("")), "Ada wrote since you began this.")
}
