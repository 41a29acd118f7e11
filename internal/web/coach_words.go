package web

// markTitle names what a mark of the coach is about, in a few words.
func (s caseSheet) markTitle(code string) string {
	if title := s.faultTitle(code); title != "" {
		return title
	}
	if title := s.restTitle(code); title != "" {
		return title
	}
	return plain(code) + "."
}

func (s caseSheet) faultTitle(code string) string {
	switch code {
	case "conditional_apology":
		return s.T("An “if” in the apology.")
	case "displaced_apology":
		return s.T("Sorry for the wrong thing.")
	case "but_justification":
		return s.T("An excuse.")
	case "blames_customer":
		return s.T("Blame.")
	case "deflects":
		return s.T("Passed on to somebody else.")
	case "policy_wall":
		return s.T("A wall of policy.")
	case "passive_responsibility":
		return s.T("Nobody did it.")
	case "minimises":
		return s.T("It makes it small.")
	case "argues":
		return s.T("An argument.")
	case "commands":
		return s.T("An order.")
	case "vague_time":
		return s.T("No real time.")
	case "overpromises", "wont_happen_again":
		return s.T("More than we can promise.")
	case "boilerplate":
		return s.T("A stock phrase.")
	case "hostile":
		return s.T("Hostile words.")
	}
	return ""
}

func (s caseSheet) restTitle(code string) string {
	switch code {
	case "asks_again":
		return s.T("We know this already.")
	case "second_apology":
		return s.T("Sorry twice.")
	case "apology_long":
		return s.T("A long apology.")
	case "regret_without_responsibility":
		return s.T("Sorry, but not ours?")
	case "public_offer":
		return s.T("An offer in public.")
	case "unfilled_field":
		return s.T("Not filled in.")
	case "wrong_name":
		return s.T("The wrong name?")
	case "vague_noun":
		return s.T("Not the real word.")
	case "missing_opening":
		return s.T("No greeting.")
	case "missing_close":
		return s.T("No close.")
	case "promise_without_time":
		return s.T("A promise without a time.")
	case "timeline":
		return s.T("Say when.")
	case "ownership":
		return s.T("Say who.")
	}
	return ""
}
