// Package skew holds the one currency of this module: an interval of possible
// skew.
//
// Skew is the device's clock minus true time. Positive skew is a fast clock,
// one that is ahead; negative skew is a slow clock, one that is behind. The
// sign is decided here and nowhere else.
//
// Nobody ever knows a clock's error exactly, so every piece of evidence is an
// Interval, what is known is the intersection of the evidence, and every
// answer is the image of that intersection. An empty intersection means that
// the evidence contradicts itself; it is reported and never averaged.
package skew

import (
	"math"
	"time"
)

// The ends of what a time.Duration can say: 292 years. Arithmetic saturates
// there, and an end that lies on one of them means "this far or further".
const (
	Min = time.Duration(math.MinInt64)
	Max = time.Duration(math.MaxInt64)
)

// Interval is a closed interval of possible skew. The zero Interval is
// Unknown: nothing was measured, every skew is possible.
type Interval struct {
	lo, hi time.Duration
	known  bool
}

// Unknown is the interval of no evidence. It intersects with any interval to
// that interval, and it is never printed as a number.
var Unknown = Interval{}

// Between returns the interval from lo to hi; the order of its arguments does
// not matter.
func Between(lo, hi time.Duration) Interval {
	return Interval{lo: min(lo, hi), hi: max(lo, hi), known: true}
}

// Exactly returns the interval that holds d alone.
func Exactly(d time.Duration) Interval { return Between(d, d) }

// Around returns [d-bound, d+bound], saturated. A negative bound counts as its
// magnitude.
func Around(d, bound time.Duration) Interval { return Exactly(d).Widen(Abs(bound)) }

// Known reports whether there is any evidence.
func (i Interval) Known() bool { return i.known }

// Lo returns the slowest possible skew, Min when unknown.
func (i Interval) Lo() time.Duration {
	if !i.known {
		return Min
	}
	return i.lo
}

// Hi returns the fastest possible skew, Max when unknown.
func (i Interval) Hi() time.Duration {
	if !i.known {
		return Max
	}
	return i.hi
}

// Width returns Hi minus Lo, saturated.
func (i Interval) Width() time.Duration { return Sub(i.Hi(), i.Lo()) }

// Bound returns the distance of the middle to the further end: the b of
// "middle, +/- b".
func (i Interval) Bound() time.Duration {
	return max(Sub(i.Hi(), i.Middle()), Sub(i.Middle(), i.Lo()))
}

// Middle returns the centre, 0 when unknown. Ask Known first.
func (i Interval) Middle() time.Duration {
	if !i.known {
		return 0
	}
	// Halves are added, since the sum of two ends may not fit.
	return i.lo/2 + i.hi/2 + (i.lo%2+i.hi%2)/2
}

// Contains reports whether d is possible. Everything is possible when unknown.
func (i Interval) Contains(d time.Duration) bool { return i.Lo() <= d && d <= i.Hi() }

// Within reports whether every skew of i is also one of outer.
func (i Interval) Within(outer Interval) bool {
	return !outer.known || i.known && outer.lo <= i.lo && i.hi <= outer.hi
}

// Clamp returns the member of i that is nearest to d.
func (i Interval) Clamp(d time.Duration) time.Duration {
	return min(max(d, i.Lo()), i.Hi())
}

// Intersect returns what both allow. It is false when that is nothing: the two
// contradict each other.
func (i Interval) Intersect(j Interval) (Interval, bool) {
	switch {
	case !i.known:
		return j, true
	case !j.known:
		return i, true
	case i.hi < j.lo || j.hi < i.lo:
		return Unknown, false
	}
	return Between(max(i.lo, j.lo), min(i.hi, j.hi)), true
}

// Hull returns the smallest interval that holds both; Unknown if one of them is.
func (i Interval) Hull(j Interval) Interval {
	if !i.known || !j.known {
		return Unknown
	}
	return Between(min(i.lo, j.lo), max(i.hi, j.hi))
}

// Shift moves both ends by d, saturated.
func (i Interval) Shift(d time.Duration) Interval {
	if !i.known {
		return Unknown
	}
	return Between(Add(i.lo, d), Add(i.hi, d))
}

// Widen moves both ends outwards by d, saturated. A negative d narrows, at most
// to the middle.
func (i Interval) Widen(d time.Duration) Interval {
	if !i.known {
		return Unknown
	}
	lo, hi := Sub(i.lo, d), Add(i.hi, d)
	if lo > hi {
		return Exactly(i.Middle())
	}
	return Between(lo, hi)
}

// Distance returns how far d lies outside of i, 0 when inside.
func (i Interval) Distance(d time.Duration) time.Duration { return Abs(Sub(d, i.Clamp(d))) }

// Add returns a+b, saturated.
func Add(a, b time.Duration) time.Duration {
	switch {
	case b > 0 && a > Max-b:
		return Max
	case b < 0 && a < Min-b:
		return Min
	}
	return a + b
}

// Sub returns a-b, saturated.
func Sub(a, b time.Duration) time.Duration {
	switch {
	case b < 0 && a > Max+b:
		return Max
	case b > 0 && a < Min+b:
		return Min
	}
	return a - b
}

// Abs returns the magnitude of d, saturated.
func Abs(d time.Duration) time.Duration {
	switch {
	case d == Min:
		return Max
	case d < 0:
		return -d
	}
	return d
}
