package demo

import "amends/internal/recovery"

// stays are rooms, nights and bookings.
func stays() []*story {
	return []*story{wedding(), ramp(), asthma(), sixtieth(), silence(), reception(), keys()}
}

func wedding() *story {
	return &story{
		name: "Camille Fournier", email: "camille.fournier@post.example", phone: "+33 1 5550 0176", channel: recovery.Form, reference: "ST-20931", paid: 46000, at: ago{35, 8, 20},
		text: "You overbooked us on our wedding night. At one in the morning, in my dress, your hotel told us that our room was cancelled and that there was nothing they could do. " +
			"We slept in my aunt's living room under a clock that strikes. My husband carried me over her threshold, which was kind of him.",
		wants: "I do not know what would put this right. You tell me.",
		beats: []beat{
			on(35, 9, 2, ours(), kind("cancelled"), done(recovery.Containment), call("Listened for a quarter of an hour. The night cannot be given back and {customer} knows it. What hurt was that nobody at the desk said sorry or called anybody.")),
			on(35, 9, 40, offer("A wedding night. The law gives her the price back; the stay on top is ours to give.", option("refund", 46000, ""), option("upgrade", 0, "The money back, and the tower room for a weekend you choose, with dinner, as our guests"))),
			on(35, 11, 15, approve(henrik)),
			on(35, 20, 48, sees(), chooses(2)),
			on(34, 10, 20, reply("Dear {customer},\n\nI have read your words to the colleagues of that night. Nobody should have to stand at a desk in her wedding dress and hear that there is nothing to be done. There was: six hotels nearby had rooms, and nobody rang one. That is our fault, and I am sorry.\n\nThe tower room is yours for the weekend you wrote, and the money for the night is on its way.\n\n{owner}")),
			on(33, 15, 5, deliver("Weekend booked for her anniversary; 460.00 paid back the same day"), done(recovery.Amends), resolve("The price of the night was paid back, and a weekend in the tower room is booked.")),
			on(28, 19, 30, held("yes", 4, "The clock at my aunt's has become a family joke. We are coming in May.")),
			on(27, 11, 10, close_("The night desk may not book a guest into another house without the manager, who was asleep.", "The night desk books another house up to 300 euro by itself and pays; practised with all three night porters.")),
			on(2, 18, 0, stands(5, "We told everybody how it ended, not how it began.")),
		},
	}
}

func ramp() *story {
	return &story{
		name: "Desmond Clarke", email: "desmond.clarke@mail.example", phone: "+44 161 555 0108", channel: recovery.Form, reference: "ST-22418", paid: 42000, at: ago{1, 13, 35},
		text: "I use a wheelchair. I booked the accessible room and rang twice to make sure. The room had a step of 14 centimetres into the bathroom. " +
			"For three nights my wife carried me over it. She is 68. We did not come to your hotel so that she could lift me like a child.",
		wants: "Somebody who goes there and looks at it. And that nobody else is told it is accessible.",
		beats: []beat{
			on(1, 14, 10, kind("service_quality"), ours(), done(recovery.Containment), note(aisha, "I rang the house: the step is new, since the drain was repaired in summer. The page still says accessible. I had it taken off at once.")),
			on(1, 14, 55, call("{customer} is very clear and very polite, which made it worse. Told him that the page is changed since 14:30 and that our manager drives there this week.")),
			on(1, 16, 40, offer("All three nights, because none of them was what we sold. He did not ask for money.", option("refund", 42000, ""), option("upgrade", 0, "Three other nights in our house in Bath as our guests, every door and step of it measured by us first"))),
		},
	}
}

func asthma() *story {
	return &story{
		name: "Mei-Ling Chou", email: "meiling.chou@post.example", phone: "+49 40 5550 1480", channel: recovery.Phone, reference: "ST-21007", paid: 28800, at: ago{36, 22, 15},
		subject: "Mould behind the bed",
		text:    "There is black mould behind the bed, the whole wall. Her son is six and has asthma; he was ill in the night and they drove to the hospital at three. He is all right now. The night porter said he would open a window.",
		wants:   "Never to sleep there again. And that no other child does.",
		beats: []beat{
			on(35, 9, 1, kind("safety"), do(recovery.Correct{Field: "severity", Value: "4"}), ours(), done(recovery.Containment), call("Asked first how he is: asleep, with a new inhaler. Room 12 and the two beside it are closed since 8:40. She did not know that and began to cry, from relief I think.")),
			on(35, 9, 30, do(recovery.NameSponsor{})),
			on(35, 10, 15, offer("", option("refund", 28800, ""))),
			on(35, 11, 0, approve(lena)),
			on(35, 12, 9, chooses(1)),
			on(35, 16, 30, deliver("288.00 paid back; the doctor's bill paid on top against her photo"), done(recovery.Amends)),
			on(35, 17, 0, reply("Dear {customer},\n\nrooms 12, 13 and 14 are closed until the wall is open and dry, whatever it costs us in bookings. That your son was ill is our fault, and I am sorry. No window mends a wall.\n\nOur manager, who answers for the house, has his own letter on the way to you.\n\n{owner}")),
			on(34, 11, 5, resolve("The rooms are closed, your money and the doctor's bill were paid back.")),
			on(29, 20, 40, held("yes", 4, "He breathes well. He asked whether the wall has been punished.")),
			on(29, 21, 0, prefers(recovery.Mail, "never at night, please")),
			on(28, 9, 50, close_("A leaking gutter wetted the outer wall for two winters; rooms are looked at, walls behind beds are not.", "Every outer wall is measured each October; five rooms were found and are being dried.")),
			on(3, 10, 30, stands(4, "We would come back. To another room.")),
		},
	}
}

