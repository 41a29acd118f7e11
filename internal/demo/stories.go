package demo

// stories are all that happened in these six weeks, in no order: the schedule makes one. Each is
// invented; the names and addresses are nobody's.
func (c *cast) stories() []*story {
	var all []*story
	for _, some := range [][]*story{parcels(), stays(), bills(), lines(), mornings()} {
		all = append(all, some...)
	}
	return all
}
