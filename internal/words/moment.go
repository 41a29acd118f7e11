package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The layouts below are texts of the catalogue too: a language orders their parts anew
// ("Mon 2 Jan" is "Mon, 2. Jan" in German) and names its days and months in the four lists.

// Date is the day in short, in the person's zone: "Tue 24 Nov".
func (p *Printer) Date(t time.Time) string { return p.layout(p.T("Mon 2 Jan"), t) }

// DateLong is the day in full: "Tuesday 24 November 2026".
func (p *Printer) DateLong(t time.Time) string { return p.layout(p.T("Monday 2 January 2006"), t) }

// Clock is the time of day: "09:02".
func (p *Printer) Clock(t time.Time) string { return p.layout(p.T("15:04"), t) }

// Moment is day and time: "Tue 24 Nov 09:02".
func (p *Printer) Moment(t time.Time) string { return p.layout(p.T("Mon 2 Jan 15:04"), t) }

// ISO is t for machines, as the datetime attribute wants it: "2026-11-24T09:02:00+01:00".
func (p *Printer) ISO(t time.Time) string { return t.In(p.zone).Format(time.RFC3339) }

// When is t as somebody says it at now: "today 11:00", "tomorrow 10:00", "yesterday 16:20",
// "Wed 10:00" up to six days ahead, otherwise "2 Dec", and "2 Dec 2027" in another year.
func (p *Printer) When(t, now time.Time) string {
	switch days := p.daysBetween(now, t); {
	case days == 0:
		return p.T("today %s", p.Clock(t))
	case days == 1:
		return p.T("tomorrow %s", p.Clock(t))
	case days == -1:
		return p.T("yesterday %s", p.Clock(t))
	case days > 0 && days < 7:
		return p.layout(p.T("Mon 15:04"), t)
	}
	if t.In(p.zone).Year() == now.In(p.zone).Year() {
		return p.layout(p.T("2 Jan"), t)
	}
	return p.layout(p.T("2 Jan 2006"), t)
}

// By is t as it follows the word "by": "11:00 today", "10:00 tomorrow", "10:00 on Wed 2 Dec".
func (p *Printer) By(t, now time.Time) string {
	switch p.daysBetween(now, t) {
	case 0:
		return p.T("%s today", p.Clock(t))
	case 1:
		return p.T("%s tomorrow", p.Clock(t))
	case -1:
		return p.T("%s yesterday", p.Clock(t))
	}
	return p.T("%s on %s", p.Clock(t), p.Date(t))
}

// daysBetween counts midnights, in the person's zone.
func (p *Printer) daysBetween(a, b time.Time) int {
	return int(p.dayNumber(b) - p.dayNumber(a))
}

func (p *Printer) dayNumber(t time.Time) int64 {
	y, m, d := t.In(p.zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)
}

// Where a length of time is told in coarser units.
const (
	day          = 24 * time.Hour
	hoursInWords = 2 * day // up to here in hours
)

// Until is a length of time, whichever way it points: "38 min", "2 h 10 min", "30 h", "3 days".
// What is left over of the last unit is dropped.
func (p *Printer) Until(d time.Duration) string {
	d = d.Abs()
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case d < time.Minute:
		return p.T("under 1 min")
	case d < time.Hour:
		return p.T("%d min", minutes)
	case d < day && minutes > 0:
		return p.T("%[1]d h %[2]d min", hours, minutes)
	case d < hoursInWords:
		return p.T("%d h", hours)
	}
	return p.N(int(d/day), "%d day", "%d days")
}

// Ago is how long something is past: "22 min ago". What is less than a minute past, or to come
// because two clocks differ, is "just now".
func (p *Printer) Ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return p.T("just now")
	case d < time.Hour:
		return p.T("%d min ago", int(d/time.Minute))
	case d < hoursInWords:
		return p.T("%d h ago", int(d/time.Hour))
	}
	return p.N(int(d/day), "%d day ago", "%d days ago")
}

// layout fills a layout made of the parts of package time with t in the person's language.
func (p *Printer) layout(layout string, t time.Time) string {
	t = t.In(p.zone)
	weekday, month := int(t.Weekday()), int(t.Month())-1
	return strings.NewReplacer(
		"Monday", p.name(p.T("Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday"), weekday),
		"Mon", p.name(p.T("Sun, Mon, Tue, Wed, Thu, Fri, Sat"), weekday),
		"January", p.name(p.T("January, February, March, April, May, June, July, August, September, October, November, December"), month),
		"Jan", p.name(p.T("Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec"), month),
		"2006", fmt.Sprintf("%04d", t.Year()),
		"15", fmt.Sprintf("%02d", t.Hour()),
		"04", fmt.Sprintf("%02d", t.Minute()),
		"2", strconv.Itoa(t.Day()),
	).Replace(layout)
}

// name is entry i of a list; a translation that is too short leaves the number, from 1.
func (p *Printer) name(list string, i int) string {
	names := strings.Split(list, ", ")
	if i >= len(names) {
		return strconv.Itoa(i + 1)
	}
	return names[i]
}
