package scenarios

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"amends/internal/app"
	"amends/internal/money"
	"amends/internal/recovery"
)

// verb is one thing a story can say: a pattern and what it does with the parts.
type verb struct {
	pattern *regexp.Regexp
	do      func(h *house, p []string, text string) error
}

// verbs are everything that can happen in a story; what can be expected is in expect_test.go.
func verbs() []verb {
	list := []struct {
		pattern string
		do      func(h *house, p []string, text string) error
	}{
		{`at (.+)`, func(h *house, p []string, _ string) error { h.pass(h.when(p[1])); return nil }},
		{`(\w+) (\w+) <(\S+)> (mails|fills the form)`, (*house).complains},
		{`(\w+) mails again`, (*house).mailsAgain},
		{`(\w+) logs a call from (\w+) (\w+) <(\S+)>`, (*house).logsCall},
		{`(\w+) replies`, (*house).replies},
		{`(\w+) notes`, func(h *house, p []string, text string) error { return h.app.Note(h.ctx(), h.who(p[1]), h.case_, text) }},
		{`(\w+) calls and reaches the customer`, func(h *house, p []string, text string) error {
			return h.app.Call(h.ctx(), h.who(p[1]), app.CallIn{Case: h.case_, Channel: recovery.Phone, Reached: true, Text: text, Keeps: h.promises()})
		}},
		{`(\w+) corrects (\w+) to (\S+)`, func(h *house, p []string, _ string) error {
			return h.does(p[1], recovery.Correct{Field: p[2], Value: p[3]})
		}},
		{`(\w+) answers "(.+)" with "(.+)"`, (*house).answersQuestion},
		{`(\w+) does the step "(.+)"`, (*house).doesStep},
		{`(\w+) promises "(.+)" by (.+)`, func(h *house, p []string, _ string) error {
			return h.does(p[1], recovery.MakePromise{What: p[2], Told: p[2], Due: h.when(p[3])})
		}},
		{`(\w+) keeps "(.+)"`, func(h *house, p []string, _ string) error {
			return h.does(p[1], recovery.Keep{Commitment: h.commitment(p[2]).ID})
		}},
		{`(\w+) moves "(.+)" to (.+?)(?: because (.+))?`, func(h *house, p []string, _ string) error {
			return h.does(p[1], recovery.Renegotiate{Commitment: h.commitment(p[2]).ID, Due: h.when(p[3]), Because: p[4]})
		}},
		{`(\w+) offers (.+)`, (*house).offers},
		{`(\w+) gives (\w+) ([\d.]+)`, func(h *house, p []string, _ string) error {
			return h.does(p[1], recovery.Give{Option: h.option(p[2] + " " + p[3])})
		}},
		{`(\w+) approves`, func(h *house, p []string, _ string) error {
			return h.does(p[1], recovery.Approve{Approval: h.approval().ID})
		}},
		{`(\w+) refuses because (.+)`, func(h *house, p []string, _ string) error {
			return h.does(p[1], recovery.Refuse{Approval: h.approval().ID, Because: p[2]})
		}},
		{`the customer chooses (\d)`, func(h *house, p []string, _ string) error {
			n, _ := strconv.Atoi(p[1])
			return h.app.Do(h.ctx(), h.theCustomer(), h.case_, recovery.Choose{Offer: h.offer().ID, Option: n})
		}},
		{`the customer says something else would help`, func(h *house, _ []string, text string) error {
			return h.app.Word(h.ctx(), h.theCustomer(), app.WordIn{Text: text, Offer: h.offer().ID})
		}},
		{`the customer says it is not fixed`, func(h *house, _ []string, text string) error {
			return h.app.Word(h.ctx(), h.theCustomer(), app.WordIn{Text: text, NotFixed: true})
		}},
		{`the customer writes`, func(h *house, _ []string, text string) error {
			return h.app.Word(h.ctx(), h.theCustomer(), app.WordIn{Text: text})
		}},
		{`the customer answers (fix|relationship) (yes|partly|no)(?: (\d))?`, func(h *house, p []string, text string) error {
			rating, _ := strconv.Atoi(p[3])
			return h.app.Word(h.ctx(), h.theCustomer(), app.WordIn{To: recovery.CommitmentKind("followup_" + p[1]), Fixed: p[2], Rating: rating, Text: text})
		}},
		{`the customer prefers (\w+) "(.+)"`, func(h *house, p []string, _ string) error {
			return h.app.Do(h.ctx(), h.theCustomer(), h.case_, recovery.Prefer{Contact: recovery.Contact{Channel: recovery.Channel(p[1]), When: p[2]}})
		}},
		{`(\w+) delivers "(.+)"`, (*house).delivers},
		{`(\w+) resolves`, func(h *house, p []string, text string) error { return h.does(p[1], recovery.Resolve{How: text}) }},
		{`(\w+) closes, cause "(.+)", (action|no action because) "(.+)"`, func(h *house, p []string, _ string) error {
			cause := recovery.Cause{Text: p[2], Action: p[4]}
			if p[3] != "action" {
				cause = recovery.Cause{Text: p[2], NoAction: p[4]}
			}
			return h.does(p[1], recovery.Close{Cause: cause})
		}},
		{`(\w+) gives the case to (\w+)`, func(h *house, p []string, _ string) error {
			return h.does(p[1], recovery.Assign{Owner: h.who(p[2]).Person})
		}},
		{`(\w+) sends (\w+) away until (.+)`, func(h *house, p []string, _ string) error {
			return h.app.SetAway(h.ctx(), h.who(p[1]), app.AwayIn{Person: h.who(p[2]).Person, From: h.clock(), Until: h.when(p[3]), HandOver: true})
		}},
		{`go to the case of (\w+)`, func(h *house, p []string, _ string) error {
			h.case_ = h.customers[strings.ToLower(p[1])].case_
			return nil
		}},
	}
	all := make([]verb, 0, len(list))
	for _, v := range list {
		all = append(all, verb{regexp.MustCompile(`^` + v.pattern + `$`), v.do})
	}
	return all
}

