package drift

import (
	"cmp"
	"slices"
)

// Thin returns the points that a trend rests on most, at most as many as given or 8. The
// points must be in order of time. The newest quarter is kept, and the first; of the time
// in between, in equal parts, the point of the shortest delay of each, or the narrowest one
// where no delay is known. Thinning again and again as a log grows keeps its memory bounded.
func Thin(points []Point, most int) []Point {
	most = max(most, 8)
	if len(points) <= most {
		return points
	}
	recent := len(points) - most/4
	old, bins := points[1:recent], most-most/4-1
	start, length := old[0].At, max(old[len(old)-1].At.Sub(old[0].At), 1)
	bin := func(p Point) int {
		return min(int(float64(bins)*float64(p.At.Sub(start))/float64(length)), bins-1)
	}
	out := []Point{points[0]}
	for len(old) > 0 {
		n := 1
		for n < len(old) && bin(old[n]) == bin(old[0]) {
			n++
		}
		out = append(out, slices.MinFunc(old[:n], better))
		old = old[n:]
	}
	return append(out, points[recent:]...)
}

// better sorts the points that say more to the front.
func better(a, b Point) int {
	unknown := func(p Point) int {
		if p.Delay == 0 {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(unknown(a), unknown(b)), cmp.Compare(a.Delay, b.Delay), cmp.Compare(a.Skew.Width(), b.Skew.Width()))
}
