package drift

import (
	"cmp"
	"math"
	"slices"
)

// line is a rate that several pieces of a course have in common, each of which begins
// anywhere, how it bends in between, and by how much each witness is off.
type line struct {
	rate    float64   // seconds per second, from the first point to the last
	sigma   float64   // standard error of rate; only where free > 0
	free    float64   // degrees of freedom of sigma
	pieces  []float64 // each piece's skew at x = 0
	uneven  []float64 // how much more skew each witness shows than the others
	bends   []float64 // how far from straight it is at equal parts of the time
	weights []float64 // of each datum, from 0 (it fits nothing) to 1
	scale   float64   // how much larger errors are than the data's sigmas
	cost    float64   // how unlikely it is, with a penalty for its unknowns

	middle, reach float64 // of the time
}

// at returns what the line predicts of a datum.
func (l line) at(m datum) float64 {
	y := l.pieces[m.piece] + l.rate*m.x + l.uneven[m.who]
	if k, share := l.bend(m.x); len(l.bends) > 0 {
		y += (1-share)*l.bendAt(k-1) + share*l.bendAt(k)
	}
	return y
}

// bend returns between which two bends a time is, and how far on the way from the first to the second. Both ends count as bends, at which
// it's straight.
func (l line) bend(x float64) (next int, share float64) {
	parts := float64(len(l.bends) + 1)
	at := between(l.middle-l.reach, l.middle+l.reach, x) * parts
	k := min(math.Floor(at), parts-1)
	return int(k), at - k
}

func (l line) bendAt(k int) float64 {
	if k < 0 || k >= len(l.bends) {
		return 0
	}
	return l.bends[k]
}

const (
	// tuning is Tukey's: beyond it, in standard deviations, an error counts for
	// nothing. 4.7 would keep 95 % of the precision under normal noise; queues make
	// lighter tails than that, of which nothing needs to be cut.
	tuning = 6

	// rounds is how often the fit is repeated, each time with the weights that the
	// time before gave. The weights hardly change after that.
	rounds = 6

	// mostPairs is how many pairs of points the first guess is made from.
	mostPairs = 20_000
)

// fit returns the likeliest line: as many bends as the points show, since a clock's
// rate wanders with the temperature. Each bend counts for what it adds (Akaike's criterion, corrected for few points).
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
	all.tune(all.misses(best), all.leastQueue())
	return best
}

const mostParts, pointsOfPart = 32, 8

// fitBent returns the line with so many bends. It begins at a rate that half of
// the pairs can't move (Theil and Sen's), and goes on by least squares, weighted by
// how far each point may be off and how little it fits (Tukey's biweight).
func (all data) fitBent(rate float64, bends int) line {
	l := line{rate: rate, weights: make([]float64, len(all)), bends: make([]float64, bends)}
	l.middle, l.reach = all.extent()
	l.pieces, l.uneven = make([]float64, all.most(datum.onPiece)+1), make([]float64, all.most(datum.witness)+1)
	for p := range l.pieces {
		l.pieces[p] = all.height(l.rate, p)
	}
	for range 3 {
		for range rounds {
			changed := all.reweigh(&l)
			all.solve(&l)
			if changed < 1e-3 {
				break
			}
		}
		n, k := float64(len(all)), l.unknowns()
		l.cost = all.tune(all.misses(l), all.leastQueue()) + 2*k*n/max(n-k-1, 1)
	}
	all.solve(&l)
	all.doubt(&l)
	return l
}

// reweigh gives each datum the weight that its distance from a line leaves it, and returns by how much one has changed at most.
func (all data) reweigh(l *line) float64 {
	l.scale = all.scale(*l)
	most := 0.
	for i, m := range all {
		w := biweight((m.y - l.at(m)) / (m.sigma * l.scale))
		most = max(most, math.Abs(w-l.weights[i]))
		l.weights[i] = w
	}
	return most
}