// tell lets one line of the story happen, and everything it brings at once.
func (h *house) tell(l line) {
	h.t.Helper()
	h.at = l
	if what, ok := strings.CutPrefix(l.words, "expect "); ok {
		h.expect(what)
		return
	}
	words, trying := strings.CutPrefix(l.words, "try ")
	for _, v := range verbs() {
		if p := v.pattern.FindStringSubmatch(words); p != nil {
			h.refused = v.do(h, p, l.text)
			if h.refused != nil && !trying {
				h.fail("refused: %v", h.refused)
			}
			h.settle()
			return
		}
	}
	h.fail("no story can say this")
}

func (h *house) complains(p []string, text string) error {
	name, address := p[1]+" "+p[2], p[3]
	if p[4] == "mails" {
		subject, body, _ := strings.Cut(text, "\n\n")
		raw := fmt.Sprintf("From: %s <%s>\r\nTo: care@northmill.example\r\nSubject: %s\r\nMessage-ID: <%d@example.org>\r\nDate: %s\r\n\r\n%s\r\n",
			name, address, strings.TrimPrefix(subject, "Subject: "), h.nextMail(), h.clock().Format(time.RFC1123Z), body)
		if err := h.app.TakeMail(h.ctx(), []byte(raw)); err != nil {
			return err
		}
		h.settle()
		return h.meet(name, address)
	}
	receipt, err := h.app.Complain(h.ctx(), app.Actor{}, app.Complaint{Channel: recovery.Form, Name: name, Email: address, Text: text, Reference: referenceIn(text)})
	if err == nil {
		h.case_ = receipt.Case
		h.customers[strings.ToLower(p[1])] = customer{name: name, email: address, case_: receipt.Case}
	}
	return err
}

func referenceIn(text string) string { return regexp.MustCompile(`\b[A-Z]-\d{4}\b`).FindString(text) }

