package demo

import "amends/internal/recovery"

// parcels are things that did not come, came broken or were not what was ordered.
func parcels() []*story {
	return []*story{cradle(), teapot(), shoes(), piano(), suit(), chair(), lamp()}
}

func cradle() *story {
	return &story{
		name: "Ngozi Adeyemi", email: "ngozi.adeyemi@post.example", phone: "+49 30 5550 1201", channel: recovery.Form,
		reference: "NM-48113", paid: 18900, at: ago{44, 21, 47},
		text: "The cradle I ordered three weeks ago never arrived. Your page says delivered, but nobody has seen it, not the neighbours, not the porter. " +
			"My daughter is due on the 20th and her room has a rug, a lamp and an empty corner. I have been looking at that corner every evening.",
		wants: "That she has a cradle before she is here.",
		beats: []beat{
			on(43, 9, 24, ours(), done(recovery.Containment), call("Spoke with {customer} for ten minutes. The parcel was left at number 14 instead of 41 and is gone. She wants the cradle, not the money, and by the 15th at the latest. She laughed once.")),
			on(43, 10, 5, offer("", option("replacement", 18900, "The same cradle by courier on Wednesday between 17:00 and 19:00, carried up and set up"), option("refund", 18900, ""))),
			on(43, 12, 31, sees(), chooses(1)),
			on(41, 18, 20, deliver("Set up in the room at 17:40; photo from the courier")),
			on(40, 9, 12, reply("Dear {customer},\n\nthe courier wrote that the cradle stands in its corner since yesterday evening. We took the word delivered for a delivery and asked nobody. That is our fault, and I am sorry for every evening you looked at an empty one.\n\nIf anything about it is not right, write here and it comes to me.\n\n{owner}"), done(recovery.Amends)),
			on(40, 9, 30, resolve("A new cradle was brought by courier and set up in the room.")),
			on(34, 19, 3, held("yes", 5, "She was born on the 18th and sleeps in it. Thank you for not making me fight for it.")),
			on(33, 10, 15, close_("The carrier's driver may scan a parcel as delivered without a name or a photo.", "From October on the carrier gives a photo and the house number for every parcel above 100 euro; checked weekly.")),
			on(9, 20, 11, stands(5, "All is well. I ordered the high chair with you.")),
		},
	}
}

func teapot() *story {
	return &story{
		name: "Haruto Tanaka", email: "haruto.tanaka@mail.example", channel: recovery.Mail, subject: "A broken teapot", reference: "NM-48377", at: ago{41, 7, 52},
		text: "Good morning,\n\nthe iron teapot that you sent me is cracked from the spout to the handle. The box was not even dented, so it was packed like that. " +
			"It was meant for my father, who turns eighty on Sunday and who taught me to pour tea without speaking.\n\nI do not want a discount. I want to know how a cracked pot passes through so many hands.\n\nHaruto Tanaka",
		beats: []beat{
			on(41, 9, 10, ours(), answered("in_use", "No, it leaks."), done(recovery.Containment), call("{customer} is calm and exact. The pot leaks. Sunday is what matters. Promised nothing yet; two pots of the same batch in the warehouse checked by hand, both whole.")),
			on(41, 9, 41, offer("", option("replacement", 12400, "A pot checked by hand, by courier on Friday before noon; we collect the cracked one"), option("refund", 12400, ""))),
			on(41, 11, 20, chooses(1)),
			on(39, 12, 5, deliver("Handed over at 11:20, signed by H. Tanaka")),
			on(39, 14, 30, reply("Dear {customer},\n\nyou asked how a cracked pot passes through so many hands. Six people touched it and none of them opened the box: iron counts as unbreakable in our list, and it is not. That is our fault, and I am sorry that it reached you a week before your father's birthday.\n\nThe list is changed since this morning: iron is opened and knocked on before it leaves.\n\n{owner}")),
			on(39, 14, 45, done(recovery.Amends), resolve("A pot that was checked by hand came on Friday; the cracked one was collected.")),
			on(34, 8, 40, held("yes", 5, "He poured. Nobody spoke. Thank you.")),
			on(34, 11, 2, close_("Cast iron was on the list of goods that are packed without being looked at.", "Iron is opened and knocked on before it leaves the warehouse.")),
		},
	}
}

