package web

import (
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"amends/internal/errs"
	"amends/internal/look"
	"amends/internal/recovery"
)

// urlText is a cursor as it stands in a link.
func urlText(text string) string { return url.QueryEscape(text) }

// composerWays are what can be written here.
func (s caseSheet) composerWays() []look.NavItem {
	at := "/cases/" + s.C.Case.ID.Text()
	return []look.NavItem{
		{Label: s.T("Reply"), Href: at + "#composer", Current: s.Writes == ""},
		{Label: s.T("Note"), Href: at + "?write=note#composer", Current: s.Writes == "note"},
		{Label: s.T("Call"), Href: at + "?write=call#composer", Current: s.Writes == "call"},
	}
}

// replyBox is the composer of a reply.
func (s caseSheet) replyBox() look.ComposerView {
	at := "/cases/" + s.C.Case.ID.Text()
	box := look.ComposerView{
		Action: at + "/reply", Token: s.hidden("reply"), Label: s.replyLabel(), Ways: s.composerWays(),
		Text: s.was("reply", "text", s.C.Draft.Text), Version: numberText(s.C.Draft.Version),
		Draft: at + "/draft", Coach: at + "/coach", Error: s.composerFault("reply"),
		Send: look.ButtonView{Label: s.sendLabel(s.inList()), Kind: look.ButtonMain, Attrs: templ.Attributes{"data-send": true}},
	}
	if !s.C.Draft.SavedAt.IsZero() && s.C.Draft.Text != "" {
		box.Saved = s.draftSaved()
	}
	if s.Back.Coach != nil && s.Back.Name == "reply" {
		box.Marks, box.Checks = s.Back.Coach.remarks(), s.Back.Coach.checks()
	}
	return box
}

func (s caseSheet) replyLabel() string {
	if s.C.To == "" {
		return s.T("Reply to %s", s.them())
	}
	return s.T("Reply to %[1]s, %[2]s", s.them(), wayWord(s.Printer, s.C.Channel))
}

// draftSaved says when the draft was kept, and by whom when that was somebody else.
func (s caseSheet) draftSaved() string {
	if s.C.Draft.By.ID != 0 && !s.mine(s.C.Draft.By.ID) {
		return s.T("%[1]s’s draft, %[2]s", s.C.Draft.By.First(), s.short(s.C.Draft.SavedAt))
	}
	return s.T("saved %s", s.short(s.C.Draft.SavedAt))
}

// sendLabel says what sending does: it keeps as many promises as the words make.
func (s caseSheet) sendLabel(list []promised) string {
	if n := len(kept(list)); n > 0 {
		return s.N(n, "Send, keep the promise", "Send, keep %d promises")
	}
	return s.T("Send")
}

// inList are the promises that stand in the composer now.
func (s caseSheet) inList() []promised {
	if s.Back.Coach == nil {
		return nil
	}
	return s.Back.Coach.promises
}

// composerFault is what is wrong with a text, unless a box of its own says so.
func (s caseSheet) composerFault(name string) string {
	if s.cameBack(name) && !slices.Contains([]string{"override", "anyway"}, s.Back.No.Field) {
		return s.Back.No.Say
	}
	return ""
}

func (s caseSheet) noteBox() look.ComposerView {
	return look.ComposerView{
		Action: "/cases/" + s.C.Case.ID.Text() + "/note", Token: s.hidden("note"), Label: s.T("A note for colleagues; the customer never sees it"),
		Ways: s.composerWays(), Text: s.was("note", "text", ""), Error: s.composerFault("note"),
		Send: look.ButtonView{Label: s.T("Keep the note"), Kind: look.ButtonMain},
	}
}

func (s caseSheet) callBox() look.ComposerView {
	return look.ComposerView{
		Action: "/cases/" + s.C.Case.ID.Text() + "/call", Token: s.hidden("call"), Label: s.T("What was said, in a sentence or two"),
		Ways: s.composerWays(), Text: s.was("call", "text", ""), Error: s.composerFault("call"),
		Send: look.ButtonView{Label: s.T("Log the conversation"), Kind: look.ButtonMain},
	}
}

// stale reports words that were begun before the customer's last one: by the draft's own mark, or
// because sending them was refused for it.
func (s caseSheet) stale() bool {
	if s.cameBack("reply") && (s.Back.No.Kind == errs.Conflict || s.Back.No.Field == "anyway") {
		return true
	}
	if s.C.Draft.Text == "" || s.C.Draft.Seq == 0 {
		return false
	}
	for _, m := range s.C.Story {
		if _, received := m.Event.(recovery.MessageReceived); received && m.Seq > s.C.Draft.Seq {
			return true
		}
	}
	return false
}

// keepable are the commitments a word of ours could keep, besides the updates that any word keeps.
func (s caseSheet) keepable() []recovery.Commitment {
	return slices.DeleteFunc(s.owed(), func(c recovery.Commitment) bool {
		return c.Kind == recovery.Update || c.Kind == recovery.Acknowledgement || c.Kind.FollowsUp() || c.Kind == recovery.Delivery || c.Kind == recovery.Resolution
	})
}

// ticked reports whether a tick of a form that came back was set.
func (s caseSheet) ticked(box, value string) bool { return slices.Contains(s.Back.Words[box], value) }

// keepers are who could keep a promise: the writer first.
func (s caseSheet) keepers() []look.Choice {
	list := []look.Choice{{Value: s.Who.Person.Text(), Label: s.Who.Name}}
	for _, p := range s.C.Staff {
		if p.ID != s.Who.Person && !p.Away {
			list = append(list, look.Choice{Value: p.ID.Text(), Label: p.Name})
		}
	}
	return list
}
