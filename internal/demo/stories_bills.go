package demo

import "amends/internal/recovery"

// bills are bills, charges and refunds.
func bills() []*story {
	return []*story{twice(), widow(), waiting(), student(), deposit(), fee()}
}

func twice() *story {
	return &story{
		name: "Kwame Boateng", email: "kwame.boateng@mail.example", channel: recovery.API, reference: "NM-49002", paid: 11240, at: ago{32, 10, 44},
		text:  "I was charged twice, 112.40 each, on the same minute. It is the end of the month and the second one took what was for the nursery. The card people say it is you.",
		wants: "The money today, not in 5 to 7 working days.",
		beats: []beat{
			on(32, 11, 20, ours(), done(recovery.Containment), reply("Dear {customer},\n\nwe took your money twice. That is our fault, and I am sorry that it hit the nursery.\n\nI am sending it as an instant transfer, not through the card.\n\n{owner}"), do(recovery.Give{Option: option("refund", 11240, "Your 112.40 back, as an instant transfer today")})),
			on(32, 12, 5, deliver("Instant transfer 11:52"), done(recovery.Amends), resolve("The second charge was paid back within the hour.")),
			on(27, 9, 14, held("yes", 5, "It was there before I had finished my coffee.")),
			on(26, 15, 30, close_("The shop sent the order again when the bank took longer than eight seconds.", "The shop sends the order's number with each charge, so that the bank knows a second one; in force since Monday.")),
		},
	}
}

func widow() *story {
	return &story{
		name: "Ilse Brandt", email: "ilse.brandt@post.example", phone: "+49 421 5550 190", channel: recovery.Mail, subject: "Letters to my late husband", at: ago{6, 16, 50},
		text: "Dear Sir or Madam,\n\nmy husband Werner died on the 3rd of September, and you still send him reminders for a bill. I wrote to you then, and enclosed the certificate. Yesterday the third one came, with a collection fee of 38 euro. " +
			"It is addressed to him. It says that he should get in touch.\n\nI am 79 and I pay every bill on the day. Please stop writing to Werner.\n\nIlse Brandt",
		beats: []beat{
			on(6, 17, 20, ours(), kind("billing"), done(recovery.Containment), note(mara, "Her letter of September lies in the scans, unread, under W. Reminders are stopped since 17:10, I have seen to it myself.")),
			on(6, 17, 45, call("Rang at once. She told me about him for a while and I listened. Nothing more goes to Werner. She wants it in writing that nothing is owed. I said that I would call on Friday by 11:00 when it is done.")),
			on(6, 17, 50, promises("Call Mrs Brandt when the account is closed and say that nothing is owed", "We call you when everything is closed", ago{4, 11, 0})),
			on(1, 11, 25, give(mara), note(mara, "The call of Friday was not made, and none of us saw it turn red. I call her now. It is the second time that we leave her alone.")),
			on(1, 11, 50, call("Told {customer} that we had said Friday and did not call, and that there is no excuse in it. The account is closed, the fee is gone, and the letter that says so left today with my name on it.")),
			on(1, 12, 0, promises("See that the letter has reached her, and ask whether she needs anything", "We ask whether the letter has come", ago{0, 16, 0})),
		},
	}
}

