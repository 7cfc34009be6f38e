package drift

import (
	"cmp"
	"math"
	"slices"
)

// neighbours is how many points on each side a point is compared with.
const neighbours = 5

// local returns how far each datum is from the line through its neighbours of the same
// run, of which nearly half may be anywhere. Rates and steps hardly disturb it.
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

// repeatedMedian is Siegel's line, of which nearly half of the points may be anywhere, at
// one moment.
func (all data) repeatedMedian(x float64) float64 {
	slopes, heights := make([]weighted, len(all)), make([]weighted, len(all))
	for i, a := range all {
		of := make([]weighted, 0, len(all))
		for _, b := range all {
			if d := math.Abs(b.x - a.x); d > 0 {
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

// shares returns by how much each datum moves the line of least squares at one moment.
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

// weighted is a value that counts for so much.
type weighted struct{ value, weight float64 }

// weightedMedian returns the value up to which half of the weight lies, 0 for none.
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
