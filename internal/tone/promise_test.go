package tone

import (
	"strings"
	"testing"
	"time"

	"amends/internal/calendar"
)

// setup is a Wednesday at 14:00 in Berlin, with an office that works Monday to Friday, 9 to 17.
func setup(t *testing.T) (time.Time, *calendar.Calendar) {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	cal := officeHours(zone)
	if err := cal.Check(); err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, time.November, 18, 14, 0, 0, 0, zone), cal
}

const stamp = "Mon 2006-01-02 15:04"

// single is a text with one promise that can be put on the calendar; an empty what is not looked at.
type single struct{ text, due, words, what string }

func checkSingles(t *testing.T, tests []single) {
	t.Helper()
	now, cal := setup(t)
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			got := Promises(tt.text, now, cal)
			if len(got) != 1 {
				t.Fatalf("found %d promises, want one: %+v", len(got), got)
			}
			checkSingle(t, tt, got[0])
		})
	}
}

func checkSingle(t *testing.T, tt single, p Promise) {
	t.Helper()
	if p.Vague || p.Due.Format(stamp) != tt.due {
		t.Errorf("due %s (vague %v), want %s", p.Due.Format(stamp), p.Vague, tt.due)
	}
	if p.Words != tt.words {
		t.Errorf("time words %q, want %q", p.Words, tt.words)
	}
	if tt.what != "" && p.What != tt.what {
		t.Errorf("what %q, want %q", p.What, tt.what)
	}
	if p.Text != tt.text[p.Start:p.End] || !strings.Contains(p.Text, p.Words) {
		t.Errorf("text %q does not show %q", p.Text, p.Words)
	}
}

func TestDayAndClock(t *testing.T) {
	t.Parallel()
	checkSingles(t, []single{
		{"I'll call you tomorrow by 10.", "Thu 2026-11-19 10:00", "tomorrow by 10", "Call the customer"},
		{"I’ll call you tomorrow by 10", "Thu 2026-11-19 10:00", "tomorrow by 10", "Call the customer"},
		{"I will ring you by 10 tomorrow.", "Thu 2026-11-19 10:00", "by 10 tomorrow", "Ring the customer"},
		{"We'll send it tomorrow at 10am.", "Thu 2026-11-19 10:00", "tomorrow at 10am", "Send it"},
		{"I'll write to you tomorrow by 10:30.", "Thu 2026-11-19 10:30", "tomorrow by 10:30", "Write to the customer"},
		{"I'll write to you tomorrow by 10.30 a.m. with the answer.", "Thu 2026-11-19 10:30", "tomorrow by 10.30 a.m.", "Write to the customer with the answer"},
		{"I'll call at 5 p.m. on Friday.", "Fri 2026-11-20 17:00", "at 5 p.m. on Friday", "Call"},
		{"I will call you by Friday noon.", "Fri 2026-11-20 12:00", "by Friday noon", "Call the customer"},
		{"I'll call you on Friday at noon about the parcel.", "Fri 2026-11-20 12:00", "on Friday at noon", "Call the customer about the parcel"},
		{"We will refund you by midnight on Friday.", "Sat 2026-11-21 00:00", "by midnight on Friday", "Refund the customer"},
		{"I'll be in touch by Wed 25 Nov by 10:00.", "Wed 2026-11-25 10:00", "by Wed 25 Nov by 10:00", "Get in touch"},
		{"I'll call on Wednesday, 25 November 2026, at 15:00.", "Wed 2026-11-25 15:00", "on Wednesday, 25 November 2026, at 15:00", "Call"},
		{"The driver will collect it on Thursday between 9 and 12.", "Thu 2026-11-19 12:00", "on Thursday between 9 and 12", "Collect it"},
		{"The driver will collect it on Thursday from 9 to 12.", "Thu 2026-11-19 12:00", "on Thursday from 9 to 12", "Collect it"},
		{"Our engineer will visit you on Friday 9am-12pm.", "Fri 2026-11-20 12:00", "on Friday 9am-12pm", "Visit the customer"},
		{"I'll call you tomorrow at half past nine.", "Thu 2026-11-19 09:30", "tomorrow at half past nine", "Call the customer"},
		{"I'll be there by half 4 today.", "Wed 2026-11-18 16:30", "by half 4 today", "Get there"},
		{"I'll ring at quarter to five.", "Wed 2026-11-18 16:45", "at quarter to five", "Ring"},
		{"I'll ring you at ten past three.", "Wed 2026-11-18 15:10", "at ten past three", "Ring the customer"},
		{"I'll call you tomorrow morning at 8.", "Thu 2026-11-19 08:00", "tomorrow morning at 8", "Call the customer"},
		{"I'll call you at 8 this evening.", "Wed 2026-11-18 20:00", "at 8 this evening", "Call the customer"},
	})
}