func waiting() *story {
	return &story{
		name: "Mateus Carvalho", email: "mateus.carvalho@mail.example", channel: recovery.Form, reference: "NM-47890", paid: 7450, at: ago{13, 18, 33},
		text:  "Five weeks I am waiting for the refund of a jacket you told me you had received. I have written four times. Four times a machine thanked me for my patience. I have none.",
		wants: "74.50 and one sentence written by a human being.",
		beats: []beat{
			on(12, 9, 15, ours(), done(recovery.Containment), reply("Dear {customer},\n\nhere is the sentence, from a human being: the jacket came back on the 9th, a colleague scanned it into the wrong pile, and four times nobody looked. That is our fault, and I am sorry.\n\nYour money left two minutes ago.\n\n{owner}"), do(recovery.Give{Option: option("refund", 7450, "Your 74.50 back, today")})),
			on(12, 9, 40, deliver("74.50 by instant transfer, 9:13"), done(recovery.Amends), resolve("The money was paid back, with a word from a person.")),
			on(7, 12, 2, notFixed("The money came. Today you sent me a reminder for the same jacket, which I have not had since September. Is this a joke?")),
			on(7, 13, 15, note(jon, "The return was booked on the order and not on the account; the reminder runs by itself. Stopped.")),
			on(7, 14, 5, call("{customer} laughed, not kindly. I stayed with him on the phone until he saw the balance at zero on his side.")),
			on(6, 10, 45, reply("Dear {customer},\n\nthe reminder came because the jacket was gone from your order but not from your account. Both are at zero now; I looked at them side by side with you yesterday and once more this morning.\n\n{owner}")),
			on(6, 11, 0, resolve("The account is at zero too, and the reminder was taken back.")),
		},
	}
}

func student() *story {
	return &story{
		name: "Linh Nguyen", email: "linh.nguyen@post.example", channel: recovery.Form, reference: "LN-33018", paid: 5980, at: ago{29, 20, 5},
		text: "I cancelled my line in August when I moved home to care for my grandmother. I have the mail from you that says so. You have still taken 29.90 in September and October. I am a student, that is food.",
		beats: []beat{
			on(28, 9, 40, kind("billing"), ours(), done(recovery.Containment), reply("Dear {customer},\n\nyou cancelled in August and we went on taking money. That is our fault, and I am sorry.\n\nBoth months are on their way back to you, and no further one is taken.\n\n{owner}"), do(recovery.Give{Option: option("legal_compensation", 5980, "Both months back, 59.80")})),
			on(27, 10, 30, deliver("59.80 paid back"), done(recovery.Amends), resolve("Both months were paid back, and the line is closed for good.")),
			on(21, 17, 45, held("yes", 5, "Grandmother says you have manners.")),
			on(20, 16, 0, close_("A cancelled line is closed by hand at the end of the month, and the list of August was filed before it was done.", "Closing a line happens with the cancellation itself; the list is gone.")),
		},
	}
}

func deposit() *story {
	return &story{
		name: "Anneli Saarinen", email: "anneli.saarinen@mail.example", phone: "+358 9 5550 177", channel: recovery.Form, reference: "ST-22105", paid: 30000, at: ago{6, 9, 50},
		text:  "The deposit of 300 euro for the cabin was not returned. Your mail says there was a burn on the table. There was one, when we came; I sent a photo of it on the first evening, to you, at 19:12.",
		wants: "The 300 euro and that somebody looks at the photo.",
		beats: []beat{
			on(6, 11, 10, kind("billing"), ours(), done(recovery.Containment), reply("Dear {customer},\n\nI have your photo in front of me, from the first evening at 19:12, with the burn on it. Nobody looked at it before keeping your money. That is our fault, and I am sorry.\n\n{owner}")),
			on(6, 11, 30, offer("The whole deposit. Her photo is older than our bill.", option("refund", 30000, ""))),
			on(6, 13, 40, approve(lena)),
			on(6, 19, 25, sees(), chooses(1)),
			on(4, 10, 0, deliver("300.00 paid back"), reply("Dear {customer},\n\nthe 300 euro left this morning. The table is on the list of the joiner.\n\n{owner}"), done(recovery.Amends)),
			on(4, 10, 20, resolve("The deposit was paid back in full.")),
		},
	}
}

func fee() *story {
	return &story{
		name: "Rosa Jimenez", email: "rosa.jimenez@mail.example", channel: recovery.Form, reference: "LN-34177", paid: 4490, at: ago{1, 15, 38},
		text:  "There is a fee of 12 euro on my bill called service adjustment. I asked your chat what it adjusts. The chat said that it adjusts the service. I would like to speak with somebody who has met a bill before.",
		wants: "To know what it is, or to have it gone.",
		beats: []beat{
			on(1, 16, 20, note(mara, "I do not find it in the price list either. Asked the book-keeping; they answer by tomorrow morning.")),
		},
	}
}
