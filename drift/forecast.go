package drift

import (
	"math"
	"time"

	"codeclock/drift/skew"
)

// horizon is how far ahead a course is followed.
const horizon = 10 * 365 * 24 * time.Hour

// at returns when a datum was.
func (c *Course) at(m datum) time.Time { return c.Points[m.index].At }

func seconds(s float64) time.Duration {
	return time.Duration(max(min(s*float64(time.Second), float64(skew.Max)), float64(skew.Min)))
}

// At returns where the clock was or will be at a time: what every point since the last step leaves possible
// then, given the rate, and that the rate may wander by 5 ppm with the temperature. It's Unknown without points.
func (c Course) At(t time.Time) skew.Interval {
	var known skew.Interval
	last := c.lastPiece()
	for i := len(c.data) - 1; i >= 0; i-- {
		m := c.data[i]
		if m.piece != last || m.odd {
			continue
		}
		if both, agree := known.Intersect(c.project(c.Points[i], t)); agree {
			known = both
		}
	}
	return known
}

func (c Course) lastPiece() int {
	last := -1
	for _, m := range c.data {
		last = max(last, m.piece)
	}
	return last
}

// project carries what one point leaves possible on to another time.
func (c Course) project(p Point, t time.Time) skew.Interval {
	by := c.Rate.over(t.Sub(p.At))
	return skew.Between(skew.Add(p.Skew.Lo(), by.Lo()), skew.Add(p.Skew.Hi(), by.Hi()))
}

// over returns how far a clock of this rate goes in some time, which may be negative, while the rate may wander.
func (r Rate) over(d time.Duration) skew.Interval {
	passed := d.Seconds()
	astray := wander * min(math.Abs(passed)/wanderTime, 1)
	return skew.Between(seconds(passed*(r.Low-astray)/1e6), seconds(passed*(r.High+astray)/1e6))
}

// Leaves returns when the clock will leave limits that it's within now, at the earliest and at the latest. latest is the zero Time where it
// may never leave. It's false where the clock isn't surely within them now, the rate is not measurable, or it doesn't leave within ten years.
func (c Course) Leaves(limits skew.Interval) (earliest, latest time.Time, ok bool) {
	if !c.Rate.Measurable || !c.At(c.Rate.Until).Within(limits) {
		return time.Time{}, time.Time{}, false
	}
	outside := func(t time.Time) bool { return !c.At(t).Within(limits) }
	wholly := func(t time.Time) bool { _, some := c.At(t).Intersect(limits); return !some }
	earliest = c.first(outside)
	return earliest, c.first(wholly), !earliest.IsZero()
}

// first returns the first time from the last point on at which something is so that stays so, the zero Time if it isn't within the horizon.
func (c Course) first(so func(time.Time) bool) time.Time {
	from, to := time.Duration(0), horizon
	if !so(c.Rate.Until.Add(to)) {
		return time.Time{}
	}
	for to-from > time.Second {
		if middle := from + (to-from)/2; so(c.Rate.Until.Add(middle)) {
			to = middle
		} else {
			from = middle
		}
	}
	return c.Rate.Until.Add(to)
}
