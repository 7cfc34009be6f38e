package totp

import (
	"math"
	"time"

	"codeclock/drift/skew"
)

// What is believed of a skew before any code is seen; the parts add up to one.
// Measurements of many devices would be better than these, and there are none:
// the shares are experience, from some 300 public reports. Two codes make them
// nearly meaningless, which is why the answer asks for the second.
const (
	priorMismatch = 0.20 // another key, or a slip in a code: both are common
	priorSpread   = 0.70 // any skew, small ones more often
	priorZones    = 0.05 // whole quarters of an hour, set by hand or by a wrong zone
	priorDays     = 0.02 // whole days: a wrong date at the right time
	priorDates    = 0.03 // a clock that began at one of resetDates
)

// A zone is a whole quarter of an hour, up to UTC+14, the widest zone there is.
const (
	zoneQuarter  = 15 * time.Minute
	zoneQuarters = 56
	priorMonth   = 30 // days: how many a date is wrong by, and how long ago a reset was
	priorSlack   = 2 * time.Second
	wholeDay     = 24 * time.Hour
)

// resetDates is where clocks begin that have lost their battery, since 1970:
// Unix's own start, the start of GPS time and of FAT's dates, and of many
// real-time clocks.
var resetDates = []time.Duration{
	0,
	sinceEpoch(1980, time.January, 1),
	sinceEpoch(1980, time.January, 6),
	sinceEpoch(2000, time.January, 1),
}

func sinceEpoch(year int, month time.Month, of int) time.Duration {
	return time.Duration(time.Date(year, month, of, 0, 0, 0, 0, time.UTC).UnixNano())
}

// prior is the belief in a skew before any code, over what was searched.
type prior struct {
	period time.Duration
	total  float64 // of the spread
}

func newPrior(period time.Duration, searched skew.Interval) prior {
	p := prior{period: period}
	p.total = p.below(searched.Hi()) - p.below(searched.Lo())
	return p
}

// below integrates 1/(P + |s|) up to s: the spread that is even in proportion.
func (p prior) below(s time.Duration) float64 {
	area := math.Log1p(float64(skew.Abs(s)) / float64(p.period))
	return math.Copysign(area, float64(s))
}

// of returns the share of belief in an interval of skew, of a device whose code
// was read this long after 1970 began.
func (p prior) of(i skew.Interval, at time.Duration) float64 {
	wide := i.Widen(priorSlack)
	belief := priorSpread * (p.below(i.Hi()) - p.below(i.Lo())) / max(p.total, 1)
	belief += priorZones * share(wide, zoneQuarter, zoneQuarters)
	belief += priorDays * share(wide, wholeDay, priorMonth)
	for _, reset := range resetDates {
		since := i.Shift(at - reset) // how long after its reset the device is
		if up, ok := since.Intersect(skew.Between(0, priorMonth*wholeDay)); ok {
			belief += priorDates / float64(len(resetDates)) * float64(up.Width()) / float64(priorMonth*wholeDay)
		}
	}
	return belief
}

// share returns the part of the whole units up to most, on either side, that an
// interval holds; no skew at all is none of them.
func share(i skew.Interval, unit time.Duration, most int64) float64 {
	near := int64(i.Middle().Round(unit) / unit)
	if near == 0 || near > most || near < -most || !i.Contains(time.Duration(near)*unit) {
		return 0
	}
	return 1 / float64(2*most)
}
