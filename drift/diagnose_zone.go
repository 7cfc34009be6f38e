package drift

import (
	"cmp"
	"time"

	"codeclock/drift/host"
	"codeclock/drift/skew"
)

const (
	// exact is how near to a whole number of quarter-hours a clock is that was
	// right, and then moved by a zone: its own small error.
	exact = 2 * time.Second

	// byHand is how near it is when a person moved it: people set minutes and
	// leave the seconds. Hours alone are looked at so widely, since nearly every
	// fifth skew is as near to some quarter-hour, and every twentieth to an hour.
	byHand = 90 * time.Second

	// maxZone is the largest difference to UTC of any zone in use
	// (Pacific/Kiritimati, UTC+14).
	maxZone = 14 * time.Hour

	quarter = 15 * time.Minute // zones differ by this or a multiple
	halfDay = 12 * time.Hour
	day     = 24 * time.Hour

	// maxDays is how many days a mistyped date is off at most: a year. More is
	// rather a clock that began anew.
	maxDays = 366
)

// wholes returns the multiple of unit that the skew is nearest to, how well it
// fits, and whether it fits at all.
func (e Evidence) wholes(unit, tolerance time.Duration) (size, rest time.Duration, ok bool) {
	size = e.Skew.Middle().Round(unit)
	if size == 0 || size == skew.Max || size == skew.Min {
		return 0, 0, false
	}
	rest, ok = e.near(size, tolerance)
	return size, rest, ok
}

// checkWholeHours finds a clock that was set for a zone that it is not in: off by
// quarter-hours exactly, or by hours and what a hand leaves.
func checkWholeHours(e Evidence) (Finding, bool) {
	size, rest, ok := e.wholes(quarter, exact)
	sure := Likely
	if !ok {
		size, rest, ok = e.wholes(time.Hour, byHand)
		sure = Possible
	}
	if !ok || skew.Abs(size) > maxZone || skew.Abs(size) == halfDay {
		return Finding{}, false
	}
	return Finding{Code: WholeHours, Severity: Problem, Sure: sure, Size: size, Rest: rest, Name: e.Host.ZoneName}, true
}

// checkSummerTime finds what summer time is, mostly one hour, in a zone that has it. It is likelier
// than another zone when the system was told not to follow it. The zone is the one
// of At, which says nothing when this process was given another than the computer.
func checkSummerTime(e Evidence) (Finding, bool) {
	summer := summerTime(e.At)
	if e.Host.AutoSummer == host.No {
		summer = cmp.Or(summer, time.Hour)
	}
	size := summer
	if e.Skew.Middle() < 0 {
		size = -summer
	}
	rest, ok := e.near(size, byHand)
	if !ok || summer == 0 {
		return Finding{}, false
	}
	f := Finding{Code: SummerTime, Severity: Problem, Sure: Possible, Size: size, Rest: rest, Name: e.Host.ZoneName}
	if e.Host.AutoSummer == host.No {
		f.Sure = Likely
		return f, true
	}
	return f, e.Host.ZoneOverridden != host.Yes
}

// summerTime returns by how much the zone of a time puts clocks forward in its year, 0
// where it does not: mostly an hour, half of one on Lord Howe Island.
func summerTime(t time.Time) time.Duration {
	january := time.Date(t.Year(), time.January, 1, 0, 0, 0, 0, t.Location())
	july := time.Date(t.Year(), time.July, 1, 0, 0, 0, 0, t.Location())
	_, winter := january.Zone()
	_, summer := july.Zone()
	return skew.Abs(time.Duration(summer-winter) * time.Second)
}

// checkHardwareClock finds a skew of just the zone's own offset: the hardware
// clock holds local time and is taken for UTC, or the reverse, as when two
// systems share a computer. Linux then is fast by the offset, Windows slow by
// it; the other direction fits less well.
func checkHardwareClock(e Evidence) (Finding, bool) {
	offset, known := e.Host.ZoneOffset.Get()
	if !known || offset == 0 || e.Host.Container == host.Yes || e.Host.OS == "darwin" {
		return Finding{}, false
	}
	expect := offset
	if e.Host.OS == "windows" {
		expect = -offset
	}
	for _, size := range []time.Duration{expect, -expect} {
		rest, ok := e.near(size, byHand)
		if !ok {
			continue
		}
		f := Finding{Code: HardwareClock, Severity: Problem, Sure: Possible, Size: size, Rest: rest, Name: e.Host.ZoneName}
		switch {
		case e.hardwareDiffers(): // then this clock was not set from it
		case size == expect && e.Host.OS != "windows" && e.Host.RTCLocal == host.Yes:
			f.Sure = Certain
		case size == expect && e.Host.OS == "windows" && e.Host.RTCLocal != host.No,
			size == expect && e.Host.OS == "linux" && e.Host.RTCLocal == host.Unknown:
			f.Sure = Likely
		}
		return f, true
	}
	return Finding{}, false
}

// hardwareDiffers reports whether the hardware clock shows another time than this
// clock, so that the error is this clock's alone.
func (e Evidence) hardwareDiffers() bool {
	apart, known := e.Host.RTCSkew.Get()
	return known && skew.Abs(apart) > byHand
}

// checkHalfDay finds 12 hours: AM for PM.
func checkHalfDay(e Evidence) (Finding, bool) {
	size, rest, ok := e.wholes(halfDay, byHand)
	if !ok || skew.Abs(size) != halfDay {
		return Finding{}, false
	}
	return Finding{Code: HalfDay, Severity: Problem, Sure: Likely, Size: size, Rest: rest}, true
}

// checkWholeDays finds a time of day that is right on a date that is wrong.
func checkWholeDays(e Evidence) (Finding, bool) {
	size, rest, ok := e.wholes(day, byHand)
	if !ok || skew.Abs(size) > maxDays*day {
		return Finding{}, false
	}
	return Finding{Code: WholeDays, Severity: Problem, Sure: Likely, Size: size, Rest: rest}, true
}
