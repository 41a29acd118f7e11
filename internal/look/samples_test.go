package look

import "github.com/a-h/templ"

func sampleTop(current string) TopView {
	items := []NavItem{
		{Label: "Today", Href: "today.html", Icon: "today", Key: "t"},
		{Label: "Cases", Href: "case.html", Icon: "cases", Key: "c"},
		{Label: "Customers", Href: "list.html", Icon: "customers", Key: "u"},
		{Label: "Team", Href: "team.html", Icon: "team", Key: "m"},
		{Label: "How we do", Href: "charts.html", Icon: "chart"},
		{Label: "Playbook", Href: "playbook.html", Icon: "playbook"},
	}
	for i := range items {
		items[i].Current = items[i].Label == current
	}
	return TopView{
		Brand: "amends", Home: "today.html", Items: items, Find: "/find", Person: "Mara Lund", Role: "Representative",
		Menu: []NavItem{{Label: "Settings", Href: "pieces.html", Icon: "settings"}, {Label: "Sign out", Href: "/out", Icon: "out", Post: true}},
	}
}

func sampleClock() templ.Component {
	return ClockBar(ClockView{
		Now: Moment{At: at("10:22"), Text: "Tuesday 24 November, 10:22"}, Action: "/demo/clock", Mail: "/demo/mail",
		Steps: []Choice{{Value: "1h", Label: "+1 hour"}, {Value: "day", Label: "to tomorrow 09:00"}, {Value: "week", Label: "+1 week"}},
	}, w)
}

func beads(states ...State) []Bead {
	labels := []Bead{
		{Label: "Acknowledged", Sub: "09:02, in 4 s"}, {Label: "Understood", Sub: "09:20, Mara"}, {Label: "Options by 11:00", Sub: "in 38 min"},
		{Label: "Made good", Sub: "by Fri 12:00"}, {Label: "Did it hold?", Sub: "Wed 2 Dec"}, {Label: "Still with us?", Sub: "27 Dec"},
	}
	for i := range labels {
		labels[i].State = states[i]
	}
	return labels
}

func sampleToday() templ.Component {
	hour := SeamView{Seed: 1042, Beads: beads(Kept, Kept, Next, Open, Open, Open)}
	late := SeamView{Seed: 1040, Beads: beads(Kept, KeptLate, Late, Open, Open, Open)}
	return parts(`<main id="main" class="screen"><div class="screen-head"><div><h1>Good morning, Mara. Four promises before noon.</h1><p class="lede">One is late. Nothing of yours is with anybody else.</p></div>`,
		Switch("Whose", []NavItem{{Label: "Mine", Href: "#", Current: true}, {Label: "My team’s", Href: "#"}, {Label: "All", Href: "#"}}), `</div>`,
		with(Band("Late", "1", true),
			Debt(DebtView{When: Moment{At: at("10:00"), Text: "22 min ago"}, State: Late, What: "Tell Olu Adeyemi what we found", Quote: "“Charged twice, and the branch said it was my bank.”", Chips: []ChipView{{"third contact", Red}}, Why: "said he will leave", Href: "case.html", Seam: late}, w)),
		with(Band("Within the hour", "2", false),
			Debt(DebtView{When: Moment{At: at("11:00"), Text: "38 min"}, State: Next, What: "Options for Ada Lindqvist", Quote: "“It is now Tuesday and nobody answers. I need it for my daughter’s wedding on Saturday.”", Chips: []ChipView{{"second failure", Red}}, Why: "wedding on Sat", Href: "case.html", Seam: hour}, w),
			Debt(DebtView{When: Moment{At: at("11:07"), Text: "45 min"}, State: Next, What: "Decide: policy exception for R. Castellano", Quote: "“I was in hospital when the 30 days ran out.”", Chips: []ChipView{{"waits for you", Gold}}, Why: "from Jon", Owner: "Jon Aas", Href: "case.html", Seam: SeamView{Seed: 7, Beads: beads(Kept, Kept, Broken, Kept, Next, Open)}}, w)),
		with(Band("Today", "2", false),
			Debt(DebtView{When: Moment{At: at("14:00"), Text: "14:00"}, What: "Call Mrs Whitcombe back", Quote: "“Nobody has ever rung me when they said.”", Chips: []ChipView{{"broken once", Plain}}, Why: "78, alone", Href: "case.html", Seam: SeamView{Seed: 9, Beads: beads(Kept, Broken, Kept, Kept, Open, Open)}}, w),
			Debt(DebtView{When: Moment{At: at("15:30"), Text: "15:30"}, What: "Did the repair hold? Family Brandt", Href: "case.html", Seam: SeamView{Seed: 12, Mended: true, Beads: beads(Kept, Kept, KeptLate, Kept, Kept, Kept)}}, w)),
		with(Band("Later", "0", false)),
		Empty(EmptyView{Title: "Nothing owed after today", Text: "When a customer writes, what we owe them appears here by itself.", Do: []ButtonView{{Label: "Write down a complaint", Href: "#", Icon: "plus"}, {Label: "See all cases", Href: "#", Kind: ButtonQuiet}}}),
		`</main>`)
}

