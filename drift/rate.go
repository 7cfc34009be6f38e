package drift

import (
	"math"
	"slices"
	"time"
)

// Rate is how fast a clock gains, in ppm, negative when it loses: the mean of the time
// from Since until Until, without what steps added. A clock that gains 10 ppm is 0.86 s
// further ahead after a day.
type Rate struct {
	PPM       float64
	Low, High float64 // the interval of 95 %

	// Measurable says that the watch shows a rate: the interval is narrower than
	// Narrow, or leaves no doubt that the rate is not 0.
	Measurable bool

	// Needs is about how long a watch with points as often as in this one would have
	// to be for that; 0 when the rate is Measurable, or nothing can be said.
	Needs time.Duration

	Since, Until time.Time // the first and the last of the points that it rests on
	Points       int       // how many these are

	certain  span // what the points leave possible; zero where they contradict each other
	doubtful bool // the rate may be 0 after all
}

const (
	// Narrow is the width in ppm from which down an interval of rates counts as
	// measured even if it holds 0: over it, a clock goes wrong by less than 2 s a day.
	Narrow = 20.

	// fastest is how fast a clock that is not broken gains or loses, in ppm: as much
	// as a kernel can make up for, and the worst that Mills found among 20,000 hosts
	// (Computer Network Time Synchronization, 2006).
	fastest = maxSlew * 1e6

	// finestRate is how well a rate is known at best, in ppm: 9 ms a day. Paths change by
	// as much, and the clock itself wanders by more.
	finestRate = 0.1

	// usual and beyondDoubt are the levels of the interval, and of the claim that a
	// clock drifts: by the first, one steady clock in twenty would be said to. It is a
	// hundredth above the 95 % that are stated, since the weights, the bends and the
	// steps are fitted as well (measured: without it, down to 94 %).
	usual, beyondDoubt = 0.96, 0.999
)

// unknownRate is what is known of a clock that was not watched.
var unknownRate = Rate{Low: -fastest, High: fastest}

// Steady reports whether the rate was measured and may be 0.
func (r Rate) Steady() bool { return r.Measurable && (r.doubtful || r.Low <= 0 && r.High >= 0) }

// Untouched returns the rate of the oscillator itself: what it would be if the kernel
// did not speed the clock up by so many ppm (host.Facts.KernelRate).
func (r Rate) Untouched(kernel float64) Rate {
	r.PPM, r.Low, r.High = r.PPM-kernel, r.Low-kernel, r.High-kernel
	r.certain, r.doubtful = span{}, false
	return r
}

// AtLeast returns the rate nearest to 0 of all lines that pass through what the points
// left possible. It holds whatever the errors inside of these intervals are; 0 means
// that a steady clock may have been seen.
func (r Rate) AtLeast() float64 { return max(r.certain.lo, 0) + min(r.certain.hi, 0) }

// Rate returns how fast the clock gained while it was measured, by the servers that
// agree and were asked more than once.
func (e Estimate) Rate() Rate {
	var points []Point
	for _, j := range e.Readings {
		if !j.Agrees || len(j.Samples) < 2 {
			continue
		}
		for _, s := range j.Samples {
			points = append(points, PointOf(s, j.Server, 0))
		}
	}
	return Trend(points).Rate
}

// fitRate fits one rate to the pieces since it last turned.
func (c *Course) fitRate() {
	on := c.data.ofPieces()
	l := on.fit()
	for i, m := range on {
		on[i].odd = l.weights[i] == 0
		c.data[m.index].odd = on[i].odd
	}
	likely, sure := l.rates(usual), l.rates(beyondDoubt)
	if other := on.broken(c.suspect); other != nil {
		l := other.fit()
		likely, sure = likely.hull(l.rates(usual)), sure.hull(l.rates(beyondDoubt))
	}
	kept := on.kept()
	c.Rate = Rate{PPM: 1e6 * l.rate, Since: c.at(kept[0]), Until: c.at(kept[len(kept)-1]), Points: len(kept)}
	c.Rate.settle(likely, sure, kept)
}

// ofPieces returns the data that the rate is of, whose pieces it counts from 0.
func (all data) ofPieces() data {
	var out data
	count, last := -1, -1
	for _, m := range all {
		if m.piece < 0 {
			continue
		}
		if m.piece != last {
			count, last = count+1, m.piece
		}
		m.piece = count
		out = append(out, m)
	}
	return out
}

// broken returns the data with one more break before the point of an index; nil if that
// is at neither side of any.
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

// settle says how well the rate is known: as the errors show it, and no worse than what
// the points leave possible. Where these contradict each other, the points are too few
// to tell by their errors what is wrong with them.
func (r *Rate) settle(likely, sure span, kept data) {
	limits, agree := kept.limits()
	if agree {
		if !math.IsInf(limits.lo, 0) {
			r.certain = limits
		}
		likely, sure = limits.within(likely), limits.within(sure)
	}
	if math.IsInf(likely.lo, 0) {
		likely = span{-fastest, fastest}
	}
	r.Low, r.High = likely.lo, likely.hi
	r.PPM = min(max(r.PPM, r.Low), r.High)
	r.doubtful = sure.lo <= 0 && sure.hi >= 0
	r.Measurable = (agree || len(kept) >= 2*fewest) && (r.width() < Narrow || !r.doubtful)
	if !r.Measurable {
		r.Needs = r.needs(kept)
	}
}

func (r Rate) width() float64 { return r.High - r.Low }

// needs returns how long a watch would have to be for a narrow interval. The error of a
// rate falls with the time, and with the root of the number of points. That of a few
// points is what each leaves possible.
func (r Rate) needs(kept data) time.Duration {
	lasted := r.Until.Sub(r.Since).Seconds()
	longer := r.width() / Narrow
	switch {
	case lasted <= 0:
		return seconds(4 * kept[0].half / (Narrow / 1e6))
	case len(kept) >= fewest:
		longer = math.Pow(longer, 2./3)
	}
	return seconds(min(lasted*longer, horizon.Seconds()))
}

// limits returns the rates, in ppm, of the lines that pass through all that the points of
// a witness leave possible, give or take what a clock wanders; false if there are none. A
// witness that is always off by as much does not change them.
func (all data) limits() (span, bool) {
	found := span{math.Inf(-1), math.Inf(1)}
	_, reach := all.extent()
	for i, a := range all {
		for _, b := range all[i+1:] {
			if d := b.x - a.x; d > 0 && a.piece == b.piece && a.who == b.who {
				loose := wander * (1 - d/(2*reach))
				found.lo = max(found.lo, 1e6*(b.y-b.half-a.y-a.half)/d-loose)
				found.hi = min(found.hi, 1e6*(b.y+b.half-a.y+a.half)/d+loose)
			}
		}
	}
	return found, found.lo <= found.hi
}

// within returns what two spans share; the other one if they share nothing.
func (s span) within(other span) span {
	if both := (span{max(s.lo, other.lo), min(s.hi, other.hi)}); both.lo <= both.hi {
		return both
	}
	return other
}

func (s span) hull(other span) span { return span{min(s.lo, other.lo), max(s.hi, other.hi)} }
