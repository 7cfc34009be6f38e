package drift

import (
	"math"
	"slices"
	"time"
)

// Rate is how fast a clock gains, in ppm, negative when it loses.
type Rate struct {
	PPM       float64
	Low, High float64 // the interval of 95 %

	// Measurable says that the watch shows a rate: the interval is narrower than
	// Narrow, or leaves no doubt that the rate is not 0.
	Measurable bool

	// Needs is about how long a watch like this one would have to be for that; 0 when
	// it is Measurable, and when nothing can be said.
	Needs time.Duration

	Since, Until time.Time // the points that it rests on
	Points       int       // how many these are

	certain span // what the points leave possible; nothing where they contradict each other
}

const (
	// Narrow is how many ppm an interval of rates may have and count as measured
	// even if it holds 0: over it, a clock goes wrong by less than 2 s a day.
	Narrow = 20.

	// fastest is how far from true a clock that is not broken can go, in ppm: the
	// most that kernels make up for (RFC 5905, appendix A.1.1, MAXFREQ), and what
	// the worst of 20,000 hosts had (Mills, Computer Network Time Synchronization, 2006).
	fastest = maxSlew * 1e6

	// finestRate is how well a rate is known at best, in ppm: 9 ms a day. Paths change
	// by as much, and the clock itself wanders by more.
	finestRate = 0.1

	// usual and beyondDoubt are the levels of what is printed, and of what is
	// claimed. A steady clock that is looked at every minute would be said to drift
	// every twentieth time at the first.
	usual, beyondDoubt = 0.95, 0.999
)

// unknownRate is what is known of any clock.
var unknownRate = Rate{Low: -fastest, High: fastest}

// Steady reports whether a measured rate may be 0.
func (r Rate) Steady() bool { return r.Measurable && r.Low <= 0 && r.High >= 0 }

// Untouched returns what the clock would do if the kernel did not correct it by so many
// ppm (host.Facts.KernelRate): the rate of the oscillator itself.
func (r Rate) Untouched(kernel float64) Rate {
	r.PPM, r.Low, r.High = r.PPM-kernel, r.Low-kernel, r.High-kernel
	return r
}

func (r Rate) width() float64 { return r.High - r.Low }

// AtLeast returns the rate that every line shows at least which passes through what all the
// points left possible: no more than that is certain. It is 0 where a steady clock may have been seen.
func (r Rate) AtLeast() float64 { return max(r.certain.lo, 0) + min(r.certain.hi, 0) }

// fitRate fits the pieces since the rate last turned.
func (c *Course) fitRate() {
	on := c.data.ofPieces()
	l := on.fit()
	for i, m := range on {
		on[i].odd = l.weights[i] == 0
		c.data[m.index].odd = on[i].odd
	}
	kept := on.kept()
	c.Rate = Rate{Since: c.at(kept[0]), Until: c.at(kept[len(kept)-1]), Points: len(kept), PPM: 1e6 * l.rate}
	likely, sure := l.rates(usual), l.rates(beyondDoubt)
	if other := on.broken(c.suspect); other != nil {
		l := other.fit()
		likely, sure = likely.hull(l.rates(usual)), sure.hull(l.rates(beyondDoubt))
	}
	c.Rate.settle(likely, sure, kept)
}

// broken returns the data with one more break before those from an index on; nil if there's none.
func (all data) broken(at int) data {
	if at <= all[0].index || at > all[len(all)-1].index {
		return nil
	}
	out := slices.Clone(all)
	for i, m := range out {
		if m.index >= at {
			out[i].piece++
		}
	}
	return out
}

// settle says how well the rate of a line is known: by its errors where there are enough of them, and by what the points leave possible.
func (r *Rate) settle(likely, sure span, kept data) {
	limits, agree := kept.limits()
	if agree {
		r.certain = limits
	}
	likely, sure = limits.within(likely), limits.within(sure)
	r.Low, r.High = likely.lo, likely.hi
	r.PPM = min(max(r.PPM, r.Low), r.High)
	r.Measurable = (agree || len(kept) >= 2*fewest) && (r.width() < Narrow || sure.lo > 0 || sure.hi < 0)
	if !r.Measurable {
		r.Needs = r.needs(kept)
	}
}

// rates returns the rates, in ppm, that a line's errors leave possible at a level.
func (l line) rates(level float64) span {
	if l.free <= 0 {
		return span{math.Inf(-1), math.Inf(1)}
	}
	wide := l.sigma*student(level, l.free) + finestRate/1e6
	return span{1e6 * (l.rate - wide), 1e6 * (l.rate + wide)}
}

// within returns what two spans share; the other one if they share nothing.
func (s span) within(other span) span {
	if both := (span{max(s.lo, other.lo), min(s.hi, other.hi)}); both.lo <= both.hi {
		return both
	}
	return other
}

func (s span) hull(other span) span { return span{min(s.lo, other.lo), max(s.hi, other.hi)} }

// needs returns how long a watch with points as often as in this one would have to be. The error of a rate
// falls with the time to the power of 3/2: by itself, and by the root of the number of points. Two points or three don't show it by their errors, but by how wide they are.
func (r Rate) needs(kept data) time.Duration {
	lasted := r.Until.Sub(r.Since).Seconds()
	if lasted <= 0 {
		return seconds(4 * kept[0].half / (Narrow / 1e6))
	}
	longer := r.width() / Narrow
	if len(kept) >= fewest {
		longer = math.Pow(longer, 2./3)
	}
	return seconds(min(lasted*longer, horizon.Seconds()))
}

// limits returns the rates, in ppm, of the lines that pass through all that the points leave possible, give or take what a clock
// wanders. It's false if there are none. One point alone leaves those of any clock.
func (all data) limits() (span, bool) {
	found := span{math.Inf(-1), math.Inf(1)}
	_, reach := all.extent()
	for i, a := range all {
		for _, b := range all[i+1:] {
			if d := b.x - a.x; d > 0 && a.piece == b.piece {
				loose := wander * (1 - d/(2*reach))
				found.lo = max(found.lo, 1e6*(b.y-b.half-a.y-a.half)/d-loose)
				found.hi = min(found.hi, 1e6*(b.y+b.half-a.y+a.half)/d+loose)
			}
		}
	}
	if math.IsInf(found.lo, 0) {
		return span{-fastest, fastest}, true
	}
	return found, found.lo <= found.hi
}

// Rate returns how fast the clock gained while it was measured, in ppm.
func (e Estimate) Rate() Rate {
	var points []Point
	for _, j := range e.Readings {
		if j.Agrees && len(j.Samples) > 1 {
			for _, s := range j.Samples {
				points = append(points, PointOf(s, j.Server, 0))
			}
		}
	}
	return Trend(points).Rate
}
