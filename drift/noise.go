package drift

import (
	"math"
	"slices"
)

// finest is the least error that a point is believed to have, in seconds: what is read
// of a clock through an operating system is no better than a microsecond.
const finest = 1e-6

// weigh says how far each point may typically be off, given an error, in seconds, that
// shows in no delay, and the least that is expected to be spent in queues.
//
// A point without a delay lies anywhere in its interval. Where the delay is known, what
// it has above the least of that witness was spent in queues, there or back. If queues
// are left at random, as waiting for a bus, each way has as likely one share of a known
// sum as another: the middle is off by anything up to a half of it. chrony's weights
// come to the same, with a larger floor (sourcestats.c, SD_TO_DIST_RATIO).
// The least delay itself has some queue in it: of n such sums about the n-th part of
// the mean, times root n.
func (all data) weigh(other, least float64) {
	floor := max(math.Hypot(other, least), finest)
	for i, m := range all {
		if m.extra < 0 {
			all[i].sigma = max(math.Hypot(m.half/math.Sqrt(3), other), finest)
		} else {
			all[i].sigma = math.Hypot(floor, m.extra/math.Sqrt(12))
		}
	}
}

// leastQueue is about how much a witness's least delay is above that of an empty path, as a standard deviation. The factor is the best of
// those that were tried on queues of any length, for 8 to 300 points.
func (all data) leastQueue() float64 {
	perWitness := float64(len(all)) / float64(all.most(datum.witness)+1)
	return 0.27 * all.typicalQueue() / math.Sqrt(max(perWitness, 1))
}

// typicalQueue is the median of the time spent in queues, above the least.
func (all data) typicalQueue() float64 {
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

// miss is how far a point is from where it's expected: on a line, or where some of the others are expected to have it.
type miss struct {
	of     int // which datum
	by     float64
	from   []int     // the others
	shares []float64 // by how much each of them moves what is expected
}

// sigma is how far a miss may typically be.
func (m miss) sigma(all data) float64 {
	v := all[m.of].sigma * all[m.of].sigma
	for k, j := range m.from {
		s := m.shares[k] * all[j].sigma
		v += s * s
	}
	return math.Sqrt(v)
}

// tune chooses the error that shows in no delay so that the misses are likeliest, and returns how unlikely they are: twice the
// negative logarithm, by Student's distribution, since far misses have some other reason.
func (all data) tune(misses []miss, least float64) float64 {
	sizes := make([]float64, len(misses))
	for i, m := range misses {
		sizes[i] = math.Abs(m.by)
	}
	slices.Sort(sizes)
	best, other := math.Inf(1), 0.
	try := func(o float64) {
		all.weigh(o, least)
		cost := 0.
		for _, m := range misses {
			s := m.sigma(all)
			z := m.by / s
			cost += (tails+1)*math.Log1p(z*z/tails) + 2*math.Log(s)
		}
		if cost < best {
			best, other = cost, o
		}
	}
	try(0)
	if len(sizes) > 0 {
		for k := -6; k <= 3; k++ {
			try(median(sizes) * math.Exp2(float64(k)))
		}
	}
	all.weigh(other, least)
	return best
}

// tails is Student's degrees of freedom of a miss: few, for long tails.
const tails = 4

// neighbours is how many points on each side a point is compared with.
const neighbours = 5

// local returns how far each point is from the line through its neighbours of the same run, of which nearly half may be anywhere. Steps and
// rates hardly disturb it.
func (all data) local() []miss {
	var out []miss
	for i, m := range all {
		var from []int
		var near data
		for j := max(i-neighbours, 0); j < min(i+1+neighbours, len(all)); j++ {
			if j != i && all[j].run == m.run {
				from, near = append(from, j), append(near, all[j])
			}
		}
		if len(near) > 2 {
			out = append(out, miss{i, m.y - near.repeatedMedian(m.x), from, near.shares(m.x)})
		}
	}
	return out
}

// repeatedMedian is Siegel's line, of which nearly half of the points may be anywhere, at x.
func (all data) repeatedMedian(x float64) float64 {
	slopes, heights := make([]weighted, len(all)), make([]weighted, len(all))
	for i, a := range all {
		of := make([]weighted, 0, len(all))
		for j, b := range all {
			if d := math.Abs(b.x - a.x); i != j && d > 0 {
				of = append(of, weighted{(b.y - a.y) / (b.x - a.x), d / math.Hypot(a.sigma, b.sigma)})
			}
		}
		slopes[i] = weighted{weightedMedian(of), 1 / a.sigma}
	}
	slope := weightedMedian(slopes)
	for i, a := range all {
		heights[i] = weighted{a.y + slope*(x-a.x), 1 / a.sigma}
	}
	return weightedMedian(heights)
}

// shares returns by how much each datum moves the line of least squares at x.
func (all data) shares(x float64) []float64 {
	var n, sx, sxx float64
	for _, m := range all {
		w := 1 / (m.sigma * m.sigma)
		n, sx, sxx = n+w, sx+w*(m.x-x), sxx+w*(m.x-x)*(m.x-x)
	}
	out := make([]float64, len(all))
	for i, m := range all {
		out[i] = 1 / float64(len(all))
		if det := n*sxx - sx*sx; det > 0 {
			out[i] = (sxx - sx*(m.x-x)) / det / (m.sigma * m.sigma)
		}
	}
	return out
}

// screen marks as odd what is far from where its neighbours are.
func (all data) screen(misses []miss) {
	if len(all) < 2*fewest {
		return
	}
	scale := all.scaleOf(misses)
	for _, m := range misses {
		all[m.of].odd = math.Abs(m.by) > tuning*scale*m.sigma(all)
	}
}

// scaleOf returns how much larger misses are than their sigmas, as half of them show it.
func (all data) scaleOf(misses []miss) float64 {
	if len(misses) == 0 {
		return 1
	}
	sizes := make([]float64, len(misses))
	for i, m := range misses {
		sizes[i] = math.Abs(m.by) / m.sigma(all)
	}
	slices.Sort(sizes)
	return max(madToSigma*median(sizes), 0.2)
}
