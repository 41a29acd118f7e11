package web

import (
	"bytes"
	"context"
	"net/http"
	"unicode/utf16"

	"amends/internal/app"
	"amends/internal/endpoint"
	"amends/internal/id"
	"amends/internal/look"
	"amends/internal/recovery"
	"amends/internal/tone"
)

// coached is what the coach said of a text, for the page and for its scripts.
type coached struct {
	Marks     []coachMark  `json:"marks"`
	Checklist []coachCheck `json:"checklist"`
	Owed      string       `json:"owed"` // the promises found, as the rows of the form
	Errors    int          `json:"errors"`
	Send      string       `json:"send"` // what the button says

	promises []promised
}

// coachMark is one remark; start and end count UTF-16 units, as browsers do.
type coachMark struct {
	Start   int     `json:"start"`
	End     int     `json:"end"`
	Level   string  `json:"level"` // fault, hint or promise
	Title   string  `json:"title"`
	Why     string  `json:"why"`
	Rewrite *string `json:"rewrite,omitempty"`
	Move    string  `json:"move,omitempty"` // what the button that rewrites says
}

type coachCheck struct {
	Label string `json:"label"`
	On    bool   `json:"on"`
}

// textIn is a text of a case that somebody is writing.
type textIn struct {
	Case id.Case
	Text string
}

func readText(r *http.Request) (textIn, error) {
	c, err := pathCase(r)
	if err != nil {
		return textIn{}, err
	}
	f := endpoint.Colleague(r)
	in := textIn{Case: c, Text: f.Text("text", textLong)}
	return in, f.Err()
}

// coach reads what is being written and answers scripts with marks, parts and promises.
func (s *site) coach() http.Handler {
	type coaching struct {
		text string
		said app.Coaching
		view app.CaseView
	}
	use := func(ctx context.Context, who recovery.Actor, in textIn) (out coaching, err error) {
		out.text = in.Text
		if out.said, err = s.Desk.Coach(ctx, who, in.Case, in.Text); err != nil {
			return out, err
		}
		out.view, err = s.Desk.Case(ctx, who, in.Case, "")
		return out, err
	}
	view := func(w http.ResponseWriter, r *http.Request, out coaching) error {
		sheet := caseSheet{view: s.view(r), C: out.view, Who: endpoint.Who(r.Context())}
		c := sheet.coached(out.text, out.said)
		var rows bytes.Buffer
		if err := promiseRows(sheet, c.promises).Render(r.Context(), &rows); err != nil {
			return err
		}
		c.Owed = rows.String()
		c.Send = sheet.sendLabel(c.promises)
		return endpoint.JSON(w, r, http.StatusOK, c)
	}
	return endpoint.Page(s.surface, readText, use, view)
}

// coached puts the coach's review into words and places of the page.
func (s caseSheet) coached(text string, said app.Coaching) coached {
	c := coached{Marks: []coachMark{}, Checklist: []coachCheck{}, Errors: said.Errors}
	places := newPlaces(text)
	for _, m := range said.Marks {
		if m.Level == tone.Praise {
			continue
		}
		c.Marks = append(c.Marks, coachMark{
			Start: places.at(m.Start), End: places.at(m.End), Level: markLevel(m.Level), Title: s.markTitle(m.Code), Why: s.T(m.Why),
			Rewrite: m.Rewrite, Move: s.markMove(m),
		})
	}
	for i, p := range said.Promises {
		c.promises = append(c.promises, s.promised(i, p))
		c.Marks = append(c.Marks, coachMark{
			Start: places.at(p.Start), End: places.at(p.End), Level: "promise", Title: s.T("A promise."), Why: s.promiseWhy(p),
		})
	}
	for _, item := range said.Checklist {
		if item.Needed || item.Met {
			c.Checklist = append(c.Checklist, coachCheck{Label: s.checkLabel(item), On: item.Met})
		}
	}
	return c
}

func markLevel(l tone.Level) string {
	if l == tone.Hint {
		return "hint"
	}
	return "fault"
}

func (s caseSheet) markMove(m tone.Mark) string {
	if m.Rewrite != nil && *m.Rewrite == "" {
		return s.T("Take it out")
	}
	return ""
}

func (s caseSheet) promiseWhy(p tone.Promise) string {
	if p.Vague {
		return s.T("%s. It needs a time before it can be kept.", p.What)
	}
	return s.T("%[1]s, by %[2]s. It will stand in what we owe.", p.What, s.When(p.Due, s.Now))
}

// checkLabel is a part of a good reply, in a word or two.
func (s caseSheet) checkLabel(item tone.Item) string {
	switch item.Key {
	case "responsibility":
		return s.T("ours")
	case "regret":
		return s.T("sorry, once")
	case "explanation":
		return s.T("what happened")
	case "repair":
		return s.T("options")
	case "timeline":
		return s.T("when")
	case "warmth":
		return s.T("warm")
	}
	return s.T(item.Label)
}

// remarks are the marks as the page shows them without scripts.
func (c coached) remarks() []look.MarkView {
	var list []look.MarkView
	for _, m := range c.Marks {
		list = append(list, look.MarkView{Level: m.Level, Title: m.Title, Why: m.Why})
	}
	return list
}

func (c coached) checks() []look.CheckView {
	var list []look.CheckView
	for _, k := range c.Checklist {
		list = append(list, look.CheckView{Label: k.Label, On: k.On})
	}
	return list
}

// places turns bytes of a text into UTF-16 units.
type places []int

func newPlaces(text string) places {
	p := make(places, len(text)+1)
	units := 0
	for i, r := range text {
		p[i] = units
		units += max(utf16.RuneLen(r), 1)
	}
	p[len(text)] = units
	return p
}

func (p places) at(i int) int { return p[min(max(i, 0), len(p)-1)] }