func TestClockWithoutDay(t *testing.T) {
	t.Parallel()
	checkSingles(t, []single{
		{"I will reply by 17:30.", "Wed 2026-11-18 17:30", "by 17:30", "Reply"},
		{"I'll answer by 4.", "Wed 2026-11-18 16:00", "by 4", "Answer"},
		{"I'll answer tomorrow by 2.", "Thu 2026-11-19 14:00", "tomorrow by 2", "Answer"},
		{"I'll call you by 10.", "Wed 2026-11-18 22:00", "by 10", "Call the customer"},
		{"I'll call you at 10am.", "Thu 2026-11-19 10:00", "at 10am", "Call the customer"},
		{"I'll call you by 5 o'clock.", "Wed 2026-11-18 17:00", "by 5 o'clock", "Call the customer"},
		{"I'll call before noon.", "Thu 2026-11-19 12:00", "before noon", "Call"},
	})
}

func TestPartsOfDays(t *testing.T) {
	t.Parallel()
	checkSingles(t, []single{
		{"I'll call this afternoon.", "Wed 2026-11-18 17:00", "this afternoon", "Call"},
		{"I'll call you tomorrow afternoon.", "Thu 2026-11-19 17:00", "tomorrow afternoon", "Call the customer"},
		{"We'll let you know first thing tomorrow.", "Thu 2026-11-19 10:00", "first thing tomorrow", "Let the customer know"},
		{"We'll let you know first thing on Monday.", "Mon 2026-11-23 10:00", "first thing on Monday", "Let the customer know"},
		{"I'll send it tonight.", "Wed 2026-11-18 21:00", "tonight", "Send it"},
		{"I'll do it in the morning.", "Thu 2026-11-19 12:00", "in the morning", "Do it"},
		{"I will update you later today.", "Wed 2026-11-18 17:00", "later today", "Update the customer"},
		{"I'll check by end of day.", "Wed 2026-11-18 17:00", "by end of day", "Check"},
		{"I'll check by the end of the day tomorrow.", "Thu 2026-11-19 17:00", "by the end of the day tomorrow", "Check"},
		{"I'll have an answer for you by close of business on Friday.", "Fri 2026-11-20 17:00", "by close of business on Friday", "Have an answer for the customer"},
		{"I'll fix this by EOD.", "Wed 2026-11-18 17:00", "by EOD", "Fix this"},
	})
}