func sampleCase() templ.Component {
	seam := SeamView{Seed: 1042, Beads: beads(Kept, KeptLate, Next, Open, Open, Open)}
	soon := Moment{At: at("11:00"), Text: "38 min", Due: false}
	return parts(`<main id="main" class="case"><section class="story"><div class="case-head"><div class="who">`, Face("Ada Lindqvist", FaceSmall),
		`<span>Ada Lindqvist</span><span>customer since 2019</span><span>case 1042</span><span>by mail</span><span class="acts">`,
		Button(ButtonView{Label: "Give to…", Kind: ButtonQuiet, Small: true}), Button(ButtonView{Label: "Resolve", Small: true}), `</span></div>
		<h1 class="title">“It is now Tuesday and nobody answers. I need it for my daughter’s wedding on Saturday.”</h1>
		<div class="facts"><span><b>Parcel never came</b></span><span>severity <b>3</b></span><span>fault <b>ours</b></span><span>order <b>A-1009</b>, €186.00</span><span>wants <b>money back</b></span><span class="late">second failure in 61 days</span></div></div>`,
		Seam(seam, w),
		`<div class="thread"><h2 class="day">Today</h2>`,
		with(Told(Moment{At: at("09:02"), Text: "09:02"}), Letter(LetterView{In: true, From: "Ada Lindqvist", Aside: "to care@northmill.example", Text: "I ordered on the 3rd, you promised Friday, it is now Tuesday and nobody answers. I need it for my daughter’s wedding on Saturday. I want my money back.", Quoted: "On Monday you wrote: your parcel is on its way.", Files: []FileLink{{"receipt.pdf", "#", "84 kB"}}}, w)),
		with(Told(Moment{At: at("09:02"), Text: "09:02"}), Note(NoteView{Text: "Acknowledged at once. Ada was told that Mara has it and that she hears from us by 11:00. She opened her page at 09:05."})),
		with(Told(Moment{At: at("09:20"), Text: "09:20"}), Note(NoteView{Text: "Ada chose a call before noon.", ByCustomer: true})),
		with(Told(Moment{At: at("09:31"), Text: "09:31"}), Letter(LetterView{From: "Mara Lund", Aside: "seen 09:40", Text: "Dear Ada,\n\nyour parcel was left on the wrong trailer. That is our fault."}, w)),
		`</div>`, sampleComposer(), `</section><aside class="side" aria-label="What we owe and can give">`, sampleSide(soon), `</aside></main>`)
}

