package drift

import (
	"math"
	"time"

	"codeclock/drift/skew"
)

// horizon is how far ahead a course is followed: longer than batteries last.
const horizon = 10 * 365 * 24 * time.Hour

// At returns where the clock was, is or will be at a moment: what every point since the
// last step leaves possible then, by the interval of the rate, which may wander by 5 ppm
// with the temperature. Where the newest points do not fit those before, it may have been
// moved, and what they leave possible is in it as well. It is Unknown without points. For a
// moment before the last step it says where the clock would have been without that.
func (c Course) At(t time.Time) skew.Interval {
	on := c.data.ofPieces()
	last := on.pieces() - 1
	var known, newest skew.Interval
	for i := len(on) - 1; i >= 0 && on[i].piece == last; i-- {
		then := c.project(on[i], t)
		if on[i].odd && !known.Known() {
			newest = join(newest, then)
		}
		if both, agree := known.Intersect(then); agree && !on[i].odd {
			known = both
		}
	}
	return join(newest, known)
}

// join returns the hull of what is known of two intervals.
func join(i, j skew.Interval) skew.Interval {
	if both := i.Hull(j); both.Known() {
		return both
	}
	both, _ := i.Intersect(j)
	return both
}

// project returns where the clock can be at another time, as a datum shows it.
func (c Course) project(m datum, t time.Time) skew.Interval {
	p := c.Points[m.index]
	by := c.Rate.over(t.Sub(p.At))
	return skew.Between(skew.Add(p.Skew.Lo(), by.Lo()), skew.Add(p.Skew.Hi(), by.Hi()))
}

// over returns how far a clock of this rate goes in some time, which may be negative, while
// the rate may wander.
func (r Rate) over(d time.Duration) skew.Interval {
	passed := d.Seconds()
	astray := wander * min(math.Abs(passed)/wanderTime, 1)
	return skew.Between(seconds(passed*(r.Low-astray)/1e6), seconds(passed*(r.High+astray)/1e6))
}

// Leaves returns when the clock will leave limits within which it is at the last point: at
// the earliest, and at the latest, which is the zero Time where it may never leave. It is
// false where the clock may be outside already, the rate is not Measurable, or the clock
// does not leave within ten years.
func (c Course) Leaves(limits skew.Interval) (earliest, latest time.Time, ok bool) {
	if !c.Rate.Measurable || !c.At(c.Rate.Until).Within(limits) {
		return time.Time{}, time.Time{}, false
	}
	earliest = c.first(func(i skew.Interval) bool { return !i.Within(limits) })
	latest = c.first(func(i skew.Interval) bool { _, some := i.Intersect(limits); return !some })
	return earliest, latest, !earliest.IsZero()
}

// first returns the first moment from the last point on at which something is so of the
// skew, and remains so; the zero Time if that is not within the horizon.
func (c Course) first(so func(skew.Interval) bool) time.Time {
	is := func(later time.Duration) bool { return so(c.At(c.Rate.Until.Add(later))) }
	from, to := time.Duration(0), horizon
	if !is(to) {
		return time.Time{}
	}
	for to-from > time.Second {
		if middle := from + (to-from)/2; is(middle) {
			to = middle
		} else {
			from = middle
		}
	}
	return c.Rate.Until.Add(to)
}
