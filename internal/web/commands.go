package web

import (
	"context"
	"net/http"
	"strings"

	"amends/internal/endpoint"
	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

// Limits of the boxes, in characters; the rules have their own.
const (
	lineLong = 200
	textLong = 100_000
)

// commandIn is a command from a form.
type commandIn struct {
	Case    id.Case
	Command recovery.Command
}

// reader makes a command of a form.
type reader func(f *endpoint.Fields) recovery.Command

// readers are the commands a colleague can give with a form, by their names.
func readers() map[string]reader {
	return map[string]reader{
		"keep": readKeep, "renegotiate": readRenegotiate, "release": readRelease, "promise": readPromise,
		"add_step": readAddStep, "do_step": readDoStep, "leave_step": readLeaveStep, "answer_question": readAnswer, "correct": readCorrect,
		"assign": readAssign, "name_sponsor": readSponsor, "revoke_link": readRevoke,
		"withdraw": readWithdraw, "choose": readChoose, "deliver": readDeliver, "fail_delivery": readFailDelivery,
		"approve": readApprove, "refuse": readRefuse, "take_back": readTakeBack,
		"resolve": readResolve, "reopen": readReopen, "close": readClose,
	}
}

// command takes a form of the case page to the house.
func (s *site) command() http.Handler {
	known := readers()
	read := func(r *http.Request) (commandIn, error) {
		c, err := pathCase(r)
		if err != nil {
			return commandIn{}, err
		}
		name := r.PathValue("command")
		if name == "make_offer" || name == "give" {
			return s.readGift(r, c, name)
		}
		make, ok := known[name]
		if !ok {
			return commandIn{Case: c}, errs.Missingf("There is nothing here.")
		}
		f := endpoint.Colleague(r)
		in := commandIn{Case: c, Command: make(f)}
		return in, f.Err()
	}
	do := func(ctx context.Context, who recovery.Actor, in commandIn) (commandIn, error) {
		return in, s.Desk.Do(ctx, who, in.Case, in.Command)
	}
	again := func(w http.ResponseWriter, r *http.Request, in commandIn, no endpoint.Refusal) error {
		return s.again(w, r, in.Case, no)
	}
	return endpoint.Form(s.surface, read, do, s.done, again)
}

// done leads back to where the form stood, and says what was done.
func (s *site) done(w http.ResponseWriter, r *http.Request, in commandIn) error {
	setFlash(w, in.Command.Name())
	to := "/cases/" + in.Case.Text() + anchorOf(in.Command.Name())
	if r.FormValue("back") == "today" {
		to = "/"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// anchorOf is the part of the page a command is about, so that a page without scripts does not
// lose its place.
func anchorOf(command string) string {
	switch command {
	case "keep", "renegotiate", "release", "promise":
		return "#owed"
	case "add_step", "do_step", "leave_step":
		return "#steps"
	case "make_offer", "give", "withdraw", "choose", "deliver", "fail_delivery":
		return "#amends"
	case "answer_question":
		return "#questions"
	case "correct":
		return "#reading"
	}
	return ""
}

func commitmentOf(f *endpoint.Fields) id.Commitment {
	return endpoint.ID[id.Commitment](f, "commitment")
}

func readKeep(f *endpoint.Fields) recovery.Command { return recovery.Keep{Commitment: commitmentOf(f)} }

func readRenegotiate(f *endpoint.Fields) recovery.Command {
	return recovery.Renegotiate{Commitment: commitmentOf(f), Due: f.Moment("due"), Because: f.Text("because", lineLong)}
}

func readRelease(f *endpoint.Fields) recovery.Command {
	return recovery.Release{Commitment: commitmentOf(f), Because: f.Text("because", lineLong)}
}

func readPromise(f *endpoint.Fields) recovery.Command {
	what := f.Text("what", lineLong)
	told := ""
	if f.Yes("told") {
		told = what
	}
	return recovery.MakePromise{What: what, Told: told, Due: f.Moment("due"), Owner: personOf(f, "owner")}
}

func personOf(f *endpoint.Fields, name string) id.Person { return endpoint.ID[id.Person](f, name) }

func readAddStep(f *endpoint.Fields) recovery.Command {
	text := f.Text("text", lineLong)
	told := ""
	if f.Yes("told") {
		told = text
	}
	return recovery.AddStep{Track: recovery.Track(f.Text("track", lineLong)), Text: text, Told: told, Who: personOf(f, "who"), Due: f.Moment("due")}
}

func readDoStep(f *endpoint.Fields) recovery.Command {
	return recovery.DoStep{Step: endpoint.ID[id.Step](f, "step")}
}

func readLeaveStep(f *endpoint.Fields) recovery.Command {
	return recovery.LeaveStep{Step: endpoint.ID[id.Step](f, "step")}
}

func readAnswer(f *endpoint.Fields) recovery.Command {
	return recovery.AnswerQuestion{Key: f.Text("key", lineLong), Answer: f.Text("answer", textLong)}
}

// readCorrect takes one value, or the ticks of a list.
func readCorrect(f *endpoint.Fields) recovery.Command {
	return recovery.Correct{Field: f.Text("field", lineLong), Value: strings.Join(f.Many("value"), ",")}
}

func readAssign(f *endpoint.Fields) recovery.Command {
	return recovery.Assign{Owner: personOf(f, "owner"), Why: f.Text("why", lineLong)}
}

func readSponsor(f *endpoint.Fields) recovery.Command {
	return recovery.NameSponsor{Sponsor: personOf(f, "sponsor")}
}

func readRevoke(*endpoint.Fields) recovery.Command { return recovery.RevokeLink{} }

func offerOf(f *endpoint.Fields) id.Offer { return endpoint.ID[id.Offer](f, "offer") }

func readWithdraw(f *endpoint.Fields) recovery.Command {
	return recovery.Withdraw{Offer: offerOf(f), Because: f.Text("because", lineLong)}
}

func readChoose(f *endpoint.Fields) recovery.Command {
	const most = 9
	return recovery.Choose{Offer: offerOf(f), Option: f.Number("option", 1, most)}
}

func redressOf(f *endpoint.Fields) id.Redress { return endpoint.ID[id.Redress](f, "redress") }

func readDeliver(f *endpoint.Fields) recovery.Command {
	return recovery.Deliver{Redress: redressOf(f), Proof: f.Text("proof", lineLong)}
}

func readFailDelivery(f *endpoint.Fields) recovery.Command {
	return recovery.FailDelivery{Redress: redressOf(f), Because: f.Text("because", lineLong)}
}

func approvalOf(f *endpoint.Fields) id.Approval { return endpoint.ID[id.Approval](f, "approval") }

func readApprove(f *endpoint.Fields) recovery.Command {
	return recovery.Approve{Approval: approvalOf(f)}
}

func readRefuse(f *endpoint.Fields) recovery.Command {
	return recovery.Refuse{Approval: approvalOf(f), Because: f.Text("because", lineLong)}
}

func readTakeBack(f *endpoint.Fields) recovery.Command {
	return recovery.TakeBack{Message: endpoint.ID[id.Message](f, "message")}
}

func readResolve(f *endpoint.Fields) recovery.Command {
	return recovery.Resolve{How: f.Text("how", textLong)}
}

func readReopen(f *endpoint.Fields) recovery.Command {
	return recovery.Reopen{Why: f.Text("why", lineLong)}
}

func readClose(f *endpoint.Fields) recovery.Command {
	return recovery.Close{Cause: recovery.Cause{
		Text: f.Text("cause", textLong), Action: f.Text("action", textLong), ActionBy: personOf(f, "action_by"),
		ActionDue: f.Moment("action_due"), NoAction: f.Text("no_action", textLong),
	}}
}
