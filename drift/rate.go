package drift

import (
	"time"

	"codeclock/drift/host"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// Rate returns how fast the clock gained while it was measured, in ppm, negative when
// it lost: as much as the first and the last sample of some server that agrees show at
// least, so that a short look, or a rough one, shows none. It is not known where no
// server was asked twice.
func (e Estimate) Rate() host.Value[float64] {
	var best host.Value[float64]
	for _, j := range e.Readings {
		if n := len(j.Samples); n > 1 && j.Agrees {
			if rate, ok := gained(j.Samples[0], j.Samples[n-1]); ok {
				best = steeper(best, rate)
			}
		}
	}
	return best
}

// steeper returns the rate that is further from 0.
func steeper(known host.Value[float64], rate float64) host.Value[float64] {
	if old, ok := known.Get(); ok && skew.Abs(rateOf(old)) >= skew.Abs(rateOf(rate)) {
		return known
	}
	return host.Known(rate)
}

// gained returns the least rate that explains two samples, in ppm.
func gained(first, last source.Sample) (float64, bool) {
	passed := last.ServerSent.Sub(first.ServerSent)
	if passed <= 0 {
		return 0, false
	}
	a, b := first.Interval(), last.Interval()
	least, most := skew.Sub(b.Lo(), a.Hi()), skew.Sub(b.Hi(), a.Lo())
	by := max(least, 0) + min(most, 0)
	return 1e6 * by.Seconds() / max(passed, time.Millisecond).Seconds(), true
}
