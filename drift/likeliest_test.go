package drift

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"codeclock/drift/skew"
)

// oneWay draws one delay in one direction, in milliseconds.
type oneWay func(*rand.Rand) float64

// normal delays vary both ways around a base.
func normal(base, jitter float64) oneWay {
	return func(rng *rand.Rand) float64 { return max(base/10, base+jitter*rng.NormFloat64()) }
}

// queue only adds to a base: a Lomax distribution of shape 3 and this mean, whose
// tail is as heavy as that of a busy router.
func queue(base, mean float64) oneWay {
	return func(rng *rand.Rand) float64 { return base + 2*mean*(math.Pow(1-rng.Float64(), -1./3)-1) }
}

// wifi is fast or, in two of five slots, slow by up to 350 ms.
func wifi(base float64) oneWay {
	return func(rng *rand.Rand) float64 {
		u := rng.Float64()
		if rng.Float64() < 0.4 {
			return base + 3 + 347*u*u
		}
		return base + 3*u
	}
}

// twoWays is a server behind two ways, that is off by so many milliseconds.
type twoWays struct {
	out, back oneWay
	off       float64
}

func both(w oneWay) twoWays { return twoWays{out: w, back: w} }

func times(n int, p twoWays) []twoWays { return slices.Repeat([]twoWays{p}, n) }

// networks are situations for a point; the names are explained by their paths.
var networks = map[string][]twoWays{
	"normal jitter":          times(5, both(normal(10, 1))),
	"three servers":          times(3, both(normal(10, 1))),
	"two servers":            times(2, both(normal(20, 2))),
	"internet":               {both(normal(10, 5)), both(queue(20, 8)), both(normal(30, 10)), both(queue(40, 12)), both(queue(60, 15))},
	"near and far":           {both(queue(6, 2)), both(normal(15, 4)), both(queue(45, 9)), both(queue(80, 14)), both(queue(120, 20))},
	"one uneven path":        append(times(4, both(normal(10, 1))), twoWays{out: normal(10, 1), back: normal(70, 1)}),
	"far, queues both ways":  times(5, both(queue(90, 12))),
	"far, queues out alone":  times(5, twoWays{out: queue(110, 12), back: normal(110, 0)}),
	"further, the same":      times(5, twoWays{out: queue(210, 25), back: normal(210, 0)}),
	"Wi-Fi":                  times(5, both(wifi(7))),
	"near liar +5 ms":        append(times(4, both(normal(20, 2))), twoWays{normal(2, 0), normal(2, 0), 5}),
	"near liar +15 ms":       append(times(4, both(normal(20, 2))), twoWays{normal(2, 0), normal(2, 0), 15}),
	"near liar +200 ms":      append(times(4, both(normal(300, 5))), twoWays{normal(2, 0), normal(2, 0), 200}),
	"near liar of three":     append(times(2, both(normal(20, 2))), twoWays{normal(2, 0), normal(2, 0), 15}),
	"two near liars +30 ms":  append(times(3, both(normal(20, 2))), times(2, twoWays{normal(2, 0), normal(2, 0), 30})...),
	"two equal liars +30 ms": append(times(3, both(normal(20, 2))), times(2, twoWays{normal(20, 2), normal(20, 2), 30})...),
}

// The point is at most as far off as what others would take: the median of the
// middles, and the middle of the answer with the least delay. Where there are liars
// the latter is theirs.
func TestPointIsAsGoodAsTheBestOfOthers(t *testing.T) {
	const draws = 3000
	for name, paths := range networks {
		rng := rand.New(rand.NewPCG(4, 4)) // the numbers in likeliest.go were chosen on other seeds
		var ours, medians, quickest []float64
		for range draws {
			var readings []Reading
			var middles []float64
			least := skew.Unknown
			for _, p := range paths {
				i := skew.Between(inMS(p.off-p.out(rng)), inMS(p.off+p.back(rng)))
				readings = append(readings, reading("x", says(i.Lo(), i.Hi())))
				middles = append(middles, i.Middle().Seconds())
				if !least.Known() || i.Width() < least.Width() {
					least = i
				}
			}
			slices.Sort(middles)
			e := Agree(readings)
			if e.Skew.Known() && !e.Skew.Contains(0) {
				t.Fatalf("%s: %v to %v is without the truth", name, e.Skew.Lo(), e.Skew.Hi())
			}
			ours = append(ours, math.Abs(e.Point.Seconds()))
			medians = append(medians, math.Abs(middles[len(middles)/2]))
			quickest = append(quickest, math.Abs(least.Middle().Seconds()))
		}
		point, middle, quick := p95(ours), p95(medians), p95(quickest)
		t.Logf("%-24s 95 %% within %7.3f ms; median %7.3f, least delay %7.3f", name, point, middle, quick)
		if point > 1.05*min(middle, quick) {
			t.Errorf("%s: 95 %% within %.3f ms; the median has %.3f, the least delay %.3f", name, point, middle, quick)
		}
	}
}

func inMS(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }

// p95 is in milliseconds, of seconds.
func p95(errors []float64) float64 {
	slices.Sort(errors)
	return 1000 * errors[len(errors)*95/100]
}
