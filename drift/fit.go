package drift

import (
	"math"
	"slices"
)

const (
	// tuning is Tukey's: from so many standard deviations on, an error counts for
	// nothing. 4.7 keeps 95 % of the precision under normal noise; queues have lighter
	// tails than that, of which nothing needs to be cut.
	tuning = 6

	// A fit is repeated until the weights do not change any more, at most so often;
	// and so often altogether with the sigmas that it leaves.
	rounds, retunings = 6, 3

	// A line may have as many parts as these, of so many points each at least.
	mostParts, pointsOfPart = 32, 8

	// mostPairs is about how many pairs of points the first guess is made from.
	mostPairs = 20_000

	// leastScale is how small errors can be, compared with their sigmas: the intervals of
	// taps are wider than the errors in them.
	leastScale = 0.2
)

// fit returns the likeliest line. It has as many bends as the points show, since the rate
// of a clock wanders with the temperature: each must make up for one more unknown, by
// Akaike's criterion, corrected for few points.
func (all data) fit() line {
	rate := all.medianRate()
	best, worse := all.fitBent(rate, 0), 0
	for parts := 2; parts <= mostParts && parts*pointsOfPart <= len(all) && worse < 2; parts *= 2 {
		if l := all.fitBent(rate, parts-1); l.cost < best.cost {
			best, worse = l, 0
		} else {
			worse++
		}
	}
	return best
}

// fitBent returns the line with so many bends. It begins at a rate that is hard to move,
// and goes on by least squares, each point weighted by how far it may be off and by how
// little it fits. How far points may be off is then told by how far they are.
func (all data) fitBent(rate float64, bends int) line {
	l := all.newLine(rate, bends)
	n, k := float64(len(all)), l.unknowns()
	for range retunings {
		for range rounds {
			changed := all.reweigh(&l)
			all.solve(&l)
			if changed < 1e-3 {
				break
			}
		}
		l.cost = all.tune(all.misses(&l), all.leastQueue()) + 2*k*n/max(n-k-1, 1)
	}
	all.solve(&l)
	all.doubt(&l)
	return l
}

// reweigh gives each datum the weight that its distance from the line leaves it, and
// returns by how much one has changed at most.
func (all data) reweigh(l *line) float64 {
	scale, most := all.scale(l), 0.
	for i, m := range all {
		w := biweight((m.y - l.at(m)) / (m.sigma * scale))
		most = max(most, math.Abs(w-l.weights[i]))
		l.weights[i] = w
	}
	return most
}

// biweight is Tukey's.
func biweight(z float64) float64 {
	if z /= tuning; math.Abs(z) >= 1 {
		return 0
	}
	return (1 - z*z) * (1 - z*z)
}

// scale returns the standard deviation of the errors in terms of their sigmas, as half of
// them show it. As many as there are unknowns may have been fitted to nothing.
func (all data) scale(l *line) float64 {
	sizes := make([]float64, len(all))
	for i, m := range all {
		sizes[i] = math.Abs(m.y-l.at(m)) / m.sigma
	}
	slices.Sort(sizes)
	nothing := min(1+len(l.pieces), len(sizes)-1)
	return max(madToSigma*median(sizes[nothing:]), leastScale)
}

// misses returns how far each datum is from a line, and somewhat more, since the line was
// fitted to it.
func (all data) misses(l *line) []miss {
	n := float64(len(all))
	more := math.Sqrt(n / max(n-l.unknowns(), 1))
	out := make([]miss, len(all))
	for i, m := range all {
		out[i] = miss{of: i, by: more * (m.y - l.at(m))}
	}
	return out
}

// medianRate is Theil and Sen's: the median of the rates between pairs of points, each
// weighted by how exact it is. Nearly a third of the points can be anywhere.
func (all data) medianRate() float64 {
	var rates []weighted
	stride := 1 + len(all)*(len(all)-1)/2/mostPairs
	for lag := 1; lag < len(all); lag += stride {
		for i := 0; i+lag < len(all); i++ {
			a, b := all[i], all[i+lag]
			if d := b.x - a.x; d > 0 && a.piece == b.piece {
				rates = append(rates, weighted{(b.y - a.y) / d, d / math.Hypot(a.sigma, b.sigma)})
			}
		}
	}
	return weightedMedian(rates)
}

// height is the median skew of a piece at x = 0, given the rate.
func (all data) height(rate float64, piece int) float64 {
	var heights []weighted
	for _, m := range all {
		if m.piece == piece {
			heights = append(heights, weighted{m.y - rate*m.x, 1 / m.sigma})
		}
	}
	return weightedMedian(heights)
}
