package drift

import (
	"math"
	"slices"
	"time"

	"codeclock/drift/skew"
)

// StepKind is how a clock was moved.
type StepKind string

// The kinds of steps.
const (
	Jump StepKind = "jump" // at once
	Slew StepKind = "slew" // by letting it go faster or slower for a while
	Turn StepKind = "turn" // it goes at another rate since
)

// Step is a moment at which a clock was moved, or from which on it went at another rate.
type Step struct {
	Kind StepKind

	// From and To are the last point before and the first after. Slew: as long as
	// the clock was on its way.
	From, To time.Time

	By      skew.Interval // Jump, Slew: by how much it was moved
	Turn    float64       // Turn: by how many ppm its rate changed
	Resumed bool          // Point.Run changed in between: it slept, or was started anew
}

const (
	// wander is how far the rate of a clock that nobody touches may go from what it
	// was, in ppm: quartz changes by about 1 ppm per degree (ntp.org, NTP FAQ,
	// NTP-s-sw-clocks-quality), and rooms by some degrees.
	wander = 5.

	// wanderTime is how long such a change takes at least, as a room does.
	wanderTime = 3600.

	// turn is a change of rate that no room explains: warming up after a cold start moves a clock by 11 ppm (lists.ntp.org, questions, 2012-02/032281).
	turn = 15.

	// fewest is how many points a piece must have on its own: less may be spikes.
	fewest = 4

	// significant is the least chi-squared of a step: an error of 6 standard
	// deviations, since it's looked for everywhere.
	significant = 36.
)

// piece is a stretch of data: from the first, before the second.
type piece struct{ from, to int }

// findSteps cuts the course into pieces: where the run changes, and where points on both sides
// can't lie on one line.
func (c *Course) findSteps() {
	var clean data
	for i := range c.data {
		c.data[i].index = i
		if !c.data[i].odd {
			clean = append(clean, c.data[i])
		}
	}
	scale := clean.localScale()
	var cuts []int // in clean
	from := 0
	for i := 1; i <= len(clean); i++ {
		if i == len(clean) || clean[i].run != clean[i-1].run {
			cuts = append(cuts, clean.cut(from, i, scale)...)
			if i < len(clean) {
				cuts = append(cuts, i)
			}
			from = i
		}
	}
	slices.Sort(cuts)
	c.place(clean, cuts, scale)
}

// cut returns where a stretch falls into pieces, the clearest break first.
func (all data) cut(from, to int, scale float64) []int {
	best, at := significant, -1
	for i := from + fewest; i+fewest <= to; i++ {
		if b := all.breakAt(piece{from, i}, piece{i, to}, scale); b.chi > best {
			best, at = b.chi, i
		}
	}
	if at < 0 {
		return nil
	}
	return append(append(all.cut(from, at, scale), at), all.cut(at, to, scale)...)
}

// brk is what two neighbouring pieces differ by where they meet.
type brk struct {
	chi           float64 // how significant that is
	jump, turn    float64 // seconds, seconds per second
	jumpSD, rotSD float64
	jumped, bent  bool
}

// breakAt compares the lines through what lies before and after, at several widths: a small step shows over many points, and
// one between two others only over few.
func (all data) breakAt(before, after piece, scale float64) brk {
	var best brk
	for m := fewest; ; m *= 2 {
		l, r := piece{max(before.from, before.to-m), before.to}, piece{after.from, min(after.to, after.from+m)}
		if b := all.compare(l, r, scale); b.chi >= best.chi {
			best = b
		}
		if m >= before.to-before.from && m >= after.to-after.from {
			return best
		}
	}
}

// compare compares the lines through two pieces where they meet. What the clock's rate can wander by is not counted.
func (all data) compare(l, r piece, scale float64) brk {
	meet := (all[l.to-1].x + all[r.from].x) / 2
	a, b := all[l.from:l.to].straight(meet), all[r.from:r.to].straight(meet)
	reach := all[r.to-1].x - all[l.from].x
	rates := wander * 1e-6 * min(reach/wanderTime, 1)
	v, s, cov := scale*scale*(a.vv+b.vv), scale*scale*(a.ss+b.ss), scale*scale*(a.vs+b.vs)
	out := brk{jump: b.value - a.value, turn: b.slope - a.slope, jumpSD: math.Sqrt(v), rotSD: math.Sqrt(s)}
	jump, bend := shrink(out.jump, rates*reach/8), shrink(out.turn, turn*1e-6)
	if det := v*s - cov*cov; det > 0 {
		out.chi = (jump*jump*s - 2*jump*bend*cov + bend*bend*v) / det
	}
	out.jumped, out.bent = jump*jump > significant*v, bend*bend > significant*s
	return out
}

// shrink takes by off the magnitude of v.
func shrink(v, by float64) float64 {
	return math.Copysign(max(math.Abs(v)-by, 0), v)
}

// straight is a line through data: its value and slope at one moment, with their variances.
type straight struct{ value, slope, vv, ss, vs float64 }

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
		vv: sxx / det, ss: n / det, vs: -sx / det,
	}
}
