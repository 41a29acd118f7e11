package demo

import "amends/internal/recovery"

// mornings are what came in on the last working day and this morning, and is owed now.
func mornings() []*story {
	return []*story{christening(), oven(), violin(), medicine()}
}

func christening() *story {
	return &story{
		name: "Marta Kowalczyk", email: "marta.kowalczyk@post.example", channel: recovery.Form, reference: "NM-51311", paid: 7900, at: ago{1, 14, 44},
		text:  "The christening gown arrived with a brown stain across the front, in the box, under the tissue. Four generations are coming. It is on the 29th, so there is time, but please do not use it up.",
		wants: "A clean one. I will not wash somebody else's stain out of my grandson's gown.",
	}
}

func oven() *story {
	return &story{
		name: "Femi Okonkwo", email: "femi.okonkwo@mail.example", phone: "+49 69 5550 1377", channel: recovery.Form, reference: "NM-51177", paid: 54900, at: ago{1, 17, 12},
		text: "Your fitters drilled through the water pipe behind my new oven and left. They left a note: customer not at home. I was at home. I was holding the bucket. " +
			"The floor in the kitchen is lifting now and the neighbour below has a stain the shape of Africa, which we both found a little funny, until this morning.",
		wants: "A plumber today and the rest after that.",
		beats: []beat{
			on(1, 17, 40, ours(), call("Plumber there by 18:30, our bill. {customer} turned the main tap himself. Told him that the floor and the neighbour's ceiling are ours too.")),
		},
	}
}

func violin() *story {
	return &story{
		name: "Noa Feldman", email: "noa.feldman@mail.example", channel: recovery.Mail, subject: "Signed by somebody I do not know", reference: "NM-51290", at: ago{0, 8, 16},
		text: "Hello,\n\nmy daughter's violin came back from your repair workshop yesterday, or so you say: it was signed for by an M. Schulz. There is no M. Schulz in this house. It was her grandmother's. " +
			"It never arrived here, and she has not spoken since she heard.\n\nNoa Feldman",
	}
}

func medicine() *story {
	return &story{
		name: "Viktor Marku", email: "viktor.marku@post.example", phone: "+49 711 5550 164", channel: recovery.Phone, reference: "NM-51333", at: ago{0, 9, 22},
		subject: "Cool box left in the sun",
		text:    "The cool box with his insulin bag was left on the step at noon instead of with the neighbour, as agreed. It was warm when he came home. He has enough until Thursday. He is not shouting; he says that he is used to it, which is worse.",
		wants:   "A new cool bag by tomorrow, and that the driver rings.",
	}
}
