package web

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"amends/internal/app"
	"amends/internal/id"
	"amends/internal/recovery"
	"amends/internal/words"
)

func storyView(w *told) view { return view{Printer: words.For("en", w.zone), Now: w.now} }

func TestEveryKindOfEventHasItsSentence(t *testing.T) {
	t.Parallel()
	w := adaTold(t)
	c, v := w.finish(mara), storyView(w)
	for _, e := range recovery.Kinds() {
		t.Run(e.Kind(), func(t *testing.T) {
			t.Parallel()
			for _, m := range []app.Moment{
				{At: w.now, Event: e, ByName: "Amends"},
				{At: w.now, Event: e, By: w.faces[mara]},
				{At: w.now, Event: filledEvent(e), By: w.faces[mara]},
			} {
				text := v.tell(c, m)
				if len(text) < 5 || strings.Contains(text, "%!") || !strings.ContainsAny(text[len(text)-1:], ".!?") {
					t.Errorf("no whole sentence: %q", text)
				}
			}
		})
	}
}

// filledEvent has a word in every text and a number in every number, so that all branches with a
// reason are said.
func filledEvent(e recovery.Event) recovery.Event {
	v := reflect.New(reflect.TypeOf(e)).Elem()
	fillValue(v)
	return v.Interface().(recovery.Event)
}

func fillValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("word")
	case reflect.Int, reflect.Int64:
		v.SetInt(3)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, time.November, 25, 10, 0, 0, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fillValue(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillValue(v.Index(0))
	}
}

func TestTheStoryIsToldAsItHappened(t *testing.T) {
	t.Parallel()
	w := adaTold(t)
	var said []string
	for _, b := range storyView(w).thread(w.finish(mara)) {
		if b.Letter != nil {
			said = append(said, "["+b.Letter.Direction+"]")
		}
		for _, l := range b.Lines {
			said = append(said, l.Text)
		}
	}
	got := strings.Join(said, "\n")
	for _, want := range []string{
		"Ada told us what went wrong, by mail.", "[in]", "Read as “Parcel never came”", "Mara has it: has the lightest load.", "[out]",
		"Kept: ", "Ada opened the page.", "[note]", "Mara corrected the fault from unclear to ours.", "Mara did it: ", "Mara promised, by tomorrow 09:24: Call: is it on its way?",
	} {
		_, rest, found := strings.Cut(got, want)
		if !found {
			t.Fatalf("%q is not told, or not in its place; told:\n%s", want, strings.Join(said, "\n"))
		}
		got = rest
	}
}

func TestEveryLetterStandsOnce(t *testing.T) {
	t.Parallel()
	w := adaTold(t)
	letters := map[id.Message]int{}
	for _, b := range storyView(w).thread(w.finish(mara)) {
		if b.Letter != nil {
			letters[b.Letter.ID]++
		}
	}
	if len(letters) != 3 {
		t.Errorf("%d letters stand in the story, want 3", len(letters))
	}
	for m, n := range letters {
		if n != 1 {
			t.Errorf("message %s stands %d times in the story", m.Text(), n)
		}
	}
}

func TestSentencesEndOnce(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"Call": "Call.", "Is it on its way?": "Is it on its way?", "Done.": "Done.", "": "", "and so on…": "and so on…"} {
		if got := stop(in); got != want {
			t.Errorf("stop(%q) is %q, want %q", in, got, want)
		}
	}
}