// meet finds the newest case of somebody who just wrote.
func (h *house) meet(name, address string) error {
	page, err := h.app.Cases(h.ctx(), h.people["ines"], app.CasesIn{})
	if err != nil {
		return err
	}
	for _, c := range page.Items {
		if c.Customer.Email == address {
			h.case_ = c.ID
			h.customers[strings.ToLower(strings.Fields(name)[0])] = customer{name: name, email: address, case_: c.ID}
			return nil
		}
	}
	return fmt.Errorf("the mail of %s became no case", name)
}

// mailsAgain is an answer to the last mail the customer got from us.
func (h *house) mailsAgain(p []string, text string) error {
	c := h.customers[strings.ToLower(p[1])]
	mails := h.sent.all()
	for i := len(mails) - 1; i >= 0; i-- {
		m := mails[i]
		if len(m.To) > 0 && m.To[0].Addr == c.email {
			raw := fmt.Sprintf("From: %s <%s>\r\nTo: %s\r\nSubject: Re: %s\r\nMessage-ID: <%d@example.org>\r\nIn-Reply-To: <%s>\r\n\r\n%s\r\n",
				c.name, c.email, m.ReplyTo.Addr, m.Subject, h.nextMail(), m.MessageID, text)
			return h.app.TakeMail(h.ctx(), []byte(raw))
		}
	}
	return fmt.Errorf("%s has no mail from us to answer", p[1])
}

func (h *house) logsCall(p []string, text string) error {
	receipt, err := h.app.Complain(h.ctx(), h.who(p[1]), app.Complaint{Channel: recovery.Phone, Name: p[2] + " " + p[3], Email: p[4], Text: text})
	if err == nil {
		h.case_ = receipt.Case
		h.customers[strings.ToLower(p[2])] = customer{name: p[2] + " " + p[3], email: p[4], case_: receipt.Case}
	}
	return err
}

// replies sends a reply and lets its undo time pass.
func (h *house) replies(p []string, text string) error {
	out, err := h.app.Reply(h.ctx(), h.who(p[1]), app.ReplyIn{Case: h.case_, Text: text})
	if err == nil {
		h.pass(out.SendAt)
	}
	return err
}

func (h *house) answersQuestion(p []string, _ string) error {
	for _, q := range h.state().Case.Questions {
		if strings.Contains(q.Text, p[2]) {
			return h.does(p[1], recovery.AnswerQuestion{Key: q.Key, Answer: p[3]})
		}
	}
	return fmt.Errorf("no question says %q", p[2])
}

func (h *house) doesStep(p []string, _ string) error {
	for _, s := range h.state().Case.Steps {
		if strings.Contains(s.Text, p[2]) {
			return h.does(p[1], recovery.DoStep{Step: s.ID})
		}
	}
	return fmt.Errorf("no step says %q", p[2])
}

func (h *house) offers(p []string, _ string) error {
	var options []recovery.Option
	for _, o := range strings.Split(p[2], ", ") {
		options = append(options, h.option(o))
	}
	return h.does(p[1], recovery.MakeOffer{Options: options, Reason: "They lost a day over it."})
}

// option reads "refund 186.00" or "replacement".
func (h *house) option(text string) recovery.Option {
	key, amount, _ := strings.Cut(text, " ")
	o := recovery.Option{Remedy: key}
	if amount != "" {
		a, err := money.Parse(amount, h.app.Policy().Company.Currency)
		h.must(err)
		o.Amount, o.Told = a, "Your money back, "+a.Plain()
	}
	return o
}

func (h *house) delivers(p []string, _ string) error {
	for _, r := range h.state().Case.Redress {
		if strings.Contains(r.Label, p[2]) || strings.Contains(r.Told, p[2]) {
			return h.does(p[1], recovery.Deliver{Redress: r.ID, Proof: "confirmed"})
		}
	}
	return fmt.Errorf("no remedy called %q is on its way", p[2])
}
