package drift

import (
	"math"
	"slices"
)

// finest is the least error that a point is believed to have: what is read of a clock
// through an operating system is no better than a microsecond.
const finest = 1e-6

// weigh says how far each point may typically be off.
//
// A point without a delay lies anywhere in its interval. Where the delay is known, what it
// has above the least of that witness was spent in queues, on the way there or back in
// unknown parts: it moves the middle by up to a half of itself. (Of two exponential
// delays with a known sum, each part is as likely as another; this is what chrony's
// weights come to as well, sourcestats.c.) How much error there is besides, from whatever
// does not show in the delay, differs from path to path by orders of magnitude. It is
// chosen so that the points, each compared with its neighbours, are likeliest.
func (all data) weigh() {
	typical := all.typicalExtra()
	best := math.Inf(1)
	var floor float64
	for k := -floorsBelow; k <= floorsAbove; k++ {
		f := max(typical*math.Exp2(float64(k)), finest)
		all.withFloor(f)
		if cost := all.unlikelihood(); cost < best {
			best, floor = cost, f
		}
	}
	all.withFloor(max(floor, finest))
}

// The error that does not show in the delay is looked for from 2^-floorsBelow to 2^floorsAbove times
// the typical time in queues.
const floorsBelow, floorsAbove = 4, 3

func (all data) withFloor(floor float64) {
	for i, m := range all {
		switch {
		case m.extra < 0:
			all[i].sigma = max(m.half/math.Sqrt(3), finest)
		default:
			all[i].sigma = math.Hypot(floor, m.extra/math.Sqrt(12))
		}
	}
}

// typicalExtra is the median of the time spent in queues.
func (all data) typicalExtra() float64 {
	var extra []float64
	for _, m := range all {
		if m.extra >= 0 {
			extra = append(extra, m.extra)
		}
	}
	if len(extra) == 0 {
		return 0
	}
	slices.Sort(extra)
	return median(extra)
}

// unlikelihood is the negative logarithm of how likely the points are, each beside the line through its
// neighbours, whatever the scale of their errors. Steps and rates do not disturb it.
func (all data) unlikelihood() float64 {
	var misses []float64
	var sum float64
	for i := 1; i+1 < len(all); i++ {
		miss, sigma := all[i].between(all[i-1], all[i+1])
		misses = append(misses, math.Abs(miss)/sigma)
		sum += math.Log(sigma)
	}
	if len(misses) == 0 {
		return 0
	}
	slices.Sort(misses)
	return sum + float64(len(misses))*math.Log(max(median(misses), finest))
}

// between returns how far a point is from the line through two others, and how far that may typically be.
func (m datum) between(a, b datum) (miss, sigma float64) {
	share := 0.5
	if b.x > a.x {
		share = (m.x - a.x) / (b.x - a.x)
	}
	miss = m.y - (1-share)*a.y - share*b.y
	return miss, math.Sqrt(m.sigma*m.sigma + (1-share)*(1-share)*a.sigma*a.sigma + share*share*b.sigma*b.sigma)
}
