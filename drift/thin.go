package drift

import (
	"cmp"
	"slices"
	"time"
)

// Thin returns at most so many of the points, 8 or more, which must be in order of time: the newest quarter, the first, and of the time in
// between, cut into equal parts, the point of the shortest delay of each. Where delays aren't known, it's the one that knows most.
func Thin(points []Point, most int) []Point {
	most = max(most, 8)
	if len(points) <= most {
		return points
	}
	recent := len(points) - most/4
	out := []Point{points[0]}
	old, bins := points[1:recent], most-most/4-1
	start, span := old[0].At, old[len(old)-1].At.Sub(old[0].At)
	bin := func(p Point) int {
		if span <= 0 {
			return 0
		}
		return min(int(float64(bins)*float64(p.At.Sub(start))/float64(span)), bins-1)
	}
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
	none := func(d time.Duration) int {
		if d == 0 {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(none(a.Delay), none(b.Delay)), cmp.Compare(a.Delay, b.Delay), cmp.Compare(a.Skew.Width(), b.Skew.Width()))
}
