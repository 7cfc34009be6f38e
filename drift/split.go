package drift

import (
	"math"
	"slices"
)

// splitter looks for the breaks of a course.
type splitter struct {
	all   data
	clean data    // those that are not odd
	rank  []int   // how many of clean come before each of all, and before the end
	scale float64 // how much larger errors are than the sigmas
	cuts  []int   // the first of all after each break, in order
}

// split finds the breaks: where the run changes, and where points on both sides do not lie
// on one line.
func split(all data) *splitter {
	// One point that happens to look exact must not make a step by itself: the floor is
	// higher than for the rate.
	typical := all.typicalQueue()
	all.weigh(typical/2, 0)
	misses := all.local()
	all.tune(misses, typical/6)
	all.screen(misses)
	s := &splitter{all: all, scale: all.scaleOf(misses)}
	s.count()
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
	s.join()
	for range retunings {
		s.refine()
	}
	s.prune()
	return s
}

// count tells the data that are not odd.
func (s *splitter) count() {
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
	place, clearest := 0, suspicious*s.least()
	bounds := s.bounds()
	for k := range bounds[1:] {
		if at, clear := s.clearest(bounds[k], bounds[k+1]); clear > clearest {
			place, clearest = at, clear
		}
	}
	return place
}

// least returns how many standard deviations a step has at least: the more, the fewer
// points there are by which their errors are known.
func (s *splitter) least() float64 { return significant * (1 + 16/float64(len(s.clean))) }

// bounds returns where pieces begin, and where the last one ends.
func (s *splitter) bounds() []int { return slices.Concat([]int{0}, s.cuts, []int{len(s.all)}) }

// forced reports whether a cut is one between two runs.
func (s *splitter) forced(cut int) bool { return s.all[cut-1].run != s.all[cut].run }

// refine moves each break to where the lines on both sides leave the least error, and tells
// anew which points near it are odd: the neighbours of some were on the other side.
func (s *splitter) refine() {
	for k, cut := range s.cuts {
		begin, end := s.bounds()[k], s.bounds()[k+2]
		near := stretch{max(begin+1, cut-around), min(end, cut+around)}
		if !s.forced(cut) {
			s.cuts[k] = s.place(begin, cut, end, near)
		}
		changed := false
		s.error([]int{begin, s.cuts[k], end}, near, func(m *datum, z float64) {
			changed = changed || m.odd != (z > tuning)
			m.odd = z > tuning
		})
		if changed {
			s.count()
		}
	}
}

// join makes one break of two that are close to each other, where one explains as much:
// the search may have found the places on both sides of it.
func (s *splitter) join() {
	for k := 0; k+1 < len(s.cuts); k++ {
		bounds := s.bounds()[k : k+4]
		begin, a, b, end := bounds[0], bounds[1], bounds[2], bounds[3]
		if b-a > 2*around || s.forced(a) || s.forced(b) {
			continue
		}
		near := stretch{max(begin, a-around), min(end, b+around)}
		at := s.place(begin, a, end, stretch{a, b})
		one, two := s.error([]int{begin, at, end}, near, nil), s.error(bounds, near, nil)
		if one <= two+s.least()*s.least() {
			s.cuts = slices.Replace(s.cuts, k, k+2, at)
			k--
		}
	}
}

// prune leaves out the breaks that show nothing any more beside others, the least clear
// first.
func (s *splitter) prune() {
	for {
		bounds, least, at := s.bounds(), s.least(), -1
		for i, cut := range s.cuts {
			if s.forced(cut) {
				continue
			}
			if b := s.rift(bounds[i], cut, bounds[i+2]); b.clear < least {
				least, at = b.clear, i
			}
		}
		if at < 0 {
			return
		}
		s.cuts = slices.Delete(s.cuts, at, at+1)
	}
}

// stretch is data from one on, up to another.
type stretch struct{ from, to int }

// place returns where in a stretch a break leaves the least error, and where it was if all
// places are alike.
func (s *splitter) place(begin, at, end int, near stretch) int {
	best := math.Inf(1)
	for i := near.from; i < near.to; i++ {
		if e := s.error([]int{begin, i, end}, near, nil); e < best {
			best, at = e, i
		}
	}
	return at
}

// error returns the sum of the squares by which the data of a stretch are off the lines
// between bounds, and hands each of them on.
func (s *splitter) error(bounds []int, of stretch, each func(m *datum, z float64)) float64 {
	sum := 0.
	for k := range bounds[1:] {
		from, to := bounds[k], bounds[k+1]
		on := s.before(from, to)
		if k > 0 {
			on = s.after(from, to)
		}
		if len(on) < fewest {
			return math.Inf(1)
		}
		x := on[0].x
		line := on.straight(x)
		for i := max(from, of.from); i < min(to, of.to); i++ {
			m := &s.all[i]
			z := math.Abs(m.y-line.at(m.x-x)) / (m.sigma * s.scale)
			sum += min(z, tuning) * min(z, tuning)
			if each != nil {
				each(m, z)
			}
		}
	}
	return sum
}
