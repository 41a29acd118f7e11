package demo

import "amends/internal/recovery"

// lines are connections that failed, and promises about them.
func lines() []*story {
	return []*story{bakery(), bakeryAgain(), exam(), night(), lift(), shop()}
}

func bakery() *story {
	return &story{
		name: "Yusuf Demir", email: "yusuf.demir@post.example", phone: "+49 221 5550 118", channel: recovery.Phone, reference: "LN-31550", at: ago{31, 8, 40},
		subject: "Bakery without card payment",
		text:    "No connection since five in the morning, so no card payment, on a Saturday. The queue went to the corner and half of it walked away. He gave bread to the regulars on trust and threw the rest away at two.",
		wants:   "That it works on Saturdays. And the day.",
		beats: []beat{
			on(29, 9, 10, kind("outage"), ours(), done(recovery.Containment), call("{customer} counted: 340 euro in bread, and people who did not come back on Sunday. The line has been up since Saturday 15:00. He wants to know whether it will hold.")),
			on(29, 10, 0, offer("", option("refund", 4200, "The month's fee back, and a box that takes over by itself when the line is down"), option("store_credit", 4000, ""))),
			on(29, 13, 30, chooses(1)),
			on(28, 11, 20, deliver("Box installed by our technician before opening; fee of 42.00 paid back"), done(recovery.Amends)),
			on(28, 11, 40, resolve("The month was paid back, and a box takes over when the line is down.")),
			on(22, 6, 10, held("yes", 4, "So far. I will tell you on a Saturday.")),
			on(21, 9, 0, close_("A digger cut the cable; the way around it was not switched on for small businesses.", "The way around is on for every business line since the 24th.")),
		},
	}
}

func bakeryAgain() *story {
	return &story{
		name: "Yusuf Demir", email: "yusuf.demir@post.example", phone: "+49 221 5550 118", channel: recovery.Mail, subject: "Saturday again", reference: "LN-31550", at: ago{3, 14, 5},
		text: "You said the box takes over by itself. It did not. No connection from six to eleven, on a Saturday again, and I stood there with a tray of simit and my father's name over the door.\n\n" +
			"I do not want the month's fee. I want somebody who knows this box to stand in my shop on Saturday at five in the morning.\n\nYusuf Demir",
		beats: []beat{
			on(1, 9, 12, kind("outage"), ours(), done(recovery.Containment), call("He is not loud. He said that he believed us once. The box has the old software: it waits for a person to press a button. I told him that this is so and that we did not check it.")),
			on(1, 9, 55, reply("Dear {customer},\n\nwe said that the box takes over by itself and it did not: it had the old software, and nobody tried it before leaving your shop. That is our fault, and I am sorry, the more because you had told us that you would judge it on a Saturday.\n\nYou asked for somebody who knows the box, at five in the morning. His name is Piotr, and I will tell you by 15:00 today whether it is this Saturday.\n\n{owner}")),
			on(1, 14, 40, note(mara, "Piotr has said yes to Saturday five o'clock and asked whether there will be simit.")),
			on(1, 14, 52, call("It is this Saturday: Piotr is there at five and stays until ten. {customer} said that there will be simit.")),
			on(1, 14, 58, promises("Piotr stands in the shop at five and sees the box take over", "Piotr is in your shop on Saturday at five and stays until it holds", ago{-4, 10, 0})),
		},
	}
}

func exam() *story {
	return &story{
		name: "Zainab al-Hariri", email: "zainab.hariri@mail.example", channel: recovery.Form, reference: "LN-34021", paid: 3490, at: ago{5, 17, 25},
		text: "The connection broke down in the middle of my state examination in nursing. Online, one attempt a year, 40 of 90 minutes done. I sat in front of a wheel that turned. " +
			"The proctor wrote that technical problems are the candidate's own responsibility. I have worked three years for this.",
		wants: "A letter that says it was you. With the times. Before the 27th, when the board meets.",
		beats: []beat{
			on(4, 9, 20, kind("outage"), ours(), done(recovery.Containment), call("Asked {customer} to breathe with me first. The line was down from 10:41 to 11:38, our logs show it to the second. She needs that on paper with a signature, and the 27th is a wall.")),
			on(4, 10, 35, reply("Dear {customer},\n\nyour line was down from 10:41:07 to 11:38:52. It was our fault and in no way yours, and I am sorry that it took this hour out of three years.\n\nThe letter to the board, with the times and a signature, is being written by the head of our network. You hear from me by Monday at 12:00.\n\n{owner}")),
			on(1, 11, 30, do(recovery.NameSponsor{}), reply("Dear {customer},\n\nthe letter is signed and attached to your page; the paper left by courier to the board and to you. If the board has a question, its number for us is Henrik Aas, our manager, who knows your case by name.\n\nWhat else we can do is on your page, and you choose.\n\n{owner}")),
			on(1, 11, 45, offer("", option("refund", 3490, "This month's fee back, 34.90"), option("upgrade", 0, "A second line by radio until your examination is behind you, at no cost"))),
			on(1, 18, 55, sees()),
		},
	}
}

