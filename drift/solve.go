package drift

import "math"

// solve sets the unknowns of a line by one round of least squares.
func (all data) solve(l *line) { l.set(all.equations(l).solve()) }

// equations returns the normal equations of a line.
func (all data) equations(l *line) equations {
	n := newEquations(l.atRate() + 1)
	for i, m := range all {
		unknowns, factors := l.terms(m)
		n.add(l.weights[i]/(m.sigma*m.sigma), m.y, unknowns, factors)
	}
	for who, sigma := range all.unevenness() {
		n.add(1/(sigma*sigma), 0, []int{len(l.pieces) + who}, []float64{1})
	}
	return n
}

// unevenness returns how far each witness may typically be off by its path: anything up to
// half of its least round trip. Each is drawn towards 0 by that: where there are many
// points it is found, and where there are few it counts as one more error. That of a
// witness that has no other beside it cannot be told from where the pieces begin.
func (all data) unevenness() []float64 {
	sigmas := make([]float64, all.witnesses())
	for _, m := range all {
		sigmas[m.who] = max(m.uneven/math.Sqrt(3), finest)
	}
	if len(sigmas) == 1 {
		sigmas[0] = finest
	}
	return sigmas
}

// doubt sets what is known of the error of the rate. It is the larger of two: what the
// sigmas come to, times how much larger the errors are than these, if they are; and what
// the errors come to, each by how much it moves the rate (White's). Where neighbours are
// off alike, there are fewer of them than it seems.
func (all data) doubt(l *line) {
	pull := all.equations(l).inverse(l.atRate())
	var squares, moved, count float64
	for i, m := range all {
		z, w := (m.y-l.at(m))/m.sigma, l.weights[i]
		by := 0.
		unknowns, factors := l.terms(m)
		for k, u := range unknowns {
			by += pull[u] * factors[k] * w * z / m.sigma
		}
		squares, moved, count = squares+w*z*z, moved+by*by, count+w
	}
	taken := l.unknowns() + 1 // the sigmas are fitted, too
	if l.free = count - taken; l.free <= 0 {
		return
	}
	fewer := all.alike(l)
	variance := max(pull[l.atRate()]*max(squares/l.free, 1), moved*count/l.free)
	l.sigma = math.Sqrt(variance*fewer) / l.reach
	l.free = max(count/fewer-taken, 1)
}

// alike returns how many errors are worth one, by how much neighbours have in common:
// (1 + r)/(1 - r) for a correlation r, as of an autoregressive process of order 1.
func (all data) alike(l *line) float64 {
	var squares, products, pairs, count, before float64
	for i, m := range all {
		z := (m.y - l.at(m)) / m.sigma
		if l.weights[i] > 0 {
			squares, count = squares+l.weights[i]*z*z, count+l.weights[i]
		}
		if i > 0 && l.weights[i] > 0 && l.weights[i-1] > 0 && all[i-1].piece == m.piece {
			products, pairs = products+z*before, pairs+1
		}
		before = z
	}
	if pairs <= 2*fewest || squares == 0 {
		return 1 // too few to tell
	}
	r := min(max(products/pairs/(squares/count), 0), 0.95)
	return (1 + r) / (1 - r)
}