func TestDays(t *testing.T) {
	t.Parallel()
	checkSingles(t, []single{
		{"I will call you today.", "Wed 2026-11-18 17:00", "today", "Call the customer"},
		{"I'll call you on Friday.", "Fri 2026-11-20 17:00", "on Friday", "Call the customer"},
		{"I'll call you Friday.", "Fri 2026-11-20 17:00", "Friday", "Call the customer"},
		{"I'll call you next Friday.", "Fri 2026-11-27 17:00", "next Friday", "Call the customer"},
		{"I'll call you before Friday.", "Thu 2026-11-19 17:00", "before Friday", "Call the customer"},
		{"I'll call you on Wednesday.", "Wed 2026-11-25 17:00", "on Wednesday", "Call the customer"},
		{"I'll write the day after tomorrow.", "Fri 2026-11-20 17:00", "the day after tomorrow", "Write"},
		{"We will deliver it by 2026-12-01.", "Tue 2026-12-01 17:00", "by 2026-12-01", "Deliver it"},
		{"We will deliver it on 2 December.", "Wed 2026-12-02 17:00", "on 2 December", "Deliver it"},
		{"We will deliver it on December 2nd at noon.", "Wed 2026-12-02 12:00", "on December 2nd at noon", "Deliver it"},
		{"We will deliver it by the 2nd of December.", "Wed 2026-12-02 17:00", "by the 2nd of December", "Deliver it"},
		{"We will deliver it by 4 January.", "Mon 2027-01-04 17:00", "by 4 January", "Deliver it"},
		{"We'll deliver it on the 14th.", "Mon 2026-12-14 17:00", "on the 14th", "Deliver it"},
		{"We'll deliver it by 25/11.", "Wed 2026-11-25 17:00", "by 25/11", "Deliver it"},
		{"We'll deliver it by 25.11.2026.", "Wed 2026-11-25 17:00", "by 25.11.2026", "Deliver it"},
		{"We'll replace it today or tomorrow.", "Thu 2026-11-19 17:00", "today or tomorrow", "Replace it"},
		{"We'll replace it between Friday and Tuesday.", "Tue 2026-11-24 17:00", "between Friday and Tuesday", "Replace it"},
		{"You'll get a call between the 23rd and the 25th.", "Wed 2026-11-25 17:00", "between the 23rd and the 25th", "The customer will get a call"},
		{"We'll refund the $20,000 we've taken by Friday.", "Fri 2026-11-20 17:00", "by Friday", "Refund the $20,000 we've taken"},
		{"We'll bring it on Saturday.", "Sat 2026-11-21 18:00", "on Saturday", "Bring it"},
	})
}

func TestWeeksAndMonths(t *testing.T) {
	t.Parallel()
	checkSingles(t, []single{
		{"I'll get back to you next week.", "Fri 2026-11-27 17:00", "next week", "Get back to the customer"},
		{"I'll get back to you by the end of next week.", "Fri 2026-11-27 17:00", "by the end of next week", "Get back to the customer"},
		{"You'll have it by end of week.", "Fri 2026-11-20 17:00", "by end of week", "The customer will have it"},
		{"We will send it early next week.", "Tue 2026-11-24 17:00", "early next week", "Send it"},
		{"We will send it by the end of the month.", "Mon 2026-11-30 17:00", "by the end of the month", "Send it"},
	})
}

func TestStretchesFromNow(t *testing.T) {
	t.Parallel()
	checkSingles(t, []single{
		{"I will get back to you within 2 working days.", "Fri 2026-11-20 17:00", "within 2 working days", "Get back to the customer"},
		{"We'll refund you in 3 business days.", "Mon 2026-11-23 17:00", "in 3 business days", "Refund the customer"},
		{"We'll refund you in 3-5 working days.", "Wed 2026-11-25 17:00", "in 3-5 working days", "Refund the customer"},
		{"We'll refund you within three to five working days.", "Wed 2026-11-25 17:00", "within three to five working days", "Refund the customer"},
		{"I'll call within the hour.", "Wed 2026-11-18 15:00", "within the hour", "Call"},
		{"I'll call you back in 20 minutes.", "Wed 2026-11-18 14:20", "in 20 minutes", "Call the customer back"},
		{"I'll call you in half an hour.", "Wed 2026-11-18 14:30", "in half an hour", "Call the customer"},
		{"I'll reply within 24 hours.", "Thu 2026-11-19 14:00", "within 24 hours", "Reply"},
		{"I'll reply within 48h.", "Fri 2026-11-20 14:00", "within 48h", "Reply"},
		{"I'll reply within the next 24 hours.", "Thu 2026-11-19 14:00", "within the next 24 hours", "Reply"},
		{"We will answer within 4 working hours.", "Thu 2026-11-19 10:00", "within 4 working hours", "Answer"},
		{"I'll call you in a couple of days.", "Fri 2026-11-20 17:00", "in a couple of days", "Call the customer"},
		{"I'll call you in two weeks.", "Wed 2026-12-02 17:00", "in two weeks", "Call the customer"},
		{"We'll fix it two days from now.", "Fri 2026-11-20 17:00", "two days from now", "Fix it"},
		{"I'll update you every 2 business days.", "Fri 2026-11-20 17:00", "every 2 business days", "Update the customer"},
	})
}

