package drift

import (
	"slices"
	"time"

	"codeclock/drift/skew"
)

// StepKind is how a clock was moved.
type StepKind string

// The kinds of steps. A witness that lies for a while, and has no other beside it, looks
// like a clock that jumps there and back.
const (
	Jump StepKind = "jump" // at once
	Slew StepKind = "slew" // by going faster or slower for a while
	Turn StepKind = "turn" // it goes at another rate since
)

// Step is when a clock was moved, or from when on it went at another rate.
type Step struct {
	Kind StepKind

	// From and To are the last point before and the first after it. A Slew took about
	// as long.
	From, To time.Time

	By      skew.Interval // by how much the clock was moved; Unknown for a Turn
	Turn    float64       // by how many ppm the rate changed; 0 but for a Turn
	Resumed bool          // Point.Run changed: the computer slept, or was started anew
}

const (
	// wander is how far the rate of a clock that nobody touches may go from what it
	// was, in ppm: quartz changes by about 1 ppm for a degree (NTP FAQ,
	// NTP-s-sw-clocks-quality), and rooms change by some degrees.
	wander = 5.

	// wanderTime is how many seconds that takes at least, as it does in a room.
	wanderTime = 3600.

	// calm is for how many seconds a rate is taken to be nearly even: pieces of that
	// length are compared, or those of the fewest points.
	calm = 2 * wanderTime

	// turnFrom is a change of rate, in ppm, that no room explains: warming up after a
	// cold start makes 11 (lists.ntp.org, questions, 2012-02/032281).
	turnFrom = 15.

	// fewest is how many points a piece must have: fewer may be spikes.
	fewest = 4

	// significant is how many standard deviations a step has at least: many, since it
	// is looked for everywhere. From suspicious of that on, the interval of the rate
	// is as wide as if there may be one.
	significant, suspicious = 4.5, 0.6

	// around is how many points on each side of a step are tried as its place.
	around = 10
)

// findSteps gives every datum its piece, and names what lies between them. While the clock
// was on its way, and before its rate last turned, a datum is of no piece.
func (c *Course) findSteps() {
	s := split(c.data)
	bounds := s.bounds()
	number := make([]int, len(bounds)-1) // of the piece from each of the bounds on
	var bent []int                       // breaks that are not clear to the point
	for i := 0; i < len(s.cuts); i++ {
		step, long := c.name(s, bounds[i:])
		c.Steps = append(c.Steps, step)
		number[i+1] = number[i] + 1
		switch {
		case step.Kind == Turn:
			for j := range i + 1 {
				number[j] = -1
			}
			bent = append(bent, bounds[i+1])
		case long:
			number[i+1], number[i+2] = -1, number[i+1]
			bent = append(bent, bounds[i+1], bounds[i+2])
			i++
		case step.Kind == Slew:
			bent = append(bent, bounds[i+1])
		}
	}
	for i := range c.data {
		k, at := slices.BinarySearch(bounds, i)
		if !at {
			k--
		}
		c.data[i].piece = number[k]
	}
	for _, at := range bent {
		c.data.leaveOut(at-fewest, at+fewest)
	}
	c.suspect = s.suspect()
}

// leaveOut takes data off their pieces, where these have enough others.
func (all data) leaveOut(from, to int) {
	left := map[int]int{}
	for _, m := range all {
		left[m.piece]++
	}
	for i := max(from, 0); i < min(to, len(all)); i++ {
		if left[all[i].piece] > 3*fewest {
			all[i].piece = -1
		}
	}
}

// name names the break at bounds[1]. long says that it is a slew which goes on until the
// break after that.
func (c *Course) name(s *splitter, bounds []int) (step Step, long bool) {
	at := bounds[1]
	before, after := s.last(bounds[0], at), s.first(at, bounds[2])
	b := s.rift(bounds[0], at, bounds[2])
	step = Step{Kind: Jump, From: c.at(before), To: c.at(after), By: b.by()}
	switch {
	case s.forced(at):
		step.Resumed, step.By = true, c.moved(before, after)
	case b.bent && len(bounds) > 3 && s.back(bounds):
		step.Kind, step.To, step.By = Slew, c.at(s.first(bounds[2], bounds[3])), s.across(bounds).by()
		long = true
	case b.bent:
		step.Kind, step.By, step.Turn = Turn, skew.Unknown, 1e6*b.turn
	case s.onWay(bounds[0], at, bounds[2]):
		step.Kind, step.By = Slew, s.apart(bounds[0], at, bounds[2]).by()
	}
	return step, long
}

// moved returns how far the clock went from one datum to another, as these show it.
func (c *Course) moved(a, b datum) skew.Interval {
	return less(c.Points[b.index].Skew, c.Points[a.index].Skew)
}

// less returns what is left of one interval when a value of another is taken off.
func less(i, j skew.Interval) skew.Interval {
	return skew.Between(skew.Sub(i.Lo(), j.Hi()), skew.Sub(i.Hi(), j.Lo()))
}

// explainResumes takes what the clock's own rate explains off the steps in a sleep, and
// leaves out those of which nothing may be left.
func (c *Course) explainResumes() {
	for i, s := range c.Steps {
		if s.Resumed {
			c.Steps[i].By = less(s.By, c.Rate.over(s.To.Sub(s.From)))
		}
	}
	c.Steps = slices.DeleteFunc(c.Steps, func(s Step) bool { return s.Resumed && s.By.Contains(0) })
}
