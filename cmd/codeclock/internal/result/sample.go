package result

import (
	"time"

	"codeclock/drift"
	"codeclock/drift/skew"
)

// Clock says whose clock is watched.
type Clock string

const (
	ComputerClock Clock = "computer" // that of the computer that measured itself
	AppClock      Clock = "app"      // what shows codes that were tapped: an app, a token
	CodesClock    Clock = "codes"    // what made codes that were read
)

// Clocks returns all of them.
func Clocks() []Clock { return []Clock{ComputerClock, AppClock, CodesClock} }

// Sample is one look at a clock that is watched: just made, or read in a log.
type Sample struct {
	Clock   Clock
	Demo    string // the practice scenario, "" for none
	Version string // of the program that made it

	// Run counts the runs of the program that wrote one log, from 0 on, and the sleeps
	// of the computer meanwhile.
	Run int

	At   time.Time // true time; zero where that is not known
	Wall time.Time // what the watched clock showed; zero where that is not known

	Point   time.Duration // the likeliest skew in Skew
	Skew    skew.Interval // Unknown when nothing could be measured
	Verdict Verdict

	// Period is not 0 where the skew is known but for whole periods of so long: that
	// of a token whose codes were tapped. Then Skew is the one that is nearest to the
	// sample before.
	Period time.Duration

	Agreement               drift.Agreement
	Asked, Answered, Agreed int // servers

	// Slept and Set are what happened to the clock since the sample before: for how long
	// the computer slept, and by how much the clock was set. 0 for not that anybody saw.
	Slept, Set time.Duration

	Points []drift.Point // what each server that agrees said
}

// SampleOf returns what a look came to, judged by a rule.
func SampleOf(l drift.Look, rule Rule) Sample {
	s := Sample{
		Clock: ComputerClock, At: l.At, Wall: l.Wall, Point: l.Point, Skew: l.Skew, Verdict: rule.Judge(l.Skew),
		Agreement: l.Agreement, Slept: l.Slept, Set: l.Set, Points: l.Points,
	}
	s.Asked, s.Answered, s.Agreed = l.Count()
	if len(l.Points) > 0 {
		s.Run = l.Points[0].Run
	}
	return s
}

// Bound is how far the truth can be from Point.
func (s Sample) Bound() time.Duration {
	return max(skew.Sub(s.Skew.Hi(), s.Point), skew.Sub(s.Point, s.Skew.Lo()))
}
