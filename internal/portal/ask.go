package portal

import (
	"strconv"

	"amends/internal/look"
	"amends/internal/recovery"
)

// question is what we ask after the fix.
func (v pageView) question() string {
	if v.page.Ask == recovery.FollowUpRelationship {
		return v.p.T("A while has passed. Is it still put right?")
	}
	return v.p.T("Is it really put right?")
}

func (v pageView) fixes() []look.OptionView {
	meant := v.meant("answer").Fixed
	return []look.OptionView{
		{Name: "fixed", Value: "yes", Title: v.p.T("Yes"), On: meant == "yes"},
		{Name: "fixed", Value: "partly", Title: v.p.T("Partly"), Sub: v.p.T("Something is still missing."), On: meant == "partly"},
		{Name: "fixed", Value: "no", Title: v.p.T("No"), Sub: v.p.T("We take it up again at once."), On: meant == "no"},
	}
}

// rating is one of five marks.
type rating struct {
	value, label string
	on           bool
}

func (v pageView) ratings() []rating {
	labels := []string{v.p.T("badly"), "", v.p.T("so-so"), "", v.p.T("well")}
	var list []rating
	for i, label := range labels {
		list = append(list, rating{strconv.Itoa(i + 1), label, v.meant("answer").Rating == i+1})
	}
	return list
}

// ways are how the customer can be reached.
func (v pageView) ways() []look.Choice {
	meant := v.meant("contact").Channel
	return []look.Choice{
		{Value: "", Label: v.p.T("As it comes"), On: meant == ""},
		{Value: string(recovery.Mail), Label: v.p.T("By mail"), On: meant == string(recovery.Mail)},
		{Value: string(recovery.Phone), Label: v.p.T("By phone"), On: meant == string(recovery.Phone)},
		{Value: string(recovery.Page), Label: v.p.T("Only here, on this page"), On: meant == string(recovery.Page)},
	}
}

// reached says how we reach them now.
func (v pageView) reached() string {
	c, p := v.page.Contact, v.p
	way := ""
	switch c.Channel {
	case recovery.Mail:
		way = p.T("by mail")
	case recovery.Phone:
		way = p.T("by phone")
	case recovery.Page:
		way = p.T("on this page")
	}
	switch {
	case way != "" && c.When != "":
		return p.T("You asked us to reach you %[1]s: %[2]s.", way, c.When)
	case way != "":
		return p.T("You asked us to reach you %s.", way)
	case c.When != "":
		return p.T("You asked us: %s.", c.When)
	}
	return ""
}
