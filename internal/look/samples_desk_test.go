package look

import "github.com/a-h/templ"

func sampleSettings() templ.Component {
	person := func(name, role, chip string, tone Tone) TableRow {
		return TableRow{Href: "#", Cells: []templ.Component{Text(name), Text(role), Chip(chip, tone), Button(ButtonView{Label: "Hand over", Small: true})}}
	}
	return parts(`<main id="main" class="screen"><div class="screen-head"><div><h1>Settings</h1></div><div class="btns">`, Button(ButtonView{Label: "Invite somebody", Kind: ButtonMain, Icon: "plus"}),
		`</div></div><div class="settings"><nav aria-label="Settings"><a href="#" aria-current="page">People</a><a href="#">Teams</a><a href="#">Hours and holidays</a><a href="#">Roles</a><a href="#">Tokens</a></nav><div class="stack">`,
		Table(TableView{Caption: "People", Columns: []Column{{Label: "Name"}, {Label: "Role"}, {Label: "State"}, {Label: "What to do", Mute: true}}, Rows: []TableRow{person("Mara Lund", "representative", "here", Green), person("Jon Aas", "team lead", "away from Mon 30 Nov", Gold)}}),
		`<form class="form card"><h2>Monday to Friday</h2><div class="fields two">`, Field(FieldView{Name: "from", Label: "From", Type: "time", Value: "09:00"}), Field(FieldView{Name: "to", Label: "To", Type: "time", Value: "17:00", Error: "The day ends before it begins. Is it 17:00?"}),
		`</div>`, Button(ButtonView{Label: "Save the hours", Kind: ButtonMain}), `</form></div></div></main>`)
}

func sampleMailbox() templ.Component {
	return parts(`<main id="main" class="screen wide"><div class="screen-head"><div><h1>Mailbox</h1><p class="lede">In the demo nothing leaves this machine. Read here what customers receive.</p></div></div>
		<div class="mailbox"><nav aria-label="Mails"><a href="#" aria-current="true"><span><b>Ada Lindqvist</b><time>10:22</time></span><span class="clip">We have your message, Ada</span></a><a href="#"><span><b>Olu Adeyemi</b><time>09:58</time></span><span class="clip">What we found out about the double charge</span></a></nav>
		<article class="mail"><h1>We have your message, Ada</h1><p class="sub">to ada@example.net, from care@northmill.example</p><div class="words">Dear Ada,
your parcel did not come, and you need it for Saturday. Mara Lund has it from here. You hear from her today by 11:00.

<a href="customer.html">Your page: what we are doing, and what you can choose</a></div></article></div></main>`)
}

func sampleHistory() templ.Component {
	return parts(`<main id="main" class="screen"><div class="customer-head">`, Face("Ada Lindqvist", FaceLarge), `<div><h1>Ada Lindqvist</h1><p class="facts"><span>customer since <b>2019</b></span><span><b>9</b> orders, <b>€1,240.00</b></span><span class="late">second failure in 61 days</span></p></div><div class="btns">`,
		Button(ButtonView{Label: "Write down a complaint", Icon: "plus"}), `</div></div><div class="two-up"><section><h2>Cases</h2><ul class="history"><li data-row><span class="sub">since today</span><span class="what"><a class="rowlink" href="case.html">Parcel never came</a><br><span class="said soft">“It is now Tuesday and nobody answers.”</span></span>`,
		SeamMini(SeamView{Seed: 1042, Beads: beads(Kept, Kept, Next, Open, Open, Open)}, w), `</li><li data-row><span class="sub">24 Sep</span><span class="what"><a class="rowlink" href="case.html">Parcel late</a></span>`, SeamMini(SeamView{Seed: 801, Mended: true, Beads: beads(Kept, Kept, KeptLate, Kept, Kept, Kept)}, w),
		`</li></ul></section><aside class="card"><h2>What she prefers</h2><dl class="pairs"><dt>Reach her</dt><dd>by phone, before noon</dd><dt>Language</dt><dd>English</dd></dl></aside></div></main>`)
}
