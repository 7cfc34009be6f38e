// Package drift measures how far this computer's clock is from true time, and
// says what is behind it.
//
// The sign and the intervals are those of package skew: skew is this clock minus
// true time, positive is fast. Every source of time hands out samples; the
// samples of one server are intersected to its interval; names that answer with one
// voice have one vote; and what a majority of the voices leaves possible is the
// estimate. While most of them are honest, the truth is in it. Each of these steps
// is pure but the asking:
//
//	source.Source -> source.Sample -> Reading -> Estimate
//
// An estimate always carries its interval. When nothing answered, when servers
// contradict each other, or when the clock was set in the middle of it all, that
// is what the estimate says, and its interval is unknown.
//
// Options.Fallback names web servers to ask for their Date: where no time server
// answers, and where time servers say that the clock is not Options.Harmless. NTP
// is not authenticated, and web servers are, so that they have the last word.
// Diagnose looks for what is behind a skew, in the estimate and in the facts that
// package host finds about this computer, and Breaks tells what else fails at a
// skew; both are pure and return values, never sentences.
//
// A clock that is looked at again and again has a Trend: how fast it gains, when it
// was moved, and where it will be. It is pure as well, and as honest: a rate has its
// interval, and too short a watch says how long it has to be.
//
// Nothing here sets a clock, prints, or reads the environment.
package drift
