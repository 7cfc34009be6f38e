package drift

import (
	"math"
	"slices"
)

// splitter looks for the breaks of a course.
type splitter struct {
	all   data
	clean data    // those that are not odd
	rank  []int   // for each of all, and for their end, how many of clean come before
	scale float64 // how much larger errors are than the sigmas
	cuts  []int   // the first of all after each break, in order
}

// split finds the breaks: where the run changes, and where points on both sides can't lie on one line.
func split(all data) *splitter {
	// One point that happens to look exact must not make a step by itself.
	typical := all.typicalQueue()
	all.weigh(typical/2, 0)
	misses := all.local()
	all.tune(misses, typical/6)
	all.screen(misses)
	s := &splitter{all: all, scale: all.scaleOf(misses)}
	s.clear()
	from := 0
	for i := 1; i <= len(all); i++ {
		if i == len(all) || all[i].run != all[i-1].run {
			s.search(from, i)
			if i < len(all) {
				s.cuts = append(s.cuts, i)
			}
			from = i
		}
	}
	for range 2 {
		s.refine()
	}
	s.prune()
	return s
}

// clear counts the data that aren't odd.
func (s *splitter) clear() {
	s.clean, s.rank = nil, make([]int, 0, len(s.all)+1)
	for _, m := range s.all {
		s.rank = append(s.rank, len(s.clean))
		if !m.odd {
			s.clean = append(s.clean, m)
		}
	}
	s.rank = append(s.rank, len(s.clean))
}

// search adds the breaks in a stretch, in order; it looks for the clearest first.
func (s *splitter) search(from, to int) {
	at, clear := s.clearest(from, to)
	if clear < s.least() {
		return
	}
	s.search(from, at)
	s.cuts = append(s.cuts, at)
	s.search(at, to)
}

// clearest returns where in a stretch a break shows the most, and how clearly.
func (s *splitter) clearest(from, to int) (at int, clear float64) {
	for i := from + 1; i < to; i++ {
		if b := s.rift(from, i, to); b.clear > clear {
			at, clear = i, b.clear
		}
	}
	return at, clear
}

// suspect returns where there may well be one more break, 0 if nowhere.
func (s *splitter) suspect() int {
	best, place := s.least()*suspicious, 0
	bounds := s.bounds()
	for k := range bounds[1:] {
		if at, clear := s.clearest(bounds[k], bounds[k+1]); clear > best {
			best, place = clear, at
		}
	}
	return place
}

// least returns how many standard deviations a step is at least. The fewer points there are, the less is known of their errors.
func (s *splitter) least() float64 { return significant * (1 + 10/float64(len(s.clean))) }

// bounds returns where pieces begin and end.
func (s *splitter) bounds() []int { return slices.Concat([]int{0}, s.cuts, []int{len(s.all)}) }

// forced reports whether a cut is one between two runs.
func (s *splitter) forced(cut int) bool { return s.all[cut-1].run != s.all[cut].run }

// rift is what two neighbouring pieces differ by where they meet.
type rift struct {
	clear  float64 // how many standard deviations the larger of both is
	jump   float64 // in seconds
	turn   float64 // seconds per second
	jumpSD float64
	bent   bool // the rate turned
}

// rift compares the lines through what lies before and after a place, at several widths: a small step shows over
// many points, and one between two others only over few.
func (s *splitter) rift(from, at, to int) rift {
	var best rift
	from, at, to = s.rank[from], s.rank[at], s.rank[to]
	if at-from < fewest || to-at < fewest {
		return best
	}
	for m := fewest; ; m *= 2 {
		l, r := s.clean[max(from, at-m):at], s.clean[at:min(to, at+m)]
		if m > 2*fewest && r[len(r)-1].x-l[0].x > calm {
			return best
		}
		if b := s.compare(l, r); b.clear >= best.clear {
			best = b
		}
		if m >= at-from && m >= to-at {
			return best
		}
	}
}

// compare compares the lines through two pieces where they meet. What the clock's rate can wander by is not counted.
func (s *splitter) compare(l, r data) rift {
	meet := (l[len(l)-1].x + r[0].x) / 2
	a, b := l.straight(meet), r.straight(meet)
	reach := r[len(r)-1].x - l[0].x
	rates := wander * 1e-6 * min(reach/wanderTime, 1)
	out := rift{jump: b.value - a.value, turn: b.slope - a.slope, jumpSD: s.scale * math.Sqrt(a.vv+b.vv)}
	jumped := shrink(out.jump, rates*reach/8) / out.jumpSD
	turned := shrink(out.turn, turn*1e-6) / (s.scale * math.Sqrt(a.ss+b.ss))
	out.clear, out.bent = max(jumped, turned), turned > s.least()
	return out
}

// shrink takes by off the magnitude of v.
func shrink(v, by float64) float64 { return max(math.Abs(v)-by, 0) }

// refine moves each break to where the lines on both sides leave the least error, and tells anew
// which points near it are odd: the neighbours of some were on the other side.
func (s *splitter) refine() {
	for k, cut := range s.cuts {
		bounds := s.bounds()
		from, to := max(bounds[k]+1, cut-around), min(bounds[k+2], cut+around)
		best, at := math.Inf(1), cut
		for i := from; i < to && !s.forced(cut); i++ {
			if cost := s.error(bounds[k], i, bounds[k+2], from, to, func(*datum, float64) {}); cost < best {
				best, at = cost, i
			}
		}
		s.cuts[k] = at
		s.error(bounds[k], at, bounds[k+2], from, to, func(m *datum, z float64) { m.odd = z > tuning })
		s.clear()
	}
}

// error returns the sum of the squares by which data from one to another are off the lines on both sides of a break, and
// hands each of them on.
func (s *splitter) error(begin, at, end, from, to int, each func(m *datum, z float64)) float64 {
	l := s.clean[max(s.rank[begin], s.rank[at]-around):s.rank[at]]
	r := s.clean[s.rank[at]:min(s.rank[end], s.rank[at]+around)]
	if len(l) < fewest || len(r) < fewest {
		return math.Inf(1)
	}
	a, b := l.straight(s.all[at].x), r.straight(s.all[at].x)
	sum := 0.
	for i := from; i < to; i++ {
		m, line := &s.all[i], a
		if i >= at {
			line = b
		}
		z := math.Abs(m.y-line.at(m.x-s.all[at].x)) / (m.sigma * s.scale)
		sum += min(z, tuning) * min(z, tuning)
		each(m, z)
	}
	return sum
}

// prune leaves out the breaks that show nothing any more once there are others, the least significant first.
func (s *splitter) prune() {
	for {
		bounds, least, at := s.bounds(), s.least(), -1
		for i, cut := range s.cuts {
			if b := s.rift(bounds[i], cut, bounds[i+2]); !s.forced(cut) && b.clear < least {
				least, at = b.clear, i
			}
		}
		if at < 0 {
			return
		}
		s.cuts = slices.Delete(s.cuts, at, at+1)
	}
}

// straight is a line through data: its value and slope at one moment, with their variances.
type straight struct{ value, slope, vv, ss float64 }

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
		return straight{value: sy / n, vv: math.Inf(1), ss: math.Inf(1)}
	}
	return straight{
		value: (sxx*sy - sx*sxy) / det, slope: (n*sxy - sx*sy) / det,
		vv: sxx / det, ss: n / det,
	}
}
