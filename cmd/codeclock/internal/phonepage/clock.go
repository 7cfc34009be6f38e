package phonepage

import (
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// maxSlew is how fast a clock may be moved by its own system without a step:
// the 500 ppm at which kernels discipline and adjtime slews (RFC 5905,
// appendix A.1.1, MAXFREQ). Knowledge grows old by it.
const maxSlew = 500e-6

// clock is what is known of one phone's clock.
type clock struct {
	skew   skew.Interval
	since  time.Time     // when the first of these samples came, by this computer's monotonic clock
	at     time.Time     // and the last
	taken  int           // samples in skew
	quick  time.Duration // the shortest delay among them
	before skew.Interval // what was known before the clock was set; Unknown if it was not
}

// outcome says what a sample did.
type outcome int

const (
	refused  outcome = iota // it contradicts itself
	narrowed                // it agrees with the samples before
	stepped                 // it contradicts them: the phone's clock was set
)

// add intersects a sample taken now with what is known. A sample that
// contradicts it starts the measurement anew: each is sound by itself, so the
// clock must have moved in between.
func (c *clock) add(s source.Sample, now time.Time) outcome {
	if s.Delay() < -2*s.Slack {
		return refused
	}
	fresh := s.Interval()
	old := c.skew
	if c.taken > 0 {
		old = old.Widen(time.Duration(maxSlew * float64(now.Sub(c.at))))
	}
	both, agree := old.Intersect(fresh)
	if !agree {
		*c = clock{skew: fresh, since: now, at: now, taken: 1, quick: s.Delay(), before: c.skew}
		return stepped
	}
	if c.taken == 0 {
		c.since = now
	}
	if c.taken == 0 || s.Delay() < c.quick {
		c.quick = s.Delay()
	}
	c.skew, c.at = both, now
	c.taken++
	return narrowed
}

// settled says whether enough was taken to show the answer: more would narrow
// it by less than anyone sees.
func (c *clock) settled(now time.Time) bool {
	return c.taken >= 8 || c.taken >= 2 && now.Sub(c.since) >= 3*time.Second
}
