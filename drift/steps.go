package drift

import (
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

	// calm is how long a clock's rate can be taken to change evenly: pieces of two
	// hours are compared, or those of the fewest points.
	calm = 2 * wanderTime

	// fewest is how many points a piece must have on its own: less may be spikes.
	fewest = 4

	// significant is how many standard deviations a step is at least: many, since it's
	// looked for everywhere.
	significant = 4.5

	// suspicious is the part of that from which on the rate is told as if there were a step, too.
	suspicious = 0.7

	// around is how many points on each side of a break are tried as its place.
	around = 10
)
