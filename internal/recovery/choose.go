package recovery

import (
	"slices"
	"strings"

	"amends/internal/id"
)

// want describes whom something is given to.
type want struct {
	role     Role
	only     bool // nobody of another role
	team     id.Team
	teamName string // as the playbook names it
	skill    string
	not      []id.Person
}

// choose finds the present colleague who fits best: role, then team, then skill, then the
// lightest load; among equals the one who has been here longest (the lowest id).
func choose(staff []Staff, w want) Staff {
	var best Staff
	bestRank := -1
	for _, s := range staff {
		if s.Away || slices.Contains(w.not, s.ID) || (w.only && s.Role != w.role) {
			continue
		}
		rank := rankOf(s, w)
		if rank > bestRank || (rank == bestRank && lighter(s, best)) {
			best, bestRank = s, rank
		}
	}
	return best
}

func rankOf(s Staff, w want) int {
	rank := 0
	if s.Role == w.role {
		rank += 4
	}
	if w.inTeam(s) {
		rank += 2
	}
	if w.skill != "" && slices.Contains(s.Skills, w.skill) {
		rank++
	}
	return rank
}

func (w want) inTeam(s Staff) bool {
	return (w.team != 0 && s.Team == w.team) || (w.teamName != "" && strings.EqualFold(w.teamName, s.TeamName))
}

func lighter(a, b Staff) bool {
	if a.Load != b.Load {
		return a.Load < b.Load
	}
	return a.ID < b.ID
}

// pick finds a present colleague by id.
func pick(staff []Staff, p id.Person) Staff {
	for _, s := range staff {
		if s.ID == p && !s.Away && p != 0 {
			return s
		}
	}
	return Staff{}
}

func assignedBecause(s Staff, skill string) string {
	if skill != "" && slices.Contains(s.Skills, skill) {
		return "knows this kind of failure and has the lightest load"
	}
	return "has the lightest load"
}