func sampleComposer() templ.Component {
	return with(Composer(ComposerView{
		Action: "/cases/1042/replies", Label: "Reply to Ada", Draft: "/cases/1042/draft", Coach: "/coach", Saved: "saved 09:31", Version: "3",
		Text:   "Dear Ada,\n\nyou ordered on the 3rd for your daughter’s wedding, and we left your parcel on the wrong trailer. That is our fault, and I am sorry. Unfortunately our depot was very busy, but here is what I can do today. I will call you tomorrow by 10.",
		Marks:  []MarkView{{"fault", "An excuse.", "It takes back the “our fault” before it. Customers want the cause, not the reason it was hard."}, {"promise", "A promise:", "call Ada, Wed 25 Nov by 10:00, Mara. It will be kept in what we owe."}},
		Checks: []CheckView{{"ours", true}, {"sorry, once", true}, {"what happened", true}, {"options", false}, {"when", true}},
		Send:   ButtonView{Label: "Send, keep the promise", Kind: ButtonMain},
	}, w), `<div class="owed-rows" data-owed></div>`, Select(FieldView{Name: "template", Label: "Start from"}, []Choice{{Label: "Nothing"}, {Value: "a", Label: "First word", Group: "Parcel"}, {Value: "b", Label: "It is found", Group: "Parcel"}}))
}

func sampleSide(soon Moment) templ.Component {
	wed := Moment{At: at("23:00"), Text: "Wed 10:00"}
	return parts(`<section><h2>What we owe Ada</h2>`, Rows([]Row{
		{State: Late, What: "First word on the refund", Sub: "Mara", When: &Moment{At: at("09:00"), Text: "12 min ago"}},
		{State: Next, What: "Two options to choose from", Sub: "Mara", When: &soon}, {State: Open, What: "Call: is it on its way?", Sub: "Mara, said in the reply", When: &wed},
		{State: Released, What: "Update at noon", Sub: "moved: she asked for a call", End: "moved"}}, w),
		`</section><section><h2>Stop the damage</h2>`, Rows([]Row{{State: Kept, What: "Courier held for Thursday", End: "09:24"}, {State: Open, What: "Check the 14 others on that trailer", End: "Jon"}}, w),
		`</section><section><h2><span>Make amends</span><span>within your authority</span></h2><form class="stack tight"><div class="options">`,
		OptionCard(OptionView{Name: "remedy", Value: "r", Many: true, On: true, Title: "Refund in full", Cost: "€186.00", Sub: "Nothing was received: part of it satisfies less than none."}),
		OptionCard(OptionView{Name: "remedy", Value: "c", Many: true, Title: "Courier on Thursday, delivery on us", Cost: "€24.50", Sub: "Saves Saturday. Capacity left: 6 today."}),
		`</div>`, Meter(3120, 5000, "Goodwill this month: €3,120 of €5,000", Plain), `<div class="btns">`,
		Button(ButtonView{Label: "Put one to Ada", Kind: ButtonGive}), Button(ButtonView{Label: "Other…", Kind: ButtonPlain}), `</div></form></section>`)
}

func sampleList() templ.Component {
	row := func(name, chip string, tone Tone, open, when string, seed int64, states ...State) TableRow {
		return TableRow{Href: "case.html", Cells: []templ.Component{Text(name), Chip(chip, tone), SeamMini(SeamView{Seed: seed, Beads: beads(states...)}, w), Text(open), Time(Moment{At: at(when), Text: when})}}
	}
	return parts(`<main id="main" class="screen"><div class="screen-head"><div><h1>Customers</h1><p class="lede">Everybody we have let down, and how it stands between us.</p></div><div class="btns">`,
		Button(ButtonView{Label: "Write down a complaint", Kind: ButtonMain, Icon: "plus"}), `</div></div><form class="filters"><input class="input" type="search" aria-label="Find" placeholder="Name, mail, order">`,
		Button(ButtonView{Label: "Find"}), `</form>`,
		Table(TableView{Caption: "Customers", Columns: []Column{{Label: "Customer"}, {Label: "Standing"}, {Label: "Latest case"}, {Label: "Value", Num: true}, {Label: "Last word", Num: true}}, Rows: []TableRow{
			row("Ada Lindqvist", "second failure", Red, "€1,240.00", "09:31", 1, Kept, Kept, Next, Open, Open, Open),
			row("Olu Adeyemi", "third contact", Red, "€310.00", "08:12", 2, Kept, Kept, Late, Open, Open, Open),
			row("Family Brandt", "with us again", Green, "€4,020.00", "15:30", 3, Kept, Kept, Kept, Kept, Kept, Kept),
			row("R. Castellano", "waits for you", Gold, "€88.00", "10:05", 4, Kept, Broken, Kept, Next, Open, Open)}}),
		Pager(PagerView{First: "#", Next: "#", Count: "50 of about 1,200"}, w),
		Table(TableView{Caption: "None", Columns: []Column{{Label: "Customer"}}}), `</main>`)
}

