package totp

import (
	"slices"
	"time"

	"codeclock/drift/skew"
)

// circle is taps placed on a circle one period round.
type circle struct {
	presses []press
	period  time.Duration
}

// press is a tap placed on the circle.
type press struct {
	at     time.Duration // in [0, period)
	bound  time.Duration
	repeat bool
}

func place(taps []Tap, period time.Duration) []press {
	presses := make([]press, len(taps))
	for i, t := range taps {
		presses[i] = press{
			at:     phase(t.At, period),
			bound:  skew.Abs(t.Bound),
			repeat: i > 0 && skew.Abs(t.At.Sub(taps[i-1].At)) < tapRepeat,
		}
	}
	return presses
}

// agreed returns the median of the largest group of presses, the earliest of
// several. Its second result is false when they do not belong together: the
// group is not more than half of those that repeat no other, and a missed change
// does not explain the others.
func (c circle) agreed() (center time.Duration, together bool) {
	var from time.Duration
	size, wide, fresh := 0, 0, 0
	for _, first := range c.presses {
		if first.repeat {
			continue
		}
		fresh++
		group := c.groupFrom(first.at, 2*tapsApart)
		if len(group) > size || len(group) == size && wrap(first.at-from, c.period) < 0 {
			from, size, center = first.at, len(group), first.at+median(group)
		}
		wide = max(wide, len(c.groupFrom(first.at, 2*tapsApart+missedChange)))
	}
	return center, 2*size > fresh || wide == fresh
}

// groupFrom returns how long after from those presses are that are within this
// long of it and repeat no other.
func (c circle) groupFrom(from, within time.Duration) []time.Duration {
	var after []time.Duration
	for _, p := range c.presses {
		d := p.at - from
		if d < 0 {
			d += c.period
		}
		if !p.repeat && d <= within {
			after = append(after, d)
		}
	}
	return after
}

// use returns which presses count, how far each of those is from the center, and
// how far true time may be from any of them.
func (c circle) use(center time.Duration) (e TapEstimate, offs []time.Duration, bound time.Duration) {
	for i, p := range c.presses {
		off := wrap(p.at-center, c.period)
		if why := c.judge(p, off); why != 0 {
			e.Outliers = append(e.Outliers, Outlier{Index: i, Off: off, Why: why})
			continue
		}
		offs = append(offs, skew.Abs(off))
		bound = max(bound, p.bound)
	}
	e.Used, e.Scatter = len(offs), slices.Max(offs)
	return e, offs, bound
}

// judge returns why a press this far from the center is not used, 0 when it is.
func (c circle) judge(p press, off time.Duration) OutlierKind {
	switch {
	case p.repeat:
		return Repeat
	case skew.Abs(off) > tapsApart:
		return Stray
	}
	return 0
}

// late returns how long after the change of code the presses at center are. The
// change may have been missed by so few, or by all who are there if somebody
// pressed about that much earlier.
func (c circle) late(center time.Duration, used int, app App) skew.Interval {
	latest := latestHand + app.Lag
	missed := slices.ContainsFunc(c.presses, func(p press) bool {
		early := wrap(center-p.at, c.period)
		return early > tapsApart && early <= missedChange+tapsApart
	})
	if used < enoughTaps || missed {
		latest += missedChange
	}
	return skew.Between(earliestHand, latest)
}
