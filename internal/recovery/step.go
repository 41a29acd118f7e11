package recovery

import (
	"strings"
	"time"
	"unicode/utf8"

	"amends/internal/errs"
	"amends/internal/id"
)

// AnswerQuestion notes what a question of the plan brought out.
type AnswerQuestion struct {
	Key    string
	Answer string
}

// Name is the command's name in the table of who may.
func (AnswerQuestion) Name() string { return "answer_question" }

func (a AnswerQuestion) decide(t *turn) error {
	q := find(t.Questions, func(q *Question) bool { return q.Key == a.Key })
	if q == nil {
		return errs.Missingf("There is no such question in this case.")
	}
	answer := strings.TrimSpace(a.Answer)
	if utf8.RuneCountInString(answer) > maxText {
		return errs.Invalidf("answer", "This answer is too long. Put the details into a note.")
	}
	if q.Answer == answer {
		return nil
	}
	t.emit(QuestionAnswered{Key: a.Key, Answer: answer})
	return nil
}

// AddStep adds something to do on one of the two tracks. The same step again changes nothing.
type AddStep struct {
	Track Track
	Text  string
	Told  string
	Who   id.Person
	Due   time.Time
}

// Name is the command's name in the table of who may.
func (AddStep) Name() string { return "add_step" }

func (a AddStep) decide(t *turn) error {
	text, told := strings.TrimSpace(a.Text), strings.TrimSpace(a.Told)
	if text == "" || utf8.RuneCountInString(text) > maxLine || utf8.RuneCountInString(told) > maxLine {
		return errs.Invalidf("text", "Say what is to be done, in at most %d characters.", maxLine)
	}
	if a.Track != Containment && a.Track != Amends {
		return errs.Invalidf("track", "Choose whether this stops the damage or puts it right.")
	}
	if !a.Due.IsZero() {
		if err := t.checkDue(a.Due); err != nil {
			return err
		}
	}
	step := Step{Track: a.Track, Text: text, Told: told, Who: t.promiser(a.Who), Due: tidy(a.Due)}
	if step.Who != t.Owner {
		if err := t.checkPresent("who", step.Who); err != nil {
			return err
		}
	}
	if find(t.Steps, step.again) == nil {
		step.ID = id.Step(t.NewID())
		t.emit(StepAdded{step})
	}
	return nil
}

// again reports whether another step is the same thing still to be done: a form sent twice.
func (s Step) again(x *Step) bool {
	was := *x
	was.ID = s.ID
	return was == s
}

// DoStep says that a step is done.
type DoStep struct {
	Step id.Step
}

// Name is the command's name in the table of who may.
func (DoStep) Name() string { return "do_step" }

func (d DoStep) decide(t *turn) error {
	s := find(t.Steps, func(s *Step) bool { return s.ID == d.Step })
	if s == nil {
		return errs.Missingf("There is no such step in this case.")
	}
	if !s.Open() {
		return nil
	}
	t.emit(StepDone{Step: d.Step, Track: s.Track})
	return nil
}

// LeaveStep leaves a step out that this case does not need after all.
type LeaveStep struct {
	Step id.Step
}

// Name is the command's name in the table of who may.
func (LeaveStep) Name() string { return "leave_step" }

func (l LeaveStep) decide(t *turn) error {
	s := find(t.Steps, func(s *Step) bool { return s.ID == l.Step })
	if s == nil {
		return errs.Missingf("There is no such step in this case.")
	}
	if !s.Open() {
		return nil
	}
	t.emit(StepLeft{Step: l.Step, Track: s.Track})
	return nil
}

// QuestionAnswered notes an answer.
type QuestionAnswered struct {
	Key    string `json:"key"`
	Answer string `json:"answer"`
}

// StepAdded is a step added by hand.
type StepAdded struct {
	Step Step `json:"step"`
}

// StepDone says that a step is done.
type StepDone struct {
	Step  id.Step `json:"step"`
	Track Track   `json:"track"`
}

// StepLeft says that a step is not needed after all.
type StepLeft struct {
	Step  id.Step `json:"step"`
	Track Track   `json:"track"`
}

// Kind is the event's name in the log.
func (StepLeft) Kind() string { return "step.left" }

func (e StepLeft) apply(c *Case, s Stamp) {
	if x := find(c.Steps, func(x *Step) bool { return x.ID == e.Step }); x != nil {
		x.LeftAt = s.At
	}
}

// Kind is the event's name in the log.
func (QuestionAnswered) Kind() string { return "question.answered" }

// Kind is the event's name in the log.
func (StepAdded) Kind() string { return "step.added" }

// Kind is the event's name in the log.
func (StepDone) Kind() string { return "step.done" }

func (e QuestionAnswered) apply(c *Case, s Stamp) {
	if q := find(c.Questions, func(q *Question) bool { return q.Key == e.Key }); q != nil {
		q.Answer, q.AnsweredAt = e.Answer, s.At
		if e.Answer == "" {
			q.AnsweredAt = time.Time{}
		}
	}
}

func (e StepAdded) apply(c *Case, _ Stamp) { c.Steps = append(c.Steps, e.Step) }

func (e StepDone) apply(c *Case, s Stamp) {
	if x := find(c.Steps, func(x *Step) bool { return x.ID == e.Step }); x != nil {
		x.DoneAt, x.DoneBy = s.At, s.Actor.Person
	}
}
