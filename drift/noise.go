package drift

import (
	"math"
	"slices"
)

// finest is the least error that a point is believed to have, in seconds: what is read of
// a clock through an operating system is no better than a microsecond.
const finest = 1e-6

// weigh says how far each point may typically be off, given the error, in seconds, that
// shows in no delay, and the least that is spent in queues.
//
// A point without a delay lies anywhere in its interval. Where the delay is known, what it
// has above the least of that witness was spent in queues, there or back. If both queues
// are exponential, each has as likely one share of a known sum as another: the middle is
// off by anything up to half of the sum. Chrony's weights come to much the same with a
// larger floor (sourcestats.c, SD_TO_DIST_RATIO).
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

// typicalQueue is the median of the time spent in queues above the least, in seconds.
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

// leastQueue is how far off the point of the least delay typically is: some queue is left
// in it, the less the more points there are. The factor was the best of all that were
// tried for 8 to 300 points, and a half or twice of it nearly as good.
func (all data) leastQueue() float64 {
	each := float64(len(all)) / float64(all.witnesses())
	return 0.27 * all.typicalQueue() / math.Sqrt(max(each, 1))
}

// miss is how far a datum is from where it is expected: on a line, or where others have it.
type miss struct {
	of     int // which datum
	by     float64
	from   []int     // which others
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

// tune weighs the data with the error that shows in no delay for which the misses are
// likeliest. It returns how unlikely these are, as twice the negative logarithm. A miss is
// distributed as Student's, since a far one has some other reason.
func (all data) tune(misses []miss, least float64) float64 {
	best, other := math.Inf(1), 0.
	for _, o := range others(misses) {
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
	all.weigh(other, least)
	return best
}

// tails is Student's degrees of freedom of a miss: few, for long tails.
const tails = 4

// others returns the errors to try: none, and from a 64th of the typical miss to 8 times.
func others(misses []miss) []float64 {
	out := []float64{0}
	if len(misses) == 0 {
		return out
	}
	sizes := make([]float64, len(misses))
	for i, m := range misses {
		sizes[i] = math.Abs(m.by)
	}
	slices.Sort(sizes)
	for k := -6; k <= 3; k++ {
		out = append(out, median(sizes)*math.Exp2(float64(k)))
	}
	return out
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
	return max(madToSigma*median(sizes), leastScale)
}
