package web

import (
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"amends/internal/calendar"
	"amends/internal/look"
	"amends/internal/money"
	"amends/internal/playbook"
	"amends/internal/recovery"
	"amends/internal/words"
)

// spanWord is a length of time as a sentence says it: "4 h of working time", "2 working days".
func spanWord(p *words.Printer, s calendar.Span) string {
	text := strings.TrimPrefix(s.String(), "-")
	if length, ok := strings.CutSuffix(text, " working"); ok {
		return p.T("%s of working time", lengthWord(p, length))
	}
	if n, ok := daysIn(text, " business day"); ok {
		return p.N(n, "%d working day", "%d working days")
	}
	if n, ok := daysIn(text, " day"); ok {
		return p.N(n, "%d day", "%d days")
	}
	return lengthWord(p, text)
}

// daysIn is the number in front of a unit, of one or of many.
func daysIn(text, unit string) (int, bool) {
	digits, ok := strings.CutSuffix(strings.TrimSuffix(text, "s"), unit)
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil
}

func lengthWord(p *words.Printer, text string) string {
	d, err := time.ParseDuration(text)
	if err != nil {
		return text
	}
	if d < time.Minute {
		return p.T("%d seconds", int(d/time.Second))
	}
	return p.Until(d)
}

// whoWord is who does something by the playbook.
func whoWord(p *words.Printer, who string) string {
	switch who {
	case "", "owner":
		return p.T("whoever has the case")
	case "lead":
		return p.T("the team lead")
	case "sponsor":
		return p.T("the one who stands behind it")
	}
	return roleWord(p, recovery.Role(who))
}

func lossWord(p *words.Printer, loss string) string {
	switch loss {
	case "money":
		return p.T("money lost")
	case "product":
		return p.T("goods lost")
	case "service":
		return p.T("a service that failed")
	case "attention":
		return p.T("care that was missing")
	}
	return plain(loss)
}

// promiseWord says by when something is owed.
func (s policySheet) promiseWord(c playbook.Commitment) string {
	within := spanWord(s.Printer, c.Within)
	if c.From == "resolved" {
		within = s.T("%s after it was put right", within)
	} else {
		within = s.T("within %s", within)
	}
	if c.Every != nil {
		return s.T("%[1]s, then every %[2]s", within, spanWord(s.Printer, *c.Every))
	}
	return within
}

// fasterWord is one exception to a time, with its reason.
func (s policySheet) fasterWord(f playbook.Faster) string {
	return s.T("within %[1]s: %[2]s", spanWord(s.Printer, f.Within), f.Because)
}

// rungWord is one step of a ladder.
func (s policySheet) rungWord(r playbook.Rung) string {
	span := spanWord(s.Printer, r.After)
	who := whoWord(s.Printer, r.Tell)
	switch {
	case r.After.IsZero():
		return s.T("when it is due, %s is woken", who)
	case strings.HasPrefix(r.After.String(), "-"):
		return s.T("%[1]s before it is due, %[2]s is woken", span, who)
	}
	return s.T("%[1]s after it was due, %[2]s is woken", span, who)
}

// worthWord is what a remedy gives.
func (s policySheet) worthWord(r playbook.Remedy) string {
	worth := string(r.Amount)
	if share, ok := strings.CutSuffix(worth, "%"); ok {
		switch {
		case share == "100" && r.GivesMoney():
			return s.T("what was paid")
		case share == "100":
			return s.T("worth what was paid")
		}
		return s.T("%s%% of what was paid", share)
	}
	switch worth {
	case "", "nothing":
		return s.T("no money")
	case "asked":
		return s.T("as agreed")
	}
	return s.sum(worth)
}

// sum is a decimal of the playbook in the company's currency.
func (s policySheet) sum(decimal string) string {
	a, err := money.Parse(decimal, s.Book.Company.Currency)
	if err != nil {
		return decimal
	}
	return s.Money(a)
}

// limitWord is what a role may give of one kind of money.
func (s policySheet) limitWord(l playbook.Limit) string {
	if l.UpTo == "" || l.UpTo == "0" {
		return "–"
	}
	if l.AtMostOrderValue {
		return s.T("%s, not more than the order", s.sum(l.UpTo))
	}
	return s.sum(l.UpTo)
}