func sixtieth() *story {
	return &story{
		name: "Amara Diallo", email: "amara.diallo@mail.example", channel: recovery.Mail, subject: "You cancelled my mother's birthday", reference: "ST-22377", at: ago{4, 10, 26},
		text: "Dear Northmill,\n\nthis morning you cancelled our booking ST-22377 because of building work that, as I read on your own page, was planned in June. " +
			"Eleven of us come from five countries on 12 December. My mother turns sixty and has not had all her children in one house for nine years.\n\n" +
			"I am not angry yet. I am frightened that there is nowhere left.\n\nAmara Diallo",
		beats: []beat{
			on(4, 11, 5, ours(), kind("cancelled"), reply("Dear {customer},\n\nthe building work was known in June and your booking was taken in August. That is our fault, and I am sorry that you read it in a mail without a name under it.\n\nI have one task today: a house for eleven people on 12 December. You hear from me by 17:00 today.\n\n{owner}")),
			on(4, 16, 20, done(recovery.Containment), call("The mill house in Osnabrueck is free and sleeps fourteen. {customer} went quiet and then asked about the kitchen. Her brothers cook.")),
			on(4, 16, 45, offer("", option("upgrade", 0, "The mill house for all of you, 11 to 13 December, at the price you paid, with the kitchen to yourselves"), exception(15000, "All your money back today, and 150.00 towards whatever you find yourselves", "We cancelled four weeks before a family feast and knew of the work in June; the rule pays the price back and nothing else."))),
			on(4, 17, 20, approve(lena)),
			on(1, 12, 10, writes("Thank you for looking. Before I choose I have to ask my brothers, and one of them is on a ship until tonight.")),
			on(1, 14, 30, reply("Dear {customer},\n\ntake the time your brother needs. The mill house is held for you and for nobody else until you have chosen.\n\n{owner}")),
		},
	}
}

func silence() *story {
	return &story{
		name: "Elif Kaya", email: "elif.kaya@post.example", channel: recovery.Form, reference: "ST-21650", paid: 19800, at: ago{25, 23, 41},
		text: "The room was not cleaned in three days. We asked every morning. On the last evening a man brought one towel, rolled up, like a prize.",
		beats: []beat{
			on(22, 9, 30, ours(), answered("in_use", "Yes, they slept there all three nights."), done(recovery.Containment), reply("Dear {customer},\n\nthree mornings of asking and one towel: that is our fault, and I am sorry.\n\nWhat we can do is on your page: {page}\n\n{owner}")),
			on(22, 9, 45, offer("", option("partial_refund", 4950, "49.50 of what you paid, today"), option("upgrade", 0, "The garden room next time, at the price of this one"))),
			on(21, 7, 58, other("The money is fine but small. What would help is that the maids get a second pair of hands; we saw one woman run for thirty rooms. Nobody should have to.")),
			on(21, 10, 20, note(lena, "She is right: one colleague was ill and nobody was called in. I have talked to the house.")),
			on(21, 10, 40, reply("Dear {customer},\n\nyou saw what we had not: one colleague alone for thirty rooms. From this week the house calls somebody in as soon as one is ill. I told the colleague whom you saw that a guest had spoken for her.\n\nYour part of the price is on its way as well.\n\n{owner}"), do(recovery.Give{Option: option("partial_refund", 4950, "49.50 of what you paid")})),
			on(20, 11, 0, deliver("49.50 paid back"), done(recovery.Amends), resolve("A part of the price was paid back, and the house now calls somebody in when a colleague is ill.")),
			on(14, 20, 15, held("yes", 5, "You told her. That was the right thing.")),
		},
	}
}

func reception() *story {
	return &story{
		name: "Gareth Pugh-Evans", email: "gareth.pe@mail.example", channel: recovery.Form, reference: "ST-22290", at: ago{11, 14, 12},
		text: "Your receptionist spoke to my husband as if he were my servant. He stood beside me with his own card in his hand. She asked me whether he would need a room as well. " +
			"We have been married for sixteen years. He said it was nothing. It is not nothing.",
		beats: []beat{
			on(11, 15, 0, ours(), give(lena), call("{customer} would rather that she heard it from us than lost her post. His husband, Idris, came to the phone at the end and said thank you for asking him.")),
			on(8, 9, 20, done(recovery.Containment), reply("Dear {customer},\n\nyour husband said that it was nothing, and you are right that it is not. How he was spoken to is our fault, and I am sorry, to both of you. A guest is a guest before anybody guesses who belongs to whom.\n\nI have talked with our colleague. She would like to write to Idris herself, if he wants that. Tell me on your page or not at all, as you like.\n\n{owner}")),
			on(7, 18, 22, writes("He would like that.")),
			on(6, 10, 10, done(recovery.Amends), reply("Dear {customer},\n\nher letter left this morning, addressed to him. I read it only to see that it was hers.\n\n{owner}")),
			on(6, 10, 30, resolve("The colleague was heard, and wrote to Idris by hand.")),
			on(0, 8, 5, held("partly", 4, "The letter was good. We are still waiting for the bill to carry both our names.")),
		},
	}
}

func keys() *story {
	return &story{
		name: "Sunniva Holte", email: "sunniva.holte@post.example", phone: "+47 22 55 01 62", channel: recovery.Form, reference: "ST-22467", paid: 12900, at: ago{0, 7, 31},
		text: "We stood outside the cabin in the rain from eight to half past eleven last night with two small children because the key box had no key in it. " +
			"I called the number on the door nine times and nobody answered. A neighbour let us sleep on her floor. Her name is Randi and she deserves a medal.",
		wants: "Tell me that somebody checks that box.",
	}
}
