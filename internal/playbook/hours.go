package playbook

import (
	"time"

	"amends/internal/calendar"
)

// Hours are the working hours of a week, several windows a day.
type Hours struct {
	Monday    []calendar.Window `yaml:"monday"`
	Tuesday   []calendar.Window `yaml:"tuesday"`
	Wednesday []calendar.Window `yaml:"wednesday"`
	Thursday  []calendar.Window `yaml:"thursday"`
	Friday    []calendar.Window `yaml:"friday"`
	Saturday  []calendar.Window `yaml:"saturday"`
	Sunday    []calendar.Window `yaml:"sunday"`
}

// Holiday is a day we are closed, or open only in Hours.
type Holiday struct {
	Date  calendar.Date     `yaml:"date"`
	Name  string            `yaml:"name"`
	Hours []calendar.Window `yaml:"hours"`
}

// Week is the hours by time.Weekday.
func (h Hours) Week() [7][]calendar.Window {
	return [7][]calendar.Window{h.Sunday, h.Monday, h.Tuesday, h.Wednesday, h.Thursday, h.Friday, h.Saturday}
}

// Calendar is the working time of the company. zone is Company.Zone, loaded by the caller. Every
// call makes a new calendar, which is the caller's to add holidays to. An error means that the
// hours contradict each other; a parsed playbook has none, unless zone is nil.
func (p *Playbook) Calendar(zone *time.Location) (*calendar.Calendar, error) {
	c := &calendar.Calendar{
		Zone:    zone,
		Week:    p.Hours.Week(),
		Closed:  map[calendar.Date]string{},
		Special: map[calendar.Date][]calendar.Window{},
	}
	for _, h := range p.Holidays {
		if len(h.Hours) > 0 {
			c.Special[h.Date] = h.Hours
		} else {
			c.Closed[h.Date] = h.Name
		}
	}
	return c, c.Check()
}
