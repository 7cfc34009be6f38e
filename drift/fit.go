package drift

import (
	"cmp"
	"math"
	"slices"
)

// line is a rate that several pieces of a course have in common, each of which begins
// anywhere, and by how much each witness is off.
type line struct {
	rate    float64   // seconds per second
	sigma   float64   // standard error of rate; only where free > 0
	free    float64   // degrees of freedom of sigma
	pieces  []float64 // each piece's skew at x = 0
	uneven  []float64 // how much more skew each witness shows than the others
	weights []float64 // of each datum, from 0 (it fits nothing) to 1
	scale   float64   // how much larger errors are than the data' sigmas
}

// at returns what the line predicts of a datum.
func (l line) at(m datum) float64 { return l.pieces[m.piece] + l.rate*m.x + l.uneven[m.who] }

const (
	// tuning is Tukey's: beyond it, in standard deviations, an error counts for
	// nothing. 4.7 would keep 95 % of the precision under normal noise; queues make
	// lighter tails than that, of which nothing needs to be cut.
	tuning = 6

	// rounds is how often the fit is repeated, each time with the weights that the
	// time before gave. The weights hardly change after ten.
	rounds = 12

	// mostPairs is how many pairs of points the first guess is made from.
	mostPairs = 20_000
)

// fit returns the line through data, which all lie on pieces. It begins at a rate that half of
// the pairs can't move (Theil and Sen's), and goes on by least squares, weighted by
// how far each point may be off and how little it fits (Tukey's biweight).
func (all data) fit() line {
	l := line{rate: all.medianRate(), weights: make([]float64, len(all))}
	l.pieces, l.uneven = make([]float64, all.most(datum.onPiece)+1), make([]float64, all.most(datum.witness)+1)
	for p := range l.pieces {
		l.pieces[p] = all.height(l.rate, p)
	}
	for range rounds {
		l.scale = all.scale(l)
		for i, m := range all {
			l.weights[i] = biweight((m.y - l.at(m)) / (m.sigma * l.scale))
		}
		all.solve(&l)
	}
	all.doubt(&l)
	return l
}

func (m datum) onPiece() int { return m.piece }
func (m datum) witness() int { return m.who }

func (all data) most(of func(datum) int) int {
	most := 0
	for _, m := range all {
		most = max(most, of(m))
	}
	return most
}

// biweight is Tukey's.
func biweight(z float64) float64 {
	if z = z / tuning; math.Abs(z) >= 1 {
		return 0
	}
	return (1 - z*z) * (1 - z*z)
}

// weighted is a value that counts for so much.
type weighted struct{ value, weight float64 }

// weightedMedian returns the value below which half of the weight lies, 0 for none.
func weightedMedian(all []weighted) float64 {
	slices.SortFunc(all, func(a, b weighted) int { return cmp.Compare(a.value, b.value) })
	var total, sum float64
	for _, w := range all {
		total += w.weight
	}
	for _, w := range all {
		if sum += w.weight; sum >= total/2 {
			return w.value
		}
	}
	return 0
}

// medianRate is Theil and Sen's: the median of the rates between pairs of points, each weighted
// by how exact it is.
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

// height is the median skew at x = 0 of a piece, given the rate.
func (all data) height(rate float64, piece int) float64 {
	var heights []weighted
	for _, m := range all {
		if m.piece == piece {
			heights = append(heights, weighted{m.y - rate*m.x, 1 / m.sigma})
		}
	}
	return weightedMedian(heights)
}

// scale returns the standard deviation of the errors in terms of their sigmas, as half of
// them show it.
func (all data) scale(l line) float64 {
	misses := make([]float64, len(all))
	for i, m := range all {
		misses[i] = math.Abs(m.y-l.at(m)) / m.sigma
	}
	slices.Sort(misses)
	// As many of the errors as there are parameters can be fitted to nothing.
	taken := min(1+len(l.pieces), len(misses)-1)
	return max(madToSigma*median(misses[taken:]), 1e-3)
}

// solve is one round of least squares. The unevenness of a witness is known to be no more than half of its
// round trip, so it is drawn towards 0 with that weight: where there are few points it is left out, where there are many it is found.
func (all data) solve(l *line) {
	n := newEquations(1 + len(l.pieces) + len(l.uneven))
	middle, reach := all.extent()
	for i, m := range all {
		w := l.weights[i] / (m.sigma * m.sigma * l.scale * l.scale)
		n.add(w, m.y, []int{0, 1 + m.piece, 1 + len(l.pieces) + m.who}, []float64{(m.x - middle) / reach, 1, 1})
	}
	n.draw(all, l)
	solution := n.solve()
	l.rate = solution[0] / reach
	for p := range l.pieces {
		l.pieces[p] = solution[1+p] - l.rate*middle
	}
	copy(l.uneven, solution[1+len(l.pieces):])
	l.sigma = math.Sqrt(n.variance(0)) / reach
}

// draw holds each witness to what its path can be uneven by.
func (n *equations) draw(all data, l *line) {
	limit := make([]float64, len(l.uneven))
	for _, m := range all {
		limit[m.who] = max(m.uneven/math.Sqrt(3), finest)
	}
	for who, s := range limit {
		if len(limit) == 1 {
			s = finest // it cannot be told from the pieces' heights
		}
		n.add(1/(s*s), 0, []int{1 + len(l.pieces) + who}, []float64{1})
	}
}

// extent returns the middle of the times and how far they reach from it.
func (all data) extent() (middle, reach float64) {
	first, last := all[0].x, all[len(all)-1].x
	return (first + last) / 2, max((last-first)/2, 1e-9)
}

// doubt sets what is known of the error of the rate, from the errors that are left.
func (all data) doubt(l *line) {
	var sum, count, total, pairs, lagged float64
	var before float64
	for i, m := range all {
		z := (m.y - l.at(m)) / (m.sigma * l.scale)
		w := l.weights[i]
		sum, count, total = sum+w*z*z, count+w, total+w
		if i > 0 && w > 0 && l.weights[i-1] > 0 && all[i-1].piece == m.piece {
			lagged, pairs = lagged+z*before, pairs+1
		}
		before = z
	}
	l.free = count - 1 - float64(len(l.pieces)) - float64(len(l.uneven)-1)
	if l.free <= 0 || sum == 0 {
		return
	}
	variance := sum / l.free
	alike := 0.
	if pairs > 8 {
		alike = between(0, 1, lagged/pairs/(sum/count))
		alike = min(alike, 0.95)
	}
	inflation := (1 + alike) / (1 - alike)
	l.sigma *= math.Sqrt(variance * inflation)
	l.free = max(count/inflation-1-float64(len(l.pieces)), 1)
}
