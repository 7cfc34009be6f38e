package report

import (
	"math"
	"slices"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
)

// Kind is what happened to a clock between two reports.
type Kind string

const (
	Same    Kind = "same"    // nothing that the measurements could tell
	Drifted Kind = "drifted" // it runs too slow or too fast
	Stepped Kind = "stepped" // it was set
	Zoned   Kind = "zoned"   // the time zone was changed, the clock was not
	Both    Kind = "both"    // the clock was set, and the zone was changed
)

// maxDrift is the fastest that a clock may run wrong and still be a clock: 500
// ppm, RFC 5905's tolerance of a frequency (section 11.2, appendix A.5.5.1).
const maxDrift = 500e-6

// Change is what happened between two reports of one ticket.
type Change struct {
	Before, After int // indexes of the reports
	Elapsed       time.Duration
	Skew          skew.Interval // by how much it changed, after minus before
	Zone          time.Duration // by how much the offset from UTC changed
	Kind          Kind
	Fixed         bool // it was not OK before, and is now
}

// Changes compares the reports of each clock of a ticket in the order in which
// they were made. Refused reports and those without a ticket or a skew are left
// out.
func Changes(all []Verified) []Change {
	var usable []int
	for i, v := range all {
		if v.Trust <= Doubtful && v.Skew.Known() && v.Report.Ticket != "" {
			usable = append(usable, i)
		}
	}
	slices.SortStableFunc(usable, func(a, b int) int { return began(all[a]).Compare(began(all[b])) })
	last := map[string]int{}
	var out []Change
	for _, i := range usable {
		key := all[i].Report.clock()
		if before, ok := last[key]; ok {
			out = append(out, change(all, before, i))
		}
		last[key] = i
	}
	return out
}

// clock tells the clock of a report from others, as far as reports can: two
// phones of one kind look the same.
func (r Report) clock() string {
	of := r.System
	switch {
	case r.Page != nil:
		of = r.Page.System
	case r.Watched != nil:
		of = r.Watched.App
	}
	return strings.Join([]string{r.Ticket, r.Device, of}, " ")
}

func began(v Verified) time.Time {
	t, _ := v.Report.True()
	return t
}

func change(all []Verified, before, after int) Change {
	a, b := all[before], all[after]
	was, is := a.Skew, b.Skew
	c := Change{
		Before: before, After: after, Elapsed: began(b).Sub(began(a)),
		Skew:  skew.Between(skew.Sub(is.Lo(), was.Hi()), skew.Sub(is.Hi(), was.Lo())),
		Fixed: a.Verdict != result.OK && b.Verdict == result.OK,
	}
	if a.Report.Device == Computer { // the zones of other devices are not known
		c.Zone = time.Duration(b.Report.UTCOffset-a.Report.UTCOffset) * time.Second
	}
	c.Kind = c.kind()
	return c
}

func (c Change) kind() Kind {
	least := c.Skew.Distance(0) // the smallest change that the measurements allow
	switch set := least.Seconds() > maxDrift*c.Elapsed.Seconds(); {
	case set && c.Zone != 0:
		return Both
	case c.Zone != 0:
		return Zoned
	case set:
		return Stepped
	case least > 0:
		return Drifted
	}
	return Same
}

// Rate returns the drift rate in ppm, slow negative, and its bound. It is
// meant for a clock that was not set.
func (c Change) Rate() (ppm, bound float64) {
	if c.Elapsed <= 0 {
		return 0, math.Inf(1)
	}
	return c.Skew.Middle().Seconds() / c.Elapsed.Seconds() * 1e6, c.Skew.Bound().Seconds() / c.Elapsed.Seconds() * 1e6
}