func sampleTeam() templ.Component {
	due := Moment{At: at("10:45"), Text: "23 min"}
	return parts(`<main id="main" class="screen"><div class="screen-head"><div><h1>Team</h1><p class="lede">Two promises are at risk today. Jon is away from Monday.</p></div></div><div class="cards">`,
		Load(LoadView{Name: "Mara Lund", Sub: "representative", Open: 14, Of: 20, Text: "14 of 20 cases", Href: "#", AtRisk: []Row{{State: Next, What: "Options for Ada Lindqvist", Sub: "no draft yet", When: &due}}}, w),
		with(Load(LoadView{Name: "Jon Aas", Sub: "away from Mon 30 Nov", Open: 21, Of: 20, Text: "21 of 20 cases", Href: "#", Chips: []ChipView{{"3 late", Red}}}, w), Button(ButtonView{Label: "Hand over 21 cases", Small: true})),
		Load(LoadView{Name: "Henrik Aas", Sub: "sponsor", Text: "no cases", Href: "#"}, w), `</div></main>`)
}

func sampleCharts() templ.Component {
	points := []Point{{"5 Oct", 81, "81 %", 74, 87, false}, {"12 Oct", 84, "84 %", 78, 89, false}, {"19 Oct", 79, "79 %", 72, 85, false}, {"26 Oct", 88, "88 %", 83, 92, false}, {"2 Nov", 64, "64 %", 57, 71, true}, {"9 Nov", 90, "90 %", 85, 94, false}, {"16 Nov", 93, "93 %", 89, 96, false}}
	return parts(`<main id="main" class="screen"><div class="screen-head"><div><h1>We kept nine promises of ten this week.</h1><p class="lede">Last 30 days, 412 cases.</p></div><div class="btns">`, Button(ButtonView{Label: "As CSV", Href: "#"}), `</div></div><div class="figures">`,
		Figure("100 %", "answered", "within 4 s at the median", Plain), Figure("2 h 10", "to the first word", "was 3 h 05", Plain), Figure("1.8 days", "to resolution", "90 % within 4 days", Plain), Figure("7 %", "reopened", "29 of 412", Red),
		`</div><div class="two-up"><div class="stack">`,
		Line(LineView{Title: "Commitments kept in time", Desc: "By week, with 95 % intervals. The trailer fire of 2 November stands out.", Points: points, Max: 100, Top: "100 %", Bottom: "0", Levels: []Level{{"goal: 90 %", 90}}}, w), `<hr>`,
		Line(LineView{Title: "With one week only", Desc: "", Points: points[:1], Max: 100, Top: "100 %", Bottom: "0"}, w),
		`</div><div class="stack">`,
		Bars(BarsView{Title: "Causes", Desc: "Cases of the last 30 days", Bars: []Bar{{Label: "Left on the wrong trailer", Value: 61, Text: "61"}, {Label: "Charged twice", Value: 34, Text: "34", Tone: Red}, {Label: "Promise not passed on", Value: 12, Text: "12"}, {Label: "No cause yet", Value: 0, Text: "0"}}}),
		`<p>Reopened `, Sparkline([]float64{9, 8, 11, 7, 7, 6, 5}, "falling from 9 to 5 in seven weeks"), `</p></div></div></main>`)
}