func TestWaysToPromise(t *testing.T) {
	t.Parallel()
	checkSingles(t, []single{
		{"I am going to call you tomorrow by 10.", "Thu 2026-11-19 10:00", "tomorrow by 10", "Call the customer"},
		{"I'm calling you tomorrow at 10.", "Thu 2026-11-19 10:00", "tomorrow at 10", "Call the customer"},
		{"I promise to call you tomorrow by 10.", "Thu 2026-11-19 10:00", "tomorrow by 10", "Call the customer"},
		{"I promise that I'll call you tomorrow by 10.", "Thu 2026-11-19 10:00", "tomorrow by 10", "Call the customer"},
		{"We aim to reply within 24 hours.", "Thu 2026-11-19 14:00", "within 24 hours", "Reply"},
		{"Let me check and come back to you by 4.", "Wed 2026-11-18 16:00", "by 4", "Check and come back to the customer"},
		{"My colleague Sam will call you tomorrow by 10.", "Thu 2026-11-19 10:00", "tomorrow by 10", "Call the customer"},
		{"Will call you tomorrow by 10.", "Thu 2026-11-19 10:00", "tomorrow by 10", "Call the customer"},
		{"You will receive your refund by Friday.", "Fri 2026-11-20 17:00", "by Friday", "The customer will receive their refund"},
		{"You'll hear from me by Friday noon.", "Fri 2026-11-20 12:00", "by Friday noon", "The customer will hear from me"},
		{"You can expect the corrected version by Thursday noon.", "Thu 2026-11-19 12:00", "by Thursday noon", "The customer can expect the corrected version"},
		{"Your refund will be with you by Friday.", "Fri 2026-11-20 17:00", "by Friday", "Their refund will be with the customer"},
		{"Your parcel will arrive on Thursday.", "Thu 2026-11-19 17:00", "on Thursday", "Their parcel will arrive"},
		{"It will be fixed by 5pm today.", "Wed 2026-11-18 17:00", "by 5pm today", "It will be fixed"},
		{"By Friday noon you will have your refund.", "Fri 2026-11-20 12:00", "By Friday noon", "The customer will have their refund"},
		{"Tomorrow morning I'll ring the depot.", "Thu 2026-11-19 12:00", "Tomorrow morning", "Ring the depot"},
		{"I can't promise Friday, but I'll call you tomorrow by 10.", "Thu 2026-11-19 10:00", "tomorrow by 10", "Call the customer"},
		{"I'll let you know by Friday if it is late.", "Fri 2026-11-20 17:00", "by Friday", ""},
		{"I'll call you tomorrow at 10 if that suits you.", "Thu 2026-11-19 10:00", "tomorrow at 10", "Call the customer"},
		{"Unless I hear otherwise I'll call you tomorrow at 10.", "Thu 2026-11-19 10:00", "tomorrow at 10", "Call the customer"},
		{"I'll call you by 4 even if there is no news.", "Wed 2026-11-18 16:00", "by 4", "Call the customer"},
		{"I'll find out why the parcel, which was due on Monday, never came, and call you tomorrow.", "Thu 2026-11-19 17:00", "tomorrow", ""},
		{"We'll send it as soon as possible, by Friday at the latest.", "Fri 2026-11-20 17:00", "by Friday at the latest", ""},
		{"😀 I'll call you tomorrow by 10 👍", "Thu 2026-11-19 10:00", "tomorrow by 10", "Call the customer"},
	})
}

