package drift

import (
	"cmp"
	"slices"
	"time"
)

// Thin returns the points that a trend rests on most, at most as many as given or 8. The
// points must be in order of time. The newest quarter is kept, and the first; of the time
// in between, in equal parts, the point that spent least in queues of each: what its delay
// is above the least of its witness, so that none is kept for being near alone. Where no
// delay is known, that is the narrowest. Thinning again and again as a log grows keeps its
// memory bounded.
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
	better := leastDelays(points).better
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

// delays is the least delay of each witness that has any.
type delays map[string]time.Duration

func leastDelays(points []Point) delays {
	d := delays{}
	for _, p := range points {
		if old, seen := d[p.Witness]; p.Delay > 0 && (!seen || p.Delay < old) {
			d[p.Witness] = p.Delay
		}
	}
	return d
}

// better sorts the points that say more to the front: those with a delay, by how much of
// it was spent in queues, and the others by their width.
func (d delays) better(a, b Point) int {
	switch {
	case a.Delay > 0 && b.Delay > 0:
		return cmp.Compare(a.Delay-d[a.Witness], b.Delay-d[b.Witness])
	case a.Delay > 0:
		return -1
	case b.Delay > 0:
		return 1
	}
	return cmp.Compare(a.Skew.Width(), b.Skew.Width())
}