func shoes() *story {
	return &story{
		name: "Leticia Moreira", email: "leticia.moreira@post.example", channel: recovery.API, reference: "NM-50020", paid: 8900, at: ago{19, 16, 4},
		text: "I received two left shoes. Both size 39, both left. I laughed, then I remembered that the interview is on Thursday and my old ones have a hole. " +
			"I have a right foot too.",
		wants: "The right one. In both senses.",
		beats: []beat{
			on(18, 9, 35, kind("wrong_item"), ours(), done(recovery.Containment), reply("Dear {customer},\n\ntwo left shoes: that is our fault, and I am sorry, with an interview on Thursday.\n\nA whole pair leaves today by courier and is with you on Monday by 13:00. Keep the two left ones until then; the courier takes them along.\n\n{owner}")),
			on(18, 9, 50, offer("", option("replacement", 8900, "A whole pair by courier on Monday by 13:00; the courier takes the two left ones along"), option("refund", 8900, ""))),
			on(18, 10, 2, sees(), chooses(1)),
			on(15, 12, 50, deliver("Signed by L. Moreira at 12:31")),
			on(15, 13, 20, done(recovery.Amends), resolve("A pair with a left and a right shoe came before the interview.")),
			on(11, 21, 14, held("yes", 4, "I got the job. The shoes helped.")),
			on(8, 9, 40, closeWithout("Two pairs were opened at the same table and boxed crosswise.", "It happened once in eleven years; the table has one pair at a time by rule already.")),
		},
	}
}

func piano() *story {
	return &story{
		name: "Oskar Lindqvist", email: "oskar.lindqvist@mail.example", phone: "+46 70 555 0144", channel: recovery.Phone, reference: "NM-50771", paid: 64000, at: ago{7, 15, 20},
		subject: "Digital piano, stairs",
		text:    "He waited at home the whole day, second time, and the digital piano did not come: the drivers rang, heard that it is the third floor, and left. They told him on the phone that stairs are not their problem. He is 71 and cannot carry it. His wife's choir rehearses on Saturday.",
		wants:   "Two people who carry it up, on a day that holds.",
		beats: []beat{
			on(7, 16, 30, kind("late"), ours(), call("Rang him back. He is tired rather than angry. Stairs were in the order from the start; the carrier's slip does not show it.")),
			on(6, 9, 45, done(recovery.Containment), offer("", option("replacement", 64000, "The piano on Friday between 10:00 and 12:00, two people, carried up and set up"), option("refund", 64000, ""))),
			on(6, 10, 30, approve(lena)),
			on(6, 13, 5, chooses(1)),
			on(6, 14, 0, renegotiate(recovery.Resolution, ago{4, 17, 0}, "Friday suits him: the choir's piano teacher is there to help him set it up.")),
			on(5, 11, 40, reply("Dear {customer},\n\ntwo people are booked for Friday between 10:00 and 12:00, and both know about the third floor. You do not have to be at the window.\n\n{owner}")),
			on(4, 11, 55, deliver("Third floor, 11:10. He played the first bars for the drivers.")),
			on(4, 14, 10, reply("Dear {customer},\n\nthe drivers told me what you played them. The stairs stood in your order and not on the carrier's slip. That is our fault, and I am sorry for the two days you spent at the window.\n\n{owner}"), done(recovery.Amends)),
			on(4, 14, 25, resolve("Two people carried the piano to the third floor and set it up.")),
		},
	}
}

