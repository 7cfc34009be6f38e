package totp

import (
	"time"

	"codeclock/drift/skew"
)

// MeanChance is ChanceOver for a typing time that is not always the same, but
// anywhere from least to most with equal odds; v.Typing is not used. least must
// not be over most.
//
// A code that is typed d later is as one from a clock that is d slower, so the
// mean is that of Chance over a range of skews.
func (v Verifier) MeanChance(i skew.Interval, least, most time.Duration) Range {
	if !i.Known() {
		return Range{0, 1}
	}
	v.Typing = 0
	mean := func(s time.Duration) float64 {
		if least == most {
			return v.Chance(skew.Sub(s, least))
		}
		from, until := skew.Sub(s, most), skew.Sub(s, least)
		if until <= from {
			return 0 // both at the end of what a Duration can say
		}
		return (v.area(until) - v.area(from)) / float64(until-from)
	}
	// The mean is largest in the middle of the level part, and falls to either side.
	top := i.Clamp(v.AtLeast(1).Middle() + least/2 + most/2)
	return Range{Min: min(mean(i.Lo()), mean(i.Hi())), Max: mean(top)}
}

// area returns the integral of Chance, without typing, over all skews up to s.
func (v Verifier) area(s time.Duration) float64 {
	p := float64(v.period())
	rises, falls := -float64(v.Window.Past)-p, float64(v.Window.Future) // each for one period
	x := min(float64(s), falls+p)                                       // nothing is added from there on
	return ramp(x-rises, p) - ramp(x-falls, p)
}

// ramp returns the integral from 0 to x of a line that rises from 0 at 0 to 1 at
// p, and stays there.
func ramp(x, p float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x <= p:
		return x * x / (2 * p)
	}
	return x - p/2
}