func samplePlaybook() templ.Component {
	text := "# How Northmill makes amends\nversion: 3\ncommitments:\n  - kind: acknowledge\n    within: 1 minute\n  - kind: decide\n    withn: 4 working hours\nfailures:\n  parcel_never_came:\n    severity: 3\n"
	return parts(`<main id="main" class="screen wide"><div class="screen-head"><div><h1>Playbook</h1><p class="lede">What we promise, what may be given, and by whom. Cases keep the version they began with.</p></div></div>`,
		Tabs("Parts", []NavItem{{Label: "Read", Href: "#"}, {Label: "Change", Href: "#", Current: true}, {Label: "Versions", Href: "#"}}),
		`<form class="stack">`, Refusal("One line is not understood, so nothing was changed."),
		CodeBox(FieldView{Name: "text", Label: "The playbook as YAML", Aside: "version 4, a draft", Value: text, Error: "One line needs your eye."}, []ProblemView{{Line: 7, Text: "“withn” is not a word of the playbook. Did you mean “within”?"}}, w),
		`<div class="btns">`, Button(ButtonView{Label: "Check and preview", Kind: ButtonMain}), Button(ButtonView{Label: "Throw away", Kind: ButtonHarm}), `</div></form></main>`)
}

func samplePieces() templ.Component {
	return parts(`<main id="main" class="screen"><h1>Pieces</h1><div class="part stack">`,
		Flash(FlashView{Say: "Your reply to Ada is on its way.", Tone: Gold, Undo: "/undo", Seconds: 10}, w), Flash(FlashView{Say: "Saved."}, w), Flash(FlashView{Say: "The mail server did not answer; we try again in a minute.", Tone: Red}, w),
		`<div class="btns">`, Button(ButtonView{Label: "Save", Kind: ButtonMain}), Button(ButtonView{Label: "Plain"}), Button(ButtonView{Label: "Give", Kind: ButtonGive}), Button(ButtonView{Label: "Forget this person", Kind: ButtonHarm}), Button(ButtonView{Label: "Not now", Kind: ButtonQuiet}), Button(ButtonView{Label: "Off", Attrs: templ.Attributes{"disabled": true}}), `</div>
		<div class="row">`, Dot(Open, "open"), Dot(Next, "next"), Dot(Kept, "kept"), Dot(KeptLate, "kept late"), Dot(Late, "late"), Dot(Broken, "broken"), Dot(Released, "released"), Chip("plain", Plain), Chip("late", Red), Chip("gold", Gold), Chip("kept", Green), Face("Ada Lindqvist", FaceLarge), Face("Ø", FaceNormal), Face("", FaceSmall), `</div>`,
		Seam(SeamView{Seed: 5, Beads: beads(Kept, KeptLate, Late, Open, Open, Open)}, w), Seam(SeamView{Seed: 6, Beads: beads(Kept, Broken, Kept, Kept, Next, Released)}, w), Seam(SeamView{Seed: 7, Mended: true, Beads: beads(Kept, KeptLate, Kept, Kept, Kept, Kept)}, w), SeamMini(SeamView{Seed: 1}, w),
		Tabs("Settings", []NavItem{{Label: "People", Href: "#", Current: true}, {Label: "Teams", Href: "#"}, {Label: "Hours and holidays", Href: "#"}, {Label: "Roles", Href: "#"}, {Label: "Tokens", Href: "#"}}),
		`</div><form class="part form">`,
		Field(FieldView{Name: "name", Label: "Name", Required: true, Value: "Ada"}), Field(FieldView{Name: "mail", Label: "Mail address", Type: "email", Value: "ada@", Error: "This is not a whole mail address. Is the part after the @ missing?", Hint: "We answer here and nowhere else."}),
		Select(FieldView{Name: "role", Label: "Role"}, []Choice{{Value: "r", Label: "Representative", On: true}, {Value: "l", Label: "Team lead"}}),
		Textarea(FieldView{Name: "what", Label: "What happened", Aside: "optional", Hint: "In the customer’s words."}), FileField(FieldView{Name: "files", Label: "Files", Hint: "Up to 10 MB each."}),
		Tick(FieldView{Name: "notify", Label: "Wake me when something is late"}, true),
		Radios(FieldView{Name: "how", Label: "How should we reach you?", Value: "mail"}, []Choice{{Value: "mail", Label: "By mail"}, {Value: "call", Label: "Call me", Sub: "before noon"}}, false),
		`<div class="btns">`, Button(ButtonView{Label: "Save", Kind: ButtonMain}), `</div></form><p class="token">amends_7f3k29dkq0s9d8f7</p></main>`)
}