func suit() *story {
	return &story{
		name: "Tadeusz Wolski", email: "t.wolski@mail.example", phone: "+48 22 555 0199", channel: recovery.Form, reference: "NM-51206", paid: 23900, at: ago{4, 12, 40},
		text: "The black suit was promised for Thursday, then for Friday, and now your page says Tuesday. The funeral of my brother is on Wednesday. " +
			"I stood in the shop with him when he bought his own, last spring. Please, somebody tell me a day that is true.",
		wants: "The suit before Wednesday, or the truth today, so that I can buy another.",
		beats: []beat{
			on(4, 13, 20, kind("late"), ours(), done(recovery.Containment), call("Told {customer} what we know: the van is in Poznan, the suit is on it, and the sorting there is closed until Monday. He thanked me for the truth. He is not well.")),
			on(4, 13, 50, offer("", option("replacement", 23900, "The same suit from our shop in Warsaw, brought to your door on Monday before 18:00"), option("refund", 23900, "Your money back today, so that you can buy another one"))),
			on(4, 14, 12, sees(), chooses(1)),
			on(4, 14, 30, renegotiate(recovery.Resolution, ago{0, 15, 0}, "The shop in Warsaw opens again on Monday, as we agreed on the phone.")),
			on(1, 17, 35, deliver("Brought to the door at 17:10 by our colleague from the Warsaw shop, with a second size to be sure")),
			on(1, 17, 50, reply("Dear {customer},\n\nour colleague from Warsaw writes that the suit fits. We gave you three days that were not true. That is our fault, and I am sorry, in this week of all weeks.\n\nThe other parcel needs nothing from you: it turns around by itself.\n\n{owner}")),
		},
	}
}

func chair() *story {
	return &story{
		name: "Priya Raman", email: "priya.raman@post.example", phone: "+44 20 5550 0133", channel: recovery.Form, reference: "NM-49310", paid: 31900, at: ago{27, 11, 18},
		text: "You sent me the wrong chair. I ordered the office chair with the high back because of my spine; what came is a low one in mint green. " +
			"I have worked from the kitchen stool for a week now and my physiotherapist is not amused.",
		wants: "The high one. The mint one can go anywhere it likes.",
		beats: []beat{
			on(27, 13, 2, ours(), done(recovery.Containment), reply("Dear {customer},\n\nyou ordered the high back and got a low one. That is our fault, and I am sorry for your week on the kitchen stool.\n\nThe right chair is reserved. Choose on your page how you would like it: {page}\n\n{owner}")),
			on(27, 13, 20, offer("", option("replacement", 31900, "The high chair on Thursday, put together for you; we take the mint one along"), option("refund", 31900, ""))),
			on(27, 14, 5, approve(lena)),
			on(27, 15, 44, chooses(1), prefers(recovery.Mail, "mornings, before my meetings")),
			on(26, 16, 10, deliver("Put together at 15:20; the low chair is on its way back")),
			on(26, 16, 40, done(recovery.Amends), resolve("The high chair came, put together, and the wrong one was taken along.")),
			on(20, 8, 25, held("yes", 5, "My spine says thank you.")),
			on(20, 10, 30, close_("Two chairs shared a shelf code after the autumn move.", "Shelf codes checked against the list of the move; one more pair was found and put right.")),
		},
	}
}

func lamp() *story {
	return &story{
		name: "Priya Raman", email: "priya.raman@post.example", phone: "+44 20 5550 0133", channel: recovery.Mail, subject: "Wrong again", reference: "NM-51240", at: ago{1, 9, 2},
		text: "Hello again,\n\nyou may remember the mint chair. I ordered a reading lamp in brass, NM-51240, and you sent me a lava lamp. In mint.\n\n" +
			"The first time was funny. I liked how you dealt with it, so I came back, and here we are. I do not want to explain it a third time.\n\nPriya Raman",
		beats: []beat{
			on(1, 9, 58, ours(), note(lena, "Second wrong item in a month, both in mint. Please look at the shelf codes of the whole row before you answer, so that there is no third time."), done(recovery.Containment)),
			on(1, 10, 40, call("She was kind about it. Promised nothing but the lamp. She would like to know why, in plain words, when we know it.")),
			on(1, 11, 15, offer("", option("replacement", 14900, "The brass lamp, opened and looked at by me before it leaves, with you on Wednesday"), option("refund", 14900, "")), left(recovery.Amends, "exchange")),
		},
	}
}