func (l line) unknowns() float64 {
	return float64(1 + len(l.pieces) + len(l.uneven) - 1 + len(l.bends))
}

// misses returns how far each datum is from a line, somewhat more since the line was fitted to it.
func (all data) misses(l line) []miss {
	out := make([]miss, len(all))
	n := float64(len(all))
	more := math.Sqrt(n / max(n-l.unknowns(), 1))
	for i, m := range all {
		out[i] = miss{of: i, by: more * (m.y - l.at(m))}
	}
	return out
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
	return max(madToSigma*median(misses[taken:]), 0.2)
}

// solve is one round of least squares. The unevenness of a witness is known to be no more than half of its
// round trip, so it is drawn towards 0 with that weight: where there are few points it is left out, where there are many it is found.
func (all data) solve(l *line) {
	n := all.equations(l)
	solution := n.solve()
	l.rate = solution[0] / l.reach
	for p := range l.pieces {
		l.pieces[p] = solution[1+p] - l.rate*l.middle
	}
	copy(l.uneven, solution[1+len(l.pieces):])
	copy(l.bends, solution[1+len(l.pieces)+len(l.uneven):])
}

// equations returns the normal equations of a line.
func (all data) equations(l *line) equations {
	n := newEquations(1 + len(l.pieces) + len(l.uneven) + len(l.bends))
	for i, m := range all {
		unknowns, factors := l.terms(m)
		n.add(l.weights[i]/(m.sigma*m.sigma), m.y, unknowns, factors)
	}
	n.draw(all, l)
	return n
}

// terms returns what a datum's skew is the sum of: some of the unknowns, in the order of rate, pieces, witnesses and bends, times factors.
func (l *line) terms(m datum) (unknowns []int, factors []float64) {
	atWitness := 1 + len(l.pieces)
	atBend := atWitness + len(l.uneven)
	unknowns, factors = append(unknowns, 0, 1+m.piece, atWitness+m.who), append(factors, (m.x-l.middle)/l.reach, 1, 1)
	k, share := l.bend(m.x)
	if k > 0 {
		unknowns, factors = append(unknowns, atBend+k-1), append(factors, 1-share)
	}
	if k < len(l.bends) {
		unknowns, factors = append(unknowns, atBend+k), append(factors, share)
	}
	return unknowns, factors
}

// draw holds each witness to what its path can be uneven by.
func (n equations) draw(all data, l *line) {
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

// doubt sets what is known of the error of the rate, as the larger of two answers: what the sigmas come to, times as much as the errors that are
// left are larger than these, if they are; and what the errors themselves come to, each by as much as it moves the rate (White's).
// Where neighbours are off alike, there are fewer of them than it seems.
func (all data) doubt(l *line) {
	pull := all.equations(l).inverse(0)
	var sum, moved, count, pairs, lagged, before float64
	for i, m := range all {
		z, w := (m.y-l.at(m))/m.sigma, l.weights[i]
		by := 0.
		unknowns, factors := l.terms(m)
		for k, u := range unknowns {
			by += pull[u] * factors[k] * w * z / m.sigma
		}
		sum, moved, count = sum+w*z*z, moved+by*by, count+w
		if i > 0 && w > 0 && l.weights[i-1] > 0 && all[i-1].piece == m.piece {
			lagged, pairs = lagged+z*before, pairs+1
		}
		before = z
	}
	l.free = count - l.unknowns() - 1 // the sigmas are fitted, too
	if l.free <= 0 {
		return
	}
	alike := 0.
	if pairs > 8 && sum > 0 {
		alike = min(max(lagged/pairs/(sum/count), 0), 0.95)
	}
	inflation := (1 + alike) / (1 - alike)
	variance := max(pull[0]*max(sum/l.free, 1), moved*count/l.free)
	l.sigma = math.Sqrt(variance*inflation) / l.reach
	l.free = max(count/inflation-l.unknowns()-1, 1)
}
