package drift

import (
	"slices"

	"codeclock/drift/skew"
)

// findSteps gives every datum its piece, and names what lies between them. Pieces on which the clock was on
// its way are no part of the rate, nor are those before its last turn.
func (c *Course) findSteps() {
	s := split(c.data)
	bounds := s.bounds()
	number := make([]int, len(bounds)-1) // of each stretch
	for i := 0; i < len(s.cuts); i++ {
		step, gap := c.name(s, bounds[i:])
		number[i+1] = number[i] + 1
		switch {
		case step.Kind == Turn:
			for j := range i + 1 {
				number[j] = -1
			}
		case gap:
			number[i+1], number[i+2] = -1, number[i+1]
			i++
		}
		c.Steps = append(c.Steps, step)
	}
	for k := range number {
		for i := bounds[k]; i < bounds[k+1]; i++ {
			c.data[i].piece = number[k]
		}
	}
	c.suspect = s.suspect()
}

// name names the break at bounds[1], and reports whether the clock was on its way up to the break after that.
func (c *Course) name(s *splitter, bounds []int) (Step, bool) {
	at := bounds[1]
	before, after := s.last(bounds[0], at), s.first(at, bounds[2])
	b := s.rift(bounds[0], at, bounds[2])
	step := Step{Kind: Jump, From: c.at(before), To: c.at(after), By: between2(b)}
	switch {
	case s.forced(at):
		step.Resumed, step.By = true, c.moved(before, after)
	case b.bent && len(bounds) > 3 && s.back(bounds):
		step.Kind, step.To, step.By = Slew, c.at(s.first(bounds[2], bounds[3])), s.way(bounds)
		return step, true
	case b.bent:
		step.Kind, step.By, step.Turn = Turn, skew.Unknown, 1e6*b.turn
	case s.onWay(bounds[0], at, bounds[2]):
		step.Kind = Slew
	}
	return step, false
}

// moved returns how far the clock went between two data, as far as they show it.
func (c *Course) moved(a, b datum) skew.Interval {
	before, after := c.Points[a.index].Skew, c.Points[b.index].Skew
	return skew.Between(skew.Sub(after.Lo(), before.Hi()), skew.Sub(after.Hi(), before.Lo()))
}

// resume leaves out those steps in a sleep that the clock's rate explains, and takes that off the others.
func (c *Course) resume() {
	c.Steps = slices.DeleteFunc(c.Steps, func(s Step) bool { return s.Resumed && s.Kind == Jump && c.went(s).Contains(0) })
	for i, s := range c.Steps {
		if s.Resumed && s.Kind == Jump {
			c.Steps[i].By = c.went(s)
		}
	}
}

// went returns how much more than by its rate the clock went in a step.
func (c *Course) went(s Step) skew.Interval {
	by := c.Rate.over(s.To.Sub(s.From))
	return skew.Between(skew.Sub(s.By.Lo(), by.Hi()), skew.Sub(s.By.Hi(), by.Lo()))
}

// last returns the last datum of a stretch that isn't odd, if there is one.
func (s *splitter) last(from, to int) datum {
	if s.rank[from] < s.rank[to] {
		return s.clean[s.rank[to]-1]
	}
	return s.all[to-1]
}

// first returns the first datum of a stretch that isn't odd, if there is one.
func (s *splitter) first(from, to int) datum {
	if s.rank[from] < s.rank[to] {
		return s.clean[s.rank[from]]
	}
	return s.all[from]
}

// back reports whether the clock goes at the same rate before and after the second of three stretches.
func (s *splitter) back(bounds []int) bool { return !s.forced(bounds[2]) && !s.across(bounds).bent }

// way returns by how much the clock was moved on the second of three stretches.
func (s *splitter) way(bounds []int) skew.Interval { return between2(s.across(bounds)) }

// across compares the first and the third of three stretches.
func (s *splitter) across(bounds []int) rift {
	return s.compare(s.clean[s.rank[bounds[0]]:s.rank[bounds[1]]], s.clean[s.rank[bounds[2]]:s.rank[bounds[3]]])
}

// onWay reports whether a point next to a break lies between both sides: the clock was on its way.
func (s *splitter) onWay(begin, at, end int) bool {
	x := s.all[at].x
	a, b := s.clean[max(s.rank[begin], s.rank[at]-around):s.rank[at]].straight(x), s.clean[s.rank[at]:min(s.rank[end], s.rank[at]+around)].straight(x)
	for _, i := range []int{at - 1, at} {
		m := s.all[i]
		y := m.y - a.at(m.x-x)
		if share := y / (b.value - a.value); m.odd && share > 0 && share < 1 {
			return true
		}
	}
	return false
}

func between2(b rift) skew.Interval { return skew.Around(seconds(b.jump), seconds(2*b.jumpSD)) }

// ofPieces returns the data that lie on pieces, which it counts from 0.
func (all data) ofPieces() data {
	var out data
	count, last := -1, -1
	for _, m := range all {
		if m.piece < 0 {
			continue
		}
		if m.piece != last {
			count, last = count+1, m.piece
		}
		m.piece = count
		out = append(out, m)
	}
	return out
}

// kept returns the data that fit.
func (all data) kept() data {
	var out data
	for _, m := range all {
		if !m.odd {
			out = append(out, m)
		}
	}
	return out
}
