package totp

import (
	"math"
	"time"

	"codeclock/drift/skew"
)

// What is believed of a skew before any code is seen, up to MaxRange either way; the
// parts add up to one. Measurements of many devices would be better than these, and
// there are none: the shares are experience, from some 300 public reports. Two codes
// make them nearly meaningless, which is why the answer asks for the second.
//
// Whatever somebody draws skews from, the near ones, the whole hours and the years
// among them, answers must not be surer than they are right: TestPriorOfOthers.
const (
	priorMismatch = 0.30 // another key, or a slip in a code: both are common
	priorSpread   = 0.58 // any skew, small ones more often
	priorHours    = 0.04 // whole hours, set by hand or by a wrong zone
	priorQuarters = 0.01 // whole quarters of an hour, the same
	priorDays     = 0.03 // whole days: a wrong date at the right time
	priorResets   = 0.02 // a clock that began at one of resetDates
	priorYears    = 0.02 // or at the start of some year, as many makers have it
)

const (
	zoneHours    = 14 // UTC+14 is the widest zone
	zoneQuarters = 4 * zoneHours
	wholeQuarter = 15 * time.Minute
	wholeDay     = 24 * time.Hour
	wrongDays    = 20 * 365        // how many a date is wrong by at most; few days more often
	priorSlack   = 2 * time.Second // how exactly a clock is off by whole hours

	// resetAgo is how long ago a clock may have begun anew, lately more often.
	resetAgo = 365 * wholeDay
)

// resetDates is where clocks begin that have lost their battery, since 1970: Unix's
// own start, the starts of FAT's dates and of GPS time, and of many real-time clocks.
func resetDates() []time.Duration {
	return []time.Duration{
		sinceEpoch(1970, time.January, 1),
		sinceEpoch(1980, time.January, 1),
		sinceEpoch(1980, time.January, 6),
		sinceEpoch(2000, time.January, 1),
	}
}

// yearStarts are those of this century up to a year: the firmware of many a device
// begins with the year in which it was made.
func yearStarts(until int) (list []time.Duration) {
	for year := 2001; year <= until; year++ {
		list = append(list, sinceEpoch(year, time.January, 1))
	}
	return list
}

func sinceEpoch(year int, month time.Month, of int) time.Duration {
	return time.Duration(time.Date(year, month, of, 0, 0, 0, 0, time.UTC).UnixNano())
}

// prior is the belief in a skew before any code, of a device whose code was read at
// this time since 1970.
type prior struct {
	period time.Duration
	at     time.Duration
	resets []time.Duration
	years  []time.Duration
}

func newPrior(period time.Duration, at time.Time) prior {
	return prior{period, time.Duration(at.UnixNano()), resetDates(), yearStarts(at.UTC().Year())}
}

// of returns the share of belief that lies in an interval of skew.
func (p prior) of(i skew.Interval) float64 {
	wide := i.Widen(priorSlack)
	return priorSpread*(p.below(i.Hi())-p.below(i.Lo()))/(2*p.below(MaxRange)) +
		priorHours*share(wide, time.Hour, zoneHours, evenly) +
		priorQuarters*share(wide, wholeQuarter, zoneQuarters, evenly) +
		priorDays*share(wide, wholeDay, wrongDays, harmonic) +
		priorResets*p.began(i, p.resets) +
		priorYears*p.began(i, p.years)
}

// below integrates 1/(P + |s|) from no skew to s: the spread that is even in
// proportion.
func (p prior) below(s time.Duration) float64 {
	area := math.Log1p(float64(min(skew.Abs(s), MaxRange)) / float64(p.period))
	return math.Copysign(area, float64(s))
}

// began returns the part of clocks that began anew at these dates that have such a
// skew by now.
func (p prior) began(i skew.Interval, dates []time.Duration) float64 {
	sum := 0.0
	for _, date := range dates {
		ago := i.Shift(skew.Sub(p.at, date))
		if ago, ok := ago.Intersect(skew.Between(0, resetAgo)); ok {
			sum += p.below(ago.Hi()) - p.below(ago.Lo())
		}
	}
	return sum / p.below(resetAgo) / max(float64(len(dates)), 1)
}

// share returns the part of the whole units, up to most on either side, that an
// interval holds, with what the first n on one side weigh; no skew at all is none.
func share(i skew.Interval, unit time.Duration, most int64, weigh func(n int64) float64) float64 {
	lo, hi := int64(i.Lo()/unit), int64(i.Hi()/unit) // rounded towards 0
	if i.Lo() > 0 && i.Lo()%unit != 0 {
		lo++
	}
	if i.Hi() < 0 && i.Hi()%unit != 0 {
		hi--
	}
	fast := weigh(clamp(hi, most)) - weigh(clamp(lo-1, most))
	slow := weigh(clamp(-lo, most)) - weigh(clamp(-hi-1, most))
	return max(fast+slow, 0) / (2 * weigh(most))
}

func clamp(n, most int64) int64 { return min(max(n, 0), most) }

func evenly(n int64) float64 { return float64(n) }

// harmonic weighs n units as 1 + 1/2 + ... + 1/n, to a quarter of a percent
// (Euler's sum).
func harmonic(n int64) float64 {
	if n == 0 {
		return 0
	}
	x := float64(n)
	return math.Log(x) + 0.57721566 + 1/(2*x) - 1/(12*x*x) + 1/(120*x*x*x*x)
}
