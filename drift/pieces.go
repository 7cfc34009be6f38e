package drift

import (
	"math"
	"slices"

	"codeclock/drift/skew"
)

// place gives every datum its piece, and names what lies between them. Pieces on which the clock was on
// its way are no part of the rate, nor are those before its last turn.
func (c *Course) place(clean data, cuts []int, scale float64) {
	bounds := slices.Concat([]int{0}, cuts, []int{len(clean)})
	var breaks []brk
	for i := range cuts {
		breaks = append(breaks, clean.breakAt(piece{bounds[i], cuts[i]}, piece{cuts[i], bounds[i+2]}, scale))
	}
	number := make([]int, len(bounds)-1) // of each stretch
	next := 0
	for i := 0; i < len(cuts); i++ {
		at, b := cuts[i], breaks[i]
		next++
		number[i+1] = next
		s := Step{From: c.at(clean[at-1]), To: c.at(clean[at]), Resumed: clean[at-1].run != clean[at].run}
		switch {
		case s.Resumed:
			s.Kind, s.By = Jump, c.moved(clean[at-1], clean[at])
			if s.By.Contains(0) {
				continue
			}
		case b.bent && i+1 < len(cuts) && clean.slewed(bounds[i:i+4], scale):
			s.Kind, s.To, s.By = Slew, c.at(clean[cuts[i+1]]), clean.way(bounds[i:i+4], scale)
			number[i+1] = -1
			number[i+2] = next
			i++
		case b.bent:
			s.Kind, s.Turn = Turn, 1e6*b.turn
			for j := range i + 1 {
				number[j] = -1
			}
		default:
			s.Kind, s.By = Jump, around(b.jump, 2*b.jumpSD)
		}
		c.Steps = append(c.Steps, s)
	}
	for i := range c.data {
		k := 0
		for k < len(cuts) && clean[cuts[k]].index <= i {
			k++
		}
		c.data[i].piece = number[k]
	}
}

// moved returns how far the clock went between two data, as far as they show it.
func (c *Course) moved(a, b datum) skew.Interval {
	before, after := c.Points[a.index].Skew, c.Points[b.index].Skew
	return skew.Between(skew.Sub(after.Lo(), before.Hi()), skew.Sub(after.Hi(), before.Lo()))
}

// slewed reports whether the second of three stretches, which bounds delimits, is one between two of the same rate.
func (all data) slewed(bounds []int, scale float64) bool {
	b := all.compare(piece{bounds[0], bounds[1]}, piece{bounds[2], bounds[3]}, scale)
	return !b.bent
}

// way returns by how much the clock was moved on its way.
func (all data) way(bounds []int, scale float64) skew.Interval {
	b := all.compare(piece{bounds[0], bounds[1]}, piece{bounds[2], bounds[3]}, scale)
	return around(b.jump, 2*b.jumpSD)
}

// around is an interval of so many seconds.
func around(middle, bound float64) skew.Interval {
	return skew.Around(seconds(middle), seconds(bound))
}

// screen data as odd what is far from the line through its neighbours, on both sides: half of these may be odd themselves.
func (all data) screen() {
	misses := make([]float64, len(all))
	for i, m := range all {
		near := slices.Concat(all[max(i-neighbours, 0):i], all[i+1:min(i+1+neighbours, len(all))])
		misses[i] = math.Abs(m.y-near.repeatedMedian(m.x)) / m.sigma
	}
	if len(all) < 2*fewest {
		return
	}
	sorted := slices.Sorted(slices.Values(misses))
	limit := 2 * tuning * madToSigma * median(sorted)
	for i := range all {
		all[i].odd = misses[i] > limit
	}
}

// neighbours is how many points on each side a point is compared with.
const neighbours = 5

// repeatedMedian is Siegel's line, of which half of the points may be anywhere, at x.
func (all data) repeatedMedian(x float64) float64 {
	slopes := make([]float64, 0, len(all))
	for i, a := range all {
		var of []float64
		for j, b := range all {
			if i != j && a.x != b.x {
				of = append(of, (b.y-a.y)/(b.x-a.x))
			}
		}
		if len(of) > 0 {
			slices.Sort(of)
			slopes = append(slopes, median(of))
		}
	}
	slope := 0.
	if len(slopes) > 0 {
		slices.Sort(slopes)
		slope = median(slopes)
	}
	heights := make([]float64, len(all))
	for i, a := range all {
		heights[i] = a.y + slope*(x-a.x)
	}
	if len(heights) == 0 {
		return 0
	}
	slices.Sort(heights)
	return median(heights)
}

// localScale returns how much larger errors are than the sigmas, each point beside the line through its neighbours.
func (all data) localScale() float64 {
	var misses []float64
	for i := 1; i+1 < len(all); i++ {
		miss, sigma := all[i].between(all[i-1], all[i+1])
		misses = append(misses, math.Abs(miss)/sigma)
	}
	if len(misses) == 0 {
		return 1
	}
	slices.Sort(misses)
	return max(madToSigma*median(misses), 1e-3)
}

// ofPieces returns the data that lie on pieces, which it counts from 0.
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

// kept returns the data that fit.
func (all data) kept() data {
	var out data
	for _, m := range all {
		if !m.odd {
			out = append(out, m)
		}
	}
	return out
}
