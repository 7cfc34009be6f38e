package drift

import (
	"cmp"
	"slices"
	"time"

	"codeclock/drift/skew"
)

// majority is how many of n are more than half of them.
func majority(n int) int { return n/2 + 1 }

// end is where an interval begins or ends.
type end struct {
	at   time.Duration
	step int // how many more intervals there are from here on: 1 or -1
}

// tally is the ends of intervals, from the slowest skew to the fastest.
type tally []end

func count(intervals []skew.Interval) tally {
	t := make(tally, 0, 2*len(intervals))
	for _, i := range intervals {
		t = append(t, end{i.Lo(), 1}, end{i.Hi(), -1})
	}
	slices.SortFunc(t, func(a, b end) int {
		// Intervals are closed: at one point, those that begin come first.
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.step, a.step))
	})
	return t
}

// most returns how many intervals share a point at the most, and the first such
// point.
func (t tally) most() (size int, at time.Duration) {
	depth := 0
	for _, e := range t {
		if depth += e.step; depth > size {
			size, at = depth, e.at
		}
	}
	return size, at
}

// shared returns the hull of the points that at least need intervals share, need
// being 1 or more: Unknown when there are none. Of several places, which one is
// right cannot be told, so all of them are in it: wider, but true.
func (t tally) shared(need int) skew.Interval {
	var hull skew.Interval
	var lo time.Duration
	depth := 0
	for _, e := range t {
		switch depth += e.step; {
		case e.step > 0 && depth == need:
			lo = e.at
		case e.step < 0 && depth == need-1:
			place := skew.Between(lo, e.at)
			if hull.Known() {
				place = place.Hull(hull)
			}
			hull = place
		}
	}
	return hull
}

// groups splits contradicting servers into those that agree with each other,
// largest first.
func groups(intervals []skew.Interval, voters []int) [][]int {
	var out [][]int
	for len(voters) > 0 {
		_, place := count(intervals).most()
		var members, restVoters []int
		var rest []skew.Interval
		for i, interval := range intervals {
			if interval.Contains(place) {
				members = append(members, voters[i])
			} else {
				rest, restVoters = append(rest, interval), append(restVoters, voters[i])
			}
		}
		out = append(out, members)
		intervals, voters = rest, restVoters
	}
	return out
}