func night() *story {
	return &story{
		name: "Samira Haddad", email: "samira.haddad@post.example", channel: recovery.Form, reference: "LN-34190", at: ago{0, 2, 14},
		text: "I am a night nurse on call from home, and the line is down again since midnight. If the ward needs me they ring a telephone that goes through you. " +
			"I have driven to a petrol station to write this. Please, is there anybody awake at your end?",
		wants: "A line that works at night, or a number that a human being answers.",
	}
}

func lift() *story {
	return &story{
		name: "Bronwen Price", email: "bronwen.price@mail.example", phone: "+44 29 5550 0119", channel: recovery.Phone, reference: "LN-34155", at: ago{1, 10, 35},
		subject: "Mother's alarm button",
		text:    "Her mother, 91, wears an alarm button that goes over our line. The line was changed last week and the button was not tried. She fell on Sunday and pressed it for an hour. A neighbour found her. Nothing broken, she says, only her trust in the button. Nobody warned her that it could stop working.",
		wants:   "Somebody who tries the button with her mother, today, and stays until she believes it.",
		beats: []beat{
			on(1, 10, 50, kind("safety"), do(recovery.Correct{Field: "severity", Value: "4"}), ours(), done(recovery.Containment), call("Her mother is warm and looked after, the neighbour is with her. The button was on the old number. Switched back at 10:44, and it rang here at 10:46: I answered it myself and we talked, her mother and I.")),
			on(1, 11, 10, do(recovery.NameSponsor{}), note(henrik, "I drive there this afternoon. Please find out how many buttons hang on lines that were changed since the first of the month, and call each of them before the evening.")),
			on(1, 16, 30, call("Henrik was there from three to four. Her mother pressed the button six times and made him tea. {customer} is still shaken. She wants to know about the others.")),
			on(1, 17, 15, note(aisha, "Fourteen buttons on changed lines. Twelve reached and tried, two do not answer; a technician rings at both doors tomorrow before noon.")),
			on(1, 17, 40, reply("Dear {customer},\n\nyou asked about the others. There were fourteen; twelve are tried and ring, and at the two doors where nobody answered a colleague stands tomorrow before noon. I tell you by 15:00 tomorrow how it went.\n\nThat your mother lay there and pressed a button that we had cut off is our fault, and I am sorry.\n\n{owner}")),
		},
	}
}

func shop() *story {
	return &story{
		name: "Giulia Ferraro", email: "giulia.ferraro@post.example", channel: recovery.API, reference: "LN-33871", at: ago{14, 11, 30},
		text:  "For four days I cannot log in to change my own address. The page sends a code, the code goes to the old address, and the old address is a house that I left because of somebody who still lives there.",
		wants: "That no code and no letter goes there any more. Today.",
		beats: []beat{
			on(14, 11, 50, kind("data_privacy"), ours(), done(recovery.Containment), call("Understood without asking for more than she wanted to say. The old address is locked: nothing leaves for it, by post or code, since 11:42. Agreed on a word by which she knows that it is us.")),
			on(14, 13, 10, reply("Dear {customer},\n\nnothing goes to the old address any more, since 11:42. The new one is in, and it is shown to nobody who has not said our word first.\n\nThat a page of ours kept sending you back there is our fault, and I am sorry.\n\n{owner}")),
			on(13, 10, 15, done(recovery.Amends), resolve("The old address is locked, the new one is in, and the word guards it.")),
			on(8, 12, 30, held("yes", 5, "Thank you for not asking.")),
			on(7, 15, 20, close_("A code can only be sent to the address that is to be changed.", "A change of address may be confirmed by phone with a word; every colleague knows the way since Monday.")),
			on(7, 16, 0, note(lena, "Well done, and quietly done.")),
		},
	}
}