// changeWord says what is done differently, and why.
func (s policySheet) changeWord(c playbook.Change) string {
	var does []string
	add := func(on bool, text string) {
		if on {
			does = append(does, text)
		}
	}
	add(c.Sponsor != "", s.T("a sponsor: %s", whoWord(s.Printer, c.Sponsor)))
	add(c.OtherOwner, s.T("another owner"))
	add(c.NoTemplate, s.T("no template"))
	add(c.Priority > 0, s.T("sooner"))
	add(c.Skill != "", s.T("somebody with %s", plain(c.Skill)))
	add(c.Team != "", s.T("team %s", plain(c.Team)))
	return strings.Join(does, " · ")
}

func (s policySheet) kindSub(f playbook.Failure) string {
	return s.T("severity %[1]d, %[2]s", f.Severity, lossWord(s.Printer, f.Loss))
}

// doingWord is a step of a track with its time.
func (s policySheet) doingWord(d playbook.Doing) string {
	if d.Within == nil {
		return d.Do
	}
	return s.T("%[1]s, within %[2]s", d.Do, spanWord(s.Printer, *d.Within))
}

// undoText is how long a reply can be taken back.
func (s policySheet) undoText() string {
	return lengthWord(s.Printer, time.Duration(s.Book.Undo).String())
}

func (s policySheet) ladderName(l playbook.Ladder) string {
	if l.Key == "standard" {
		return s.T("Every promise")
	}
	return owedWord(s.Printer, recovery.CommitmentKind(l.Key))
}

// owedWord is a kind of commitment.
func owedWord(p *words.Printer, kind recovery.CommitmentKind) string {
	switch kind {
	case recovery.Acknowledgement:
		return p.T("The first word")
	case recovery.Update:
		return p.T("A word on how it stands")
	case recovery.Decision:
		return p.T("A decision")
	case recovery.Resolution:
		return p.T("Putting it right")
	case recovery.Promise:
		return p.T("A promise somebody gave")
	case recovery.Delivery:
		return p.T("A delivery")
	case recovery.FollowUpFix:
		return p.T("Asking whether it held")
	case recovery.FollowUpRelationship:
		return p.T("Asking how things stand between us")
	}
	return plain(string(kind))
}

func moneyOf(s policySheet, r playbook.Remedy) string {
	return moneyWord(s.Printer, recovery.MoneyKind(r.Money))
}

// authority is the table of what each role may give.
func (s policySheet) authority() look.TableView {
	t := look.TableView{Caption: s.T("Who may give how much at once"), Columns: []look.Column{
		{Label: s.T("Role")}, {Label: s.T("Loss made good"), Num: true}, {Label: s.T("What the law gives"), Num: true}, {Label: s.T("Goodwill"), Num: true},
	}}
	for _, r := range s.Book.Roles {
		t.Rows = append(t.Rows, look.TableRow{Cells: []templ.Component{
			look.Text(roleWord(s.Printer, recovery.Role(r.Key))), look.Text(s.limitWord(r.Restitution)), look.Text(s.limitWord(r.Statutory)), look.Text(s.limitWord(r.Goodwill)),
		}})
	}
	return t
}

// besides are the small rules.
func (s policySheet) besides() [][2]string {
	b := s.Book
	list := [][2]string{
		{s.T("Options put to a customer"), s.T("%[1]d as a rule, %[2]d at most", b.Offers.Options, b.Offers.AtMost)},
		{s.T("An offer waits for an answer"), spanWord(s.Printer, b.Offers.ExpireAfter)},
		{s.T("Given in all, with goodwill"), s.T("%[1]d%% of the order asks for a reason, %[2]d%% is the end", b.Offers.SoftCap, b.Offers.HardCap)},
		{s.T("A reply can be taken back for"), s.undoText()},
		{s.T("A closed case is taken up again within"), spanWord(s.Printer, b.Reopen.Within)},
		{s.T("A failure is not the first one within"), s.T("%[1]s, of the same kind %[2]s", spanWord(s.Printer, b.Repeats.AnyKind), spanWord(s.Printer, b.Repeats.SameKind))},
	}
	if b.Closing.NeedsCause {
		list = append(list, [2]string{s.T("A case is closed with"), s.T("its cause, and an action or a reason for none")})
	}
	return list
}
