package web

// flashOfHouse is what is said after something was done on the pages about running the house.
func (v view) flashOfHouse(key string) string {
	switch key {
	case "customer":
		return v.T("Kept.")
	case "erased":
		return v.T("Erased. What is left are numbers without a name.")
	case "away":
		return v.T("Planned. On the first day everything open is handed over.")
	case "back":
		return v.T("Welcome back. New cases come again.")
	case "playbook":
		return v.T("Saved. New cases follow it from now on; open ones keep theirs.")
	case "person":
		return v.T("Saved.")
	case "gone":
		return v.T("They can no longer sign in, and everything they owed is handed over.")
	case "team":
		return v.T("The team is saved.")
	case "revoked":
		return v.T("Revoked. It opens nothing any more.")
	}
	return ""
}
