package drift

import "math"

// line is what is fitted to data: a rate that all pieces have in common, how the line
// bends in between, where each piece begins, and by how much each witness is off.
type line struct {
	rate   float64   // seconds per second, from the first datum to the last
	pieces []float64 // each piece's skew at x = 0, in seconds
	uneven []float64 // how much more skew each witness shows than is there
	bends  []float64 // how far from straight it is, at equal parts of the time

	middle, reach float64   // of the time
	weights       []float64 // of each datum, from 0, which fits nothing, to 1
	cost          float64   // how unlikely the line is, with a penalty for its unknowns

	sigma float64 // the standard error of rate; only where free is above 0
	free  float64 // the degrees of freedom of sigma
}

// newLine returns one with such a rate and so many bends, before it is fitted.
func (all data) newLine(rate float64, bends int) line {
	l := line{rate: rate, weights: make([]float64, len(all)), bends: make([]float64, bends)}
	l.middle, l.reach = all.extent()
	l.pieces, l.uneven = make([]float64, all.pieces()), make([]float64, all.witnesses())
	for p := range l.pieces {
		l.pieces[p] = all.height(rate, p)
	}
	return l
}

// at returns the skew that the line has for a datum.
func (l *line) at(m datum) float64 {
	y := l.pieces[m.piece] + l.rate*m.x + l.uneven[m.who]
	if len(l.bends) > 0 {
		k, share := l.part(m.x)
		y += (1-share)*l.bend(k-1) + share*l.bend(k)
	}
	return y
}

// part returns which part of the time a moment is in, and how far on the way to the next.
func (l *line) part(x float64) (part int, share float64) {
	parts := float64(len(l.bends) + 1)
	at := between(l.middle-l.reach, l.middle+l.reach, x) * parts
	before := min(math.Floor(at), parts-1)
	return int(before), at - before
}

// bend returns how far from straight the line is at the end of a part: not at all at both
// ends of the time.
func (l *line) bend(part int) float64 {
	if part < 0 || part >= len(l.bends) {
		return 0
	}
	return l.bends[part]
}

// unknowns returns how many there are. One of the witnesses is like the others.
func (l *line) unknowns() float64 {
	return float64(1 + len(l.pieces) + len(l.uneven) - 1 + len(l.bends))
}

// terms returns what the skew of a datum is the sum of: some of the unknowns, each times a
// factor. The unknowns are the pieces, the witnesses, the bends and, last, the rate.
func (l *line) terms(m datum) (unknowns []int, factors []float64) {
	atBend := len(l.pieces) + len(l.uneven)
	unknowns, factors = make([]int, 0, 5), make([]float64, 0, 5)
	unknowns = append(unknowns, m.piece, len(l.pieces)+m.who, l.atRate())
	factors = append(factors, 1, 1, (m.x-l.middle)/l.reach)
	k, share := l.part(m.x)
	if k > 0 {
		unknowns, factors = append(unknowns, atBend+k-1), append(factors, 1-share)
	}
	if k < len(l.bends) {
		unknowns, factors = append(unknowns, atBend+k), append(factors, share)
	}
	return unknowns, factors
}

// atRate is which of the unknowns the rate is.
func (l *line) atRate() int { return len(l.pieces) + len(l.uneven) + len(l.bends) }

// set takes the unknowns of a solution.
func (l *line) set(solution []float64) {
	l.rate = solution[l.atRate()] / l.reach
	for p := range l.pieces {
		l.pieces[p] = solution[p] - l.rate*l.middle
	}
	rest := solution[len(l.pieces):]
	copy(l.uneven, rest)
	copy(l.bends, rest[len(l.uneven):])
}

// rates returns the rates, in ppm, that the errors leave possible at a level: any where
// there are too few to tell.
func (l *line) rates(level float64) span {
	if l.free <= 0 {
		return span{math.Inf(-1), math.Inf(1)}
	}
	wide := 1e6*l.sigma*student(level, l.free) + finestRate
	return span{1e6*l.rate - wide, 1e6*l.rate + wide}
}
