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
	// monotonic clock: a clock that is set does not move it.
	At time.Time

	Skew skew.Interval // what the measurement left possible

	// Delay is the shortest round trip that Skew rests on. 0 means that it is not
	// known, as for taps, codes and web servers: then Skew is all that is known of
	// how far the middle of Skew may be off.
	Delay time.Duration

	// Witness is whose answer it is: servers that take turns differ by what their
	// paths are uneven. Empty where it is always the same.
	Witness string

	// Run counts up when something that may have moved the clock is known to have
	// happened since the point before: the computer slept, or was started anew.
	Run int
}

// PointOf returns what one exchange shows.
func PointOf(s source.Sample, witness string, run int) Point {
	return Point{At: s.ServerSent, Skew: s.Interval(), Delay: max(s.Delay(), 0), Witness: witness, Run: run}
}

// Course is how a clock went while it was watched.
type Course struct {
	Rate   Rate
	Steps  []Step  // what moved the clock, oldest first
	Points []Point // those with evidence, in order of time
	Odd    []Point // those of them that fit nothing: spikes, and answers of a witness that lies

	data    data // one for each of Points
	suspect int  // the first of the points after what may be one more step; 0 for none
	origin  time.Time
	ground  time.Duration // the skew at which data count from 0
}

// Trend fits a course to points: how fast the clock gains, and when it was moved.
// They may come in any order, from seconds to years apart, from time servers, taps or
// codes. Points whose skew is unknown are left out; whatever comes, there is an answer,
// which says how little it knows.
func Trend(points []Point) Course {
	c := Course{}
	for _, p := range points {
		if p.Skew.Known() {
			c.Points = append(c.Points, p)
		}
	}
	if len(c.Points) == 0 {
		c.Rate = unknownRate
		return c
	}
	slices.SortStableFunc(c.Points, func(a, b Point) int { return a.At.Compare(b.At) })
	c.origin, c.ground = c.Points[0].At, c.Points[0].Skew.Middle()
	c.data = c.measure()
	c.findSteps()
	c.fitRate()
	c.resume()
	for i, m := range c.data {
		if m.odd {
			c.Odd = append(c.Odd, c.Points[i])
		}
	}
	return c
}

// datum is a point in numbers.
type datum struct {
	x      float64 // seconds since the first point
	y      float64 // skew in seconds, less that of the first point
	half   float64 // seconds from y to either end of what is possible
	extra  float64 // seconds of delay above the least of this witness; below 0 where it is not known
	sigma  float64 // how far y may typically be off, compared with that of others
	index  int     // which of the points
	who    int     // which witness
	run    int
	piece  int // which piece between steps it lies on; below 0 while the clock is being moved
	odd    bool
	uneven float64 // seconds by which a path of this witness can make all its answers wrong
}

type data []datum

// measure turns the points into numbers.
func (c Course) measure() data {
	least, who := map[string]time.Duration{}, map[string]int{}
	for _, p := range c.Points {
		if old, seen := least[p.Witness]; p.Delay > 0 && (!seen || p.Delay < old) {
			least[p.Witness] = p.Delay
		}
		if _, seen := who[p.Witness]; !seen {
			who[p.Witness] = len(who)
		}
	}
	out := make(data, len(c.Points))
	for i, p := range c.Points {
		m := datum{
			index: i,
			x:     p.At.Sub(c.origin).Seconds(), y: skew.Sub(p.Skew.Middle(), c.ground).Seconds(),
			half: p.Skew.Width().Seconds() / 2, extra: -1, who: who[p.Witness], run: p.Run,
		}
		if p.Delay > 0 {
			m.extra, m.uneven = (p.Delay - least[p.Witness]).Seconds(), least[p.Witness].Seconds()/2
		}
		out[i] = m
	}
	return out
}
