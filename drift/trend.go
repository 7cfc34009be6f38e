package drift

import (
	"slices"
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// Point is what one measurement left possible of a clock that is watched.
type Point struct {
	// At is true time, as well as it was known. Within one Run it advances by a
	// monotonic clock: setting the clock does not move it.
	At time.Time

	// Skew is what the measurement left possible. Its middle is taken for the value,
	// and its ends for certain.
	Skew skew.Interval

	// Delay is the shortest round trip that Skew rests on. 0 means that it is not
	// known, as with taps, codes and web servers: the value may then be anywhere in
	// Skew.
	Delay time.Duration

	// Witness is whose answer it is. Servers that take turns differ by how uneven
	// their paths are. Empty where it is always the same one.
	Witness string

	// Run counts up when something that may have moved the clock is known to have
	// happened since the point before: the computer slept, or was started anew.
	Run int
}

// PointOf returns what one exchange shows.
func PointOf(s source.Sample, witness string, run int) Point {
	return Point{At: s.ServerSent, Skew: s.Interval(), Delay: max(s.Delay(), 0), Witness: witness, Run: run}
}

// Course is how a clock went while it was watched. The zero Course knows nothing.
type Course struct {
	Rate   Rate
	Steps  []Step  // what moved the clock, oldest first
	Points []Point // those with evidence, in order of time
	Odd    []Point // those of them that fit nothing: spikes, and what a lying witness said

	data    data // one for each of Points
	suspect int  // the index of the first after what may be one more step; 0 for none
	origin  time.Time
	ground  time.Duration // the skew from which data count
}

// Trend fits a course to points: how fast the clock gains, and when it was moved.
//
// The points may come in any order, be seconds or years apart, and come from time
// servers, taps or codes, one witness or several that take turns. Those whose skew is
// unknown are left out. There is always an answer, which says how much it does not know.
//
// The rate is found by least squares, where each point counts by how far its delay
// lets it be off. Points that fit nothing count little or not at all. The line may bend
// as the clock's rate wanders, and begins anew after a step. In simulations the error
// of the rate was below that of chrony's weights, of Theil and Sen's median and of
// plain least squares, and its interval held the truth in 95 % of the watches or more
// (BenchmarkTrend, TestTrendCovers).
func Trend(points []Point) Course {
	c := Course{Rate: unknownRate}
	for _, p := range points {
		if p.Skew.Known() {
			c.Points = append(c.Points, p)
		}
	}
	if len(c.Points) == 0 {
		return c
	}
	slices.SortStableFunc(c.Points, func(a, b Point) int { return a.At.Compare(b.At) })
	c.measure()
	c.findSteps()
	c.fitRate()
	c.explainResumes()
	for i, m := range c.data {
		if m.odd {
			c.Odd = append(c.Odd, c.Points[i])
		}
	}
	return c
}

// datum is a point in numbers.
type datum struct {
	index  int     // which of the points
	x      float64 // seconds since the first point
	y      float64 // skew in seconds, from that of the first point
	half   float64 // seconds from y to either end of what is possible
	extra  float64 // seconds of delay above the least of this witness; below 0 if not known
	uneven float64 // seconds by which the path of this witness can be uneven at most
	sigma  float64 // how far y may typically be off, in seconds
	who    int     // which witness
	run    int
	piece  int  // which piece between steps; below 0 for one that the rate is not of
	odd    bool // it fits nothing
}

type data []datum

// measure turns the points into numbers.
func (c *Course) measure() {
	c.origin, c.ground = c.Points[0].At, c.Points[0].Skew.Middle()
	least, who := leastDelays(c.Points), map[string]int{}
	for _, p := range c.Points {
		if _, seen := who[p.Witness]; !seen {
			who[p.Witness] = len(who)
		}
	}
	for i, p := range c.Points {
		m := datum{
			index: i, x: p.At.Sub(c.origin).Seconds(), y: skew.Sub(p.Skew.Middle(), c.ground).Seconds(),
			half: p.Skew.Width().Seconds() / 2, extra: -1, who: who[p.Witness], run: p.Run,
		}
		if p.Delay > 0 {
			m.extra, m.uneven = (p.Delay - least[p.Witness]).Seconds(), least[p.Witness].Seconds()/2
		}
		c.data = append(c.data, m)
	}
}

// at returns when a datum was.
func (c *Course) at(m datum) time.Time { return c.Points[m.index].At }

// kept returns the data that are not odd.
func (all data) kept() data {
	var out data
	for _, m := range all {
		if !m.odd {
			out = append(out, m)
		}
	}
	return out
}

// extent returns the middle of the times and how far they reach from it.
func (all data) extent() (middle, reach float64) {
	first, last := all[0].x, all[len(all)-1].x
	return (first + last) / 2, max((last-first)/2, 1e-9)
}

// witnesses and pieces return how many there are.
func (all data) witnesses() int { return all.most(func(m datum) int { return m.who }) + 1 }
func (all data) pieces() int    { return all.most(func(m datum) int { return m.piece }) + 1 }

func (all data) most(of func(datum) int) int {
	most := 0
	for _, m := range all {
		most = max(most, of(m))
	}
	return most
}

// seconds is a number of them as a duration, saturated.
func seconds(s float64) time.Duration {
	const limit = float64(1<<63-1) / float64(time.Second)
	switch {
	case s >= limit:
		return skew.Max
	case s <= -limit:
		return skew.Min
	}
	return time.Duration(s * float64(time.Second))
}