func sampleCustomer() templ.Component {
	doing := SeamView{Seed: 1042, Beads: []Bead{{Kept, "We read your message", "Tuesday 09:02"}, {Kept, "We found the parcel and held a courier for you, so that both ways stay open until you have chosen", "Tuesday 09:24"}, {Next, "You choose how we put it right", "whenever you like"}, {Open, "Mara calls to see that it is on its way", "Wednesday by 10:00"}, {Open, "We ask if it is really solved", "2 December"}}}
	return parts(`<main id="main" class="page"><div class="head"><span>Northmill</span><span>Your case 1042</span></div><h1>Ada, we left you without your parcel and without an answer.</h1><p class="said">You ordered on the 3rd and need it for your daughter’s wedding on Saturday. It was put on the wrong trailer on Thursday. That is our fault.</p><div class="nextword">`,
		Face("Mara Lund", FaceNormal), `<span><b>Mara has it.</b> You hear from her today by 11:00.<br><span class="sub">Call her: 0800 118 402. Henrik Aas, our head of service, stands behind this.</span></span></div><h2>What would put it right?</h2><form class="stack tight"><div class="options">`,
		OptionCard(OptionView{Name: "offer", Value: "1", On: true, Title: "Your money back, €186.00", Sub: "On your card within 2 days. Nothing to send back."}), OptionCard(OptionView{Name: "offer", Value: "2", Title: "The dress by courier on Thursday", Sub: "At your door between 9 and 12, delivery paid by us."}), OptionCard(OptionView{Name: "offer", Value: "other", Title: "Something else would help", Sub: "Tell us in your words."}),
		`</div><div class="other">`, Textarea(FieldView{Name: "other", Label: "What would put it right?"}), `</div>`, Button(ButtonView{Label: "This one", Kind: ButtonMain, Wide: true}), `</form><h2>What we are doing</h2>`, SeamUpright(doing, w),
		`<h2>What we wrote to each other</h2>`, Letter(LetterView{In: true, From: "You", Aside: "Tuesday 09:02", Text: "I ordered on the 3rd, you promised Friday, it is now Tuesday and nobody answers."}, w), Letter(LetterView{From: "Mara", Aside: "Tuesday 09:31", Text: "Dear Ada,\nyour parcel was left on the wrong trailer."}, w),
		`<details class="fold"><summary>This is not right</summary><form class="form">`, Textarea(FieldView{Name: "not", Label: "What is not right?"}), Button(ButtonView{Label: "Tell Mara"}), `</form></details><details class="fold"><summary>How to reach me</summary><div>By mail.</div></details></main>`)
}

func sampleForm() templ.Component {
	return parts(`<main id="main" class="page"><div class="head"><span>Northmill</span></div><h1>Tell us what went wrong.</h1><p class="said">A person reads this. You get an answer within a minute that says who has it, and when you hear from us next.</p><form class="form part">`,
		Field(FieldView{Name: "name", Label: "Your name", Required: true}), Field(FieldView{Name: "contact", Label: "Where do we reach you?", Hint: "Mail or phone."}), Field(FieldView{Name: "reference", Label: "Order or reference", Aside: "optional"}),
		Textarea(FieldView{Name: "text", Label: "What happened?", Required: true, Error: "Please write a sentence or two, so that we know what to put right."}), Textarea(FieldView{Name: "wants", Label: "What would put it right?", Aside: "optional"}), FileField(FieldView{Name: "files", Label: "Files", Aside: "optional"}),
		Button(ButtonView{Label: "Send", Kind: ButtonMain, Wide: true}), `</form></main>`)
}

func sampleDoor() templ.Component {
	return parts(`<main id="main" class="door-card">`, Mark(true), `<h1>Good morning.</h1><p class="soft">Sign in to see what we owe today.</p><form class="form">`,
		Refusal("That mail address and password do not belong together."), Field(FieldView{Name: "mail", Label: "Mail address", Type: "email"}), Field(FieldView{Name: "password", Label: "Password", Type: "password"}), Button(ButtonView{Label: "Sign in", Kind: ButtonMain, Wide: true}), `</form></main>`)
}
