package app

import (
	"slices"

	"amends/internal/errs"
	"amends/internal/id"
	"amends/internal/recovery"
)

// who is a set of those who may do something.
type who struct {
	from     recovery.Role // this role and those above it; "" for no colleague
	customer bool          // the customer, in their own case
	system   bool          // timers and jobs
	visitor  bool          // somebody who has not said who they are yet
}

var (
	anyone    = who{from: recovery.Representative, customer: true, system: true}
	staff     = who{from: recovery.Representative, system: true}
	leads     = who{from: recovery.Lead, system: true}
	managers  = who{from: recovery.Manager, system: true}
	admins    = who{from: recovery.Admin, system: true}
	customers = who{customer: true, system: true}
	house     = who{system: true}
)

// rights is the whole table of who may do what: commands by their names, use cases and pages by
// theirs. What is not in it nobody may. A test walks it with every kind of actor.
func rights() map[string]who {
	return map[string]who{
		// commands on a case
		"open": anyone, "receive": anyone, "correct": staff, "answer_question": staff,
		"promise": staff, "keep": staff, "renegotiate": staff, "release": staff, "pass_due": house,
		"reply": staff, "write": house, "take_back": staff, "mark_sent": house, "mark_failed": house,
		"add_note": staff, "log_call": staff, "add_step": staff, "do_step": staff, "leave_step": staff,
		"assign": staff, "hand_over": leads, "name_sponsor": staff,
		"make_offer": staff, "withdraw": staff, "choose": anyone, "suggest_other": customers, "expire_offer": house,
		"approve": leads, "refuse": leads, "give": staff, "deliver": staff, "fail_delivery": staff,
		"resolve": staff, "reopen": staff, "close": staff, "answer_follow_up": anyone, "not_fixed": anyone,
		"prefer": anyone, "see_page": customers, "revoke_link": staff, "erase": managers,

		// use cases and pages
		"see_work": staff, "see_customers": staff, "see_team": staff, "see_figures": staff, "see_playbook": staff,
		"see_settings": leads, "see_page_of_case": customers, "see_file": anyone, "see_mailbox": staff,
		"complain": {from: recovery.Representative, customer: true, system: true, visitor: true}, "draft": staff, "save_customer": staff, "export_customer": managers,
		"save_playbook": managers, "save_people": admins, "set_away": leads, "save_tokens": admins, "invite": admins,
		"move_clock": staff,
	}
}

// may refuses an actor who may not do this in this case. Customers are told only that there is no
// such case: who guesses must not learn.
func may(actor Actor, c id.Case, what string) error {
	right, known := rights()[what]
	if actor.Kind == recovery.ByCustomer {
		if !known || !right.customer || actor.Case != c {
			return errs.Missingf("There is no such case.")
		}
		return nil
	}
	return right.check(actor)
}

// allowed refuses an actor who may not do this, whatever the case.
func allowed(actor Actor, what string) error { return may(actor, actor.Case, what) }

func (w who) check(actor Actor) error {
	switch actor.Kind {
	case "":
		if w.visitor {
			return nil
		}
	case recovery.BySystem:
		if w.system {
			return nil
		}
	case recovery.ByPerson, recovery.ByToken:
		roles := recovery.Roles()
		least, mine := slices.Index(roles, w.from), slices.Index(roles, actor.Role)
		if least >= 0 && mine >= least {
			return nil
		}
	}
	return errs.Deniedf("Your role does not allow this. Ask a lead or an administrator.")
}
