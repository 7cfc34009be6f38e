package drift

import (
	"math"

	"codeclock/drift/skew"
)

// rift is what two neighbouring pieces differ by where they meet.
type rift struct {
	jump, sigma float64 // in seconds, and its standard error
	turn        float64 // in seconds per second
	bent        bool    // the turn is clear
	clear       float64 // how many standard deviations the clearer of both has
}

// by returns the jump, within two standard deviations.
func (r rift) by() skew.Interval { return skew.Around(seconds(r.jump), seconds(2*r.sigma)) }

// rift compares the lines through what lies before and after a place, at several lengths:
// a small step shows over many points, and one between two others only over few.
func (s *splitter) rift(begin, at, end int) rift {
	var best rift
	begin, at, end = s.rank[begin], s.rank[at], s.rank[end]
	if at-begin < fewest || end-at < fewest {
		return best
	}
	for n := fewest; ; n *= 2 {
		l, r := s.clean[max(begin, at-n):at], s.clean[at:min(end, at+n)]
		if n > 2*fewest && r[len(r)-1].x-l[0].x > calm {
			return best
		}
		if b := s.compare(l, r); b.clear >= best.clear {
			best = b
		}
		if n >= at-begin && n >= end-at {
			return best
		}
	}
}

// compare compares the lines through two pieces where they meet. What a rate can wander by
// does not count: a turn by so much, and the eighth part of it in the length of both as a
// jump, about what is left of a bend at its edge.
func (s *splitter) compare(l, r data) rift {
	meet, length := (l[len(l)-1].x+r[0].x)/2, r[len(r)-1].x-l[0].x
	a, b := l.straight(meet), r.straight(meet)
	out := rift{jump: b.value - a.value, sigma: s.scale * math.Hypot(a.valueError, b.valueError), turn: b.slope - a.slope}
	wanders := wander * 1e-6 * min(length/wanderTime, 1)
	jump := max(math.Abs(out.jump)-wanders*length/8, 0) / out.sigma
	turn := max(math.Abs(out.turn)-turnFrom*1e-6, 0) / (s.scale * math.Hypot(a.slopeError, b.slopeError))
	out.clear, out.bent = max(jump, turn), turn > s.least()
	return out
}

// across compares the first and the third of three stretches.
func (s *splitter) across(bounds []int) rift {
	return s.compare(s.clean[s.rank[bounds[0]]:s.rank[bounds[1]]], s.clean[s.rank[bounds[2]]:s.rank[bounds[3]]])
}

// back reports whether the clock goes at the same rate before and after the second of
// three stretches.
func (s *splitter) back(bounds []int) bool { return !s.forced(bounds[2]) && !s.across(bounds).bent }

// onWay reports whether a point next to a break lies between both sides.
func (s *splitter) onWay(begin, at, end int) bool {
	x := s.all[at].x
	a, b := s.before(begin, at).straight(x), s.after(at, end).straight(x)
	for _, m := range s.all[at-1 : at+1] {
		share := (m.y - a.at(m.x-x)) / (b.value - a.value)
		if m.odd && share > 0 && share < 1 {
			return true
		}
	}
	return false
}

// apart compares the lines on both sides of a break, without the points next to it where
// there are others: the clock may have been on its way at these as well.
func (s *splitter) apart(begin, at, end int) rift {
	l, r := s.before(begin, at), s.after(at, end)
	if len(l) >= 2*fewest {
		l = l[:len(l)-fewest]
	}
	if len(r) >= 2*fewest {
		r = r[fewest:]
	}
	return s.compare(l, r)
}

// before returns what is not odd of the hour before a place, or of the nearest points if
// these are more.
func (s *splitter) before(begin, at int) data {
	l := s.clean[s.rank[begin]:s.rank[at]]
	for len(l) > around && l[0].x < s.all[at-1].x-wanderTime {
		l = l[1:]
	}
	return l
}

// after returns what is not odd of the hour after a place, or of the nearest points if
// these are more.
func (s *splitter) after(at, end int) data {
	r := s.clean[s.rank[at]:s.rank[end]]
	for len(r) > around && r[len(r)-1].x > s.all[at].x+wanderTime {
		r = r[:len(r)-1]
	}
	return r
}

// last returns the last datum of a stretch that is not odd; the last one if all are.
func (s *splitter) last(from, to int) datum {
	if s.rank[from] < s.rank[to] {
		return s.clean[s.rank[to]-1]
	}
	return s.all[to-1]
}

// first returns the first datum of a stretch that is not odd; the first one if all are.
func (s *splitter) first(from, to int) datum {
	if s.rank[from] < s.rank[to] {
		return s.clean[s.rank[from]]
	}
	return s.all[from]
}

// straight is a line by its value and slope at one moment, with their standard errors.
type straight struct{ value, slope, valueError, slopeError float64 }

// at returns its value so much later.
func (l straight) at(later float64) float64 { return l.value + l.slope*later }

// straight fits one by weighted least squares.
func (all data) straight(at float64) straight {
	var n, sx, sy, sxx, sxy float64
	for _, m := range all {
		w, x := 1/(m.sigma*m.sigma), m.x-at
		n, sx, sy, sxx, sxy = n+w, sx+w*x, sy+w*m.y, sxx+w*x*x, sxy+w*x*m.y
	}
	det := n*sxx - sx*sx
	if det <= 0 {
		return straight{value: sy / n, valueError: math.Inf(1), slopeError: math.Inf(1)}
	}
	return straight{
		value: (sxx*sy - sx*sxy) / det, slope: (n*sxy - sx*sy) / det,
		valueError: math.Sqrt(sxx / det), slopeError: math.Sqrt(n / det),
	}
}
