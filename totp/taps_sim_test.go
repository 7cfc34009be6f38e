package totp

import (
	"math/rand/v2"
	"testing"
	"time"
)

// hand is a kind of person: how long after the visible change they press, in
// seconds. It is drawn once for a person and then asked for every tap.
type hand struct {
	name string
	make func(*rand.Rand) func() float64
}

// The people of the literature that taps.go cites.
func hands() []hand {
	device := func(r *rand.Rand) float64 { return uniform(r, 0.015, 0.060) }
	return []hand{
		{"anticipates", func(r *rand.Rand) func() float64 {
			mean, sigma := uniform(r, -0.08, -0.02)+device(r), uniform(r, 0.05, 0.1)
			return func() float64 { return mean + sigma*r.NormFloat64() }
		}},
		{"waits and reacts", func(r *rand.Rand) func() float64 {
			mean := uniform(r, 0.18, 0.28) + device(r)
			return func() float64 { return mean + 0.06*r.NormFloat64() }
		}},
		{"does now this, now that", func(r *rand.Rand) func() float64 {
			late := device(r)
			return func() float64 {
				if r.Float64() < 0.12 {
					return late + 0.28 + 0.06*r.NormFloat64()
				}
				return late - 0.03 + 0.1*r.NormFloat64()
			}
		}},
		{"is up to 300 ms early", func(r *rand.Rand) func() float64 {
			mean := uniform(r, -0.3, 0)
			return func() float64 { return mean + 0.08*r.NormFloat64() }
		}},
		{"is always 200 to 300 ms early", func(r *rand.Rand) func() float64 {
			return func() float64 { return uniform(r, -0.3, -0.2) }
		}},
		{"misses one change in five by a second", func(r *rand.Rand) func() float64 {
			mean := uniform(r, -0.08, 0.1) + device(r)
			return func() float64 {
				if r.Float64() < 0.2 {
					return mean + 1 + 0.1*r.NormFloat64()
				}
				return mean + 0.08*r.NormFloat64()
			}
		}},
		{"has a slow hand", func(r *rand.Rand) func() float64 {
			mean := uniform(r, 0.35, 0.6) + device(r)
			return func() float64 { return mean + 0.05*r.NormFloat64() }
		}},
		{"is not used to it", func(r *rand.Rand) func() float64 {
			mean := uniform(r, 0, 0.2) + device(r)
			return func() float64 { return mean + 0.15*r.NormFloat64() }
		}},
	}
}

func uniform(r *rand.Rand, lo, hi float64) float64 { return lo + (hi-lo)*r.Float64() }

// simulate returns n taps at successive changes of a device with skew s. Three
// of a hundred taps are strays.
func simulate(r *rand.Rand, s time.Duration, app App, tap func() float64, n int) []Tap {
	const period = DefaultPeriod
	start := time.Unix(1_800_000_000+r.Int64N(1_000_000), r.Int64N(1e9))
	lag := time.Duration(r.Float64() * float64(app.Lag))
	next := start.Add(period - phase(start.Add(s), period))
	var taps []Tap
	for range n {
		at := next.Add(lag + time.Duration(tap()*1e9))
		if r.Float64() < 0.03 {
			at = next.Add(time.Duration(uniform(r, -0.5, 0.5) * float64(period)))
		}
		taps = append(taps, Tap{At: at})
		next = next.Add(period)
	}
	return taps
}

// The interval must hold the truth in 95 of 100 measurements, for every kind of
// person, every app, one tap as well as seven, and wherever the circle's seam
// lies.
func TestTapCoverage(t *testing.T) {
	const tries = 2000
	for _, h := range hands() {
		for _, app := range append(Apps(), AnyApp()) {
			for _, n := range []int{1, 2, 3, 4, 5, 6, 7} {
				r := rand.New(rand.NewPCG(5, uint64(n)))
				covered, answered := 0, 0
				for range tries {
					truth := time.Duration(uniform(r, -1e6, 1e6) * 1e9)
					e, err := FromTaps(simulate(r, truth, app, h.make(r), n), TapOptions{App: app})
					if err != nil {
						continue
					}
					answered++
					if e.Arc.Contains(truth) {
						covered++
					}
				}
				t.Logf("%s, %s, %d taps: %.3f of %.3f", h.name, app.Name, n, float64(covered)/float64(answered), float64(answered)/tries)
				if got := float64(covered) / float64(answered); got < 0.95 {
					t.Errorf("a person who %s, %s, %d taps: %.3f of the intervals hold the truth", h.name, app.Name, n, got)
				}
				if got := float64(answered) / tries; got < 0.93 {
					t.Errorf("a person who %s, %s, %d taps: only %.3f answered", h.name, app.Name, n, got)
				}
			}
		}
	}
}