func TestNoPromise(t *testing.T) {
	t.Parallel()
	now, cal := setup(t)
	for _, text := range []string{
		"",
		"I called you yesterday.",
		"I can't promise Friday.",
		"I cannot promise that I'll call you tomorrow.",
		"I won't call you before Friday.",
		"We will not be able to send it until Monday.",
		"If you send it by Friday, I will refund you by Monday.",
		"I'll refund you by Monday if you send it by Friday.",
		"Should you send it by Friday, we will refund you next week.",
		"You said you will call me tomorrow.",
		"You were told that we will deliver on Friday.",
		`Your message says "I'll call you tomorrow".`,
		"> I'll call you tomorrow by 10",
		"Shall I call you tomorrow at 10?",
		"When will I get my refund?",
		"Will you be in tomorrow at 10?",
		"Nobody will call you tomorrow.",
		"You will need the form by Friday.",
		"We will need your form by Friday.",
		"We will be closed on Monday.",
		"I hope we will deliver it on Friday.",
		"Your bank will show it within 3 days.",
		"We will always value you.",
		"We will do our best.",
		"I'm sorry that your parcel, due on Monday, never came.",
		"The customer will send it tomorrow.",
		"Please send it by Friday.",
		"Could you call me tomorrow?",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if got := Promises(text, now, cal); len(got) != 0 {
				t.Errorf("found %+v", got)
			}
		})
	}
}

func TestVaguePromise(t *testing.T) {
	t.Parallel()
	now, cal := setup(t)
	for _, tt := range []struct{ text, words string }{
		{"I'll call you.", ""},
		{"I will look into this for you.", ""},
		{"We'll get back to you as soon as possible.", "as soon as possible"},
		{"We'll send it shortly.", "shortly"},
		{"A member of our team will be in touch in due course.", "in due course"},
		{"I'll call you in a few days.", "a few days"},
		{"We'll refund you within 3 days of receiving the form.", "within 3 days"},
		{"Once the parcel is back we'll refund you within 3 days.", "within 3 days"},
		{"We will deliver it by 2020-01-01.", "by 2020-01-01"},
		{"We will deliver it on 31 February.", "on 31 February"},
		{"I'll send 20 euros for the 3 days of rent.", ""},
		{"I'll reduce the bill by 10 euros and send it by post.", ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			got := Promises(tt.text, now, cal)
			if len(got) != 1 || !got[0].Vague || !got[0].Due.IsZero() {
				t.Fatalf("got %+v, want one vague promise", got)
			}
			if got[0].Words != tt.words {
				t.Errorf("time words %q, want %q", got[0].Words, tt.words)
			}
		})
	}
}

func TestSeveralPromises(t *testing.T) {
	t.Parallel()
	now, cal := setup(t)
	text := "Hi Ada,\nI'll call you tomorrow by 10 and send the refund by Friday. My colleague Sam will collect the old one on Monday, " +
		"and you will hear from me next week.\n> I'll sue you tomorrow\nBye"
	want := []string{
		"Thu 2026-11-19 10:00 Call the customer ",
		"Fri 2026-11-20 17:00 Send the refund ",
		"Mon 2026-11-23 17:00 Collect the old one My colleague Sam",
		"Fri 2026-11-27 17:00 The customer will hear from me ",
	}
	got := Promises(text, now, cal)
	for i, p := range got {
		line := p.Due.Format(stamp) + " " + p.What + " " + p.By
		if i >= len(want) || line != want[i] {
			t.Errorf("promise %d is %q", i, line)
		}
	}
	if len(got) != len(want) {
		t.Errorf("found %d promises, want %d", len(got), len(want))
	}
}

// TestTomorrowIsLiteral holds that "tomorrow" said on a Friday is Saturday.
func TestTomorrowIsLiteral(t *testing.T) {
	t.Parallel()
	now, cal := setup(t)
	friday := now.AddDate(0, 0, 2)
	for text, want := range map[string]string{
		"I'll call you tomorrow by 10.":               "Sat 2026-11-21 10:00",
		"I'll call you within one working day.":       "Mon 2026-11-23 17:00",
		"I'll call you by 9am.":                       "Mon 2026-11-23 09:00",
		"I'll call you next Monday.":                  "Mon 2026-11-23 17:00",
		"I'll call you by the end of the week.":       "Fri 2026-11-20 17:00",
		"I'll call you on Friday.":                    "Fri 2026-11-27 17:00",
		"I'll call you this Friday by the end of day": "Fri 2026-11-20 17:00",
	} {
		got := Promises(text, friday, cal)
		if len(got) != 1 || got[0].Due.Format(stamp) != want {
			t.Errorf("%q on a Friday: %+v, want %s", text, got, want)
		}
	}
}
