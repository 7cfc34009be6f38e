package drift

import (
	"time"

	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// maxSlew is how fast a clock may be moved by its own system without a step:
// the 500 ppm at which kernels discipline and adjtime slews (RFC 5905,
// appendix A.1.1, MAXFREQ). Knowledge grows old by it.
const maxSlew = 500e-6

// Track is what is known of one clock that is sampled again and again against
// true time. Its zero value knows nothing.
type Track struct {
	Skew    skew.Interval   // what the samples leave possible, as of the last of them
	Samples []source.Sample // those behind Skew, in the order in which they came
	Before  skew.Interval   // what was known before the clock was set; Unknown if it was not
}

// Add intersects a sample with what is known, which has aged by what a clock can
// have been slewed meanwhile.
//
// Errors: source.ErrNegativeDelay for a sample that contradicts itself, which
// changes nothing; source.ErrClockStepped for one that contradicts those before
// it. Each is sound by itself, so the clock was set in between, and the track
// begins anew with this sample.
func (t *Track) Add(s source.Sample) error {
	if s.Impossible() {
		return source.ErrNegativeDelay
	}
	fresh := s.Interval()
	if len(t.Samples) == 0 {
		t.Skew, t.Samples = fresh, []source.Sample{s}
		return nil
	}
	passed := skew.Abs(s.ServerSent.Sub(t.Samples[len(t.Samples)-1].ServerSent))
	both, agree := t.Skew.Widen(time.Duration(maxSlew * float64(passed))).Intersect(fresh)
	if !agree {
		*t = Track{Skew: fresh, Samples: []source.Sample{s}, Before: t.Skew}
		return source.ErrClockStepped
	}
	t.Skew, t.Samples = both, append(t.Samples, s)
	return nil
}

// Quickest returns the shortest delay among the samples, 0 when there are none.
func (t *Track) Quickest() time.Duration {
	var quickest time.Duration
	for i, s := range t.Samples {
		if d := s.Delay(); i == 0 || d < quickest {
			quickest = d
		}
	}
	return quickest
}
